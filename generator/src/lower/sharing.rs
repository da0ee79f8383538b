//! Inline types that say the same: they are one type in Rust, named by the first place that has it.
//!
//! Takes the types of the model; gives the key whose name each key has. Two types are shared only where that merges
//! nothing that has a life of its own: neither is a component, both are the value of a property or parameter of the
//! same name, and they are equal in all that the document says of them: shape, limits and docs. What is shared travels
//! in the directions of all its places. So what is one type depends on schemas alone, and an operation that is added
//! parts nothing. What the lock has under different names stays apart.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::model::{Api, Type, TypeId, Usage};
use crate::spread;

use super::objects::Tags;
use super::shapes::{self, Digest, Shape};

#[cfg(test)]
mod tests;

/// What a key's type is called after, where that is another key.
pub(super) type Followers = Listed<String, String>;

/// What a type is to those that are made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Identity<'a> {
    /// The type with the name of this key.
    Key(&'a str),
    /// Whatever has this shape.
    Shape(usize),
}

/// What two types must have in common to be one: role, shape and parts.
type Class<'a> = (Option<&'a str>, Digest, Vec<Identity<'a>>);

/// A map in the order of what was put into it: keys are long, and comparing them would take more time than all else here.
pub(super) type Listed<K, V> = IndexMap<K, V, FxBuildHasher>;

/// Which keys have a name of their own, and what earlier runs and the configuration say of names.
pub(super) struct Known<'a> {
    /// Whether a type has a name.
    pub(super) named: &'a dyn Fn(TypeId) -> bool,
    /// Aliases that hold themselves, which are what they are called.
    pub(super) recursive: &'a BTreeSet<TypeId>,
    /// The names of earlier runs.
    pub(super) locked: Option<&'a BTreeMap<String, String>>,
    /// The names of the configuration; a type that has one of its own is not shared.
    pub(super) renamed: Option<&'a BTreeMap<String, String>>,
}

/// The keys of types that are the same as another key's.
pub(super) fn followers(api: &Api, tags: &Tags, known: &Known<'_>) -> Followers {
    let ids: Vec<TypeId> = (0..api.types.len() as u32).map(TypeId).collect();
    let all = spread::map(&ids, |id| shapes::shape(api, *id, tags));
    let (levels, circular) = levels(api, &all);
    let mut identities: Vec<Option<Identity<'_>>> = vec![None; all.len()];
    let mut shapes: FxHashMap<Class<'_>, usize> = FxHashMap::default();
    let mut followers: FxHashMap<&str, &str> = FxHashMap::default();
    for level in levels {
        let mut classes: Listed<Class<'_>, BTreeSet<&str>> = Listed::default();
        let mut of_key: Listed<&str, Option<Class<'_>>> = Listed::default();
        for id in &level {
            let ty = api.ty(*id);
            let Some(shape) = all.get(id.0 as usize) else {
                continue;
            };
            let class = (None, shape.says, parts(api, shape, &identities));
            if !(known.named)(*id) {
                let next = shapes.len();
                let number = *shapes.entry(class).or_insert(next);
                identities[id.0 as usize] = Some(Identity::Shape(number));
                continue;
            }
            let role = role(ty).filter(|_| !circular.contains(id) && !known.recursive.contains(id));
            let class = role.map(|role| (Some(role), class.1, class.2));
            let key = ty.place.key.as_str();
            // A key that stands for two different types is left alone.
            let there = of_key.entry(key).or_insert_with(|| class.clone());
            if *there != class {
                *there = None;
            }
        }
        for (key, class) in of_key {
            if let Some(class) = class {
                classes.entry(class).or_default().insert(key);
            }
        }
        for keys in classes.into_values() {
            followers.extend(led(&keys, known));
        }
        for id in level {
            let key = api.ty(id).place.key.as_str();
            let key = followers.get(key).copied().unwrap_or(key);
            if let Some(identity) = identities.get_mut(id.0 as usize) {
                identity.get_or_insert(Identity::Key(key));
            }
        }
    }
    let owned = |(key, leader): (&str, &str)| (key.to_owned(), leader.to_owned());
    let mut sorted: Vec<(String, String)> = followers.into_iter().map(owned).collect();
    sorted.sort_unstable();
    sorted.into_iter().collect()
}

/// What a shape is made of.
fn parts<'a>(
    api: &'a Api,
    shape: &Shape,
    identities: &[Option<Identity<'a>>],
) -> Vec<Identity<'a>> {
    let own = |id: &TypeId| Identity::Key(&api.ty(*id).place.key);
    let known = |id: &TypeId| identities.get(id.0 as usize).copied().flatten();
    let parts = shape.parts.iter();
    parts
        .map(|id| known(id).unwrap_or_else(|| own(id)))
        .collect()
}

/// Where a type stands, from the last property or parameter on; none for what is no such value.
fn role(ty: &Type) -> Option<&str> {
    if ty.name.is_some() {
        return None;
    }
    let key = &ty.place.key;
    let starts = [
        "/properties/",
        "/parameters/path/",
        "/parameters/query/",
        "/parameters/header/",
    ];
    let start = starts
        .iter()
        .filter_map(|start| Some(key.rfind(start)? + start.len()))
        .max()?;
    key.get(start..)
}

/// Which of these keys, all of one class, are called after which.
fn led<'a>(keys: &BTreeSet<&'a str>, known: &Known<'_>) -> Vec<(&'a str, &'a str)> {
    let name = |key: &str| known.locked.and_then(|names| names.get(key));
    let is_renamed = |key: &str| known.renamed.is_some_and(|names| names.contains_key(key));
    let mut leaders: Vec<(&'a str, Option<&String>)> = Vec::new();
    let mut led = Vec::new();
    // Places that earlier runs know come first, so that one that stands before them changes nothing.
    let (old, new): (Vec<&'a str>, Vec<&'a str>) = keys
        .iter()
        .copied()
        .filter(|key| !is_renamed(key))
        .partition(|key| name(key).is_some());
    for key in old.into_iter().chain(new) {
        let name = name(key);
        let leads = |(_, its): &&(&str, Option<&String>)| name.is_none() || *its == name;
        match leaders.iter().find(leads) {
            Some((leader, _)) => led.push((key, *leader)),
            None => leaders.push((key, name)),
        }
    }
    led
}

/// Has what is shared travel in the directions of all its places.
pub(super) fn share_directions(api: &Api, followers: &Followers, usage: &mut [Usage]) {
    let led: FxHashSet<&str> = followers.values().map(String::as_str).collect();
    let leader = |ty: &Type| {
        let key = &ty.place.key;
        led.get(followers.get(key).unwrap_or(key).as_str()).copied()
    };
    let mut directions: FxHashMap<&str, Usage> = FxHashMap::default();
    for (ty, its) in api.types.iter().zip(&*usage) {
        if let Some(leader) = leader(ty) {
            let all = directions.entry(leader).or_default();
            all.sent |= its.sent;
            all.received |= its.received;
        }
    }
    for (ty, its) in api.types.iter().zip(usage) {
        if let Some(all) = leader(ty).and_then(|leader| directions.get(leader)) {
            *its = *all;
        }
    }
}

/// All types, those that are made of nothing first; and those that are made of themselves.
fn levels(api: &Api, all: &[Shape]) -> (Vec<Vec<TypeId>>, BTreeSet<TypeId>) {
    let mut heights: Vec<Option<usize>> = vec![None; all.len()];
    let height =
        |heights: &[Option<usize>], id: TypeId| heights.get(id.0 as usize).copied().flatten();
    let mut circular = BTreeSet::new();
    let mut levels: Vec<Vec<TypeId>> = Vec::new();
    for root in (0..all.len() as u32).map(TypeId) {
        let mut open = BTreeSet::new();
        let mut stack = vec![(root, false)];
        while let Some((id, leave)) = stack.pop() {
            // Components are what they are called, whatever they are made of.
            let parts = match (api.ty(id).name.is_some(), all.get(id.0 as usize)) {
                (false, Some(shape)) => &shape.parts[..],
                _ => &[],
            };
            if leave {
                open.remove(&id);
                let below = parts.iter().filter_map(|part| height(&heights, *part));
                let height = below.max().map_or(0, |height| height + 1);
                heights[id.0 as usize] = Some(height);
                if levels.len() <= height {
                    levels.resize(height + 1, Vec::new());
                }
                levels[height].push(id);
                continue;
            }
            if height(&heights, id).is_some() {
                continue;
            }
            if !open.insert(id) {
                circular.insert(id);
                continue;
            }
            stack.push((id, true));
            stack.extend(parts.iter().map(|part| (*part, false)));
        }
    }
    (levels, circular)
}
