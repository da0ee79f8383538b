//! Deprecations, and the days from which on what is deprecated may be gone.
//!
//! A day is a promise: until then it stays. An earlier one, or none, promises less than older clients were told; a later
//! one, or the first, promises more. Must never ask which day it is.

use super::found::{Found, Spot};
use super::walk::Walk;
use super::words::code;
use super::{ChangeKind, Report, Wire};
use crate::model::Deprecation;

/// What coming and going of a deprecation is called.
pub(super) type Kinds = (ChangeKind, ChangeKind);

/// Of operations.
pub(super) const OPERATION: Kinds = (
    ChangeKind::OperationDeprecated,
    ChangeKind::OperationUndeprecated,
);
/// Of parameters.
pub(super) const PARAMETER: Kinds = (
    ChangeKind::ParameterDeprecated,
    ChangeKind::ParameterUndeprecated,
);
/// Of schemas, properties and headers.
pub(super) const SCHEMA: Kinds = (ChangeKind::Deprecated, ChangeKind::Undeprecated);

/// Notes that a thing is deprecated now, no longer is, or stays until another day.
pub(super) fn compare(
    walk: &mut Walk<'_>,
    (deprecated, undeprecated): Kinds,
    (old, new): (&Deprecation, &Deprecation),
    spot: &Spot,
) {
    if old == new || walk.is_trial() {
        return;
    }
    let subject = code(&spot.subject);
    let (before, after) = (old.sunset(), new.sunset());
    let found = |kind, text: String| {
        let said = |day: Option<&str>| day.unwrap_or_default().to_owned();
        Found::new(kind, spot, text).said(said(before), said(after))
    };
    let found = match (old.is_deprecated(), new.is_deprecated(), before, after) {
        (false, _, _, None) => found(deprecated, format!("{subject} is deprecated now")),
        (false, _, _, Some(day)) => {
            let text = format!("{subject} is deprecated now, and may be gone from {day} on");
            found(deprecated, text).both(Wire::Safe, "older clients work until that day")
        }
        (true, false, ..) => found(undeprecated, format!("{subject} is no longer deprecated")),
        (true, true, None, after) => {
            let day = after.unwrap_or_default();
            let text = format!("{subject}, which is deprecated, may be gone from {day} on");
            found(ChangeKind::SunsetAdded, text)
                .both(Wire::Safe, "older clients work until that day")
        }
        (true, true, Some(before), None) => {
            let text = format!("{subject} was to stay until {before}, and no day is said any more");
            found(ChangeKind::SunsetRemoved, text).both(Wire::Warning, "it may be gone on any day")
        }
        // Days compare as texts do.
        (true, true, Some(before), Some(after)) if after < before => {
            let text = format!("{subject} may be gone from {after} on, earlier than {before}");
            found(ChangeKind::SunsetEarlier, text).both(
                Wire::Warning,
                "older clients may fail on an earlier day than was said",
            )
        }
        (true, true, Some(before), Some(after)) => {
            let text = format!("{subject} stays until {after}, longer than {before}");
            found(ChangeKind::SunsetLater, text)
                .both(Wire::Safe, "older clients work for longer than was said")
        }
    };
    walk.found.push(found);
}

/// What is said of something that is gone and had a day, as long as nobody says which day it is.
pub(super) fn stay(day: &str) -> String {
    format!(", and was to stay until {day}")
}

impl Report {
    /// Says of what is gone whether that is before the day that was announced. `today` is such as `2027-03-31`.
    pub fn on(&mut self, today: &str) {
        for entry in &mut self.entries {
            let Some(day) = &entry.sunset else { continue };
            let known = match today < day.as_str() {
                true => format!(", before its sunset on {day}"),
                false => format!(", as was announced for {day}"),
            };
            entry.title = entry.title.replacen(&stay(day), &known, 1);
        }
    }
}

impl Found {
    /// Until when what is gone was to stay, when the older document said so.
    pub(super) fn was_to_stay(mut self, old: &Deprecation) -> Self {
        self.sunset = old.sunset().map(str::to_owned);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[test]
    fn what_is_gone_is_measured_by_the_day() {
        for (today, said) in [
            ("2027-03-30", "is gone, before its sunset on 2027-03-31"),
            ("2027-03-31", "is gone, as was announced for 2027-03-31"),
        ] {
            let mut report = testing::report();
            report.entries[0].title = format!("`a` is gone{}", super::stay("2027-03-31"));
            report.entries[0].sunset = Some("2027-03-31".to_owned());
            report.on(today);
            assert_eq!(report.entries[0].title, format!("`a` {said}"));
        }
    }
}
