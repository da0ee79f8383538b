//! What was likely renamed in a crate whose older document is gone, judged by the two lists of public items alone.

use std::collections::{BTreeMap, BTreeSet};

use super::KeptAlias;
use super::alike::alike;
use super::listing::{Row, RowKind, Rows};
use super::older::words;
use crate::settings::AliasScope;

/// The least share of equal parts by which a type is taken for a renamed one.
const ENOUGH: usize = 80;

/// Types and methods that went and came, paired where their parts are the same under the newer names; each in one pair.
pub(super) fn renames(old: &Rows, new: &Rows) -> Vec<KeptAlias> {
    let mut found = types(old, new);
    let names: BTreeMap<String, String> = found
        .iter()
        .map(|one| (one.old.clone(), one.new.clone()))
        .collect();
    let gone = only(old, new, RowKind::Method);
    let came = only(new, old, RowKind::Method);
    let same =
        |a: &Row, b: &Row| words(&a.exact, &names) == b.exact && alike(name(a), name(b)) >= 60;
    for a in &gone {
        let fits: Vec<&&Row> = came.iter().filter(|b| same(a, b)).collect();
        let back = |b: &Row| gone.iter().filter(|a| same(a, b)).count();
        if let [b] = fits[..]
            && back(b) == 1
        {
            found.push(alias(AliasScope::Operations, a, b));
        }
    }
    found
}

fn types(old: &Rows, new: &Rows) -> Vec<KeptAlias> {
    let gone = only(old, new, RowKind::Type);
    let came = only(new, old, RowKind::Type);
    let (old_parts, new_parts) = (parts(old, &gone), parts(new, &came));
    let mut candidates = Vec::new();
    for (i, a) in gone.iter().enumerate() {
        for (j, b) in came.iter().enumerate() {
            let (x, y) = (&old_parts[i], &new_parts[j]);
            let shared = x.intersection(y).count();
            let all = x.len() + y.len() - shared;
            // A small type says little; its name must then speak for it.
            let names = alike(name(a), name(b));
            let enough = shared >= 3 || names >= 60;
            if a.exact == b.exact && shared * 100 >= ENOUGH * all && shared > 0 && enough {
                candidates.push((shared * 100 / all, names, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| (b.0, b.1, a.2, a.3).cmp(&(a.0, a.1, b.2, b.3)));
    let (mut used, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (_, _, i, j) in candidates {
        if used.contains(&i) || taken.contains(&j) {
            continue;
        }
        used.insert(i);
        taken.insert(j);
        found.push(alias(AliasScope::Types, gone[i], came[j]));
    }
    held((old, new), (&gone, &came), &mut found);
    found.sort_by(|a, b| a.old.cmp(&b.old));
    found
}

/// What the same part of a renamed type holds was renamed with it.
fn held((old, new): (&Rows, &Rows), (gone, came): (&[&Row], &[&Row]), found: &mut Vec<KeptAlias>) {
    let of = |list: &[&Row]| -> BTreeSet<String> {
        list.iter().map(|row| name(row).to_owned()).collect()
    };
    let (gone, came) = (of(gone), of(came));
    let mut next = 0;
    while let Some(KeptAlias { old: a, new: b, .. }) = found.get(next).cloned() {
        next += 1;
        let owner = format!("types::{a}::");
        for (identity, row) in old.iter().filter(|(identity, _)| identity.contains(&owner)) {
            let now = identity.replace(&owner, &format!("types::{b}::"));
            let Some(now) = new.get(&now) else { continue };
            let split = |row: &Row| -> Vec<String> {
                let words = row.exact.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.map(str::to_owned).collect()
            };
            for (x, y) in split(row).into_iter().zip(split(now)) {
                let known = found.iter().any(|one| one.old == x || one.new == y);
                if x != y && !known && gone.contains(&x) && came.contains(&y) {
                    found.push(KeptAlias {
                        scope: AliasScope::Types,
                        old: x,
                        new: y,
                    });
                }
            }
        }
    }
}

fn alias(scope: AliasScope, old: &Row, new: &Row) -> KeptAlias {
    KeptAlias {
        scope,
        old: name(old).to_owned(),
        new: name(new).to_owned(),
    }
}

fn name(row: &Row) -> &str {
    row.path.rsplit("::").next().unwrap_or_default()
}

/// What only one side has, but for aliases.
fn only<'r>(rows: &'r Rows, other: &Rows, kind: RowKind) -> Vec<&'r Row> {
    let all = rows.iter();
    all.filter(|(identity, row)| {
        row.kind == kind && other.get(identity).is_none() && !row.exact.starts_with("type = ")
    })
    .map(|(_, row)| row)
    .collect()
}

/// The fields and variants of types, without the types' own names.
fn parts(rows: &Rows, types: &[&Row]) -> Vec<BTreeSet<String>> {
    let at: BTreeMap<&str, usize> = types
        .iter()
        .enumerate()
        .map(|(index, row)| (row.path.as_str(), index))
        .collect();
    let mut parts = vec![BTreeSet::new(); types.len()];
    for (_, row) in rows.iter() {
        if !matches!(row.kind, RowKind::Field | RowKind::Variant) {
            continue;
        }
        let Some((owner, part)) = row.path.rsplit_once("::") else {
            continue;
        };
        if let Some(list) = at.get(owner).and_then(|index| parts.get_mut(*index)) {
            // What a part holds may be renamed with it.
            let held: String = row
                .exact
                .chars()
                .filter(|c| "<>(),&".contains(*c))
                .collect();
            list.insert(format!("{part} {held}"));
        }
    }
    parts
}
