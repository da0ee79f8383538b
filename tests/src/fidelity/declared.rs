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
    /// The schema at a pointer, for a value of it.
    pub fn at(root: &'a Value, pointer: &str, value: &Value) -> Declared<'a> {
        let first = root.pointer(pointer).into_iter().collect();
        Declared::of(root, first, false, value)
    }

    /// Whether nothing is declared here.
    pub fn is_nothing(&self) -> bool {
        self.schemas.is_empty() && !self.unclear
    }

    /// What is behind a key, for the value there.
    pub fn key(&self, root: &'a Value, key: &str, value: &Value) -> Declared<'a> {
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
        Declared::of(root, next, self.unclear, value)
    }

    /// What is behind an index, for the value there.
    pub fn index(&self, root: &'a Value, index: usize, value: &Value) -> Declared<'a> {
        let mut next = Vec::new();
        for schema in &self.schemas {
            next.extend(schema["prefixItems"].get(index));
            next.extend(schema.get("items").filter(|items| items.is_object()));
        }
        Declared::of(root, next, self.unclear, value)
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

    /// Schemas with all that they refer to and are made of, but for branches that a tag of the value rules out.
    fn of(root: &'a Value, first: Vec<&'a Value>, unclear: bool, value: &Value) -> Declared<'a> {
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
                let members = schema[list].as_array().into_iter().flatten();
                let alternative = list != "allOf";
                more.extend(members.filter(|member| {
                    let other = alternative && lacks(root, member, value);
                    !other && !ruled_out(schema, member, value)
                }));
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

/// Whether the mapping of a union leads the value's tag to other branches.
fn ruled_out(union: &Value, branch: &Value, value: &Value) -> bool {
    let Some(object) = union.as_object() else {
        return false;
    };
    let Some((property, tags)) = super::discriminator::tags(object, branch) else {
        return false;
    };
    let tag = value.get(property).and_then(Value::as_str);
    tag.is_some_and(|tag| {
        let mapped = union["discriminator"]["mapping"].get(tag).is_some();
        mapped && tags.iter().all(|known| known != tag)
    })
}

/// Whether a value has not all keys that a branch requires, so that the branch does not hold for it.
fn lacks(root: &Value, branch: &Value, value: &Value) -> bool {
    let referred = branch.get("$ref").and_then(Value::as_str);
    let branch = match referred {
        Some(reference) => target(root, reference).unwrap_or(branch),
        None => branch,
    };
    let mut required = branch["required"].as_array().into_iter().flatten();
    value.as_object().is_some_and(|object| {
        required.any(|key| key.as_str().is_some_and(|key| !object.contains_key(key)))
    })
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
        let at = Declared::at(&root, "/S", &Value::Null);
        assert!(!at.key(&root, "b", &Value::Null).is_nothing());
        assert!(at.key(&root, "c", &Value::Null).is_nothing());
        let item = at
            .key(&root, "a", &Value::Null)
            .index(&root, 3, &Value::Null);
        assert!(item.key(&root, "c", &Value::Null).is_default(&json!(1.0)));
        assert!(item.key(&root, "a", &Value::Null).is_nothing());
    }

    #[test]
    fn what_cannot_be_followed_may_be_declared() {
        let root = json!({ "S": { "properties": { "a": { "$ref": "other.json" } } } });
        let inner = Declared::at(&root, "/S", &Value::Null).key(&root, "a", &Value::Null);
        assert!(!inner.key(&root, "x", &Value::Null).is_nothing());
    }

    #[test]
    fn a_branch_whose_keys_are_not_there_declares_nothing() {
        let root = json!({ "A": { "required": ["a"], "properties": { "a": {}, "x": {} } },
            "S": { "anyOf": [{ "$ref": "#/A" }, { "properties": { "b": {} } }] } });
        let x = |value: Value| {
            let at = Declared::at(&root, "/S", &value);
            !at.key(&root, "x", &Value::Null).is_nothing()
        };
        assert!(x(json!({ "a": 1, "x": 2 })));
        assert!(!x(json!({ "x": 2 })));
    }

    #[test]
    fn a_tag_rules_out_the_other_branches() {
        let root = json!({ "A": { "properties": { "a": {} } }, "B": { "properties": { "b": {} } },
            "S": { "oneOf": [{ "$ref": "#/A" }, { "$ref": "#/B" }],
                "discriminator": { "propertyName": "kind", "mapping": { "a": "#/A", "b": "#/B" } } } });
        let of = |kind: &str| {
            let at = Declared::at(&root, "/S", &json!({ "kind": kind }));
            ["a", "b"].map(|key| !at.key(&root, key, &Value::Null).is_nothing())
        };
        assert_eq!(of("a"), [true, false]);
        assert_eq!(of("b"), [false, true]);
        assert_eq!(of("unknown"), [true, true]);
    }
}
