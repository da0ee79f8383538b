//! Overlays: files that say how documents are to be changed before anything is read into them (Overlay Specification
//! 1.0 and 1.1).
//!
//! Takes documents and the document of an overlay; changes the trees of the former. A node that came from the overlay
//! points into the overlay from then on, every other one to where it stood. Must never know what OpenAPI is.

mod merge;
mod patch;
mod query;
mod read;
#[cfg(test)]
mod tests;

use super::location::{has_scheme, join, normal};
use super::tree::{NodeRef, SourceSet, TreeId};
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Diagnostics};
use merge::Unfit;
use patch::Patch;
use read::{Action, Change, Overlay};

/// Applies overlays to documents, in order. Which of the documents one is for, its `extends` says; without it, all.
///
/// An action has to match in at least one of them.
pub fn apply(
    set: &mut SourceSet,
    documents: &[TreeId],
    overlays: &[TreeId],
    diags: &mut Diagnostics,
) {
    for overlay in overlays {
        let Some(read) = read::read(set.root(*overlay), diags) else {
            continue;
        };
        let Some(targets) = targets(set, documents, *overlay, &read, diags) else {
            continue;
        };
        let mut patches: Vec<Patch> = targets
            .iter()
            .map(|tree| Patch::of(&set.trees[tree.0 as usize]))
            .collect();
        let source = set.root(*overlay);
        for action in &read.actions {
            if !act(set, source, &read, action, &mut patches, diags) {
                break;
            }
        }
        for (tree, patch) in targets.into_iter().zip(patches) {
            let tree = &mut set.trees[tree.0 as usize];
            let fence = tree.fence.take();
            *tree = patch.finish(tree.file);
            tree.fence = fence;
        }
    }
}

/// The documents that an overlay is for.
fn targets(
    set: &SourceSet,
    documents: &[TreeId],
    overlay: TreeId,
    read: &Overlay,
    diags: &mut Diagnostics,
) -> Option<Vec<TreeId>> {
    let Some((text, origin)) = &read.extends else {
        return Some(documents.to_vec());
    };
    let location = |tree: &TreeId| normal(&set.file(set.trees[tree.0 as usize].file).location);
    // Where a copy of a document came from is not known, so of one document a URL is believed.
    if has_scheme(text)
        && let [only] = documents
    {
        return Some(vec![*only]);
    }
    let wanted = match has_scheme(text) {
        true => text.clone(),
        false => join(&location(&overlay), text),
    };
    let named: Vec<TreeId> = documents
        .iter()
        .copied()
        .filter(|tree| location(tree) == wanted || location(tree) == "-")
        .collect();
    if !named.is_empty() {
        return Some(named);
    }
    let names: Vec<String> = documents
        .iter()
        .map(|tree| {
            let path = &set.file(set.trees[tree.0 as usize].file).path;
            format!("`{path}`")
        })
        .collect();
    let message = format!("the overlay extends `{text}`, which is none of the documents");
    let diagnostic = Diagnostic::error(codes::EXTENDS_ANOTHER, message)
        .at(*origin, "not a document of this API")
        .with_note(format!("the documents are {}", names.join(", ")));
    diags.push(match has_scheme(text) {
        true => diagnostic.help(
            "of several documents, `extends` must name one by its path relative to the overlay",
        ),
        false => diagnostic.help(
            "the path is relative to the overlay; without `extends`, it is for every document",
        ),
    });
    None
}

/// Carries out one action on every document. Says whether the next one can follow.
fn act(
    set: &SourceSet,
    overlay: NodeRef<'_>,
    read: &Overlay,
    action: &Action,
    patches: &mut [Patch],
    diags: &mut Diagnostics,
) -> bool {
    let found: Vec<_> = patches
        .iter()
        .map(|patch| patch.select(&action.target))
        .collect();
    if found.iter().all(Vec::is_empty) {
        let mut diagnostic = Diagnostic::error(
            codes::NO_TARGET,
            format!("`{}` matches nothing", action.target.text()),
        )
        .at(action.place, "no document has such a place");
        diagnostic.help.extend(query::near(&action.target, patches));
        diags.push(diagnostic);
        return true;
    }
    for (patch, nodes) in patches.iter_mut().zip(found) {
        if nodes.is_empty() {
            continue;
        }
        let done = match &action.change {
            Change::Remove => patch.remove(&nodes, read.one_one),
            Change::Update(value) => {
                let tree = &set.trees[overlay.origin().tree.0 as usize];
                patch.update(&nodes, tree, value.node, read.one_one)
            }
            Change::Copy(source) => match patch.select(source)[..] {
                [from] => patch.copy(&nodes, from),
                ref several => {
                    let count = several.len();
                    let message = format!("`{}` selects {count} nodes", source.text());
                    let diagnostic = Diagnostic::error(codes::NO_TARGET, message)
                        .at(action.place_of_change, "`copy` must select exactly one")
                        .with_note("it is looked up in each document that the target is found in");
                    diags.push(diagnostic);
                    continue;
                }
            },
        };
        if let Err(unfit) = done {
            // What has grown too deep once must not grow on.
            let last = unfit.code == codes::OVERLAY_GROWS;
            diags.push(unfit_diagnostic(*unfit, action));
            if last {
                return false;
            }
        }
    }
    true
}

fn unfit_diagnostic(unfit: Unfit, action: &Action) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(unfit.code, unfit.message)
        .at(action.place_of_change, unfit.label)
        .also(unfit.place, "what it selects");
    if let Some((place, label)) = unfit.value {
        let target = std::mem::take(&mut diagnostic.secondary);
        diagnostic = diagnostic.at(place, label);
        diagnostic.secondary = target;
    }
    diagnostic.help.extend(unfit.help);
    diagnostic
}
