//! Chooses the branch of a union by its decision table.
//!
//! A value is buffered only when its kind alone does not decide.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;

use super::decode_error::Trace;
use super::driver_de::Seed;
use super::driver_fit::Loss;
use super::json_source::{Source, parse};
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
///
/// A tag decides. Otherwise the first row that holds does, unless its branch does not fit or leaves behind what another
/// branch keeps; a value that no single branch can hold without loss is kept as it is.
pub(super) fn put(
    slot: &mut dyn UnionSlot,
    value: Value,
    trace: &Trace,
    depth: u32,
) -> Result<(), String> {
    let rules = slot.rules();
    let mut holding = rules
        .iter()
        .filter(|rule| reads(rule, &value).is_some_and(|(holds, _)| holds));
    let (first, second) = (holding.next(), holding.next());
    let mut refused = None;
    if let Some(Rule::Tag(_, _, branch) | Rule::TagJson(_, _, branch)) = first
        // A tag of several branches does not decide.
        && !matches!(second, Some(Rule::Tag(..) | Rule::TagJson(..)))
        && let Some(place) = slot.select(*branch)
    {
        let attempt = trace.attempt(None, false);
        if Seed::at(place, &attempt, depth + 1)
            .read(Source::Value(&value))
            .is_ok()
        {
            return Ok(());
        }
        refused = Some(*branch);
    }
    match weigh(slot, &value, refused, trace, depth) {
        Verdict::Held => Ok(()),
        Verdict::Best(branch, strict) => match slot.select(branch) {
            Some(place) => {
                let attempt = trace.attempt(None, strict);
                Seed::at(place, &attempt, depth + 1)
                    .read(Source::Value(&value))
                    .map_err(|_| trace.adopt(attempt))
            }
            None => Ok(()),
        },
        Verdict::Unheld => {
            let found = kind_name(&value);
            match slot.set_unknown(value) {
                true => Ok(()),
                false => Err(format!(
                    "expected one of the declared shapes, found {found}"
                )),
            }
        }
    }
}

/// What came of asking the branches.
enum Verdict {
    /// The slot holds the value.
    Held,
    /// This branch is to be read, with or without comparing constants; its errors are the union's.
    Best(usize, bool),
    /// No branch holds it.
    Unheld,
}

/// Asks the branches for one that keeps everything.
fn weigh(
    slot: &mut dyn UnionSlot,
    value: &Value,
    mut refused: Option<usize>,
    trace: &Trace,
    depth: u32,
) -> Verdict {
    let choice = Choice::new(slot.rules(), value);
    let mut fits: Vec<(usize, Loss)> = Vec::new();
    let mut tagged = false;
    let mut budget = trace.budget();
    for (turn, (rule, branch)) in choice.all().enumerate() {
        // Branches whose rows do not hold are asked only when those that hold do not fit: an unknown tag stays unknown.
        if rule.is_none() && refused.is_none() && fits.is_empty() {
            return Verdict::Unheld;
        }
        if rule.is_some() && refused == Some(branch) {
            continue;
        }
        let attempt = match turn {
            0 => trace.attempt(None, true),
            _ => trace.attempt(Some(budget.get_or_insert_with(|| room(value))), true),
        };
        let Some(place) = slot.select(branch) else {
            continue;
        };
        let guess = matches!(rule, None | Some(Rule::Text(_) | Rule::Try(_)));
        if Seed::at(&mut *place, &attempt, depth + 1)
            .read(Source::Value(value))
            .is_err()
        {
            // A branch that fits, if not to the last key, is not undone by a later one that does not.
            if !guess && refused.is_none() && fits.is_empty() {
                refused = Some(branch);
            }
            continue;
        }
        if matches!(rule, Some(Rule::Text(_))) && !Encode::is_known(place) {
            continue;
        }
        if choice.only {
            return Verdict::Held;
        }
        let loss = Loss::of(value, place);
        if loss.is_nothing() {
            return Verdict::Held;
        }
        tagged |= matches!(rule, Some(Rule::Tag(..) | Rule::TagJson(..)));
        fits.push((branch, loss));
    }
    if tagged {
        // Another branch of the same tag fits.
        refused = None;
    }
    match (refused, best(&fits)) {
        (Some(_), _) if slot.rules().contains(&Rule::Otherwise) => Verdict::Unheld,
        // As any other value: what differs from a constant only is no error.
        (Some(branch), _) => Verdict::Best(branch, false),
        (None, Some(branch)) => Verdict::Best(branch, true),
        (None, None) => Verdict::Unheld,
    }
}

/// The branch that leaves least behind, unless another keeps what it leaves behind: then none can hold the value.
fn best(fits: &[(usize, Loss)]) -> Option<usize> {
    let mut best = fits.first()?;
    for fit in fits {
        if fit.1.is_less(&best.1) {
            best = fit;
        }
    }
    fits.iter()
        .all(|(_, loss)| best.1.is_within(loss))
        .then_some(best.0)
}

/// The rows of a table that a value asks for.
struct Choice {
    /// The rows that hold, each with its branch, in the order of the table.
    matching: Vec<(Rule, usize)>,
    /// The branches of the other rows that are about values of this kind.
    others: Vec<usize>,
    /// Whether there is only one branch for values of this kind.
    only: bool,
}

impl Choice {
    fn new(rules: &'static [Rule], value: &Value) -> Self {
        let mut matching: Vec<(Rule, usize)> = Vec::new();
        let mut others = Vec::new();
        for rule in rules {
            let Some((holds, branch)) = reads(rule, value) else {
                continue;
            };
            if holds {
                if !matching.iter().any(|(_, known)| *known == branch) {
                    matching.push((*rule, branch));
                }
            } else if !others.contains(&branch) {
                others.push(branch);
            }
        }
        others.retain(|branch| !matching.iter().any(|(_, known)| known == branch));
        let only = matching.len() + others.len() == 1;
        Choice {
            matching,
            others,
            only,
        }
    }

    /// All branches in the order in which they are asked, with the rows that hold.
    fn all(&self) -> impl Iterator<Item = (Option<Rule>, usize)> {
        let matching = self.matching.iter().map(|(rule, b)| (Some(*rule), *b));
        matching.chain(self.others.iter().map(|branch| (None, *branch)))
    }
}

/// Whether a row that is about values of this kind holds for this one, and its branch; none when it is about others.
fn reads(rule: &Rule, value: &Value) -> Option<(bool, usize)> {
    let (about, holds, branch) = match *rule {
        Rule::Kind(kind, branch) => (is_kind(value, kind), true, branch),
        Rule::Tag(property, text, branch) => {
            let holds = value.get(property).and_then(Value::as_str) == Some(text);
            (value.is_object(), holds, branch)
        }
        Rule::TagJson(property, json, branch) => {
            let holds = value.get(property).is_some_and(|found| is(found, json));
            (value.is_object(), holds, branch)
        }
        Rule::Keys(keys, branch) => {
            let holds = keys.iter().all(|key| value.get(key).is_some());
            (value.is_object(), holds, branch)
        }
        Rule::Items(kind, branch) => {
            let first = value.as_array().and_then(|items| items.first());
            let holds = first.is_none_or(|item| is_kind(item, kind));
            (value.is_array(), holds, branch)
        }
        Rule::Text(branch) => (value.is_string(), true, branch),
        Rule::Try(branch) => (true, true, branch),
        Rule::Otherwise => return None,
    };
    about.then_some((holds, branch))
}

/// How many attempts a value is worth: nested unions that nothing tells apart would multiply without end.
fn room(value: &Value) -> Rc<Cell<u64>> {
    fn nodes(value: &Value) -> u64 {
        match value {
            Value::Array(items) => 1 + items.iter().map(nodes).sum::<u64>(),
            Value::Object(entries) => 1 + entries.values().map(nodes).sum::<u64>(),
            _ => 1,
        }
    }
    Rc::new(Cell::new(
        nodes(value).saturating_mul(16).saturating_add(1_000),
    ))
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
pub(super) fn is(value: &Value, json: &str) -> bool {
    let Some(expected) = parse(json) else {
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
