//! `deprecated`, and the day from which on what is deprecated may be gone.
//!
//! Takes the object that has them; gives both as one, so that no sunset is without a deprecation.

use super::reader::Reader;
use crate::calendar::is_day;
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::Deprecation;
use crate::source::{Kind, NodeRef};

/// The extension that says when what is deprecated goes, as oasdiff reads it.
pub(super) const SUNSET: &str = "x-sunset";

impl<'a> Reader<'a> {
    /// Reads `deprecated` and [`SUNSET`] of an object.
    pub(super) fn deprecation(&mut self, holder: NodeRef<'a>) -> Deprecation {
        let deprecated = holder.get("deprecated");
        let is_deprecated = deprecated.is_some_and(|value| self.boolean(value, "deprecated"));
        let Some(sunset) = holder.get(SUNSET) else {
            return match is_deprecated {
                true => Deprecation::Yes,
                false => Deprecation::No,
            };
        };
        let text = match sunset.kind() {
            Kind::String(text) => text.to_string(),
            _ => String::new(),
        };
        let day = day(&text);
        if day.is_none() {
            self.left_out(
                sunset,
                Diagnostic::warning(
                    codes::SUNSET_NO_DAY,
                    format!("`{SUNSET}` is no day of the calendar, and is left out"),
                )
                .at(sunset.origin(), "a day such as `2027-03-31` is expected"),
            );
        } else if !is_deprecated {
            self.left_out(
                sunset,
                Diagnostic::warning(
                    codes::SUNSET_OF_LIVING,
                    format!("`{SUNSET}` of what is not deprecated is left out"),
                )
                .at(sunset.origin(), "`deprecated: true` is not beside it"),
            );
        } else {
            self.used(sunset);
        }
        match (is_deprecated, day) {
            (true, Some(day)) => Deprecation::Until(day.into()),
            (true, None) => Deprecation::Yes,
            (false, _) => Deprecation::No,
        }
    }

    fn left_out(&mut self, node: NodeRef<'a>, diagnostic: Diagnostic) {
        self.marks.reported(node.origin());
        self.report(node.origin(), diagnostic);
    }
}

/// The day of a date (`2027-03-31`) or of a time (`2027-03-31T12:00:00Z`, RFC 3339).
fn day(text: &str) -> Option<&str> {
    let (day, time) = match text.get(10..) {
        Some("") | None => (text, None),
        Some(_) => (text.get(..10)?, text.get(10..)),
    };
    let is_time = |time: &str| {
        let Some(clock) = time.strip_prefix(['T', 't', ' ']) else {
            return false;
        };
        let shape = clock.get(..8).map(|clock| clock.bytes().enumerate());
        shape.is_some_and(|mut bytes| {
            bytes.all(|(at, byte)| match at {
                2 | 5 => byte == b':',
                _ => byte.is_ascii_digit(),
            })
        })
    };
    (is_day(day) && time.is_none_or(is_time)).then_some(day)
}
