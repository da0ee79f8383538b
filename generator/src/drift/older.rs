//! Types that have a newer name, and an alias under the older one: to a program both are one type.
//!
//! Takes the rows of two listings; gives the older ones as they would be if the types had had their newer names, so that
//! what is compared is what lies behind an alias.

use std::collections::BTreeMap;

use super::listing::{Row, RowKind, Rows};

/// The newer names of the types that only the older side has as types of their own, by older name.
pub(super) fn names(old: &Rows, new: &Rows) -> BTreeMap<String, String> {
    let is_own = |row: &Row| row.kind == RowKind::Type && !row.exact.starts_with("type = ");
    let renamed = new.iter().filter_map(|(identity, row)| {
        let now = row.exact.strip_prefix("type = ")?;
        let (prefix, name) = row.path.rsplit_once("::")?;
        let target = format!("{prefix}::{now}");
        let leads = row.kind == RowKind::Type && new.get(&target).is_some_and(is_own);
        let was = old.get(identity).is_some_and(is_own) && old.get(&target).is_none();
        (leads && was).then(|| (name.to_owned(), now.to_owned()))
    });
    renamed.collect()
}

/// The older rows with the newer names; nothing when no type has one.
pub(super) fn with_newer_names(old: &Rows, new: &Rows) -> Option<Rows> {
    let names = names(old, new);
    if names.is_empty() {
        return None;
    }
    let mut rows = Rows::default();
    for (identity, row) in old.iter() {
        if row.kind == RowKind::Type
            && let Some(alias) = new.get(identity).filter(|_| is_renamed(row, &names))
        {
            rows.add(Row {
                exact: alias.exact.clone(),
                inner: alias.inner.clone(),
                docs: alias.docs.clone(),
                ..row.clone()
            });
        }
        rows.add(Row {
            path: path(&row.path, &names),
            exact: words(&row.exact, &names),
            takes: row
                .takes
                .iter()
                .map(|(key, taken)| (key.clone(), words(taken, &names)))
                .collect(),
            ..row.clone()
        });
    }
    Some(rows)
}

fn is_renamed(row: &Row, names: &BTreeMap<String, String>) -> bool {
    let name = row.path.rsplit("::").next();
    name.is_some_and(|name| names.contains_key(name))
}

/// A path: only what stands behind `types::` is a type, and the words of an implementation are.
fn path(text: &str, names: &BTreeMap<String, String>) -> String {
    if text.contains("impl ") {
        return words(text, names);
    }
    let Some((before, rest)) = text.split_once("types::") else {
        return text.to_owned();
    };
    let end = rest.find([':', ' ']).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let name = names.get(name).map_or(name, String::as_str);
    format!("{before}types::{name}{after}")
}

/// A signature, word by word.
pub(super) fn words(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(names.get(word).map_or(word, String::as_str));
        let gap = after.find(is_word).unwrap_or(after.len());
        let (between, next) = after.split_at(gap);
        out.push_str(between);
        rest = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_types_are_called_otherwise() {
        let names = BTreeMap::from([("Owner".to_owned(), "Keeper".to_owned())]);
        for (before, after) in [
            ("shop::types::Owner::new", "shop::types::Keeper::new"),
            ("types::Owner", "types::Keeper"),
            ("types::Owner writes kind", "types::Keeper writes kind"),
            ("types::Any::Owner", "types::Any::Owner"),
            ("Client::Owner", "Client::Owner"),
            ("impl From<Owner> for Any", "impl From<Keeper> for Any"),
        ] {
            assert_eq!(path(before, &names), after);
        }
        assert_eq!(
            words("Vec<Owner>, Owners, &[Owner]", &names),
            "Vec<Keeper>, Owners, &[Keeper]"
        );
    }
}
