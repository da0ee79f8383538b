//! Types of a generated crate, and how each is decoded and encoded.

use crate::source::Origin;

use super::{BodyChoice, Deprecation, OperationType, StatusEnum};

/// Where a thing came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its stable key.
    pub key: String,
    /// The node that said it.
    pub origin: Origin,
}

/// A type.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// Whether it is `#[deprecated]`.
    pub deprecated: Deprecation,
    /// Older names of it, which are deprecated aliases.
    pub older: Vec<String>,
    /// What it is.
    pub kind: ItemKind,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// An object.
    Struct(Struct),
    /// An enum of strings.
    TextEnum(TextEnum),
    /// An enum of whole numbers; the texts of its variants are the numbers.
    IntegerEnum(TextEnum),
    /// A union of enums of strings.
    EnumUnion(EnumUnion),
    /// Any other union.
    Union(Union),
    /// Another name for a type.
    Alias(RustType),
    /// What an operation answers, by status.
    ByStatus(StatusEnum),
    /// The optional parameters of an operation.
    Options(OperationType),
    /// The headers of an answer.
    Headers(super::HeaderStruct),
    /// The body of an operation, in one of several forms.
    Body(Vec<BodyChoice>),
}

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `()`
    Unit,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `::uuid::Uuid`
    Uuid,
    /// `crate::runtime::DateTime`
    DateTime,
    /// `crate::runtime::Date`
    Date,
    /// `crate::runtime::Base64`
    Base64,
    /// `::bytes::Bytes`
    Bytes,
    /// `crate::runtime::Part`
    Part,
    /// `::serde_json::Value`
    Json,
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `::std::collections::BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `::std::collections::BTreeMap<K, T>`
    KeyedMap(Box<RustType>, Box<RustType>),
    /// `(A, B)`
    Tuple(Vec<RustType>),
    /// `crate::runtime::WithRest<(A, B), R>`
    WithRest(Vec<RustType>, Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `crate::runtime::Maybe<T>`
    Maybe(Box<RustType>),
    /// `Box<T>`
    Boxed(Box<RustType>),
    /// A type of the API's `types`.
    Named(String),
    /// `crate::runtime::Undeclared`: an error type that no document declares.
    Undeclared,
}

/// An object.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// Its fields, in the order of the document.
    pub fields: Vec<Field>,
    /// `new`, for types that can be sent.
    pub constructor: Option<Constructor>,
    /// Setters, for types that can be sent.
    pub setters: Vec<Setter>,
}

/// A field, or a constant that is written without one.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name; none for a constant.
    pub name: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// Whether it is `#[deprecated]`.
    pub deprecated: Deprecation,
    /// Its type, `Option` and `Maybe` included.
    pub ty: RustType,
    /// Its key on the wire; empty for [`Mode::Rest`].
    pub wire: String,
    /// When it is read and written.
    pub mode: Mode,
    /// What is checked before it is sent.
    pub checks: Vec<Check>,
    /// What `new` puts into it: a constant that may also be absent.
    pub preset: Option<Preset>,
}

/// A constant that `new` puts into a field, in a form that converts into the field's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A text.
    Text(String),
    /// A number or `true` or `false`, as a Rust literal: `3i32`.
    Literal(String),
}

/// When a field is read and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Must be there and not null.
    Required,
    /// Must be there; null is `None`.
    Nullable,
    /// Absent and null are `None`, which is not written.
    Optional,
    /// Absent, null and a value stay apart.
    Maybe,
    /// Absent and null are this JSON text; always written.
    Default(String),
    /// Read as [`Mode::Optional`]; never sent, and nothing sets it.
    ReadOnly,
    /// Keeps all other keys.
    Rest,
    /// Always written as this JSON text; there is no field.
    Constant(String),
}

/// What is checked before a value is sent; numbers are JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Check {
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Minimum(String),
    Maximum(String),
    ExclusiveMinimum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinProperties(u64),
    MaxProperties(u64),
    Items(Vec<Check>),
    Values(Vec<Check>),
}

/// `new`.
#[derive(Clone, Debug, Default)]
pub struct Constructor {
    /// The fields that it takes, by index into [`Struct::fields`], and how.
    pub arguments: Vec<(usize, Form)>,
}

/// How a value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `T`
    Plain,
    /// `impl Into<T>`
    Into,
    /// `impl IntoIterator<Item = T>`
    Iterator,
    /// `impl IntoIterator<Item = impl Into<T>>`
    IteratorInto,
}

/// A chainable setter.
#[derive(Clone, Debug)]
pub struct Setter {
    /// Its name.
    pub name: String,
    /// The field, by index into [`Struct::fields`].
    pub field: usize,
    /// What it does.
    pub form: SetterForm,
    /// What it takes, without `Option`, `Maybe` and (for the vector forms) `Vec`.
    pub ty: RustType,
    /// The doc line that follows "Sets `field`".
    pub docs: Vec<String>,
}

/// What a setter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetterForm {
    /// Sets an `Option<T>`.
    Option,
    /// Sets an `Option<Vec<T>>` from an iterator.
    OptionVec,
    /// Sets a `Maybe<T>`.
    Maybe,
    /// Sets a `T`.
    Plain,
    /// Sets a `Vec<T>` from an iterator.
    Vec,
}

/// Whether a type accepts values that the document does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// There is an `Unknown` variant that keeps them.
    Open,
    /// They are errors.
    Closed,
}

/// A variant of an enum of strings.
#[derive(Clone, Debug)]
pub struct TextVariant {
    /// Its name.
    pub name: String,
    /// Its text.
    pub wire: String,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines.
    pub docs: Vec<String>,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct TextEnum {
    /// Its variants, in the order of the document.
    pub variants: Vec<TextVariant>,
    /// Whether there is an `Unknown` variant.
    pub openness: Openness,
}

/// A union of enums of strings.
#[derive(Clone, Debug)]
pub struct EnumUnion {
    /// The flat enum.
    pub all: TextEnum,
    /// The names of the member enums, in the order of the document.
    pub members: Vec<String>,
}

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum JsonKind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A row of a union's decision table; the number is the variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The value is of this kind.
    Kind(JsonKind, usize),
    /// The value is an object whose property has this text.
    Tag(String, String, usize),
    /// The value is an object whose property equals this JSON text.
    TagJson(String, String, usize),
    /// The value is a string that the variant knows or parses.
    Text(usize),
    /// The value is an object with these keys.
    Keys(Vec<String>, usize),
    /// The value is an array whose first item is of this kind.
    Items(JsonKind, usize),
    /// The value decodes as this variant.
    Try(usize),
    /// What no variant holds is unknown, whatever its tag says.
    Otherwise,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// Its name.
    pub name: String,
    /// Its payload, `Box` included.
    pub ty: RustType,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines.
    pub docs: Vec<String>,
}

/// A union that is no flat enum.
#[derive(Clone, Debug)]
pub struct Union {
    /// Its variants, in the order of the document.
    pub variants: Vec<UnionVariant>,
    /// How to tell them apart, in order.
    pub rows: Vec<Row>,
    /// Whether there is an `Unknown` variant.
    pub openness: Openness,
    /// Variants whose type can also be made by `From`: those whose payload no other variant has.
    pub from: Vec<usize>,
}
