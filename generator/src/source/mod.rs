//! Source stage: files, standard input and Markdown pages become text with a span tree.
//!
//! Takes locations and a [`Loader`]; gives a [`SourceSet`]: every node of every document has a JSON pointer and a byte
//! range in its file. Must never know what OpenAPI is.

mod build;
mod decimal;
pub mod fetch;
mod json;
pub mod links;
pub mod load;
pub mod location;
mod markdown;
pub mod overlay;
pub mod place;
mod read;
pub mod table;
mod text;
pub mod tree;
mod value;
mod yaml;

pub use fetch::{AnyLoader, Fetch, Reach};
pub use links::{Link, load_references};
pub use load::{FileLoader, LoadError, Loaded, Loader, MemoryLoader};
pub use read::read;
pub use tree::{File, FileId, Kind, NodeId, NodeRef, Origin, SourceSet, Span, Tree, TreeId};
pub use yaml::YamlOptions;

/// Reads a document that must be without fault, for tests of any stage.
#[cfg(test)]
pub(crate) fn read_text(name: &str, text: &str) -> (SourceSet, TreeId) {
    let mut set = SourceSet::default();
    let mut diags = crate::diag::Diagnostics::new();
    let loader = MemoryLoader::default().with(name, text);
    let trees = read(&mut set, &loader, name, YamlOptions::default(), &mut diags);
    assert!(
        diags.is_empty(),
        "{}",
        crate::diag::render(&diags, &set, false)
    );
    (set, trees[0])
}

#[cfg(test)]
mod tests;
