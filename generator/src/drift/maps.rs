//! Keys that are not among the properties of an object, and objects that became maps, or the other way round.

use super::found::{About, Found, Spot};
use super::walk::{Walk, plain};
use super::words::{code, describe};
use super::{ChangeKind, Wire};
use crate::model::{Additional, MapType, ObjectType, Presence, TypeId, TypeKind, TypeUse};

/// Compares what objects do with keys that are not among their properties.
pub(super) fn additional(walk: &mut Walk<'_>, old: &Additional, new: &Additional, here: &Spot) {
    let said = |walk: &Walk<'_>, one: &Additional, is_new: bool| match one {
        Additional::Ignored => "allowed".to_owned(),
        Additional::Forbidden => "refused".to_owned(),
        Additional::Typed(values) => match is_new {
            true => describe(walk.new, *values),
            false => describe(walk.old, *values),
        },
    };
    let (sent, received) = match (old, new) {
        (Additional::Typed(a), Additional::Typed(b)) => {
            return super::kinds::part(walk, *a, *b, here, ".*");
        }
        (Additional::Ignored, Additional::Ignored)
        | (Additional::Forbidden, Additional::Forbidden) => return,
        (Additional::Typed(_), Additional::Forbidden) => (
            (Wire::Breaking, "older clients may send other keys"),
            (Wire::Safe, "older clients read what has no other keys"),
        ),
        (Additional::Typed(_), Additional::Ignored) => (
            (Wire::Safe, "other keys are still allowed"),
            (
                Wire::Breaking,
                "older clients read only the older type in other keys",
            ),
        ),
        _ => (
            (Wire::Safe, "older clients send no other keys"),
            (Wire::Safe, "older clients look past other keys"),
        ),
    };
    let (before, after) = (said(walk, old, false), said(walk, new, true));
    let title = format!(
        "other keys of {} are {after}, and were {before}",
        code(&here.subject)
    );
    let mut found = Found::new(ChangeKind::AdditionalChanged, here, title).said(before, after);
    (found.sent, found.received) = (sent, received);
    if let Additional::Typed(values) = new {
        found.brought = vec![values.id];
    }
    if let Additional::Typed(values) = old {
        found.lost = vec![values.id];
    }
    walk.found.push(found);
}

/// A map became an object with properties.
pub(super) fn of_map(
    walk: &mut Walk<'_>,
    (map, object): (&MapType, &ObjectType),
    ids: (TypeId, TypeId),
    spot: &Spot,
    here: &Spot,
) {
    let (before, after) = (describe(walk.old, plain(ids.0)), "object with properties");
    let title = format!(
        "{} is an {after} instead of a {before}",
        code(&spot.subject)
    );
    let needed = object
        .properties
        .values()
        .any(|p| p.presence == Presence::Required && !p.read_only);
    let mut found = Found::new(ChangeKind::TypeNarrowed, spot, title).said(before, after);
    found = match (needed, object.properties.is_empty(), &object.additional) {
        (true, ..) | (_, _, Additional::Forbidden) => {
            found.sent(Wire::Breaking, "older clients may send other keys")
        }
        (_, true, _) => found,
        _ => found.sent(
            Wire::Breaking,
            "older clients may send other values under these keys",
        ),
    };
    let misread = object
        .properties
        .values()
        .any(|p| walk_reads(walk, map.values, p.ty) > Wire::Safe);
    found = match misread {
        true => found.received(
            Wire::Breaking,
            "older clients read values of the map's type only",
        ),
        false => found.received(
            Wire::Safe,
            "older clients read all keys as those of the map",
        ),
    };
    found.brought = vec![ids.1];
    found.lost = vec![ids.0];
    walk.found.push(found);
    if let Additional::Typed(values) = object.additional {
        super::kinds::part(walk, map.values, values, here, "{}");
    }
}

fn walk_reads(walk: &mut Walk<'_>, old: TypeUse, new: TypeUse) -> Wire {
    let reads = walk.trial(old.id, new.id).received.0;
    match new.nullable && !old.nullable && walk.trial(old.id, old.id).differences == 0 {
        true if !matches!(walk.old.ty(old.id).kind, TypeKind::Any) => Wire::Breaking,
        _ => reads,
    }
}

/// An object with properties became a map.
pub(super) fn to_map(
    walk: &mut Walk<'_>,
    (object, map): (&ObjectType, &MapType),
    ids: (TypeId, TypeId),
    spot: &Spot,
    here: &Spot,
) {
    let (before, after) = ("object with properties", describe(walk.new, plain(ids.1)));
    let title = format!(
        "{} is a {after} instead of an {before}",
        code(&spot.subject)
    );
    let needed = object
        .properties
        .values()
        .any(|p| p.presence == Presence::Required && !p.write_only);
    let mut found = Found::new(ChangeKind::TypeWidened, spot, title).said(before, after);
    let refused = object
        .properties
        .values()
        .any(|p| walk.trial(p.ty.id, map.values.id).sent.0 > Wire::Safe);
    if refused {
        found = found.sent(
            Wire::Breaking,
            "older clients send values that the map does not hold",
        );
    }
    if needed || !object.properties.is_empty() {
        found = found.received(Wire::Breaking, "older clients require the older properties");
    }
    found.brought = vec![ids.1];
    found.lost = vec![ids.0];
    found.about = match spot.about {
        About::Nothing => About::Types(Some(ids.0), Some(ids.1)),
        _ => found.about,
    };
    walk.found.push(found);
    if let Additional::Typed(values) = object.additional {
        super::kinds::part(walk, values, map.values, here, "{}");
    }
}
