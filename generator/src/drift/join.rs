//! Which difference of the documents explains which difference of the crates.
//!
//! Takes both; gives for each difference of the crates the one that explains it, or none. Keys that both carry decide
//! where they are the same; then what came or went with a type, the operation a row belongs to, the names that a
//! signature mentions, and the object that the key stands in.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::found::{About, Found, is_words};
use super::listing::{Area, Row, RowKind};
use super::semver::{RowChange, What};
use super::{Change, ChangeKind, reach};
use crate::model::Api;
use crate::rust::ApiModule;

/// The explanations of one API's changes.
pub(super) struct Explainer<'a> {
    found: &'a [Found],
    by_key: FxHashMap<&'a str, Vec<usize>>,
    /// What each type came or went with, by key.
    with: FxHashMap<String, usize>,
    /// The differences of each operation, by its key.
    by_operation: FxHashMap<&'a str, Vec<usize>>,
    /// What explains that a type of this name is new, gone or another one.
    names: FxHashMap<String, usize>,
    /// The keys of types, by name.
    types: FxHashMap<&'a str, &'a str>,
}

impl<'a> Explainer<'a> {
    pub(super) fn new(
        found: &'a [Found],
        (old, new): (&'a Api, &'a Api),
        module: &'a ApiModule,
    ) -> Self {
        let mut by_key: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut by_operation: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, one) in found.iter().enumerate() {
            for key in [Some(&one.key), one.old_key.as_ref()].into_iter().flatten() {
                by_key.entry(key).or_default().push(index);
            }
            if let About::Operations { at, .. } = &one.about {
                for (i, j) in at {
                    let old = i
                        .and_then(|i| old.operations.get(i))
                        .map(|o| o.place.key.as_str());
                    let new = j
                        .and_then(|j| new.operations.get(j))
                        .map(|o| o.place.key.as_str());
                    let keys: BTreeSet<&str> = old.into_iter().chain(new).collect();
                    for key in keys {
                        by_operation.entry(key).or_default().push(index);
                    }
                }
            }
        }
        let mut with = FxHashMap::default();
        let keys = |api: &'a Api| -> FxHashSet<&'a str> {
            api.types.iter().map(|ty| ty.place.key.as_str()).collect()
        };
        let (old_keys, new_keys) = (keys(old), keys(new));
        for (index, one) in found.iter().enumerate() {
            reach::spread(new, &one.brought, &old_keys, index, &mut with);
            reach::spread(old, &one.lost, &new_keys, index, &mut with);
        }
        Explainer {
            found,
            by_key,
            with,
            by_operation,
            names: FxHashMap::default(),
            types: module
                .items()
                .map(|item| (item.name.as_str(), item.source.key.as_str()))
                .collect(),
        }
    }

    /// Explains all differences, types first, since signatures mention them. A constructor may have several explanations,
    /// one for each field that it takes in another way.
    pub(super) fn explain(mut self, changes: &[RowChange<'_>]) -> Vec<Vec<usize>> {
        let mut result = vec![Vec::new(); changes.len()];
        let is_type =
            |change: &RowChange<'_>| change.row().is_some_and(|row| row.kind == RowKind::Type);
        for types in [true, false] {
            for (change, slot) in changes.iter().zip(&mut result) {
                if is_type(change) != types {
                    continue;
                }
                *slot = self.taken(change);
                if slot.is_empty() {
                    slot.extend(self.one(change));
                }
                let row = change.row().filter(|_| types && change.is_visible());
                if let (Some(index), Some(row)) = (slot.first(), row) {
                    let name = row.path.rsplit("::").next().unwrap_or_default();
                    self.names.insert(name.to_owned(), *index);
                    // An alias brings the name that it leads to.
                    if let Some(now) = row.exact.strip_prefix("type = ") {
                        self.names.insert(now.to_owned(), *index);
                    }
                }
            }
        }
        // A type has a default while `new` takes nothing.
        for at in 0..changes.len() {
            let row = changes.get(at).and_then(RowChange::row);
            let Some((prefix, name)) = row.and_then(|row| row.path.split_once("impl Default for "))
            else {
                continue;
            };
            let new = format!("{prefix}types::{name}::new");
            let made = changes
                .iter()
                .position(|one| one.row().is_some_and(|row| row.path == new));
            if let (Some(by), Some(slot)) = (
                made.and_then(|at| result.get(at).cloned()),
                result.get_mut(at),
            ) && !by.is_empty()
            {
                *slot = by;
            }
        }
        result
    }

    /// What explains each field that a constructor takes in another way, or on one side only.
    fn taken(&self, change: &RowChange<'_>) -> Vec<usize> {
        let takes = |row: Option<&'_ Row>| row.map(|row| row.takes.clone()).unwrap_or_default();
        let (old, new) = (takes(change.old), takes(change.new));
        let differing = old.iter().filter(|one| !new.contains(one));
        let differing = differing.chain(new.iter().filter(|one| !old.contains(one)));
        let found: BTreeSet<usize> = differing
            .filter_map(|(key, _)| self.best(key, change).or_else(|| self.nearest(key, change)))
            .collect();
        found.into_iter().collect()
    }

    fn one(&self, change: &RowChange<'_>) -> Option<usize> {
        let rows: Vec<&Row> = change.new.into_iter().chain(change.old).collect();
        let exact = rows.iter().find_map(|row| self.best(&row.key, change));
        if let Some(index) = exact {
            return Some(index);
        }
        let came = rows
            .iter()
            .find_map(|row| self.with.get(row.key.as_str()).copied());
        if let (Some(index), What::Item(_)) = (came, change.what) {
            return Some(index);
        }
        let operation = rows.iter().find_map(|row| {
            let key = row.operation.as_deref()?;
            self.of_operation(key, row.area, change)
        });
        operation
            .or_else(|| self.mentioned(change))
            .or_else(|| came.filter(|_| change.is_visible()))
            .or_else(|| rows.iter().find_map(|row| self.inside(row, change)))
            .or_else(|| self.boxed(change))
            .or_else(|| rows.iter().find_map(|row| self.around(&row.key, change)))
    }

    /// The difference at a key that fits best.
    fn best(&self, key: &str, change: &RowChange<'_>) -> Option<usize> {
        let candidates = self.by_key.get(key)?.iter().copied();
        let scored = candidates.filter_map(|index| {
            let score = fit(self.found.get(index)?, change)?;
            Some((score, std::cmp::Reverse(index)))
        });
        scored.max().map(|(_, std::cmp::Reverse(index))| index)
    }

    fn of_operation(&self, key: &str, area: Area, change: &RowChange<'_>) -> Option<usize> {
        let mut candidates: Vec<usize> = self.by_operation.get(key).cloned().unwrap_or_default();
        // Inline schemas of an operation have keys within its own.
        let inner = format!("{key}/");
        for (known, list) in &self.by_key {
            if known.starts_with(&inner) {
                candidates.extend(list);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let scored = candidates.into_iter().filter_map(|index| {
            let found = self.found.get(index)?;
            let score = fit(found, change)?;
            let same = area == Area::Whole || self::area(found) == area;
            (same || self::area(found) == Area::Whole).then_some((
                same,
                score,
                std::cmp::Reverse(index),
            ))
        });
        scored.max().map(|(.., std::cmp::Reverse(index))| index)
    }

    /// What explains a type that only one of the two signatures mentions.
    fn mentioned(&self, change: &RowChange<'_>) -> Option<usize> {
        let words = |row: Option<&Row>| -> BTreeSet<String> {
            let text = row.map(|row| row.exact.as_str()).unwrap_or_default();
            let split = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            split
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let path = change.row().filter(|row| row.path.contains("impl "));
        let (old, new) = (words(change.old), words(change.new));
        let mut differing: Vec<String> = old.symmetric_difference(&new).cloned().collect();
        if let Some(row) = path {
            let split = row.path.split(|c: char| !c.is_alphanumeric() && c != '_');
            differing.extend(split.map(str::to_owned));
        }
        let told = |word: &String| self.names.get(word).copied();
        if let Some(index) = differing.iter().find_map(told) {
            return Some(index);
        }
        // An alias has one name on both sides, and stands for another type.
        let (old, new) = (change.old?, change.new?);
        let shown = new.shown.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut shown = shown.filter(|_| old.exact != new.exact);
        shown.find_map(|word| self.names.get(word).copied())
    }

    /// The nearest difference of what a field or variant holds, such as the items of its array.
    fn inside(&self, row: &Row, change: &RowChange<'_>) -> Option<usize> {
        let holds = matches!(
            row.kind,
            RowKind::Field | RowKind::Variant | RowKind::Member
        );
        let alias = row.exact.starts_with("type = ");
        if !holds && !alias && !row.key.contains("/headers/") {
            return None;
        }
        let is_made =
            row.takes.is_empty() && row.path.ends_with("()") || row.kind != RowKind::Member;
        // A set of headers is called after them all.
        let headers = row
            .key
            .find("/headers/")
            .map(|at| &row.key[..at + "/headers".len()]);
        match headers {
            Some(outer) => self.nearest(outer, change),
            None if is_made => self.nearest(&row.key, change),
            None => None,
        }
    }

    /// The nearest difference within what a key is of.
    fn nearest(&self, key: &str, change: &RowChange<'_>) -> Option<usize> {
        let start = format!("{key}/");
        let inner = self.by_key.keys().filter(|key| key.starts_with(&start));
        let mut inner: Vec<&&str> = inner.collect();
        inner.sort_by_key(|key| (key.len(), **key));
        inner.into_iter().find_map(|key| self.best(key, change))
    }

    /// A type that became large is held in a box wherever it is used: the first thing that changed in it explains that.
    fn boxed(&self, change: &RowChange<'_>) -> Option<usize> {
        let (old, new) = (change.old?, change.new?);
        let bare = |row: &Row| row.exact.replace("Box<", "").replace('>', "");
        if old.exact == new.exact || bare(old) != bare(new) {
            return None;
        }
        let words = new.exact.split(|c: char| !c.is_alphanumeric() && c != '_');
        words
            .filter_map(|word| self.types.get(word))
            .find_map(|key| {
                let inner = format!("{key}/");
                let within = self
                    .by_key
                    .iter()
                    .filter(|(known, _)| *known == key || known.starts_with(&inner));
                let all = within.flat_map(|(_, list)| list.iter().copied());
                all.filter(|index| {
                    self.found
                        .get(*index)
                        .is_some_and(|found| !is_words(found.kind))
                })
                .min()
            })
    }

    /// The difference of what a key stands in.
    fn around(&self, key: &str, change: &RowChange<'_>) -> Option<usize> {
        let mut key = key;
        while let Some((outer, _)) = key.rsplit_once('/') {
            key = outer;
            if let Some(index) = self.best(key, change) {
                return Some(index);
            }
        }
        None
    }
}

/// How well a difference of the documents explains one of the crates; none where it cannot.
fn fit(found: &Found, change: &RowChange<'_>) -> Option<u8> {
    use ChangeKind as K;
    let deprecation = matches!(
        found.kind,
        K::Deprecated
            | K::Undeprecated
            | K::OperationDeprecated
            | K::OperationUndeprecated
            | K::ParameterDeprecated
            | K::ParameterUndeprecated
    );
    match change.what {
        What::Deprecation => {
            // An older name that was kept is an alias of what has the newer one.
            let renamed = matches!(
                found.kind,
                K::OperationMoved | K::SchemaRenamed | K::SchemaExtracted | K::SchemaInlined
            );
            return match (deprecation, renamed) {
                (true, _) => Some(9),
                (_, true) => Some(5),
                _ => None,
            };
        }
        What::Docs => {
            let sunset = matches!(
                found.kind,
                K::SunsetAdded | K::SunsetLater | K::SunsetEarlier | K::SunsetRemoved
            );
            return Some(match (found.kind == K::DocsChanged, sunset) {
                (true, _) => 9,
                (_, true) => 5,
                _ => 1,
            });
        }
        What::Gate => {
            let tags = matches!(
                found.kind,
                K::TagsChanged | K::OperationAdded | K::OperationRemoved
            );
            return tags.then_some(5);
        }
        What::Item(_) | What::Inner => {}
    }
    if found.kind == K::UsageChanged {
        return Some(3);
    }
    if is_words(found.kind) || deprecation || found.kind == K::VersionChanged {
        return None;
    }
    let code = found.kind.code();
    let named = change.row().is_some_and(|row| {
        let in_list = |text: &Option<String>| {
            text.as_ref()
                .is_some_and(|text| text.split(", ").any(|one| one == row.wire))
        };
        !row.wire.is_empty() && (in_list(&found.before) || in_list(&found.after))
    });
    let limit = code.starts_with("limit") || code.starts_with("default");
    let same = match change.what {
        What::Item(Change::Added) => code.ends_with("added"),
        What::Item(Change::Removed) => code.ends_with("removed") || code.ends_with("renamed"),
        What::Item(Change::Changed) => {
            !limit && !code.ends_with("added") && !code.ends_with("removed")
        }
        _ => limit || code.ends_with("changed"),
    };
    // A limit changes no signature, unless it makes a number of another width.
    Some(4 + 3 * u8::from(named) + 2 * u8::from(same) - 2 * u8::from(limit && !same))
}

/// The part of an operation that a difference is about.
fn area(found: &Found) -> Area {
    let code = found.kind.code();
    if code.starts_with("parameter") {
        return Area::Parameters;
    }
    if code.starts_with("body") || code.starts_with("encoding") {
        return Area::Body;
    }
    if code.starts_with("response") || code.starts_with("header") {
        return Area::Answers;
    }
    match &found.about {
        About::Operations { sent: false, .. } => Area::Answers,
        _ if found.key.contains("/responses/") => Area::Answers,
        _ if found.key.contains("/requestBody") => Area::Body,
        _ if found.key.contains("/parameters/") => Area::Parameters,
        _ => Area::Whole,
    }
}
