//! What changed between a JSON value and what its type made of it.

use serde_json::{Number, Value};

use super::declared::Declared;

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

/// All changes between two values of the schema at a pointer of a document.
pub fn differences(
    before: &Value,
    after: &Value,
    document: &Value,
    pointer: &str,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let declared = Declared::at(document, pointer, before);
    walk(document, (before, after), "$", &declared, &mut found);
    found
}

fn walk<'a>(
    root: &'a Value,
    (before, after): (&Value, &Value),
    path: &str,
    declared: &Declared<'a>,
    found: &mut Vec<Difference>,
) {
    match (before, after) {
        // Most values come back equal, and nothing needs to be known of them.
        _ if same(before, after) => {}
        (Value::Object(a), Value::Object(b)) => {
            for (key, was) in a {
                let path = format!("{path}.{key}");
                let declared = declared.key(root, key, was);
                match b.get(key) {
                    Some(is) if was.is_null() && !is.is_null() && declared.is_default(is) => {
                        found.push(difference(path, Change::NullToDefault, was, is));
                    }
                    Some(is) => walk(root, (was, is), &path, &declared, found),
                    None => {
                        let change = match was {
                            Value::Null => Change::NullToAbsent,
                            _ if declared.is_nothing() => Change::UnknownKeyDropped,
                            _ => Change::Lost,
                        };
                        found.push(difference(path, change, was, &Value::Null));
                    }
                }
            }
            for (key, is) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                let change = match is {
                    Value::Null => Change::AbsentToNull,
                    _ if declared.key(root, key, is).is_default(is) => Change::AbsentToDefault,
                    _ => Change::Lost,
                };
                let path = format!("{path}.{key}");
                found.push(difference(path, change, &Value::Null, is));
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (was, is)) in a.iter().zip(b).enumerate() {
                let declared = declared.index(root, index, was);
                walk(
                    root,
                    (was, is),
                    &format!("{path}[{index}]"),
                    &declared,
                    found,
                );
            }
        }
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
        let document = json!({ "S": { "properties": {
            "a": { "default": [] }, "b": {}, "c": {}, "list": { "items": { "properties": { "b": {} } } }
        } } });
        let before = json!({ "b": null, "c": 1.0, "x": 1, "list": [{ "b": 2, "c": 1 }] });
        let after = json!({ "a": [], "c": 1, "list": [{ "b": 3 }] });
        let found: Vec<(String, Change)> = differences(&before, &after, &document, "/S")
            .into_iter()
            .map(|difference| (difference.path, difference.change))
            .collect();
        assert_eq!(
            found,
            [
                ("$.b".to_owned(), Change::NullToAbsent),
                ("$.x".to_owned(), Change::UnknownKeyDropped),
                ("$.list[0].b".to_owned(), Change::Lost),
                ("$.list[0].c".to_owned(), Change::UnknownKeyDropped),
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
