//! The places where one type holds another.

use crate::model::{Additional, TypeKind, TypeUse};

/// How an edge holds its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// In place: a cycle of such edges has no size.
    ByValue,
    /// In place, as another name; only boxed when a cycle has no other edge.
    Alias,
    /// Behind a list or map.
    Behind,
}

/// Calls `each` for every use of a type in a kind. The two flags are `readOnly` and `writeOnly` of the property.
pub(super) fn for_each(kind: &mut TypeKind, mut each: impl FnMut(&mut TypeUse, Hold, bool, bool)) {
    match kind {
        TypeKind::Array(array) => each(&mut array.items, Hold::Behind, false, false),
        TypeKind::Map(map) => {
            each(&mut map.values, Hold::Behind, false, false);
            if let Some(keys) = &mut map.keys {
                each(keys, Hold::Behind, false, false);
            }
        }
        TypeKind::Tuple { items, rest, .. } => {
            for item in items {
                each(item, Hold::ByValue, false, false);
            }
            if let Some(rest) = rest {
                each(rest, Hold::Behind, false, false);
            }
        }
        TypeKind::Object(object) => {
            for property in object.properties.values_mut() {
                let (read, write) = (property.read_only, property.write_only);
                each(&mut property.ty, Hold::ByValue, read, write);
            }
            if let Additional::Typed(values) = &mut object.additional {
                each(values, Hold::Behind, false, false);
            }
        }
        TypeKind::Union(union) => {
            for branch in &mut union.branches {
                each(&mut branch.ty, Hold::ByValue, false, false);
            }
        }
        TypeKind::Alias(target) => each(target, Hold::Alias, false, false),
        TypeKind::EnumUnion(union) => {
            for member in &union.members {
                let mut target = TypeUse {
                    id: member.ty,
                    nullable: false,
                    boxed: false,
                };
                each(&mut target, Hold::Behind, false, false);
            }
        }
        TypeKind::Any
        | TypeKind::Opaque { .. }
        | TypeKind::Null
        | TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::String(_)
        | TypeKind::Enum(_) => {}
    }
}
