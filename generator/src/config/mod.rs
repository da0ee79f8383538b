//! Configuration: what `specs/oasmith.yaml` says becomes a [`Config`].
//!
//! Takes the configuration file through the source stage, so that every mistake in it is shown at its line and column;
//! gives the job of a run and where its results belong. Must never touch the disk or read an API document.

mod accept;
mod aliases;
mod calls;
mod documents;
mod fingerprint;
mod overrides;
mod pagination;
mod paths;
mod read;
mod starter;
#[cfg(test)]
mod tests;
mod vet;

pub use accept::read_accepted;
pub use paths::{directory_of, file_name, join, relative_to};
pub use read::read;
pub use starter::STARTER;
pub use vet::{package_name, package_name_like};

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::settings::Settings;
use crate::source::{Fetch, Origin};

/// Where the configuration is when nothing else is said.
pub const DEFAULT_PATH: &str = "specs/oasmith.yaml";

/// A configuration that was read.
#[derive(Clone, Debug)]
pub struct Config {
    /// Its path as it is shown.
    pub path: String,
    /// The directory that paths in it are relative to.
    pub base: String,
    /// The SHA-256 of the file.
    pub hash: String,
    /// The directory of the crate.
    pub crate_dir: String,
    /// The lock file beside the configuration.
    pub lock_path: String,
    /// What may be fetched from the network.
    pub fetch: Fetch,
    /// What the stages are told.
    pub settings: Settings,
    /// What is read for each API, in the order of the configuration.
    pub inputs: IndexMap<String, Inputs>,
}

/// What is read for one API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Locations of its documents.
    pub documents: Vec<String>,
    /// Locations of the overlays that change them, in order.
    pub overlays: Vec<String>,
    /// Tabular pages that it is checked against.
    pub tables: Vec<Table>,
    /// Where documents and pages were copied from.
    pub upstreams: Vec<Upstream>,
    /// Where the configuration names them, by location.
    pub named: BTreeMap<String, Origin>,
}

/// A tabular page and the operation that it describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Location of the page.
    pub page: String,
    /// Method and path, such as `POST /groups`.
    pub operation: String,
}

/// Where a file of the repository was copied from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Location of the copy.
    pub path: String,
    /// A URL or another path.
    pub from: String,
    /// Where the configuration says so.
    pub origin: Origin,
}
