//! Older names beside newer ones, where the configuration asks for them.
//!
//! Asked when all names were chosen and all types have their file; an alias stands beside what it names.

use std::collections::BTreeSet;

use crate::diag::codes::config::{BAD_RENAME, MATCHES_NOTHING, UNFIT_OVERRIDE};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::rust::{Item, Operation, TypeGroup};
use crate::settings::{Alias, AliasScope, ApiSettings};

use super::naming::type_name;
use super::operations::{RESERVED, TYPE_WORDS};

/// How alike two names are when one is taken for a misspelling of the other, from 0 to 1.
const NEAR: f32 = 0.6;

/// Gives types and operations their older names; each that names nothing, or is no older name, is an error.
pub(super) fn apply(
    settings: &ApiSettings,
    groups: &mut [TypeGroup],
    operations: &mut [Operation],
    diags: &mut Diagnostics,
) {
    // Where a document is at fault, things are missing that the aliases may be about.
    if settings.older || diags.has_errors() {
        return;
    }
    let types = |groups: &[TypeGroup]| -> BTreeSet<String> {
        let items = groups.iter().flat_map(|group| &group.items);
        let names = items.flat_map(|item| item.older.iter().chain([&item.name]));
        names.cloned().collect()
    };
    for alias in of(settings, AliasScope::Types) {
        if is_usable(alias, &types(groups), diags)
            && let Some(item) = item(groups, &alias.new)
        {
            item.older.push(alias.old.clone());
        }
    }
    for alias in of(settings, AliasScope::Operations) {
        let known = operations.iter();
        let known = known.flat_map(|one| one.older.iter().chain([&one.name]));
        let known: BTreeSet<String> = known.cloned().collect();
        if RESERVED.contains(&alias.old.as_str()) {
            let message = format!("`{}` is a method that every client has", alias.old);
            let found = Diagnostic::error(BAD_RENAME, message);
            diags.push(at(found, alias.origin.map(Place::Key), "taken"));
            continue;
        }
        if !is_usable(alias, &known, diags) {
            continue;
        }
        let mut all = operations.iter_mut();
        if let Some(operation) = all.find(|one| one.name == alias.new) {
            operation.older.push(alias.old.clone());
        }
        for word in TYPE_WORDS {
            let name = |operation: &str| type_name(&format!("{operation} {word}"));
            let (old, new) = (name(&alias.old), name(&alias.new));
            let taken = types(groups);
            if let Some(item) = item(groups, &new).filter(|_| !taken.contains(&old)) {
                item.older.push(old);
            }
        }
    }
}

/// The aliases of a scope. Types come first, since those of operations bring types with them that may be named too.
fn of(settings: &ApiSettings, scope: AliasScope) -> impl Iterator<Item = &Alias> {
    settings
        .aliases
        .iter()
        .filter(move |alias| alias.scope == scope)
}

fn item<'g>(groups: &'g mut [TypeGroup], name: &str) -> Option<&'g mut Item> {
    let mut items = groups.iter_mut().flat_map(|group| &mut group.items);
    items.find(|item| item.name == name)
}

/// Whether an alias leads from a name that is free to one that is there.
fn is_usable(alias: &Alias, known: &BTreeSet<String>, diags: &mut Diagnostics) -> bool {
    let (old, new, scope) = (&alias.old, &alias.new, alias.scope.word());
    let key = alias.origin.map(Place::Key);
    if known.contains(old) {
        let message =
            format!("`{old}` is still a name in `{scope}`, so that it cannot be an older one");
        diags.push(
            at(Diagnostic::error(UNFIT_OVERRIDE, message), key, "not free")
                .help("take the line out; to give that thing another name, use `rename`"),
        );
        return false;
    }
    if known.contains(new) {
        return true;
    }
    let message = format!("nothing in `{scope}` is called `{new}`");
    let found = Diagnostic::error(MATCHES_NOTHING, message);
    let mut diagnostic = at(found, alias.origin.map(Place::Node), "names nothing");
    let list: Vec<&str> = known.iter().map(String::as_str).collect();
    if let Some(near) = similar::get_close_matches(new.as_str(), &list, 1, NEAR).first() {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    diags.push(
        diagnostic
            .help("an alias is the older name and behind it the one in the generated crate now"),
    );
    false
}

fn at(diagnostic: Diagnostic, place: Option<Place>, label: &str) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place, label),
        None => diagnostic,
    }
}
