//! Documents written another way that mean the same.
//!
//! Takes documents as values; gives them with their keys the other way round, with anchors of other names, or with inline
//! schemas as components of the names that their types have. Must never change what a document says.

use std::collections::{BTreeMap, BTreeSet};

use oasmith::diag::Diagnostics;
use oasmith::rust::{ApiModule, Crate};
use oasmith::source::{
    self, FileLoader, LoadError, Loaded, Loader, MemoryLoader, SourceSet, YamlOptions,
};
use serde_json::{Map, Value, json};

/// What is done to every file of a document.
type Rewrite<'a> = dyn Fn(&str, Value) -> Value + Sync + 'a;

/// Loads files as they are written another way.
pub struct Rewritten<'a> {
    files: FileLoader,
    rewrite: &'a Rewrite<'a>,
}

impl<'a> Rewritten<'a> {
    /// A loader; `rewrite` is given the location of each file, and its value.
    pub fn new(rewrite: &'a Rewrite<'a>) -> Self {
        let files = FileLoader::new("");
        Rewritten { files, rewrite }
    }
}

impl Loader for Rewritten<'_> {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        let loaded = self.files.load(location)?;
        let Some(value) = value(location, &loaded.bytes) else {
            return Ok(loaded);
        };
        Ok(Loaded {
            bytes: (self.rewrite)(location, value).to_string().into_bytes(),
            ..loaded
        })
    }
}

/// A file's value; none when it is no YAML or JSON.
fn value(location: &str, bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let loader = MemoryLoader::default().with(location, text);
    let (mut set, mut diags) = (SourceSet::default(), Diagnostics::new());
    let options = YamlOptions::default();
    let trees = source::read(&mut set, &loader, location, options, &mut diags);
    let [tree] = trees[..] else { return None };
    serde_json::from_str(&set.root(tree).json_text()).ok()
}

/// Keys whose entries a client sees in the order in which they stand: properties, whose order is that of what `new`
/// takes, and what media types and kinds of authentication are listed by.
const ORDERED: &[&str] = &["properties", "content", "securitySchemes"];

/// The same with the keys of every object the other way round.
pub fn reversed(value: &Value, within: &str) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| reversed(item, "")).collect(),
        Value::Object(entries) => {
            let mut list: Vec<(&String, &Value)> = entries.iter().collect();
            if !ORDERED.contains(&within) {
                list.reverse();
            }
            let list = list.into_iter();
            let map: Map<String, Value> = list
                .map(|(key, value)| (key.clone(), reversed(value, key)))
                .collect();
            Value::Object(map)
        }
        other => other.clone(),
    }
}

/// Gives anchors other names; says whether there are any.
pub fn rename_anchors(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => {
            let mut any = false;
            for item in items {
                any |= rename_anchors(item);
            }
            any
        }
        Value::Object(entries) => {
            let mut any = false;
            for (key, value) in entries.iter_mut() {
                match (key.as_str(), &mut *value) {
                    ("$anchor" | "$dynamicAnchor", Value::String(name)) => {
                        name.push_str("Renamed");
                        any = true;
                    }
                    ("$ref" | "$dynamicRef", Value::String(reference)) => {
                        let fragment = reference.split_once('#').map_or("", |(_, after)| after);
                        if !fragment.is_empty() && !fragment.starts_with('/') {
                            reference.push_str("Renamed");
                        }
                    }
                    (_, value) => any |= rename_anchors(value),
                }
            }
            any
        }
        _ => false,
    }
}

/// The places of inline schemas that became types, by pointer, with the names of these.
pub fn inline(krate: &Crate) -> BTreeMap<String, String> {
    let of = |module: &ApiModule| {
        let own = module
            .items()
            .map(|item| (item.source.key.clone(), item.name.clone()));
        let shared = module.shared.clone();
        shared.into_iter().chain(own).collect::<Vec<_>>()
    };
    let all = krate.apis.iter().flat_map(of);
    all.filter(|(key, _)| is_inline(key)).collect()
}

/// Whether a pointer is that of a schema that stands where it is used.
fn is_inline(key: &str) -> bool {
    let Some(pointer) = key.strip_prefix("#/") else {
        return false;
    };
    let tokens: Vec<&str> = pointer.split('/').collect();
    match tokens[..] {
        ["components", "schemas", _] => false,
        [.., "properties" | "anyOf" | "oneOf", _] => true,
        [.., last] => ["schema", "items", "additionalProperties"].contains(&last),
        [] => false,
    }
}

/// Keys of schemas that are not moved: they say something of the place, or it has no schema of its own.
const STAYING: &[&str] = &["$ref", "deprecated", "readOnly", "writeOnly"];

/// Moves inline schemas to components of the names that their types have; gives how many.
pub fn move_inline(document: &mut Value, places: &BTreeMap<String, String>) -> usize {
    let mut order: Vec<(&String, &String)> = places.iter().collect();
    // What stands in another goes first, so that its place is still there.
    order.sort_by_key(|(pointer, _)| std::cmp::Reverse(pointer.matches('/').count()));
    let known: Vec<String> = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .map(|schemas| schemas.keys().map(|name| plain(name)).collect())
        .unwrap_or_default();
    let differing = differing(document, places);
    let mut moved: Map<String, Value> = Map::new();
    let mut count = 0;
    for (pointer, name) in order {
        let Some(place) = document.pointer_mut(&pointer[1..]) else {
            continue;
        };
        let stays =
            |schema: &Map<String, Value>| STAYING.iter().any(|key| schema.contains_key(*key));
        if place.as_object().is_none_or(stays)
            || known.contains(&plain(name))
            || differing.contains(name)
        {
            continue;
        }
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let schema = std::mem::replace(place, reference);
        moved.entry(name.clone()).or_insert(schema);
        count += 1;
    }
    if count > 0 {
        let Some(Value::Object(schemas)) = schemas(document) else {
            return 0;
        };
        schemas.extend(moved);
    }
    count
}

/// The names of types that stand for places which do not say the same, defaults for instance: one component cannot.
fn differing(document: &Value, places: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut first: BTreeMap<&String, Map<String, Value>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for (pointer, name) in places {
        let Some(Value::Object(schema)) = document.pointer(&pointer[1..]) else {
            continue;
        };
        let mut schema = schema.clone();
        for docs in ["title", "description", "example", "examples"] {
            schema.remove(docs);
        }
        if *first.entry(name).or_insert_with(|| schema.clone()) != schema {
            found.insert(name.clone());
        }
    }
    found
}

/// Where components are, made when there are none.
fn schemas(document: &mut Value) -> Option<&mut Value> {
    let within = |value: &'_ mut Value, key: &str| -> Option<()> {
        let object = value.as_object_mut()?;
        object.entry(key).or_insert_with(|| json!({}));
        Some(())
    };
    within(document, "components")?;
    let components = document.get_mut("components")?;
    within(components, "schemas")?;
    components.get_mut("schemas")
}

/// A name without what makes no difference between names of types.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_the_other_way_round_but_for_those_that_are_seen() {
        let value = json!({"a": {"b": 1, "c": 2}, "properties": {"d": 1, "e": [{"f": 1, "g": 2}]}});
        assert_eq!(
            reversed(&value, "").to_string(),
            r#"{"properties":{"d":1,"e":[{"g":2,"f":1}]},"a":{"c":2,"b":1}}"#
        );
    }

    #[test]
    fn anchors_and_what_refers_to_them_are_renamed() {
        let mut value =
            json!({"a": {"$dynamicAnchor": "t"}, "b": [{"$dynamicRef": "#t"}, {"$ref": "#/a"}]});
        assert!(rename_anchors(&mut value));
        let wanted = json!({"a": {"$dynamicAnchor": "tRenamed"}, "b": [{"$dynamicRef": "#tRenamed"}, {"$ref": "#/a"}]});
        assert_eq!(value, wanted);
        assert!(!rename_anchors(&mut json!({"$ref": "#t"})));
    }

    #[test]
    fn inline_schemas_become_components_deepest_first() {
        let mut document = json!({"components": {"schemas": {
            "A": {"properties": {"b": {"properties": {"c": {"enum": ["x"]}}}, "d": {"$ref": "#/else"}}},
        }}});
        let place = |pointer: &str, name: &str| {
            (format!("#/components/schemas/{pointer}"), name.to_owned())
        };
        let places = BTreeMap::from([
            place("A/properties/b", "AB"),
            place("A/properties/b/properties/c", "ABC"),
            place("A/properties/d", "AD"),
        ]);
        assert_eq!(move_inline(&mut document, &places), 2);
        let wanted = json!({
            "A": {"properties": {"b": {"$ref": "#/components/schemas/AB"}, "d": {"$ref": "#/else"}}},
            "ABC": {"enum": ["x"]},
            "AB": {"properties": {"c": {"$ref": "#/components/schemas/ABC"}}},
        });
        assert_eq!(document["components"]["schemas"], wanted);
        assert!(is_inline(
            "#/paths/~1a/get/responses/200/content/application~1json/schema"
        ));
        assert!(!is_inline("#/components/schemas/items") && !is_inline("GET /a options"));
    }
}
