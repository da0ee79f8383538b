//! The catalogue: changes of one document, written down.
//!
//! Takes tests/mutations; gives each change with the document that it makes. Must never know what a change means.

use std::io;
use std::path::Path;

use oasmith::settings::{Alias, AliasScope};
use serde_json::{Map, Value};

/// A document before and after a change.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What the change is called.
    pub name: String,
    /// The document that it was made from.
    pub base: String,
    /// The document after it.
    pub changed: Value,
    /// The older names that stay in the newer crate.
    pub aliases: Vec<Alias>,
}

/// Reads a document as JSON.
///
/// # Errors
/// When it cannot be read.
pub fn document(path: &Path) -> io::Result<Value> {
    let text = std::fs::read_to_string(path)?;
    serde_yaml::from_str(&text)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

/// All changes of the catalogue.
///
/// # Errors
/// When it cannot be read, or a step leads nowhere.
pub fn mutations(folder: &Path) -> io::Result<(Value, Vec<Mutation>)> {
    let base = document(&folder.join("base.yaml"))?;
    let catalogue = document(&folder.join("catalogue.yaml"))?;
    let mut found = Vec::new();
    for (name, steps) in catalogue.as_object().into_iter().flatten() {
        let mut changed = base.clone();
        let mut aliases = Vec::new();
        for step in steps.as_array().into_iter().flatten() {
            if step[0] == "alias" {
                aliases.extend(older_names(step));
                continue;
            }
            apply(&mut changed, step)
                .ok_or_else(|| io::Error::other(format!("{name}: {step} leads nowhere")))?;
        }
        found.push(Mutation {
            name: name.clone(),
            base: "base".to_owned(),
            changed,
            aliases,
        });
    }
    Ok((base, found))
}

/// `[alias, types, { Owner: Keeper }]`.
fn older_names(step: &Value) -> Vec<Alias> {
    let known = AliasScope::ALL
        .into_iter()
        .find(|(word, _)| step[1] == *word);
    let names = step[2].as_object().into_iter().flatten();
    let aliases = names.filter_map(|(old, new)| {
        Some(Alias {
            scope: known?.1,
            old: old.clone(),
            new: new.as_str()?.to_owned(),
            origin: None,
        })
    });
    aliases.collect()
}

fn apply(document: &mut Value, step: &Value) -> Option<()> {
    let pointer = step[1].as_str()?;
    let pointer = ["P:", "S:", "O:"]
        .into_iter()
        .zip(["/paths", "/components/schemas", "/components"])
        .find_map(|(short, long)| Some(format!("{long}{}", pointer.strip_prefix(short)?)))
        .unwrap_or_else(|| pointer.to_owned());
    let value = step.get(2).cloned();
    match step[0].as_str()? {
        "add" => add(document, &pointer, value?),
        "set" => {
            *document.pointer_mut(&pointer)? = value?;
            Some(())
        }
        "drop" => remove(document, &pointer).map(drop),
        "rename" => rename(document, &pointer, value?.as_str()?),
        "retarget" => {
            let names = value?;
            let [from, to] = [0, 1].map(|at| names[at].as_str().unwrap_or_default().to_owned());
            retarget(document, &from, &to);
            Some(())
        }
        _ => None,
    }
}

/// The parent of what a pointer leads to, and the last key.
fn parent<'d>(document: &'d mut Value, pointer: &str) -> Option<(&'d mut Value, String)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    Some((document.pointer_mut(parent)?, key))
}

/// Adds a value under a key, or `-` at the end of an array.
pub fn add(document: &mut Value, pointer: &str, value: Value) -> Option<()> {
    match parent(document, pointer)? {
        (Value::Object(object), key) => {
            object.insert(key, value);
        }
        (Value::Array(items), key) if key == "-" => items.push(value),
        _ => return None,
    }
    Some(())
}

/// Takes a value out.
pub fn remove(document: &mut Value, pointer: &str) -> Option<Value> {
    match parent(document, pointer)? {
        (Value::Object(object), key) => object.shift_remove(&key),
        (Value::Array(items), key) => {
            let at = key.parse::<usize>().ok().filter(|at| *at < items.len())?;
            Some(items.remove(at))
        }
        _ => None,
    }
}

/// Gives a value another key in the same place.
pub fn rename(document: &mut Value, pointer: &str, name: &str) -> Option<()> {
    let (Value::Object(object), key) = parent(document, pointer)? else {
        return None;
    };
    object.get(&key)?;
    let entries = std::mem::replace(object, Map::new());
    for (old, value) in entries {
        let name = if old == key { name.to_owned() } else { old };
        object.insert(name, value);
    }
    Some(())
}

/// Has references to one schema lead to another.
pub fn retarget(at: &mut Value, from: &str, to: &str) {
    let [from_path, to_path] = [from, to].map(|name| format!("#/components/schemas/{name}"));
    match at {
        Value::Object(object) => object
            .values_mut()
            .for_each(|value| retarget(value, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|value| retarget(value, from, to)),
        Value::String(text) if *text == from_path => *text = to_path,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::drift::ChangeKind;
    use std::collections::BTreeSet;

    fn folder() -> std::path::PathBuf {
        crate::corpus::workspace_root().join("tests/mutations")
    }

    #[test]
    fn every_change_changes_something() {
        let (base, mutations) = mutations(&folder()).unwrap();
        for mutation in &mutations {
            assert_ne!(mutation.changed, base, "{}", mutation.name);
        }
    }

    #[test]
    fn every_kind_of_change_is_in_the_catalogue() {
        // The first two stand for differences that no rule names; nothing in the base is shared, so that is held by golden
        // reports alone (generator/tests/drift).
        const ELSEWHERE: &[&str] = &["rust-only", "unclassified", "type-sharing-changed"];
        let (_, mutations) = mutations(&folder()).unwrap();
        let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
        let words: BTreeSet<String> = mutations.iter().map(|m| first(&m.name)).collect();
        for kind in ChangeKind::ALL {
            let there = words.contains(kind.code());
            assert_ne!(there, ELSEWHERE.contains(&kind.code()), "{}", kind.code());
        }
    }
}
