//! How declared answers are read; operations point at these functions.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::decode_error::{DecodeError, from_slice};
use super::operation::{Received, Undeclared};
use super::slot::Decode;

/// JSON of a type.
pub fn json<T: Decode>(_answer: usize, received: &Received) -> Result<T, DecodeError> {
    if received.body.is_empty() {
        return Err(DecodeError::new("the body is empty"));
    }
    from_slice(&received.body)
}

/// Any JSON. An empty body is `null`, and what is not JSON is a string: this never fails.
pub fn value(_answer: usize, received: &Received) -> Result<Value, DecodeError> {
    if received.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    Ok(serde_json::from_slice(&received.body)
        .unwrap_or_else(|_| String::from_utf8_lossy(&received.body).into()))
}

/// Text: UTF-8, unless the answer says that it is Latin-1.
pub fn text(_answer: usize, received: &Received) -> Result<String, DecodeError> {
    if is_latin_1(received) {
        return Ok(received.body.iter().copied().map(char::from).collect());
    }
    String::from_utf8(received.body.to_vec()).map_err(|_| DecodeError::new("the text is not UTF-8"))
}

/// Bytes.
pub fn bytes(_answer: usize, received: &Received) -> Result<Bytes, DecodeError> {
    Ok(received.body.clone())
}

/// Nothing: a body that is there all the same is ignored.
pub fn empty(_answer: usize, _received: &Received) -> Result<(), DecodeError> {
    Ok(())
}

/// For operations that declare no error.
pub fn undeclared(_answer: usize, _received: &Received) -> Result<Undeclared, DecodeError> {
    Err(DecodeError::new(
        "the document declares no body for this status",
    ))
}

fn is_latin_1(received: &Received) -> bool {
    let media = received.headers.get(CONTENT_TYPE);
    let media = media.and_then(|media| media.to_str().ok());
    let mut parameters = media.unwrap_or_default().split(';').skip(1);
    parameters.any(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset")
            && ["iso-8859-1", "latin1"].contains(&value.to_ascii_lowercase().as_str())
    })
}
