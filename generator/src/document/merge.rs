//! Several documents of one API become one: what is said twice must be said alike.
//!
//! Takes the documents in an order that depends on their content alone; gives the nodes of the merged document.
//! A contradiction is reported with both places. Must never prefer one side silently.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::locate::Scope;
use super::missing::explain;
use super::reader::REFERENCE_LIMIT;
use super::value::canonical;
use crate::diag::codes::document as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::source::{NodeRef, SourceSet, TreeId};

/// The nodes of the merged document.
#[derive(Default)]
pub(super) struct Merged<'a> {
    /// Root keys that are said once: `info`, `servers`, `tags`, `externalDocs`, …
    pub(super) root: IndexMap<&'a str, NodeRef<'a>>,
    /// Components by section and name.
    pub(super) components: IndexMap<&'a str, IndexMap<&'a str, NodeRef<'a>>>,
    /// Keys of `components` that are no sections.
    pub(super) stray: Vec<(&'a str, NodeRef<'a>)>,
    /// Path items by path, each with its document.
    pub(super) paths: BTreeMap<&'a str, Vec<(TreeId, NodeRef<'a>)>>,
    /// What is used by having been merged; what is in it counts for itself.
    pub(super) passed: Vec<NodeRef<'a>>,
    /// What is used with all that is in it: a document repeats what another says.
    pub(super) repeated: Vec<NodeRef<'a>>,
    /// Extensions of the root.
    pub(super) extensions: Vec<NodeRef<'a>>,
}

/// The documents in an order that depends on nothing but their content.
pub(super) fn ordered(set: &SourceSet, trees: &[TreeId]) -> Vec<TreeId> {
    if trees.len() < 2 {
        return trees.to_vec();
    }
    let mut keyed: Vec<_> = trees
        .iter()
        .map(|tree| {
            let root = set.root(*tree);
            // The second part tells documents apart that differ in key order only.
            (
                canonical(root),
                format!("{:?}", super::value::json(root)),
                *tree,
            )
        })
        .collect();
    keyed.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    keyed.into_iter().map(|(_, _, tree)| tree).collect()
}

/// Merges documents.
pub(super) fn merge<'a>(scope: &Scope<'a>, diags: &mut Diagnostics) -> Merged<'a> {
    let mut merged = Merged::default();
    for tree in &scope.trees {
        for (key, value) in scope.set.root(*tree).entries() {
            match key {
                "openapi" => merged.passed.push(value),
                // Read for each operation that has none of its own.
                "security" => merged.repeated.push(value),
                "paths" => {
                    let value = opened(scope, value, diags, &mut merged.passed);
                    for (path, item) in value.entries() {
                        let items = merged.paths.entry(path).or_default();
                        for (_, earlier) in items.iter() {
                            compare_path_items(*earlier, item, path, diags);
                        }
                        items.push((*tree, item));
                    }
                }
                "components" => {
                    let value = opened(scope, value, diags, &mut merged.passed);
                    for (section, entries) in value.entries() {
                        let entries = opened(scope, entries, diags, &mut merged.passed);
                        if !entries.is_object() {
                            merged.stray.push((section, entries));
                            continue;
                        }
                        let known = merged.components.entry(section).or_default();
                        for (name, entry) in entries.entries() {
                            let what = format!("components/{section}/{name}");
                            if !unite(known, name, entry, &what, diags) {
                                merged.repeated.push(entry);
                            }
                        }
                    }
                }
                // Descriptions of tags are not generated from, and extensions are nobody's contradiction.
                "tags" => {
                    if merged.root.entry(key).or_insert(value).origin() != value.origin() {
                        merged.repeated.push(value);
                    }
                }
                _ if key.starts_with("x-") => merged.extensions.push(value),
                _ => {
                    if !unite(&mut merged.root, key, value, key, diags) {
                        merged.repeated.push(value);
                    }
                }
            }
        }
    }
    merged
}

/// A map of which the document says no more than where it is (`schemas: { $ref: schemas.yaml }`). OpenAPI has no such
/// references; bundlers do.
fn opened<'a>(
    scope: &Scope<'a>,
    node: NodeRef<'a>,
    diags: &mut Diagnostics,
    passed: &mut Vec<NodeRef<'a>>,
) -> NodeRef<'a> {
    let mut at = node;
    for _ in 0..REFERENCE_LIMIT {
        passed.push(at);
        let mut entries = at.entries();
        let (Some(("$ref", reference)), None) = (entries.next(), entries.next()) else {
            return at;
        };
        let Some(text) = reference.as_str() else {
            return at;
        };
        passed.push(reference);
        match scope.locate(text, reference) {
            Ok(located) => at = located.node,
            Err(missing) => {
                for diagnostic in explain(scope, &IndexMap::new(), text, reference, missing) {
                    diags.push(diagnostic);
                }
                return reference;
            }
        }
    }
    at
}

/// Takes an entry over; gives whether it is the first of its name.
fn unite<'a>(
    known: &mut IndexMap<&'a str, NodeRef<'a>>,
    name: &'a str,
    node: NodeRef<'a>,
    what: &str,
    diags: &mut Diagnostics,
) -> bool {
    match known.get(name) {
        None => {
            known.insert(name, node);
            return true;
        }
        Some(earlier) if canonical(*earlier) == canonical(node) => {}
        Some(earlier) => contradiction(*earlier, node, what, diags),
    }
    false
}

/// Operations of one path may come from several documents; everything that both say must agree.
fn compare_path_items(a: NodeRef<'_>, b: NodeRef<'_>, path: &str, diags: &mut Diagnostics) {
    for (key, value) in b.entries() {
        if let Some(earlier) = a.get(key)
            && canonical(earlier) != canonical(value)
        {
            contradiction(earlier, value, &format!("{key} {path}"), diags);
        }
    }
}

fn contradiction(a: NodeRef<'_>, b: NodeRef<'_>, what: &str, diags: &mut Diagnostics) {
    let (first, second) = first_difference(a, b);
    diags.push(
        Diagnostic::error(
            codes::CONTRADICTION,
            format!("the documents contradict each other on `{what}`"),
        )
        .at(Place::Node(first.origin()), "one says this")
        .also(Place::Node(second.origin()), "another says this")
        .help("documents of one API must say the same of what they share; mend one, or make them two APIs"),
    );
}

/// The smallest pair of nodes that differ, so that the diagnostic points at the very place.
fn first_difference<'a>(a: NodeRef<'a>, b: NodeRef<'a>) -> (NodeRef<'a>, NodeRef<'a>) {
    let (mut a, mut b) = (a, b);
    for _ in 0..super::value::DEPTH_LIMIT {
        let pair = if a.is_object() && b.is_object() {
            let same_keys = a.entries().count() == b.entries().count()
                && a.entries().all(|(key, _)| b.get(key).is_some());
            let differs = |(key, x): (&'a str, NodeRef<'a>)| {
                let y = b.get(key)?;
                (canonical(x) != canonical(y)).then_some((x, y))
            };
            same_keys.then(|| a.entries().find_map(differs)).flatten()
        } else if a.items().count() == b.items().count() {
            a.items()
                .zip(b.items())
                .find(|(x, y)| canonical(*x) != canonical(*y))
        } else {
            None
        };
        match pair {
            Some((x, y)) => (a, b) = (x, y),
            None => break,
        }
    }
    (a, b)
}
