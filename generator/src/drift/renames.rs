//! What was likely renamed, with all the names that go with it, and how each is kept.
//!
//! Takes a difference that is taken for a rename and the rows of both crates; gives the lines of the configuration that
//! keep the older names, and those that have both. What the crate does not name is no rename.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::found::Found;
use super::listing::{Row, RowKind, Rows};
use super::{ChangeKind, KeptAlias, KeptName, Rename};
use crate::model::Api;
use crate::settings::AliasScope;

/// The rows of two crates, for renames in them.
pub(super) struct Renames<'a> {
    apis: (&'a Api, &'a Api),
    old: Side<'a>,
    new: Side<'a>,
}

/// The rows of one side, by the keys of what they came from.
struct Side<'a> {
    rows: &'a Rows,
    types: BTreeMap<&'a str, &'a Row>,
    methods: BTreeMap<&'a str, &'a Row>,
    fields: BTreeMap<&'a str, &'a Row>,
    variants: Vec<&'a Row>,
}

impl<'a> Side<'a> {
    fn of(rows: &'a Rows) -> Self {
        let mut side = Side {
            rows,
            types: BTreeMap::new(),
            methods: BTreeMap::new(),
            fields: BTreeMap::new(),
            variants: Vec::new(),
        };
        for (_, row) in rows.iter() {
            let list = match row.kind {
                // The types of an operation are called after it.
                RowKind::Type if row.operation.is_none() => &mut side.types,
                RowKind::Method => &mut side.methods,
                RowKind::Field => &mut side.fields,
                RowKind::Variant => {
                    side.variants.push(row);
                    continue;
                }
                _ => continue,
            };
            list.entry(row.key.as_str()).or_insert(row);
        }
        side
    }

    fn by(&self, kind: RowKind, key: &str) -> Option<&'a Row> {
        let list = match kind {
            RowKind::Type => &self.types,
            RowKind::Method => &self.methods,
            _ => &self.fields,
        };
        list.get(key).copied()
    }

    /// The types within what a key is of, by the rest of theirs.
    fn within(&self, key: &str) -> Vec<(&'a str, &'a Row)> {
        let start = format!("{key}/");
        let bounds = (Bound::Included(start.as_str()), Bound::Unbounded);
        let from = self.types.range::<str, _>(bounds);
        let within = from.take_while(|(known, _)| known.starts_with(&start));
        let rest = within.filter_map(|(known, row)| Some((known.get(key.len()..)?, *row)));
        rest.collect()
    }
}

fn name(row: &Row) -> &str {
    row.path.rsplit("::").next().unwrap_or_default()
}

impl<'a> Renames<'a> {
    pub(super) fn new(apis: (&'a Api, &'a Api), (old, new): (&'a Rows, &'a Rows)) -> Self {
        Renames {
            apis,
            old: Side::of(old),
            new: Side::of(new),
        }
    }

    /// The rename that a difference is taken for.
    pub(super) fn of(&self, found: &Found) -> Option<Rename> {
        let (confidence, evidence) = found.rename.clone()?;
        let (from, to) = self.keys(found)?;
        let kind = match found.kind {
            ChangeKind::OperationMoved => RowKind::Method,
            ChangeKind::PropertyRenamed => RowKind::Field,
            _ => RowKind::Type,
        };
        let (old, new) = (self.old.by(kind, &from)?, self.new.by(kind, &to)?);
        let (scope, key) = match kind {
            RowKind::Type => ("types".to_owned(), to.clone()),
            RowKind::Method => ("operations".to_owned(), found.after.clone()?),
            _ => {
                let owner = new.path.rsplit("::").nth(1)?;
                (format!("fields {owner}"), new.wire.clone())
            }
        };
        let (mut keep, mut aliases) = (Vec::new(), Vec::new());
        if self.is_gone(old, new) {
            keep.push(KeptName {
                scope: scope.clone(),
                key: key.clone(),
                name: name(old).to_owned(),
            });
            let alias = match kind {
                RowKind::Type => Some(AliasScope::Types),
                RowKind::Method => Some(AliasScope::Operations),
                _ => None,
            };
            aliases.extend(alias.map(|scope| alias_of(scope, old, new)));
        }
        for (rest, old) in self.old.within(&from) {
            let Some(new) = self.new.types.get(format!("{to}{rest}").as_str()) else {
                continue;
            };
            if self.is_gone(old, new) {
                aliases.push(alias_of(AliasScope::Types, old, new));
                keep.push(KeptName {
                    scope: "types".to_owned(),
                    key: new.key.clone(),
                    name: name(old).to_owned(),
                });
            }
        }
        if kind == RowKind::Type {
            keep.extend(self.variants((name(old), name(new)), &to));
        }
        Some(Rename {
            old_name: name(old).to_owned(),
            new_name: name(new).to_owned(),
            from,
            to,
            confidence,
            evidence,
            scope,
            key,
            keep,
            aliases,
        })
    }

    /// The variants of unions that are called after a type.
    fn variants(&self, (before, after): (&str, &str), key: &str) -> Vec<KeptName> {
        let holds = |row: &Row, name: &str| {
            let held = row.exact.trim_start_matches("Box<").trim_end_matches('>');
            held == name
        };
        let listed = |row: &Row| {
            let mut parts = row.key.rsplit('/');
            let number = parts.next().unwrap_or_default();
            number.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(parts.next(), Some("oneOf" | "anyOf"))
                && !key.starts_with(&row.key)
        };
        let mut found = Vec::new();
        for new in self
            .new
            .variants
            .iter()
            .filter(|row| holds(row, after) && listed(row))
        {
            let Some((union, _)) = new.path.rsplit_once("::") else {
                continue;
            };
            let same = |old: &&&Row| {
                old.path
                    .rsplit_once("::")
                    .is_some_and(|(one, _)| one == union)
            };
            let mut old = self.old.variants.iter().filter(same);
            if let Some(old) = old.find(|old| holds(old, before))
                && self.is_gone(old, new)
            {
                let owner = union.rsplit("::").next().unwrap_or_default();
                found.push(KeptName {
                    scope: format!("variants {owner}"),
                    key: key.to_owned(),
                    name: name(old).to_owned(),
                });
            }
        }
        found
    }

    /// Whether a thing has another name, and nothing has its older one.
    fn is_gone(&self, old: &Row, new: &Row) -> bool {
        let is_field = old.kind == RowKind::Field;
        let known = match is_field {
            true => self.new.rows.get(&format!("{} (field)", old.path)),
            false => self.new.rows.get(&old.path),
        };
        name(old) != name(new) && known.is_none()
    }

    /// The keys of what was renamed, in either document.
    fn keys(&self, found: &Found) -> Option<(String, String)> {
        if matches!(
            found.kind,
            ChangeKind::SchemaExtracted | ChangeKind::SchemaInlined
        ) {
            let (old, new) = (found.lost.first()?, found.brought.first()?);
            let (old, new) = (self.apis.0.ty(*old), self.apis.1.ty(*new));
            return Some((old.place.key.clone(), new.place.key.clone()));
        }
        let old = found.old_key.as_ref().unwrap_or(&found.key);
        Some((old.clone(), found.key.clone()))
    }
}

fn alias_of(scope: AliasScope, old: &Row, new: &Row) -> KeptAlias {
    KeptAlias {
        scope,
        old: name(old).to_owned(),
        new: name(new).to_owned(),
    }
}
