//! Enums of strings and their unions.

use rustc_hash::FxHashSet;

use super::found::{About, Found, Spot};
use super::walk::{Walk, plain};
use super::words::{code, describe, listed, name};
use super::{ChangeKind, Wire};
use crate::model::{Api, EnumMember, EnumUnionType, EnumValue, TypeId, TypeKind};

/// The values of an enum or a union of enums.
fn values(api: &Api, id: TypeId) -> Vec<&EnumValue> {
    match &api.ty(id).kind {
        TypeKind::Enum(one) => one.values.iter().collect(),
        TypeKind::EnumUnion(union) => union.values.iter().map(|(value, _)| value).collect(),
        _ => Vec::new(),
    }
}

/// Compares two enums, or unions of them.
pub(super) fn compare(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot, here: &Spot) {
    let (old_api, new_api) = (walk.old, walk.new);
    if let (TypeKind::EnumUnion(a), TypeKind::EnumUnion(b)) =
        (&old_api.ty(ids.0).kind, &new_api.ty(ids.1).kind)
    {
        return members(walk, (a, b), here);
    }
    let (old, new) = (values(old_api, ids.0), values(new_api, ids.1));
    let known: FxHashSet<&str> = old.iter().map(|value| value.wire.as_str()).collect();
    let kept: FxHashSet<&str> = new.iter().map(|value| value.wire.as_str()).collect();
    let wire = |value: &&EnumValue| value.wire.clone();
    let came: Vec<String> = new
        .iter()
        .filter(|v| !known.contains(&*v.wire))
        .map(wire)
        .collect();
    let gone: Vec<String> = old
        .iter()
        .filter(|v| !kept.contains(&*v.wire))
        .map(wire)
        .collect();
    let open = (walk.is_open)(&old_api.ty(ids.0).place.key);
    // A list is said where it stands, also when it stands in a property.
    let mut spot = spot.clone();
    if !walk.is_trial() {
        spot.key = here.key.clone();
        spot.old_key = here.old_key.clone();
        (spot.old, spot.new) = (here.old, here.new);
        spot.about = About::Types(Some(ids.0), Some(ids.1));
    }
    delta(walk, &spot, &came, &gone, open);
    for value in new {
        let EnumValue {
            wire,
            description,
            name,
            place: _,
        } = value;
        let before = old.iter().find(|v| v.wire == *wire);
        if before.is_some_and(|v| v.description != *description || v.name != *name)
            && !walk.is_trial()
        {
            walk.docs(&spot);
        }
    }
    let (a, b) = (is_union(old_api, ids.0), is_union(new_api, ids.1));
    if a != b {
        let (before, after) = (
            describe(old_api, plain(ids.0)),
            describe(new_api, plain(ids.1)),
        );
        let title = format!("{} is {after} instead of {before}", code(&spot.subject));
        let mut found =
            Found::new(ChangeKind::EnumMembersChanged, &spot, title).said(before, after);
        found.weak = true;
        (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
        walk.found.push(found);
    }
}

fn is_union(api: &Api, id: TypeId) -> bool {
    matches!(api.ty(id).kind, TypeKind::EnumUnion(_))
}

/// Says which values came and which went.
pub(super) fn delta(
    walk: &mut Walk<'_>,
    spot: &Spot,
    came: &[String],
    gone: &[String],
    open: bool,
) {
    let subject = code(&spot.subject);
    let number = |values: &[String]| if values.len() == 1 { "value" } else { "values" };
    if !came.is_empty() {
        let title = format!("{subject} has the new {} {}", number(came), listed(came));
        let found = Found::new(ChangeKind::EnumValueAdded, spot, title)
            .said("", came.join(", "))
            .sent(Wire::Safe, "older values are still allowed");
        walk.found.push(match open {
            true => found
                .received(
                    Wire::Safe,
                    "older clients keep it as `Unknown`, the enum is open",
                )
                .behaves("what was `Unknown` is a variant of its own now"),
            false => found.received(
                Wire::Breaking,
                "the enum is closed, so older clients refuse it",
            ),
        });
    }
    if !gone.is_empty() {
        let title = format!("{subject} lost the {} {}", number(gone), listed(gone));
        let found = Found::new(ChangeKind::EnumValueRemoved, spot, title)
            .said(gone.join(", "), "")
            .sent(
                Wire::Breaking,
                "older clients may send it, and the server refuses it",
            )
            .received(Wire::Safe, "it is not received any more");
        walk.found.push(found);
    }
}

/// Compares the members of unions of enums; what each member lists is said there.
fn members(walk: &mut Walk<'_>, (a, b): (&EnumUnionType, &EnumUnionType), here: &Spot) {
    let (old_api, new_api) = (walk.old, walk.new);
    // The values follow from the members.
    let EnumUnionType { members, values: _ } = b;
    let mut rest: Vec<&EnumMember> = members.iter().collect();
    let mut gone = Vec::new();
    for member in &a.members {
        let old = old_api.ty(member.ty);
        let is_same = |new: &&EnumMember| {
            let new = new_api.ty(new.ty);
            match (&old.name, &new.name) {
                (Some(x), Some(y)) => walk.renamed.get(x) == Some(y),
                (None, None) => old.place.key == new.place.key,
                _ => false,
            }
        };
        match rest.iter().position(is_same) {
            Some(at) => {
                let new = rest.remove(at);
                walk.uses(plain(member.ty), plain(new.ty), here);
            }
            None => gone.push(member),
        }
    }
    // Those without a counterpart are paired where they say the same.
    gone.retain(|member| {
        let same = |new: &&EnumMember| {
            let list = |api: &Api, id| -> Vec<String> {
                values(api, id).iter().map(|v| v.wire.clone()).collect()
            };
            list(old_api, member.ty) == list(new_api, new.ty)
        };
        match rest.iter().position(same) {
            Some(at) => {
                let new = rest.remove(at);
                walk.uses(plain(member.ty), plain(new.ty), here);
                false
            }
            None => true,
        }
    });
    if gone.is_empty() && rest.is_empty() {
        return;
    }
    let names = |api: &Api, list: &[&EnumMember]| -> Vec<String> {
        list.iter().map(|member| name(api.ty(member.ty))).collect()
    };
    let (lost, won) = (names(old_api, &gone), names(new_api, &rest));
    let mut what = Vec::new();
    if !won.is_empty() {
        what.push(format!("has the new member {}", listed(&won)));
    }
    if !lost.is_empty() {
        what.push(format!("lost the member {}", listed(&lost)));
    }
    let title = format!("{} {}", code(&here.subject), what.join(" and "));
    let wires = |list: &[&EnumMember], api: &Api| -> FxHashSet<String> {
        let each = list.iter().flat_map(|member| values(api, member.ty));
        each.map(|value| value.wire.clone()).collect()
    };
    let left: FxHashSet<String> = wires(&members.iter().collect::<Vec<_>>(), new_api);
    let refused = wires(&gone, old_api)
        .iter()
        .any(|value| !left.contains(value));
    let mut found = Found::new(ChangeKind::EnumMembersChanged, here, title)
        .said(lost.join(", "), won.join(", "));
    found = match refused {
        true => found.sent(
            Wire::Breaking,
            "older clients may send a value that is gone",
        ),
        false => found.sent(Wire::Safe, "older values are still allowed"),
    };
    found = match (walk.is_open)(here.old_key.as_ref().unwrap_or(&here.key)) || rest.is_empty() {
        true => found.received(Wire::Safe, "older clients keep new values as `Unknown`"),
        false => found.received(
            Wire::Breaking,
            "the enum is closed, so older clients refuse new values",
        ),
    };
    found.lost = gone.iter().map(|member| member.ty).collect();
    found.brought = rest.iter().map(|member| member.ty).collect();
    walk.found.push(found);
}

/// A string is one of a list now.
pub(super) fn became(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot) {
    let list: Vec<String> = values(walk.new, ids.1)
        .iter()
        .map(|v| v.wire.clone())
        .collect();
    let title = format!("{} is one of {} now", code(&spot.subject), listed(&list));
    let mut found = Found::new(ChangeKind::BecameEnum, spot, title)
        .said(describe(walk.old, plain(ids.0)), list.join(", "))
        .sent(Wire::Breaking, "older clients may send any text")
        .received(Wire::Safe, "older clients read any text");
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
}

/// A string is no longer one of a list.
pub(super) fn stopped(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot) {
    let list: Vec<String> = values(walk.old, ids.0)
        .iter()
        .map(|v| v.wire.clone())
        .collect();
    let title = format!("{} may be any text now", code(&spot.subject));
    let found = Found::new(ChangeKind::StoppedBeingEnum, spot, title)
        .said(list.join(", "), describe(walk.new, plain(ids.1)))
        .sent(Wire::Safe, "older values are still allowed");
    let mut found = match (walk.is_open)(&walk.old.ty(ids.0).place.key) {
        true => found.received(Wire::Safe, "older clients keep other texts as `Unknown`"),
        false => found.received(
            Wire::Breaking,
            "the enum is closed, so older clients refuse other texts",
        ),
    };
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
}
