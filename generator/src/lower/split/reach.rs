//! Which tags' operations need a type.

use std::collections::BTreeMap;

use crate::rust::{Item, Operation, Webhook};

/// Who needs a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// No operation, and nothing that an operation needs.
    Nowhere,
    /// Operations of one tag alone.
    Tag(String),
    /// More than one of these.
    Shared,
}

/// Who needs each type.
pub(super) fn homes(
    items: &[Item],
    operations: &[Operation],
    webhooks: &[Webhook],
) -> BTreeMap<String, Home> {
    let uses: BTreeMap<&str, Vec<&str>> = items
        .iter()
        .map(|item| (item.name.as_str(), item.uses()))
        .collect();
    let mut by_tag: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for operation in operations {
        let roots = by_tag.entry(&operation.tag).or_default();
        roots.extend(operation.uses());
    }
    let mut homes = BTreeMap::new();
    for (tag, roots) in by_tag {
        add(&uses, roots, &Home::Tag(tag.to_owned()), &mut homes);
    }
    // What no operation needs may well be made of what some do, and must compile all the same.
    let unused = uses.keys().filter(|name| !homes.contains_key(**name));
    let mut rest: Vec<&str> = unused.copied().collect();
    // The module of what the API sends stands behind the same feature.
    rest.extend(webhooks.iter().flat_map(|webhook| webhook.ty.names()));
    add(&uses, rest, &Home::Nowhere, &mut homes);
    homes
}

/// Marks all that the roots are made of.
fn add<'a>(
    uses: &BTreeMap<&'a str, Vec<&'a str>>,
    mut todo: Vec<&'a str>,
    home: &Home,
    homes: &mut BTreeMap<String, Home>,
) {
    while let Some(name) = todo.pop() {
        match homes.get_mut(name) {
            // All that this is made of has been marked with it.
            Some(known) if known == home || *known == Home::Shared => continue,
            Some(known) => *known = Home::Shared,
            None => {
                homes.insert(name.to_owned(), home.clone());
            }
        }
        todo.extend(uses.get(name).into_iter().flatten());
    }
}
