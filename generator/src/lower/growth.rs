//! A document that grows never renames what was there, as long as the lock is passed on.

use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;
use proptest::collection::btree_set;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::fixture::{api, files, lowered};
use crate::settings::NameLock;

/// Texts that become the same name, or names that are taken already.
const TEXTS: &[&str] = &[
    "a",
    "A",
    "a2",
    "a_2",
    "a-b",
    "aB",
    "ab",
    "self",
    "Self",
    "type",
    "new",
    "Unknown",
    "unknown",
    "Option",
    "",
    "1",
    "+1",
    "extra",
    "item",
    "body",
    "options",
    "aResponse",
    "aOptions",
    "aError",
    "aBody",
    "é",
];

/// What a document has: schemas, their properties and values, and operations, each with a text of the author's.
#[derive(Clone, Debug)]
struct Parts {
    schemas: Vec<String>,
    properties: Vec<String>,
    values: Vec<String>,
    operations: Vec<String>,
    branches: Vec<String>,
}

impl Parts {
    fn text(&self) -> String {
        let mut schemas = json!({
            "zz": { "type": "string" },
            "zf": { "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } },
        });
        for schema in &self.schemas {
            schemas[format!("x{schema}")] = self.schema();
        }
        let mut paths = json!({});
        for (index, operation) in self.operations.iter().enumerate() {
            let schema = match self.schemas.get(index % self.schemas.len().max(1)) {
                Some(name) => json!({ "$ref": reference(&format!("x{name}")) }),
                None => {
                    json!({ "type": "object", "properties": { "inline": { "type": "string", "enum": ["z"] } } })
                }
            };
            let json = json!({ "application/json": { "schema": schema } });
            // The path depends on the operation alone, as it does in documents.
            let letters: String = operation
                .bytes()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            paths[format!("/p{letters}/{{id}}")] = json!({ "post": {
                "operationId": format!("x{operation}"),
                "tags": [operation],
                "parameters": [
                    { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                    { "name": "options", "in": "query", "schema": { "type": "string" } },
                    { "name": format!("x{operation}"), "in": "query", "schema": { "type": "string" } },
                ],
                "requestBody": { "content": {
                    "application/json": { "schema": schema },
                    "text/plain": {},
                    "multipart/form-data": { "schema": { "$ref": "#/components/schemas/zf" } },
                } },
                "responses": {
                    "200": { "description": "Ok", "content": json },
                    "202": { "description": "Later" },
                    "404": { "description": "No", "content": { "text/plain": { "schema": { "type": "string" } } } },
                    "409": { "description": "Clash", "content": json },
                },
            } });
        }
        json!({
            "openapi": "3.1.0",
            "info": { "title": "T", "version": "1" },
            "paths": paths,
            "components": { "schemas": schemas },
        })
        .to_string()
    }

    fn schema(&self) -> Value {
        let mut branches = vec![json!({ "type": "string" })];
        branches.extend(self.branches.iter().map(|text| {
            json!({ "type": "object", "title": text, "required": [text], "properties": { text: { "type": "string" } } })
        }));
        branches.push(json!({ "type": "integer" }));
        let mut properties = json!({
            "zz": { "type": "string", "enum": self.values },
            "yy": { "anyOf": branches },
        });
        for text in &self.properties {
            properties[format!("p{text}")] =
                json!({ "type": "object", "properties": { "inner": { "type": "string" } } });
            properties[text] = json!({ "type": "string" });
        }
        json!({ "type": "object", "properties": properties })
    }
}

/// A reference to a schema: a JSON pointer as the fragment of a URI (RFC 6901, section 6).
fn reference(schema: &str) -> String {
    let mut out = "#/components/schemas/".to_owned();
    for byte in schema.replace('~', "~0").replace('/', "~1").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A text of an author's: one of [`TEXTS`], or any.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(TEXTS).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[a-cA-C_ .+-]{0,4}",
        1 => "[\\u{300}\\u{301}eéEÉkKK\\u{1112}\\u{1161}하ßẞſs]{0,3}",
    ]
}

/// Some texts, and those with more behind them: an inline branch is known by its place among the branches.
fn appended() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    (btree_set(any_text(), 2..4), btree_set(any_text(), 0..3)).prop_map(|(some, more)| {
        let new: Vec<String> = more.difference(&some).cloned().collect();
        let some: Vec<String> = some.into_iter().collect();
        let all = [some.clone(), new].concat();
        (some, all)
    })
}

/// Some texts, and those with more among them.
fn grown(least: usize) -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    (
        btree_set(any_text(), least..6),
        btree_set(any_text(), 0..4),
        any::<bool>(),
    )
        .prop_map(|(some, more, first)| {
            let new: Vec<String> = more.difference(&some).cloned().collect();
            let some: Vec<String> = some.into_iter().collect();
            let all = match first {
                true => [new, some.clone()].concat(),
                false => [some.clone(), new].concat(),
            };
            (some, all)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn growth_renames_nothing(
        schemas in grown(1),
        properties in grown(1),
        values in grown(1),
        operations in grown(1),
        branches in appended(),
    ) {
        let small = Parts {
            schemas: schemas.0,
            properties: properties.0,
            values: values.0,
            operations: operations.0,
            branches: branches.0,
        };
        let large = Parts {
            schemas: schemas.1,
            properties: properties.1,
            values: values.1,
            operations: operations.1,
            branches: branches.1,
        };
        let (_, lock, _) = lowered(&api(&small.text()), NameLock::default());
        let (_, later, _) = lowered(&api(&large.text()), lock.clone());
        for (scope, names) in &lock.apis["shop"] {
            for (key, name) in names {
                let now = later.apis["shop"].get(scope).and_then(|names| names.get(key));
                prop_assert_eq!(now, Some(name), "`{}` of `{}`", key, scope);
            }
        }
        distinct(&later)?;
    }

    #[test]
    fn every_text_gives_code_that_compiles_on_every_disk(
        schemas in grown(1),
        properties in grown(1),
        values in grown(1),
        operations in grown(1),
        branches in appended(),
    ) {
        let parts = Parts {
            schemas: schemas.1,
            properties: properties.1,
            values: values.1,
            operations: operations.1,
            branches: branches.1,
        };
        let files = files(&api(&parts.text()));
        let mut paths = BTreeMap::new();
        for (path, text) in files.iter() {
            // A disk that ignores case has one file for both.
            let other = paths.insert(path.to_lowercase(), path);
            prop_assert!(other.is_none(), "{path} and {}", other.unwrap_or(path));
            if path.ends_with(".rs") {
                prop_assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
            }
        }
    }
}

/// Names that differ, differ to the compiler too, which compares their normal forms.
fn distinct(lock: &NameLock) -> Result<(), TestCaseError> {
    for (scope, names) in &lock.apis["shop"] {
        let mut seen = BTreeMap::new();
        for name in names.values() {
            let normal = ComposingNormalizerBorrowed::new_nfc().normalize(name);
            let other = seen.insert(normal.into_owned(), name);
            // Schemas that are equal share a name.
            prop_assert!(
                other.is_none_or(|other| other == name),
                "`{}` in `{}`",
                name,
                scope
            );
        }
    }
    Ok(())
}

#[test]
fn a_branch_before_others_takes_no_name_of_theirs() {
    let text = |branches: &str| {
        format!(
            "openapi: 3.1.0
info: {{title: T, version: '1'}}
paths: {{}}
components:
  schemas:
    Cat: {{type: object, properties: {{name: {{type: string}}}}}}
    Kitten: {{type: object, properties: {{name: {{type: string}}, age: {{type: integer}}}}}}
    Pet: {{oneOf: [{branches}{{$ref: '#/components/schemas/Kitten'}}, {{type: string}}]}}
"
        )
    };
    let (_, lock, _) = lowered(&api(&text("")), NameLock::default());
    let more = text("{type: boolean}, {$ref: '#/components/schemas/Cat'}, ");
    let (_, later, _) = lowered(&api(&more), lock.clone());
    let names = |lock: &NameLock| lock.apis["shop"]["variants Pet"].clone();
    assert_eq!(names(&lock).len(), 2);
    for (key, name) in names(&lock) {
        assert_eq!(names(&later).get(&key), Some(&name), "{key}");
    }
    let of = |key: &str| names(&later)[key].clone();
    assert_eq!(of("#/components/schemas/Cat"), "Cat");
    assert_eq!(of("boolean"), "Boolean");
}
