//! How deep arrays and maps without names may nest: what lies deeper is any JSON value.
//!
//! Takes the types of an API; makes some of them opaque. A Rust type of hundreds of levels helps nobody, and is more
//! than parsers and compilers take. Types with names of their own may nest as deep as the document does.

use super::edges::{Hold, for_each};
use crate::model::{Api, TypeId, TypeKind};

/// How many levels a type expression may have.
const LEVELS: usize = 32;

/// Cuts what nests too deep; gives the types that were cut.
pub(super) fn cut(api: &mut Api) -> Vec<TypeId> {
    let mut cut = Vec::new();
    // The height of each type above what has a name; while it is looked at, it has none.
    let mut heights: Vec<Option<usize>> = vec![None; api.types.len()];
    let mut begun = vec![false; api.types.len()];
    for root in 0..api.types.len() {
        let mut stack = vec![(root, false)];
        while let Some((at, leave)) = stack.pop() {
            if leave {
                let inner = inside(api, at).into_iter();
                let height = inner.filter_map(|of| heights[of]).max().unwrap_or(0);
                let height = match api.types[at].name {
                    Some(_) => 0,
                    None => height + usize::from(nests(&api.types[at].kind)),
                };
                heights[at] = Some(height);
                if height > LEVELS {
                    heights[at] = Some(0);
                    api.types[at].kind = TypeKind::Opaque {
                        reason: format!("it nests more than {LEVELS} levels of arrays and maps"),
                    };
                    cut.push(TypeId(at as u32));
                }
            } else if !begun[at] {
                begun[at] = true;
                stack.push((at, true));
                stack.extend(inside(api, at).into_iter().map(|of| (of, false)));
            }
        }
    }
    cut
}

/// Whether a type without a name is written out where it is used.
fn nests(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Array(_) | TypeKind::Map(_) | TypeKind::Tuple { .. } => true,
        TypeKind::Object(object) => object.properties.is_empty(),
        _ => false,
    }
}

/// The types that a type expression of this one holds.
fn inside(api: &mut Api, at: usize) -> Vec<usize> {
    let kind = &mut api.types[at].kind;
    let mut found = Vec::new();
    if nests(kind) || matches!(kind, TypeKind::Alias(_)) {
        for_each(kind, |target, _: Hold, _, _| {
            found.push(target.id.0 as usize)
        });
    }
    found
}
