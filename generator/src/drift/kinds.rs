//! What two types are to each other: dispatches to the rules of each kind.

use super::found::{Found, Spot};
use super::walk::{Walk, plain};
use super::words::{code, describe};
use super::{ChangeKind, Wire, enums, limits, maps, objects, scalars, unions};
use crate::model::{Api, ArrayType, Constraints, MapType, TypeId, TypeKind, TypeUse};

/// Compares two types. Differences of the type as such are said at `spot`, those of its parts below `here`.
pub(super) fn compare(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot, here: &Spot) {
    let (old, new) = (walk.old.ty(ids.0), walk.new.ty(ids.1));
    match (&old.kind, &new.kind) {
        (TypeKind::Any | TypeKind::Opaque { .. }, TypeKind::Any | TypeKind::Opaque { .. })
        | (TypeKind::Null, TypeKind::Null)
        | (TypeKind::Boolean, TypeKind::Boolean)
        | (TypeKind::Alias(_), TypeKind::Alias(_)) => {}
        (TypeKind::Any | TypeKind::Opaque { .. }, _) => said_more(walk, ids, spot),
        (_, TypeKind::Any | TypeKind::Opaque { .. }) => said_less(walk, ids, spot),
        (TypeKind::Integer(a), TypeKind::Integer(b)) => scalars::integers(walk, (a, b), spot),
        (TypeKind::Number(a), TypeKind::Number(b)) => scalars::numbers(walk, (a, b), spot),
        (TypeKind::Integer(a), TypeKind::Number(b)) => {
            scalars::with_fraction(walk, ids, spot);
            limits::compare(&a.constraints, &b.constraints, spot, &mut walk.found);
        }
        (TypeKind::Number(a), TypeKind::Integer(b)) => {
            scalars::without_fraction(walk, ids, spot);
            limits::compare(&a.constraints, &b.constraints, spot, &mut walk.found);
        }
        (TypeKind::String(a), TypeKind::String(b)) => scalars::strings(walk, (a, b), spot),
        (
            TypeKind::Enum(_) | TypeKind::EnumUnion(_),
            TypeKind::Enum(_) | TypeKind::EnumUnion(_),
        ) => {
            enums::compare(walk, ids, spot, here);
        }
        (TypeKind::String(_), TypeKind::Enum(_) | TypeKind::EnumUnion(_)) => {
            enums::became(walk, ids, spot);
        }
        (TypeKind::Enum(_) | TypeKind::EnumUnion(_), TypeKind::String(_)) => {
            enums::stopped(walk, ids, spot);
        }
        (TypeKind::Array(a), TypeKind::Array(b)) => arrays(walk, (a, b), here),
        (
            TypeKind::Tuple {
                items,
                rest,
                constraints,
            },
            TypeKind::Tuple {
                items: new_items,
                rest: new_rest,
                constraints: new_constraints,
            },
        ) => {
            limits::compare(constraints, new_constraints, spot, &mut walk.found);
            tuples(
                walk,
                (items, *rest),
                (new_items, *new_rest),
                ids,
                spot,
                here,
            );
        }
        (TypeKind::Map(a), TypeKind::Map(b)) => of_maps(walk, (a, b), here),
        (TypeKind::Object(a), TypeKind::Object(b)) => {
            objects::compare(walk, (a, b), (old, new), here);
        }
        (TypeKind::Map(map), TypeKind::Object(object)) => {
            maps::of_map(walk, (map, object), ids, spot, here);
        }
        (TypeKind::Object(object), TypeKind::Map(map)) => {
            maps::to_map(walk, (object, map), ids, spot, here);
        }
        (TypeKind::Union(a), TypeKind::Union(b)) => unions::compare(walk, (a, b), ids, here),
        (_, TypeKind::Union(union)) => unions::wrapped(walk, union, ids, spot, here),
        (TypeKind::Union(union), _) => unions::unwrapped(walk, union, ids, spot, here),
        _ => walk.type_changed(ids, spot),
    }
}

/// Anything became something.
fn said_more(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot) {
    let after = describe(walk.new, plain(ids.1));
    let title = format!("{} is {after}, and was anything", code(&spot.subject));
    let mut found = Found::new(ChangeKind::TypeNarrowed, spot, title)
        .said("anything", after)
        .sent(Wire::Breaking, "older clients may send anything")
        .received(Wire::Safe, "older clients read anything");
    found.brought = vec![ids.1];
    walk.found.push(found);
}

/// Something became anything.
fn said_less(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot) {
    let before = describe(walk.old, plain(ids.0));
    let title = format!(
        "{} may be anything now, and was {before}",
        code(&spot.subject)
    );
    let mut found = Found::new(ChangeKind::TypeWidened, spot, title)
        .said(before, "anything")
        .sent(Wire::Safe, "what older clients send is still allowed")
        .received(Wire::Breaking, "older clients read only the older type");
    found.lost = vec![ids.0];
    walk.found.push(found);
}

fn arrays(walk: &mut Walk<'_>, (a, b): (&ArrayType, &ArrayType), here: &Spot) {
    let ArrayType { items, constraints } = b;
    limits::compare(&a.constraints, constraints, here, &mut walk.found);
    part(walk, a.items, *items, here, "[]");
}

fn of_maps(walk: &mut Walk<'_>, (a, b): (&MapType, &MapType), here: &Spot) {
    let MapType {
        keys,
        values,
        constraints,
    } = b;
    limits::compare(&a.constraints, constraints, here, &mut walk.found);
    part(walk, a.values, *values, here, "{}");
    match (a.keys, *keys) {
        (None, None) => {}
        (Some(old), Some(new)) => part(walk, old, new, here, " (key)"),
        (None, Some(new)) => {
            let title = format!(
                "keys of {} must be {} now",
                code(&here.subject),
                describe(walk.new, new)
            );
            let found = Found::new(ChangeKind::AdditionalChanged, here, title)
                .said("any key", describe(walk.new, new))
                .sent(Wire::Breaking, "older clients may send any key")
                .received(Wire::Safe, "older clients read any key");
            walk.found.push(found);
        }
        (Some(old), None) => {
            let title = format!("keys of {} may be anything now", code(&here.subject));
            let found = Found::new(ChangeKind::AdditionalChanged, here, title)
                .said(describe(walk.old, old), "any key")
                .sent(Wire::Safe, "older keys are still allowed")
                .received(Wire::Breaking, "older clients may not know the newer keys");
            walk.found.push(found);
        }
    }
}

/// What an array, a tuple or a map holds.
pub(super) fn part(walk: &mut Walk<'_>, a: TypeUse, b: TypeUse, here: &Spot, mark: &str) {
    let (old, new) = (&walk.old.ty(a.id).place, &walk.new.ty(b.id).place);
    let keys = match (is_inline(walk.old, a), is_inline(walk.new, b)) {
        (true, true) => (old.key.clone(), new.key.clone()),
        // What stands behind a reference has a place of its own; its use stands here.
        _ => {
            let old = here.old_key.as_ref().unwrap_or(&here.key);
            (format!("{old}/items"), format!("{}/items", here.key))
        }
    };
    let mut spot = here.clone();
    spot.subject = format!("{}{mark}", here.subject);
    spot.old_key = (keys.0 != keys.1).then_some(keys.0);
    spot.key = keys.1;
    spot.lenient = false;
    walk.uses(a, b, &spot);
}

fn is_inline(api: &Api, at: TypeUse) -> bool {
    api.ty(at.id).name.is_none()
}

fn tuples(
    walk: &mut Walk<'_>,
    (old, old_rest): (&[TypeUse], Option<TypeUse>),
    (new, new_rest): (&[TypeUse], Option<TypeUse>),
    ids: (TypeId, TypeId),
    spot: &Spot,
    here: &Spot,
) {
    for (index, (a, b)) in old.iter().zip(new).enumerate() {
        part(walk, *a, *b, here, &format!("[{index}]"));
    }
    match (old_rest, new_rest) {
        (Some(a), Some(b)) => part(walk, a, b, here, "[…]"),
        (None, None) => {}
        _ => changed(walk, ids, spot, "other items behind its positions"),
    }
    if old.len() != new.len() {
        changed(
            walk,
            ids,
            spot,
            &format!("{} positions instead of {}", new.len(), old.len()),
        );
    }
}

fn changed(walk: &mut Walk<'_>, ids: (TypeId, TypeId), spot: &Spot, what: &str) {
    let title = format!("{} has {what}", code(&spot.subject));
    let mut found = Found::new(ChangeKind::TupleChanged, spot, title)
        .said("", what)
        .sent(Wire::Breaking, "older clients send the older positions")
        .received(Wire::Breaking, "older clients read the older positions");
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
}

/// Compares limits that stand beside a type.
pub(super) fn beside(walk: &mut Walk<'_>, a: &Constraints, b: &Constraints, spot: &Spot) {
    limits::compare(a, b, spot, &mut walk.found);
}
