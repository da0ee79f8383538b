//! A field of a JSON body that is set behind the caller's back: whether the answer is to be a stream, or which page it is.

use bytes::Bytes;
use serde_json::Value;

/// Sets a field of a body.
pub(super) type SetField = fn(&Bytes, &str, &Value, bool) -> Bytes;

/// The body with the field set; one that is no object is left as it is, and so is a field that has a value already,
/// unless it is to be replaced.
pub(super) fn with_field(body: &Bytes, field: &str, value: &Value, replace: bool) -> Bytes {
    let Ok(Value::Object(mut object)) = serde_json::from_slice(body) else {
        return body.clone();
    };
    match object.get(field) {
        Some(there) if !replace || there == value => body.clone(),
        Some(_) => {
            object.insert(field.to_owned(), value.clone());
            Value::Object(object).to_string().into()
        }
        // The rest stays as it was written: numbers have forms that a parser does not keep.
        None => {
            let comma = if object.is_empty() { "" } else { "," };
            let mut text = format!("{{{}:{value}{comma}", Value::from(field)).into_bytes();
            let rest = body
                .iter()
                .position(|byte| *byte == b'{')
                .unwrap_or_default();
            text.extend_from_slice(&body[rest + 1..]);
            text.into()
        }
    }
}

#[cfg(test)]
mod unit {
    use bytes::Bytes;
    use serde_json::Value;

    use super::with_field;

    #[test]
    fn the_field_is_set_and_nothing_else_is_touched() {
        let set = |body: &'static str, value, replace| {
            let body = with_field(&Bytes::from(body), "stream", &Value::Bool(value), replace);
            String::from_utf8(body.to_vec()).unwrap()
        };
        assert_eq!(set("{}", true, true), "{\"stream\":true}");
        assert_eq!(
            set("{\"a\":1e400}", false, true),
            "{\"a\":1e400}",
            "what is no JSON here is left alone"
        );
        assert_eq!(
            set("{\"a\":1.50}", true, true),
            "{\"stream\":true,\"a\":1.50}"
        );
        assert_eq!(set("{\"stream\":null}", true, true), "{\"stream\":true}");
        assert_eq!(set("{\"stream\":true}", false, false), "{\"stream\":true}");
        assert_eq!(set("[1]", true, true), "[1]");
    }
}
