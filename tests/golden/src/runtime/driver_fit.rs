//! How much of a value a branch of a union keeps.
//!
//! Takes a buffered value and what was read of it; gives the places that would not be written back. Must never read or
//! write anything itself.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::field::{Field, Mode, ObjectSlot};
use super::slot::{Encode, MapView, View};

/// What a branch does not keep of a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Loss {
    /// The keys that would not be written back, each as a hash of its path.
    lost: Vec<u64>,
    /// How many texts are none that the branch lists.
    unknown: usize,
}

impl Loss {
    /// Of a value that was read as `kept`.
    pub(super) fn of(value: &Value, kept: &dyn Encode) -> Self {
        let mut loss = Loss::default();
        loss.visit(value, kept, 0);
        loss
    }

    /// Whether everything is kept and known.
    pub(super) fn is_nothing(&self) -> bool {
        self.lost.is_empty() && self.unknown == 0
    }

    /// Whether this is the lesser loss.
    pub(super) fn is_less(&self, other: &Loss) -> bool {
        (self.lost.len(), self.unknown) < (other.lost.len(), other.unknown)
    }

    /// Whether everything that is lost here is lost there too.
    pub(super) fn is_within(&self, other: &Loss) -> bool {
        self.lost.iter().all(|key| other.lost.contains(key))
    }

    fn visit(&mut self, value: &Value, kept: &dyn Encode, path: u64) {
        if !kept.is_known() {
            self.unknown += 1;
        }
        match (value, kept.view()) {
            (Value::Object(entries), View::Object(object)) => {
                for (key, value) in entries {
                    match value.is_null() {
                        true => self.null(key, object),
                        false => self.key(key, value, object, path),
                    }
                }
                let rest = |field: &Field| field.mode == Mode::Rest;
                let rest = object.fields().iter().position(rest);
                if let Some(View::Map(map)) = rest.and_then(|at| object.at(at)).map(Encode::view) {
                    self.map(entries, map, path);
                }
            }
            (Value::Object(entries), View::Map(map)) => self.map(entries, map, path),
            (Value::Array(items), View::Sequence(list)) => {
                for (index, value) in items.iter().enumerate() {
                    match list.item(index) {
                        Some(kept) => self.visit(value, kept, step(path, &index)),
                        None => self.lost.push(step(path, &index)),
                    }
                }
            }
            _ => {}
        }
    }

    /// `null` counts little: servers send it for what is absent. A branch that declares the key without null is less
    /// likely than one that does not.
    fn null(&mut self, key: &str, object: &dyn ObjectSlot) {
        let forgets = |field: &Field| {
            field.name == key && matches!(field.mode, Mode::Optional | Mode::Default(_))
        };
        self.unknown += usize::from(object.fields().iter().any(forgets));
    }

    fn key(&mut self, key: &str, value: &Value, object: &dyn ObjectSlot, path: u64) {
        let here = step(path, &key);
        let fields = object.fields();
        let named = |field: &Field| field.name == key && field.mode != Mode::Rest;
        let Some(index) = fields.iter().position(named) else {
            // Keys that a branch merely keeps, another one may know.
            match fields.iter().any(|field| field.mode == Mode::Rest) {
                true => self.unknown += 1,
                false => self.lost.push(here),
            }
            return;
        };
        match object.at(index) {
            Some(kept) if kept.is_absent() => self.lost.push(here),
            Some(kept) => self.visit(value, kept, here),
            // A constant was compared when it was read.
            None => {}
        }
    }

    fn map(&mut self, entries: &serde_json::Map<String, Value>, map: &dyn MapView, path: u64) {
        map.entries(&mut |key, kept| {
            if let Some(value) = entries.get(key) {
                self.visit(value, kept, step(path, &key));
            }
            true
        });
    }
}

fn step(path: u64, step: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    step.hash(&mut hasher);
    hasher.finish()
}
