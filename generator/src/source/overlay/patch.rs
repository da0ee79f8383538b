//! A document that is being changed.
//!
//! Takes the nodes of a tree; keeps beside them their file and a JSON value of the whole, over which paths are looked
//! up. What is removed stays in the arena until [`Patch::finish`] copies what is left.

use std::collections::HashMap;

use serde_json::Value;

use super::merge::Unfit;
use super::query::{Query, Step};
use crate::diag::Place;
use crate::diag::codes::source as codes;
use crate::source::build::MAX_DEPTH;
use crate::source::tree::{FileId, Kind, Node, NodeId, Tree};

/// A document may not grow beyond this many nodes more than it had.
const MOST_ADDED: usize = 2_000_000;

/// A document that is being changed.
pub(super) struct Patch {
    pub(super) nodes: Vec<Node>,
    files: Vec<FileId>,
    root: NodeId,
    view: Value,
    most: usize,
}

impl Patch {
    pub(super) fn of(tree: &Tree) -> Patch {
        let mut patch = Patch {
            nodes: Vec::with_capacity(tree.nodes.len()),
            files: Vec::new(),
            root: NodeId(0),
            view: Value::Null,
            most: tree.nodes.len() + MOST_ADDED,
        };
        let file_of = |node| tree.file_of(node);
        patch.root = copied(
            &tree.nodes,
            &file_of,
            tree.root,
            &mut patch.nodes,
            &mut patch.files,
        );
        patch.view = patch.value(patch.root);
        patch
    }

    /// The tree of what is left.
    pub(super) fn finish(self, file: FileId) -> Tree {
        let (mut nodes, mut files) = (Vec::new(), Vec::new());
        let file_of = |node: NodeId| self.files[node.0 as usize];
        let root = copied(&self.nodes, &file_of, self.root, &mut nodes, &mut files);
        let brought: HashMap<NodeId, FileId> = files
            .into_iter()
            .enumerate()
            .filter(|(_, of)| *of != file)
            .map(|(node, of)| (NodeId(node as u32), of))
            .collect();
        Tree::new(file, nodes, root).with_brought(brought)
    }

    pub(super) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }

    pub(super) fn node_mut(&mut self, node: NodeId) -> &mut Node {
        &mut self.nodes[node.0 as usize]
    }

    pub(super) fn is_root(&self, node: NodeId) -> bool {
        node == self.root
    }

    pub(super) fn place(&self, node: NodeId) -> Place {
        let span = self.node(node).span.clone();
        Place::Span(self.files[node.0 as usize], span)
    }

    /// The keys of an object.
    pub(super) fn keys(&self, node: NodeId) -> Vec<String> {
        match &self.node(node).kind {
            Kind::Object(entries) => entries.iter().map(|(key, _)| key.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    /// The nodes that an expression selects.
    pub(super) fn select(&self, query: &Query) -> Vec<NodeId> {
        let ways = query.run(&self.view);
        ways.iter().filter_map(|way| self.follow(way)).collect()
    }

    fn follow(&self, way: &[Step]) -> Option<NodeId> {
        way.iter().try_fold(self.root, |node, step| {
            match (step, &self.node(node).kind) {
                (Step::Key(key), Kind::Object(entries)) => {
                    let found = entries.iter().find(|(known, _)| **known == **key);
                    found.map(|(_, child)| *child)
                }
                (Step::Index(at), Kind::Array(items)) => items.get(*at).copied(),
                _ => None,
            }
        })
    }

    /// A copy of a node of another tree, in nothing yet.
    pub(super) fn brought(&mut self, tree: &Tree, node: NodeId) -> NodeId {
        let file_of = |node| tree.file_of(node);
        copied(
            &tree.nodes,
            &file_of,
            node,
            &mut self.nodes,
            &mut self.files,
        )
    }

    /// A copy of a node of this document, in nothing yet.
    pub(super) fn doubled(&mut self, node: NodeId) -> NodeId {
        let (mut nodes, mut files) = (Vec::new(), Vec::new());
        let file_of = |node: NodeId| self.files[node.0 as usize];
        let root = copied(&self.nodes, &file_of, node, &mut nodes, &mut files);
        let from = |node: NodeId| files[node.0 as usize];
        copied(&nodes, &from, root, &mut self.nodes, &mut self.files)
    }

    /// Has a node be what another one is, which is in nothing.
    pub(super) fn replace(&mut self, node: NodeId, by: NodeId, keep_key: bool) {
        let new = self.node(by).clone();
        self.files[node.0 as usize] = self.files[by.0 as usize];
        let old = self.node_mut(node);
        old.kind = new.kind;
        old.span = new.span;
        old.key = new.key.filter(|_| keep_key);
    }

    /// Takes a node out of what holds it.
    pub(super) fn unlink(&mut self, node: NodeId) -> Option<NodeId> {
        let parent = self.node(node).parent?;
        match &mut self.node_mut(parent).kind {
            Kind::Array(items) => items.retain(|item| *item != node),
            Kind::Object(entries) => entries.retain(|(_, value)| *value != node),
            _ => {}
        }
        Some(parent)
    }

    /// Whether the document is too deep below a node, or has grown too much.
    pub(super) fn too_much(&self, node: NodeId) -> Result<(), Box<Unfit>> {
        let above = std::iter::successors(Some(node), |at| self.node(*at).parent).count();
        let deep = above + height(&self.nodes, node) > MAX_DEPTH;
        if !deep && self.nodes.len() <= self.most {
            return Ok(());
        }
        let label = match deep {
            true => format!("with this it is nested deeper than {MAX_DEPTH} levels"),
            false => format!("with this it has {MOST_ADDED} values more than it had"),
        };
        Err(Box::new(Unfit {
            code: codes::OVERLAY_GROWS,
            message: "the overlay makes the document too large".to_owned(),
            label,
            place: self.place(node),
            value: None,
            help: None,
        }))
    }

    /// Brings the value over which paths are looked up in step with a node that changed.
    pub(super) fn changed(&mut self, node: NodeId) {
        let mut way = Vec::new();
        let mut at = node;
        while let Some(parent) = self.node(at).parent {
            let step = match &self.node(parent).kind {
                Kind::Array(items) => items.iter().position(|i| *i == at).map(Step::Index),
                Kind::Object(entries) => entries
                    .iter()
                    .find(|(_, value)| *value == at)
                    .map(|(key, _)| Step::Key(key.to_string())),
                _ => None,
            };
            // What was removed is seen by nobody.
            let Some(step) = step else { return };
            way.push(step);
            at = parent;
        }
        let new = self.value(node);
        let old = way
            .iter()
            .rev()
            .try_fold(&mut self.view, |value, step| match step {
                Step::Key(key) => value.get_mut(key.as_str()),
                Step::Index(at) => value.get_mut(*at),
            });
        if let Some(old) = old {
            *old = new;
        }
    }

    /// The value of a node; the depth of trees bounds the recursion.
    fn value(&self, node: NodeId) -> Value {
        match &self.node(node).kind {
            Kind::Null => Value::Null,
            Kind::Bool(truth) => Value::Bool(*truth),
            Kind::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Kind::String(text) => Value::String(text.to_string()),
            Kind::Array(items) => items.iter().map(|item| self.value(*item)).collect(),
            Kind::Object(entries) => Value::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.to_string(), self.value(*value)))
                    .collect(),
            ),
        }
    }
}

/// How many levels there are below a node.
fn height(nodes: &[Node], node: NodeId) -> usize {
    match &nodes[node.0 as usize].kind {
        Kind::Array(items) => items.iter().map(|item| 1 + height(nodes, *item)).max(),
        Kind::Object(entries) => entries.iter().map(|(_, v)| 1 + height(nodes, *v)).max(),
        _ => None,
    }
    .unwrap_or(0)
}

/// Copies a node and all in it to the end of an arena; the depth of trees bounds the recursion.
fn copied(
    from: &[Node],
    file_of: &dyn Fn(NodeId) -> FileId,
    node: NodeId,
    to: &mut Vec<Node>,
    files: &mut Vec<FileId>,
) -> NodeId {
    let id = NodeId(to.len() as u32);
    let original = &from[node.0 as usize];
    to.push(Node {
        kind: Kind::Null,
        span: original.span.clone(),
        key: original.key.clone(),
        parent: None,
    });
    files.push(file_of(node));
    let mut child = |child: NodeId, to: &mut Vec<Node>| {
        let copy = copied(from, file_of, child, to, files);
        to[copy.0 as usize].parent = Some(id);
        copy
    };
    let kind = match &original.kind {
        Kind::Array(items) => Kind::Array(items.iter().map(|item| child(*item, to)).collect()),
        Kind::Object(entries) => Kind::Object(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), child(*value, to)))
                .collect(),
        ),
        other => other.clone(),
    };
    to[id.0 as usize].kind = kind;
    id
}
