//! Tabular pages: documentation that lists an operation's fields in pipe tables instead of a schema.
//!
//! Takes a page of the [`SourceSet`](crate::source::SourceSet); gives a typed [`Page`], the [`Difference`]s between it
//! and an operation of a [`model::Api`](crate::model::Api), or a draft of an OpenAPI document. What a page cannot tell
//! (enum values, nullability, formats, answers) is never a difference. Must never know anything of Rust.

mod check;
mod describe;
mod page;
mod path;
mod transcribe;
mod tree;
mod values;

pub use check::{Difference, check};
pub use page::{FieldType, Page, Row, Server, read};
pub use path::Segment;
pub use transcribe::transcribe;

#[cfg(test)]
mod tests;
