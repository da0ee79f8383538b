//! How deep types hold one another in place, for which the compiler has a limit of its own.
//!
//! Takes the types of an API; gives the limit that the crate must ask for. Must never change a type.

use crate::model::{Api, TypeKind, TypeUse};

/// Up to this many levels the compiler's own limit of 128 is enough.
const ENOUGH: usize = 50;

/// The `recursion_limit` that the crate needs, when the usual one is too low.
pub(super) fn recursion_limit<'a>(apis: impl Iterator<Item = &'a Api>) -> Option<usize> {
    let deepest = apis.map(depth).max().unwrap_or(0);
    (deepest > ENOUGH).then_some(4 * deepest)
}

/// The longest chain of types that hold the next one in place. Without the boxed uses there is no circle.
fn depth(api: &Api) -> usize {
    let mut heights: Vec<Option<usize>> = vec![None; api.types.len()];
    let mut begun = vec![false; api.types.len()];
    for root in 0..api.types.len() {
        let mut stack = vec![(root, false)];
        while let Some((at, leave)) = stack.pop() {
            if leave {
                let held = held(&api.types[at].kind);
                let below = held.filter_map(|use_| heights[use_.id.0 as usize]).max();
                heights[at] = Some(below.map_or(0, |height| height + 1));
            } else if !std::mem::replace(&mut begun[at], true) {
                stack.push((at, true));
                stack.extend(held(&api.types[at].kind).map(|use_| (use_.id.0 as usize, false)));
            }
        }
    }
    heights.into_iter().flatten().max().unwrap_or(0)
}

/// The types that a value of this kind has in itself.
fn held(kind: &TypeKind) -> Box<dyn Iterator<Item = &TypeUse> + '_> {
    let all: Box<dyn Iterator<Item = &TypeUse>> = match kind {
        TypeKind::Object(object) => Box::new(object.properties.values().map(|p| &p.ty)),
        TypeKind::Union(union) => Box::new(union.branches.iter().map(|branch| &branch.ty)),
        TypeKind::Tuple { items, .. } => Box::new(items.iter()),
        TypeKind::Alias(target) => Box::new(std::iter::once(target)),
        _ => Box::new(std::iter::empty()),
    };
    Box::new(all.filter(|use_| !use_.boxed))
}
