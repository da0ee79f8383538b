//! Whether bodies of requests that are not JSON are still what the newer document asks for.
//!
//! Takes both documents; gives the first reason why not. Looks at documents alone: a form's values are texts, so `5` is
//! as good a string as a number, and how a property is written counts with all its defaults.

use serde_json::{Map, Value};

use super::parameters::Documents;
use crate::fidelity::bodies::{followed, segment};
use crate::fidelity::judge::Judge;
use crate::fidelity::synth::{Examples, Synth};

/// How many instances of a body are tried.
const VALUES: usize = 60;

/// Why bodies of an operation are refused, when some are. Its method, and its path in both documents, are given.
pub fn broken(documents: &Documents<'_>, method: &str, paths: [&str; 2]) -> Option<String> {
    let [old, new] = documents.written;
    let at = |document: &Value, path: &str| {
        let body = format!("/paths/{}/{method}/requestBody", segment(path));
        followed(document, &body).map(|at| format!("{at}/content"))
    };
    let (from, to) = (at(old, paths[0])?, at(new, paths[1])?);
    let (before, after) = (
        old.pointer(&from)?.as_object()?,
        new.pointer(&to)?.as_object()?,
    );
    for media in before.keys() {
        let Some(now) = after.keys().find(|known| takes(known, media)) else {
            return Some(format!(
                "{method} {}: {media} is not taken any more",
                paths[0]
            ));
        };
        if essence(media).ends_with("json") || now != media {
            continue;
        }
        let (from, to) = (
            format!("{from}/{}", segment(media)),
            format!("{to}/{}", segment(now)),
        );
        if let Some(why) = body(documents, media, [&from, &to]) {
            return Some(format!("{method} {}: {why}", paths[0]));
        }
    }
    None
}

fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_lowercase()
}

/// Whether a server that takes a media type, or a range, takes this one.
fn takes(known: &str, media: &str) -> bool {
    let (known, media) = (essence(known), essence(media));
    let kind = |text: &str| text.split('/').next().unwrap_or_default().to_owned();
    known == media || known == "*/*" || known == format!("{}/*", kind(&media))
}

/// One media type in both documents.
fn body(documents: &Documents<'_>, media: &str, at: [&str; 2]) -> Option<String> {
    let [old, new] = documents.written;
    let form = matches!(
        essence(media).as_str(),
        "application/x-www-form-urlencoded" | "multipart/form-data"
    );
    let schema = at.map(|at| format!("{at}/schema"));
    if form {
        let kinds = properties(old, &schema[0]);
        for (name, kind) in &kinds {
            let ways = [(old, at[0]), (new, at[1])].map(|(document, at)| {
                let encoding = document.pointer(&format!("{at}/encoding/{}", segment(name)));
                way(encoding.unwrap_or(&Value::Null), kind, media)
            });
            if ways[0] != ways[1] {
                return Some(format!(
                    "{media} writes {name} as {} instead of {}",
                    ways[1], ways[0]
                ));
            }
        }
    }
    let [old, new] = documents.upgraded;
    let (from, to) = (Judge::new(old).ok()?, Judge::new(new).ok()?);
    let known = followed(old, &schema[0])?;
    let (valid, asked) = (
        from.validator(&known).ok()?,
        to.validator(&followed(new, &schema[1])?).ok()?,
    );
    let now = properties(new, &schema[1]);
    let instances = Synth::new(old, Examples::Second).instances(&known);
    let mut sent = instances
        .into_iter()
        .filter(|value| valid.is_valid(value))
        .take(VALUES);
    let refused = sent.find(|value| {
        let read = match form {
            true => reread(value, &now),
            false => value.clone(),
        };
        !asked.is_valid(&read)
    })?;
    let short: String = refused.to_string().chars().take(120).collect();
    Some(format!("{media}: the newer document refuses {short}"))
}

/// The properties of a schema with their types.
fn properties(document: &Value, at: &str) -> Vec<(String, String)> {
    let kind = |at: &str| {
        let schema = followed(document, at).and_then(|at| document.pointer(&at));
        let kind = schema.and_then(|schema| schema["type"].as_str());
        kind.unwrap_or_default().to_owned()
    };
    let Some(at) = followed(document, at) else {
        return Vec::new();
    };
    let listed = document.pointer(&format!("{at}/properties"));
    let names = listed.and_then(Value::as_object).into_iter().flatten();
    names
        .map(|(name, _)| {
            (
                name.clone(),
                kind(&format!("{at}/properties/{}", segment(name))),
            )
        })
        .collect()
}

/// How a property is written, its defaults filled in.
fn way(encoding: &Value, kind: &str, media: &str) -> String {
    let styled = ["style", "explode", "allowReserved"]
        .iter()
        .any(|key| encoding.get(*key).is_some());
    let multipart = essence(media).starts_with("multipart");
    let nested = matches!(kind, "array" | "object");
    if let (Some(content), false) = (encoding["contentType"].as_str(), styled) {
        return content.to_owned();
    }
    if multipart && !styled {
        return match kind {
            "object" => "application/json".to_owned(),
            "string" | "integer" | "number" | "boolean" => "text/plain".to_owned(),
            _ => String::new(),
        };
    }
    // Of a plain value it makes no difference how lists would be written.
    if !nested {
        return "text/plain".to_owned();
    }
    let style = encoding["style"].as_str().unwrap_or("form");
    let explode = encoding["explode"].as_bool().unwrap_or(style == "form");
    format!("{style} {explode}")
}

/// A form's value as a server reads it: texts are what the newer schema says they are.
fn reread(value: &Value, now: &[(String, String)]) -> Value {
    let Value::Object(object) = value else {
        return value.clone();
    };
    let read = object.iter().map(|(name, value)| {
        let kind = now.iter().find(|(known, _)| known == name);
        let kind = kind.map(|(_, kind)| kind.as_str()).unwrap_or_default();
        (name.clone(), scalar(value, kind))
    });
    Value::Object(read.collect::<Map<String, Value>>())
}

/// A scalar as a reader takes its text that expects values of this type.
pub fn scalar(value: &Value, kind: &str) -> Value {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        _ => return value.clone(),
    };
    match kind {
        "integer" | "number" | "boolean" => {
            let parsed: Option<Value> = serde_json::from_str(&text).ok();
            let plain = parsed.filter(|value| value.is_number() || value.is_boolean());
            plain.unwrap_or(Value::String(text))
        }
        "string" => Value::String(text),
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FORM: &str = "application/x-www-form-urlencoded";

    fn broken_by(media: &str, old: Value, new: Value) -> Option<String> {
        let document = |content: Value| {
            json!({
                "openapi": "3.1.0",
                "paths": { "/a": { "post": { "requestBody": { "content": { media: content } } } } },
            })
        };
        let (old, new) = (document(old), document(new));
        let documents = Documents {
            written: [&old, &new],
            upgraded: [&old, &new],
        };
        broken(&documents, "post", ["/a", "/a"])
    }

    fn with(kind: &str) -> Value {
        json!({ "schema": { "type": "object", "required": ["a"], "properties": { "a": { "type": kind } } } })
    }

    #[test]
    fn values_of_forms_are_texts() {
        assert_eq!(broken_by(FORM, with("integer"), with("string")), None);
        assert!(broken_by(FORM, with("string"), with("integer")).is_some());
        let plain = |length: u32| json!({ "schema": { "type": "string", "maxLength": length } });
        assert_eq!(broken_by("text/plain", plain(3), plain(5)), None);
        assert!(broken_by("text/plain", plain(5), plain(3)).is_some());
    }

    #[test]
    fn how_a_property_is_written_counts_with_its_defaults() {
        let encoded = |kind: &str, encoding: Value| {
            let mut content = with(kind);
            content["encoding"] = json!({ "a": encoding });
            content
        };
        for (media, kind, encoding, works) in [
            (
                FORM,
                "array",
                json!({ "style": "form", "explode": true }),
                true,
            ),
            (FORM, "array", json!({ "explode": false }), false),
            (FORM, "string", json!({ "explode": false }), true),
            (
                "multipart/form-data",
                "object",
                json!({ "contentType": "application/json" }),
                true,
            ),
            (
                "multipart/form-data",
                "object",
                json!({ "contentType": "application/xml" }),
                false,
            ),
            (
                "multipart/form-data",
                "string",
                json!({ "contentType": "text/csv" }),
                false,
            ),
        ] {
            let broken = broken_by(media, with(kind), encoded(kind, encoding.clone()));
            assert_eq!(
                broken.is_none(),
                works,
                "{media} {kind} {encoding}: {broken:?}"
            );
        }
    }
}
