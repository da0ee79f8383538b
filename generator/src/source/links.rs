//! The files that documents refer to: loaded once, before anything is read into them.
//!
//! Takes the documents of one API and a [`Loader`]; adds every file that a relative reference in them (or in what they
//! lead to) names, and remembers which reference led where. A file that cannot be had is no fault here: only who uses
//! the reference knows whether it is one. Must never load an absolute path or a URL: a document decides neither what
//! of the disk is read by its name alone, nor with whom the machine talks.

use std::collections::{BTreeSet, HashMap};

use super::load::{Loader, is_url};
use super::location::{has_scheme, join, normal, percent_decoded, relative};
use super::read::read;
use super::tree::{FileId, Kind, SourceSet, Tree, TreeId};
use super::yaml::YamlOptions;
use crate::diag::{Diagnostic, Diagnostics, Severity};

/// Where a reference into another file leads.
#[derive(Clone, Debug)]
pub enum Link {
    /// To these documents: one, or as many as a page has.
    Documents(Vec<TreeId>),
    /// To a file that could not be read, for these reasons.
    Unreadable(Vec<Diagnostic>),
}

/// All references between files.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// By the file that refers and the text before `#`.
    known: HashMap<(FileId, String), Link>,
    /// The path of each file that was loaded for a reference, as seen from the document that led to it.
    labels: HashMap<FileId, String>,
}

impl SourceSet {
    /// Where the file part of a reference (what stands before its `#`) leads from a document.
    pub fn link(&self, from: TreeId, file: &str) -> Option<&Link> {
        let from = self.trees[from.0 as usize].file;
        self.links.known.get(&(from, file.to_owned()))
    }

    /// How a file that was loaded for a reference is named: by its path as seen from the document that led to it.
    pub fn label(&self, file: FileId) -> &str {
        self.links.labels.get(&file).map_or("", String::as_str)
    }

    /// These documents and all that their references lead to, each once.
    pub fn reachable(&self, trees: &[TreeId]) -> Vec<TreeId> {
        let mut found = trees.to_vec();
        let mut at = 0;
        while let Some(tree) = found.get(at) {
            at += 1;
            let file = self.trees[tree.0 as usize].file;
            let mut next: Vec<TreeId> = Vec::new();
            for ((from, _), link) in &self.links.known {
                if let (true, Link::Documents(trees)) = (*from == file, link) {
                    next.extend(trees);
                }
            }
            next.sort_unstable();
            next.retain(|tree| !found.contains(tree));
            next.dedup();
            found.extend(next);
        }
        found
    }
}

/// Loads every file that the documents of one API refer to, and what those refer to in turn.
pub fn load_references(
    set: &mut SourceSet,
    loader: &dyn Loader,
    trees: &[TreeId],
    yaml: YamlOptions,
    diags: &mut Diagnostics,
) {
    let mut by_location: HashMap<String, Link> = HashMap::new();
    let mut queue: Vec<(TreeId, FileId)> = Vec::new();
    for tree in trees {
        let file = set.trees[tree.0 as usize].file;
        let location = normal(&set.file(file).location);
        match by_location
            .entry(location)
            .or_insert_with(|| Link::Documents(Vec::new()))
        {
            Link::Documents(known) => known.push(*tree),
            Link::Unreadable(_) => {}
        }
        queue.push((*tree, file));
    }
    let mut at = 0;
    while let Some((tree, root)) = queue.get(at).copied() {
        at += 1;
        let from = set.trees[tree.0 as usize].file;
        for part in file_parts(&set.trees[tree.0 as usize]) {
            if set.links.known.contains_key(&(from, part.clone())) {
                continue;
            }
            let location = join(&set.file(from).location, &percent_decoded(&part));
            if !by_location.contains_key(&location) {
                let link = load(set, loader, &location, yaml, diags);
                if let Link::Documents(loaded) = &link {
                    for tree in loaded {
                        let file = set.trees[tree.0 as usize].file;
                        let label = relative(&set.file(root).location, &location);
                        set.links.labels.insert(file, label);
                        queue.push((*tree, root));
                    }
                }
                by_location.insert(location.clone(), link);
            }
            if let Some(link) = by_location.get(&location) {
                set.links.known.insert((from, part), link.clone());
            }
        }
    }
}

fn load(
    set: &mut SourceSet,
    loader: &dyn Loader,
    location: &str,
    yaml: YamlOptions,
    diags: &mut Diagnostics,
) -> Link {
    let mut found = Diagnostics::new();
    let trees = read(set, loader, location, yaml, &mut found);
    let found: Vec<Diagnostic> = found.iter().cloned().collect();
    if trees.is_empty() || found.iter().any(|d| d.severity == Severity::Error) {
        return Link::Unreadable(found);
    }
    for diagnostic in found {
        diags.push(diagnostic);
    }
    Link::Documents(trees)
}

/// The relative files that the references of a document name, each once.
fn file_parts(tree: &Tree) -> BTreeSet<String> {
    let text = |id: super::tree::NodeId| match &tree.nodes[id.0 as usize].kind {
        Kind::String(text) => Some(&**text),
        _ => None,
    };
    let mut parts = BTreeSet::new();
    for node in &tree.nodes {
        let Kind::Object(entries) = &node.kind else {
            continue;
        };
        for (key, value) in entries {
            match &**key {
                "$ref" | "$dynamicRef" => parts.extend(text(*value).and_then(file_part)),
                // The texts of a discriminator's mapping are references or bare names.
                "mapping" | "defaultMapping" => {
                    let values = match &tree.nodes[value.0 as usize].kind {
                        Kind::Object(entries) => entries.iter().map(|(_, v)| *v).collect(),
                        _ => vec![*value],
                    };
                    let texts = values.into_iter().filter_map(text);
                    let files = texts.filter(|text| text.contains(['/', '.']));
                    parts.extend(files.filter_map(file_part));
                }
                _ => {}
            }
        }
    }
    parts
}

/// The part of a reference before its `#`, when it is the relative path of a file.
fn file_part(reference: &str) -> Option<String> {
    let file = reference.split('#').next().unwrap_or_default();
    let loadable = !file.is_empty() && !file.starts_with('/') && !has_scheme(file) && !is_url(file);
    loadable.then(|| file.to_owned())
}
