//! What each difference of two crates' public items is in terms of semver, by the rules of Cargo's reference.
//!
//! Takes the rows of two listings; gives what differs. What is gone or new as a whole is one difference, not one for
//! each of its parts.

use super::listing::{Row, RowKind, Rows};
use super::{Change, Class};

/// What differs in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It is new, gone, or another one.
    Item(Change),
    /// It is deprecated now, or no longer is.
    Deprecation,
    /// It needs another feature.
    Gate,
    /// What is generated for it beside its signature.
    Inner,
    /// Its docs.
    Docs,
}

/// A difference of two listings.
#[derive(Clone, Debug)]
pub(super) struct RowChange<'a> {
    pub(super) what: What,
    pub(super) old: Option<&'a Row>,
    pub(super) new: Option<&'a Row>,
    pub(super) class: Class,
    pub(super) reason: String,
}

impl<'a> RowChange<'a> {
    /// The row as it is now, else as it was.
    pub(super) fn row(&self) -> Option<&'a Row> {
        self.new.or(self.old)
    }

    /// Whether a program can see it.
    pub(super) fn is_visible(&self) -> bool {
        !matches!(self.what, What::Inner | What::Docs)
    }
}

/// All differences of two listings.
pub(super) fn differences<'a>(old: &'a Rows, new: &'a Rows) -> Vec<RowChange<'a>> {
    let mut list = Vec::new();
    for (identity, row) in old.iter() {
        match new.get(identity) {
            Some(after) => both(row, after, &mut list),
            None if !is_covered(row, new) => list.push(gone(row)),
            None => {}
        }
    }
    for (identity, row) in new.iter() {
        if old.get(identity).is_none() && !is_covered(row, old) {
            list.push(came(row));
        }
    }
    let path = |change: &RowChange<'a>| change.row().map(|row| row.path.as_str());
    list.sort_by(|a, b| path(a).cmp(&path(b)));
    list
}

/// Whether a row is a part of something that is not on the other side at all, which says it already.
fn is_covered(row: &Row, other: &Rows) -> bool {
    let owner = match row.kind {
        RowKind::Feature | RowKind::Module | RowKind::Type | RowKind::Method => return false,
        RowKind::Piece | RowKind::Order => row.path.clone(),
        RowKind::Member if row.path.contains("impl ") => {
            return !named_types(row).all(|name| other.get(&name).is_some());
        }
        RowKind::Written => match row.path.split_once(" writes ") {
            Some((owner, _)) => owner.to_owned(),
            None => return false,
        },
        RowKind::Member | RowKind::Field | RowKind::Variant => match row.path.rsplit_once("::") {
            Some((owner, _)) if owner.contains("types::") || owner.contains("servers::") => {
                owner.to_owned()
            }
            _ => return false,
        },
    };
    other.get(&owner).is_none()
}

/// The types of the API that an implementation is for, as paths: the one that it is for, and a member of a union.
fn named_types(row: &Row) -> impl Iterator<Item = String> {
    let (prefix, text) = row.path.split_once("impl ").unwrap_or(("", &row.path));
    let ends: Vec<&str> = match text.split_once(" for ") {
        Some((what, target)) => {
            let member = what
                .strip_prefix("TryFrom<")
                .map(|rest| rest.trim_end_matches('>'));
            member.into_iter().chain([target]).collect()
        }
        None => Vec::new(),
    };
    let prefix = prefix.to_owned();
    let paths: Vec<String> = ends
        .into_iter()
        .map(|name| format!("{prefix}types::{name}"))
        .collect();
    paths.into_iter()
}

fn gone(row: &Row) -> RowChange<'_> {
    let (class, reason) = match row.kind {
        RowKind::Written => (Class::Patch, "it is not written any more"),
        RowKind::Order => (Class::Patch, "the order of arguments"),
        RowKind::Feature => (
            Class::Major,
            "programs that turn the feature on do not build",
        ),
        RowKind::Piece => (Class::Major, "callers pass or read what is gone"),
        _ => (Class::Major, "programs that use it do not compile"),
    };
    RowChange {
        what: What::Item(Change::Removed),
        old: Some(row),
        new: None,
        class,
        reason: reason.to_owned(),
    }
}

fn came(row: &Row) -> RowChange<'_> {
    let (class, reason) = match row.kind {
        RowKind::Written => (Class::Patch, "it is written now"),
        RowKind::Order => (Class::Patch, "the order of arguments"),
        RowKind::Piece => (Class::Major, "callers must pass or read it"),
        RowKind::Field => (Class::Minor, "the struct is `#[non_exhaustive]`"),
        RowKind::Variant => (Class::Minor, "the enum is `#[non_exhaustive]`"),
        _ => (Class::Minor, "it is new"),
    };
    RowChange {
        what: What::Item(Change::Added),
        old: None,
        new: Some(row),
        class,
        reason: reason.to_owned(),
    }
}

fn both<'a>(old: &'a Row, new: &'a Row, list: &mut Vec<RowChange<'a>>) {
    let mut push = |what, class, reason: String| {
        list.push(RowChange {
            what,
            old: Some(old),
            new: Some(new),
            class,
            reason,
        });
    };
    let changed = match new.kind {
        RowKind::Order => is_other_order(&old.exact, &new.exact),
        _ => old.exact != new.exact,
    };
    if changed {
        let reason = match new.kind {
            RowKind::Field => "the field has another type",
            RowKind::Variant => "the variant holds another type",
            RowKind::Type => "the type is of another kind",
            RowKind::Order => "arguments stand in another order",
            _ => "the signature is another one",
        };
        push(What::Item(Change::Changed), Class::Major, reason.to_owned());
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => push(
            What::Deprecation,
            Class::Minor,
            "uses of it are warned of".to_owned(),
        ),
        (true, false) => push(
            What::Deprecation,
            Class::Patch,
            "uses of it are no longer warned of".to_owned(),
        ),
        _ => {}
    }
    let owns_gate = matches!(new.kind, RowKind::Type | RowKind::Method);
    if owns_gate && old.gate != new.gate {
        match &new.gate {
            Some(gate) => push(
                What::Gate,
                Class::Major,
                format!("programs without default features need the feature `{gate}` for it"),
            ),
            None => push(
                What::Gate,
                Class::Patch,
                "it needs no feature any more".to_owned(),
            ),
        }
    }
    if old.inner != new.inner {
        push(
            What::Inner,
            Class::Patch,
            "what is read, written or checked for it".to_owned(),
        );
    }
    if old.docs != new.docs && sorted(&old.docs) != sorted(&new.docs) {
        push(What::Docs, Class::Patch, "its docs".to_owned());
    }
}

/// The lines of a text without their order, which follows that of the document.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().flat_map(|line| line.split(", ")).collect();
    lines.sort_unstable();
    lines
}

/// Whether what both have stands in another order.
fn is_other_order(old: &str, new: &str) -> bool {
    let split = |text: &str| -> Vec<String> { text.split(", ").map(str::to_owned).collect() };
    let (old, new) = (split(old), split(new));
    let kept = |list: &[String], other: &[String]| -> Vec<String> {
        list.iter()
            .filter(|name| other.contains(name))
            .cloned()
            .collect()
    };
    kept(&old, &new) != kept(&new, &old)
}
