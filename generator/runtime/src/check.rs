//! The checks before sending: what the document says of lengths, ranges and patterns.
//!
//! Never applied to what is received: servers contradict their documents.

use std::fmt;

use super::decode_error::{Segment, render_path};
use super::driver_ser::{DEPTH, to_vec};
use super::field::{Mode, ObjectSlot};
use super::pattern::Pattern;
use super::slot::{Encode, View};

/// A limit on a value. Numbers are JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `uniqueItems`
    UniqueItems,
    /// `minLength`, in characters.
    MinLength(u64),
    /// `maxLength`, in characters.
    MaxLength(u64),
    /// `pattern`
    Pattern(Pattern),
    /// `minimum`
    Minimum(&'static str),
    /// `maximum`
    Maximum(&'static str),
    /// `exclusiveMinimum`
    ExclusiveMinimum(&'static str),
    /// `exclusiveMaximum`
    ExclusiveMaximum(&'static str),
    /// `multipleOf`
    MultipleOf(&'static str),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// For each item of an array.
    Items(&'static [Check]),
    /// For each value of a map.
    Values(&'static [Check]),
}

/// A value is not within its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckError {
    path: String,
    reason: String,
}

impl CheckError {
    /// Where, as `emails[0]`; empty for the whole body.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The limit that does not hold.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for CheckError {}

/// Checks a value, and everything in it that has checks of its own.
pub(super) fn check(value: &dyn Encode, checks: &[Check]) -> Result<(), CheckError> {
    let mut path = Vec::new();
    walk(value, checks, &mut path, 0).map_err(|reason| broken(&path, reason))
}

/// The error at a path, whose innermost segment comes first.
fn broken(path: &[Segment], reason: String) -> CheckError {
    CheckError {
        path: render_path(path.iter().rev()),
        reason,
    }
}

/// Checks a parameter, which has its name before the path of what is wrong.
pub(super) fn check_named(
    name: &'static str,
    value: &dyn Encode,
    checks: &[Check],
) -> Result<(), CheckError> {
    let mut path = Vec::new();
    walk(value, checks, &mut path, 0).map_err(|reason| {
        path.push(Segment::Key(name.into()));
        broken(&path, reason)
    })
}

/// On an error the path is that of the error, from the inside out: what holds costs nothing for it.
fn walk(
    value: &dyn Encode,
    checks: &[Check],
    path: &mut Vec<Segment>,
    depth: u32,
) -> Result<(), String> {
    if depth > DEPTH {
        return Err("nested too deeply".to_owned());
    }
    let view = value.view();
    for check in checks {
        apply(check, &view)?;
    }
    match view {
        View::F64(number) if !number.is_finite() => Err("must be a finite number".to_owned()),
        View::F32(number) if !number.is_finite() => Err("must be a finite number".to_owned()),
        View::Sequence(items) => {
            let inner = inner(checks, |check| match check {
                Check::Items(inner) => Some(inner),
                _ => None,
            });
            let mut index = 0;
            while let Some(item) = items.item(index) {
                walk(item, inner, path, depth + 1)
                    .inspect_err(|_| path.push(Segment::Index(index)))?;
                index += 1;
            }
            Ok(())
        }
        View::Map(entries) => {
            let inner = inner(checks, |check| match check {
                Check::Values(inner) => Some(inner),
                _ => None,
            });
            let mut outcome = Ok(());
            entries.entries(&mut |key, value| {
                outcome = walk(value, inner, path, depth + 1)
                    .inspect_err(|_| path.push(Segment::Key(key.to_owned().into())));
                outcome.is_ok()
            });
            outcome
        }
        View::Object(object) => fields(object, path, depth),
        _ => Ok(()),
    }
}

fn fields(object: &dyn ObjectSlot, path: &mut Vec<Segment>, depth: u32) -> Result<(), String> {
    for (index, field) in object.fields().iter().enumerate() {
        let Some(value) = object.at(index) else {
            continue;
        };
        // What is not sent need not be right.
        if value.is_absent() || field.mode == Mode::ReadOnly {
            continue;
        }
        if field.mode == Mode::Rest {
            walk(value, field.checks, path, depth)?;
            continue;
        }
        walk(value, field.checks, path, depth + 1)
            .inspect_err(|_| path.push(Segment::Key(field.name.into())))?;
    }
    Ok(())
}

fn inner(checks: &[Check], pick: impl Fn(&Check) -> Option<&'static [Check]>) -> &'static [Check] {
    checks.iter().find_map(pick).unwrap_or(&[])
}

/// Applies one limit; a limit for another kind of value holds.
fn apply(check: &Check, view: &View<'_>) -> Result<(), String> {
    match holds(check, view) {
        true => Ok(()),
        false => Err(limit(check)),
    }
}

fn holds(check: &Check, view: &View<'_>) -> bool {
    match (check, view) {
        (Check::MinItems(n), View::Sequence(items)) => items.len() as u64 >= *n,
        (Check::MaxItems(n), View::Sequence(items)) => items.len() as u64 <= *n,
        (Check::UniqueItems, View::Sequence(items)) => {
            let mut seen = std::collections::BTreeSet::new();
            (0..items.len())
                .filter_map(|index| items.item(index))
                .all(|item| to_vec(item).is_ok_and(|json| seen.insert(json)))
        }
        (Check::MinProperties(n), View::Map(entries)) => entries.len() as u64 >= *n,
        (Check::MaxProperties(n), View::Map(entries)) => entries.len() as u64 <= *n,
        (Check::MinLength(n), View::Text(text)) => text.chars().count() as u64 >= *n,
        (Check::MaxLength(n), View::Text(text)) => text.chars().count() as u64 <= *n,
        (Check::Pattern(pattern), View::Text(text)) => pattern.fits(text),
        (Check::Minimum(limit), number) => compare(number, limit, |order| order.is_ge()),
        (Check::Maximum(limit), number) => compare(number, limit, |order| order.is_le()),
        (Check::ExclusiveMinimum(limit), number) => compare(number, limit, |order| order.is_gt()),
        (Check::ExclusiveMaximum(limit), number) => compare(number, limit, |order| order.is_lt()),
        (Check::MultipleOf(step), number) => is_multiple(number, step),
        _ => true,
    }
}

/// What a limit asks for.
fn limit(check: &Check) -> String {
    match check {
        Check::MinItems(n) => format!("must have at least {n} item(s)"),
        Check::MaxItems(n) => format!("must have at most {n} item(s)"),
        Check::UniqueItems => "must not have two equal items".to_owned(),
        Check::MinLength(n) => format!("must have at least {n} character(s)"),
        Check::MaxLength(n) => format!("must have at most {n} character(s)"),
        Check::Pattern(pattern) => format!("must match the pattern {}", pattern.text()),
        Check::Minimum(limit) => format!("must be at least {limit}"),
        Check::Maximum(limit) => format!("must be at most {limit}"),
        Check::ExclusiveMinimum(limit) => format!("must be more than {limit}"),
        Check::ExclusiveMaximum(limit) => format!("must be less than {limit}"),
        Check::MultipleOf(step) => format!("must be a multiple of {step}"),
        Check::MinProperties(n) => format!("must have at least {n} key(s)"),
        Check::MaxProperties(n) => format!("must have at most {n} key(s)"),
        // Their inner limits are applied to what is inside.
        Check::Items(_) | Check::Values(_) => String::new(),
    }
}

/// Exact for integers; what is no number, or no limit, holds.
fn compare(view: &View<'_>, limit: &str, holds: impl Fn(std::cmp::Ordering) -> bool) -> bool {
    if let (Some(whole), Ok(limit)) = (whole(view), limit.parse::<i128>()) {
        return holds(whole.cmp(&limit));
    }
    let (Some(number), Ok(limit)) = (float(view), limit.parse::<f64>()) else {
        return true;
    };
    number.partial_cmp(&limit).is_none_or(holds)
}

fn is_multiple(view: &View<'_>, step: &str) -> bool {
    if let (Some(whole), Ok(step)) = (whole(view), step.parse::<i128>()) {
        return step == 0 || whole % step == 0;
    }
    let (Some(number), Ok(step)) = (float(view), step.parse::<f64>()) else {
        return true;
    };
    let times = number / step;
    // 0.3 / 0.1 is no whole number in binary, so allow for the rounding of the division.
    !times.is_finite() || (times - times.round()).abs() <= times.abs().max(1.0) * 1e-9
}

fn whole(view: &View<'_>) -> Option<i128> {
    match view {
        View::I64(number) => Some(i128::from(*number)),
        View::U64(number) => Some(i128::from(*number)),
        // Parameters may be given as text, whatever they hold.
        View::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn float(view: &View<'_>) -> Option<f64> {
    match view {
        View::I64(number) => Some(*number as f64),
        View::U64(number) => Some(*number as f64),
        View::F64(number) => Some(*number),
        View::F32(number) => Some(f64::from(*number)),
        View::Text(text) => text.parse().ok(),
        _ => None,
    }
}
