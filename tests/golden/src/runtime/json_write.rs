//! The writing driver for JSON: writes what an [`Encode`] shows, the same bytes as serde_json.

use std::fmt::{self, Write};

use serde::ser::Error as _;
use serde_json::Error;

use super::driver_ser::DEPTH;
use super::field::{Field, Mode, ObjectSlot};
use super::json_text::plain_until;
use super::number::exact_integer;
use super::slot::{Encode, MapView, SequenceView, View};

/// What a value is written for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be kept: all of it.
    Keep,
    /// To be sent: without what only the server fills in.
    Send,
}

/// Writes a value.
pub(super) fn write(value: &dyn Encode, purpose: Purpose) -> Result<Vec<u8>, Error> {
    let mut writer = Writer {
        json: Vec::with_capacity(128),
        purpose,
    };
    writer.value(value.view(), 0)?;
    Ok(writer.json)
}

struct Writer {
    json: Vec<u8>,
    purpose: Purpose,
}

impl Writer {
    fn value(&mut self, view: View<'_>, depth: u32) -> Result<(), Error> {
        if depth > DEPTH {
            return Err(Error::custom("nested too deeply"));
        }
        match view {
            View::Null => self.raw("null"),
            View::Bool(true) => self.raw("true"),
            View::Bool(false) => self.raw("false"),
            View::I64(value) => self.integer(value < 0, value.unsigned_abs()),
            View::U64(value) => self.integer(false, value),
            View::F64(value) if !value.is_finite() => {
                return Err(Error::custom("the number is not finite"));
            }
            View::F64(value) => match exact_integer(value) {
                Some(whole) => self.integer(whole < 0, whole.unsigned_abs()),
                None => serde_json::to_writer(&mut self.json, &value)?,
            },
            View::F32(value) if !value.is_finite() => {
                return Err(Error::custom("the number is not finite"));
            }
            View::F32(value) => match exact_integer(f64::from(value)) {
                Some(whole) => self.integer(whole < 0, whole.unsigned_abs()),
                None => serde_json::to_writer(&mut self.json, &value)?,
            },
            View::Text(text) => self.text(text),
            View::Display(text) => self.display(text)?,
            View::Bytes(bytes) => self.bytes(bytes)?,
            View::Part(part) => self.bytes(part.content())?,
            View::Any(value) => serde_json::to_writer(&mut self.json, value)?,
            View::Sequence(items) => self.sequence(items, depth)?,
            View::Map(entries) => {
                self.json.push(b'{');
                self.entries(entries, &mut true, depth)?;
                self.json.push(b'}');
            }
            View::Object(object) => self.object(object, depth)?,
        }
        Ok(())
    }

    fn raw(&mut self, text: &str) {
        self.json.extend_from_slice(text.as_bytes());
    }

    fn integer(&mut self, negative: bool, mut value: u64) {
        const PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
            5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
        let mut digits = [0; 20];
        let mut at = digits.len();
        while value >= 10 {
            let pair = (value % 100) as usize * 2;
            value /= 100;
            at -= 2;
            digits[at] = PAIRS[pair];
            digits[at + 1] = PAIRS[pair + 1];
        }
        if value > 0 || at == digits.len() {
            at -= 1;
            digits[at] = b'0' + value as u8;
        }
        if negative {
            self.json.push(b'-');
        }
        self.json.extend_from_slice(&digits[at..]);
    }

    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.json.reserve(bytes.len() + 4);
        self.json.push(b'"');
        match plain_until(bytes, 0) {
            end if end == bytes.len() => self.json.extend_from_slice(bytes),
            end => escape(&mut self.json, text, end),
        }
        self.json.push(b'"');
    }

    fn display(&mut self, text: &dyn fmt::Display) -> Result<(), Error> {
        self.json.push(b'"');
        write!(Escaping(&mut self.json), "{text}").map_err(Error::custom)?;
        self.json.push(b'"');
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.text(text),
            Err(_) => return Err(Error::custom("the bytes are not text")),
        }
        Ok(())
    }

    fn sequence(&mut self, items: &dyn SequenceView, depth: u32) -> Result<(), Error> {
        self.json.push(b'[');
        let mut index = 0;
        while let Some(item) = items.item(index) {
            if index > 0 {
                self.json.push(b',');
            }
            self.value(item.view(), depth + 1)?;
            index += 1;
        }
        self.json.push(b']');
        Ok(())
    }

    /// A key and its colon, after a comma unless it is the first.
    fn key(&mut self, key: &str, first: &mut bool) {
        if !std::mem::take(first) {
            self.json.push(b',');
        }
        self.text(key);
        self.json.push(b':');
    }

    fn entries(
        &mut self,
        entries: &dyn MapView,
        first: &mut bool,
        depth: u32,
    ) -> Result<(), Error> {
        let mut outcome = Ok(());
        entries.entries(&mut |key, value| {
            self.key(key, first);
            outcome = self.value(value.view(), depth + 1);
            outcome.is_ok()
        });
        outcome
    }

    fn object(&mut self, object: &dyn ObjectSlot, depth: u32) -> Result<(), Error> {
        self.json.push(b'{');
        let mut first = true;
        for (index, field) in object.fields().iter().enumerate() {
            self.field(object, index, field, &mut first, depth)?;
        }
        self.json.push(b'}');
        Ok(())
    }

    fn field(
        &mut self,
        object: &dyn ObjectSlot,
        index: usize,
        field: &Field,
        first: &mut bool,
        depth: u32,
    ) -> Result<(), Error> {
        if let Mode::Constant(json) = field.mode {
            self.key(field.name, first);
            return self.constant(json);
        }
        if field.mode == Mode::ReadOnly && self.purpose == Purpose::Send {
            return Ok(());
        }
        let Some(value) = object.at(index) else {
            return Ok(());
        };
        match field.mode {
            Mode::Rest => match value.view() {
                View::Map(entries) => self.entries(entries, first, depth),
                _ => Ok(()),
            },
            Mode::Optional | Mode::Maybe | Mode::ReadOnly if value.is_absent() => Ok(()),
            _ => {
                self.key(field.name, first);
                self.value(value.view(), depth + 1)
            }
        }
    }

    fn constant(&mut self, json: &str) -> Result<(), Error> {
        // A string without escapes is written as it stands.
        if json.starts_with('"') && !json.contains('\\') {
            self.raw(json);
            return Ok(());
        }
        let constant: serde_json::Value = serde_json::from_str(json)?;
        serde_json::to_writer(&mut self.json, &constant)
    }
}

/// Writes a text as it stands between the quotes of a JSON string; `end` is where it cannot for the first
/// time.
#[cold]
fn escape(json: &mut Vec<u8>, text: &str, mut end: usize) {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        json.extend_from_slice(bytes.get(at..end).unwrap_or_default());
        let Some(special) = bytes.get(end) else {
            return;
        };
        let short = match special {
            b'"' => b'"',
            b'\\' => b'\\',
            0x08 => b'b',
            0x09 => b't',
            0x0A => b'n',
            0x0C => b'f',
            0x0D => b'r',
            _ => b'u',
        };
        json.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            let (high, low) = (usize::from(special >> 4), usize::from(special & 15));
            json.extend_from_slice(&[b'0', b'0', DIGITS[high], DIGITS[low]]);
        }
        at = end + 1;
        end = plain_until(bytes, at);
    }
}

/// Takes text, and escapes it.
struct Escaping<'a>(&'a mut Vec<u8>);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text, plain_until(text.as_bytes(), 0));
        Ok(())
    }
}
