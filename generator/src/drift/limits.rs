//! Limits of values: which became tighter, which looser.

use std::cmp::Ordering;

use super::found::{Collected, Found, Spot};
use super::words::{code, short};
use super::{ChangeKind, Wire};
use crate::model::Limits;

/// What became of a limit.
enum Turn {
    Tighter,
    Looser,
    Other,
}

/// Compares limits; at most one difference for each way in which they changed.
pub(super) fn compare(old: &Limits, new: &Limits, spot: &Spot, found: &mut Collected) {
    if old == new {
        return;
    }
    let (mut tighter, mut looser, mut other) = (Vec::new(), Vec::new(), Vec::new());
    let mut turn = |turn: Option<Turn>, name: &str, before: String, after: String| {
        let said = |text: String| {
            if text.is_empty() {
                "none".to_owned()
            } else {
                short(&text)
            }
        };
        let change = (
            format!("{name} {}", said(before)),
            format!("{name} {}", said(after)),
        );
        match turn {
            None => {}
            Some(Turn::Tighter) => tighter.push(change),
            Some(Turn::Looser) => looser.push(change),
            Some(Turn::Other) => other.push(change),
        }
    };
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
    } = new;
    for (name, before, after, is_floor) in [
        ("minimum", &old.minimum, minimum, true),
        ("maximum", &old.maximum, maximum, false),
        (
            "exclusiveMinimum",
            &old.exclusive_minimum,
            exclusive_minimum,
            true,
        ),
        (
            "exclusiveMaximum",
            &old.exclusive_maximum,
            exclusive_maximum,
            false,
        ),
    ] {
        let shown = (
            before.clone().unwrap_or_default(),
            after.clone().unwrap_or_default(),
        );
        turn(
            bound(before.as_deref(), after.as_deref(), is_floor),
            name,
            shown.0,
            shown.1,
        );
    }
    for (name, before, after, is_floor) in [
        ("minLength", old.min_length, *min_length, true),
        ("maxLength", old.max_length, *max_length, false),
        ("minItems", old.min_items, *min_items, true),
        ("maxItems", old.max_items, *max_items, false),
        ("minProperties", old.min_properties, *min_properties, true),
        ("maxProperties", old.max_properties, *max_properties, false),
    ] {
        let text = |value: Option<u64>| value.map(|value| value.to_string());
        let (before, after) = (text(before), text(after));
        let turned = bound(before.as_deref(), after.as_deref(), is_floor);
        turn(
            turned,
            name,
            before.unwrap_or_default(),
            after.unwrap_or_default(),
        );
    }
    let step = match (&old.multiple_of, multiple_of) {
        (a, b) if a == b => None,
        (None, Some(_)) => Some(Turn::Tighter),
        (Some(_), None) => Some(Turn::Looser),
        (Some(a), Some(b)) => Some(divides(a, b)),
        (None, None) => None,
    };
    let shown = (
        old.multiple_of.clone().unwrap_or_default(),
        multiple_of.clone().unwrap_or_default(),
    );
    turn(step, "multipleOf", shown.0, shown.1);
    // An empty pattern fits any text.
    let said = |pattern: &Option<String>| pattern.clone().filter(|text| !text.is_empty());
    let (old_pattern, pattern) = (said(&old.pattern), said(pattern));
    let text = match (&old_pattern, &pattern) {
        (a, b) if a == b => None,
        (None, _) => Some(Turn::Tighter),
        (_, None) => Some(Turn::Looser),
        _ => Some(Turn::Other),
    };
    let shown = (old_pattern.unwrap_or_default(), pattern.unwrap_or_default());
    turn(text, "pattern", shown.0, shown.1);
    let unique = match (old.unique_items, *unique_items) {
        (false, true) => Some(Turn::Tighter),
        (true, false) => Some(Turn::Looser),
        _ => None,
    };
    let shown = (old.unique_items.to_string(), unique_items.to_string());
    turn(unique, "uniqueItems", shown.0, shown.1);
    report(
        found,
        spot,
        ChangeKind::LimitTightened,
        "allows fewer values",
        tighter,
    );
    report(
        found,
        spot,
        ChangeKind::LimitChanged,
        "allows other values",
        other,
    );
    report(
        found,
        spot,
        ChangeKind::LimitLoosened,
        "allows more values",
        looser,
    );
}

fn report(
    found: &mut Collected,
    spot: &Spot,
    kind: ChangeKind,
    what: &str,
    changes: Vec<(String, String)>,
) {
    if changes.is_empty() {
        return;
    }
    let (before, after): (Vec<String>, Vec<String>) = changes.into_iter().unzip();
    let title = format!("{} {what}: {}", code(&spot.subject), after.join(", "));
    let one = Found::new(kind, spot, title).said(before.join(", "), after.join(", "));
    let one = match kind {
        ChangeKind::LimitTightened => one.sent(
            Wire::Breaking,
            "older clients check only the older limits, and the server refuses what exceeds the newer ones",
        ),
        ChangeKind::LimitChanged => one.sent(
            Wire::Warning,
            "whether what older clients send fits the newer limit cannot be told",
        ),
        _ => one.sent(Wire::Safe, "all that older clients send is still allowed"),
    };
    let one = one.received(Wire::Safe, "limits are never checked on receipt");
    found.push(one.behaves("the regenerated client checks the newer limits before it sends"));
}

/// What became of a floor or a ceiling.
fn bound(before: Option<&str>, after: Option<&str>, is_floor: bool) -> Option<Turn> {
    let order = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => return Some(Turn::Tighter),
        (Some(_), None) => return Some(Turn::Looser),
        (Some(a), Some(b)) if a == b => return None,
        (Some(a), Some(b)) => number_order(a, b)?,
    };
    match (order, is_floor) {
        (Ordering::Equal, _) => None,
        (Ordering::Less, true) | (Ordering::Greater, false) => Some(Turn::Tighter),
        _ => Some(Turn::Looser),
    }
}

/// How two numbers compare, whole ones without loss.
fn number_order(a: &str, b: &str) -> Option<Ordering> {
    match (a.parse::<i128>(), b.parse::<i128>()) {
        (Ok(a), Ok(b)) => Some(a.cmp(&b)),
        _ => a.parse::<f64>().ok()?.partial_cmp(&b.parse::<f64>().ok()?),
    }
}

/// Whether each multiple of the older step is one of the newer, or the other way round.
fn divides(old: &str, new: &str) -> Turn {
    let (Ok(old), Ok(new)) = (old.parse::<f64>(), new.parse::<f64>()) else {
        return Turn::Other;
    };
    let whole = |value: f64| (value - value.round()).abs() < 1e-9;
    match (whole(old / new), whole(new / old)) {
        (true, _) => Turn::Looser,
        (_, true) => Turn::Tighter,
        _ => Turn::Other,
    }
}
