//! The client over real sockets on 127.0.0.1.
#![cfg(feature = "reqwest")]

mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod failures;
mod options;
mod requests;
mod retries;
mod server;
#[cfg(feature = "tracing")]
mod traces;
