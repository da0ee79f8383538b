//! The judge: the `jsonschema` crate over the document itself.
//!
//! Takes a document as JSON; gives a validator for any schema in it. OpenAPI 3.0 is first put into the words of JSON
//! Schema 2020-12. Must never use oasmith's own reading of a schema.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::discriminator;
use super::files::FILES;

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

    /// A judge to whom `oneOf` is `anyOf`, to whom discriminators say which branch it is, and formats are annotations: for
    /// schemas that are strictly empty, because nothing tells their branches apart, while servers send such values
    /// all the same.
    ///
    /// # Errors
    /// When the document cannot be registered.
    pub fn relaxed(document: &Value) -> Result<Judge, String> {
        let mut document = document.clone();
        discriminator::relax(&mut document);
        let mut judge = Judge::new(&document)?;
        judge.formats = false;
        Ok(judge)
    }

    /// A validator for the schema at a pointer (`/components/schemas/X`).
    ///
    /// # Errors
    /// When it is not valid JSON Schema.
    pub fn validator(&self, pointer: &str) -> Result<Validator, String> {
        self.build(&reference(pointer))
    }

    /// Validators for many schemas. What they have in common is compiled once.
    pub fn bench(&self, pointers: &[&str]) -> Bench {
        let mut bench = Bench {
            validators: Vec::new(),
            seats: vec![Err(String::new()); pointers.len()],
        };
        bench.fill(self, pointers, 0);
        bench
    }

    fn build(&self, schema: &Value) -> Result<Validator, String> {
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(self.formats);
        // Pydantic writes versions as formats of their own (DESIGN 3.6); the registry of formats has only `uuid`.
        let options = (1..=8).fold(options, |options, version| {
            options.with_format(format!("uuid{version}"), is_uuid)
        });
        options.build(schema).map_err(|error| error.to_string())
    }
}

/// RFC 9562, section 4.
fn is_uuid(text: &str) -> bool {
    let dash = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    let fits = |(at, byte): (usize, u8)| match dash(at) {
        true => byte == b'-',
        false => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// Validators for the schemas at many pointers.
pub struct Bench {
    /// Each for an object with a property for each of some pointers.
    validators: Vec<Validator>,
    /// Which of them is for the pointer at an index, or why there is none.
    seats: Vec<Result<usize, String>>,
}

impl Bench {
    /// Compiles some pointers together; where one of them is no valid schema, those before and after it.
    fn fill(&mut self, judge: &Judge, pointers: &[&str], from: usize) {
        let seats = pointers.iter().enumerate();
        let seats: Map<String, Value> = seats
            .map(|(at, pointer)| ((from + at).to_string(), reference(pointer)))
            .collect();
        let to = from + pointers.len();
        match judge.build(&json!({ "properties": seats })) {
            Ok(validator) => {
                self.validators.push(validator);
                self.seats[from..to].fill(Ok(self.validators.len() - 1));
            }
            Err(error) if pointers.len() == 1 => self.seats[from] = Err(error),
            Err(_) => {
                let (before, after) = pointers.split_at(pointers.len() / 2);
                self.fill(judge, before, from);
                self.fill(judge, after, from + before.len());
            }
        }
    }

    /// Why there is no validator for the pointer at an index.
    pub fn error(&self, at: usize) -> Option<&str> {
        self.seats[at].as_ref().err().map(String::as_str)
    }

    /// Whether a value is valid for the pointer at an index.
    pub fn is_valid(&self, at: usize, value: &Value) -> bool {
        let Ok(validator) = &self.seats[at] else {
            return false;
        };
        let seated = Map::from_iter([(at.to_string(), value.clone())]);
        self.validators[*validator].is_valid(&Value::Object(seated))
    }
}

fn reference(pointer: &str) -> Value {
    json!({ "$ref": format!("{HERE}#{}", fragment(pointer)) })
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

/// Puts right what keeps the judge from reading a whole schema: references with characters that no URI may have, the
/// `required: true` of JSON Schema draft 3, the `exclusiveMinimum: true` of draft 4, and names that are required twice.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get_mut("$ref")
                && let Some(pointer) = reference.strip_prefix('#')
                && !pointer.contains('%')
            {
                *reference = format!("#{}", fragment(pointer));
            }
            match object.get_mut("required") {
                Some(Value::Bool(_)) => {
                    object.remove("required");
                }
                // The judge counts the names.
                Some(Value::Array(names)) => {
                    let mut known: Vec<Value> = Vec::new();
                    names.retain(|name| {
                        !known.contains(name) && {
                            known.push(name.clone());
                            true
                        }
                    });
                }
                _ => {}
            }
            exclusive(object, "exclusiveMinimum", "minimum");
            exclusive(object, "exclusiveMaximum", "maximum");
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
                    // Schemas stand anywhere in other files.
                    FILES => anywhere(value),
                    "example" | "examples" => {}
                    _ => outside(value, key),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| outside(item, "")),
        _ => {}
    }
}

fn anywhere(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(anywhere);
            words(object);
        }
        Value::Array(items) => items.iter_mut().for_each(anywhere),
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
    words(object);
}

/// The keywords of one schema that 2020-12 spells in another way.
fn words(object: &mut Map<String, Value>) {
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

    #[test]
    fn a_bench_judges_each_by_its_own_schema() {
        let document = json!({ "a": { "type": "string" }, "b": { "type": "integer" }, "c": { "$ref": "#/nowhere" } });
        let judge = Judge::new(&document).unwrap();
        for pointers in [&["/a", "/b"][..], &["/a", "/b", "/c"]] {
            let bench = judge.bench(pointers);
            assert!(bench.is_valid(0, &json!("x")) && !bench.is_valid(0, &json!(1)));
            assert!(bench.is_valid(1, &json!(1)) && !bench.is_valid(1, &json!("x")));
            assert!(pointers.len() < 3 || bench.error(2).is_some());
        }
    }
}
