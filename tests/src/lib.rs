//! Servers that the tests of the generated client talk to, over real sockets on 127.0.0.1.
//!
//! [`Server`] is axum and answers well-formed HTTP; [`RawServer`] writes whatever bytes it is told, for broken HTTP.
//! Both keep what they received. Neither knows the generated client.
//!
//! [`corpus`] is what the binaries of this package stand on: real documents, generated and compiled; [`fidelity`] sends
//! instances through the types, [`suite`] those of the JSON Schema test suite, and [`peers`] runs other generators beside ours.

pub mod corpus;
pub mod drift;
pub mod fidelity;
pub mod peers;
mod raw;
mod server;
pub mod suite;
mod trickle;

pub use raw::{RawServer, Then};
pub use server::{Answer, Received, Server};
pub use trickle::{Last, Trickle};
