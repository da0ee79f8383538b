//! Tests that need what a generator emits: the codec and the client of a small API, written as if generated.

mod answers;
mod codec;
mod fields;
mod galileo;
mod http;
mod multipart;
mod quick;
mod sse;
mod styles;
mod tuples;
mod unions;
mod values;
