//! Whether two schemas say the same, wherever they stand: documents repeat a schema for each media type of a body.

use crate::model::{TypeKind, TypeUse};

use super::scope::Scope;

/// How deep types are compared; what is nested deeper counts as different.
const DEPTH: usize = 12;

/// Whether two types hold the same values, as far as their shapes say.
pub(super) fn shapes(scope: &Scope<'_>, one: TypeUse, other: TypeUse) -> bool {
    same(scope, one, other, DEPTH)
}

fn same(scope: &Scope<'_>, one: TypeUse, other: TypeUse, depth: usize) -> bool {
    let (a, a_null) = scope.behind(one.id);
    let (b, b_null) = scope.behind(other.id);
    if (one.nullable | a_null) != (other.nullable | b_null) {
        return false;
    }
    if a == b {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let same = |one: TypeUse, other: TypeUse| same(scope, one, other, depth);
    match (&scope.ty(a).kind, &scope.ty(b).kind) {
        (TypeKind::Any, TypeKind::Any) | (TypeKind::Boolean, TypeKind::Boolean) => true,
        (TypeKind::Integer(a), TypeKind::Integer(b))
        | (TypeKind::Number(a), TypeKind::Number(b)) => a == b,
        (TypeKind::String(a), TypeKind::String(b)) => a == b,
        (TypeKind::Enum(a), TypeKind::Enum(b)) => {
            let wires = |values: &[crate::model::EnumValue]| -> Vec<String> {
                values.iter().map(|value| value.wire.clone()).collect()
            };
            wires(&a.values) == wires(&b.values)
        }
        (TypeKind::Array(a), TypeKind::Array(b)) => same(a.items, b.items),
        (TypeKind::Map(a), TypeKind::Map(b)) => same(a.values, b.values),
        (TypeKind::Object(a), TypeKind::Object(b)) => {
            a.properties.len() == b.properties.len()
                && a.properties.iter().all(|(name, a)| {
                    b.properties
                        .get(name)
                        .is_some_and(|b| a.presence == b.presence && same(a.ty, b.ty))
                })
        }
        (TypeKind::Union(a), TypeKind::Union(b)) => {
            a.branches.len() == b.branches.len()
                && (a.branches.iter().zip(&b.branches)).all(|(a, b)| same(a.ty, b.ty))
        }
        _ => false,
    }
}
