//! The ledger of a document: what became of each of its keys.
//!
//! Takes a mark for every node that a reader uses or reports; gives the counts, and the keys that nobody marked. Must
//! never decide what is used: readers do.

use std::collections::HashSet;
use std::fmt;

use crate::source::{Kind, NodeId, NodeRef, Origin, SourceSet, TreeId};

/// What became of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mark {
    /// Nobody has said anything about it.
    #[default]
    None,
    /// It is used; what is in it has marks of its own.
    Used,
    /// It is used with all that is in it, as a value.
    Whole,
    /// It is reported, and so is all that is in it.
    Reported,
    /// It is an extension that nothing is generated from.
    Extension,
}

/// What became of the keys of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// How many objects there are.
    pub objects: usize,
    /// How many keys they have together.
    pub keys: usize,
    /// Keys that were used.
    pub used: usize,
    /// Keys of which a diagnostic tells, each or all of their kind, or the object that they stand in.
    pub reported: usize,
    /// Keys of extensions (`x-…`) that nothing is generated from. They are counted here and told nowhere else.
    pub extensions: usize,
    /// Keys of other files that no reference reaches.
    pub unreached: usize,
    /// Keys that are none of that; there must not be any.
    pub lost: Vec<Origin>,
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} keys of {} objects: {} used, {} reported, {} of extensions",
            self.keys, self.objects, self.used, self.reported, self.extensions
        )?;
        if self.unreached > 0 {
            write!(f, ", {} of other files not referred to", self.unreached)?;
        }
        if !self.lost.is_empty() {
            write!(f, ", {} lost", self.lost.len())?;
        }
        Ok(())
    }
}

/// A mark for each node of each document.
#[derive(Default)]
pub(super) struct Marks(Vec<Vec<Mark>>);

impl Marks {
    pub(super) fn new(set: &SourceSet) -> Marks {
        let none = |tree: &crate::source::Tree| vec![Mark::None; tree.nodes.len()];
        Marks(set.trees.iter().map(none).collect())
    }

    fn set(&mut self, at: Origin, mark: Mark) {
        let tree = self.0.get_mut(at.tree.0 as usize);
        if let Some(place) = tree.and_then(|tree| tree.get_mut(at.node.0 as usize)) {
            *place = mark;
        }
    }

    /// The node itself is used.
    pub(super) fn used(&mut self, at: Origin) {
        if matches!(self.get(at), Mark::None | Mark::Extension) {
            self.set(at, Mark::Used);
        }
    }

    /// The node is used with all that is in it.
    pub(super) fn whole(&mut self, at: Origin) {
        if self.get(at) != Mark::Reported {
            self.set(at, Mark::Whole);
        }
    }

    /// A diagnostic tells of the node.
    pub(super) fn reported(&mut self, at: Origin) {
        self.set(at, Mark::Reported);
    }

    /// A diagnostic tells of the node, which may be used all the same.
    pub(super) fn mentioned(&mut self, at: Origin) {
        if self.get(at) == Mark::None {
            self.set(at, Mark::Reported);
        }
    }

    /// The node is an extension.
    pub(super) fn extension(&mut self, at: Origin) {
        if self.get(at) == Mark::None {
            self.set(at, Mark::Extension);
        }
    }

    fn get(&self, at: Origin) -> Mark {
        let tree = self.0.get(at.tree.0 as usize);
        let mark = tree.and_then(|tree| tree.get(at.node.0 as usize));
        mark.copied().unwrap_or_default()
    }

    /// Adds up documents of the API, and the files that they refer to.
    pub(super) fn ledger(&self, set: &SourceSet, own: &[TreeId], others: &[TreeId]) -> Ledger {
        let mut ledger = Ledger::default();
        for tree in own {
            self.count(set, *tree, &[], &mut ledger);
        }
        for tree in others.iter().filter(|tree| !own.contains(tree)) {
            let passages = self.passages(set, *tree);
            self.count(set, *tree, &passages, &mut ledger);
        }
        ledger
    }

    /// The nodes of another file that hold a marked one. Of such a file only what is referred to is read.
    fn passages(&self, set: &SourceSet, tree: TreeId) -> Vec<bool> {
        let (nodes, marks) = (&set.trees[tree.0 as usize].nodes, &self.0[tree.0 as usize]);
        let mut passages = vec![false; nodes.len()];
        for (index, _) in marks.iter().enumerate().filter(|(_, m)| **m != Mark::None) {
            let mut at = nodes[index].parent;
            while let Some(NodeId(parent)) = at {
                if std::mem::replace(&mut passages[parent as usize], true) {
                    break;
                }
                at = nodes[parent as usize].parent;
            }
        }
        passages
    }

    /// Counts a document from its root. `passages` is empty for a document of which everything is read.
    fn count(&self, set: &SourceSet, tree: TreeId, passages: &[bool], ledger: &mut Ledger) {
        let nodes = &set.trees[tree.0 as usize].nodes;
        let root = set.trees[tree.0 as usize].root;
        // Each with the mark of the one around it, when that holds for all that is in it.
        let mut open: Vec<(NodeId, Mark)> = vec![(root, Mark::None)];
        while let Some((id, around)) = open.pop() {
            let node = &nodes[id.0 as usize];
            let own = self.get(Origin { tree, node: id });
            let mark = match (around, own) {
                // What is read in spite of what holds it is used: a schema under an extension.
                (Mark::Extension, Mark::Used | Mark::Whole) => own,
                (Mark::None | Mark::Used, _) => own,
                _ => around,
            };
            let passage = passages.get(id.0 as usize).copied() == Some(true);
            if node.key.is_some() {
                ledger.keys += 1;
                match mark {
                    Mark::Used | Mark::Whole => ledger.used += 1,
                    Mark::Reported => ledger.reported += 1,
                    Mark::Extension => ledger.extensions += 1,
                    Mark::None if passage => ledger.used += 1,
                    Mark::None if !passages.is_empty() => ledger.unreached += 1,
                    Mark::None => ledger.lost.push(Origin { tree, node: id }),
                }
            }
            match &node.kind {
                Kind::Object(entries) => {
                    ledger.objects += 1;
                    open.extend(entries.iter().rev().map(|(_, id)| (*id, mark)));
                }
                Kind::Array(items) => open.extend(items.iter().rev().map(|id| (*id, mark))),
                _ => {}
            }
        }
    }
}

impl Ledger {
    /// The lost keys that stand in none that is lost itself.
    pub(super) fn outermost<'a>(&self, set: &'a SourceSet) -> Vec<NodeRef<'a>> {
        let lost: HashSet<Origin> = self.lost.iter().copied().collect();
        let inside = |node: &NodeRef<'a>| {
            let mut around = std::iter::successors(node.parent(), |at| at.parent());
            around.any(|at| lost.contains(&at.origin()))
        };
        let nodes = self.lost.iter().map(|origin| set.node(*origin));
        nodes.filter(|node| !inside(node)).collect()
    }
}
