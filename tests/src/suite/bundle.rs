//! Groups as OpenAPI documents.
//!
//! Takes groups; gives documents in which each group is a component beside a list of it, since a component says nothing
//! of null and an item does. Groups whose `$id`s clash go into different documents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::groups::{Group, ids};

/// A document that holds some of the groups.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The groups, by index.
    pub groups: Vec<usize>,
    ids: BTreeSet<String>,
    remotes: BTreeMap<String, Value>,
}

/// The component that a group is in a document.
pub fn component(index: usize) -> String {
    format!("Group{index}")
}

/// The component that is a list of a group.
pub fn list(index: usize) -> String {
    format!("Group{index}List")
}

/// Puts groups into as few documents as their `$id`s allow.
pub fn bundles(groups: &[Group], which: impl Iterator<Item = usize>) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    for index in which {
        let group = &groups[index];
        let mut own = Vec::new();
        ids(&group.schema, &mut own);
        let mut theirs = Vec::new();
        group
            .remotes
            .values()
            .for_each(|remote| ids(remote, &mut theirs));
        let fits = |bundle: &Bundle| {
            let free = |id: &String| !bundle.ids.contains(id);
            own.iter().all(free)
                && group.remotes.iter().all(|(url, remote)| {
                    let mut inside = Vec::new();
                    ids(remote, &mut inside);
                    bundle.remotes.contains_key(url) || inside.iter().all(free)
                })
        };
        let at = bundles.iter().position(fits).unwrap_or(bundles.len());
        if at == bundles.len() {
            bundles.push(Bundle::default());
        }
        let bundle = &mut bundles[at];
        bundle.groups.push(index);
        bundle.ids.extend(own.into_iter().chain(theirs));
        bundle.remotes.extend(group.remotes.clone());
    }
    bundles
}

impl Bundle {
    /// The document.
    pub fn document(&self, groups: &[Group]) -> Value {
        let mut schemas = Map::new();
        for index in &self.groups {
            let name = component(*index);
            let item = json!({ "$ref": format!("#/components/schemas/{name}") });
            schemas.insert(name, groups[*index].schema.clone());
            schemas.insert(list(*index), json!({ "type": "array", "items": item }));
        }
        for (number, remote) in self.remotes.values().enumerate() {
            schemas.insert(format!("Remote{number}"), remote.clone());
        }
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Suite", "version": "1" },
            "paths": {},
            "components": { "schemas": schemas },
        })
    }
}
