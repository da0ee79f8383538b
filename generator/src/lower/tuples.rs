//! Arrays with a type for each position: which of them are tuples in Rust, and what such a tuple must be able to hold.

use crate::model::{Constraints, TypeUse};
use crate::rust::RustType;

use super::scope::Scope;

/// The longest tuple: longer ones have none of the standard traits.
const LONGEST: usize = 12;

impl Scope<'_> {
    /// The type of an array with a type for each position. It holds all that the document allows: positions that may be
    /// missing are `Maybe`, and items behind the positions are kept.
    pub(super) fn tuple(
        &self,
        items: &[TypeUse],
        rest: Option<TypeUse>,
        limits: &Constraints,
        depth: usize,
    ) -> RustType {
        let rest = behind(items, rest, limits);
        let required = limits.min_items.unwrap_or_default();
        let exact = is_exact(items, rest, limits);
        let mut uses = items.iter().chain(&rest);
        let first = uses.next().copied();
        let alike = |a: &TypeUse, b: &TypeUse| a.id == b.id && a.nullable == b.nullable;
        match first {
            Some(first) if !exact && uses.all(|at| alike(at, &first)) => {
                return RustType::Vec(Box::new(self.element_of(first, depth)));
            }
            Some(_) if items.len() <= LONGEST => {}
            _ => return RustType::Vec(Box::new(RustType::Json)),
        }
        let position = |(index, at): (usize, &TypeUse)| {
            let inner = match at.boxed {
                true => RustType::Boxed(Box::new(self.of(at.id, depth))),
                false => self.of(at.id, depth),
            };
            match (index as u64) < required {
                false => RustType::Maybe(Box::new(inner)),
                true if at.nullable && !self.holds_null(at.id) => RustType::Option(Box::new(inner)),
                true => inner,
            }
        };
        let positions = items.iter().enumerate().map(position).collect();
        match rest {
            Some(rest) => RustType::WithRest(positions, Box::new(self.element_of(rest, depth))),
            None => RustType::Tuple(positions),
        }
    }
}

/// The items behind those with a position, when there may be any.
fn behind(items: &[TypeUse], rest: Option<TypeUse>, limits: &Constraints) -> Option<TypeUse> {
    rest.filter(|_| {
        limits
            .max_items
            .is_none_or(|most| most > items.len() as u64)
    })
}

/// Whether an array always has all of its positions and nothing else.
pub(super) fn is_exact(items: &[TypeUse], rest: Option<TypeUse>, limits: &Constraints) -> bool {
    let all = limits.min_items.unwrap_or_default() >= items.len() as u64;
    all && behind(items, rest, limits).is_none()
}
