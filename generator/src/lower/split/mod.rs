//! Which file each operation and each type stands in, and which feature turns it on.
//!
//! Takes all items and operations with their names; gives them by file. A file is decided by what stands in it alone,
//! never by what else there is, so that a change of a document changes the files of what it changes. What an earlier
//! run split (the lock says so) stays split. Must never change an item.

mod bounds;
mod reach;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model;
use crate::rust::{ApiFeatures, Item, Operation, OperationFile, TypeGroup, Webhook};

use super::docs;
use super::names::Names;
use super::naming::{Wish, field_name};

/// An API with more operations than this has a file and a feature for each tag.
const LARGE: usize = 40;
/// What types stand in that more than one tag needs.
const SHARED: &str = "shared";
/// What types stand in that no operation needs.
const SCHEMAS: &str = "schemas";
/// The feature of all tags, for an API at the root of its crate.
const FULL: &str = "full";
/// What the feature of a client without operations is called, behind its API's name.
const CLIENT: &str = "client";
/// Features that every generated crate has.
const FEATURES: &[&str] = &[
    "default",
    "reqwest",
    "rustls",
    "native-tls",
    "blocking",
    "gzip",
    "brotli",
    "zstd",
    "tracing",
    "testing",
    "tower",
    "chrono",
    "jiff",
    "time",
];
/// The scope of tags: their keys are words of the document, their names those of modules and features.
const TAGS: &str = "tags";

/// An API by files.
pub(super) struct Split {
    pub(super) operations: Vec<OperationFile>,
    pub(super) types: Vec<TypeGroup>,
    pub(super) features: ApiFeatures,
    /// The feature of what no operation needs.
    pub(super) unused: Option<String>,
}

/// What an operation is filed under: its first tag, else the first word of its path that is no version.
pub(super) fn tag(operation: &model::Operation) -> String {
    let segments = || operation.path.split('/').filter(|s| !s.is_empty());
    let is_word = |s: &&str| !s.starts_with('{') && *s != "api" && !is_version(s);
    let text = match operation.tags.first() {
        Some(tag) => tag.as_str(),
        None => segments().find(is_word).unwrap_or("root"),
    };
    field_name(text)
}

/// `v1`, `v2.1`, `2024-01-01`.
fn is_version(segment: &str) -> bool {
    let rest = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || ".-_".contains(c))
}

/// Splits an API; `prefix` is what its features begin with, when it shares its crate.
pub(super) fn split(
    items: Vec<Item>,
    operations: &[Operation],
    webhooks: &[Webhook],
    prefix: Option<&String>,
    names: &mut Names<'_>,
) -> Split {
    let large = operations.len() > LARGE || names.locked(TAGS).is_some();
    if !large {
        return Split {
            operations: Vec::new(),
            types: bounds::whole(items, names),
            unused: None,
            features: ApiFeatures {
                whole: prefix.cloned(),
                ..ApiFeatures::default()
            },
        };
    }
    let tags = tags(operations, prefix, names);
    let named = |tag: &str| tags.get(tag).cloned().unwrap_or_default();
    let feature = |module: &str| (tags.len() > 1).then(|| feature(prefix, module));
    let mut parts = Vec::new();
    let mut by_tag: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, operation) in operations.iter().enumerate() {
        by_tag.entry(named(&operation.tag)).or_default().push(index);
    }
    for module in by_tag.keys() {
        parts.extend(feature(module));
    }
    let homes = reach::homes(&items, operations, webhooks);
    let mut by_home: BTreeMap<(String, Option<String>), Vec<Item>> = BTreeMap::new();
    for item in items {
        let key = match homes.get(&item.name) {
            Some(reach::Home::Tag(tag)) => (named(tag), feature(&named(tag))),
            Some(reach::Home::Nowhere) => (SCHEMAS.to_owned(), feature(SCHEMAS)),
            _ => (SHARED.to_owned(), None),
        };
        by_home.entry(key).or_default().push(item);
    }
    let unused = by_home.keys().find(|(module, _)| module == SCHEMAS);
    let unused = unused.and_then(|(_, feature)| feature.clone());
    parts.extend(unused.clone());
    let whole = match prefix {
        Some(prefix) => Some(prefix.clone()),
        None => (!parts.is_empty()).then(|| FULL.to_owned()),
    };
    let taken: BTreeSet<String> = by_tag.keys().cloned().collect();
    Split {
        operations: bounds::operations(operations, by_tag, &feature, &taken, names),
        types: bounds::types(by_home, &taken, names),
        unused,
        features: ApiFeatures {
            whole,
            base: prefix
                .filter(|_| !parts.is_empty())
                .map(|_| self::feature(prefix, CLIENT)),
            parts,
        },
    }
}

/// The modules of all tags, by tag.
fn tags(
    operations: &[Operation],
    prefix: Option<&String>,
    names: &mut Names<'_>,
) -> BTreeMap<String, String> {
    let is_taken = |module: &str| {
        [SHARED, SCHEMAS, FULL, CLIENT].contains(&module)
            || FEATURES.contains(&feature(prefix, module).as_str())
    };
    let distinct: BTreeSet<&String> = operations.iter().map(|operation| &operation.tag).collect();
    let wishes: Vec<Wish> = distinct
        .iter()
        .map(|tag| match is_taken(tag) {
            true => Wish::new(*tag, module(&format!("{tag} operations"))),
            false => Wish::new(*tag, module(tag)),
        })
        .collect();
    names.quietly(TAGS, &wishes, &[SHARED, SCHEMAS, FULL, CLIENT])
}

/// A name for a module with a file: ASCII, because Rust looks for no file with another name. Letters beyond it are left
/// out, or spelled by number where there are no others.
fn module(text: &str) -> String {
    let plain: String = text.chars().filter(char::is_ascii).collect();
    if plain.chars().any(|c| c.is_ascii_alphanumeric()) {
        return field_name(&plain);
    }
    let numbers = text.chars().map(|c| format!(" u{:x}", u32::from(c)));
    field_name(&numbers.collect::<String>())
}

/// The feature of a module: `galileo-annotation-queue`.
fn feature(prefix: Option<&String>, module: &str) -> String {
    let words = module.trim_end_matches('_').replace('_', "-");
    match prefix {
        Some(prefix) => format!("{prefix}-{words}"),
        None => words,
    }
}

/// What a file of operations says of itself.
fn operations_docs(tag: &str) -> String {
    format!("Operations of {}.", docs::code(tag))
}

/// What a file of types says of itself.
fn types_docs(module: &str) -> String {
    match module {
        SHARED => "Types that operations of more than one tag need.".to_owned(),
        SCHEMAS => "Types that no operation needs.".to_owned(),
        tag => format!("Types that only operations of {} need.", docs::code(tag)),
    }
}
