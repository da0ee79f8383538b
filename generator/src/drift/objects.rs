//! Objects: their properties, and what they do with other keys.

use super::alike::{alike, percent};
use super::found::{Found, Spot};
use super::walk::{Walk, follow};
use super::words::{code, describe, json, short};
use super::{ChangeKind, Wire, deprecations, limits, maps};
use crate::model::{Additional, Api, ObjectType, Presence, Property, Type, TypeKind, TypeUse};

/// Compares two objects.
pub(super) fn compare(
    walk: &mut Walk<'_>,
    (a, b): (&ObjectType, &ObjectType),
    types: (&Type, &Type),
    here: &Spot,
) {
    let ObjectType {
        properties,
        additional,
        constraints,
    } = b;
    limits::compare(&a.constraints, constraints, here, &mut walk.found);
    maps::additional(walk, &a.additional, additional, here);
    order(walk, (a, b), here);
    let mut came: Vec<(&String, &Property)> = Vec::new();
    for (wire, new) in properties {
        match a.properties.get(wire) {
            Some(old) => property(walk, wire, (old, new), types, here),
            None => came.push((wire, new)),
        }
    }
    for (wire, old) in &a.properties {
        if properties.contains_key(wire) {
            continue;
        }
        match renamed(walk, (wire, old), &came) {
            Some((at, sure, why)) => {
                let (name, new) = came.remove(at);
                let gone = removed(walk, wire, old, (a, b), here);
                let next = added(walk, name, new, a, here);
                walk.found
                    .push(moved((wire, gone), (name, next), (sure, why)));
            }
            None => {
                let gone = removed(walk, wire, old, (a, b), here);
                walk.found.push(gone);
            }
        }
    }
    for (wire, new) in came {
        let next = added(walk, wire, new, a, here);
        walk.found.push(next);
    }
}

/// Notes that required properties stand in another order, which is that of what `new` takes.
fn order(walk: &mut Walk<'_>, (a, b): (&ObjectType, &ObjectType), here: &Spot) {
    let names = |one: &ObjectType, other: &ObjectType| -> Vec<String> {
        let required = |object: &ObjectType, wire: &str| {
            let property = object.properties.get(wire);
            property.is_some_and(|property| property.presence == Presence::Required)
        };
        let all = one.properties.keys();
        let both = all.filter(|wire| required(one, wire) && required(other, wire));
        both.cloned().collect()
    };
    let (before, after) = (names(a, b), names(b, a));
    if walk.is_trial() || before == after {
        return;
    }
    let title = format!(
        "what {} requires stands in another order",
        code(&here.subject)
    );
    let mut found = Found::new(ChangeKind::PropertiesReordered, here, title)
        .said(before.join(", "), after.join(", "))
        .both(Wire::Safe, "keys of objects have no order");
    found.weak = true;
    walk.found.push(found);
}

/// The place of a property.
fn spot(here: &Spot, wire: &str, property: &Property) -> Spot {
    let mut spot = here.clone();
    spot.key = property.place.key.clone();
    spot.old_key = None;
    spot.subject = format!("{}.{}", here.subject, short(wire));
    (spot.old, spot.new) = (Some(property.place.origin), Some(property.place.origin));
    spot.never = (property.read_only, property.write_only);
    spot
}

/// The property that came where this one went, when one is so much like it that it can be told.
fn renamed(
    walk: &mut Walk<'_>,
    (wire, old): (&String, &Property),
    came: &[(&String, &Property)],
) -> Option<(usize, u8, &'static str)> {
    if walk.is_trial() {
        return None;
    }
    let mut best: Option<(usize, u8, &'static str)> = None;
    for (at, (name, new)) in came.iter().enumerate() {
        let names = alike(wire, name);
        if names < 60 || old.ty.nullable != new.ty.nullable {
            continue;
        }
        let trial = walk.trial(old.ty.id, new.ty.id);
        if trial.differences > 0 {
            continue;
        }
        let (sure, why) = match names {
            100 => (
                95,
                "the names differ in writing only, and the types are alike",
            ),
            _ => (
                percent(names, old.presence == new.presence),
                "the names are similar, and the types are alike",
            ),
        };
        if best.is_none_or(|(_, known, _)| known < sure) {
            best = Some((at, sure, why));
        }
    }
    best
}

/// One difference of a property that went and the one that came for it.
fn moved(
    (wire, gone): (&str, Found),
    (name, next): (&str, Found),
    (sure, why): (u8, &'static str),
) -> Found {
    Found {
        kind: ChangeKind::PropertyRenamed,
        title: format!("{} is called {} now", code(&gone.subject), code(name)),
        sent: next.sent.max(gone.sent),
        received: gone.received.max(next.received),
        old: gone.old,
        lost: gone.lost,
        old_key: Some(gone.key),
        rename: Some((sure, why.to_owned())),
        ..next
    }
    .said(wire, name)
    .behaves("another name is written and read")
}

fn removed(
    walk: &mut Walk<'_>,
    wire: &str,
    old: &Property,
    (a, b): (&ObjectType, &ObjectType),
    here: &Spot,
) -> Found {
    let spot = spot(here, wire, old);
    let title = format!("{} is gone", code(&spot.subject));
    let mut found = Found::new(ChangeKind::PropertyRemoved, &spot, title)
        .said(describe(walk.old, old.ty), "")
        .was_to_stay(&old.deprecated)
        .only_old(vec![old.ty.id]);
    let was_sent = !old.read_only;
    found = match &b.additional {
        Additional::Forbidden if was_sent && !matches!(a.additional, Additional::Typed(_)) => found
            .sent(
                Wire::Breaking,
                "older clients send it, and other keys are refused",
            ),
        _ if was_sent => found.sent(
            Wire::Warning,
            "older clients go on sending it, and whether the server looks past it is not said",
        ),
        _ => found,
    };
    let expected = old.presence == Presence::Required && !old.write_only;
    match expected {
        true => found.received(Wire::Breaking, "older clients require it in what they read"),
        false => found.received(Wire::Safe, "older clients read what lacks it"),
    }
}

fn added(walk: &mut Walk<'_>, wire: &str, new: &Property, old: &ObjectType, here: &Spot) -> Found {
    let spot = spot(here, wire, new);
    let required = new.presence == Presence::Required && !new.read_only;
    let need = if required { "required " } else { "" };
    let title = format!("{} is a new {need}property", code(&spot.subject));
    let after = format!("{need}{}", describe(walk.new, new.ty));
    let mut found = Found::new(ChangeKind::PropertyAdded, &spot, title)
        .said("", after)
        .only_new(vec![new.ty.id]);
    found = match required {
        true => found.sent(Wire::Breaking, "older clients do not send it"),
        false => found.sent(Wire::Safe, "it need not be sent"),
    };
    found = match &old.additional {
        Additional::Typed(values) if walk.trial(values.id, new.ty.id).received.0 > Wire::Safe => {
            found.received(
                Wire::Breaking,
                "older clients read it as one of the other keys",
            )
        }
        _ => found.received(Wire::Safe, "older clients look past it"),
    };
    found
}

fn property(
    walk: &mut Walk<'_>,
    wire: &str,
    (old, new): (&Property, &Property),
    (holder, _): (&Type, &Type),
    here: &Spot,
) {
    let mut spot = spot(here, wire, new);
    spot.old = Some(old.place.origin);
    spot.old_key = (old.place.key != new.place.key).then(|| old.place.key.clone());
    spot.never = (
        old.read_only && new.read_only,
        old.write_only && new.write_only,
    );
    let Property {
        place: _,
        ty,
        presence,
        default,
        constant,
        docs,
        deprecated,
        read_only,
        write_only,
    } = new;
    let subject = code(&spot.subject);
    match (old.presence, presence) {
        (Presence::Optional, Presence::Required) => {
            let title = format!("{subject} is required now");
            let found = Found::new(ChangeKind::PropertyBecameRequired, &spot, title);
            walk.found.push(match *read_only {
                true => found,
                false => found.sent(Wire::Breaking, "older clients may leave it out"),
            });
        }
        (Presence::Required, Presence::Optional) => {
            let title = format!("{subject} is optional now");
            let found = Found::new(ChangeKind::PropertyBecameOptional, &spot, title)
                .sent(Wire::Safe, "older clients always send it");
            walk.found.push(match old.write_only {
                true => found,
                false => {
                    found.received(Wire::Breaking, "older clients require it in what they read")
                }
            });
        }
        _ => {}
    }
    if old.default != *default {
        let said =
            |value: &Option<crate::model::Json>| value.as_ref().map_or("none".to_owned(), json);
        let title = match default {
            Some(value) => format!(
                "the default of {subject} is {}, and was {}",
                code(&json(value)),
                code(&said(&old.default))
            ),
            None => format!(
                "{subject} has no default any more, and had {}",
                code(&said(&old.default))
            ),
        };
        let found = Found::new(ChangeKind::DefaultChanged, &spot, title)
            .said(said(&old.default), said(default))
            .sent(
                Wire::Safe,
                "defaults are never sent, the server applies them",
            )
            .received(Wire::Safe, "older clients fill in the older default");
        let reason = match holder.usage.sent {
            true => "the server takes something else for what is not sent",
            false => "the client fills in something else for what is absent",
        };
        walk.found.push(found.behaves(reason));
    }
    // What a list of one value says, the list says itself, unless the value is written without a field.
    let listed = is_enum(walk.old, old.ty) && is_enum(walk.new, *ty);
    let written = old.presence == Presence::Required && holder.usage.sent;
    if old.constant != *constant && (written || !listed) {
        let said = |value: &Option<crate::model::Json>| {
            value.as_ref().map_or("any value".to_owned(), json)
        };
        let title = match constant {
            Some(value) => format!("{subject} is always {} now", code(&json(value))),
            None => format!(
                "{subject} is not always {} any more",
                code(&said(&old.constant))
            ),
        };
        let found = Found::new(ChangeKind::ConstantChanged, &spot, title)
            .said(said(&old.constant), said(constant));
        let found = match constant {
            None => found.sent(Wire::Safe, "the older constant is still allowed"),
            Some(_) => found.sent(Wire::Breaking, "older clients send something else"),
        };
        let found = match (&old.constant, written) {
            (None, _) => found.received(Wire::Safe, "older clients read any value"),
            (Some(_), true) => {
                found.received(Wire::Breaking, "older clients expect the older constant")
            }
            (Some(_), false) => {
                found.received(Wire::Warning, "older clients may tell values apart by it")
            }
        };
        walk.found
            .push(found.behaves("another constant is sent or expected"));
    }
    read_only_changed(walk, (old, *read_only, *presence), &spot);
    write_only_changed(walk, (old, *write_only), &spot);
    if old.docs != *docs && !walk.is_trial() {
        walk.docs(&spot);
    }
    deprecations::compare(
        walk,
        deprecations::SCHEMA,
        (&old.deprecated, deprecated),
        &spot,
    );
    spot.lenient = old.presence == Presence::Optional;
    walk.uses(old.ty, *ty, &spot);
}

fn is_enum(api: &Api, at: TypeUse) -> bool {
    let (id, _) = follow(api, at);
    matches!(api.ty(id).kind, TypeKind::Enum(_))
}

fn read_only_changed(
    walk: &mut Walk<'_>,
    (old, read_only, presence): (&Property, bool, Presence),
    spot: &Spot,
) {
    if old.read_only == read_only {
        return;
    }
    let subject = code(&spot.subject);
    let found = match read_only {
        true => Found::new(
            ChangeKind::ReadOnlyChanged,
            spot,
            format!("{subject} is read-only now"),
        )
        .sent(
            Wire::Warning,
            "older clients may send it, and whether the server looks past it is not said",
        ),
        false => {
            let found = Found::new(
                ChangeKind::ReadOnlyChanged,
                spot,
                format!("{subject} is no longer read-only"),
            );
            match presence {
                Presence::Required => found.sent(Wire::Breaking, "older clients do not send it"),
                Presence::Optional => found.sent(Wire::Safe, "it need not be sent"),
            }
        }
    };
    walk.found
        .push(found.behaves("whether it is sent is another matter now"));
}

fn write_only_changed(walk: &mut Walk<'_>, (old, write_only): (&Property, bool), spot: &Spot) {
    if old.write_only == write_only {
        return;
    }
    let subject = code(&spot.subject);
    let found = match write_only {
        true => {
            let found = Found::new(
                ChangeKind::WriteOnlyChanged,
                spot,
                format!("{subject} is write-only now"),
            );
            match old.presence {
                Presence::Required => {
                    found.received(Wire::Breaking, "older clients require it in what they read")
                }
                Presence::Optional => found,
            }
        }
        false => Found::new(
            ChangeKind::WriteOnlyChanged,
            spot,
            format!("{subject} is no longer write-only"),
        )
        .received(Wire::Safe, "older clients read what has it"),
    };
    walk.found.push(found);
}
