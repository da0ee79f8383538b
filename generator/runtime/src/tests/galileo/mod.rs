//! Parts of the Galileo API, written by hand as if generated.
#![cfg_attr(not(feature = "reqwest"), allow(dead_code, unused_imports))]

mod client;
#[allow(dead_code, reason = "not all that a macro makes is tried here")]
mod codec;
mod schemes;
pub mod types;

pub use client::{Client, Credentials};
