//! A draft of an OpenAPI document from a page.
//!
//! Takes a page; gives YAML that says what the page says, in the order of the page, with comments where a person must
//! add what the page cannot tell. Read back, it has no [`Difference`](super::Difference) to the page. Must never invent
//! an answer, an enum value or a way to authenticate.

use super::page::{FieldType, Page, Row, read};
use super::tree::{Field, Fields, tree};
use crate::diag::Diagnostics;
use crate::model::Json;
use crate::source::{FileId, SourceSet};

mod yaml;

use yaml::{Writer, json, number, scalar};

/// Drafts a document from a page; nothing when the page cannot be read without errors, which are in `diags`.
pub fn transcribe(set: &SourceSet, page: FileId, diags: &mut Diagnostics) -> Option<String> {
    let mut found = Diagnostics::new();
    let read = read(set, page, &mut found);
    let mut out = Writer::default();
    if let Some(page) = &read {
        let rows = page.fields.as_deref().unwrap_or(&[]);
        let fields = tree(page.file, rows, &mut found);
        let name = set.files.get(page.file.0 as usize).map_or("", |f| &f.path);
        document(&mut out, page, &fields, name);
    }
    let failed = read.is_none() || found.has_errors();
    found.iter().for_each(|d| diags.push(d.clone()));
    (!failed).then(|| out.finish())
}

fn document(out: &mut Writer, page: &Page, fields: &Fields<'_>, name: &str) {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    out.comment(&format!(
        "A draft, made from the page {name} by `oasmith transcribe`."
    ));
    out.comment("The page does not tell everything. Fill in by hand, and then delete these lines:");
    out.comment("  - the answers, with their statuses and bodies, errors too;");
    out.comment("  - how to authenticate (components.securitySchemes, and security);");
    out.comment("  - the values of enums, where a comment says that the page has lost them;");
    out.comment("  - which fields may be null (`type: [string, 'null']`), and formats such as date-time or uuid.");
    out.line("openapi: 3.1.0");
    out.open("info");
    out.entry("title", &scalar(&title(page)));
    out.comment("The page has no version.");
    out.entry("version", "0.0.0");
    out.close();
    if !page.servers.is_empty() {
        out.open("servers");
        for server in &page.servers {
            out.line(&format!("- url: {}", scalar(&server.url)));
        }
        out.close();
    }
    out.open("paths");
    out.open(&scalar(&page.path));
    out.open(&page.method.to_ascii_lowercase());
    operation(out, page, fields);
    out.close();
    out.close();
    out.close();
}

/// The host of the first server.
fn title(page: &Page) -> String {
    let url = page
        .servers
        .first()
        .and_then(|s| url::Url::parse(&s.url).ok());
    let host = url.and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "API".to_owned())
}

fn operation(out: &mut Writer, page: &Page, fields: &Fields<'_>) {
    out.comment("The page has no operationId; without one, names are made from method and path.");
    if !page.summary.is_empty() {
        out.prose("description", &page.summary);
    }
    let wanted = match page.scopes.is_empty() {
        true => String::new(),
        false => format!("; it asks for the scopes {}", page.scopes.join(", ")),
    };
    out.comment(&format!(
        "The page does not say how to authenticate{wanted}."
    ));
    parameters(out, page);
    if page.fields.is_some() {
        let required = fields
            .values()
            .any(|f| f.row.is_some_and(|row| row.required == Some(true)));
        out.open("requestBody");
        out.entry("required", if required { "true" } else { "false" });
        out.open("content");
        out.open(&scalar(&media_type(page)));
        out.open("schema");
        out.entry("type", "object");
        properties(out, fields);
        out.close();
        out.close();
        out.close();
        out.close();
    }
    out.open("responses");
    out.comment("The page does not say what is answered; this takes any JSON.");
    out.open("2XX");
    out.entry("description", "The request succeeded.");
    out.open("content");
    out.open("application/json");
    out.entry("schema", "{}");
    out.close();
    out.close();
    out.close();
    out.close();
}

fn media_type(page: &Page) -> String {
    let header = page
        .headers
        .iter()
        .find(|row| row.name.eq_ignore_ascii_case("content-type"));
    match header.and_then(|row| row.default.as_ref()) {
        Some(Json::String(name)) if name.contains('/') && name.len() <= 256 => name.clone(),
        _ => "application/json".to_owned(),
    }
}

fn parameters(out: &mut Writer, page: &Page) {
    let in_path: Vec<&str> = page
        .path
        .split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
        .collect();
    let is_parameter = |row: &&Row| {
        let name = row.name.to_ascii_lowercase();
        !matches!(name.as_str(), "content-type" | "accept" | "authorization")
    };
    let headers: Vec<&Row> = page.headers.iter().filter(is_parameter).collect();
    if in_path.is_empty() && headers.is_empty() {
        return;
    }
    out.open("parameters");
    for name in in_path {
        out.item("name", &scalar(name));
        out.entry("in", "path");
        out.entry("required", "true");
        out.open("schema");
        out.comment("The page does not say of what type it is.");
        out.entry("type", "string");
        out.close();
        out.close();
    }
    for row in headers {
        out.item("name", &scalar(&row.name));
        out.entry("in", "header");
        if row.required == Some(true) {
            out.entry("required", "true");
        }
        if !row.description.is_empty() {
            out.prose("description", &row.description);
        }
        out.open("schema");
        kind(out, row.ty, Some(row));
        if row.ty == Some(FieldType::Array) {
            out.entry("items", "{}");
        }
        default(out, row);
        out.close();
        out.close();
    }
    out.close();
}

fn properties(out: &mut Writer, fields: &Fields<'_>) {
    let required: Vec<&&str> = fields
        .iter()
        .filter(|(_, field)| field.row.is_some_and(|row| row.required == Some(true)))
        .map(|(name, _)| name)
        .collect();
    if !required.is_empty() {
        out.open("required");
        for name in required {
            out.line(&format!("- {}", scalar(name)));
        }
        out.close();
    }
    if fields.is_empty() {
        return;
    }
    out.open("properties");
    for (name, field) in fields {
        out.open(&scalar(name));
        schema(out, field);
        out.close();
    }
    out.close();
}

fn schema(out: &mut Writer, field: &Field<'_>) {
    let depth = field.depth();
    // Valid values of an array are those of its items.
    let (outer, inner) = match depth {
        0 => (field.row, field.row),
        _ => (None, field.items.or(field.row)),
    };
    let ty = match depth {
        0 => field.ty(),
        _ => Some(FieldType::Array),
    };
    kind(out, ty, outer);
    if let Some(row) = field.row {
        if !row.description.is_empty() {
            out.prose("description", &row.description);
        }
        default(out, row);
    }
    for level in 0..depth {
        out.open("items");
        if level + 1 < depth {
            out.entry("type", "array");
        }
    }
    if depth > 0 {
        items(out, field, inner);
    } else {
        object(out, field, ty);
    }
    for _ in 0..depth {
        out.close();
    }
}

/// The schema of a field's items.
fn items(out: &mut Writer, field: &Field<'_>, row: Option<&Row>) {
    let values = row.filter(|row| !row.values.is_empty() || row.lost_values);
    let ty = match (field.items, field.fields.is_empty()) {
        (Some(items), _) if items.ty.is_some() => items.ty,
        (_, false) => Some(FieldType::Object),
        _ if values.is_some() => Some(FieldType::String),
        _ => None,
    };
    match ty {
        Some(_) => kind(out, ty, values),
        None => {
            out.comment("The page does not say of what type the items are.");
            out.entry("description", "An item.");
        }
    }
    if let Some(items) = field.items.filter(|items| !items.description.is_empty()) {
        out.prose("description", &items.description);
    }
    object(out, field, ty);
}

/// What is in an object.
fn object(out: &mut Writer, field: &Field<'_>, ty: Option<FieldType>) {
    properties(out, &field.fields);
    if ty == Some(FieldType::Object) && field.fields.is_empty() {
        out.comment("The page lists no fields of this object.");
        out.entry("additionalProperties", "{}");
    }
}

/// `type` and `enum`.
fn kind(out: &mut Writer, ty: Option<FieldType>, row: Option<&Row>) {
    let values = row.map_or(&[][..], |row| &row.values);
    match ty {
        Some(ty) => out.entry("type", ty.word()),
        None if !values.is_empty() => out.entry("type", "string"),
        None => {
            out.comment("The page does not say of what type it is.");
            if row.is_none_or(|row| row.description.is_empty() && row.default.is_none()) {
                out.entry("description", "Any value.");
            }
        }
    }
    if row.is_some_and(|row| row.lost_values) {
        out.comment("enum: the page says that there are valid values, and has lost their list.");
    }
    let listless = matches!(ty, Some(FieldType::Boolean | FieldType::Object));
    if !values.is_empty() && !listless {
        let numeric = matches!(ty, Some(FieldType::Number | FieldType::Integer));
        out.open("enum");
        for value in values {
            let text = match numeric && number(value) {
                true => value.clone(),
                false => scalar(value),
            };
            out.line(&format!("- {text}"));
        }
        out.close();
    }
}

fn default(out: &mut Writer, row: &Row) {
    if let Some(value) = &row.default {
        out.entry("default", &json(value));
    }
}
