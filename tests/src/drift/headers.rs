//! Headers of answers: what the newer document allows, as the older code would have to read it.
//!
//! Takes the older code and both documents; gives for each header that both have its type, and values as that type
//! reads them from a header's text.

use oasmith::rust::{ApiModule, ItemKind, Operation, RustType};
use serde_json::Value;

use super::forms::scalar;
use crate::fidelity::bodies::{expression, followed, segment};
use crate::fidelity::judge::Judge;
use crate::fidelity::synth::{Examples, Synth};

/// How many values of a header are tried.
const VALUES: usize = 20;

/// A header of an answer that the older code reads.
pub struct Header {
    /// Where the newer document has it.
    pub place: String,
    /// The type that the older code reads it as.
    pub rust: String,
    /// Values, as JSON of that type.
    pub values: Vec<Value>,
}

/// The headers of an operation's answers: its older code, both documents in the words of JSON Schema, and where the
/// operation stands in them.
pub fn of(
    api: &ApiModule,
    operation: &Operation,
    documents: [&Value; 2],
    at: [&str; 2],
) -> Vec<Header> {
    let [old, new] = documents;
    let Ok(judge) = Judge::new(new) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (wire, ty) in read(api, operation) {
        let Some(rust) = expression(ty) else { continue };
        for status in statuses(new, at[1]) {
            let place = format!("{}/responses/{}", at[1], segment(&status));
            let Some(pointer) = schema(new, &place, wire) else {
                continue;
            };
            let before = format!("{}/responses/{}", at[0], segment(&status));
            let Some(known) = schema(old, &before, wire) else {
                continue;
            };
            let kind = kind(old, &known);
            let Ok(valid) = judge.validator(&pointer) else {
                continue;
            };
            let values = Synth::new(new, Examples::Second).instances(&pointer);
            let values = values
                .into_iter()
                .filter(|value| valid.is_valid(value) && is_plain(value))
                .take(VALUES)
                .map(|value| scalar(&value, &kind))
                .collect();
            found.push(Header {
                place: format!("{place}/headers/{wire}"),
                rust: rust.clone(),
                values,
            });
        }
    }
    found
}

/// The headers that the code of an operation reads, with their types.
fn read<'a>(api: &'a ApiModule, operation: &'a Operation) -> Vec<(&'a str, &'a RustType)> {
    let items = api
        .items()
        .filter(|item| operation.headers.contains(&item.name));
    let fields = items.filter_map(|item| match &item.kind {
        ItemKind::Headers(headers) => Some(&headers.fields),
        _ => None,
    });
    fields
        .flatten()
        .map(|field| (field.wire.as_str(), &field.ty))
        .collect()
}

fn statuses(document: &Value, at: &str) -> Vec<String> {
    let listed = document.pointer(&format!("{at}/responses"));
    let listed = listed.and_then(Value::as_object).into_iter().flatten();
    listed.map(|(status, _)| status.clone()).collect()
}

/// Where the schema of a header of an answer stands.
fn schema(document: &Value, answer: &str, wire: &str) -> Option<String> {
    let answer = followed(document, answer)?;
    let listed = document
        .pointer(&format!("{answer}/headers"))?
        .as_object()?;
    let name = listed.keys().find(|name| name.eq_ignore_ascii_case(wire))?;
    let header = followed(document, &format!("{answer}/headers/{}", segment(name)))?;
    followed(document, &format!("{header}/schema"))
}

fn kind(document: &Value, pointer: &str) -> String {
    let schema = document.pointer(pointer);
    let kind = schema.and_then(|schema| schema["type"].as_str());
    kind.unwrap_or_default().to_owned()
}

/// Whether a value is one text of a header.
fn is_plain(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}
