//! The parts of Schema Objects: lists of schemas, kinds, listed values, and the words that parts are named by.

use super::reader::Reader;
use super::schema::{SchemaId, Value};
use super::value::{join, json};
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::JsonKind;
use crate::source::{Kind, NodeRef};

/// The names of `type`, with the kind of each.
const TYPES: &[(&str, JsonKind)] = &[
    ("string", JsonKind::String),
    ("integer", JsonKind::Integer),
    ("number", JsonKind::Number),
    ("boolean", JsonKind::Boolean),
    ("array", JsonKind::Array),
    ("object", JsonKind::Object),
    ("null", JsonKind::Null),
];

impl<'a> Reader<'a> {
    pub(super) fn array(&mut self, value: NodeRef<'_>, what: &str) {
        self.used(value);
        if !matches!(value.kind(), Kind::Array(_)) {
            self.broken(value, what, "an array of schemas");
        }
    }

    pub(super) fn list(
        &mut self,
        value: NodeRef<'a>,
        key: &str,
        context: &[String],
        depth: usize,
    ) -> Vec<SchemaId> {
        self.array(value, "prefixItems");
        value
            .items()
            .enumerate()
            .map(|(i, item)| {
                let index = i.to_string();
                let words = extended(context, &format!("item {index}"));
                self.schema_at(item, join(key, &index), words, depth + 1)
            })
            .collect()
    }

    /// The branches of a union. Beside `null`, an only branch takes the union's own words.
    pub(super) fn branches(
        &mut self,
        value: NodeRef<'a>,
        key: &str,
        context: &[String],
        depth: usize,
    ) -> Vec<SchemaId> {
        self.array(value, "anyOf or oneOf");
        let is_null = |item: &NodeRef<'_>| {
            item.get("type").and_then(NodeRef::as_str) == Some("null")
                || item.get("const").is_some_and(|c| *c.kind() == Kind::Null)
        };
        let only = value.items().filter(|item| !is_null(item)).count() == 1;
        value
            .items()
            .enumerate()
            .map(|(i, branch)| {
                let words = if only {
                    context.to_vec()
                } else {
                    extended(context, &branch_word(branch, i))
                };
                self.schema_at(branch, join(key, &i.to_string()), words, depth + 1)
            })
            .collect()
    }

    pub(super) fn types(&mut self, value: NodeRef<'_>) -> Vec<JsonKind> {
        let mut kinds = Vec::new();
        self.used(value);
        let names: Vec<NodeRef<'_>> = match value.kind() {
            Kind::Array(_) => value.items().collect(),
            _ => vec![value],
        };
        for name in names {
            let Some(text) = name.as_str() else {
                // A bare YAML `null` can only mean the type of that name.
                if *name.kind() == Kind::Null && matches!(value.kind(), Kind::Array(_)) {
                    kinds.push(JsonKind::Null);
                } else {
                    self.wrong(name, "type", "a string");
                }
                continue;
            };
            match TYPES.iter().find(|(known, _)| *known == text) {
                Some((_, kind)) if kinds.contains(kind) => {}
                Some((_, kind)) => kinds.push(*kind),
                None if text == "file" => {
                    self.report(
                        name.origin(),
                        Diagnostic::warning(
                            codes::TYPE_FILE,
                            "`type: file` is of Swagger 2.0, and is read as any value",
                        )
                        .at(name.origin(), "not a type of OpenAPI 3")
                        .help("say `type: string` with `format: binary`"),
                    );
                }
                None => {
                    let known: Vec<&str> = TYPES.iter().map(|(known, _)| *known).collect();
                    self.unknown_value(name, "type", text, &known);
                }
            }
        }
        kinds
    }

    pub(super) fn values(&mut self, value: NodeRef<'_>) -> Option<Vec<Value>> {
        if !matches!(value.kind(), Kind::Array(_)) {
            self.wrong(value, "enum", "an array");
            return None;
        }
        self.marks.whole(value.origin());
        let values = value.items().map(|item| Value {
            json: json(item),
            origin: item.origin(),
        });
        Some(values.collect())
    }
}

pub(super) fn extended(context: &[String], word: &str) -> Vec<String> {
    let mut words = context.to_vec();
    words.push(word.to_owned());
    words
}

/// What to call a branch that has no name of its own.
fn branch_word(branch: NodeRef<'_>, index: usize) -> String {
    if let Some(title) = branch.get("title").and_then(NodeRef::as_str) {
        return title.to_owned();
    }
    let only = branch.get("const").or_else(|| {
        let mut values = branch.get("enum")?.items();
        let first = values.next()?;
        values.next().is_none().then_some(first)
    });
    if let Some(text) = only.and_then(NodeRef::as_str) {
        return text.to_owned();
    }
    match branch.get("type").and_then(NodeRef::as_str) {
        Some(kind) if kind != "object" => kind.to_owned(),
        _ => format!("variant {index}"),
    }
}

/// Names or descriptions of enum values: a list beside `enum`, or an object by value.
pub(super) fn value_texts(value: NodeRef<'_>, schema: NodeRef<'_>) -> Vec<String> {
    if value.is_object() {
        let values = schema.get("enum").into_iter().flat_map(NodeRef::items);
        return values
            .map(|v| {
                let text = v.as_str().or(v.as_number()).unwrap_or_default();
                let entry = value.get(text).and_then(NodeRef::as_str);
                entry.unwrap_or_default().to_owned()
            })
            .collect();
    }
    value
        .items()
        .map(|item| item.as_str().unwrap_or_default().to_owned())
        .collect()
}
