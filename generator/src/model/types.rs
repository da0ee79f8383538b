//! Types of the model.

use indexmap::IndexMap;

use super::{Constraints, Deprecation, Json, Place};
use crate::settings::Openness;

/// The end of the key of a type that is made for multipart bodies: no JSON pointer has a bare tilde.
pub const MULTIPART: &str = "/~multipart";

/// A type of an [`super::Api`]'s arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// A type at the place where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeUse {
    /// The type.
    pub id: TypeId,
    /// Whether `null` is allowed beside it, whichever way the document spelled that.
    pub nullable: bool,
    /// Whether this use closes a cycle of by-value edges and must be a pointer.
    pub boxed: bool,
}

/// Titles and descriptions, as the document has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// `title`, unless it only repeats the name.
    pub title: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `externalDocs.url`.
    pub url: Option<String>,
}

/// In which direction values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Reachable from a request.
    pub sent: bool,
    /// Reachable from a response.
    pub received: bool,
}

/// What the configuration says of one type; nothing, where it is as the API's settings say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choices {
    /// Whether values that the document does not list are accepted.
    pub openness: Option<Openness>,
    /// Whether absent, null and default stay apart.
    pub lossless: Option<bool>,
}

/// A type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Where it stands.
    pub place: Place,
    /// The component name, when the document gives it one (`Permission`).
    pub name: Option<String>,
    /// What to call it otherwise: the words of its context, outermost first (`["Permission", "action"]`).
    pub context: Vec<String>,
    /// What it says of itself.
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
    /// `examples` and `example`.
    pub examples: Vec<Json>,
    /// Where it travels.
    pub usage: Usage,
    /// What the configuration says of it.
    pub choices: Choices,
    /// What it is.
    pub kind: TypeKind,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// Any JSON value: the document says nothing more (`{}`, `true`).
    Any,
    /// The document says more than can be expressed; the reason is for the census.
    Opaque {
        /// Why.
        reason: String,
    },
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(NumberType),
    /// A number.
    Number(NumberType),
    /// A string that is no enum.
    String(StringType),
    /// An enum of strings.
    Enum(EnumType),
    /// A union of enums of strings (DESIGN 3.1).
    EnumUnion(EnumUnionType),
    /// An array of one item type.
    Array(ArrayType),
    /// An array with a type for each position.
    Tuple {
        /// `prefixItems`.
        items: Vec<TypeUse>,
        /// `items` behind them; none when it is `false`.
        rest: Option<TypeUse>,
        /// Constraints of the array.
        constraints: Constraints,
    },
    /// An object that is nothing but `additionalProperties`.
    Map(MapType),
    /// An object with properties.
    Object(ObjectType),
    /// Any other union (DESIGN 3.3).
    Union(UnionType),
    /// Another name for a type (`A: {$ref: B}`).
    Alias(TypeUse),
}

/// A numeric type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NumberType {
    /// `format` as the document has it (`int32`, `double`, …).
    pub format: Option<String>,
    /// Limits.
    pub constraints: Constraints,
    /// The allowed values of a numeric enum, when there is one.
    pub values: Vec<Json>,
    /// The same values with their names, when each is a whole number and the document names them all.
    pub named: Vec<EnumValue>,
}

/// A string format that decides a Rust type; every other format is documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarFormat {
    /// `uuid`, `uuid4` and other versions.
    Uuid,
    /// `date-time`
    DateTime,
    /// `date`
    Date,
    /// `byte`, or `contentEncoding: base64`
    Base64,
    /// `binary`
    Binary,
    /// Bytes in a multipart body.
    Part,
}

/// A string type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StringType {
    /// The format that decides the type.
    pub scalar: Option<ScalarFormat>,
    /// `format` as the document has it.
    pub format: Option<String>,
    /// `contentMediaType`, when it is not encoded as text.
    pub content: Option<String>,
    /// Limits.
    pub constraints: Constraints,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The text on the wire.
    pub wire: String,
    /// What the document says of it (`x-enum-descriptions` and friends).
    pub description: Option<String>,
    /// The name the document proposes (`x-enum-varnames` and friends).
    pub name: Option<String>,
    /// Where it was said.
    pub place: Place,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Distinct values, in the order of the document.
    pub values: Vec<EnumValue>,
}

/// A union of enums of strings, flattened.
#[derive(Clone, Debug)]
pub struct EnumUnionType {
    /// The member enums, in the order of the document.
    pub members: Vec<EnumMember>,
    /// Distinct values in first-seen order, each with the indices of the members that have it.
    pub values: Vec<(EnumValue, Vec<usize>)>,
}

/// A member of an [`EnumUnionType`].
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// The enum; always a [`TypeKind::Enum`] or [`TypeKind::EnumUnion`].
    pub ty: TypeId,
}

/// An array.
#[derive(Clone, Debug)]
pub struct ArrayType {
    /// What it holds.
    pub items: TypeUse,
    /// Limits.
    pub constraints: Constraints,
}

/// An object that is nothing but a map.
#[derive(Clone, Debug)]
pub struct MapType {
    /// What its keys must be, when `propertyNames` says so.
    pub keys: Option<TypeUse>,
    /// What its values are.
    pub values: TypeUse,
    /// Limits.
    pub constraints: Constraints,
}

/// Whether a property must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Listed in `required`.
    Required,
    /// Not listed.
    Optional,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// Where it was said.
    pub place: Place,
    /// What it holds.
    pub ty: TypeUse,
    /// Whether it must be there.
    pub presence: Presence,
    /// `default`, also when it stands beside a `$ref`.
    pub default: Option<Json>,
    /// `const`, or the only value of a single-value enum.
    pub constant: Option<Json>,
    /// What the document says at this use; the type's own docs are not repeated here.
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
    /// `readOnly: true`: not asked for in requests.
    pub read_only: bool,
    /// `writeOnly: true`.
    pub write_only: bool,
}

/// What an object does with keys that are not among its properties.
#[derive(Clone, Debug)]
pub enum Additional {
    /// Not said, or `true`.
    Ignored,
    /// `false`: tells union branches apart, and is otherwise like [`Additional::Ignored`] on receipt.
    Forbidden,
    /// A schema: kept in a map of this type.
    Typed(TypeUse),
}

/// An object with properties.
#[derive(Clone, Debug)]
pub struct ObjectType {
    /// By wire name, in the order of the document.
    pub properties: IndexMap<String, Property>,
    /// Other keys.
    pub additional: Additional,
    /// Limits.
    pub constraints: Constraints,
}

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction
    Integer,
    /// Any number
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

/// A branch of a union, by its index.
pub type BranchId = usize;

/// A branch of a union.
#[derive(Clone, Debug)]
pub struct UnionBranch {
    /// What it holds.
    pub ty: TypeUse,
    /// Where it was said.
    pub place: Place,
    /// What to call it: `title`, component name, discriminator value or kind; `lower` makes a name of it.
    pub hint: String,
}

/// One row of a union's decision table: rows are tried in order, and the first that holds decides.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The value is of this kind. [`JsonKind::Integer`] stands before [`JsonKind::Number`].
    Kind(JsonKind, BranchId),
    /// The value is an object whose property has this value.
    Tag {
        /// Wire name of the property.
        property: String,
        /// Its value; numbers are compared by value.
        value: Json,
        /// The branch.
        branch: BranchId,
    },
    /// The value is a string that is one of a branch's known enum values, or parses as its format.
    Text(BranchId),
    /// The value is an object that has all of these keys.
    Keys {
        /// Wire names.
        keys: Vec<String>,
        /// The branch.
        branch: BranchId,
    },
    /// The value is an array whose first item (if any) is of this kind.
    Items(JsonKind, BranchId),
    /// The branch is taken if the value decodes as it (ordered trial).
    Try(BranchId),
    /// A value that no branch holds is unknown and no error, whatever its tag says: a schema that others extend is
    /// valid by itself too.
    Otherwise,
}

/// A union that is not a flat enum.
#[derive(Clone, Debug)]
pub struct UnionType {
    /// Its branches, in the order of the document, `null` left out.
    pub branches: Vec<UnionBranch>,
    /// How to tell them apart.
    pub rules: Vec<Rule>,
    /// `discriminator.propertyName`, when the document has one.
    pub discriminator: Option<String>,
}
