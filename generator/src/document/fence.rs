//! The info string of a fenced document says which document it is of, and which operation it shows.

use crate::diag::codes::document as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::source::{NodeRef, SourceSet, TreeId};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Checks that the operation which the info string names is in the document.
pub(super) fn check(set: &SourceSet, tree: TreeId, diags: &mut Diagnostics) {
    let Some((info, span)) = set
        .trees
        .get(tree.0 as usize)
        .and_then(|t| t.fence.as_ref())
    else {
        return;
    };
    let root = set.root(tree);
    let words: Vec<&str> = info.split_whitespace().collect();
    let Some(at) = words
        .iter()
        .position(|word| METHODS.contains(&word.to_lowercase().as_str()))
    else {
        return;
    };
    let (method, Some(path)) = (words[at].to_lowercase(), words.get(at + 1)) else {
        return;
    };
    let place = Place::Span(root.file(), span.clone());
    let paths = root.get("paths");
    let item = paths.and_then(|paths| paths.get(path));
    if item.and_then(|item| item.get(&method)).is_some() {
        return;
    }
    let shown: Vec<String> = paths
        .into_iter()
        .flat_map(NodeRef::entries)
        .flat_map(|(path, item)| {
            item.entries()
                .filter(|(key, _)| METHODS.contains(key))
                .map(move |(key, _)| format!("{key} {path}"))
        })
        .collect();
    let mut diagnostic = Diagnostic::error(
        codes::FENCE_DISAGREES,
        format!("the fence announces `{method} {path}`, which its document does not have"),
    )
    .at(place, "announced here");
    if let Some(paths) = paths {
        diagnostic = diagnostic.also(Place::Key(paths.origin()), "the operations of the document");
    }
    if !shown.is_empty() {
        diagnostic = diagnostic.with_note(format!("the document has {}", shown.join(", ")));
    }
    diags.push(diagnostic);
}
