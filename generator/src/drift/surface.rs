//! What a crate makes public, compared without its documents.
//!
//! Takes items that somebody listed from generated files; gives what changed and what that is in terms of semver.

use super::assemble::items;
use super::listing::{Area, Row, RowKind, Rows};
use super::semver::{self, What};
use super::{Class, KeptAlias, RustItem, version};
use super::{likely, older};

/// What a public item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicKind {
    /// A feature of the crate.
    Feature,
    /// A struct, an enum or an alias.
    Type,
    /// A public field of a struct that is `#[non_exhaustive]`.
    Field,
    /// A variant of an enum that is `#[non_exhaustive]`.
    Variant,
    /// A constructor, a setter, a constant, an implementation.
    Member,
    /// A method of the client.
    Method,
    /// What stands in the tables of a type, which no program sees.
    Table,
}

/// A public item of a generated crate.
#[derive(Clone, Debug)]
pub struct Public {
    /// What it is.
    pub kind: PublicKind,
    /// Its path without the crate's name.
    pub path: String,
    /// Its signature, as far as it counts.
    pub exact: String,
    /// Its signature as it is shown.
    pub shown: String,
    /// Whether it is `#[deprecated]`.
    pub deprecated: bool,
    /// What is generated for it beside that.
    pub inner: String,
    /// The file that it stands in, relative to the crate, and the line there.
    pub place: (String, usize),
}

/// What changed of what a crate makes public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The semver class.
    pub class: Class,
    /// The items that a program can see, worst first.
    pub items: Vec<RustItem>,
    /// The version that the crate has, and the one that it must become.
    pub versions: (String, String),
    /// What was likely renamed, as aliases that would keep the older names.
    pub renames: Vec<KeptAlias>,
}

impl Surface {
    /// The change from one list of items to another, of a crate of this version whose files differ.
    pub fn of(old: &[Public], new: &[Public], version: &str) -> Surface {
        let (before, after) = (rows(old), rows(new));
        let renames = likely::renames(&before, &after);
        let before = older::with_newer_names(&before, &after).unwrap_or(before);
        let changes = semver::differences(&before, &after);
        // Files changed, if only in words.
        let worst = changes.iter().map(|change| change.class).max();
        let class = worst.unwrap_or_default().max(Class::Patch);
        let seen: Vec<&semver::RowChange<'_>> = changes
            .iter()
            .filter(|change| matches!(change.what, What::Item(_) | What::Deprecation))
            .collect();
        let mut items = items(&seen);
        for item in &mut items {
            let of = |list: &[Public]| {
                let found = list.iter().find(|public| public.path == item.path);
                found.map(|public| public.place.clone())
            };
            if let Some((file, line)) = of(new).or_else(|| of(old)) {
                (item.file, item.line) = (Some(file), Some(line));
            }
        }
        items.sort_by(|a, b| b.class.cmp(&a.class).then_with(|| a.path.cmp(&b.path)));
        Surface {
            class,
            items,
            versions: (version.to_owned(), version::next(version, class)),
            renames,
        }
    }

    /// One line: `minor (0.1.0 → 0.1.1): 2 items added`.
    pub fn line(&self) -> String {
        let count = |change| {
            self.items
                .iter()
                .filter(|item| item.change == change)
                .count()
        };
        let parts: Vec<String> = [
            super::Change::Removed,
            super::Change::Changed,
            super::Change::Added,
        ]
        .into_iter()
        .map(|change| (count(change), change.word()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", super::words::counted(count, "item")))
        .collect();
        let what = match parts.is_empty() {
            true => "no public item changed".to_owned(),
            false => parts.join(", "),
        };
        let (before, after) = &self.versions;
        format!("{} ({before} → {after}): {what}", self.class.word())
    }

    /// What keeps the older names of what was likely renamed, when there is such.
    pub fn hint(&self) -> Option<String> {
        let lines = super::render::keep::aliases(&self.renames);
        (!self.renames.is_empty()).then(|| {
            format!("`{lines}` in the configuration keeps what looks renamed under its older names, deprecated")
        })
    }

    /// The items, a line each with its path, at most so many.
    pub fn lines(&self, most: usize) -> Vec<(String, String)> {
        let items = self.items.iter().filter(|item| {
            let field = item.path.strip_suffix("()");
            !field.is_some_and(|field| self.items.iter().any(|one| one.path == field))
        });
        let items: Vec<&RustItem> = items.collect();
        let mut lines: Vec<(String, String)> = items
            .iter()
            .take(most)
            .map(|item| {
                let place = super::render::placed(item);
                let text = format!(
                    "{}: {}{place}",
                    item.class.word(),
                    super::render::shown(item)
                );
                (text, item.path.clone())
            })
            .collect();
        if let Some(more @ 1..) = items.len().checked_sub(most) {
            let text = format!("… and {}", super::words::counted(more, "more item"));
            lines.push((text, String::new()));
        }
        lines
    }
}

fn rows(list: &[Public]) -> Rows {
    let mut rows = Rows::default();
    for public in list {
        rows.add(Row {
            path: public.path.clone(),
            kind: match public.kind {
                PublicKind::Feature => RowKind::Feature,
                PublicKind::Type => RowKind::Type,
                PublicKind::Field => RowKind::Field,
                PublicKind::Variant => RowKind::Variant,
                PublicKind::Member => RowKind::Member,
                PublicKind::Method => RowKind::Method,
                PublicKind::Table => RowKind::Written,
            },
            exact: public.exact.clone(),
            shown: public.shown.clone(),
            key: String::new(),
            operation: None,
            area: Area::Whole,
            origin: None,
            gate: None,
            deprecated: public.deprecated,
            docs: String::new(),
            inner: public.inner.clone(),
            wire: String::new(),
            file: public.place.0.clone(),
            takes: Vec::new(),
        });
    }
    rows
}
