//! What an item says of its being deprecated: the attribute's note, and a line of its docs.

use super::docs;
use crate::{model, rust};

/// The attribute of an item.
pub(super) fn attribute(deprecated: &model::Deprecation) -> rust::Deprecation {
    match deprecated {
        model::Deprecation::No => rust::Deprecation::No,
        model::Deprecation::Yes => rust::Deprecation::Yes,
        model::Deprecation::Until(day) => rust::Deprecation::Noted(format!("sunset: {day}")),
    }
}

/// Adds the day from which on something may be gone to its docs.
pub(super) fn note(lines: &mut Vec<String>, deprecated: &model::Deprecation) {
    if let Some(day) = deprecated.sunset() {
        docs::own(lines, format!("Sunset: {day}."));
    }
}
