//! How the drivers see a value: as something to fill, or something to view.
//!
//! A type says what it is through two small enums, so that the drivers are compiled once per (de)serializer and never
//! once per type.

use bytes::Bytes;
use serde_json::Value;

use super::field::ObjectSlot;
use super::part::Part;
use super::union::UnionSlot;

/// A value that can be written.
pub trait Encode {
    /// The value as what is written for it.
    fn view(&self) -> View<'_>;

    /// Whether an optional field that holds this is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether this is nothing at all, so that a position at the end of a tuple is left out; `None` is null there.
    fn is_left_out(&self) -> bool {
        false
    }

    /// Whether this is a value that the document knows: a listed enum value, a text of the declared format.
    fn is_known(&self) -> bool {
        true
    }
}

/// A value that can be read.
pub trait Decode: Encode {
    /// The value as a place to put what is received.
    fn fill(&mut self) -> Fill<'_>;

    /// What reading begins with. Never part of a result unless it was filled or its absence is allowed.
    fn blank() -> Self
    where
        Self: Sized;
}

/// A place to put what is received.
pub enum Fill<'a> {
    /// A string.
    String(&'a mut String),
    /// A string with a meaning: an enum, a UUID, a date.
    Text(&'a mut dyn TextSlot),
    /// `true` or `false`.
    Bool(&'a mut bool),
    /// The usual integer.
    I64(&'a mut i64),
    /// An integer of another width.
    Integer(&'a mut dyn IntegerSlot),
    /// A number.
    F64(&'a mut f64),
    /// A number of less precision.
    F32(&'a mut f32),
    /// A value that may be `null`.
    Nullable(&'a mut dyn NullSlot),
    /// An array.
    Sequence(&'a mut dyn SequenceSlot),
    /// An array with a type for each position.
    Tuple(&'a mut dyn TupleSlot),
    /// An object with free keys.
    Map(&'a mut dyn MapSlot),
    /// An object with fields.
    Object(&'a mut dyn ObjectSlot),
    /// One of several shapes.
    Union(&'a mut dyn UnionSlot),
    /// Any JSON value.
    Any(&'a mut Value),
    /// Only `null`.
    Null,
}

impl Fill<'_> {
    /// What is expected here, for an error message.
    pub fn expected(&self) -> &'static str {
        match self {
            Fill::String(_) => "a string",
            Fill::Text(text) => text.expected(),
            Fill::Bool(_) => "true or false",
            Fill::I64(_) | Fill::Integer(_) => "an integer",
            Fill::F64(_) | Fill::F32(_) => "a number",
            Fill::Nullable(_) => "a value or null",
            Fill::Sequence(_) | Fill::Tuple(_) => "an array",
            Fill::Map(_) | Fill::Object(_) => "an object",
            Fill::Union(_) => "one of the declared shapes",
            Fill::Any(_) => "any value",
            Fill::Null => "null",
        }
    }
}

/// A string with a meaning.
pub trait TextSlot {
    /// Takes the text, or says that it is not of this type.
    fn set_text(&mut self, text: &str) -> bool;
    /// Takes bytes that need not be text, or says that it is not of this type.
    fn set_bytes(&mut self, _bytes: &Bytes) -> bool {
        false
    }
    /// What is expected, with its article.
    fn expected(&self) -> &'static str;
}

/// An integer of any width.
pub trait IntegerSlot {
    /// Takes the integer, or says that it is out of range.
    fn set_integer(&mut self, value: i128) -> bool;
}

/// A value that may be `null`.
pub trait NullSlot {
    /// Takes `null`.
    fn set_null(&mut self);
    /// Takes a value: the place to put it.
    fn open(&mut self) -> &mut dyn Decode;
}

/// An array to fill.
pub trait SequenceSlot {
    /// Appends a blank item and gives its place.
    fn push(&mut self) -> &mut dyn Decode;
    /// Takes the last item away again.
    fn pop(&mut self);
}

/// An array with a type for each position to fill.
pub trait TupleSlot {
    /// The place of the item at an index; none when there can be no such item.
    fn position(&mut self, index: usize) -> Option<&mut dyn Decode>;
    /// Says that there were no more items than these, after the place of one more was asked for; or how many there
    /// must be.
    fn end(&mut self, received: usize) -> Result<(), usize>;
}

/// An object with free keys to fill.
pub trait MapSlot {
    /// The place of a new key, or why there is none: the key is already there, or cannot be one.
    fn insert(&mut self, key: String) -> Result<&mut dyn Decode, &'static str>;
}

/// What is written for a value.
pub enum View<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    I64(i64),
    /// An integer beyond `i64`.
    U64(u64),
    /// A number.
    F64(f64),
    /// A number of less precision.
    F32(f32),
    /// A string.
    Text(&'a str),
    /// A string that is made while it is written.
    Display(&'a dyn std::fmt::Display),
    /// Bytes that are written as a string, which only works when they are UTF-8.
    Bytes(&'a [u8]),
    /// Bytes with a media type.
    Part(&'a Part),
    /// An array.
    Sequence(&'a dyn SequenceView),
    /// An object with free keys.
    Map(&'a dyn MapView),
    /// An object with fields.
    Object(&'a dyn ObjectSlot),
    /// Any JSON value.
    Any(&'a Value),
}

/// An array to write.
pub trait SequenceView {
    /// How many items it has.
    fn len(&self) -> usize;
    /// Whether it has none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at `index`; `None` beyond the end.
    fn item(&self, index: usize) -> Option<&dyn Encode>;
}

/// An object with free keys to write.
pub trait MapView {
    /// How many entries it has.
    fn len(&self) -> usize;
    /// Whether it has none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Gives each entry to `each` until that says `false`.
    fn entries(&self, each: &mut dyn FnMut(&str, &dyn Encode) -> bool);
}
