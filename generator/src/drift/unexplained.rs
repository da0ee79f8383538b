//! What no difference of the documents explains.
//!
//! Takes differences of the crates; gives entries for them, so that nothing is dropped.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Pair, because, item, items};
use super::listing::{Row, RowKind};
use super::semver::{RowChange, What};
use super::sharing::Sharing;
use super::words::{code, counted};
use super::{Behaviour, ChangeKind, Direction, Entry, Input, Verdict, Wire, site};

/// Entries for what no difference of the documents explains: one for each thing that a program can see, one for what
/// moved between features, and one for all the rest.
pub(super) fn entries(pair: &Pair<'_>, changes: Vec<&RowChange<'_>>) -> Vec<Entry> {
    let sharing = Sharing::new(pair.old.2, pair.new.2);
    let mut groups: BTreeMap<(u8, String), Vec<&RowChange<'_>>> = BTreeMap::new();
    for change in changes {
        let Some(row) = change.row() else { continue };
        let group = match change.what {
            What::Docs => (2, "docs".to_owned()),
            What::Inner => (2, "tables".to_owned()),
            What::Gate => {
                let gate =
                    |row: Option<&Row>| row.and_then(|row| row.gate.clone()).unwrap_or_default();
                (1, format!("{}→{}", gate(change.old), gate(change.new)))
            }
            What::Deprecation => (1, "deprecations".to_owned()),
            What::Item(_) if row.kind == RowKind::Feature => (1, "features".to_owned()),
            What::Item(_) if sharing.explains(change) => (1, "sharing".to_owned()),
            _ => (0, owner(row)),
        };
        groups.entry(group).or_default().push(change);
    }
    let built = groups.into_iter().filter_map(|((rank, name), changes)| {
        let first = changes.first()?.row()?;
        let only_order = changes
            .iter()
            .all(|one| item(one).is_none() && one.is_visible());
        if rank == 0 && only_order {
            return None;
        }
        let (kind, title) = match (rank, name.as_str()) {
            (0, _) => (
                ChangeKind::Unclassified,
                format!(
                    "{} changed, and no difference of the documents explains it",
                    code(&name)
                ),
            ),
            (1, "features") => (
                ChangeKind::RustOnly,
                "the crate has other features".to_owned(),
            ),
            (1, "sharing") => (
                ChangeKind::SharingChanged,
                format!(
                    "{} stand for other places than before, which say the same or no longer do",
                    counted(types(&changes), "type")
                ),
            ),
            (1, "deprecations") => (
                ChangeKind::RustOnly,
                format!(
                    "{} deprecated now, or no longer",
                    match changes.len() {
                        1 => "1 item is".to_owned(),
                        many => format!("{many} items are"),
                    }
                ),
            ),
            (1, _) => {
                let (from, to) = name.split_once('→').unwrap_or_default();
                let said = |gate: &str| {
                    if gate.is_empty() {
                        "no feature".to_owned()
                    } else {
                        code(gate)
                    }
                };
                let title = format!(
                    "{} {} now, and {} before",
                    counted(changes.len(), "item"),
                    match to.is_empty() {
                        true => "need no feature".to_owned(),
                        false => format!("need the feature {}", code(to)),
                    },
                    said(from)
                );
                (ChangeKind::RustOnly, title)
            }
            (_, "docs") => (
                ChangeKind::RustOnly,
                format!(
                    "the docs of {} are other ones",
                    counted(changes.len(), "item")
                ),
            ),
            _ => (
                ChangeKind::RustOnly,
                format!(
                    "what is generated for {} is another",
                    counted(changes.len(), "item")
                ),
            ),
        };
        let items = items(&changes);
        let class = changes
            .iter()
            .map(|change| change.class)
            .max()
            .unwrap_or_default();
        let mut source = Verdict::new(class, because(&items, class));
        if source.reason.is_empty() {
            source.reason = "no public item changed".to_owned();
        }
        let site = |input: &Input<'_>, row: Option<&Row>| {
            row.and_then(|row| row.origin)
                .filter(|_| rank == 0)
                .map(|origin| site::site(input.set, origin))
        };
        Some(Entry {
            id: String::new(),
            kind,
            api: pair.name.to_owned(),
            key: if rank == 0 {
                first.key.clone()
            } else {
                "#".to_owned()
            },
            subject: name.clone(),
            title,
            before: None,
            after: None,
            direction: Direction::Neither,
            wire: Verdict::new(Wire::Safe, "the documents say the same"),
            source,
            behaviour: match name.as_str() {
                "tables" => Verdict::new(
                    Behaviour::Changed,
                    "what is read, written or checked is another",
                ),
                _ => Verdict::default(),
            },
            old: site(pair.old.0, changes.first().and_then(|change| change.old)),
            new: site(pair.new.0, changes.first().and_then(|change| change.new)),
            operations: Vec::new(),
            items,
            rename: None,
            sunset: None,
            also: Vec::new(),
        })
    });
    built.collect()
}

/// How many types or methods changed.
fn types(changes: &[&RowChange<'_>]) -> usize {
    let owners = changes.iter().filter_map(|change| change.row()).map(owner);
    owners.collect::<BTreeSet<String>>().len()
}

/// The type or method that a row belongs to.
fn owner(row: &Row) -> String {
    if let Some((head, rest)) = row.path.split_once("types::") {
        let name = rest.split(':').next().unwrap_or_default();
        return format!("{head}types::{name}");
    }
    row.path.clone()
}
