//! Format stage.
use crate::emit::EmittedFile;
use std::collections::BTreeMap;
/// Files by path relative to the crate, with forward slashes.
pub type FileTree = BTreeMap<String, String>;
/// Formats emitted files.
pub fn format(_files: Vec<EmittedFile>) -> FileTree {
    FileTree::new()
}
