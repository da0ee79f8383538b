//! The span tree: a document's values, each with its place in the text.
//!
//! Nodes live in an arena per tree, so that an [`Origin`] is eight bytes and a JSON pointer or a line and column are
//! worked out only when something is printed.

use std::ops::Range;

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
    /// The whole text, without a byte order mark.
    pub text: String,
}

/// What a node is. Numbers keep their text, so that no digit is lost.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JSON text: `0x1F` and `.5` of YAML are already rewritten.
    Number(Box<str>),
    /// A string.
    String(Box<str>),
    /// An array.
    Array(Vec<NodeId>),
    /// An object, in the order of the text; keys are unique.
    Object(Vec<(Box<str>, NodeId)>),
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
}

/// All files and documents of a run.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// Every file that was loaded.
    pub files: Vec<File>,
    /// Every document that was read from them.
    pub trees: Vec<Tree>,
}

/// A node together with the set it is in.
#[derive(Clone, Copy)]
pub struct NodeRef<'a> {
    set: &'a SourceSet,
    origin: Origin,
}

impl SourceSet {
    /// Adds a file, so that diagnostics can point at it.
    pub fn add_file(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(File {
            path: path.into(),
            text: text.into(),
        });
        FileId(self.files.len() as u32 - 1)
    }

    /// The root of a document.
    pub fn root(&self, tree: TreeId) -> NodeRef<'_> {
        let node = self.trees[tree.0 as usize].root;
        NodeRef {
            set: self,
            origin: Origin { tree, node },
        }
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

    /// The file it is in.
    pub fn file(self) -> FileId {
        self.set.trees[self.origin.tree.0 as usize].file
    }

    /// The place of its key, when it is a value of an object.
    pub fn key_span(self) -> Option<Span> {
        self.data().key.clone()
    }

    /// The value under a key, when this is an object that has it.
    pub fn get(self, key: &str) -> Option<NodeRef<'a>> {
        match self.kind() {
            Kind::Object(entries) => entries
                .iter()
                .find(|(k, _)| &**k == key)
                .map(|(_, id)| self.at(*id)),
            _ => None,
        }
    }

    /// The entries of an object in the order of the text; nothing when this is not an object.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, NodeRef<'a>)> {
        let entries: &'a [(Box<str>, NodeId)] = match self.kind() {
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

    /// Whether this is an object.
    pub fn is_object(self) -> bool {
        matches!(self.kind(), Kind::Object(_))
    }
}
