//! Places of a document where something can be changed.
//!
//! Takes a document; gives what stands where, in its order.

use serde_json::{Value, json};

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A schema.
    Schema,
    /// A schema under `components`.
    Component,
    /// A property of a schema that is not required.
    Optional,
    /// A property that is required.
    Required,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// An answer.
    Response,
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "patch", "head", "options", "query",
];

/// All places of a document where something can be changed, in its order.
pub fn places(document: &Value) -> Vec<(What, String)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let at = format!("/paths/{}/{method}", segment(path));
            for (index, parameter) in operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
            {
                if parameter.get("name").is_some() {
                    found.push((What::Parameter, format!("{at}/parameters/{index}")));
                }
            }
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                found.push((
                    What::Response,
                    format!("{at}/responses/{}", segment(status)),
                ));
                contents(
                    response,
                    &format!("{at}/responses/{}", segment(status)),
                    &mut found,
                );
            }
            contents(
                &operation["requestBody"],
                &format!("{at}/requestBody"),
                &mut found,
            );
            found.push((What::Operation, at));
        }
    }
    for (name, schema) in document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let at = format!("/components/schemas/{}", segment(name));
        found.push((What::Component, at.clone()));
        below(schema, &at, &mut found);
    }
    found
}

fn contents(holder: &Value, at: &str, found: &mut Vec<(What, String)>) {
    for (media, content) in holder["content"].as_object().into_iter().flatten() {
        if let Some(schema) = content.get("schema") {
            let at = format!("{at}/content/{}/schema", segment(media));
            found.push((What::Schema, at.clone()));
            below(schema, &at, found);
        }
    }
}

fn below(schema: &Value, at: &str, found: &mut Vec<(What, String)>) {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let at = format!("{at}/properties/{}", segment(name));
        let what = match required.contains(&json!(name)) {
            true => What::Required,
            false => What::Optional,
        };
        found.push((what, at.clone()));
        below(property, &at, found);
    }
    for key in ["items", "additionalProperties"] {
        if schema[key].is_object() {
            let at = format!("{at}/{key}");
            found.push((What::Schema, at.clone()));
            below(&schema[key], &at, found);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for (index, branch) in schema[key].as_array().into_iter().flatten().enumerate() {
            let at = format!("{at}/{key}/{index}");
            found.push((What::Schema, at.clone()));
            below(branch, &at, found);
        }
    }
}

fn segment(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}
