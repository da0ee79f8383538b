//! The span tree: a document's values, each with its place in the text.
//!
//! Nodes live in an arena per tree, so that an [`Origin`] is eight bytes and a JSON pointer or a line and column are
//! worked out only when something is printed.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::links::Links;

/// A byte range in a file.
pub type Span = Range<u32>;

/// A file of a [`SourceSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A document of a [`SourceSet`]; a Markdown page may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TreeId(pub u32);

/// A value of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// Where a thing was said: a node of a document. Rides on every document, model and Rust node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The document.
    pub tree: TreeId,
    /// The node in it.
    pub node: NodeId,
}

/// A loaded file: its name as it is shown to the user, and its text.
#[derive(Clone, Debug)]
pub struct File {
    /// The path or URL as diagnostics show it (relative to the working directory, with forward slashes).
    pub path: String,
    /// What the loader was asked for; relative references in the file are taken from here.
    pub location: String,
    /// The whole text, without a byte order mark.
    pub text: String,
    /// Where each line starts, worked out when first asked for.
    lines: OnceLock<Box<[u32]>>,
}

impl File {
    /// A file of the given name and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into();
        File {
            location: path.clone(),
            path,
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// The byte offset at which each line starts; the first is 0.
    pub(crate) fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let newlines = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0)
                .chain(newlines.map(|(at, _)| at as u32 + 1))
                .collect()
        })
    }
}

/// What a node is. Numbers keep their text, so that no digit is lost. Keys and short texts occur over and over, and are
/// shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JSON text: `0x1F` and `.5` of YAML are already rewritten.
    Number(Arc<str>),
    /// A string.
    String(Arc<str>),
    /// An array.
    Array(Vec<NodeId>),
    /// An object, in the order of the text; keys are unique.
    Object(Vec<(Arc<str>, NodeId)>),
}

/// A node of a tree's arena.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its value.
    pub kind: Kind,
    /// Its place in the file.
    pub span: Span,
    /// The place of its key, when it is a value of an object.
    pub key: Option<Span>,
    /// The array or object that holds it.
    pub parent: Option<NodeId>,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The file it was read from.
    pub file: FileId,
    /// The arena.
    pub nodes: Vec<Node>,
    /// The outermost node.
    pub root: NodeId,
    /// The rest of the info string when the document was fenced in a Markdown page, and its place.
    pub fence: Option<(String, Span)>,
    /// The nodes that an overlay brought, with the file that they stand in.
    brought: HashMap<NodeId, FileId>,
    /// The entries of each big object, sorted by key, so that a look-up does not walk them all.
    sorted: FxHashMap<NodeId, Box<[u32]>>,
}

/// Objects with more entries than this are looked up by a sorted index.
const SMALL_OBJECT: usize = 16;

impl Tree {
    /// A document of the given nodes.
    pub fn new(file: FileId, nodes: Vec<Node>, root: NodeId) -> Self {
        let sorted = nodes.iter().enumerate().filter_map(|(id, node)| {
            let Kind::Object(entries) = &node.kind else {
                return None;
            };
            if entries.len() <= SMALL_OBJECT {
                return None;
            }
            let mut order: Box<[u32]> = (0..entries.len() as u32).collect();
            order.sort_unstable_by(|a, b| entries[*a as usize].0.cmp(&entries[*b as usize].0));
            Some((NodeId(id as u32), order))
        });
        let sorted = sorted.collect();
        Tree {
            file,
            nodes,
            root,
            fence: None,
            brought: HashMap::new(),
            sorted,
        }
    }

    /// The same with nodes that stand in other files.
    pub(super) fn with_brought(mut self, brought: HashMap<NodeId, FileId>) -> Self {
        self.brought = brought;
        self
    }

    /// The file that a node stands in.
    pub(super) fn file_of(&self, node: NodeId) -> FileId {
        self.brought.get(&node).copied().unwrap_or(self.file)
    }

    fn entry(&self, node: NodeId, entries: &[(Arc<str>, NodeId)], key: &str) -> Option<NodeId> {
        let Some(order) = self.sorted.get(&node) else {
            let found = entries.iter().find(|(k, _)| &**k == key);
            return found.map(|(_, id)| *id);
        };
        let found = order.binary_search_by(|at| (*entries[*at as usize].0).cmp(key));
        found.ok().map(|at| entries[order[at] as usize].1)
    }
}

/// All files and documents of a run.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// Every file that was loaded.
    pub files: Vec<File>,
    /// Every document that was read from them.
    pub trees: Vec<Tree>,
    /// Where the references between files lead.
    pub(super) links: Links,
}

/// A node together with the set it is in.
#[derive(Clone, Copy)]
pub struct NodeRef<'a> {
    set: &'a SourceSet,
    origin: Origin,
}

impl SourceSet {
    /// The root of a document.
    pub fn root(&self, tree: TreeId) -> NodeRef<'_> {
        let node = self.trees[tree.0 as usize].root;
        NodeRef {
            set: self,
            origin: Origin { tree, node },
        }
    }

    /// Adds a file, so that diagnostics can point at it.
    pub fn add_file(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(File::new(path, text));
        FileId(self.files.len() as u32 - 1)
    }

    /// Adds a document and says how it is called from now on.
    pub fn add_tree(&mut self, tree: Tree) -> TreeId {
        self.trees.push(tree);
        TreeId(self.trees.len() as u32 - 1)
    }

    /// A file of this set.
    pub fn file(&self, file: FileId) -> &File {
        &self.files[file.0 as usize]
    }

    /// The node at an origin of this set.
    pub fn node(&self, origin: Origin) -> NodeRef<'_> {
        NodeRef { set: self, origin }
    }
}

impl<'a> NodeRef<'a> {
    fn data(self) -> &'a Node {
        &self.set.trees[self.origin.tree.0 as usize].nodes[self.origin.node.0 as usize]
    }

    fn at(self, node: NodeId) -> NodeRef<'a> {
        NodeRef {
            set: self.set,
            origin: Origin {
                tree: self.origin.tree,
                node,
            },
        }
    }

    /// Where it is.
    pub fn origin(self) -> Origin {
        self.origin
    }

    /// What it is.
    pub fn kind(self) -> &'a Kind {
        &self.data().kind
    }

    /// Its place in its file.
    pub fn span(self) -> Span {
        self.data().span.clone()
    }

    /// The file it stands in; for what an overlay brought, that is the overlay.
    pub fn file(self) -> FileId {
        self.set.trees[self.origin.tree.0 as usize].file_of(self.origin.node)
    }

    /// The file of its document, from which relative references are taken.
    pub fn document(self) -> FileId {
        self.set.trees[self.origin.tree.0 as usize].file
    }

    /// The place of its key, when it is a value of an object.
    pub fn key_span(self) -> Option<Span> {
        self.data().key.clone()
    }

    /// The value under a key, when this is an object that has it.
    pub fn get(self, key: &str) -> Option<NodeRef<'a>> {
        match self.kind() {
            Kind::Object(entries) => {
                let tree = &self.set.trees[self.origin.tree.0 as usize];
                let found = tree.entry(self.origin.node, entries, key);
                found.map(|id| self.at(id))
            }
            _ => None,
        }
    }

    /// The entries of an object in the order of the text; nothing when this is not an object.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, NodeRef<'a>)> {
        let entries: &'a [(Arc<str>, NodeId)] = match self.kind() {
            Kind::Object(entries) => entries,
            _ => &[],
        };
        entries.iter().map(move |(key, id)| (&**key, self.at(*id)))
    }

    /// The items of an array; nothing when this is not an array.
    pub fn items(self) -> impl Iterator<Item = NodeRef<'a>> {
        let items: &'a [NodeId] = match self.kind() {
            Kind::Array(items) => items,
            _ => &[],
        };
        items.iter().map(move |id| self.at(*id))
    }

    /// The item of an array at an index, when this is an array that has it.
    pub fn item(self, index: usize) -> Option<NodeRef<'a>> {
        match self.kind() {
            Kind::Array(items) => items.get(index).map(|id| self.at(*id)),
            _ => None,
        }
    }

    /// The text, when this is a string.
    pub fn as_str(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, when this is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The JSON text of a number, when this is one.
    pub fn as_number(self) -> Option<&'a str> {
        match self.kind() {
            Kind::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The array or object that holds it; nothing for the root.
    pub fn parent(self) -> Option<NodeRef<'a>> {
        self.data().parent.map(|id| self.at(id))
    }

    /// Whether this is an array.
    pub fn is_array(self) -> bool {
        matches!(self.kind(), Kind::Array(_))
    }

    /// Whether this is `null`.
    pub fn is_null(self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// Whether this is an object.
    pub fn is_object(self) -> bool {
        matches!(self.kind(), Kind::Object(_))
    }
}
