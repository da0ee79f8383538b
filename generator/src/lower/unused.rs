//! Leaves out inline types that nothing names: those of constants, of which no field is left, and those of operations
//! that are left out. Components stay, since callers may want them for data of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Item, Operation, Webhook};

use super::scope::Scope;

/// The items that a component, an operation or a webhook needs, and the components themselves.
pub(super) fn without(
    scope: &Scope<'_>,
    items: Vec<Item>,
    operations: &[Operation],
    webhooks: &[Webhook],
) -> Vec<Item> {
    let uses: BTreeMap<&str, Vec<&str>> = items
        .iter()
        .map(|item| (item.name.as_str(), item.uses()))
        .collect();
    let components = scope
        .names
        .iter()
        .filter(|(id, _)| scope.ty(**id).name.is_some())
        .map(|(_, name)| name.as_str());
    let mut todo: Vec<&str> = components.collect();
    todo.extend(operations.iter().flat_map(Operation::uses));
    todo.extend(webhooks.iter().flat_map(|webhook| webhook.ty.names()));
    let mut needed: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = todo.pop() {
        if needed.insert(name.to_owned()) {
            todo.extend(uses.get(name).into_iter().flatten());
        }
    }
    items
        .into_iter()
        .filter(|item| needed.contains(&item.name))
        .collect()
}
