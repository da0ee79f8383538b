//! What the configuration says over the heads of documents: of types, and of which operations are wanted.

use crate::source::Origin;

use super::{Openness, Picks};

/// Something that the configuration names, and where it does.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As it is written.
    pub text: String,
    /// Where.
    pub origin: Origin,
}

/// What is said of one type.
#[derive(Clone, Debug)]
pub struct TypeOverride {
    /// The type: the pointer of a schema, or a component and the way into it (`Pet.owner`, `Pet.tags[]`).
    pub name: Entry,
    /// Whether an enum or union accepts values that the document does not list.
    pub openness: Option<Openness>,
    /// Whether absent, null and default stay apart in an object.
    pub lossless: Option<bool>,
    /// Whether it is any JSON value.
    pub opaque: bool,
    /// What it is instead: one of [`SCALARS`].
    pub scalar: Option<&'static str>,
}

/// What `type` can make of a schema.
pub const SCALARS: &[&str] = &[
    "string",
    "boolean",
    "integer",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "number",
    "uuid",
    "date-time",
    "date",
    "byte",
    "binary",
];

/// Which operations are wanted; the types that none of them reaches are left out.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Those that are; all, when there is none.
    pub include: Picks,
    /// Those that are not, even when they are included.
    pub exclude: Picks,
}

impl Selection {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}
