//! A page against an operation of the model.
//!
//! Takes a page and an API; gives what the two say differently, field by field, with both places. What only one of
//! them can tell is no difference: a page has no nullability and no formats, and its lists may be empty.

use super::page::{FieldType, Page, Row, read};
use super::path::template;
use super::tree::tree;
use super::values::{same_default, text};
use crate::diag::codes::tables as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Api, Json, Operation, ParameterPlace, TypeUse};
use crate::source::{FileId, Origin, SourceSet, Span};

mod body;
mod shape;

use shape::{Shape, shape};

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
        set,
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
    set: &'a SourceSet,
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
        let (line, column) = self.set.line_col(self.page.file, span.start);
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
