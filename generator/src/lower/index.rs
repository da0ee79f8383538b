//! Types of one API by what else is known of them: their Rust name, their component's name, the key of their place.
//!
//! Takes the names that were chosen; answers what a walk through all types would answer, the first type first. Must
//! never know more than the model and the names.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Api, TypeId};

/// The types that have a name, by other things than their id.
#[derive(Default)]
pub(super) struct Index<'a> {
    by_name: HashMap<String, TypeId>,
    by_component: HashMap<&'a str, TypeId>,
    /// Those whose context is one word.
    by_key: HashMap<&'a str, TypeId>,
}

impl<'a> Index<'a> {
    /// The index of an API whose types have these names.
    pub(super) fn of(api: &'a Api, names: &BTreeMap<TypeId, String>) -> Index<'a> {
        let mut index = Index::default();
        for (id, name) in names {
            let ty = api.ty(*id);
            index.by_name.entry(name.clone()).or_insert(*id);
            if let Some(component) = &ty.name {
                index.by_component.entry(component).or_insert(*id);
            }
            if ty.context.len() == 1 {
                index.by_key.entry(&ty.place.key).or_insert(*id);
            }
        }
        index
    }

    /// The first type of a Rust name.
    pub(super) fn named(&self, name: &str) -> Option<TypeId> {
        self.by_name.get(name).copied()
    }

    /// The first type of a component.
    pub(super) fn component(&self, name: &str) -> Option<TypeId> {
        self.by_component.get(name).copied()
    }

    /// The first of the types of one word around the place of a key that fits.
    pub(super) fn around(&self, key: &str, fits: impl Fn(TypeId) -> bool) -> Option<TypeId> {
        let ends = key.match_indices('/').map(|(at, _)| at);
        let found = ends.filter_map(|end| self.by_key.get(key.get(..end)?).copied());
        found.filter(|id| fits(*id)).min()
    }
}
