//! A page against an operation of the model.
//!
//! Takes a page and an API; gives what the two say differently, field by field, with both places. What only one of
//! them can tell is no difference: a page has no nullability and no formats, and its lists may be empty.

use super::page::{FieldType, Page, Row, read, template};
use super::tree::{Field, Fields, tree};
use crate::diag::codes::tables as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Api, Json, MediaKind, Operation, ParameterPlace, Presence, Property, TypeUse};
use crate::source::{FileId, Origin, SourceSet, Span};

mod shape;

use shape::{Shape, shape, wire};

/// Something that a page and a document say differently.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Its stable code.
    pub code: Code,
    /// One line, without a full stop.
    pub message: String,
    /// The place in the page.
    pub page: (FileId, Span),
    /// The line of that place, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// The place in the document.
    pub document: Origin,
    /// What the page says.
    pub page_says: String,
    /// What the document says.
    pub document_says: String,
}

impl Difference {
    /// The difference as an error that shows both places.
    pub fn diagnostic(&self) -> Diagnostic {
        let page = Place::Span(self.page.0, self.page.1.clone());
        Diagnostic::error(self.code, self.message.as_str())
            .at(self.document, self.document_says.as_str())
            .also(page, self.page_says.as_str())
            .help(
                "change the document where the page is right, or keep a corrected copy of the page",
            )
    }
}

/// Compares a page with an operation (`POST /groups`) of an API. Differences come in the order of the page.
///
/// A page that cannot be read, or an operation that the API does not have, is an error in `diags`.
pub fn check(
    set: &SourceSet,
    page: FileId,
    api: &Api,
    operation: &str,
    diags: &mut Diagnostics,
) -> Vec<Difference> {
    let Some(page) = read(set, page, diags) else {
        return Vec::new();
    };
    let Some(found) = find(api, operation) else {
        diags.push(unknown_operation(&page, api, operation));
        return Vec::new();
    };
    let rows = page.fields.as_deref().unwrap_or(&[]);
    let fields = tree(page.file, rows, diags);
    let mut checker = Checker {
        text: set.files.get(page.file.0 as usize).map_or("", |f| &f.text),
        page: &page,
        api,
        operation: found,
        differences: Vec::new(),
    };
    checker.operation();
    checker.servers();
    checker.headers();
    checker.body(&fields);
    let mut differences = checker.differences;
    differences.sort_by_key(|difference| difference.page.1.start);
    differences
}

/// The operation with this method and path.
fn find<'a>(api: &'a Api, operation: &str) -> Option<&'a Operation> {
    let (method, path) = operation.trim().split_once(char::is_whitespace)?;
    api.operations.iter().find(|candidate| {
        candidate.method.0.eq_ignore_ascii_case(method)
            && template(&candidate.path) == template(path.trim())
    })
}

fn unknown_operation(page: &Page, api: &Api, operation: &str) -> Diagnostic {
    let message = format!("the API has no operation `{operation}` to compare the page with");
    let place = Place::Span(page.file, page.span.clone());
    let found =
        Diagnostic::error(codes::OPERATION_UNKNOWN, message).at(place, "the page is about this");
    let names: Vec<String> = api
        .operations
        .iter()
        .take(5)
        .map(|o| format!("`{} {}`", o.method.0, o.path))
        .collect();
    match names.is_empty() {
        true => found,
        false => found.help(format!("operations of the API: {}", names.join(", "))),
    }
}

struct Checker<'a> {
    text: &'a str,
    page: &'a Page,
    api: &'a Api,
    operation: &'a Operation,
    differences: Vec<Difference>,
}

/// What a page and a document say of the same thing.
struct Said {
    page: String,
    document: String,
}

fn said(page: impl Into<String>, document: impl Into<String>) -> Said {
    Said {
        page: page.into(),
        document: document.into(),
    }
}

impl Checker<'_> {
    fn differ(&mut self, code: Code, message: String, span: &Span, origin: Origin, said: Said) {
        let (line, column) = position(self.text, span.start as usize);
        self.differences.push(Difference {
            code,
            message,
            page: (self.page.file, span.clone()),
            line,
            column,
            document: origin,
            page_says: said.page,
            document_says: said.document,
        });
    }

    fn operation(&mut self) {
        let here = format!(
            "{} {}",
            self.operation.method.0,
            template(&self.operation.path)
        );
        let there = format!("{} {}", self.page.method, self.page.path);
        if here != there {
            let message = format!("the page is about `{there}`, and is compared with `{here}`");
            let (span, origin) = (self.page.span.clone(), self.operation.place.origin);
            let said = said("the page's operation", "the document's operation");
            self.differ(codes::OPERATION_DIFFERS, message, &span, origin, said);
        }
    }

    fn servers(&mut self) {
        let own = match self.operation.servers.is_empty() {
            true => &self.api.servers,
            false => &self.operation.servers,
        };
        let known: Vec<&str> = own.iter().map(|s| s.url.trim_end_matches('/')).collect();
        let origin = self.operation.place.origin;
        let page = self.page;
        for server in &page.servers {
            if !known.contains(&server.url.trim_end_matches('/')) {
                let message = format!("the document does not have the server {}", server.url);
                let said = said("a server of the page", "not a server of this operation");
                self.differ(codes::SERVER_DIFFERS, message, &server.span, origin, said);
            }
        }
        // The first server is what a client talks to unless it is told otherwise.
        let (Some(default), Some(first)) = (known.first(), page.servers.first()) else {
            return;
        };
        if !page
            .servers
            .iter()
            .any(|s| s.url.trim_end_matches('/') == *default)
        {
            let message = format!("the document's first server, {default}, is not on the page");
            let said = said("the page's servers", "the document's operation");
            self.differ(codes::SERVER_DIFFERS, message, &first.span, origin, said);
        }
    }

    fn headers(&mut self) {
        let (page, operation) = (self.page, self.operation);
        for row in &page.headers {
            let origin = operation.place.origin;
            // OpenAPI keeps these three out of its parameters.
            match row.name.to_ascii_lowercase().as_str() {
                "content-type" => self.content_type(row),
                "accept" | "authorization" => {}
                name => {
                    let parameter = operation.parameters.iter().find(|p| {
                        p.location == ParameterPlace::Header && p.name.eq_ignore_ascii_case(name)
                    });
                    match parameter {
                        None => {
                            let message = format!("the document lacks the header `{}`", row.name);
                            let said = said("on the page", "no such header parameter here");
                            self.differ(codes::HEADER_DIFFERS, message, &row.span, origin, said);
                        }
                        Some(parameter) => {
                            let origin = parameter.place.origin;
                            self.ty(row, parameter.ty, origin);
                            self.required(row, parameter.required, origin);
                            self.values(row, &shape(self.api, parameter.ty), origin);
                            self.default(row, parameter.default.as_ref(), origin);
                        }
                    }
                }
            }
        }
    }

    fn content_type(&mut self, row: &Row) {
        let (Some(Json::String(name)), Some(body)) = (&row.default, &self.operation.body) else {
            return;
        };
        let bare = |name: &str| {
            let name = name.split(';').next().unwrap_or(name);
            name.trim().to_ascii_lowercase()
        };
        if !body
            .media
            .iter()
            .any(|media| bare(&media.name) == bare(name))
        {
            let message = format!("the document's request body has no `{name}`");
            let said = said("the page's default", "the document's media types");
            let origin = body.place.origin;
            self.differ(
                codes::HEADER_DIFFERS,
                message,
                &row.description_span,
                origin,
                said,
            );
        }
    }

    fn body(&mut self, fields: &Fields<'_>) {
        let operation = self.operation;
        let media = operation.body.as_ref().and_then(|body| {
            let kind = |kind| body.media.iter().find(|m| m.kind == kind && m.ty.is_some());
            kind(MediaKind::Json)
                .or_else(|| kind(MediaKind::Form))
                .or_else(|| body.media.iter().find(|m| m.ty.is_some()))
        });
        let span = self.page.span.clone();
        match (
            media.and_then(|media| media.ty),
            &operation.body,
            &self.page.fields,
        ) {
            (Some(ty), Some(body), Some(_)) => {
                let origin = body.place.origin;
                let found = shape(self.api, ty);
                if found.admits(FieldType::Object) {
                    self.fields(fields, ty, "", span, origin);
                } else {
                    let message = format!("the request body is {} in the document", found.words());
                    let said = said("the page lists the fields of an object", found.words());
                    self.differ(codes::BODY_DIFFERS, message, &span, origin, said);
                }
            }
            (_, Some(body), None) => {
                let message =
                    "the document has a request body, and the page lists no fields".to_owned();
                let said = said("no table of request body fields", "the document's body");
                self.differ(codes::BODY_DIFFERS, message, &span, body.place.origin, said);
            }
            (None, _, Some(_)) if !fields.is_empty() => {
                let message = "the page lists request body fields, and the document has no body with a schema".to_owned();
                let said = said("the page's operation", "no such request body here");
                self.differ(
                    codes::BODY_DIFFERS,
                    message,
                    &span,
                    operation.place.origin,
                    said,
                );
            }
            _ => {}
        }
    }

    /// Compares the fields of an object.
    fn fields(
        &mut self,
        fields: &Fields<'_>,
        ty: TypeUse,
        prefix: &str,
        span: Span,
        origin: Origin,
    ) {
        let inner = shape(self.api, ty);
        if inner.unknown {
            return;
        }
        for (name, field) in fields {
            let path = format!("{prefix}{name}{}", "[]".repeat(field.depth()));
            let property = inner.properties.get(*name);
            let Some(row) = field.any_row() else {
                continue;
            };
            match property {
                Some(property) => {
                    let here = property.place.origin;
                    if self.field(field, property, &path) {
                        self.inside(field, property.ty, &path, row.span.clone(), here);
                    }
                }
                None if inner.open => {}
                None => {
                    let message = format!("the document lacks the field `{path}`");
                    let said = said("on the page", "not in this object");
                    let at = inner.origin.unwrap_or(origin);
                    self.differ(codes::FIELD_MISSING, message, &row.span, at, said);
                }
            }
        }
        for (name, property) in &inner.properties {
            if !fields.contains_key(name.as_str()) && !property.read_only {
                let message = format!("the page lacks the field `{prefix}{name}`");
                let said = said("not listed here", "in the document");
                let here = property.place.origin;
                self.differ(codes::FIELD_EXTRA, message, &span, here, said);
            }
        }
    }

    /// Compares what is in a field.
    fn inside(&mut self, field: &Field<'_>, ty: TypeUse, path: &str, span: Span, origin: Origin) {
        match shape::items(self.api, ty, field.depth()) {
            Some(inner) => {
                self.fields(&field.fields, inner, &format!("{path}."), span, origin);
                if let Some(row) = field.items {
                    self.ty(row, inner, origin);
                    self.values(row, &shape(self.api, inner), origin);
                }
            }
            None if shape(self.api, ty).unknown => {}
            None => {
                let message = format!("`{path}` has fewer arrays in the document than on the page");
                let said = said(format!("{} array(s)", field.depth()), "fewer arrays");
                self.differ(codes::TYPE_DIFFERS, message, &span, origin, said);
            }
        }
    }

    /// Compares a field with a property; whether they are of the same kind, so that what is in them can be compared.
    fn field(&mut self, field: &Field<'_>, property: &Property, path: &str) -> bool {
        let origin = property.place.origin;
        let Some(row) = field.row else {
            // The page has no row for the field itself, but its paths say what it must be.
            return match (field.ty(), field.any_row()) {
                (Some(ty), Some(row)) => self.kind(ty, property.ty, path, &row.span, origin),
                _ => true,
            };
        };
        self.required(row, property.presence == Presence::Required, origin);
        self.default(row, property.default.as_ref(), origin);
        let same = self.ty(row, property.ty, origin);
        if same {
            let inner = shape::items(self.api, property.ty, field.depth()).unwrap_or(property.ty);
            let mut found = shape(self.api, inner);
            if let (true, Some(constant)) = (found.values.is_empty(), &property.constant) {
                found.values.push(wire(constant));
            }
            self.values(row, &found, origin);
        }
        same
    }

    fn ty(&mut self, row: &Row, ty: TypeUse, origin: Origin) -> bool {
        row.ty
            .is_none_or(|word| self.kind(word, ty, &row.name, &row.ty_span, origin))
    }

    fn kind(
        &mut self,
        word: FieldType,
        ty: TypeUse,
        path: &str,
        span: &Span,
        origin: Origin,
    ) -> bool {
        let found = shape(self.api, ty);
        let same = found.admits(word);
        if !same {
            let (there, here) = (word.word(), found.words());
            let message = format!("`{path}` is {there} on the page, and {here} in the document");
            self.differ(
                codes::TYPE_DIFFERS,
                message,
                span,
                origin,
                said(there, here),
            );
        }
        same
    }

    fn required(&mut self, row: &Row, here: bool, origin: Origin) {
        let word = |required| if required { "required" } else { "optional" };
        if let Some(there) = row.required.filter(|there| *there != here) {
            let (there, here) = (word(there), word(here));
            let message = format!(
                "`{}` is {there} on the page, and {here} in the document",
                row.name
            );
            let said = said(there, here);
            self.differ(
                codes::REQUIRED_DIFFERS,
                message,
                &row.required_span,
                origin,
                said,
            );
        }
    }

    fn values(&mut self, row: &Row, found: &Shape, origin: Origin) {
        // Booleans and objects have no list of values in OpenAPI.
        let listless = found.is(FieldType::Boolean) || found.is(FieldType::Object);
        if row.values.is_empty() || found.unknown || listless {
            return;
        }
        let listed = |list: &[String]| match list.is_empty() {
            true => "nothing".to_owned(),
            false => list.join(", "),
        };
        let missing: Vec<String> = row
            .values
            .iter()
            .filter(|v| !found.values.contains(v))
            .cloned()
            .collect();
        let extra: Vec<String> = found
            .values
            .iter()
            .filter(|v| !row.values.contains(v))
            .cloned()
            .collect();
        if missing.is_empty() && extra.is_empty() {
            return;
        }
        let message = format!(
            "`{}` has other valid values: only on the page {}, only in the document {}",
            row.name,
            listed(&missing),
            listed(&extra)
        );
        let said = said(row.values.join(", "), listed(&found.values));
        self.differ(
            codes::VALUES_DIFFER,
            message,
            &row.description_span,
            origin,
            said,
        );
    }

    fn default(&mut self, row: &Row, here: Option<&Json>, origin: Origin) {
        let Some(there) = &row.default else {
            return;
        };
        if here.is_some_and(|here| same_default(here, there)) {
            return;
        }
        let here = here.map_or("no default".to_owned(), |json| {
            format!("default {}", text(json))
        });
        let there = format!("default {}", text(there));
        let message = format!(
            "`{}` has {there} on the page, and {here} in the document",
            row.name
        );
        let said = said(there, here);
        self.differ(
            codes::DEFAULT_DIFFERS,
            message,
            &row.description_span,
            origin,
            said,
        );
    }
}

/// Whether two defaults are the same; a page has no quotes around text.
fn same_default(here: &Json, there: &Json) -> bool {
    here == there
        || match (here, there) {
            (Json::Number(a), Json::Number(b)) => a.parse::<f64>() == b.parse::<f64>(),
            (Json::Number(a), Json::String(b)) => a == b,
            _ => false,
        }
}

/// A value as JSON text.
pub(super) fn text(json: &Json) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(text) => text.clone(),
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", quoted(key), text(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Line and column of a byte offset, from 1.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}
