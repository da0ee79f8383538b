//! What a user may set, after `specs/oasmith.yaml` and the command line were read.
//!
//! Plain data: stages take it by reference and never change it.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::source::Origin;

mod aliases;
mod calls;
mod overrides;
mod paging;
mod picks;

pub use aliases::{Alias, AliasScope};
pub use calls::Envelope;
pub use overrides::{Entry, SCALARS, Selection, TypeOverride};
pub use paging::{PagingRule, PagingStep, pointer, segments};
pub use picks::{Candidate, Picks, glob};

/// Everything that a run is told.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The crate to write.
    pub output: CrateSettings,
    /// The APIs in it, by module name, in the order of the configuration.
    pub apis: IndexMap<String, ApiSettings>,
    /// The names that earlier runs chose, which this one keeps.
    pub names: NameLock,
}

/// The crate to write.
#[derive(Clone, Debug, Default)]
pub struct CrateSettings {
    /// Package name.
    pub name: String,
    /// Package version (`0.1.0` unless said otherwise).
    pub version: String,
    /// Whether the only API is mounted at the crate root (`generate SPEC… --out DIR`) and not in a module of its own.
    pub at_root: bool,
}

/// One API.
#[derive(Clone, Debug, Default)]
pub struct ApiSettings {
    /// Whether enums and unions accept values that the document does not list.
    pub openness: Openness,
    /// Whether absent, null and default values stay apart in all types (DESIGN 3.5).
    pub lossless: bool,
    /// Whether `<<` merges mappings in YAML documents of this API.
    pub merge_keys: bool,
    /// Whether what is wrong with one operation or schema costs that one and not the whole run.
    pub lenient: bool,
    /// Renames by scope and wire name, as in [`NameLock`]; they win over the lock.
    pub rename: BTreeMap<String, BTreeMap<String, String>>,
    /// Where the configuration says each rename, by scope and key.
    pub rename_places: BTreeMap<(String, String), Origin>,
    /// Older names that stay, deprecated, beside newer ones.
    pub aliases: Vec<Alias>,
    /// Whether this is the older side of a comparison, of which renames and aliases may name nothing: they are about the
    /// newer one.
    pub older: bool,
    /// What is said of single types.
    pub types: Vec<TypeOverride>,
    /// Which operations are wanted; all, when nothing is said.
    pub select: Option<Selection>,
    /// Which operations answer in pages; none at all when nothing is said, and not even likely ones when the list is empty.
    pub pagination: Option<Vec<PagingRule>>,
    /// Whether the crate has the document's examples of answers, for its feature `testing`.
    pub examples: bool,
    /// What answers are wrapped in.
    pub envelope: Option<Envelope>,
    /// Operations that may be sent twice, whatever their method.
    pub retry: Vec<Entry>,
    /// The header of idempotency keys.
    pub idempotency_header: Option<String>,
}

/// A change that somebody accepted, by its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The fingerprint of the change.
    pub id: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is, such as `2027-03-31`.
    pub until: String,
}

/// Whether a type accepts values that the document does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Openness {
    /// Unknown values are kept and written back.
    #[default]
    Open,
    /// Unknown values are decode errors.
    Closed,
}

/// Every chosen name, by API, then scope, then the thing's stable key.
///
/// Scopes are `operations` (key `POST /groups`), `types` (key: document-independent JSON pointer such as
/// `#/components/schemas/Permission` or `#/components/schemas/Permission/properties/action`), `fields TypeName`,
/// `variants TypeName` and `parameters operation_name` (key: wire name).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLock {
    /// API → scope → key → name.
    pub apis: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
}
