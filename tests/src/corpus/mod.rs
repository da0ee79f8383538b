//! The corpus: real documents that are kept outside of the repository, and what becomes of each.
//!
//! [`documents`] finds them, [`generate`] runs the pipeline over one, [`compile`] checks the crates, [`gaps`] compares
//! what is missing with the list of what is known to be missing, [`census`] finds what has no type, and [`table`] keeps
//! the figures. None of it knows a document by name.

pub mod census;
pub mod compile;
pub mod documents;
pub mod gaps;
pub mod generate;
pub mod operations;
pub mod report;
pub mod sample;
pub mod slim;
pub mod table;

/// The folder of the repository.
pub fn workspace_root() -> std::path::PathBuf {
    let package = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}
