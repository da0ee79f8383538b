//! The builder of span trees that all readers share.
//!
//! Takes the opening, closing and scalar events of a reader; gives a [`Tree`]. Sees to it that keys are unique and that
//! no document is nested deeper than later stages can follow.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::text::Text;
use super::tree::{Kind, Node, NodeId, Span, Tree};
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};

/// How many arrays and objects may stand in one another.
pub(super) const MAX_DEPTH: usize = 300;

/// Up to this many entries, duplicates are looked for pair by pair.
const SMALL: usize = 8;

/// Texts of up to this many bytes are shared.
const SHORT: usize = 64;

/// A node has seldom less text than this.
const BYTES_A_NODE: usize = 12;

/// A reader gives up on a document; why, is among the diagnostics.
#[derive(Debug)]
pub(super) struct GaveUp;

/// A tree while it is being read.
pub(super) struct Builder<'t> {
    text: &'t Text<'t>,
    pub(super) nodes: Vec<Node>,
    open: Vec<Open>,
    root: Option<NodeId>,
    /// The texts that were read so far.
    pub(super) texts: Texts,
}

/// Texts that occur over and over: each short one is kept once.
#[derive(Default)]
pub(super) struct Texts(FxHashSet<Arc<str>>);

impl Texts {
    /// The text, the same one each time when it is short.
    pub(super) fn shared(&mut self, text: &str) -> Arc<str> {
        if text.len() > SHORT {
            return text.into();
        }
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

struct Open {
    node: NodeId,
    key: Option<(Arc<str>, Span)>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t Text<'t>) -> Self {
        Builder {
            text,
            // Room that is not used is never touched, while a list that grows stands there twice.
            nodes: Vec::with_capacity(text.text.len() / BYTES_A_NODE),
            open: Vec::new(),
            root: None,
            texts: Texts::default(),
        }
    }

    /// How many arrays and objects are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the innermost open node is an object that waits for a key.
    pub(super) fn wants_key(&self) -> bool {
        self.in_object() && self.open.last().is_some_and(|open| open.key.is_none())
    }

    /// Whether the innermost open node is an object.
    pub(super) fn in_object(&self) -> bool {
        let innermost = self
            .open
            .last()
            .map(|open| &self.nodes[open.node.0 as usize].kind);
        matches!(innermost, Some(Kind::Object(_)))
    }

    /// The place of the key whose value is next.
    pub(super) fn key_span(&self) -> Option<Span> {
        let key = self.open.last()?.key.as_ref()?;
        Some(key.1.clone())
    }

    /// The key of the next value.
    pub(super) fn key(&mut self, key: &str, span: Span) {
        let key = self.texts.shared(key);
        if let Some(open) = self.open.last_mut() {
            open.key = Some((key, span));
        }
    }

    /// Adds a value to the innermost open node.
    pub(super) fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let mut node = Node {
            kind,
            span,
            key: None,
            parent: None,
        };
        match self.open.last_mut() {
            None => self.root = Some(id),
            Some(open) => {
                node.parent = Some(open.node);
                match &mut self.nodes[open.node.0 as usize].kind {
                    Kind::Array(items) => items.push(id),
                    Kind::Object(entries) => {
                        if let Some((key, span)) = open.key.take() {
                            node.key = Some(span);
                            entries.push((key, id));
                        }
                    }
                    _ => {}
                }
            }
        }
        self.nodes.push(node);
        id
    }

    /// Adds a value that is in no array or object: what an anchor on a key names.
    pub(super) fn aside(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            kind,
            span,
            key: None,
            parent: None,
        });
        id
    }

    /// Adds an array or object, to which what comes next belongs until [`Builder::close`].
    pub(super) fn open(
        &mut self,
        kind: Kind,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Result<NodeId, GaveUp> {
        if self.depth() >= MAX_DEPTH {
            diags.push(too_deep(Place::Span(self.text.file, span)));
            return Err(GaveUp);
        }
        let node = self.add(kind, span);
        self.open.push(Open { node, key: None });
        Ok(node)
    }

    /// Ends the innermost open node at `end`, or where its last value ends.
    pub(super) fn close(&mut self, end: Option<u32>, diags: &mut Diagnostics) -> Option<NodeId> {
        let id = self.open.pop()?.node;
        let last = match &self.nodes[id.0 as usize].kind {
            Kind::Array(items) => items.last().copied(),
            Kind::Object(entries) => entries.last().map(|(_, value)| *value),
            _ => None,
        };
        let last = last.map(|last| self.nodes[last.0 as usize].span.end);
        let node = &mut self.nodes[id.0 as usize];
        node.span.end = end.or(last).unwrap_or(node.span.end).max(node.span.end);
        if let Kind::Object(entries) = &mut node.kind {
            entries.shrink_to_fit();
            self.drop_duplicates(id, diags);
        }
        Some(id)
    }

    fn drop_duplicates(&mut self, id: NodeId, diags: &mut Diagnostics) {
        let Kind::Object(entries) = &self.nodes[id.0 as usize].kind else {
            return;
        };
        let again = duplicates(entries);
        if again.is_empty() {
            return;
        }
        for (first, second) in &again {
            let key_of = |at: usize| {
                let node = &self.nodes[entries[at].1.0 as usize];
                Place::Span(
                    self.text.file,
                    node.key.clone().unwrap_or(node.span.clone()),
                )
            };
            let message = format!("duplicate key `{}`", shorten(&entries[*second].0));
            diags.push(
                Diagnostic::error(codes::DUPLICATE_KEY, message)
                    .at(key_of(*second), "given again here")
                    .also(key_of(*first), "first given here")
                    .help("remove or rename one of the two"),
            );
        }
        if let Kind::Object(entries) = &mut self.nodes[id.0 as usize].kind {
            let mut at = 0;
            entries.retain(|_| {
                at += 1;
                again
                    .binary_search_by_key(&(at - 1), |(_, second)| *second)
                    .is_err()
            });
        }
    }

    /// The tree, when a root was read and everything was closed.
    pub(super) fn finish(self) -> Option<Tree> {
        let root = self.root.filter(|_| self.open.is_empty())?;
        Some(Tree::new(self.text.file, self.nodes, root))
    }
}

/// The entries whose key stood before, each behind the first entry of that key, in the order of the text.
fn duplicates(entries: &[(Arc<str>, NodeId)]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if entries.len() <= SMALL {
        for (second, (key, _)) in entries.iter().enumerate() {
            if let Some(first) = entries[..second].iter().position(|(k, _)| k == key) {
                found.push((first, second));
            }
        }
        return found;
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|a, b| entries[*a].0.cmp(&entries[*b].0));
    for group in order.chunk_by(|a, b| entries[*a].0 == entries[*b].0) {
        found.extend(group[1..].iter().map(|second| (group[0], *second)));
    }
    found.sort_unstable_by_key(|(_, second)| *second);
    found
}

pub(super) fn too_deep(place: Place) -> Diagnostic {
    Diagnostic::error(
        codes::TOO_DEEP,
        format!("nested deeper than {MAX_DEPTH} levels"),
    )
    .at(place, format!("level {} starts here", MAX_DEPTH + 1))
}

/// Text for a message: at most 60 characters of it, on one line.
pub(super) fn shorten(text: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(60).map(visible).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
