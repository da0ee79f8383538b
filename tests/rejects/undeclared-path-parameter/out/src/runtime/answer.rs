//! How declared answers are read; operations point at these functions.

use bytes::Bytes;
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

/// Text.
pub fn text(_answer: usize, received: &Received) -> Result<String, DecodeError> {
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
