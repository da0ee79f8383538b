//! Source stage: files, standard input and Markdown pages become text with a span tree.
//!
//! Takes locations and a [`Loader`]; gives a [`SourceSet`]: every node of every document has a JSON pointer and a byte
//! range in its file. Must never know what OpenAPI is.

pub mod tree;

pub use tree::{File, FileId, Kind, NodeId, NodeRef, Origin, SourceSet, Span, Tree, TreeId};

mod stub;
pub use stub::{FileLoader, LoadError, Loaded, Loader, MemoryLoader, YamlOptions, read};
