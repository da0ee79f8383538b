//! Strings and numbers: formats, widths and lists of numbers.

use super::found::{Found, Spot};
use super::walk::{Walk, plain};
use super::words::{code, describe, json, listed};
use super::{ChangeKind, Wire, limits};
use crate::model::{NumberType, ScalarFormat, StringType, TypeId};

/// Compares strings that are no enums.
pub(super) fn strings(walk: &mut Walk<'_>, (a, b): (&StringType, &StringType), spot: &Spot) {
    let StringType {
        scalar,
        format,
        content,
        constraints,
    } = b;
    limits::compare(&a.constraints, constraints, spot, &mut walk.found);
    if a.scalar == *scalar && a.format == *format && a.content == *content {
        return;
    }
    let said = |one: &StringType| {
        let scalar = one.scalar.filter(|_| one.format.is_none());
        let scalar = scalar.map(|scalar| format!("{scalar:?}").to_lowercase());
        let words = [
            one.format.as_deref(),
            scalar.as_deref(),
            one.content.as_deref(),
        ];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        match words.is_empty() {
            true => "no format".to_owned(),
            false => words.join(", "),
        }
    };
    let title = format!(
        "{} has {}, and had {}",
        code(&spot.subject),
        said(b),
        said(a)
    );
    let found = Found::new(ChangeKind::FormatChanged, spot, title).said(said(a), said(b));
    let found = match (a.scalar, *scalar) {
        (old, new) if old == new => match (&a.format, format) {
            (_, None) => found.sent(Wire::Safe, "any text is allowed"),
            _ => found.sent(
                Wire::Warning,
                "whether older texts have the newer format cannot be told",
            ),
        },
        (_, None) if format.is_none() => found.sent(Wire::Safe, "any text is allowed"),
        (Some(ScalarFormat::Binary | ScalarFormat::Part), _)
        | (_, Some(ScalarFormat::Binary | ScalarFormat::Part)) => {
            found.sent(Wire::Breaking, "older clients write it in another way")
        }
        _ => found.sent(
            Wire::Breaking,
            "older clients may send texts of another format",
        ),
    };
    let found = match (a.scalar, *scalar) {
        (old, new) if old == new => found.received(Wire::Safe, "older clients read any text"),
        // These keep the text, whatever it is.
        (None | Some(ScalarFormat::DateTime | ScalarFormat::Date), new)
            if !matches!(new, Some(ScalarFormat::Binary | ScalarFormat::Part)) =>
        {
            found.received(Wire::Safe, "older clients read any text")
        }
        _ => found.received(Wire::Breaking, "older clients read only the older format"),
    };
    walk.found.push(found);
}

/// Compares whole numbers.
pub(super) fn integers(walk: &mut Walk<'_>, (a, b): (&NumberType, &NumberType), spot: &Spot) {
    let (old, new) = (width(a), width(b));
    let outside = new.0 < old.0 || new.1 > old.1;
    format(walk, (a, b), spot, outside);
    limits::compare(&a.constraints, &b.constraints, spot, &mut walk.found);
    if outside && a.format == b.format {
        let title = format!(
            "{} may be outside of what older clients hold",
            code(&spot.subject)
        );
        let found = Found::new(ChangeKind::TypeWidened, spot, title)
            .said(range(old), range(new))
            .sent(Wire::Safe, "older numbers are still allowed")
            .received(
                Wire::Breaking,
                "older clients cannot hold the newer numbers",
            );
        walk.found.push(found);
    }
    values(walk, (a, b), spot);
}

/// Compares numbers.
pub(super) fn numbers(walk: &mut Walk<'_>, (a, b): (&NumberType, &NumberType), spot: &Spot) {
    format(walk, (a, b), spot, false);
    limits::compare(&a.constraints, &b.constraints, spot, &mut walk.found);
    values(walk, (a, b), spot);
}

fn format(walk: &mut Walk<'_>, (a, b): (&NumberType, &NumberType), spot: &Spot, outside: bool) {
    if a.format == b.format {
        return;
    }
    let said = |one: &NumberType| one.format.clone().unwrap_or_else(|| "no format".to_owned());
    let title = format!(
        "{} has {}, and had {}",
        code(&spot.subject),
        said(b),
        said(a)
    );
    let found = Found::new(ChangeKind::FormatChanged, spot, title).said(said(a), said(b));
    let (old, new) = (width(a), width(b));
    let found = match new.0 > old.0 || new.1 < old.1 {
        true => found.sent(Wire::Warning, "older clients may send larger numbers"),
        false => found.sent(Wire::Safe, "older numbers are still allowed"),
    };
    let found = match outside {
        true => found.received(
            Wire::Breaking,
            "older clients cannot hold the newer numbers",
        ),
        false => found.received(Wire::Safe, "older clients hold all numbers"),
    };
    walk.found.push(found);
}

/// Compares the numbers that an enum of numbers lists.
fn values(walk: &mut Walk<'_>, (a, b): (&NumberType, &NumberType), spot: &Spot) {
    let NumberType {
        format: _,
        constraints: _,
        values,
        named: _,
    } = b;
    let (old, new): (Vec<String>, Vec<String>) = (
        a.values.iter().map(json).collect(),
        values.iter().map(json).collect(),
    );
    let subject = code(&spot.subject);
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => {
            let title = format!("{subject} is one of {} now", listed(&new));
            let found = Found::new(ChangeKind::BecameEnum, spot, title)
                .said("any number", new.join(", "))
                .sent(Wire::Breaking, "older clients may send any number")
                .received(Wire::Safe, "older clients read any number");
            return walk.found.push(found);
        }
        (false, true) => {
            let title = format!("{subject} may be any number now");
            let found = Found::new(ChangeKind::StoppedBeingEnum, spot, title)
                .said(old.join(", "), "any number");
            return walk.found.push(found);
        }
        (false, false) => {}
    }
    let gone: Vec<String> = old.iter().filter(|v| !new.contains(v)).cloned().collect();
    let came: Vec<String> = new.into_iter().filter(|v| !old.contains(v)).collect();
    super::enums::delta(walk, spot, &came, &gone, true);
}

/// A whole number may have a fraction now.
pub(super) fn with_fraction(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot) {
    let (before, after) = (
        describe(walk.old, plain(ids.0)),
        describe(walk.new, plain(ids.1)),
    );
    let title = format!("{} is {after} instead of {before}", code(&spot.subject));
    let mut found = Found::new(ChangeKind::TypeWidened, spot, title)
        .said(before, after)
        .sent(Wire::Safe, "whole numbers are still allowed")
        .received(Wire::Breaking, "older clients read whole numbers only");
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
}

/// A number must be whole now.
pub(super) fn without_fraction(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot) {
    let (before, after) = (
        describe(walk.old, plain(ids.0)),
        describe(walk.new, plain(ids.1)),
    );
    let title = format!("{} is {after} instead of {before}", code(&spot.subject));
    let mut found = Found::new(ChangeKind::TypeNarrowed, spot, title)
        .said(before, after)
        .sent(
            Wire::Breaking,
            "older clients may send numbers with a fraction",
        )
        .received(Wire::Safe, "older clients read any number");
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
}

/// The least and the greatest number that the generated type of an integer holds, as `lower` decides it.
fn width(number: &NumberType) -> (i128, i128) {
    const I64: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);
    let bound = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<i128>().ok());
    let (minimum, maximum) = (
        bound(&number.constraints.minimum),
        bound(&number.constraints.maximum),
    );
    let narrow = match number.format.as_deref() {
        Some("int8" | "int16" | "int32") => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Some("uint8" | "uint16" | "uint32") => (0, i128::from(u32::MAX)),
        Some("uint64") => return (0, i128::from(u64::MAX)),
        _ if minimum >= Some(0) && maximum > Some(I64.1) => return (0, i128::from(u64::MAX)),
        _ => return I64,
    };
    match minimum.is_some_and(|m| m < narrow.0) || maximum.is_some_and(|m| m > narrow.1) {
        true => I64,
        false => narrow,
    }
}

fn range((low, high): (i128, i128)) -> String {
    format!("{low} to {high}")
}
