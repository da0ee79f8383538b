//! The judge: the `jsonschema` crate over the document itself.
//!
//! Takes a document as JSON; gives a validator for any schema in it. OpenAPI 3.0 is first put into the words of JSON
//! Schema 2020-12. Must never use oasmith's own reading of a schema.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

const HERE: &str = "https://document.invalid/openapi";

/// A document whose schemas can be asked for.
pub struct Judge {
    registry: Registry<'static>,
    formats: bool,
}

impl Judge {
    /// A judge for a document that [`upgraded`] gave.
    ///
    /// # Errors
    /// When the document cannot be registered.
    pub fn new(document: &Value) -> Result<Judge, String> {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(HERE, document.clone())
            .and_then(|registry| registry.prepare())
            .map_err(|error| error.to_string())?;
        Ok(Judge {
            registry,
            formats: true,
        })
    }

    /// A judge to whom `oneOf` is `anyOf`, and formats are annotations: for schemas that are strictly empty, because
    /// nothing tells their branches apart, while servers send such values all the same.
    ///
    /// # Errors
    /// When the document cannot be registered.
    pub fn relaxed(document: &Value) -> Result<Judge, String> {
        let mut document = document.clone();
        relax(&mut document);
        let mut judge = Judge::new(&document)?;
        judge.formats = false;
        Ok(judge)
    }

    /// A validator for the schema at a pointer (`/components/schemas/X`).
    ///
    /// # Errors
    /// When it is not valid JSON Schema.
    pub fn validator(&self, pointer: &str) -> Result<Validator, String> {
        let schema = json!({ "$ref": format!("{HERE}#{}", fragment(pointer)) });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(self.formats)
            .build(&schema)
            .map_err(|error| error.to_string())
    }
}

fn relax(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("oneOf").is_some_and(Value::is_array)
                && !object.contains_key("anyOf")
                && let Some(branches) = object.remove("oneOf")
            {
                object.insert("anyOf".to_owned(), branches);
            }
            object.values_mut().for_each(relax);
        }
        Value::Array(items) => items.iter_mut().for_each(relax),
        _ => {}
    }
}

/// A pointer with everything encoded that a URI fragment may not hold.
fn fragment(pointer: &str) -> String {
    let mut out = String::new();
    for byte in pointer.bytes() {
        match byte {
            b'/' | b'~' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The document with its schemas in the words of JSON Schema 2020-12.
pub fn upgraded(mut document: Value) -> Value {
    let old = document["openapi"]
        .as_str()
        .is_some_and(|version| version.starts_with("3.0"));
    if old {
        outside(&mut document, "");
    }
    tidy(&mut document);
    document
}

/// Puts right what keeps the judge from reading a whole schema: references with characters that no URI may have, and the
/// `required: true` of JSON Schema draft 3.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get_mut("$ref")
                && let Some(pointer) = reference.strip_prefix('#')
                && !pointer.contains('%')
            {
                *reference = format!("#{}", fragment(pointer));
            }
            if object.get("required").is_some_and(Value::is_boolean) {
                object.remove("required");
            }
            object.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// Walks what is not a schema, down to schemas.
fn outside(value: &mut Value, parent: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match key.as_str() {
                    "schema" => schema(value),
                    "schemas" if parent == "components" => each(value),
                    "example" | "examples" => {}
                    _ => outside(value, key),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| outside(item, "")),
        _ => {}
    }
}

fn each(value: &mut Value) {
    match value {
        Value::Object(object) => object.values_mut().for_each(schema),
        Value::Array(items) => items.iter_mut().for_each(schema),
        _ => {}
    }
}

fn schema(value: &mut Value) {
    let Value::Object(object) = value else { return };
    if let Some(reference) = object.get("$ref").filter(|reference| reference.is_string()) {
        // 3.0: what stands beside a reference counts for nothing.
        let alone = Map::from_iter([("$ref".to_owned(), reference.clone())]);
        *object = alone;
        return;
    }
    for (key, value) in object.iter_mut() {
        match key.as_str() {
            "properties" | "allOf" | "anyOf" | "oneOf" => each(value),
            "items" | "additionalProperties" | "not" => schema(value),
            _ => {}
        }
    }
    if object.get("nullable") == Some(&Value::Bool(true))
        && let Some(Value::String(kind)) = object.get("type")
    {
        let kinds = json!([kind, "null"]);
        object.insert("type".to_owned(), kinds);
    }
    exclusive(object, "exclusiveMinimum", "minimum");
    exclusive(object, "exclusiveMaximum", "maximum");
}

fn exclusive(object: &mut Map<String, Value>, flag: &str, bound: &str) {
    match object.get(flag) {
        Some(Value::Bool(true)) => match object.remove(bound) {
            Some(value) => object.insert(flag.to_owned(), value),
            None => object.remove(flag),
        },
        Some(Value::Bool(false)) => object.remove(flag),
        _ => None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_3_0_is_judged_by_its_own_words() {
        let document = upgraded(json!({
            "openapi": "3.0.3",
            "components": { "schemas": {
                "A/b c": { "type": "object", "required": ["n"], "properties": {
                    "n": { "type": "number", "minimum": 1, "exclusiveMinimum": true, "nullable": true }
                } }
            } }
        }));
        let judge = Judge::new(&document).unwrap();
        let validator = judge.validator("/components/schemas/A~1b c").unwrap();
        assert!(validator.is_valid(&json!({ "n": null })));
        assert!(validator.is_valid(&json!({ "n": 1.5 })));
        assert!(!validator.is_valid(&json!({ "n": 1 })));
        assert!(!validator.is_valid(&json!({})));
    }

    #[test]
    fn a_relaxed_judge_takes_what_two_branches_hold() {
        let document = json!({ "components": { "schemas": { "A": { "oneOf": [{ "type": "string" }, { "minLength": 1 }] } } } });
        let valid = |judge: Judge| {
            let validator = judge.validator("/components/schemas/A").unwrap();
            validator.is_valid(&json!("x"))
        };
        assert!(!valid(Judge::new(&document).unwrap()));
        assert!(valid(Judge::relaxed(&document).unwrap()));
    }
}
