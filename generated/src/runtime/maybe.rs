//! A field that can be absent, `null` or a value.

use super::scalars::serde_impls;
use super::slot::{Decode, Encode, Fill, NullSlot, View};

/// A field that can be absent, `null` or a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Maybe<T> {
    /// Not there.
    #[default]
    Absent,
    /// There, as `null`.
    Null,
    /// There, with a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, when there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Maybe::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value, when there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Maybe::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the field is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Maybe::Absent)
    }

    /// Whether the field is there as `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Maybe::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Maybe::Value(value)
    }
}

impl<T> From<Option<T>> for Maybe<T> {
    /// `None` is `null`.
    fn from(value: Option<T>) -> Self {
        value.map_or(Maybe::Null, Maybe::Value)
    }
}

impl From<&str> for Maybe<String> {
    fn from(value: &str) -> Self {
        Maybe::Value(value.to_owned())
    }
}

impl<T: Decode> NullSlot for Maybe<T> {
    fn set_null(&mut self) {
        *self = Maybe::Null;
    }

    fn open(&mut self) -> &mut dyn Decode {
        if !matches!(self, Maybe::Value(_)) {
            *self = Maybe::Value(T::blank());
        }
        match self {
            Maybe::Value(value) => value,
            // Was made a value just above; the slot itself is as good a place as any.
            other => other,
        }
    }
}

impl<T: Encode> Encode for Maybe<T> {
    fn view(&self) -> View<'_> {
        self.value().map_or(View::Null, Encode::view)
    }

    fn is_absent(&self) -> bool {
        Maybe::is_absent(self)
    }

    fn is_left_out(&self) -> bool {
        Maybe::is_absent(self)
    }

    fn is_known(&self) -> bool {
        self.value().is_none_or(Encode::is_known)
    }
}

impl<T: Decode> Decode for Maybe<T> {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Nullable(self)
    }
    fn blank() -> Self {
        Maybe::Absent
    }
}

serde_impls!(<T> Maybe<T>);
