//! What is to be emitted: plain data in which every name, type, attribute and doc line is already decided.
//!
//! Made by `lower`, read by `emit` and `drift`. Items keep the stable key and the origin of what they came from. Must
//! never hold a model type or a token: whoever reads this needs to know neither OpenAPI nor `quote!`.

mod body;
mod client;
mod deprecation;
mod items;
mod paging;
mod parameter;
mod server;
mod uses;

pub use body::{BodyArgument, BodyChoice, BodyKind};
pub use client::{
    Answer, AnswerMedia, AnswerStatus, Client, CredentialForm, CredentialKind, Envelope, Grant,
    HeaderField, HeaderForm, HeaderStruct, KeyPlace, Operation, OperationFile, OperationType,
    OptionalParameter, Outcome, Scheme, SchemeKind, StatusEnum, StatusVariant, StreamAnswer,
    Webhook,
};
pub use deprecation::Deprecation;
pub use items::{
    Check, Constructor, EnumUnion, Field, Form, Item, ItemKind, JsonKind, Mode, Openness, Preset,
    Row, RustType, Setter, SetterForm, Source, Struct, TextEnum, TextVariant, Union, UnionVariant,
};
pub use paging::{Paging, PagingField, PagingPlace, PagingStep, Presence};
pub use parameter::{Argument, ArgumentKind, Writing, WritingPlace, WritingStyle};
pub use server::{ServerUrl, UrlPiece, UrlValue, UrlValues, UrlVariable};

use std::collections::{BTreeMap, BTreeSet};

/// Names that files of types import, and where from; a type of the same name makes them full paths. Sorted by path.
pub const IMPORTED: [(&str, &str); 13] = [
    ("Base64", "crate::runtime::Base64"),
    ("Date", "crate::runtime::Date"),
    ("DateTime", "crate::runtime::DateTime"),
    ("Maybe", "crate::runtime::Maybe"),
    ("Part", "crate::runtime::Part"),
    ("UnknownInteger", "crate::runtime::UnknownInteger"),
    ("UnknownJson", "crate::runtime::UnknownJson"),
    ("UnknownText", "crate::runtime::UnknownText"),
    ("WithRest", "crate::runtime::WithRest"),
    ("Bytes", "::bytes::Bytes"),
    ("Value", "::serde_json::Value"),
    ("BTreeMap", "::std::collections::BTreeMap"),
    ("Uuid", "::uuid::Uuid"),
];

/// A crate.
#[derive(Clone, Debug, Default)]
pub struct Crate {
    /// Its `Cargo.toml`.
    pub manifest: Manifest,
    /// The docs of its root.
    pub docs: Vec<String>,
    /// Whether its only API is mounted at the root.
    pub at_root: bool,
    /// Whether a name in it has letters beyond ASCII, of which some look like others to the compiler.
    pub foreign_letters: bool,
    /// Whether a type in it is a tuple.
    pub tuples: bool,
    /// How deep the compiler must look, when its own limit is too low for how types nest.
    pub recursion_limit: Option<usize>,
    /// Its APIs, in the order of the configuration.
    pub apis: Vec<ApiModule>,
}

/// What `Cargo.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// One line.
    pub description: String,
}

/// The features of one API.
#[derive(Clone, Debug, Default)]
pub struct ApiFeatures {
    /// The one that turns all of it on; none for an API at the root without parts.
    pub whole: Option<String>,
    /// The one that its module needs where it has parts; each of them turns it on.
    pub base: Option<String>,
    /// The ones that turn on its operations tag by tag, and the types that only they need.
    pub parts: Vec<String>,
}

impl ApiFeatures {
    /// The one that an API's module needs.
    pub fn module(&self) -> Option<&String> {
        self.base.as_ref().or(self.whole.as_ref())
    }
}

/// An API: a module, or the crate root.
#[derive(Clone, Debug)]
pub struct ApiModule {
    /// The API in the configuration.
    pub key: String,
    /// The module.
    pub name: String,
    /// Its features.
    pub features: ApiFeatures,
    /// The module and the title of the API, as plain text, for the header line.
    pub documents: String,
    /// The same as Markdown, for docs.
    pub title: String,
    /// Title, version and base URL as Markdown.
    pub about: String,
    /// The module's docs.
    pub docs: Vec<String>,
    /// Prelude names that a type of this API has, so that they must be written as full paths.
    pub shadowed: BTreeSet<String>,
    /// Its types, split over files; one group without a name when they fit into one.
    pub types: Vec<TypeGroup>,
    /// The places, by key, that share a type which is called after another place, with its name.
    pub shared: BTreeMap<String, String>,
    /// Its client.
    pub client: Client,
    /// What it sends to its users, sorted by name.
    pub webhooks: Vec<Webhook>,
    /// The feature that turns on what they name beside what operations name.
    pub webhooks_feature: Option<String>,
}

impl ApiModule {
    /// All its items.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.types.iter().flat_map(|group| &group.items)
    }
}

/// Types that stand in one file.
#[derive(Clone, Debug)]
pub struct TypeGroup {
    /// The submodule of `types` and of `codec`; none when the group is all there is.
    pub module: Option<String>,
    /// Its docs.
    pub docs: Vec<String>,
    /// The feature that turns it on, when there is one.
    pub feature: Option<String>,
    /// The types, sorted by name.
    pub items: Vec<Item>,
}
