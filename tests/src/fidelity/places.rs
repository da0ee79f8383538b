//! Which schemas have a type, and which examples a document gives for each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oasmith::settings::NameLock;
use serde_json::Value;

/// A schema with the type that was made of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Where the schema stands, as a pointer without `#`.
    pub pointer: String,
    /// The type, as a program that depends on the crate as `client` spells it.
    pub rust: String,
}

/// The schemas of a document that have a type of their own.
pub fn places(document: &Value, names: &NameLock, emitted: &BTreeSet<String>) -> Vec<Place> {
    let types = names.apis.values().filter_map(|api| api.get("types"));
    types
        .flatten()
        .filter_map(|(key, rust)| {
            let pointer = key.strip_prefix('#')?;
            let there = document.pointer(pointer).is_some() && emitted.contains(rust);
            (there && !is_part(pointer)).then(|| Place {
                pointer: pointer.to_owned(),
                rust: format!("client::types::{rust}"),
            })
        })
        .collect()
}

/// Whether a schema is a part of another, whose type may hold what stands beside it too.
fn is_part(pointer: &str) -> bool {
    let mut segments = pointer.rsplit('/');
    let (last, before) = (segments.next(), segments.next());
    // The union of what several patterns allow is made of them, and is itself no schema.
    let made = last == Some("patternProperties") && before != Some("properties");
    made || matches!(before, Some("allOf" | "anyOf" | "oneOf"))
}

/// The public types in the sources of a crate.
///
/// # Errors
/// When they cannot be read.
pub fn emitted(folder: &Path) -> std::io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut files = vec![folder.join("src/types.rs"), folder.join("src/types")];
    while let Some(file) = files.pop() {
        if file.is_dir() {
            for entry in std::fs::read_dir(file)? {
                files.push(entry?.path());
            }
        } else if file.exists() {
            let text = std::fs::read_to_string(file)?;
            for line in text.lines() {
                let rest = ["pub struct ", "pub enum ", "pub type "]
                    .iter()
                    .find_map(|head| line.strip_prefix(head));
                if let Some(rest) = rest {
                    let name = rest
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_');
                    found.insert(name.collect());
                }
            }
        }
    }
    Ok(found)
}

/// The examples of media types and parameters, by the pointer of the schema that they stand beside.
pub fn examples(document: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut found = BTreeMap::new();
    walk(document, document, "", &mut found);
    found
}

fn walk(root: &Value, at: &Value, pointer: &str, found: &mut BTreeMap<String, Vec<Value>>) {
    match at {
        Value::Object(object) => {
            if let Some(schema) = object.get("schema") {
                let target = match schema["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
                    Some(target) => target.to_owned(),
                    None => format!("{pointer}/schema"),
                };
                let named = object.get("examples").and_then(Value::as_object);
                let named = named.into_iter().flat_map(|examples| examples.values());
                let values = named.filter_map(|example| {
                    let behind = example["$ref"].as_str().and_then(|r| r.strip_prefix('#'));
                    let example = match behind {
                        Some(pointer) => root.pointer(pointer)?,
                        None => example,
                    };
                    example.get("value")
                });
                let all = object.get("example").into_iter().chain(values);
                let all: Vec<Value> = all.cloned().collect();
                if !all.is_empty() {
                    found.entry(target).or_default().extend(all);
                }
            }
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                walk(root, value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(root, item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn examples_belong_to_the_schema_beside_them() {
        let document = json!({
            "a": { "schema": { "$ref": "#/components/schemas/X" }, "example": 1 },
            "b/c": { "schema": {}, "examples": { "one": { "value": 2 }, "two": { "$ref": "#/e" } } },
            "e": { "value": 3 }
        });
        let found = examples(&document);
        assert_eq!(found["/components/schemas/X"], [json!(1)]);
        assert_eq!(found["/b~1c/schema"], [json!(2), json!(3)]);
    }
}
