//! The reading driver's arrays, maps and objects.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::bits::Bits;
use super::decode_error::{Segment, Trace, fill_from_slice};
use super::driver_de::{OnNull, Seed, stop};
use super::field::{Field, Mode, ObjectSlot};
use super::json_source::AnyValue;
use super::slot::{Decode, Fill, MapSlot, SequenceSlot};

pub(super) fn sequence<'de, A: SeqAccess<'de>>(
    slot: &mut dyn SequenceSlot,
    mut items: A,
    trace: &Trace,
    depth: u32,
) -> Result<(), A::Error> {
    for index in 0.. {
        let seed = Seed::at(slot.push(), trace, depth + 1);
        match items.next_element_seed(seed) {
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) => {
                trace.leave(Segment::Index(index));
                return Err(error);
            }
        }
    }
    slot.pop();
    Ok(())
}

pub(super) fn map<'de, A: MapAccess<'de>>(
    slot: &mut dyn MapSlot,
    mut entries: A,
    trace: &Trace,
    depth: u32,
) -> Result<(), A::Error> {
    while let Some(key) = entries.next_key::<String>()? {
        entry(slot, key, &mut entries, trace, depth)?;
    }
    Ok(())
}

fn entry<'de, A: MapAccess<'de>>(
    slot: &mut dyn MapSlot,
    key: String,
    entries: &mut A,
    trace: &Trace,
    depth: u32,
) -> Result<(), A::Error> {
    let place = match slot.insert(key.clone()) {
        Ok(place) => place,
        Err(reason) => {
            trace.leave(Segment::Key(key.into()));
            return Err(stop(trace, reason.to_owned()));
        }
    };
    entries
        .next_value_seed(Seed::at(place, trace, depth + 1))
        .map(|_filled| ())
        .inspect_err(|_| {
            trace.leave(Segment::Key(key.into()));
        })
}

/// A key of an object with fields.
enum Key {
    Field(usize),
    Other(String),
    Ignored,
}

struct KeySeed {
    fields: &'static [Field],
    /// Where the next field is if the fields come in the order of the table.
    next: usize,
    keep_others: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        let is = |field: &Field| field.name == key && field.mode != Mode::Rest;
        if self.fields.get(self.next).is_some_and(is) {
            return Ok(Key::Field(self.next));
        }
        Ok(match self.fields.iter().position(is) {
            Some(index) => Key::Field(index),
            None if self.keep_others => Key::Other(key.to_owned()),
            None => Key::Ignored,
        })
    }
}

pub(super) fn object<'de, A: MapAccess<'de>>(
    slot: &mut dyn ObjectSlot,
    mut entries: A,
    trace: &Trace,
    depth: u32,
) -> Result<(), A::Error> {
    let fields = slot.fields();
    let rest = fields.iter().position(|field| field.mode == Mode::Rest);
    let (mut received, mut filled, mut next) = (Bits::default(), Bits::default(), 0);
    while let Some(key) = entries.next_key_seed(KeySeed {
        fields,
        next,
        keep_others: rest.is_some(),
    })? {
        match key {
            Key::Ignored => {
                entries.next_value::<IgnoredAny>()?;
            }
            Key::Other(key) => match rest.and_then(|index| slot.at_mut(index)).map(Decode::fill) {
                Some(Fill::Map(map)) => entry(map, key, &mut entries, trace, depth)?,
                _ => {
                    entries.next_value::<IgnoredAny>()?;
                }
            },
            Key::Field(index) => {
                next = index + 1;
                let name = || Segment::Key(fields[index].name.into());
                if !received.insert(index) {
                    trace.leave(name());
                    return Err(stop(trace, "the key is there twice".to_owned()));
                }
                if field(slot, fields, index, &mut entries, trace, depth)
                    .inspect_err(|_| trace.leave(name()))?
                {
                    filled.insert(index);
                }
            }
        }
    }
    complete(slot, fields, &filled, trace).map_err(|reason| stop(trace, reason))
}

fn field<'de, A: MapAccess<'de>>(
    slot: &mut dyn ObjectSlot,
    fields: &'static [Field],
    index: usize,
    entries: &mut A,
    trace: &Trace,
    depth: u32,
) -> Result<bool, A::Error> {
    let on_null = match fields[index].mode {
        Mode::Required | Mode::Nullable | Mode::Maybe | Mode::ReadOnly => OnNull::Refuse,
        _ => OnNull::Skip,
    };
    match slot.at_mut(index) {
        Some(slot) => entries.next_value_seed(Seed::with(slot, trace, depth + 1, on_null)),
        None => constant(&fields[index].mode, entries, trace),
    }
}

/// Reads what was sent for a constant, which matters only where it may tell branches of a union apart.
fn constant<'de, A: MapAccess<'de>>(
    mode: &Mode,
    entries: &mut A,
    trace: &Trace,
) -> Result<bool, A::Error> {
    match mode {
        Mode::Constant(json) if trace.is_strict() => {
            let found = entries.next_value_seed(AnyValue)?;
            match super::driver_union::is(&found, json) {
                true => Ok(true),
                false => Err(stop(trace, format!("expected {json}"))),
            }
        }
        _ => entries.next_value::<IgnoredAny>().map(|_| true),
    }
}

/// Sees that required fields were there, and fills in defaults.
fn complete(
    slot: &mut dyn ObjectSlot,
    fields: &'static [Field],
    filled: &Bits,
    trace: &Trace,
) -> Result<(), String> {
    for (index, field) in fields.iter().enumerate() {
        if filled.contains(index) {
            continue;
        }
        match field.mode {
            Mode::Required | Mode::Nullable => {
                trace.leave(Segment::Key(field.name.into()));
                return Err("required, but not there".to_owned());
            }
            // A blank list is an empty one already.
            Mode::Default("[]") => {}
            Mode::Default(json) => {
                if let Some(place) = slot.at_mut(index) {
                    fill_from_slice(place, json.as_bytes()).map_err(|_| {
                        trace.leave(Segment::Key(field.name.into()));
                        "the document's default is not of the field's type".to_owned()
                    })?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}
