//! A tabular page, typed: the operation that it is about, its servers, and one [`Row`] for each header and body field,
//! each with its place.
//!
//! Takes nothing; [`read`] makes a page from text. Must never read anything itself but the words for types.

use super::path::Segment;
use crate::model::Json;
use crate::source::{FileId, Span};

mod read;

pub use read::read;

/// A page about one operation.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// `POST`
    pub method: String,
    /// `/groups`, with parameters as `{id}`.
    pub path: String,
    /// The place of method and path.
    pub span: Span,
    /// The prose behind them.
    pub summary: String,
    /// Scopes that the prose names (`groups:write`).
    pub scopes: Vec<String>,
    /// The list of servers.
    pub servers: Vec<Server>,
    /// The table of request headers.
    pub headers: Vec<Row>,
    /// The table of request body fields; none when the page has no such table.
    pub fields: Option<Vec<Row>>,
    /// The title of that table; method and path when there is none.
    pub fields_span: Span,
}

/// A server that a page names.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its URL.
    pub url: String,
    /// Its place.
    pub span: Span,
}

/// A row of a table of fields.
#[derive(Clone, Debug)]
pub struct Row {
    /// The field, from the outermost object inwards: `user_invites[].groups[].id` has three segments.
    pub path: Vec<Segment>,
    /// The field as the page spells it.
    pub name: String,
    /// The place of the name.
    pub span: Span,
    /// What it holds; none when the page does not say, or in words that are not known.
    pub ty: Option<FieldType>,
    /// The place of the type.
    pub ty_span: Span,
    /// Whether it must be there; none when the page does not say.
    pub required: Option<bool>,
    /// The place of that.
    pub required_span: Span,
    /// The prose of the description.
    pub description: String,
    /// The place of the description.
    pub description_span: Span,
    /// What the description says of a default.
    pub default: Option<Json>,
    /// What the description says of valid values; empty when it says nothing.
    pub values: Vec<String>,
    /// Whether the page says that there are valid values, and has lost their list.
    pub lost_values: bool,
}

/// The words that tabular pages have for types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Text, of whatever format; an enum too.
    String,
    /// A number, whole or not.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object or a map.
    Object,
    /// An array.
    Array,
}

impl FieldType {
    /// Reads a page's word.
    fn parse(word: &str) -> Option<FieldType> {
        let word = word.trim_matches('`').trim().to_ascii_lowercase();
        if word.ends_with("[]") || word.starts_with("array") {
            return Some(FieldType::Array);
        }
        Some(match word.as_str() {
            "string" | "text" | "enum" => FieldType::String,
            "number" | "float" | "double" | "decimal" => FieldType::Number,
            "integer" | "int" | "int32" | "int64" | "long" => FieldType::Integer,
            "boolean" | "bool" => FieldType::Boolean,
            "object" | "map" | "dictionary" => FieldType::Object,
            "list" => FieldType::Array,
            _ => return None,
        })
    }

    /// The word that JSON Schema has for it.
    pub fn word(self) -> &'static str {
        match self {
            FieldType::String => "string",
            FieldType::Number => "number",
            FieldType::Integer => "integer",
            FieldType::Boolean => "boolean",
            FieldType::Object => "object",
            FieldType::Array => "array",
        }
    }
}
