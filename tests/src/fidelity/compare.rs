//! What changed between a JSON value and what its type made of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value};

/// A change, and whether it is one that types are allowed to make by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// `null` became absent.
    NullToAbsent,
    /// Absent became `null`.
    AbsentToNull,
    /// Absent became the property's default.
    AbsentToDefault,
    /// `null` became the property's default.
    NullToDefault,
    /// A key that the document does not know is gone.
    UnknownKeyDropped,
    /// Anything else.
    Lost,
}

impl Change {
    /// Whether DESIGN allows it where `lossless` is not asked for.
    pub fn allowed(self) -> bool {
        self != Change::Lost
    }
}

/// A change at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `$.members[0].role`
    pub path: String,
    /// What happened.
    pub change: Change,
    /// Both values, shortened.
    pub detail: String,
}

/// What the document says of property names, wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Every property name.
    pub names: BTreeSet<String>,
    /// The defaults of properties, by name.
    pub defaults: BTreeMap<String, Vec<Value>>,
}

impl Vocabulary {
    /// Collects the names and defaults of a document.
    pub fn of(document: &Value) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        vocabulary.walk(document, document);
        vocabulary
    }

    fn walk(&mut self, root: &Value, value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    for (name, schema) in properties {
                        self.names.insert(name.clone());
                        let list = self.defaults.entry(name.clone()).or_default();
                        defaults(root, schema, 10, list);
                    }
                }
                object.values().for_each(|value| self.walk(root, value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.walk(root, item)),
            _ => {}
        }
    }

    fn is_default(&self, name: &str, value: &Value) -> bool {
        let list = self.defaults.get(name);
        list.is_some_and(|list| list.iter().any(|default| same(default, value)))
    }
}

/// The defaults that a schema states, itself or through what it is made of.
fn defaults(root: &Value, schema: &Value, depth: usize, list: &mut Vec<Value>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    list.extend(schema.get("default").cloned());
    let target = schema["$ref"].as_str().and_then(|r| r.strip_prefix('#'));
    if let Some(target) = target.and_then(|pointer| root.pointer(pointer)) {
        defaults(root, target, depth, list);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for member in schema[key].as_array().into_iter().flatten() {
            defaults(root, member, depth, list);
        }
    }
}

/// All changes between two values.
pub fn differences(before: &Value, after: &Value, vocabulary: &Vocabulary) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(before, after, "$", vocabulary, &mut found);
    found
}

fn walk(
    before: &Value,
    after: &Value,
    path: &str,
    words: &Vocabulary,
    found: &mut Vec<Difference>,
) {
    match (before, after) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, was) in a {
                let path = format!("{path}.{key}");
                match b.get(key) {
                    Some(is) if was.is_null() && !is.is_null() && words.is_default(key, is) => {
                        found.push(difference(path, Change::NullToDefault, was, is));
                    }
                    Some(is) => walk(was, is, &path, words, found),
                    None => {
                        let change = match was {
                            Value::Null => Change::NullToAbsent,
                            _ if !words.names.contains(key) => Change::UnknownKeyDropped,
                            _ => Change::Lost,
                        };
                        found.push(difference(path, change, was, &Value::Null));
                    }
                }
            }
            for (key, is) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                let change = match is {
                    Value::Null => Change::AbsentToNull,
                    _ if words.is_default(key, is) => Change::AbsentToDefault,
                    _ => Change::Lost,
                };
                found.push(difference(
                    format!("{path}.{key}"),
                    change,
                    &Value::Null,
                    is,
                ));
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (was, is)) in a.iter().zip(b).enumerate() {
                walk(was, is, &format!("{path}[{index}]"), words, found);
            }
        }
        _ if same(before, after) => {}
        _ => found.push(difference(path.to_owned(), Change::Lost, before, after)),
    }
}

fn difference(path: String, change: Change, before: &Value, after: &Value) -> Difference {
    let short = |value: &Value| -> String { value.to_string().chars().take(80).collect() };
    Difference {
        path,
        change,
        detail: format!("{} became {}", short(before), short(after)),
    }
}

/// Whether two values are equal, numbers by value.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a == b,
        _ => a.as_f64() == b.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_are_told_apart() {
        let document = json!({ "properties": { "a": { "default": [] }, "b": {}, "c": {} } });
        let words = Vocabulary::of(&document);
        let before = json!({ "b": null, "c": 1.0, "x": 1, "list": [{ "b": 2 }] });
        let after = json!({ "a": [], "c": 1, "list": [{ "b": 3 }] });
        let found: Vec<(String, Change)> = differences(&before, &after, &words)
            .into_iter()
            .map(|difference| (difference.path, difference.change))
            .collect();
        assert_eq!(
            found,
            [
                ("$.b".to_owned(), Change::NullToAbsent),
                ("$.x".to_owned(), Change::UnknownKeyDropped),
                ("$.list[0].b".to_owned(), Change::Lost),
                ("$.a".to_owned(), Change::AbsentToDefault),
            ]
        );
    }

    #[test]
    fn large_integers_are_not_compared_as_floats() {
        assert!(!same(
            &json!(9_007_199_254_740_993_i64),
            &json!(9_007_199_254_740_992_i64)
        ));
        assert!(same(&json!(65.0), &json!(65)));
    }
}
