//! Parts of the Galileo API, written by hand as if generated.

mod client;
mod codec;
mod operations;
pub mod types;

pub use client::{Client, Credentials};
