//! `#[deprecated]` as text.

use super::fill::string;
use crate::rust::Deprecation;

/// The attribute on a line of its own, when there is one.
pub(super) fn attribute(indent: usize, deprecated: &Deprecation) -> String {
    match deprecated {
        Deprecation::No => String::new(),
        Deprecation::Yes => format!("{:indent$}#[deprecated]\n", ""),
        Deprecation::Noted(note) => noted(indent, note),
    }
}

/// The attribute with a note.
pub(super) fn noted(indent: usize, note: &str) -> String {
    format!("{:indent$}#[deprecated(note = {})]\n", "", string(note))
}
