//! How the older names of what was renamed are kept: sentences, and the lines to paste.

use std::collections::BTreeMap;

use crate::drift::{Entry, KeptAlias, KeptName, Rename};

/// Why an entry is taken for a rename, and each way to keep the older names, as sentences; none when they are there.
pub(super) fn sentences(entry: &Entry) -> Vec<String> {
    let Some(rename) = entry.rename.as_ref().filter(|one| !one.keep.is_empty()) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    if rename.old_name != rename.new_name {
        said.push(format!(
            "{}% sure that this is {} renamed ({})",
            rename.confidence, rename.old_name, rename.evidence
        ));
    }
    let names = match rename.keep.len() {
        1 => "name",
        _ => "names",
    };
    said.push(format!(
        "`{}` in the configuration keeps the older {names}",
        kept(&rename.keep)
    ));
    if !rename.aliases.is_empty() {
        said.push(format!(
            "`{}` has both, the older {names} deprecated, which is minor",
            aliases(&rename.aliases)
        ));
    }
    let alone =
        |one: &KeptName| one.scope.starts_with("fields ") || one.scope.starts_with("variants ");
    if rename.keep.iter().any(alone) {
        said.push("fields and variants have no alias: in Rust they have one name".to_owned());
    }
    said
}

/// The same for a page: the reason, and the lines of each way.
pub(in crate::drift) fn lines(rename: &Rename) -> Vec<String> {
    let mut lines = Vec::new();
    if !rename.keep.is_empty() {
        lines.push(kept(&rename.keep));
    }
    if !rename.aliases.is_empty() {
        lines.push(aliases(&rename.aliases));
    }
    lines
}

/// `rename: { types: { "#/components/schemas/Keeper": Owner } }`.
pub(in crate::drift) fn kept(names: &[KeptName]) -> String {
    let names = names
        .iter()
        .map(|one| (one.scope.as_str(), one.key.as_str(), one.name.as_str()));
    flow("rename", names)
}

/// `aliases: { types: { Owner: Keeper } }`.
pub(in crate::drift) fn aliases(names: &[KeptAlias]) -> String {
    let names = names
        .iter()
        .map(|one| (one.scope.word(), one.old.as_str(), one.new.as_str()));
    flow("aliases", names)
}

/// A mapping of mappings as one line of YAML.
fn flow<'n>(head: &str, names: impl Iterator<Item = (&'n str, &'n str, &'n str)>) -> String {
    let mut scopes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (scope, key, value) in names {
        let entry = format!("{}: {value}", word(key));
        let list = scopes.entry(scope).or_default();
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
    let scopes = scopes.into_iter();
    let scopes = scopes.map(|(scope, list)| format!("{}: {{ {} }}", word(scope), list.join(", ")));
    format!("{head}: {{ {} }}", scopes.collect::<Vec<_>>().join(", "))
}

/// A key of YAML, in quotes where it needs them.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    match begins && text.chars().all(plain) {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_pasted_is_yaml() {
        let name = |scope: &str, key: &str, name: &str| KeptName {
            scope: scope.to_owned(),
            key: key.to_owned(),
            name: name.to_owned(),
        };
        let names = [
            name("types", "#/components/schemas/Keeper", "Owner"),
            name("operations", "GET /v2/pets", "list_pets"),
            name("fields Pet", "nickname", "nick"),
        ];
        let text = kept(&names);
        let read: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(
            read,
            serde_json::json!({ "rename": {
                "types": { "#/components/schemas/Keeper": "Owner" },
                "operations": { "GET /v2/pets": "list_pets" },
                "fields Pet": { "nickname": "nick" },
            } })
        );
    }
}
