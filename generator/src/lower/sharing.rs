//! Inline types that say the same: they are one type in Rust, named by the first place that has it.
//!
//! Takes the types of the model; gives the key whose name each key has. Two types are shared only where that merges
//! nothing that has a life of its own: neither is a component, both are the value of a property or parameter of the
//! same name, and they are equal in all that the document says of them: shape, limits and docs. What is shared travels
//! in the directions of all its places. So what is one type depends on schemas alone, and an operation that is added
//! parts nothing. What the lock has under different names stays apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Api, Type, TypeId, Usage};

use super::objects::Tags;
use super::shapes::{self, Shape};

#[cfg(test)]
mod tests;

/// What a key's type is called after, where that is another key.
pub(super) type Followers = BTreeMap<String, String>;

/// What a type is to those that are made of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    /// The type with the name of this key.
    Key(String),
    /// Whatever has this shape.
    Shape(usize),
}

/// What two types must have in common to be one.
type Class = (String, Vec<Identity>);

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
    let all: Vec<Shape> = (0..api.types.len() as u32)
        .map(|id| shapes::shape(api, TypeId(id), tags))
        .collect();
    let (levels, circular) = levels(api, &all);
    let mut identities: BTreeMap<TypeId, Identity> = BTreeMap::new();
    let mut shapes: BTreeMap<Class, usize> = BTreeMap::new();
    let mut followers = Followers::new();
    for level in levels {
        let mut classes: BTreeMap<Class, BTreeSet<&str>> = BTreeMap::new();
        let mut of_key: BTreeMap<&str, Option<Class>> = BTreeMap::new();
        for id in &level {
            let ty = api.ty(*id);
            let Some(shape) = all.get(id.0 as usize) else {
                continue;
            };
            let class = (shape.text.clone(), parts(api, shape, &identities));
            if !(known.named)(*id) {
                let next = shapes.len();
                let number = *shapes.entry(class).or_insert(next);
                identities.insert(*id, Identity::Shape(number));
                continue;
            }
            let role = role(ty).filter(|_| !circular.contains(id) && !known.recursive.contains(id));
            let class = role.map(|role| (format!("{role} {}", class.0), class.1));
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
            let key = &api.ty(id).place.key;
            let key = followers.get(key).unwrap_or(key).clone();
            identities.entry(id).or_insert(Identity::Key(key));
        }
    }
    followers
}

/// What a shape is made of.
fn parts(api: &Api, shape: &Shape, identities: &BTreeMap<TypeId, Identity>) -> Vec<Identity> {
    let own = |id: &TypeId| Identity::Key(api.ty(*id).place.key.clone());
    let parts = shape.parts.iter();
    parts
        .map(|id| identities.get(id).cloned().unwrap_or_else(|| own(id)))
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
fn led(keys: &BTreeSet<&str>, known: &Known<'_>) -> Vec<(String, String)> {
    let name = |key: &str| known.locked.and_then(|names| names.get(key));
    let is_renamed = |key: &str| known.renamed.is_some_and(|names| names.contains_key(key));
    let mut leaders: Vec<(&str, Option<&String>)> = Vec::new();
    let mut led = Vec::new();
    // Places that earlier runs know come first, so that one that stands before them changes nothing.
    let (old, new): (Vec<&str>, Vec<&str>) = keys
        .iter()
        .filter(|key| !is_renamed(key))
        .partition(|key| name(key).is_some());
    for key in old.into_iter().chain(new) {
        let name = name(key);
        let leads = |(_, its): &&(&str, Option<&String>)| name.is_none() || *its == name;
        match leaders.iter().find(leads) {
            Some((leader, _)) => led.push((key.to_owned(), (*leader).to_owned())),
            None => leaders.push((key, name)),
        }
    }
    led
}

/// The API with what is shared travelling in the directions of all its places; none when nothing changes.
pub(super) fn with_directions(api: &Api, followers: &Followers) -> Option<Api> {
    let leader = |ty: &Type| {
        followers
            .get(&ty.place.key)
            .unwrap_or(&ty.place.key)
            .clone()
    };
    let led: BTreeSet<&String> = followers.values().collect();
    let shared = |ty: &Type| led.contains(&leader(ty));
    let mut directions: BTreeMap<String, Usage> = BTreeMap::new();
    for ty in api.types.iter().filter(|ty| shared(ty)) {
        let all = directions.entry(leader(ty)).or_default();
        all.sent |= ty.usage.sent;
        all.received |= ty.usage.received;
    }
    let new = |ty: &Type| directions.get(&leader(ty)).copied().unwrap_or(ty.usage);
    if api.types.iter().all(|ty| new(ty) == ty.usage) {
        return None;
    }
    let mut api = api.clone();
    for ty in &mut api.types {
        ty.usage = new(ty);
    }
    Some(api)
}

/// All types, those that are made of nothing first; and those that are made of themselves.
fn levels(api: &Api, all: &[Shape]) -> (Vec<Vec<TypeId>>, BTreeSet<TypeId>) {
    let mut heights: BTreeMap<TypeId, usize> = BTreeMap::new();
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
                let below = parts.iter().filter_map(|part| heights.get(part));
                let height = below.max().map_or(0, |height| height + 1);
                heights.insert(id, height);
                if levels.len() <= height {
                    levels.resize(height + 1, Vec::new());
                }
                levels[height].push(id);
                continue;
            }
            if heights.contains_key(&id) {
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
