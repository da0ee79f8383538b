//! What can be seen of a union's branch from outside: kinds, keys and tags.

use indexmap::IndexMap;

use super::kinds::inferred;
use super::{Resolver, STEP_LIMIT};
use crate::document::value::canonical_number;
use crate::document::{Schema, SchemaId, Value};
use crate::model::{Json, JsonKind, ScalarFormat};

/// How deep branches of branches are looked into.
const DEPTH: usize = 12;

/// What tells a branch apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// The kinds that its values may be of; all of them when it says nothing.
    pub(super) kinds: Vec<JsonKind>,
    /// Its strings are of an enum or a format.
    pub(super) text: bool,
    /// Keys that its objects must have.
    pub(super) required: Vec<String>,
    /// Keys that its objects may have.
    pub(super) known: Vec<String>,
    /// Keys whose value is one of a fixed list; numbers in one spelling.
    pub(super) tags: IndexMap<String, Vec<Json>>,
    /// Kinds of its array items.
    pub(super) items: Vec<JsonKind>,
}

/// Every kind but null.
pub(super) const ALL: [JsonKind; 6] = [
    JsonKind::Boolean,
    JsonKind::Integer,
    JsonKind::Number,
    JsonKind::String,
    JsonKind::Array,
    JsonKind::Object,
];

impl Resolver<'_> {
    /// The shape of a schema.
    pub(super) fn shape(&mut self, id: SchemaId) -> Shape {
        self.shape_at(id, 0, &mut 0)
    }

    fn shape_at(&mut self, id: SchemaId, depth: usize, looks: &mut usize) -> Shape {
        *looks += 1;
        let flat = self.flatten(id);
        let schema = &flat.schema;
        let mut shape = Shape {
            required: schema
                .required
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
            // A key that must be there is known, declared or not.
            known: schema
                .properties
                .keys()
                .chain(schema.required.iter().map(|(name, _)| name))
                .cloned()
                .collect(),
            text: scalar(schema).is_some(),
            ..Shape::default()
        };
        if let Some(values) = Self::listed(schema) {
            shape.text = true;
            shape.kinds = values
                .iter()
                .map(|v| super::enums::kind_of(&v.json))
                .collect();
        } else if !schema.types.is_empty() {
            shape.kinds = schema.types.clone();
        } else {
            shape.kinds.extend(inferred(schema));
        }
        if depth < DEPTH && *looks < STEP_LIMIT {
            for (name, property) in &schema.properties {
                if let Some(values) = self.facts(*property, Self::listed) {
                    let scalar = |v: &Value| !matches!(v.json, Json::Array(_) | Json::Object(_));
                    if !values.is_empty() && values.iter().all(scalar) {
                        let values = values.into_iter().map(|v| plain(v.json)).collect();
                        shape.tags.insert(name.clone(), values);
                    }
                }
            }
            if let Some(items) = schema.items {
                shape.items = self.shape_at(items, depth + 1, looks).kinds;
            }
            for group in &flat.unions {
                let mut parts = Vec::new();
                for branch in &group.branches {
                    if !self.is_null(*branch) {
                        parts.push(self.shape_at(*branch, depth + 1, looks));
                    }
                }
                shape.unite(&parts);
            }
        }
        shape.kinds.retain(|kind| *kind != JsonKind::Null);
        shape.kinds.sort_unstable();
        shape.kinds.dedup();
        if shape.kinds.is_empty() {
            shape.kinds = ALL.to_vec();
        }
        shape
    }
}

impl Shape {
    /// Adds what a union of other shapes says.
    fn unite(&mut self, parts: &[Shape]) {
        let Some((first, rest)) = parts.split_first() else {
            return;
        };
        if self.kinds.is_empty() {
            self.kinds = parts.iter().flat_map(|part| part.kinds.clone()).collect();
        }
        self.text |= parts.iter().all(|part| part.text);
        self.known
            .extend(parts.iter().flat_map(|part| part.known.clone()));
        let everywhere = |name: &&String| rest.iter().all(|part| part.required.contains(name));
        self.required
            .extend(first.required.iter().filter(everywhere).cloned());
        for (name, values) in &first.tags {
            if rest.iter().all(|part| part.tags.contains_key(name)) {
                let mut all = values.clone();
                all.extend(
                    rest.iter()
                        .filter_map(|p| p.tags.get(name))
                        .flatten()
                        .cloned(),
                );
                self.tags.insert(name.clone(), all);
            }
        }
        self.items
            .extend(parts.iter().flat_map(|part| part.items.clone()));
    }

    /// Whether it says nothing of kinds.
    pub(super) fn is_anything(&self) -> bool {
        self.kinds.len() == ALL.len()
    }
}

/// A value in the spelling that equal values share: whole numbers without a point or an exponent.
pub(super) fn plain(value: Json) -> Json {
    let Json::Number(text) = &value else {
        return value;
    };
    let canonical = canonical_number(text);
    let (digits, exponent) = canonical.split_once('e').unwrap_or((&canonical, "0"));
    match exponent.parse::<usize>() {
        Ok(zeros) if zeros < 20 => Json::Number(format!("{digits}{}", "0".repeat(zeros))),
        _ => Json::Number(text.clone()),
    }
}

/// The word for a kind in names and keys.
pub(super) fn kind_word(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    }
}

/// The string format that decides a type.
pub(super) fn scalar(schema: &Schema) -> Option<ScalarFormat> {
    let format = schema.format.as_deref().unwrap_or_default();
    match format {
        "date-time" => Some(ScalarFormat::DateTime),
        "date" => Some(ScalarFormat::Date),
        "byte" | "base64" => Some(ScalarFormat::Base64),
        "binary" => Some(ScalarFormat::Binary),
        _ if format.strip_prefix("uuid").is_some_and(|v| {
            v.is_empty() || matches!(v, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8")
        }) =>
        {
            Some(ScalarFormat::Uuid)
        }
        _ => match (&schema.content_encoding, &schema.content_media_type) {
            (Some(encoding), _) if encoding == "base64" => Some(ScalarFormat::Base64),
            (None, Some(media)) if media == "application/octet-stream" => {
                Some(ScalarFormat::Binary)
            }
            _ => None,
        },
    }
}
