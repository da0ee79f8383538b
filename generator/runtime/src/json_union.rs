//! The quick reading driver's unions.
//!
//! Takes the branch that the decision table names, if it holds the value without loss. Whatever is not that plain goes
//! to `driver_union` as a buffered value.

use std::borrow::Cow;

use super::decode_error::Trace;
use super::driver_de::OnNull;
use super::driver_union::{self, Shape};
use super::field::{Field, Mode};
use super::json_read::{Demand, Reader};
use super::json_source::parse;
use super::json_text::Off;
use super::slot::{Encode, Fill};
use super::union::{JsonKind, Rule, UnionSlot};

/// How a branch is to be read.
#[derive(Clone, Copy)]
enum Attempt {
    /// A tag names it.
    Tagged,
    /// It is the only one for values of this kind.
    Only,
    /// Others might keep more.
    Guess,
}

impl<'a> Reader<'a> {
    /// Reads a union; the value's first byte comes next.
    pub(super) fn union(&mut self, slot: &mut dyn UnionSlot, depth: u32) -> Result<(), Off> {
        let direct = match self.cursor.peek()? {
            b'[' => driver_union::direct(slot.rules(), Shape::Array),
            b'{' => driver_union::direct(slot.rules(), Shape::Object),
            _ => None,
        };
        if let Some(branch) = direct {
            // There is no other branch for what does not fit.
            return self.branch(slot, branch, depth);
        }
        let start = self.cursor.at;
        match self.quick(slot, depth) {
            Err(Off::Misfit) => {
                self.cursor.at = start;
                self.buffered(slot, depth)
            }
            other => other,
        }
    }

    fn quick(&mut self, slot: &mut dyn UnionSlot, depth: u32) -> Result<(), Off> {
        let rules = slot.rules();
        match self.cursor.peek()? {
            b'"' => self.text(slot, rules),
            b'[' => {
                let (branch, how) = self.by_item(rules).ok_or(Off::Misfit)?;
                self.attempt(slot, branch, how, depth)
            }
            b'{' => {
                if let Some((property, branch)) = self.by_tag(rules, depth)?
                    && let Some(place) = slot.select(branch)
                    && matches!(place.fill(), Fill::Object(_))
                {
                    self.demand = Demand::Once(property);
                    return self.value(place, depth + 1, OnNull::Refuse).map(|_| ());
                }
                let start = self.cursor.at;
                if let Some(branch) = self.by_first_key(slot, rules)? {
                    self.demand = Demand::Fields;
                    match self.attempt(slot, branch, Attempt::Guess, depth) {
                        Err(Off::Misfit) => self.cursor.at = start,
                        other => return other,
                    }
                }
                let (branch, how) = self.by_keys(rules, depth)?.ok_or(Off::Misfit)?;
                self.attempt(slot, branch, how, depth)
            }
            _ => Err(Off::Misfit),
        }
    }

    fn branch(&mut self, slot: &mut dyn UnionSlot, branch: usize, depth: u32) -> Result<(), Off> {
        let place = slot.select(branch).ok_or(Off::Misfit)?;
        self.value(place, depth + 1, OnNull::Refuse).map(|_| ())
    }

    fn attempt(
        &mut self,
        slot: &mut dyn UnionSlot,
        branch: usize,
        how: Attempt,
        depth: u32,
    ) -> Result<(), Off> {
        let (strict, whole) = (self.strict, self.whole);
        self.strict |= !matches!(how, Attempt::Tagged);
        self.whole |= matches!(how, Attempt::Guess);
        let read = self.branch(slot, branch, depth);
        (self.strict, self.whole) = (strict, whole);
        read
    }

    /// A string: any, or one that a branch lists.
    fn text(&mut self, slot: &mut dyn UnionSlot, rules: &[Rule]) -> Result<(), Off> {
        let first = rules.iter().find(|rule| {
            matches!(
                rule,
                Rule::Kind(JsonKind::String, _) | Rule::Text(_) | Rule::Try(_)
            )
        });
        match first {
            Some(Rule::Kind(_, branch)) => match slot.select(*branch).map(|slot| slot.fill()) {
                Some(Fill::String(place)) => {
                    *place = self.cursor.string()?.into_owned();
                    Ok(())
                }
                _ => Err(Off::Misfit),
            },
            Some(Rule::Text(branch)) => {
                let place = slot.select(*branch).ok_or(Off::Misfit)?;
                let Fill::Text(text) = place.fill() else {
                    return Err(Off::Misfit);
                };
                match text.set_text(&self.cursor.string()?) && Encode::is_known(place) {
                    true => Ok(()),
                    false => Err(Off::Misfit),
                }
            }
            _ => Err(Off::Misfit),
        }
    }

    /// Puts the value by way of a buffer.
    fn buffered(&mut self, slot: &mut dyn UnionSlot, depth: u32) -> Result<(), Off> {
        if self.whole && matches!(self.cursor.peek()?, b'{' | b'[') {
            // The union around this one would have to look into what is lost here.
            return Err(Off::Misfit);
        }
        let value = self.cursor.any(depth)?;
        let trace = Trace::default().attempt(None, self.strict);
        driver_union::put(slot, value, &trace, depth).map_err(|_| Off::Unclear)
    }

    /// The property and the branch of a tag, where all rows for objects are about one property, and one of them holds.
    /// The property is looked for only until it comes once.
    fn by_tag(&mut self, rules: &[Rule], depth: u32) -> Result<Option<(&'static str, usize)>, Off> {
        let tag = rules.iter().find_map(|rule| match rule {
            Rule::Tag(name, _, _) => Some(*name),
            _ => None,
        });
        let Some(property) = tag else {
            return Ok(None);
        };
        let start = self.cursor.at;
        let found = self.look_for(property, depth)?;
        self.cursor.at = start;
        let Some(found) = found else {
            return Ok(None);
        };
        let mut branch = None;
        for rule in rules {
            match rule {
                Rule::Tag(name, text, this) if is_same(name, property) => {
                    let taken_before = *text == found && branch.replace(*this).is_some();
                    if taken_before {
                        return Ok(None);
                    }
                }
                Rule::Kind(JsonKind::Object, _)
                | Rule::Tag(..)
                | Rule::TagJson(..)
                | Rule::Keys(..)
                | Rule::Try(_) => return Ok(None),
                _ => {}
            }
        }
        Ok(branch.map(|branch| (property, branch)))
    }

    /// The text of a property.
    fn look_for(&mut self, property: &str, depth: u32) -> Result<Option<Cow<'a, str>>, Off> {
        self.cursor.at += 1;
        let mut first = true;
        while self.cursor.more(b'}', first)? {
            first = false;
            let is_it = match self.cursor.plain_key() {
                Some(key) => key == property,
                None => self.key()? == property,
            };
            if is_it {
                return match self.cursor.peek()? {
                    b'"' => self.cursor.string().map(Some),
                    _ => Ok(None),
                };
            }
            self.cursor.skip(depth + 1)?;
        }
        Ok(None)
    }

    /// The branch that the first key of an object speaks for, if no row before its own can hold for an object that has
    /// only keys of this branch.
    fn by_first_key(
        &mut self,
        slot: &mut dyn UnionSlot,
        rules: &[Rule],
    ) -> Result<Option<usize>, Off> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let key = match self.cursor.peek()? {
            b'"' => self.cursor.string()?,
            _ => return Ok(None),
        };
        self.cursor.at = start;
        let speaks = |rule: &Rule| match rule {
            Rule::Keys(names, branch) if names.iter().any(|name| **name == *key) => {
                Some((*names, *branch))
            }
            _ => None,
        };
        let Some((at, (names, branch))) = rules
            .iter()
            .enumerate()
            .find_map(|(at, rule)| speaks(rule).map(|found| (at, found)))
        else {
            return Ok(None);
        };
        let Some(Fill::Object(object)) = slot.select(branch).map(|place| place.fill()) else {
            return Ok(None);
        };
        let fields = object.fields();
        let is_field = |name: &str| fields.iter().any(|field| field.name == name);
        let always = |name: &&str| {
            let required = |field: &Field| {
                field.name == *name && matches!(field.mode, Mode::Required | Mode::Nullable)
            };
            fields.iter().any(required)
        };
        let cannot_hold = |rule: &Rule| match rule {
            Rule::Keys(names, _) => !names.iter().all(|name| is_field(name)),
            Rule::Kind(kind, _) => *kind != JsonKind::Object,
            Rule::Items(..) | Rule::Text(_) => true,
            _ => false,
        };
        let decided = names.iter().all(always)
            && rules.iter().take(at).all(cannot_hold)
            && fields.iter().all(|field| field.mode != Mode::Rest);
        Ok(decided.then_some(branch))
    }

    /// The branch that the first row that holds names, when everything at the top of an object is looked at.
    fn by_keys(&mut self, rules: &[Rule], depth: u32) -> Result<Option<(usize, Attempt)>, Off> {
        let start = self.cursor.at;
        let mut entries: Vec<(Cow<'a, str>, &'a str)> = Vec::with_capacity(8);
        self.cursor.at += 1;
        while self.cursor.more(b'}', entries.is_empty())? {
            let key = self.key()?;
            self.cursor.peek()?;
            let value = self.cursor.at;
            self.cursor.skip(depth + 1)?;
            entries.push((key, self.cursor.since(value)));
        }
        self.cursor.at = start;
        // Of equal keys the last one holds.
        let get = |name: &str| entries.iter().rev().find(|(key, _)| key == name);
        let holds = |rule: &Rule| -> Option<(bool, usize)> {
            Some(match rule {
                Rule::Kind(JsonKind::Object, branch) | Rule::Try(branch) => (true, *branch),
                Rule::Tag(name, text, branch) => {
                    let is = |found: &str| {
                        found.len() == text.len() + 2 && found.get(1..=text.len()) == Some(text)
                            || found.contains('\\')
                                && parse(found).is_some_and(|found| found == *text)
                    };
                    let found = get(name).filter(|(_, found)| found.starts_with('"'));
                    (found.is_some_and(|(_, found)| is(found)), *branch)
                }
                Rule::TagJson(name, json, branch) => {
                    let is = |found: &str| {
                        parse(found).is_some_and(|found| driver_union::is(&found, json))
                    };
                    (get(name).is_some_and(|(_, found)| is(found)), *branch)
                }
                Rule::Keys(names, branch) => {
                    (names.iter().all(|name| get(name).is_some()), *branch)
                }
                _ => return None,
            })
        };
        Ok(first_of(rules, holds))
    }

    /// The branch for an array by its first item.
    fn by_item(&mut self, rules: &[Rule]) -> Option<(usize, Attempt)> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        let first = self.cursor.peek();
        self.cursor.at = start;
        let kind = match first.ok()? {
            b'"' => Some(JsonKind::String),
            b'{' => Some(JsonKind::Object),
            b'[' => Some(JsonKind::Array),
            b't' | b'f' => Some(JsonKind::Boolean),
            b'n' => Some(JsonKind::Null),
            b']' => None,
            _ => return None,
        };
        first_of(rules, |rule| match rule {
            Rule::Items(wanted, branch) => Some((kind.is_none_or(|kind| kind == *wanted), *branch)),
            Rule::Kind(JsonKind::Array, branch) | Rule::Try(branch) => Some((true, *branch)),
            _ => None,
        })
    }
}

/// Equal texts of tables are most often the same one.
fn is_same(a: &'static str, b: &'static str) -> bool {
    std::ptr::eq(a, b) || a == b
}

/// The branch of the first row that holds, and how it is to be read: what `driver_union` would begin with. `holds` is for
/// rows about values of the kind.
fn first_of(
    rules: &[Rule],
    holds: impl Fn(&Rule) -> Option<(bool, usize)>,
) -> Option<(usize, Attempt)> {
    let tags = |rule: &Rule| matches!(rule, Rule::Tag(..) | Rule::TagJson(..));
    let mut held = rules.iter().filter_map(|rule| {
        holds(rule)
            .filter(|(holds, _)| *holds)
            .map(|(_, b)| (rule, b))
    });
    let (rule, branch) = held.next()?;
    if tags(rule) && !held.next().is_some_and(|(rule, _)| tags(rule)) {
        return Some((branch, Attempt::Tagged));
    }
    let only = rules
        .iter()
        .filter_map(&holds)
        .all(|(_, other)| other == branch);
    Some((branch, if only { Attempt::Only } else { Attempt::Guess }))
}
