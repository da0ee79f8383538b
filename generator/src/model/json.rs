//! JSON values whose numbers keep their text: defaults, examples, constants and enum values.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A JSON value. Objects keep the order of the document; equality ignores it, and compares numbers as text.
#[derive(Clone, Debug)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as JSON text.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Eq for Json {}

impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Json::Null => {}
            Json::Bool(truth) => truth.hash(state),
            Json::Number(text) | Json::String(text) => text.hash(state),
            Json::Array(items) => items.hash(state),
            // Equal objects may have their keys in another order.
            Json::Object(entries) => {
                let each = entries.iter().map(|entry| {
                    let mut hasher = DefaultHasher::new();
                    entry.hash(&mut hasher);
                    hasher.finish()
                });
                each.fold(0, u64::wrapping_add).hash(state);
            }
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Json) -> bool {
        match (self, other) {
            (Json::Null, Json::Null) => true,
            (Json::Bool(a), Json::Bool(b)) => a == b,
            (Json::Number(a), Json::Number(b)) | (Json::String(a), Json::String(b)) => a == b,
            (Json::Array(a), Json::Array(b)) => a == b,
            (Json::Object(a), Json::Object(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .all(|(key, value)| b.iter().any(|(k, v)| k == key && v == value))
            }
            _ => false,
        }
    }
}
