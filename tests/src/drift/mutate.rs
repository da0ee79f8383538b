//! Changes that any document can be put through: each finds the places where it can be made, and is made in one of them.
//!
//! Takes a document; gives the documents after one change each. Must never choose by chance.

use serde_json::{Value, json};

use super::catalogue::{Mutation, add, remove, rename, retarget};
use super::places::{What, places};

struct Mutator {
    name: &'static str,
    what: What,
    /// Whether the change can be made to what stands there.
    fits: fn(&Value) -> bool,
    make: fn(&mut Value, &str) -> Option<()>,
}

/// Sets a key of what a pointer leads to.
fn set(document: &mut Value, at: &str, key: &str, value: Value) -> Option<()> {
    document
        .pointer_mut(at)?
        .as_object_mut()?
        .insert(key.to_owned(), value);
    Some(())
}

fn last(pointer: &str) -> String {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    key.replace("~1", "/").replace("~0", "~")
}

/// The object that a property is of.
fn owner(pointer: &str) -> Option<&str> {
    pointer.rsplit_once("/properties/").map(|(owner, _)| owner)
}

fn typed(value: &Value, kind: &str) -> bool {
    value["type"] == kind && value.get("enum").is_none() && value.get("const").is_none()
}

const MUTATORS: &[Mutator] = &[
    Mutator {
        name: "property-added",
        what: What::Schema,
        fits: |v| v["properties"].is_object(),
        make: |d, at| {
            add(
                d,
                &format!("{at}/properties/freshly_made"),
                json!({ "type": "string" }),
            )
        },
    },
    Mutator {
        name: "property-added required",
        what: What::Schema,
        fits: |v| v["properties"].is_object(),
        make: |d, at| {
            add(
                d,
                &format!("{at}/properties/freshly_made"),
                json!({ "type": "string" }),
            )?;
            let required = d.pointer(at)?["required"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let required = required
                .into_iter()
                .chain([json!("freshly_made")])
                .collect();
            set(d, at, "required", Value::Array(required))
        },
    },
    Mutator {
        name: "property-removed",
        what: What::Optional,
        fits: |_| true,
        make: |d, at| remove(d, at).map(drop),
    },
    Mutator {
        name: "property-renamed",
        what: What::Optional,
        fits: |_| true,
        make: |d, at| rename(d, at, &format!("{}_renamed", last(at))),
    },
    Mutator {
        name: "property-became-required",
        what: What::Optional,
        fits: |_| true,
        make: |d, at| {
            let owner = owner(at)?;
            let required = d.pointer(owner)?["required"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let required = required.into_iter().chain([json!(last(at))]).collect();
            set(d, owner, "required", Value::Array(required))
        },
    },
    Mutator {
        name: "property-became-optional",
        what: What::Required,
        fits: |_| true,
        make: |d, at| {
            let required = d.pointer_mut(owner(at)?)?["required"].as_array_mut()?;
            required.retain(|name| *name != json!(last(at)));
            Some(())
        },
    },
    Mutator {
        name: "became-nullable",
        what: What::Required,
        fits: |v| v["type"].is_string() && v.get("enum").is_none() && v.get("const").is_none(),
        make: |d, at| match d["openapi"].as_str()?.starts_with("3.0") {
            true => set(d, at, "nullable", json!(true)),
            false => {
                let kind = d.pointer(at)?["type"].clone();
                set(d, at, "type", json!([kind, "null"]))
            }
        },
    },
    Mutator {
        name: "type-changed",
        what: What::Schema,
        fits: |v| typed(v, "string"),
        make: |d, at| {
            *d.pointer_mut(at)? = json!({ "type": "integer" });
            Some(())
        },
    },
    Mutator {
        name: "type-changed to string",
        what: What::Schema,
        fits: |v| typed(v, "integer") || typed(v, "number"),
        make: |d, at| {
            *d.pointer_mut(at)? = json!({ "type": "string" });
            Some(())
        },
    },
    Mutator {
        name: "format-changed",
        what: What::Schema,
        fits: |v| v["format"].is_string(),
        make: |d, at| remove(d, &format!("{at}/format")).map(drop),
    },
    Mutator {
        name: "limit-tightened",
        what: What::Schema,
        fits: |v| typed(v, "string"),
        make: |d, at| set(d, at, "maxLength", json!(2)),
    },
    Mutator {
        name: "limit-loosened",
        what: What::Schema,
        fits: |v| {
            v.get("minimum").is_some()
                || v.get("minLength").is_some()
                || v.get("minItems").is_some()
        },
        make: |d, at| {
            let found = d.pointer_mut(at)?.as_object_mut()?;
            for key in ["minimum", "minLength", "minItems"] {
                found.shift_remove(key);
            }
            Some(())
        },
    },
    Mutator {
        name: "default-changed",
        what: What::Schema,
        fits: |v| typed(v, "string"),
        make: |d, at| set(d, at, "default", json!("another")),
    },
    Mutator {
        name: "enum-value-added",
        what: What::Schema,
        fits: |v| v["enum"][0].is_string(),
        make: |d, at| add(d, &format!("{at}/enum/-"), json!("freshly made")),
    },
    Mutator {
        name: "enum-value-removed",
        what: What::Schema,
        fits: |v| v["enum"].as_array().is_some_and(|e| e.len() > 1),
        make: |d, at| remove(d, &format!("{at}/enum/0")).map(drop),
    },
    Mutator {
        name: "became-enum",
        what: What::Schema,
        fits: |v| typed(v, "string") && v.get("format").is_none(),
        make: |d, at| set(d, at, "enum", json!(["one", "two"])),
    },
    Mutator {
        name: "union-branch-added",
        what: What::Schema,
        fits: |v| v["anyOf"].is_array(),
        make: |d, at| add(d, &format!("{at}/anyOf/-"), json!({ "type": "boolean" })),
    },
    Mutator {
        name: "union-branch-removed",
        what: What::Schema,
        fits: |v| v["oneOf"].as_array().is_some_and(|b| b.len() > 2),
        make: |d, at| remove(d, &format!("{at}/oneOf/0")).map(drop),
    },
    Mutator {
        name: "additional-properties-changed",
        what: What::Schema,
        fits: |v| v["properties"].is_object() && v.get("additionalProperties").is_none(),
        make: |d, at| set(d, at, "additionalProperties", json!({ "type": "integer" })),
    },
    Mutator {
        name: "schema-renamed",
        what: What::Component,
        fits: |_| true,
        make: |d, at| {
            let name = last(at);
            rename(d, at, &format!("{name}Renamed"))?;
            retarget(d, &name, &format!("{name}Renamed"));
            Some(())
        },
    },
    Mutator {
        name: "docs-changed",
        what: What::Component,
        fits: Value::is_object,
        make: |d, at| set(d, at, "description", json!("Other words.")),
    },
    Mutator {
        name: "deprecated",
        what: What::Optional,
        fits: |v| v.get("$ref").is_none(),
        make: |d, at| set(d, at, "deprecated", json!(true)),
    },
    Mutator {
        name: "operation-removed",
        what: What::Operation,
        fits: |_| true,
        make: |d, at| remove(d, at).map(drop),
    },
    Mutator {
        name: "operation-id-changed",
        what: What::Operation,
        fits: |_| true,
        make: |d, at| set(d, at, "operationId", json!("freshly_named")),
    },
    Mutator {
        name: "operation-deprecated",
        what: What::Operation,
        fits: |_| true,
        make: |d, at| set(d, at, "deprecated", json!(true)),
    },
    Mutator {
        name: "parameter-added",
        what: What::Operation,
        fits: |v| v["parameters"].is_array(),
        make: |d, at| {
            add(
                d,
                &format!("{at}/parameters/-"),
                json!({ "name": "freshly_made", "in": "query", "schema": { "type": "string" } }),
            )
        },
    },
    Mutator {
        name: "parameter-removed",
        what: What::Parameter,
        fits: |v| v["in"] == "query",
        make: |d, at| remove(d, at).map(drop),
    },
    Mutator {
        name: "parameter-became-required",
        what: What::Parameter,
        fits: |v| v["in"] == "query" && v["required"] != true,
        make: |d, at| set(d, at, "required", json!(true)),
    },
    Mutator {
        name: "body-became-required",
        what: What::Operation,
        fits: |v| v["requestBody"]["content"].is_object() && v["requestBody"]["required"] != true,
        make: |d, at| set(d, &format!("{at}/requestBody"), "required", json!(true)),
    },
    Mutator {
        name: "response-added",
        what: What::Operation,
        fits: |v| v["responses"].get("418").is_none(),
        make: |d, at| {
            add(
                d,
                &format!("{at}/responses/418"),
                json!({ "description": "A teapot.", "content": { "application/json": { "schema": { "type": "string" } } } }),
            )
        },
    },
    Mutator {
        name: "response-removed",
        what: What::Response,
        fits: |_| true,
        make: |d, at| remove(d, at).map(drop),
    },
];

/// The document after each change that can be made to it.
pub fn mutations(base: &str, document: &Value) -> Vec<Mutation> {
    let places = places(document);
    let mut found = Vec::new();
    for (at, mutator) in MUTATORS.iter().enumerate() {
        let fitting: Vec<&String> = places
            .iter()
            .filter(|(what, _)| {
                *what == mutator.what
                    || mutator.what == What::Schema
                        && matches!(what, What::Optional | What::Required | What::Component)
            })
            .filter(|(_, pointer)| document.pointer(pointer).is_some_and(mutator.fits))
            .map(|(_, pointer)| pointer)
            .collect();
        // Not always the first, so that all depths have their turn.
        let Some(pointer) = fitting.get((at * 7 + 3) % fitting.len().max(1)) else {
            continue;
        };
        let mut changed = document.clone();
        if (mutator.make)(&mut changed, pointer).is_some() && changed != *document {
            found.push(Mutation {
                name: format!("{} {pointer}", mutator.name),
                base: base.to_owned(),
                changed,
                aliases: Vec::new(),
            });
        }
    }
    found
}
