//! Chooses the branch of a union by its decision table.
//!
//! A value is buffered only when its kind alone does not decide.

use serde_json::Value;

use super::decode_error::Trace;
use super::driver_de::Seed;
use super::slot::{Encode, Fill};
use super::union::{JsonKind, Rule, UnionSlot};

/// What can be read in place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Array,
    Object,
}

/// The branch of any array or object, when that alone decides.
pub(super) fn direct(rules: &[Rule], shape: Shape) -> Option<usize> {
    // With its feature `arbitrary_precision` serde_json hands numbers out as maps.
    let numbers = |rule: &Rule| matches!(rule, Rule::Kind(JsonKind::Integer | JsonKind::Number, _));
    if shape == Shape::Object && rules.iter().any(numbers) {
        return None;
    }
    for rule in rules {
        match (rule, shape) {
            (Rule::Kind(JsonKind::Array, branch), Shape::Array)
            | (Rule::Kind(JsonKind::Object, branch), Shape::Object) => return Some(*branch),
            (Rule::Tag(..) | Rule::TagJson(..) | Rule::Keys(..), Shape::Object)
            | (Rule::Items(..), Shape::Array)
            | (Rule::Try(_), _) => return None,
            _ => {}
        }
    }
    None
}

/// Puts a string; without a buffer when a branch takes any string.
pub(super) fn put_text(
    slot: &mut dyn UnionSlot,
    text: &str,
    trace: &Trace,
    depth: u32,
) -> Result<(), String> {
    let first = slot.rules().iter().find(|rule| {
        matches!(
            rule,
            Rule::Kind(JsonKind::String, _) | Rule::Text(_) | Rule::Try(_)
        )
    });
    if let Some(Rule::Kind(_, branch)) = first
        && let Some(Fill::String(place)) = slot.select(*branch).map(|slot| slot.fill())
    {
        text.clone_into(place);
        return Ok(());
    }
    put(slot, Value::String(text.to_owned()), trace, depth)
}

/// Puts a buffered value.
pub(super) fn put(
    slot: &mut dyn UnionSlot,
    value: Value,
    trace: &Trace,
    depth: u32,
) -> Result<(), String> {
    for rule in slot.rules() {
        let (branch, trial) = match rule {
            Rule::Kind(kind, branch) if is_kind(&value, *kind) => (*branch, false),
            Rule::Tag(property, text, branch)
                if value.get(property).and_then(Value::as_str) == Some(text) =>
            {
                (*branch, false)
            }
            Rule::TagJson(property, json, branch)
                if value.get(property).is_some_and(|found| is(found, json)) =>
            {
                (*branch, false)
            }
            Rule::Keys(keys, branch)
                if value.is_object() && keys.iter().all(|key| value.get(key).is_some()) =>
            {
                (*branch, false)
            }
            Rule::Items(kind, branch)
                if value
                    .as_array()
                    .is_some_and(|items| items.first().is_none_or(|item| is_kind(item, *kind))) =>
            {
                (*branch, false)
            }
            Rule::Text(branch) if value.is_string() => (*branch, true),
            Rule::Try(branch) => (*branch, true),
            _ => continue,
        };
        let Some(place) = slot.select(branch) else {
            continue;
        };
        if !trial {
            return Seed::at(place, trace, depth + 1)
                .read(&value)
                .map_err(|_| reason(trace));
        }
        // What goes wrong in a trial is nobody's error.
        let fits = Seed::at(&mut *place, &Trace::default(), depth + 1)
            .read(&value)
            .is_ok();
        if fits && (matches!(rule, Rule::Try(_)) || Encode::is_known(place)) {
            return Ok(());
        }
    }
    let found = kind_name(&value);
    if slot.set_unknown(value) {
        return Ok(());
    }
    Err(format!(
        "expected one of the declared shapes, found {found}"
    ))
}

fn reason(trace: &Trace) -> String {
    trace
        .reason()
        .unwrap_or_else(|| "not of the expected shape".to_owned())
}

/// Whether a value is of a kind; a number without a fraction is also a [`JsonKind::Integer`].
fn is_kind(value: &Value, kind: JsonKind) -> bool {
    match kind {
        JsonKind::Null => value.is_null(),
        JsonKind::Boolean => value.is_boolean(),
        JsonKind::Integer => {
            value.is_i64()
                || value.is_u64()
                || value
                    .as_f64()
                    // A whole number beyond 64 bits fits no integer, but a branch for any number.
                    .is_some_and(|number| number.fract() == 0.0 && number.abs() < 1.8e19)
        }
        JsonKind::Number => value.is_number(),
        JsonKind::String => value.is_string(),
        JsonKind::Array => value.is_array(),
        JsonKind::Object => value.is_object(),
    }
}

/// Whether a value equals a JSON text; numbers by value, so that `2.0` is `2`.
fn is(value: &Value, json: &str) -> bool {
    let Ok(expected) = serde_json::from_str::<Value>(json) else {
        return false;
    };
    *value == expected
        || value.is_number() && expected.is_number() && value.as_f64() == expected.as_f64()
}

fn kind_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
