//! Values as pages spell them, and as JSON.

use crate::model::Json;

/// Without backticks around it.
pub(super) fn unquote(text: &str) -> &str {
    text.strip_prefix('`')
        .and_then(|inner| inner.strip_suffix('`'))
        .unwrap_or(text)
}

/// The text of a value that may be quoted.
pub(super) fn literal(text: &str) -> String {
    let text = unquote(text);
    match serde_json::from_str::<String>(text) {
        Ok(inner) => inner,
        Err(_) => text.to_owned(),
    }
}

/// A default value as JSON, read as text where the field is text.
pub(super) fn default_value(said: &str, text: bool) -> Json {
    if text {
        return Json::String(literal(said));
    }
    // "Default value: false." ends a sentence.
    let bare = said.strip_suffix('.').unwrap_or(said);
    match serde_json::from_str::<serde_json::Value>(bare) {
        Ok(value) => json(value, bare),
        Err(_) => Json::String(literal(said)),
    }
}

/// A value that was read from a text; a number keeps the text.
fn json(value: serde_json::Value, text: &str) -> Json {
    use serde_json::Value;
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Number(_) if !text.is_empty() => Json::Number(text.to_owned()),
        Value::Number(number) => Json::Number(number.to_string()),
        Value::String(text) => Json::String(text),
        Value::Array(items) => Json::Array(items.into_iter().map(|v| json(v, "")).collect()),
        Value::Object(entries) => {
            Json::Object(entries.into_iter().map(|(k, v)| (k, json(v, ""))).collect())
        }
    }
}

/// Whether two defaults are the same; a page has no quotes around text.
pub(super) fn same_default(here: &Json, there: &Json) -> bool {
    here == there
        || match (here, there) {
            (Json::Number(a), Json::Number(b)) => a.parse::<f64>() == b.parse::<f64>(),
            (Json::Number(a), Json::String(b)) => a == b,
            _ => false,
        }
}

/// A value as JSON text.
pub(super) fn text(json: &Json) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(text) => text.clone(),
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", quoted(key), text(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_read_by_the_type_of_their_field() {
        assert_eq!(default_value("false", false), Json::Bool(false));
        assert_eq!(default_value("\"a\"", true), Json::String("a".into()));
        assert_eq!(
            default_value("`x`", true),
            Json::String("`x`".trim_matches('`').into())
        );
        assert_eq!(default_value("1.10", false), Json::Number("1.10".into()));
    }
}
