//! Documents for tests.

use crate::diag::Diagnostics;
use crate::source::{MemoryLoader, SourceSet, TreeId, YamlOptions, read};

/// A set with one document per JSON text.
pub(crate) fn sources(texts: &[&str]) -> (SourceSet, Vec<TreeId>) {
    let mut set = SourceSet::default();
    let mut trees = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let name = format!("{index}.json");
        let loader = MemoryLoader::default().with(&name, *text);
        let mut diags = Diagnostics::new();
        trees.extend(read(
            &mut set,
            &loader,
            &name,
            YamlOptions::default(),
            &mut diags,
        ));
        assert!(!diags.has_errors(), "test documents are JSON: {diags:?}");
    }
    (set, trees)
}
