//! The quick reading driver: fills a slot from JSON text in one pass.
//!
//! Reads what is as it should be, and only that. At the first thing that is not, it gives up, and the thorough driver
//! (`driver_de`) begins anew, which knows path, line and reason. Must never accept what that one refuses, nor make
//! anything else of it.

use std::borrow::Cow;

use serde_json::Value;

use super::bits::Bits;
use super::driver_de::OnNull;
use super::driver_union::is;
use super::field::{Field, Mode, ObjectSlot};
use super::json_source::parse;
use super::json_text::{Cursor, DEPTH, Off};
use super::slot::{Decode, Fill, MapSlot, SequenceSlot, TupleSlot};

/// Fills a blank slot; `false` when the thorough driver must, with a new blank.
pub(super) fn fill(slot: &mut dyn Decode, json: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(json) else {
        return false;
    };
    let mut reader = Reader::new(text);
    reader.value(slot, 0, OnNull::Refuse).is_ok() && reader.cursor.is_done()
}

/// What an object must keep to, because its branch was chosen before all of it was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Demand {
    /// Nothing.
    #[default]
    None,
    /// A property must not come twice: it was looked for only until it came once.
    Once(&'static str),
    /// All keys must be fields, not even `null` may be something else.
    Fields,
}

/// Reads values of a JSON text into slots.
pub(super) struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    /// Whether a constant must be what it is declared to be, because it may tell branches apart.
    pub(super) strict: bool,
    /// Whether everything must be kept and known, because another branch may keep more.
    pub(super) whole: bool,
    /// What holds for the next object only.
    pub(super) demand: Demand,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Reader {
            cursor: Cursor::new(text),
            strict: false,
            whole: false,
            demand: Demand::None,
        }
    }

    /// Reads a value. Gives whether it was filled: a skipped `null` leaves the slot blank.
    pub(super) fn value(
        &mut self,
        slot: &mut dyn Decode,
        depth: u32,
        on_null: OnNull,
    ) -> Result<bool, Off> {
        let filled = self.put(slot.fill(), depth, on_null)?;
        if self.whole && !slot.is_known() {
            return Err(Off::Misfit);
        }
        Ok(filled)
    }

    fn put(&mut self, mut fill: Fill<'_>, depth: u32, on_null: OnNull) -> Result<bool, Off> {
        let byte = self.cursor.peek()?;
        if byte == b'n' {
            return self.null(fill, depth, on_null);
        }
        while let Fill::Nullable(slot) = fill {
            fill = slot.open().fill();
        }
        match (byte, fill) {
            (b'"', Fill::String(slot)) => *slot = self.cursor.string()?.into_owned(),
            (b'"', Fill::Text(slot)) => {
                let text = self.cursor.string()?;
                if !slot.set_text(&text) {
                    return Err(Off::Misfit);
                }
            }
            (
                b'0'..=b'9' | b'-',
                fill @ (Fill::I64(_) | Fill::F64(_) | Fill::Integer(_) | Fill::F32(_)),
            ) => {
                self.cursor.number()?.put(fill).map_err(|_| Off::Misfit)?;
            }
            (b't', Fill::Bool(slot)) => {
                self.cursor.word("true")?;
                *slot = true;
            }
            (b'f', Fill::Bool(slot)) => {
                self.cursor.word("false")?;
                *slot = false;
            }
            (b'{', Fill::Object(slot)) => self.object(slot, depth)?,
            (b'[', Fill::Sequence(slot)) => self.sequence(slot, depth)?,
            (b'{', Fill::Map(slot)) => self.map(slot, depth)?,
            (b'[', Fill::Tuple(slot)) => self.tuple(slot, depth)?,
            (_, Fill::Union(slot)) => self.union(slot, depth)?,
            (_, Fill::Any(slot)) => *slot = self.cursor.any(depth)?,
            _ => return Err(Off::Misfit),
        }
        Ok(true)
    }

    fn null(&mut self, fill: Fill<'_>, depth: u32, on_null: OnNull) -> Result<bool, Off> {
        match fill {
            Fill::Nullable(slot) => slot.set_null(),
            Fill::Any(slot) if on_null == OnNull::Refuse => *slot = Value::Null,
            Fill::Null => {}
            _ if on_null == OnNull::Skip => {
                self.cursor.word("null")?;
                return Ok(false);
            }
            Fill::Union(slot) => return self.union(slot, depth).map(|()| true),
            _ => return Err(Off::Misfit),
        }
        self.cursor.word("null").map(|()| true)
    }

    fn sequence(&mut self, slot: &mut dyn SequenceSlot, depth: u32) -> Result<(), Off> {
        self.descend(depth)?;
        let mut first = true;
        while self.cursor.more(b']', first)? {
            first = false;
            self.value(slot.push(), depth + 1, OnNull::Refuse)?;
        }
        Ok(())
    }

    fn tuple(&mut self, slot: &mut dyn TupleSlot, depth: u32) -> Result<(), Off> {
        // What is left out at the end of a tuple is not looked into here.
        if self.whole {
            return Err(Off::Misfit);
        }
        self.descend(depth)?;
        let mut index = 0;
        while self.cursor.more(b']', index == 0)? {
            let place = slot.position(index).ok_or(Off::Misfit)?;
            self.value(place, depth + 1, OnNull::Refuse)?;
            index += 1;
        }
        if slot.position(index).is_none() {
            return Ok(());
        }
        slot.end(index).map_err(|_| Off::Misfit)
    }

    /// Takes an opening bracket.
    fn descend(&mut self, depth: u32) -> Result<(), Off> {
        self.cursor.at += 1;
        match depth < DEPTH {
            true => Ok(()),
            false => Err(Off::Unclear),
        }
    }

    /// Takes a key and its colon.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, Off> {
        match self.cursor.peek()? {
            b'"' => {}
            _ => return Err(Off::Unclear),
        }
        let key = self.cursor.string()?;
        self.cursor.expect(b':')?;
        Ok(key)
    }

    fn map(&mut self, slot: &mut dyn MapSlot, depth: u32) -> Result<(), Off> {
        self.descend(depth)?;
        let mut first = true;
        while self.cursor.more(b'}', first)? {
            first = false;
            let key = self.key()?;
            self.entry(slot, key.into_owned(), depth)?;
        }
        Ok(())
    }

    fn entry(&mut self, slot: &mut dyn MapSlot, key: String, depth: u32) -> Result<(), Off> {
        // Of equal keys within a union the last one holds.
        let place = slot.insert(key).map_err(|_| Off::Unclear)?;
        self.value(place, depth + 1, OnNull::Refuse).map(|_| ())
    }

    fn object(&mut self, slot: &mut dyn ObjectSlot, depth: u32) -> Result<(), Off> {
        self.descend(depth)?;
        let demand = std::mem::take(&mut self.demand);
        let fields = slot.fields();
        let (mut received, mut filled, mut next) = (Bits::default(), 0, 0);
        let mut skipped = None;
        let mut tags = 0;
        let mut first = true;
        while self.cursor.more(b'}', first)? {
            first = false;
            let written;
            let key = match self.cursor.plain_key() {
                Some(key) => key,
                None => {
                    written = self.key()?;
                    &written
                }
            };
            let Some(index) = find(fields, key, next) else {
                match demand {
                    Demand::None => {}
                    Demand::Fields => return Err(Off::Misfit),
                    Demand::Once(tag) => {
                        tags += usize::from(tag == key);
                        if tags > 1 {
                            return Err(Off::Unclear);
                        }
                    }
                }
                self.other(slot, fields, key, depth)?;
                continue;
            };
            next = index + 1;
            if !received.insert(index) {
                return Err(Off::Unclear);
            }
            match self.field(slot, &fields[index].mode, index, depth)? {
                true => filled += 1,
                false => {
                    skipped.get_or_insert_with(Bits::default).insert(index);
                }
            }
        }
        if filled == fields.len() {
            return Ok(());
        }
        self.complete(slot, fields, &received, skipped.as_ref())
    }

    fn field(
        &mut self,
        slot: &mut dyn ObjectSlot,
        mode: &Mode,
        index: usize,
        depth: u32,
    ) -> Result<bool, Off> {
        let on_null = match mode {
            Mode::Required | Mode::Nullable | Mode::Maybe | Mode::ReadOnly => OnNull::Refuse,
            _ => OnNull::Skip,
        };
        if self.whole
            && matches!(mode, Mode::Optional | Mode::Default(_))
            && self.cursor.peek()? == b'n'
        {
            return Err(Off::Misfit);
        }
        match (slot.at_mut(index), mode) {
            (Some(place), _) => self.value(place, depth + 1, on_null),
            (None, Mode::Constant(json)) if self.strict => {
                let start = self.skip_value(depth)?;
                let found = self.cursor.since(start);
                let equal = found == *json || parse(found).is_some_and(|found| is(&found, json));
                match equal {
                    true => Ok(true),
                    false => Err(Off::Misfit),
                }
            }
            (None, _) => self.skip_value(depth).map(|_| true),
        }
    }

    /// Takes a value of any kind; where it began.
    fn skip_value(&mut self, depth: u32) -> Result<usize, Off> {
        self.cursor.peek()?;
        let start = self.cursor.at;
        self.cursor.skip(depth + 1)?;
        Ok(start)
    }

    /// A key that is no field: kept where the type keeps such keys.
    fn other(
        &mut self,
        slot: &mut dyn ObjectSlot,
        fields: &[Field],
        key: &str,
        depth: u32,
    ) -> Result<(), Off> {
        let rest = fields.iter().position(|field| field.mode == Mode::Rest);
        if self.whole && (rest.is_some() || self.cursor.peek()? != b'n') {
            return Err(Off::Misfit);
        }
        match rest.and_then(|index| slot.at_mut(index)).map(Decode::fill) {
            Some(Fill::Map(map)) => self.entry(map, key.to_owned(), depth),
            _ => self.skip_value(depth).map(|_| ()),
        }
    }

    /// Sees that required fields were there, and fills in defaults.
    fn complete(
        &mut self,
        slot: &mut dyn ObjectSlot,
        fields: &'static [Field],
        received: &Bits,
        skipped: Option<&Bits>,
    ) -> Result<(), Off> {
        for (index, field) in fields.iter().enumerate() {
            match field.mode {
                Mode::Required | Mode::Nullable if !received.contains(index) => {
                    return Err(Off::Misfit);
                }
                // A blank list is an empty one already.
                Mode::Default("[]") => {}
                Mode::Default(json)
                    if !received.contains(index)
                        || skipped.is_some_and(|skipped| skipped.contains(index)) =>
                {
                    let place = slot.at_mut(index).ok_or(Off::Unclear)?;
                    if !fill(place, json.as_bytes()) {
                        return Err(Off::Unclear);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The field of a key; `next` is where it is if the fields come in the order of the table.
#[inline]
fn find(fields: &[Field], key: &str, next: usize) -> Option<usize> {
    let is = |field: &Field| field.name == key && field.mode != Mode::Rest;
    let behind = fields.get(next..).unwrap_or_default();
    match behind.iter().position(is) {
        Some(index) => Some(next + index),
        None => fields.iter().take(next).position(is),
    }
}
