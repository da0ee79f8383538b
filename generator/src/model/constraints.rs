//! Limits on values: few types have any, so they are a pointer to what is said, or to nothing.
//!
//! Reads as [`Limits`] through `Deref`. Must never make a difference between no limits and limits that say nothing.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// What is said of a type's values, all inclusive of what the document says; checked before sending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// `minimum`, as JSON text.
    pub minimum: Option<String>,
    /// `maximum`.
    pub maximum: Option<String>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<String>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<String>,
    /// `multipleOf`.
    pub multiple_of: Option<String>,
    /// `minLength`, in Unicode scalar values.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<String>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems: true`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

/// The limits of a type that has none.
static NONE: Limits = Limits {
    minimum: None,
    maximum: None,
    exclusive_minimum: None,
    exclusive_maximum: None,
    multiple_of: None,
    min_length: None,
    max_length: None,
    pattern: None,
    min_items: None,
    max_items: None,
    unique_items: false,
    min_properties: None,
    max_properties: None,
};

/// [`Limits`] that take a pointer where there are none.
#[derive(Clone, Default)]
pub struct Constraints(Option<Box<Limits>>);

impl Constraints {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        **self == NONE
    }
}

impl From<Limits> for Constraints {
    fn from(limits: Limits) -> Self {
        Constraints((limits != NONE).then(|| Box::new(limits)))
    }
}

impl Deref for Constraints {
    type Target = Limits;

    fn deref(&self) -> &Limits {
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Constraints {
    fn deref_mut(&mut self) -> &mut Limits {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for Constraints {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Constraints {}

impl std::hash::Hash for Constraints {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Constraints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_that_say_nothing_are_none() {
        let mut touched = Constraints::default();
        assert!(touched.is_empty());
        touched.pattern = Some("a".to_owned());
        assert!(!touched.is_empty() && touched != Constraints::default());
        touched.pattern = None;
        assert!(touched.is_empty());
        assert_eq!(touched, Constraints::default());
        assert_eq!(Constraints::from(Limits::default()).0, None);
    }
}
