//! What a method gives: a call, one that can be a stream or pages too, or one that is nothing but a stream.

use crate::rust::{AnswerMedia, Operation, StreamAnswer};

use super::fill::string;
use super::operations::{err_type, ok_type};
use super::ty::Types;

/// The names of the runtime that the types of calls need.
pub(super) fn imports(operations: &[&Operation]) -> Vec<&'static str> {
    let streams = || operations.iter().filter_map(|o| o.stream.as_ref());
    let is_lines = |stream: &StreamAnswer| stream.framing == AnswerMedia::Lines;
    [
        (operations.iter().any(|o| !is_only(o)), "Call"),
        (streams().any(|stream| !is_lines(stream)), "EventStream"),
        (streams().any(is_lines), "JsonLines"),
        (operations.iter().any(|o| o.paging.is_some()), "Paged"),
        (operations.iter().any(|o| o.paging.is_some()), "Paging"),
        (operations.iter().any(|o| is_only(o)), "StreamCall"),
    ]
    .into_iter()
    .filter_map(|(used, name)| used.then_some(name))
    .collect()
}

/// Whether an operation answers with nothing but a stream.
pub(super) fn is_only(operation: &Operation) -> bool {
    operation.stream.as_ref().is_some_and(|stream| stream.only)
}

/// The type of an operation's call.
pub(super) fn call_type(types: Types<'_>, operation: &Operation) -> String {
    let ok = ok_type(types, &operation.ok);
    let err = err_type(types, &operation.err);
    let Some(stream) = &operation.stream else {
        return match &operation.paging {
            Some(paging) => format!("Call<{ok}, {err}, Paged<{}>>", types.text(&paging.item)),
            None => format!("Call<{ok}, {err}>"),
        };
    };
    let item = types.text(&stream.item);
    let kind = match stream.framing {
        AnswerMedia::Lines => "JsonLines",
        _ => "EventStream",
    };
    match stream.only {
        true => format!("StreamCall<{kind}<{item}>, {err}>"),
        false => format!("Call<{ok}, {err}, {kind}<{item}>>"),
    }
}

/// The last step of a call that is or can be a stream.
pub(super) fn step(operation: &Operation) -> Option<String> {
    let stream = operation.stream.as_ref()?;
    match (&stream.switch, stream.only) {
        (_, true) => Some(".stream()".to_owned()),
        (Some((field, by_default)), false) => {
            Some(format!(".switch({}, {by_default})", string(field)))
        }
        (None, false) => None,
    }
}
