//! What is measured: a text, and what is done with it in each way.

use std::hint::black_box;

use oasmith_golden::runtime::{Decode, Encode, from_slice, to_vec};
use oasmith_golden::speed::types as ours;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{by_hand, derived, texts};

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The emitted types, as a client's answers and bodies are read and written.
    Ours,
    /// serde derive, with `#[serde(untagged)]` unions.
    Derive,
    /// A visitor by hand for unions, derive for the rest.
    Hand,
}

/// A text and what is done with it.
pub struct Work {
    /// Its name in the budgets.
    pub name: &'static str,
    text: fn() -> String,
    ours: Pair,
    derive: Pair,
    hand: Option<Pair>,
}

/// Decoding, and encoding what was decoded so many times.
#[derive(Clone, Copy)]
struct Pair {
    decode: fn(&[u8], u32) -> bool,
    encode: fn(&[u8], u32) -> Option<Vec<u8>>,
}

const fn emitted<T: Decode + Encode>() -> Pair {
    Pair {
        decode: |text, times| (0..times).all(|_| decoded(from_slice::<T>(black_box(text)))),
        encode: |text, times| {
            let value = from_slice::<T>(text).ok()?;
            (0..times).fold(None, |_, _| written(|| to_vec(black_box(&value)).ok()))
        },
    }
}

const fn serde<T: Serialize + DeserializeOwned>() -> Pair {
    Pair {
        decode: |text, times| {
            (0..times).all(|_| decoded(serde_json::from_slice::<T>(black_box(text))))
        },
        encode: |text, times| {
            let value: T = serde_json::from_slice(text).ok()?;
            (0..times).fold(None, |_, _| {
                written(|| serde_json::to_vec(black_box(&value)).ok())
            })
        },
    }
}

fn decoded<T, E>(result: Result<T, E>) -> bool {
    black_box(result).is_ok()
}

fn written(write: impl FnOnce() -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    black_box(write())
}

/// Everything that is measured.
pub const ALL: &[Work] = &[
    Work {
        name: "plain structs",
        text: texts::projects,
        ours: emitted::<ours::Projects>(),
        derive: serde::<derived::Projects>(),
        hand: None,
    },
    Work {
        name: "long strings",
        text: texts::documents,
        ours: emitted::<ours::Texts>(),
        derive: serde::<derived::Texts>(),
        hand: None,
    },
    Work {
        name: "an enum of 41",
        text: texts::grants,
        ours: emitted::<ours::Grants>(),
        derive: serde::<derived::Grants>(),
        hand: None,
    },
    Work {
        name: "union by discriminator",
        text: texts::events,
        ours: emitted::<ours::Events>(),
        derive: serde::<derived::Events>(),
        hand: Some(serde::<by_hand::Events>()),
    },
    Work {
        name: "union by constant",
        text: texts::marks,
        ours: emitted::<ours::Marks>(),
        derive: serde::<derived::Marks>(),
        hand: Some(serde::<by_hand::Marks>()),
    },
    Work {
        name: "union by keys",
        text: texts::contacts,
        ours: emitted::<ours::Contacts>(),
        derive: serde::<derived::Contacts>(),
        hand: Some(serde::<by_hand::Contacts>()),
    },
    Work {
        name: "spans five deep",
        text: texts::trace,
        ours: emitted::<ours::Trace>(),
        derive: serde::<derived::Trace>(),
        hand: Some(serde::<by_hand::Trace>()),
    },
    Work {
        name: "one wrong field",
        text: texts::one_wrong_field,
        ours: emitted::<ours::Projects>(),
        derive: serde::<derived::Projects>(),
        hand: None,
    },
    Work {
        name: "a small body",
        text: texts::owner,
        ours: emitted::<ours::Owner>(),
        derive: serde::<derived::Owner>(),
        hand: None,
    },
];

impl Work {
    /// The work of a name.
    pub fn find(name: &str) -> Option<&'static Work> {
        ALL.iter().find(|work| work.name == name)
    }

    /// Its text.
    pub fn text(&self) -> String {
        (self.text)()
    }

    /// The ways in which it can be done.
    pub fn ways(&self) -> impl Iterator<Item = Way> {
        [Way::Ours, Way::Derive, Way::Hand]
            .into_iter()
            .filter(|way| self.pair(*way).is_some())
    }

    /// Whether the text is of the types at all.
    pub fn is_right(&self) -> bool {
        self.name != "one wrong field"
    }

    fn pair(&self, way: Way) -> Option<Pair> {
        match way {
            Way::Ours => Some(self.ours),
            Way::Derive => Some(self.derive),
            Way::Hand => self.hand,
        }
    }

    /// Decodes so many times; whether that worked each time.
    pub fn decode(&self, way: Way, text: &[u8], times: u32) -> bool {
        self.pair(way)
            .is_some_and(|pair| (pair.decode)(text, times))
    }

    /// Decodes once and encodes that so many times; what was written last.
    pub fn encode(&self, way: Way, text: &[u8], times: u32) -> Option<Vec<u8>> {
        (self.pair(way)?.encode)(text, times)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::ALL;

    #[test]
    fn all_ways_do_the_same() {
        for work in ALL {
            let text = work.text();
            let before: Value = serde_json::from_str(&text).unwrap();
            for way in work.ways() {
                assert_eq!(
                    work.decode(way, text.as_bytes(), 1),
                    work.is_right(),
                    "{} {way:?}",
                    work.name
                );
                let after = work.encode(way, text.as_bytes(), 1);
                assert_eq!(after.is_some(), work.is_right());
                let Some(after) = after else { continue };
                let after: Value = serde_json::from_slice(&after).unwrap();
                assert_eq!(
                    without_nulls(after),
                    without_nulls(before.clone()),
                    "{}",
                    work.name
                );
            }
        }
    }

    fn without_nulls(value: Value) -> Value {
        match value {
            Value::Object(entries) => entries
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
            Value::Array(items) => items.into_iter().map(without_nulls).collect(),
            other => other,
        }
    }
}
