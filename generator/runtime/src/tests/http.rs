//! The client over real sockets on 127.0.0.1.
#![cfg(feature = "reqwest")]

mod auth;
mod failures;
mod requests;
mod server;
