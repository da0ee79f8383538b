//! Maps: their keys are texts with or without a meaning.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use uuid::Uuid;

use super::slot::{Decode, Encode, Fill, MapSlot, MapView, TextSlot, View};
use super::text_enum::TextEnum;

/// A key of a map.
pub trait MapKey: Ord + Sized {
    /// The key of a text, when it is one.
    fn from_text(text: String) -> Option<Self>;
    /// Its text.
    fn to_text(&self) -> Cow<'_, str>;
}

impl MapKey for String {
    fn from_text(text: String) -> Option<Self> {
        Some(text)
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl MapKey for Uuid {
    fn from_text(text: String) -> Option<Self> {
        Uuid::try_parse(&text).ok()
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl<E: TextEnum + TextSlot + Decode + Ord> MapKey for E {
    fn from_text(text: String) -> Option<Self> {
        let mut key = E::blank();
        key.set_text(&text).then_some(key)
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.text())
    }
}

impl<K: MapKey, T: Encode> MapView for BTreeMap<K, T> {
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }

    fn entries(&self, each: &mut dyn FnMut(&str, &dyn Encode) -> bool) {
        let _all = self.iter().all(|(key, value)| each(&key.to_text(), value));
    }
}

impl<K: MapKey, T: Encode> Encode for BTreeMap<K, T> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<K: MapKey, T: Decode> MapSlot for BTreeMap<K, T> {
    fn insert(&mut self, key: String) -> Result<&mut dyn Decode, &'static str> {
        let key = K::from_text(key).ok_or("no such key is declared")?;
        match self.entry(key) {
            Entry::Vacant(entry) => Ok(entry.insert(T::blank())),
            Entry::Occupied(_) => Err("the key is there twice"),
        }
    }
}

impl<K: MapKey, T: Decode> Decode for BTreeMap<K, T> {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Map(self)
    }
    fn blank() -> Self {
        BTreeMap::new()
    }
}
