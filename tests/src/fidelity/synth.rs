//! Instances of schemas.
//!
//! Takes a document and a place in it; gives values that may be valid: minimal, maximal, one for each branch of each
//! union, each enum value, each property at its limits, absent and null. What is not valid the judge sorts out, so
//! this may guess. Must never use oasmith's own reading of a schema.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value};

use super::merged::Merged;
use super::{compound, scalars};

/// How many levels there are at all.
const LEVELS: usize = 14;

/// How many combinations of branches of unions that stand beside each other are tried.
const COMBINATIONS: usize = 400;

/// A document whose schemas get instances.
pub struct Synth<'a> {
    document: &'a Value,
    trust: Examples,
    known: RefCell<HashMap<(u64, usize), Vec<Value>>>,
}

/// Whether a document's examples are what else is made of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examples {
    /// They come after a value that is made, since they are often wrong.
    Second,
    /// They come first, since what is made may not match a pattern.
    First,
}

impl<'a> Synth<'a> {
    /// Instances of the schemas of a document.
    pub fn new(document: &'a Value, trust: Examples) -> Self {
        Synth {
            document,
            trust,
            known: RefCell::default(),
        }
    }

    /// Instances of the schema at a pointer.
    pub fn instances(&self, pointer: &str) -> Vec<Value> {
        match self.document.pointer(pointer) {
            Some(schema) => self.of(schema, 0),
            None => Vec::new(),
        }
    }

    /// How many instances a level may have.
    pub(super) fn room(level: usize) -> usize {
        match level {
            0 => 250,
            1 => 16,
            2 => 5,
            _ => 2,
        }
    }

    /// Instances of a schema below another.
    pub(super) fn of(&self, schema: &Value, level: usize) -> Vec<Value> {
        if level > LEVELS {
            return Vec::new();
        }
        // Many schemas are used in many places, and some are spelled out in each.
        let mut hasher = DefaultHasher::new();
        schema.to_string().hash(&mut hasher);
        let key = (hasher.finish(), level);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let merged = Merged::of(self.document, schema);
        let mut values = self.of_merged(merged, level);
        values.truncate(Self::room(level));
        self.known.borrow_mut().insert(key, values.clone());
        values
    }

    fn of_merged(&self, mut merged: Merged, level: usize) -> Vec<Value> {
        if merged.empty.is_some() {
            return Vec::new();
        }
        let mut examples: Vec<Value> = Vec::new();
        if level <= 1 || self.trust == Examples::First {
            examples.extend(merged.keys.remove("example"));
            if let Some(Value::Array(more)) = merged.keys.remove("examples") {
                examples.extend(more);
            }
        }
        let mut values = self.made(merged, level);
        let at = match self.trust {
            Examples::Second if level > 0 => values.len().min(1),
            _ => 0,
        };
        values.splice(at..at, examples);
        values
    }

    fn made(&self, mut merged: Merged, level: usize) -> Vec<Value> {
        if let Some(constant) = merged.keys.get("const") {
            return vec![constant.clone()];
        }
        if let Some(Value::Array(listed)) = merged.keys.get("enum") {
            return listed.clone();
        }
        let Some(union) = merged.unions.pop() else {
            return self.plain(&merged.keys, level);
        };
        let all: usize = merged.unions.iter().map(Vec::len).product();
        let mut lists = Vec::new();
        for (index, branch) in union.iter().enumerate() {
            let mut one = merged.clone();
            if union.len().saturating_mul(all) > COMBINATIONS {
                for other in &mut one.unions {
                    *other = beside(index, other);
                }
            }
            for example in ["example", "examples"] {
                one.keys.remove(example);
            }
            one.add(self.document, branch);
            lists.push(self.of_merged(one, level));
        }
        let mut values = Vec::new();
        interleave(&mut values, lists);
        values
    }

    fn plain(&self, keys: &Map<String, Value>, level: usize) -> Vec<Value> {
        let kinds: Vec<&str> = match keys.get("type") {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ if [
                "properties",
                "required",
                "additionalProperties",
                "patternProperties",
            ]
            .iter()
            .any(|key| keys.contains_key(*key)) =>
            {
                vec!["object"]
            }
            _ if keys.contains_key("items") => vec!["array"],
            _ => vec!["string", "object", "array", "number", "boolean", "null"],
        };
        let lists = kinds.into_iter().map(|kind| match kind {
            "string" => scalars::strings(keys),
            "integer" => scalars::numbers(keys, true),
            "number" => scalars::numbers(keys, false),
            "boolean" => vec![Value::Bool(true), Value::Bool(false)],
            "null" => vec![Value::Null],
            "array" => compound::arrays(self, keys, level),
            "object" => compound::objects(self, keys, level),
            _ => Vec::new(),
        });
        let mut values = Vec::new();
        interleave(&mut values, lists.collect());
        values
    }
}

/// Of a union beside others: the branch at the same index, and the first ones.
fn beside(index: usize, union: &[Value]) -> Vec<Value> {
    let mut at = vec![index % union.len().max(1), 0, 1];
    at.dedup();
    at.into_iter()
        .filter_map(|at| union.get(at).cloned())
        .collect()
}

/// Takes from each list in turn, so that cutting the end off leaves something of each.
fn interleave(values: &mut Vec<Value>, lists: Vec<Vec<Value>>) {
    let most = lists.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..most {
        values.extend(lists.iter().filter_map(|list| list.get(index).cloned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn instances_have_every_branch_and_every_value() {
        let document = json!({ "S": {
            "allOf": [{ "$ref": "#/B" }],
            "properties": { "kind": { "enum": ["x", "y"] }, "more": { "oneOf": [{ "type": "integer" }, { "$ref": "#/S" }] } }
        }, "B": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } } });
        let synth = Synth::new(&document, Examples::Second);
        let values = synth.instances("/S");
        assert_eq!(values[0], json!({ "id": "text" }));
        assert!(
            values
                .iter()
                .all(|value| value["id"].is_string() || value["id"].is_null())
        );
        assert!(values.iter().any(|value| value["kind"] == "y"));
        assert!(values.iter().any(|value| value["more"]["id"] == "text"));
        assert!(values.iter().any(|value| value["more"] == i64::MAX));
    }
}
