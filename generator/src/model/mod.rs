//! The model: what an API is, resolved, free of OpenAPI's spellings and free of Rust.
//!
//! Made by `resolve`, read by `lower` and `drift`. Types live in an arena and are named by [`TypeId`]; every node has
//! the [`Origin`] that it was said at, and a stable `key` (a JSON pointer in the merged API document) that does not
//! depend on which file a thing came from or on its place in it. Must never hold a Rust name or a token.

mod constraints;
mod deprecation;
mod json;
mod operation;
mod types;

pub use constraints::{Constraints, Limits};
pub use deprecation::Deprecation;
pub use json::Json;
pub use operation::{
    Api, ApiKeyPlace, Body, Encoding, Flow, Header, Media, MediaKind, Method, Operation, Parameter,
    ParameterPlace, Response, SecurityAlternative, SecurityScheme, SecuritySchemeKind, Server,
    ServerVariable, StatusKey, Style, Webhook,
};
pub use types::{
    Additional, ArrayType, BranchId, Choices, Docs, EnumMember, EnumType, EnumUnionType, EnumValue,
    JsonKind, MULTIPART, MapType, NumberType, ObjectType, Presence, Property, Rule, ScalarFormat,
    StringType, Type, TypeId, TypeKind, TypeUse, UnionBranch, UnionType, Usage,
};

use crate::source::Origin;

/// A stable key: where a thing stands in the merged API document, as a JSON pointer fragment
/// (`#/components/schemas/Permission/properties/action`).
pub type Key = String;

/// Where a thing was said and under which stable key it is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The node of the source document.
    pub origin: Origin,
    /// The stable key.
    pub key: Key,
}
