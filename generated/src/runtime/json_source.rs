//! What the thorough driver reads: JSON text, or a value that is there already.
//!
//! One type for both, so that the driver is there once. Text is read by `json_bytes`.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, CowStrDeserializer, MapDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::json_bytes::Json;
use super::number;

/// The key under which serde_json hands out a number when its feature `arbitrary_precision` is on somewhere.
pub(super) const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Reading ended. Where and why is kept elsewhere: by the text, and by the driver's trace.
#[derive(Debug)]
pub(super) struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of the expected shape")
    }
}

impl std::error::Error for Stopped {}

impl Error for Stopped {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Stopped
    }
}

/// What is read.
pub(super) enum Source<'s, 'a> {
    /// Text, from where it stands.
    Text(&'s mut Json<'a>),
    /// A value.
    Value(&'a Value),
}

impl<'de> Deserializer<'de> for Source<'_, 'de> {
    type Error = Stopped;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stopped> {
        match self {
            Source::Text(json) => visit(json, visitor).inspect_err(|_| json.mark()),
            Source::Value(value) => match value {
                Value::Null => visitor.visit_unit(),
                Value::Bool(value) => visitor.visit_bool(*value),
                Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                    (Some(whole), _) => visitor.visit_u64(whole),
                    (None, Some(whole)) => visitor.visit_i64(whole),
                    (None, None) if is_precise() => {
                        visitor.visit_map(Entries::Digits(Some(number.to_string().into())))
                    }
                    (None, None) => visitor.visit_f64(number.as_f64().ok_or(Stopped)?),
                },
                Value::String(text) => visitor.visit_str(text),
                Value::Array(items) => visitor.visit_seq(Items::Values(items.iter())),
                Value::Object(entries) => visitor.visit_map(Entries::Values(entries.iter(), None)),
            },
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stopped> {
        if let Source::Text(json) = self {
            json.ignore()?;
        }
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

fn visit<'de, V: Visitor<'de>>(json: &mut Json<'de>, visitor: V) -> Result<V::Value, Stopped> {
    match json.first()? {
        b'n' => json.word("null").and_then(|()| visitor.visit_unit()),
        b't' => json.word("true").and_then(|()| visitor.visit_bool(true)),
        b'f' => json.word("false").and_then(|()| visitor.visit_bool(false)),
        b'"' => visitor.visit_str(&json.string()?),
        b'[' => {
            json.open()?;
            let read = visitor.visit_seq(Items::Text(json, true));
            json.close(b']', read)
        }
        b'{' => {
            json.open()?;
            let read = visitor.visit_map(Entries::Text(json, true));
            json.close(b'}', read)
        }
        _ => match json.number()? {
            (Some(number::Number::Whole(whole)), _) => match u64::try_from(whole) {
                Ok(whole) => visitor.visit_u64(whole),
                Err(_) => visitor.visit_i64(i64::try_from(whole).map_err(|_| Stopped)?),
            },
            (_, text) if is_precise() => visitor.visit_map(Entries::Digits(Some(text.into()))),
            (Some(number::Number::Float(float)), _) => visitor.visit_f64(float),
            (None, _) => json.stop("number out of range"),
        },
    }
}

enum Items<'s, 'a> {
    /// And whether none has been asked for.
    Text(&'s mut Json<'a>, bool),
    Values(std::slice::Iter<'a, Value>),
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Stopped;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Stopped> {
        let source = match self {
            Items::Text(json, first) => match json.more(b']', first)? {
                true => Source::Text(json),
                false => return Ok(None),
            },
            Items::Values(values) => match values.next() {
                Some(value) => Source::Value(value),
                None => return Ok(None),
            },
        };
        seed.deserialize(source).map(Some)
    }
}

enum Entries<'s, 'a> {
    /// And whether none has been asked for.
    Text(&'s mut Json<'a>, bool),
    /// And the value of the last key.
    Values(serde_json::map::Iter<'a>, Option<&'a Value>),
    /// A number, as serde_json hands it out.
    Digits(Option<Cow<'a, str>>),
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Stopped;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Stopped> {
        let key = match self {
            Entries::Text(json, first) => match json.more(b'}', first)? {
                true => json.string()?,
                false => return Ok(None),
            },
            Entries::Values(entries, value) => match entries.next() {
                Some((key, next)) => {
                    *value = Some(next);
                    Cow::Borrowed(key.as_str())
                }
                None => return Ok(None),
            },
            Entries::Digits(Some(_)) => Cow::Borrowed(NUMBER_KEY),
            Entries::Digits(None) => return Ok(None),
        };
        seed.deserialize(CowStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Stopped> {
        match self {
            Entries::Text(json, _) => {
                json.colon()?;
                seed.deserialize(Source::Text(json))
            }
            Entries::Values(_, value) => {
                seed.deserialize(Source::Value(value.take().ok_or(Stopped)?))
            }
            Entries::Digits(digits) => {
                seed.deserialize(CowStrDeserializer::new(digits.take().ok_or(Stopped)?))
            }
        }
    }
}

/// Whether serde_json keeps all digits of a number: its feature `arbitrary_precision`.
fn is_precise() -> bool {
    precise("0.10").is_some()
}

/// A number with all its digits, where serde_json keeps them.
fn precise(digits: &str) -> Option<Number> {
    let entry = std::iter::once((
        BorrowedStrDeserializer::<Stopped>::new(NUMBER_KEY),
        BorrowedStrDeserializer::<Stopped>::new(digits),
    ));
    Number::deserialize(MapDeserializer::<_, Stopped>::new(entry)).ok()
}

/// Reads any value.
pub(super) struct AnyValue;

impl<'de> DeserializeSeed<'de> for AnyValue {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        let number = Number::from_i128(value).map(Value::Number);
        number.ok_or_else(|| E::custom("the number is out of range"))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        let number = Number::from_u128(value).map(Value::Number);
        number.ok_or_else(|| E::custom("the number is out of range"))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(AnyValue)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.is_empty() && key == NUMBER_KEY {
                let digits = entries.next_value::<String>()?;
                let number = precise(&digits).map(Value::Number);
                return number.ok_or_else(|| A::Error::custom("this is no number"));
            }
            object.insert(key, entries.next_value_seed(AnyValue)?);
        }
        Ok(Value::Object(object))
    }
}

/// A JSON text as a value.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut json = Json::within(text, 0, 0);
    let value = AnyValue.deserialize(Source::Text(&mut json)).ok()?;
    json.end().ok().map(|()| value)
}
