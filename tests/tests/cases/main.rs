//! The golden cases on the wire: what the types of `tests/golden` send, and what they make of what they receive.

mod aliases;
mod calls;
mod composition;
mod lenient;
mod mock;
mod names;
mod obstacles;
mod overrides;
mod paging;
mod presence;
mod requests;
mod responses;
mod schemas;
mod streams;
mod unions;

use bytes::Bytes;
use oasmith_golden::runtime::{Error, Maybe};
use oasmith_tests::{Answer, Server};
use serde_json::{Value, json};

/// A type from JSON.
fn from<T: serde::de::DeserializeOwned>(json: &Value) -> T {
    serde_json::from_str(&json.to_string()).expect("it decodes")
}

/// A type to JSON.
fn to(value: &impl serde::Serialize) -> Value {
    let text = serde_json::to_string(value).expect("it encodes");
    serde_json::from_str(&text).expect("JSON")
}

fn response(status: u16, media: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let response = http::Response::builder().status(status);
    let response = response.header("content-type", media);
    response.body(body.into()).expect("a response")
}

fn body_of<T, E, S>(call: &oasmith_golden::runtime::Call<T, E, S>) -> Value {
    let Ok(request) = call.request() else {
        panic!("the call is refused");
    };
    serde_json::from_slice(request.body()).expect("JSON")
}
