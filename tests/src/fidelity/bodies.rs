//! The types of request and response bodies, with the schemas that they were made of.
//!
//! Takes the lowered client and the document; gives a place for each JSON body, whether or not its schema has a type of
//! its own.

use oasmith::rust::{
    Answer, AnswerMedia, AnswerStatus, ApiModule, BodyKind, Operation, Outcome, RustType,
};
use serde_json::Value;

use super::places::Place;

/// How many references are followed from one place.
const FOLLOW: usize = 20;

/// The JSON bodies of all operations.
pub fn places(document: &Value, api: &ApiModule) -> Vec<Place> {
    let mut found = Vec::new();
    for operation in &api.client.operations {
        let item = format!("/paths/{}", segment(&operation.path));
        let Some(at) = followed(document, &item).and_then(|item| {
            let at = format!("{item}/{}", operation.method.to_lowercase());
            document.pointer(&at).is_some().then_some(at)
        }) else {
            continue;
        };
        for (part, ty) in parts(operation) {
            push(document, format!("{at}/{part}"), ty, &mut found);
        }
    }
    found
}

/// The parts of an operation that have a JSON body: `requestBody` and `responses/200`, with their types.
pub fn parts(operation: &Operation) -> Vec<(String, &RustType)> {
    let mut found = Vec::new();
    if let Some(body) = &operation.body
        && let BodyKind::Json(_) = &body.kind
    {
        found.push(("requestBody".to_owned(), &body.ty));
    }
    let answers = answers(operation).into_iter();
    found.extend(answers.map(|(status, ty)| (format!("responses/{status}"), ty)));
    found
}

/// The declared statuses with JSON, and what is decoded for each.
fn answers(operation: &Operation) -> Vec<(String, &RustType)> {
    let mut found = Vec::new();
    for answer in &operation.answers {
        let outcome = match is_success(answer) {
            Some(true) => &operation.ok,
            Some(false) => &operation.err,
            None => continue,
        };
        if let Outcome::One(ty, AnswerMedia::Json) = outcome {
            found.extend(json_status(answer).map(|status| (status, ty)));
        }
    }
    for outcome in [&operation.ok, &operation.err] {
        let Outcome::ByStatus(_, told) = outcome else {
            continue;
        };
        for variant in &told.variants {
            let status = json_status(&variant.answer);
            found.extend(status.zip(variant.ty.as_ref()));
        }
    }
    found
}

/// Which of the two an answer is. Of `default` that depends on what else is declared.
fn is_success(answer: &Answer) -> Option<bool> {
    match answer.status {
        AnswerStatus::Code(code) => Some((200..300).contains(&code)),
        AnswerStatus::Range(digit) => Some(digit == 2),
        AnswerStatus::Default => None,
    }
}

/// The status of an answer in JSON, as the document writes it.
fn json_status(answer: &Answer) -> Option<String> {
    (answer.media == AnswerMedia::Json).then(|| match answer.status {
        AnswerStatus::Code(code) => code.to_string(),
        AnswerStatus::Range(digit) => format!("{digit}XX"),
        AnswerStatus::Default => "default".to_owned(),
    })
}

/// The place of the JSON schema of a body or a response.
fn push(document: &Value, at: String, ty: &RustType, found: &mut Vec<Place>) {
    let Some(rust) = expression(ty) else { return };
    if let Some(pointer) = json_schema(document, &at) {
        found.push(Place { pointer, rust });
    }
}

/// Where the JSON schema of a body or a response stands.
pub fn json_schema(document: &Value, at: &str) -> Option<String> {
    let at = followed(document, at)?;
    let content = document.pointer(&format!("{at}/content"));
    let media = content.and_then(Value::as_object).and_then(|content| {
        let json = |name: &&String| {
            let name = name.split(';').next().unwrap_or_default().trim();
            name.ends_with("/json") || name.ends_with("+json")
        };
        content.keys().find(json)
    });
    let pointer = format!("{at}/content/{}/schema", segment(media?));
    document.pointer(&pointer).is_some().then_some(pointer)
}

/// Where a pointer leads when references on the way are followed.
pub fn followed(document: &Value, pointer: &str) -> Option<String> {
    let mut at = pointer.to_owned();
    for _ in 0..FOLLOW {
        match document.pointer(&at)?["$ref"].as_str() {
            Some(reference) => at = reference.strip_prefix('#')?.to_owned(),
            None => return Some(at),
        }
    }
    None
}

/// A key as a pointer has it.
pub fn segment(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

/// A type as the program spells it; none for one that no JSON is decoded as.
pub fn expression(ty: &RustType) -> Option<String> {
    Some(match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::DateTime => "client::runtime::DateTime".to_owned(),
        RustType::Date => "client::runtime::Date".to_owned(),
        RustType::Base64 => "client::runtime::Base64".to_owned(),
        RustType::Vec(inner) => format!("Vec<{}>", expression(inner)?),
        RustType::Map(inner) => {
            format!("std::collections::BTreeMap<String, {}>", expression(inner)?)
        }
        RustType::Option(inner) => format!("Option<{}>", expression(inner)?),
        RustType::Boxed(inner) => format!("Box<{}>", expression(inner)?),
        RustType::Named(name) => format!("client::types::{name}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_on_the_way_are_followed() {
        let document = json!({
            "paths": { "/a": { "post": { "requestBody": { "$ref": "#/components/requestBodies/B" } } } },
            "components": { "requestBodies": { "B": { "content": {
                "text/plain": {}, "application/json; charset=utf-8": { "schema": { "type": "array" } }
            } } } }
        });
        let mut found = Vec::new();
        let list = RustType::Vec(Box::new(RustType::Named("X".to_owned())));
        push(
            &document,
            "/paths/~1a/post/requestBody".to_owned(),
            &list,
            &mut found,
        );
        assert_eq!(
            found,
            [Place {
                pointer:
                    "/components/requestBodies/B/content/application~1json; charset=utf-8/schema"
                        .to_owned(),
                rust: "Vec<client::types::X>".to_owned(),
            }]
        );
    }
}
