//! One entry for what is one change in several places.
//!
//! Documents repeat themselves: a property of a base class stands in each schema that has it, a union that is written
//! inline stands in each place. The same change of the same name, with the same verdicts, is one entry that lists its
//! places; other words are one entry whatever they are about.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::words::{counted, listed};
use super::{ChangeKind, Direction, Entry, Place, Reach, RustItem};

/// Fewer places than this are entries of their own.
const FEWEST: usize = 3;

/// Folds entries that say the same.
pub(super) fn fold(entries: Vec<Entry>) -> Vec<Entry> {
    let mut order: Vec<String> = Vec::new();
    let mut groups: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
    for entry in entries {
        let key = group(&entry);
        if !groups.contains_key(&key) {
            order.push(key.clone());
        }
        groups.entry(key).or_default().push(entry);
    }
    let mut result = Vec::new();
    for key in order {
        let Some(group) = groups.remove(&key) else {
            continue;
        };
        let fewest = if is_words(&group) { 2 } else { FEWEST };
        match group.len() < fewest {
            true => result.extend(group),
            false => result.extend(one(group)),
        }
    }
    result
}

fn is_words(group: &[Entry]) -> bool {
    group
        .iter()
        .all(|entry| entry.kind == ChangeKind::DocsChanged)
}

/// What entries of one group have in common.
fn group(entry: &Entry) -> String {
    if entry.kind == ChangeKind::DocsChanged && entry.items.is_empty() {
        return "docs".to_owned();
    }
    let foldable = !matches!(
        entry.kind,
        ChangeKind::OperationAdded
            | ChangeKind::OperationRemoved
            | ChangeKind::OperationMoved
            | ChangeKind::SchemaRenamed
            | ChangeKind::SchemaAdded
            | ChangeKind::SchemaRemoved
            | ChangeKind::Unclassified
            | ChangeKind::RustOnly
            | ChangeKind::WebhookAdded
            | ChangeKind::WebhookRemoved
            | ChangeKind::UsageChanged
    );
    // A rename has a name of its own to keep; what became a component in many places has them together.
    let moved = matches!(
        entry.kind,
        ChangeKind::SchemaExtracted | ChangeKind::SchemaInlined
    );
    if !foldable || (entry.rename.is_some() && !moved) {
        return format!(
            "alone {} {:?} {:?} {}",
            entry.key,
            entry.before,
            entry.after,
            entry.kind.code()
        );
    }
    format!(
        "{} {} {:?} {:?} {:?} {:?} {:?}",
        entry.kind.code(),
        local(&entry.subject),
        entry.before,
        entry.after,
        entry.source.level,
        entry.wire,
        entry.behaviour.level,
    )
}

/// The name of what changed without that of the schema or operation it is in.
fn local(subject: &str) -> &str {
    match subject.split_once('.') {
        Some((_, local)) => local,
        // `GET /projects limit`
        None => match subject.rsplit_once(' ') {
            Some((_, local)) => local,
            None => subject,
        },
    }
}

/// One entry for a group, said where the first of it is.
fn one(mut group: Vec<Entry>) -> Option<Entry> {
    group.sort_by(|a, b| a.key.cmp(&b.key));
    let count = group.len();
    let owners: Vec<String> = group.iter().map(|entry| owner(&entry.subject)).collect();
    let mut entries = group.into_iter();
    let mut first = entries.next()?;
    let words = first.kind == ChangeKind::DocsChanged;
    let distinct: BTreeSet<&String> = owners.iter().collect();
    let owners: Vec<String> = distinct.into_iter().cloned().collect();
    first.title = match words {
        true => format!("{} are described in other words", counted(count, "thing")),
        false => format!(
            "{}; so in {}: {}",
            first.title,
            counted(count - 1, "more place"),
            listed(
                &owners
                    .into_iter()
                    .filter(|name| *name != owner(&first.subject))
                    .collect::<Vec<_>>()
            )
        ),
    };
    if words {
        first.subject = "documentation".to_owned();
    }
    let mut operations: BTreeMap<String, Reach> = first
        .operations
        .drain(..)
        .map(|one| (one.operation.clone(), one))
        .collect();
    let mut items: BTreeMap<String, RustItem> = first
        .items
        .drain(..)
        .map(|one| (one.path.clone(), one))
        .collect();
    for entry in entries {
        for reach in entry.operations {
            let known = operations
                .entry(reach.operation.clone())
                .or_insert(reach.clone());
            known.direction = both(known.direction, reach.direction);
        }
        for item in entry.items {
            items.entry(item.path.clone()).or_insert(item);
        }
        if let Some(more) = entry.rename {
            match &mut first.rename {
                Some(known) => {
                    known.confidence = known.confidence.min(more.confidence);
                    known.keep.extend(more.keep);
                    known.aliases.extend(more.aliases);
                }
                None => first.rename = Some(more),
            }
        }
        first.direction = both(first.direction, entry.direction);
        first.also.push(Place {
            key: entry.key,
            subject: entry.subject,
            old: entry.old,
            new: entry.new,
        });
    }
    first.operations = operations.into_values().collect();
    first.items = items.into_values().collect();
    if first.source.level > super::Class::Patch {
        first.source.reason = super::assemble::because(&first.items, first.source.level);
    }
    Some(first)
}

fn owner(subject: &str) -> String {
    match subject.split_once('.') {
        Some((owner, _)) => owner.to_owned(),
        None => match subject.rsplit_once(' ') {
            Some((owner, _)) => owner.to_owned(),
            None => subject.to_owned(),
        },
    }
}

fn both(a: Direction, b: Direction) -> Direction {
    Direction::of(
        a.is_sent() || b.is_sent(),
        a.is_received() || b.is_received(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_stands_behind_its_owner() {
        assert_eq!(local("User.name"), "name");
        assert_eq!(local("User.tags[].name"), "tags[].name");
        assert_eq!(local("GET /users limit"), "limit");
        assert_eq!(owner("GET /users limit"), "GET /users");
        assert_eq!(owner("User.name"), "User");
    }
}
