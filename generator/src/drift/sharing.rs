//! Types of the crate that stand for other places than before.
//!
//! What says the same in several places is one type. When a place comes to such a type or leaves it, the crate changes where
//! no document does: the type travels in other directions, or a place has a type of its own. Takes the two modules; tells
//! for a changed row whether that is why.

use std::collections::{BTreeMap, BTreeSet};

use super::listing::Row;
use super::semver::RowChange;
use crate::rust::ApiModule;

/// Which types stand for other places.
pub(super) struct Sharing<'a> {
    /// The names of such types.
    names: BTreeSet<&'a str>,
    /// The keys of their places, on either side.
    keys: BTreeSet<&'a str>,
}

/// The places of each type, by its name.
fn places(module: &ApiModule) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut places: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in module.items() {
        let known = places.entry(&item.name).or_default();
        known.insert(&item.source.key);
    }
    for (key, name) in &module.shared {
        if let Some(known) = places.get_mut(name.as_str()) {
            known.insert(key);
        }
    }
    places
}

impl<'a> Sharing<'a> {
    pub(super) fn new(old: &'a ApiModule, new: &'a ApiModule) -> Self {
        let (before, after) = (places(old), places(new));
        let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        let none = BTreeSet::new();
        for name in before.keys().chain(after.keys()) {
            let (old, new) = (
                before.get(name).unwrap_or(&none),
                after.get(name).unwrap_or(&none),
            );
            // A type that comes or goes with all of its places is another matter.
            if old != new && (old.len() > 1 || new.len() > 1) {
                names.insert(*name);
                keys.extend(old.iter().chain(new));
            }
        }
        // What has a type of its own now, or has none any more.
        for (list, other) in [(&before, &after), (&after, &before)] {
            let moved = list.iter().filter(|(name, places)| {
                !other.contains_key(*name) && places.iter().any(|key| keys.contains(key))
            });
            names.extend(moved.map(|(name, _)| *name));
        }
        Sharing { names, keys }
    }

    /// Whether a change follows from it: of such a type or what stands in it, or of what mentions one.
    pub(super) fn explains(&self, change: &RowChange<'_>) -> bool {
        let rows = || change.old.into_iter().chain(change.new);
        rows().any(|row| self.is_within(row)) || self.mentions(change)
    }

    fn is_within(&self, row: &Row) -> bool {
        let mut key = row.key.as_str();
        loop {
            if self.keys.contains(key) {
                return true;
            }
            match key.rsplit_once('/') {
                Some((outer, _)) => key = outer,
                None => return false,
            }
        }
    }

    /// Whether one of the two signatures names such a type, and the other does not.
    fn mentions(&self, change: &RowChange<'_>) -> bool {
        let (Some(old), Some(new)) = (change.old, change.new) else {
            return false;
        };
        let word = |row: &Row, name: &str| {
            let mut words = row.exact.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == name)
        };
        self.names
            .iter()
            .any(|name| word(old, name) != word(new, name))
    }
}
