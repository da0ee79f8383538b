//! Instances of schemas.
//!
//! Takes a document and a place in it; gives values that may be valid: minimal, maximal, one for each branch of each
//! union, each enum value, each property at its limits, absent and null. What is not valid the judge sorts out, so
//! this may guess. Must never use oasmith's own reading of a schema.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::scalars;

/// How many levels of optional properties are filled in; below that there are only required ones.
const FULL_LEVELS: usize = 3;

/// How many levels there are at all.
const LEVELS: usize = 14;

/// How many references and members are followed from one schema.
const FOLLOW: usize = 40;

/// A document whose schemas get instances.
pub struct Synth<'a> {
    document: &'a Value,
    known: RefCell<HashMap<(String, usize), Vec<Value>>>,
}

/// A schema with its references and `allOf` members merged into it.
#[derive(Default)]
struct Merged {
    keys: Map<String, Value>,
    unions: Vec<Vec<Value>>,
    never: bool,
}

impl<'a> Synth<'a> {
    /// Instances of the schemas of a document.
    pub fn new(document: &'a Value) -> Self {
        Synth {
            document,
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
    fn room(level: usize) -> usize {
        match level {
            0 => 250,
            1 => 16,
            2 => 5,
            _ => 2,
        }
    }

    fn of(&self, schema: &Value, level: usize) -> Vec<Value> {
        if level > LEVELS {
            return Vec::new();
        }
        let key = match schema {
            Value::Object(object) if object.len() == 1 => {
                let reference = object.get("$ref").and_then(Value::as_str);
                reference.map(|reference| (reference.to_owned(), level))
            }
            _ => None,
        };
        if let Some(known) = key
            .as_ref()
            .and_then(|key| self.known.borrow().get(key).cloned())
        {
            return known;
        }
        let merged = self.merged(schema);
        let mut values = self.of_merged(merged, level);
        values.truncate(Self::room(level));
        if let Some(key) = key {
            self.known.borrow_mut().insert(key, values.clone());
        }
        values
    }

    fn of_merged(&self, mut merged: Merged, level: usize) -> Vec<Value> {
        if merged.never {
            return Vec::new();
        }
        let mut values: Vec<Value> = Vec::new();
        if level <= 1 {
            values.extend(merged.keys.get("example").cloned());
            let more = merged.keys.get("examples").and_then(Value::as_array);
            values.extend(more.into_iter().flatten().cloned());
        }
        if let Some(constant) = merged.keys.get("const") {
            values.push(constant.clone());
            return values;
        }
        if let Some(Value::Array(listed)) = merged.keys.get("enum") {
            values.extend(listed.iter().cloned());
            return values;
        }
        let Some(union) = merged.unions.pop() else {
            values.extend(self.plain(&merged.keys, level));
            return values;
        };
        let mut lists = Vec::new();
        for branch in &union {
            let mut one = Merged {
                keys: merged.keys.clone(),
                unions: merged.unions.clone(),
                never: false,
            };
            for example in ["example", "examples"] {
                one.keys.remove(example);
            }
            self.add(&mut one, branch, &mut 0);
            lists.push(self.of_merged(one, level));
        }
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
            "array" => self.arrays(keys, level),
            "object" => self.objects(keys, level),
            _ => Vec::new(),
        });
        let mut values = Vec::new();
        interleave(&mut values, lists.collect());
        values
    }

    fn arrays(&self, keys: &Map<String, Value>, level: usize) -> Vec<Value> {
        let bound = |key: &str| keys.get(key).and_then(Value::as_u64);
        let least = usize::try_from(bound("minItems").unwrap_or(0)).unwrap_or(usize::MAX);
        let first = keys.get("prefixItems").and_then(Value::as_array);
        let first: Vec<Value> = first
            .into_iter()
            .flatten()
            .filter_map(|schema| self.of(schema, level + 1).into_iter().next())
            .collect();
        let anything = Value::Bool(true);
        let items = self.of(keys.get("items").unwrap_or(&anything), level + 1);
        let mut values = Vec::new();
        let mut push = |more: Vec<Value>| {
            let mut list = first.clone();
            list.extend(more);
            while list.len() < least.min(200) && !items.is_empty() {
                list.push(items[list.len() % items.len()].clone());
            }
            values.push(Value::Array(list));
        };
        push(Vec::new());
        for item in &items {
            push(vec![item.clone()]);
        }
        if items.len() > 1 {
            push(items.clone());
        }
        values
    }

    fn objects(&self, keys: &Map<String, Value>, level: usize) -> Vec<Value> {
        let required: Vec<&str> = keys
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let empty = Map::new();
        let properties = keys
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let full = level < FULL_LEVELS;
        let mut minimal = Map::new();
        let mut maximal = Map::new();
        let mut choices: Vec<(&str, Vec<Value>)> = Vec::new();
        for (name, schema) in properties {
            let is_required = required.contains(&name.as_str());
            if !is_required && !full {
                continue;
            }
            let values = self.of(schema, level + 1);
            if let Some(first) = values.first() {
                if is_required {
                    minimal.insert(name.clone(), first.clone());
                }
                maximal.insert(name.clone(), first.clone());
            }
            choices.push((name, values));
        }
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(**name))
        {
            minimal.insert((*name).to_owned(), Value::String("text".to_owned()));
            maximal.insert((*name).to_owned(), Value::String("text".to_owned()));
        }
        let mut values = vec![
            Value::Object(minimal.clone()),
            Value::Object(maximal.clone()),
        ];
        if let Some(schema) = keys
            .get("additionalProperties")
            .filter(|schema| schema.is_object())
        {
            for more in self.of(schema, level + 1) {
                let mut object = minimal.clone();
                object.insert("klíč / key".to_owned(), more);
                values.push(Value::Object(object));
            }
        }
        if let Some(Value::Object(patterns)) = keys.get("patternProperties") {
            for (pattern, schema) in patterns {
                let about =
                    Map::from_iter([("pattern".to_owned(), Value::String(pattern.clone()))]);
                let names = scalars::strings(&about);
                for (name, more) in names
                    .iter()
                    .filter_map(Value::as_str)
                    .zip(self.of(schema, level + 1))
                {
                    let mut object = minimal.clone();
                    object.insert(name.to_owned(), more);
                    values.push(Value::Object(object));
                }
            }
        }
        // Each property alone at each of its values: beside all others, and beside the required ones only, since the
        // others may be what rules it out. Last the object without it.
        let most = choices
            .iter()
            .map(|(_, values)| values.len())
            .max()
            .unwrap_or(0);
        for index in 0..most {
            for (name, choice) in &choices {
                let Some(value) = choice.get(index) else {
                    continue;
                };
                for base in [&maximal, &minimal] {
                    let mut object = base.clone();
                    object.insert((*name).to_owned(), value.clone());
                    values.push(Value::Object(object));
                }
            }
            if values.len() > Self::room(level) * 2 {
                break;
            }
        }
        for (name, _) in choices.iter().filter(|(name, _)| !required.contains(name)) {
            let mut object = maximal.clone();
            object.insert((*name).to_owned(), Value::Null);
            values.push(Value::Object(object));
        }
        values
    }

    fn merged(&self, schema: &Value) -> Merged {
        let mut merged = Merged::default();
        self.add(&mut merged, schema, &mut 0);
        merged
    }

    fn add(&self, merged: &mut Merged, schema: &Value, followed: &mut usize) {
        *followed += 1;
        let object = match schema {
            Value::Object(object) if *followed <= FOLLOW => object,
            Value::Bool(false) => {
                merged.never = true;
                return;
            }
            _ => return,
        };
        if let Some(target) = ["$ref", "$dynamicRef"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str()?.strip_prefix('#'))
            .and_then(|pointer| self.document.pointer(&decoded(pointer)))
        {
            self.add(merged, target, followed);
        }
        for member in object
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.add(merged, member, followed);
        }
        for (key, value) in object {
            match key.as_str() {
                "$ref" | "$dynamicRef" | "allOf" => {}
                "anyOf" | "oneOf" => {
                    merged.unions.extend(value.as_array().cloned());
                }
                _ => add_key(&mut merged.keys, key, value),
            }
        }
    }
}

fn add_key(keys: &mut Map<String, Value>, key: &str, value: &Value) {
    let Some(before) = keys.get_mut(key) else {
        keys.insert(key.to_owned(), value.clone());
        return;
    };
    match (key, before, value) {
        ("properties", Value::Object(before), Value::Object(more)) => {
            for (name, schema) in more {
                let both = match before.get(name) {
                    Some(other) if other != schema => {
                        serde_json::json!({ "allOf": [other, schema] })
                    }
                    _ => schema.clone(),
                };
                before.insert(name.clone(), both);
            }
        }
        ("required", Value::Array(before), Value::Array(more)) => {
            before.extend(more.iter().cloned());
        }
        ("enum", Value::Array(before), Value::Array(more)) => {
            before.retain(|value| more.contains(value));
        }
        ("type", before, more) => {
            let list = |value: &Value| match value {
                Value::Array(list) => list.clone(),
                one => vec![one.clone()],
            };
            let mut more = list(more);
            // A whole number is a number.
            if more.iter().any(|kind| kind == "number") {
                more.push(Value::String("integer".to_owned()));
            } else if more.iter().any(|kind| kind == "integer")
                && list(before).iter().any(|kind| kind == "number")
            {
                *before = Value::String("integer".to_owned());
            }
            let both: Vec<Value> = list(before)
                .into_iter()
                .filter(|k| more.contains(k))
                .collect();
            if !both.is_empty() {
                *before = Value::Array(both);
            }
        }
        (_, before, value) => *before = value.clone(),
    }
}

/// A pointer of a URI fragment, its percent encoding undone.
pub(super) fn decoded(pointer: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = pointer.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
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
        let synth = Synth::new(&document);
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
