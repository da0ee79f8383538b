//! Finds what a reference leads to: in the same document, in another document of the API, or in a file beside it.
//!
//! Takes the text of a `$ref` and the node that says it; gives the node behind it with its stable key, or why there is
//! none. Keys of other files start with their path as seen from the document, never with one of this machine.

use std::cell::RefCell;
use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::value::{descend, join, pointer_segments};
use crate::diag::Diagnostic;
use crate::model::Key;
use crate::source::location::{has_scheme, join as join_location, percent_decoded};
use crate::source::{Kind, Link, NodeRef, Origin, SourceSet, TreeId};

/// What a reference leads to.
#[derive(Clone)]
pub(super) struct Located<'a> {
    pub(super) node: NodeRef<'a>,
    pub(super) key: Key,
    /// The last segment of its pointer, or else the stem of its file.
    pub(super) name: String,
}

/// Why a reference leads nowhere.
pub(super) enum Missing {
    /// The file is there and the place is not. The segments that were looked for.
    Nowhere(Vec<String>),
    /// The file is not there, or not to be had: what to say of it.
    Unreadable(Vec<Diagnostic>),
    /// A reference of a kind that is not followed.
    Foreign,
}

/// The documents of an API, and what their references reach.
pub(super) struct Scope<'a> {
    pub(super) set: &'a SourceSet,
    /// The documents, in an order that depends on their content alone.
    pub(super) trees: Vec<TreeId>,
    /// Nodes by their absolute `$id`.
    ids: HashMap<String, Origin>,
    /// Nodes by the part of a document that they are anchored in, and `$anchor` or `$dynamicAnchor`. Documents whose
    /// schemas have no `$id` may say one name for several.
    anchors: HashMap<(Origin, String), Vec<Origin>>,
    /// What pointers from the API's own documents lead to: they are followed many times, and mean the same everywhere.
    pointers: RefCell<FxHashMap<String, Located<'a>>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(set: &'a SourceSet, trees: Vec<TreeId>) -> Self {
        let mut scope = Scope {
            set,
            ids: HashMap::new(),
            anchors: HashMap::new(),
            pointers: RefCell::default(),
            trees,
        };
        for tree in set.reachable(&scope.trees) {
            scope.collect(tree);
        }
        scope
    }

    /// Remembers the `$id`s and `$anchor`s of a document.
    fn collect(&mut self, tree: TreeId) {
        let nodes = &self.set.trees[tree.0 as usize].nodes;
        for (index, node) in nodes.iter().enumerate() {
            let Kind::Object(entries) = &node.kind else {
                continue;
            };
            for (key, value) in entries {
                let Kind::String(text) = &nodes[value.0 as usize].kind else {
                    continue;
                };
                let node = crate::source::NodeId(index as u32);
                let origin = Origin { tree, node };
                match &**key {
                    "$id" | "$self" => {
                        let id = self.base(self.set.node(origin)).unwrap_or_default();
                        self.ids.entry(id).or_insert(origin);
                        // Before 2019-09 a bare fragment was what `$anchor` is now.
                        if let Some(name) = text.strip_prefix('#') {
                            self.anchor(origin, name);
                        }
                    }
                    "$anchor" | "$dynamicAnchor" => self.anchor(origin, text),
                    _ => {}
                }
            }
        }
    }

    fn anchor(&mut self, origin: Origin, name: &str) {
        let resource = resource(self.set.node(origin)).origin();
        let known = self.anchors.entry((resource, name.to_owned()));
        let known = known.or_default();
        if !known.contains(&origin) {
            known.push(origin);
        }
    }

    /// The `$id` that holds at a node, made absolute by those around it.
    fn base(&self, node: NodeRef<'_>) -> Option<String> {
        let around = std::iter::successors(Some(node), |node| node.parent());
        let id_of = |node: NodeRef<'a>| node.get("$id").or(node.get("$self"))?.as_str();
        let around = around.map(|node| self.set.node(node.origin()));
        let ids: Vec<&str> = around
            .filter_map(id_of)
            .filter(|id| !id.starts_with('#'))
            .collect();
        let (outermost, inner) = ids.split_last()?;
        let plain = |id: &str| id.trim_end_matches('#').to_owned();
        Some(
            inner
                .iter()
                .rev()
                .fold(plain(outermost), |base, id| plain(&absolute(&base, id))),
        )
    }

    /// Whether a document is one of the API's, and not a file that they refer to.
    pub(super) fn is_own(&self, tree: TreeId) -> bool {
        self.trees.contains(&tree)
    }

    /// The node behind a pointer in any document of the API.
    pub(super) fn own(&self, segments: &[String]) -> Option<NodeRef<'a>> {
        self.trees
            .iter()
            .find_map(|tree| descend(self.set.root(*tree), segments))
    }

    /// What a reference leads to.
    pub(super) fn locate(&self, text: &str, at: NodeRef<'_>) -> Result<Located<'a>, Missing> {
        // An `$id` around it could give a pointer another meaning.
        if !text.starts_with("#/") || !self.ids.is_empty() || !self.is_own(at.origin().tree) {
            return self.search(text, at);
        }
        if let Some(found) = self.pointers.borrow().get(text) {
            return Ok(found.clone());
        }
        let found = self.search(text, at)?;
        let mut known = self.pointers.borrow_mut();
        known.insert(text.to_owned(), found.clone());
        Ok(found)
    }

    fn search(&self, text: &str, at: NodeRef<'_>) -> Result<Located<'a>, Missing> {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        let at = self.set.node(at.origin());
        if let Some(node) = self.by_id(file, at) {
            if let Some(found) = self.inside(node, fragment, at) {
                return Ok(self.located(found, None));
            }
            if !file.is_empty() {
                return Err(Missing::Nowhere(Vec::new()));
            }
        }
        let trees = match file {
            "" if self.is_own(at.origin().tree) => self.trees.clone(),
            "" => vec![at.origin().tree],
            _ => match self.set.link(at.origin().tree, file) {
                Some(Link::Documents(trees)) if trees.iter().any(|t| self.is_own(*t)) => {
                    self.trees.clone()
                }
                Some(Link::Documents(trees)) => trees.clone(),
                Some(Link::Unreadable(why)) => return Err(Missing::Unreadable(why.clone())),
                None => return Err(Missing::Foreign),
            },
        };
        let segments = pointer_segments(&format!("#{fragment}")).unwrap_or_default();
        for tree in &trees {
            let root = self.set.root(*tree);
            // A whole OpenAPI document is nothing that an object of it can point at.
            if fragment.is_empty() && self.is_own(*tree) {
                continue;
            }
            if let Some(node) = self.inside(root, fragment, at) {
                let pointer = fragment.starts_with('/') || fragment.is_empty();
                return Ok(self.located(node, pointer.then_some(&segments)));
            }
        }
        Err(Missing::Nowhere(segments))
    }

    /// The node of an `$id` that the file part of a reference names.
    fn by_id(&self, file: &str, at: NodeRef<'a>) -> Option<NodeRef<'a>> {
        if self.ids.is_empty() {
            return None;
        }
        let id = match (self.base(at), file) {
            (None, "") => return None,
            (None, file) => file.to_owned(),
            (Some(base), "") => base,
            (Some(base), file) => absolute(&base, file),
        };
        self.ids.get(&id).map(|origin| self.set.node(*origin))
    }

    /// The node behind a fragment in a document or a part of one that has an `$id`.
    fn inside(&self, root: NodeRef<'a>, fragment: &str, at: NodeRef<'a>) -> Option<NodeRef<'a>> {
        if fragment.is_empty() {
            return Some(root);
        }
        if let Some(segments) = pointer_segments(&format!("#{fragment}")) {
            return descend(root, &segments);
        }
        let name = (root.origin(), percent_decoded(fragment));
        let nodes = self.anchors.get(&name)?.iter();
        // Of several with one name, the one that stands closest to who asks.
        let around = chain(at);
        let shared = |node: &NodeRef<'a>| {
            let theirs = chain(*node);
            let both = around.iter().zip(&theirs);
            both.take_while(|(a, b)| a == b).count()
        };
        let nodes: Vec<NodeRef<'a>> = nodes.map(|origin| self.set.node(*origin)).collect();
        nodes.into_iter().rev().max_by_key(|node| shared(node))
    }

    fn located(&self, node: NodeRef<'a>, segments: Option<&Vec<String>>) -> Located<'a> {
        let label = match self.is_own(node.origin().tree) {
            true => "",
            false => self.set.label(node.document()),
        };
        let segments = match segments {
            Some(segments) => segments.clone(),
            None => pointer_segments(&format!("#{}", node.pointer())).unwrap_or_default(),
        };
        let key = segments
            .iter()
            .fold(format!("{label}#"), |key, s| join(&key, s));
        let file = label.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let name = segments.last().map_or(stem, String::as_str).to_owned();
        Located { node, key, name }
    }
}

/// The nodes around a node, outermost first, and itself.
fn chain(node: NodeRef<'_>) -> Vec<Origin> {
    let around = std::iter::successors(Some(node), |node| node.parent());
    let mut chain: Vec<Origin> = around.map(|node| node.origin()).collect();
    chain.reverse();
    chain
}

/// The part of a document that a node's anchors belong to: what the nearest `$id` names, or else all of it.
fn resource(node: NodeRef<'_>) -> NodeRef<'_> {
    let names = |node: &NodeRef<'_>| {
        let id = node.get("$id").or(node.get("$self"));
        let id = id.and_then(NodeRef::as_str);
        id.is_some_and(|id| !id.starts_with('#'))
    };
    let mut around = std::iter::successors(Some(node), |node| node.parent());
    let mut root = node;
    around
        .find(|node| {
            root = *node;
            names(node)
        })
        .unwrap_or(root)
}

/// A reference made absolute by the one that holds around it.
fn absolute(base: &str, reference: &str) -> String {
    let scheme = base.split_once(':').filter(|_| has_scheme(base));
    match scheme {
        _ if has_scheme(reference) => reference.to_owned(),
        Some((_, rest)) if reference.starts_with('/') => {
            let host = rest.strip_prefix("//").unwrap_or(rest);
            let end = host.find('/').unwrap_or(host.len());
            let start = base.len() - host.len();
            format!("{}{reference}", &base[..start + end])
        }
        _ if reference.starts_with('/') => reference.to_owned(),
        _ if reference.ends_with('/') => join_location(base, reference) + "/",
        _ => join_location(base, reference),
    }
}
