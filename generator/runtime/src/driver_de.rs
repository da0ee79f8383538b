//! The reading driver: fills a slot from any serde deserializer.
//!
//! Compiled once per deserializer. Asks for `deserialize_any` throughout, so that every mismatch is reported in its
//! own words: serde's words would show the value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::decode_error::Trace;
use super::driver_object::{map, object, sequence};
use super::driver_union::{self, Shape};
use super::json_source::{AnyValue, NUMBER_KEY};
use super::number::Number;
use super::slot::{Decode, Fill};
use super::tuple;

/// How deep values may be nested.
const DEPTH: u32 = 128;

/// Fills a slot. The error's text has the path in front; its position is the deserializer's.
pub fn deserialize<'de, D: Deserializer<'de>>(
    slot: &mut dyn Decode,
    from: D,
) -> Result<(), D::Error> {
    let trace = Trace::default();
    Seed::new(slot, &trace).read(from).map_err(|error| {
        let path = trace.path();
        if path.is_empty() {
            error
        } else {
            D::Error::custom(format_args!("`{path}`: {error}"))
        }
    })
}

/// Reads a value: what `Deserialize` does for every type of the crate.
pub fn read<'de, T: Decode, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    deserialize(&mut value, from)?;
    Ok(value)
}

/// What `null` is where no null is declared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OnNull {
    /// An error.
    Refuse,
    /// As if nothing were there.
    Skip,
}

/// A slot on its way to be filled. Its value says whether it was: a skipped `null` leaves it blank.
pub(super) struct Seed<'a> {
    slot: &'a mut dyn Decode,
    trace: &'a Trace,
    depth: u32,
    on_null: OnNull,
}

impl<'a> Seed<'a> {
    /// A seed for a whole document.
    pub(super) fn new(slot: &'a mut dyn Decode, trace: &'a Trace) -> Self {
        Self::at(slot, trace, 0)
    }

    /// A seed further down.
    pub(super) fn at(slot: &'a mut dyn Decode, trace: &'a Trace, depth: u32) -> Self {
        Seed {
            slot,
            trace,
            depth,
            on_null: OnNull::Refuse,
        }
    }

    /// A seed for a field.
    pub(super) fn with(
        slot: &'a mut dyn Decode,
        trace: &'a Trace,
        depth: u32,
        on_null: OnNull,
    ) -> Self {
        Seed {
            slot,
            trace,
            depth,
            on_null,
        }
    }

    /// Reads.
    pub(super) fn read<'de, D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.deserialize(from).map(|_filled| ())
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        if self.depth > DEPTH {
            return Err(stop(self.trace, "nested too deeply".to_owned()));
        }
        if self.trace.is_spent() {
            return Err(stop(
                self.trace,
                "too many ways to read nested unions".to_owned(),
            ));
        }
        from.deserialize_any(Filler {
            fill: self.slot.fill(),
            trace: self.trace,
            depth: self.depth,
            on_null: self.on_null,
        })
    }
}

/// Notes a reason and makes the deserializer's error of it.
pub(super) fn stop<E: Error>(trace: &Trace, reason: String) -> E {
    let error = E::custom(&reason);
    trace.stop(reason);
    error
}

/// The place behind any number of `Option`s.
fn settle(mut fill: Fill<'_>) -> Fill<'_> {
    while let Fill::Nullable(slot) = fill {
        fill = slot.open().fill();
    }
    fill
}

struct Filler<'a> {
    fill: Fill<'a>,
    trace: &'a Trace,
    depth: u32,
    on_null: OnNull,
}

impl Filler<'_> {
    fn mismatch<E: Error>(trace: &Trace, expected: &str, found: &str) -> E {
        stop(trace, format!("expected {expected}, found {found}"))
    }

    /// The same for a branch of a union.
    fn within<'b>(trace: &'b Trace, depth: u32, place: &'b mut dyn Decode) -> Filler<'b> {
        Filler {
            fill: place.fill(),
            trace,
            depth: depth + 1,
            on_null: OnNull::Refuse,
        }
    }

    fn number<E: Error>(self, number: Number, json: impl FnOnce() -> Value) -> Result<bool, E> {
        match settle(self.fill) {
            Fill::Any(slot) => *slot = json(),
            Fill::Union(slot) => driver_union::put(slot, json(), self.trace, self.depth)
                .map_err(|reason| stop(self.trace, reason))?,
            fill => number
                .put(fill)
                .map_err(|misfit| stop(self.trace, misfit.reason()))?,
        }
        Ok(true)
    }
}

impl<'de> Visitor<'de> for Filler<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.fill.expected())
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        match settle(self.fill) {
            Fill::String(slot) => text.clone_into(slot),
            Fill::Text(slot) => {
                if !slot.set_text(text) {
                    let expected = slot.expected();
                    return Err(Self::mismatch(self.trace, expected, "another string"));
                }
            }
            Fill::Any(slot) => *slot = Value::String(text.to_owned()),
            Fill::Union(slot) => driver_union::put_text(slot, text, self.trace, self.depth)
                .map_err(|reason| stop(self.trace, reason))?,
            other => return Err(Self::mismatch(self.trace, other.expected(), "a string")),
        }
        Ok(true)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        match settle(self.fill) {
            Fill::Bool(slot) => *slot = value,
            Fill::Any(slot) => *slot = Value::Bool(value),
            Fill::Union(slot) => {
                driver_union::put(slot, Value::Bool(value), self.trace, self.depth)
                    .map_err(|reason| stop(self.trace, reason))?
            }
            other => {
                return Err(Self::mismatch(
                    self.trace,
                    other.expected(),
                    "true or false",
                ));
            }
        }
        Ok(true)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        if let Fill::I64(slot) = self.fill {
            *slot = value;
            return Ok(true);
        }
        self.number(Number::Whole(i128::from(value)), || value.into())
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.number(Number::Whole(i128::from(value)), || value.into())
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        if let Fill::F64(slot) = self.fill {
            *slot = value;
            return Ok(true);
        }
        self.number(Number::Float(value), || value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        match self.fill {
            Fill::Nullable(slot) => slot.set_null(),
            Fill::Any(slot) if self.on_null == OnNull::Refuse => *slot = Value::Null,
            Fill::Null => {}
            _ if self.on_null == OnNull::Skip => return Ok(false),
            Fill::Union(slot) => driver_union::put(slot, Value::Null, self.trace, self.depth)
                .map_err(|reason| stop(self.trace, reason))?,
            other => return Err(Self::mismatch(self.trace, other.expected(), "null")),
        }
        Ok(true)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<bool, A::Error> {
        match settle(self.fill) {
            Fill::Sequence(slot) => sequence(slot, items, self.trace, self.depth)?,
            Fill::Tuple(slot) => tuple::read(slot, items, self.trace, self.depth)?,
            Fill::Any(slot) => *slot = Visitor::visit_seq(AnyValue, items)?,
            Fill::Union(slot) => {
                let branch = driver_union::direct(slot.rules(), Shape::Array);
                if let Some(place) = branch.and_then(|branch| slot.select(branch)) {
                    return Filler::within(self.trace, self.depth, place).visit_seq(items);
                }
                let value = Visitor::visit_seq(AnyValue, items)?;
                driver_union::put(slot, value, self.trace, self.depth)
                    .map_err(|reason| stop(self.trace, reason))?;
            }
            other => return Err(Self::mismatch(self.trace, other.expected(), "an array")),
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<bool, A::Error> {
        match settle(self.fill) {
            Fill::Object(slot) => object(slot, entries, self.trace, self.depth)?,
            Fill::Map(slot) => map(slot, entries, self.trace, self.depth)?,
            Fill::Any(slot) => *slot = Visitor::visit_map(AnyValue, entries)?,
            Fill::Union(slot) => {
                let branch = driver_union::direct(slot.rules(), Shape::Object);
                if let Some(place) = branch.and_then(|branch| slot.select(branch)) {
                    return Filler::within(self.trace, self.depth, place).visit_map(entries);
                }
                let value = Visitor::visit_map(AnyValue, entries)?;
                driver_union::put(slot, value, self.trace, self.depth)
                    .map_err(|reason| stop(self.trace, reason))?;
            }
            other => precise_number(other, entries, self.trace)?,
        }
        Ok(true)
    }
}

/// A number that serde_json hands out as a map, or an object where none belongs.
fn precise_number<'de, A: MapAccess<'de>>(
    fill: Fill<'_>,
    mut entries: A,
    trace: &Trace,
) -> Result<(), A::Error> {
    let expected = fill.expected();
    if matches!(
        fill,
        Fill::I64(_) | Fill::Integer(_) | Fill::F64(_) | Fill::F32(_)
    ) && entries.next_key::<String>()?.as_deref() == Some(NUMBER_KEY)
    {
        let text = entries.next_value::<String>()?;
        return match Number::parse(&text) {
            Some(number) => number
                .put(fill)
                .map_err(|misfit| stop(trace, misfit.reason())),
            None => Err(Filler::mismatch(trace, expected, "something else")),
        };
    }
    Err(Filler::mismatch(trace, expected, "an object"))
}
