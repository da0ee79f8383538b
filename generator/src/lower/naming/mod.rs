//! Naming: from the words of a document to Rust identifiers.
//!
//! [`words`] turns one text into one identifier, [`operations`] finds the name of an operation, [`mod@assign`] gives every
//! thing of a scope a name of its own. All are pure functions; none may look at the order in which things were met.

pub mod assign;
pub mod operations;
pub mod words;

#[cfg(test)]
mod tests;

pub use assign::{Clash, Wish, assign};
pub use operations::operation_names;
pub use words::{field_name, is_identifier, type_name, variant_name};
