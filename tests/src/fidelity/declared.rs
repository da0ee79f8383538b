//! What a document declares at a place inside of an instance: an independent walk along schemas.
//!
//! Takes schemas and a step (a key or an index); gives the schemas behind it. Every branch of a union counts. Must never
//! use oasmith's own reading of a schema.

use serde_json::Value;

/// How many schemas one place may come to.
const MANY: usize = 400;

/// The schemas that hold at a place.
#[derive(Clone, Debug, Default)]
pub struct Declared<'a> {
    schemas: Vec<&'a Value>,
    /// Whether a reference could not be followed, so that anything may be declared.
    unclear: bool,
}

impl<'a> Declared<'a> {
    /// The schema at a pointer.
    pub fn at(root: &'a Value, pointer: &str) -> Declared<'a> {
        Declared::of(root, root.pointer(pointer).into_iter().collect(), false)
    }

    /// Whether nothing is declared here.
    pub fn is_nothing(&self) -> bool {
        self.schemas.is_empty() && !self.unclear
    }

    /// What is behind a key.
    pub fn key(&self, root: &'a Value, key: &str) -> Declared<'a> {
        let mut next = Vec::new();
        for schema in &self.schemas {
            if let Some(found) = schema["properties"].get(key) {
                next.push(found);
                continue;
            }
            let patterns = schema["patternProperties"].as_object();
            next.extend(patterns.into_iter().flat_map(|patterns| patterns.values()));
            for rest in ["additionalProperties", "unevaluatedProperties"] {
                next.extend(schema.get(rest).filter(|rest| rest.is_object()));
            }
        }
        Declared::of(root, next, self.unclear)
    }

    /// What is behind an index.
    pub fn index(&self, root: &'a Value, index: usize) -> Declared<'a> {
        let mut next = Vec::new();
        for schema in &self.schemas {
            next.extend(schema["prefixItems"].get(index));
            next.extend(schema.get("items").filter(|items| items.is_object()));
        }
        Declared::of(root, next, self.unclear)
    }

    /// Whether a value is the default that is declared here.
    pub fn is_default(&self, value: &Value) -> bool {
        let defaults = self
            .schemas
            .iter()
            .filter_map(|schema| schema.get("default"));
        defaults
            .into_iter()
            .any(|default| super::compare::same(default, value))
    }

    /// Schemas with all that they refer to and are made of.
    fn of(root: &'a Value, first: Vec<&'a Value>, unclear: bool) -> Declared<'a> {
        let mut declared = Declared {
            schemas: first,
            unclear,
        };
        let mut next = 0;
        while let Some(schema) = declared.schemas.get(next).copied() {
            next += 1;
            let mut more: Vec<&Value> = Vec::new();
            match schema.get("$ref").and_then(Value::as_str) {
                Some(reference) => match target(root, reference) {
                    Some(target) => more.push(target),
                    None => declared.unclear = true,
                },
                None => declared.unclear |= schema.get("$dynamicRef").is_some(),
            }
            for list in ["allOf", "anyOf", "oneOf"] {
                more.extend(schema[list].as_array().into_iter().flatten());
            }
            for one in ["if", "then", "else"] {
                more.extend(schema.get(one));
            }
            let dependent = schema["dependentSchemas"].as_object();
            more.extend(dependent.into_iter().flat_map(|schemas| schemas.values()));
            for schema in more {
                let known = declared
                    .schemas
                    .iter()
                    .any(|known| std::ptr::eq(*known, schema));
                if !known && declared.schemas.len() < MANY {
                    declared.schemas.push(schema);
                }
            }
        }
        declared
    }
}

fn target<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    root.pointer(&super::merged::decoded(reference.strip_prefix('#')?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn steps_go_through_references_and_branches() {
        let root = json!({ "S": { "anyOf": [{ "$ref": "#/T" }, { "properties": { "b": {} } }] },
            "T": { "properties": { "a": { "items": { "properties": { "c": { "default": 1 } } } } } } });
        let at = Declared::at(&root, "/S");
        assert!(!at.key(&root, "b").is_nothing());
        assert!(at.key(&root, "c").is_nothing());
        let item = at.key(&root, "a").index(&root, 3);
        assert!(item.key(&root, "c").is_default(&json!(1.0)));
        assert!(item.key(&root, "a").is_nothing());
    }

    #[test]
    fn what_cannot_be_followed_may_be_declared() {
        let root = json!({ "S": { "properties": { "a": { "$ref": "other.json" } } } });
        let inner = Declared::at(&root, "/S").key(&root, "a");
        assert!(!inner.key(&root, "x").is_nothing());
    }
}
