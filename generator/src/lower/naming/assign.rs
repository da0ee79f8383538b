//! Gives every thing of a scope a name of its own.
//!
//! Order of precedence: a configured rename, then the name that an earlier run chose (the lock), then the thing's own
//! wish. Among equals the thing whose key sorts first wins, so the answer depends on keys alone and a thing that is
//! added later never takes the name of one that is in the lock.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::is_identifier;

/// A thing that wants a name.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its stable key in the scope.
    pub key: String,
    /// The names that it would like, best first; at least one.
    pub names: Vec<String>,
    /// Things of a lower rank choose first (component schemas before inline ones).
    pub rank: u8,
}

impl Wish {
    /// A wish for one name.
    pub fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        Wish {
            key: key.into(),
            names: vec![name.into()],
            rank: 0,
        }
    }
}

/// What could not be done as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// A configured name is no identifier, or is one that this scope keeps for itself.
    NotAName {
        /// The thing.
        key: String,
        /// The name.
        name: String,
    },
    /// Two configured names are the same.
    SameRename {
        /// The thing that has the name.
        first: String,
        /// The thing that asked for it too.
        second: String,
        /// The name.
        name: String,
    },
    /// A thing did not get the name it would have had, because another has it.
    Renamed {
        /// The thing.
        key: String,
        /// The thing that has the name.
        holder: String,
        /// The name it would have had.
        wished: String,
        /// The name it has.
        name: String,
    },
}

/// Names for all wishes, by key.
pub fn assign(
    wishes: &[Wish],
    renames: Option<&BTreeMap<String, String>>,
    locked: Option<&BTreeMap<String, String>>,
    reserved: &[&str],
) -> (BTreeMap<String, String>, Vec<Clash>) {
    let mut clashes = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut holders: FxHashMap<String, String> = FxHashMap::default();
    let mut ordered: Vec<&Wish> = wishes.iter().collect();
    ordered.sort_by(|a, b| (a.rank, &a.key).cmp(&(b.rank, &b.key)));
    let reserved: FxHashSet<&str> = reserved.iter().copied().collect();
    let usable = |name: &str| is_identifier(name) && !reserved.contains(name);
    let mut numbers = Numbers::default();

    for wish in &ordered {
        let Some(name) = renames.and_then(|r| r.get(&wish.key)) else {
            continue;
        };
        if !usable(name) {
            clashes.push(Clash::NotAName {
                key: wish.key.clone(),
                name: name.clone(),
            });
        } else if let Some(first) = holders.get(name) {
            clashes.push(Clash::SameRename {
                first: first.clone(),
                second: wish.key.clone(),
                name: name.clone(),
            });
        } else {
            holders.insert(name.clone(), wish.key.clone());
            names.insert(wish.key.clone(), name.clone());
        }
    }
    for wish in &ordered {
        if names.contains_key(&wish.key) {
            continue;
        }
        if let Some(name) = locked.and_then(|l| l.get(&wish.key))
            && usable(name)
            && !holders.contains_key(name)
        {
            holders.insert(name.clone(), wish.key.clone());
            names.insert(wish.key.clone(), name.clone());
        }
    }
    let waiting: Vec<&Wish> = ordered
        .into_iter()
        .filter(|wish| !names.contains_key(&wish.key))
        .collect();
    // First wishes are met before anything is numbered, so that `a2` keeps its name beside two things called `a`.
    let mut left = Vec::new();
    for wish in waiting {
        let first = first_wish(wish, &reserved);
        if usable(&first) && !holders.contains_key(&first) {
            holders.insert(first.clone(), wish.key.clone());
            names.insert(wish.key.clone(), first);
        } else {
            left.push(wish);
        }
    }
    for wish in left {
        let first = first_wish(wish, &reserved);
        let name = wish
            .names
            .iter()
            .skip(1)
            .find(|name| usable(name) && !holders.contains_key(*name))
            .cloned()
            .unwrap_or_else(|| {
                numbers.numbered(&first, |name| usable(name) && !holders.contains_key(name))
            });
        if let Some(holder) = holders.get(&first) {
            clashes.push(Clash::Renamed {
                key: wish.key.clone(),
                holder: holder.clone(),
                wished: first,
                name: name.clone(),
            });
        }
        holders.insert(name.clone(), wish.key.clone());
        names.insert(wish.key.clone(), name);
    }
    (names, clashes)
}

/// What a thing would be called if it were alone; a name that the scope keeps for itself gets a `_`.
fn first_wish(wish: &Wish, reserved: &FxHashSet<&str>) -> String {
    let first = wish.names.first().map(String::as_str).unwrap_or("unnamed");
    if reserved.contains(first) {
        format!("{first}_")
    } else {
        first.to_owned()
    }
}

/// The numbers that names have come to: what is taken stays taken, so that none is tried twice.
#[derive(Default)]
struct Numbers(FxHashMap<String, u64>);

impl Numbers {
    /// The first free one of `name2`, `name3`, … (`a_name_2` in snake case, and behind a digit).
    fn numbered(&mut self, name: &str, free: impl Fn(&str) -> bool) -> String {
        // The underscore that keeps `Self_` from being a keyword is not needed before a number.
        let name = name.strip_suffix('_').unwrap_or(name);
        let snake = name.contains('_') && name.chars().all(|c| !c.is_uppercase());
        let number = self.0.entry(name.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let candidate = if snake || name.ends_with(|c: char| c.is_numeric()) {
                format!("{name}_{number}")
            } else {
                format!("{name}{number}")
            };
            if free(&candidate) {
                return candidate;
            }
        }
    }
}
