//! Limits of the document as checks that run before sending.

use crate::model::{Constraints, TypeId, TypeKind, TypeUse};
use crate::rust::Check;

use super::scope::Scope;

/// How deep checks of arrays in arrays go; deeper ones are left to the server.
const DEPTH: usize = 8;

impl Scope<'_> {
    /// The checks of a use of a type.
    pub(super) fn checks(&self, at: TypeUse) -> Vec<Check> {
        self.checks_of(at.id, DEPTH)
    }

    fn checks_of(&self, id: TypeId, depth: usize) -> Vec<Check> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        let (id, _) = self.behind(id);
        if self.recursive.contains(&id) {
            return Vec::new();
        }
        match &self.ty(id).kind {
            TypeKind::Integer(number) | TypeKind::Number(number) => numbers(&number.constraints),
            // A format has a type of its own, whose text cannot break a limit that its format keeps.
            TypeKind::String(string) if string.scalar.is_none() => texts(&string.constraints),
            TypeKind::Array(array) => {
                let mut checks = items(&array.constraints);
                let inner = self.checks_of(array.items.id, depth);
                if !inner.is_empty() {
                    checks.push(Check::Items(inner));
                }
                checks
            }
            TypeKind::Tuple {
                items: positions,
                rest,
                constraints,
            } => {
                let mut limits = constraints.clone();
                if super::tuples::is_exact(positions, *rest, constraints) {
                    // The type says it.
                    (limits.min_items, limits.max_items) = (None, None);
                }
                items(&limits)
            }
            TypeKind::Map(map) => {
                let mut checks = properties(&map.constraints);
                let inner = self.checks_of(map.values.id, depth);
                if !inner.is_empty() {
                    checks.push(Check::Values(inner));
                }
                checks
            }
            TypeKind::Object(object) => properties(&object.constraints),
            _ => Vec::new(),
        }
    }
}

/// The checks of a body that is no named type.
pub(super) fn of_body(constraints: &Constraints) -> Vec<Check> {
    let mut checks = items(constraints);
    checks.extend(properties(constraints));
    checks
}

fn numbers(limits: &Constraints) -> Vec<Check> {
    // Limits outside of what a program can count to are no limits of a program's values.
    let number = |text: &Option<String>, check: fn(String) -> Check| {
        text.as_ref()
            .filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite))
            .map(|text| check(text.clone()))
    };
    [
        number(&limits.minimum, Check::Minimum),
        number(&limits.maximum, Check::Maximum),
        number(&limits.exclusive_minimum, Check::ExclusiveMinimum),
        number(&limits.exclusive_maximum, Check::ExclusiveMaximum),
        number(&limits.multiple_of, Check::MultipleOf),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn texts(limits: &Constraints) -> Vec<Check> {
    let pattern = limits
        .pattern
        .as_ref()
        .filter(|pattern| understood(pattern))
        .map(|pattern| Check::Pattern(pattern.clone()));
    [
        limits.min_length.filter(|n| *n > 0).map(Check::MinLength),
        limits.max_length.map(Check::MaxLength),
        pattern,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn items(limits: &Constraints) -> Vec<Check> {
    [
        limits.min_items.filter(|n| *n > 0).map(Check::MinItems),
        limits.max_items.map(Check::MaxItems),
        limits.unique_items.then_some(Check::UniqueItems),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn properties(limits: &Constraints) -> Vec<Check> {
    [
        limits
            .min_properties
            .filter(|n| *n > 0)
            .map(Check::MinProperties),
        limits.max_properties.map(Check::MaxProperties),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether the runtime's engine can check a pattern; others are left to the server.
pub(super) fn understood(pattern: &str) -> bool {
    regex_lite::Regex::new(pattern).is_ok()
}
