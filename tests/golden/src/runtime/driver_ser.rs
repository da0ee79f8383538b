//! The writing driver: writes what an [`Encode`] shows to any serde serializer.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::field::{Field, Mode, ObjectSlot};
use super::json_write::{self, Purpose};
use super::number::exact_integer;
use super::slot::{Encode, View};

/// How deep values may be nested.
pub(super) const DEPTH: u32 = 256;

/// Writes a value.
pub fn serialize<S: Serializer>(value: &dyn Encode, to: S) -> Result<S::Ok, S::Error> {
    write(value.view(), 0, to)
}

/// Writes a value as JSON to be sent: read-only fields are left out.
pub(super) fn to_request(value: &dyn Encode) -> Result<Vec<u8>, serde_json::Error> {
    json_write::write(value, Purpose::Send)
}

/// Writes a value as JSON.
pub fn to_vec(value: &dyn Encode) -> Result<Vec<u8>, serde_json::Error> {
    json_write::write(value, Purpose::Keep)
}

/// A value at some depth.
struct Nested<'a> {
    value: &'a dyn Encode,
    depth: u32,
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write(self.value.view(), self.depth, to)
    }
}

fn write<S: Serializer>(view: View<'_>, depth: u32, to: S) -> Result<S::Ok, S::Error> {
    if depth > DEPTH {
        return Err(S::Error::custom("nested too deeply"));
    }
    match view {
        View::Null => to.serialize_unit(),
        View::Bool(value) => to.serialize_bool(value),
        View::I64(value) => to.serialize_i64(value),
        View::U64(value) => to.serialize_u64(value),
        View::F64(value) if !value.is_finite() => Err(S::Error::custom("the number is not finite")),
        View::F64(value) => match exact_integer(value) {
            Some(whole) => to.serialize_i64(whole),
            None => to.serialize_f64(value),
        },
        View::F32(value) if !value.is_finite() => Err(S::Error::custom("the number is not finite")),
        View::F32(value) => match exact_integer(f64::from(value)) {
            Some(whole) => to.serialize_i64(whole),
            None => to.serialize_f32(value),
        },
        View::Text(text) => to.serialize_str(text),
        View::Display(text) => to.collect_str(text),
        View::Bytes(bytes) => write_bytes(bytes, to),
        View::Part(part) => write_bytes(part.content(), to),
        View::Any(value) => value.serialize(to),
        View::Sequence(items) => {
            let mut list = to.serialize_seq(Some(items.len()))?;
            let mut index = 0;
            while let Some(value) = items.item(index) {
                list.serialize_element(&Nested {
                    value,
                    depth: depth + 1,
                })?;
                index += 1;
            }
            list.end()
        }
        View::Map(entries) => {
            let mut map = to.serialize_map(None)?;
            write_entries(entries, depth, &mut map)?;
            map.end()
        }
        View::Object(object) => {
            let mut map = to.serialize_map(None)?;
            for (index, field) in object.fields().iter().enumerate() {
                write_field(object, index, field, depth, &mut map)?;
            }
            map.end()
        }
    }
}

fn write_bytes<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => to.serialize_str(text),
        Err(_) => Err(S::Error::custom("the bytes are not text")),
    }
}

fn write_entries<M: SerializeMap>(
    entries: &dyn super::slot::MapView,
    depth: u32,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut outcome = Ok(());
    entries.entries(&mut |key, value| {
        outcome = map.serialize_entry(
            key,
            &Nested {
                value,
                depth: depth + 1,
            },
        );
        outcome.is_ok()
    });
    outcome
}

fn write_field<M: SerializeMap>(
    object: &dyn ObjectSlot,
    index: usize,
    field: &Field,
    depth: u32,
    map: &mut M,
) -> Result<(), M::Error> {
    if let Mode::Constant(json) = field.mode {
        let constant: Value = serde_json::from_str(json).map_err(M::Error::custom)?;
        return map.serialize_entry(field.name, &constant);
    }
    let Some(value) = object.at(index) else {
        return Ok(());
    };
    match field.mode {
        Mode::Rest => match value.view() {
            View::Map(entries) => write_entries(entries, depth, map),
            _ => Ok(()),
        },
        Mode::Optional | Mode::Maybe | Mode::ReadOnly if value.is_absent() => Ok(()),
        _ => map.serialize_entry(
            field.name,
            &Nested {
                value,
                depth: depth + 1,
            },
        ),
    }
}
