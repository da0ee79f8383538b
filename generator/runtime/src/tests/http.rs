//! The client over real sockets on 127.0.0.1.
#![cfg(feature = "reqwest")]

mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod downloads;
mod failures;
mod faults;
mod options;
mod reconnects;
mod requests;
mod retries;
mod server;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "tracing")]
mod traces;
mod uploads;
