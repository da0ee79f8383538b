//! What actions do to the nodes that they select: merge, append, replace, remove.
//!
//! Takes a [`Patch`] and nodes of it; gives why an action does not fit what it selects. Kinds that do not go together
//! are refused, as version 1.1 says; of 1.0, which says only that they must, the same is held.

use super::patch::Patch;
use crate::diag::codes::source as codes;
use crate::diag::{Code, Place};
use crate::source::tree::{Kind, NodeId, Tree};

/// Why an action does not fit what it selects.
pub(super) struct Unfit {
    pub(super) code: Code,
    pub(super) message: String,
    /// What to say where the change stands.
    pub(super) label: String,
    /// What was selected.
    pub(super) place: Place,
    /// The value that does not fit, when it is not the change as a whole.
    pub(super) value: Option<(Place, String)>,
    pub(super) help: Option<String>,
}

type Done = Result<(), Box<Unfit>>;

/// What matters of a kind for merging.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Primitive,
    Array,
    Object,
}

impl Sort {
    fn word(self) -> &'static str {
        match self {
            Sort::Primitive => "a primitive value",
            Sort::Array => "an array",
            Sort::Object => "an object",
        }
    }
}

fn sort(kind: &Kind) -> Sort {
    match kind {
        Kind::Array(_) => Sort::Array,
        Kind::Object(_) => Sort::Object,
        _ => Sort::Primitive,
    }
}

impl Patch {
    /// Takes nodes out of what holds them.
    pub(super) fn remove(&mut self, nodes: &[NodeId], one_one: bool) -> Done {
        if let Some(root) = nodes.iter().find(|node| self.is_root(**node)) {
            return Err(Box::new(Unfit {
                code: codes::UNFIT_UPDATE,
                message: "an overlay cannot remove the whole document".to_owned(),
                label: "the target selects the root".to_owned(),
                place: self.place(*root),
                value: None,
                help: Some("leave the document out of the API instead".to_owned()),
            }));
        }
        self.no_primitives(nodes, one_one)?;
        let parents: Vec<NodeId> = nodes.iter().filter_map(|node| self.unlink(*node)).collect();
        self.all_changed(parents);
        Ok(())
    }

    /// Merges a value of another tree into nodes.
    pub(super) fn update(
        &mut self,
        nodes: &[NodeId],
        tree: &Tree,
        value: NodeId,
        one_one: bool,
    ) -> Done {
        self.no_primitives(nodes, one_one)?;
        self.alike(nodes)?;
        for node in nodes {
            let copy = self.brought(tree, value);
            self.put(*node, copy, one_one)?;
        }
        self.all_changed(nodes.to_vec());
        Ok(())
    }

    /// Merges what another node of the document was before into nodes.
    pub(super) fn copy(&mut self, nodes: &[NodeId], from: NodeId) -> Done {
        self.alike(nodes)?;
        let original = self.doubled(from);
        for node in nodes {
            let copy = self.doubled(original);
            self.put(*node, copy, true)?;
        }
        self.all_changed(nodes.to_vec());
        Ok(())
    }

    fn all_changed(&mut self, mut nodes: Vec<NodeId>) {
        nodes.sort_unstable();
        nodes.dedup();
        for node in nodes {
            self.changed(node);
        }
    }

    /// In 1.0, targets are objects and arrays.
    fn no_primitives(&self, nodes: &[NodeId], one_one: bool) -> Done {
        let primitive = nodes
            .iter()
            .find(|node| sort(&self.node(**node).kind) == Sort::Primitive);
        match primitive {
            Some(node) if !one_one => Err(Box::new(Unfit {
                code: codes::UNFIT_UPDATE,
                message: "in overlays 1.0 a target is an object or an array".to_owned(),
                label: "for a primitive value".to_owned(),
                place: self.place(*node),
                value: None,
                help: Some("say `overlay: 1.1.0`, where it can be any value".to_owned()),
            })),
            _ => Ok(()),
        }
    }

    /// Several targets of one action must be all objects, all arrays or all primitive.
    fn alike(&self, nodes: &[NodeId]) -> Done {
        let of = |node: &NodeId| sort(&self.node(*node).kind);
        let Some(first) = nodes.first().map(of) else {
            return Ok(());
        };
        match nodes.iter().find(|node| of(node) != first) {
            None => Ok(()),
            Some(other) => Err(Box::new(Unfit {
                code: codes::UNFIT_UPDATE,
                message: format!(
                    "the target selects {} and {}",
                    first.word(),
                    of(other).word()
                ),
                label: "cannot be merged with both".to_owned(),
                place: self.place(*other),
                value: None,
                help: Some("make it two actions".to_owned()),
            })),
        }
    }

    /// Merges a node that is in nothing into a selected one.
    fn put(&mut self, node: NodeId, value: NodeId, one_one: bool) -> Done {
        let (target, new) = (sort(&self.node(node).kind), sort(&self.node(value).kind));
        match (target, new) {
            // In 1.0 whatever is given is one entry more.
            (Sort::Array, Sort::Array) if one_one => self.absorb(node, value)?,
            (Sort::Array, _) => self.append(node, value),
            (Sort::Object, Sort::Object) => self.absorb(node, value)?,
            (Sort::Primitive, Sort::Primitive) => self.replace(node, value, false),
            _ => {
                return Err(Box::new(Unfit {
                    code: codes::UNFIT_UPDATE,
                    message: format!("{} cannot be merged with {}", new.word(), target.word()),
                    label: format!("this is {}", new.word()),
                    place: self.place(node),
                    value: None,
                    help: None,
                }));
            }
        }
        self.too_much(node)
    }

    /// Adds a node that is in nothing to an array.
    fn append(&mut self, array: NodeId, item: NodeId) {
        let added = self.node_mut(item);
        added.parent = Some(array);
        added.key = None;
        if let Kind::Array(items) = &mut self.node_mut(array).kind {
            items.push(item);
        }
    }

    /// Merges two nodes of the same sort; the depth of trees bounds the recursion.
    fn absorb(&mut self, node: NodeId, value: NodeId) -> Done {
        match self.node(value).kind.clone() {
            Kind::Array(items) => {
                for item in items {
                    self.append(node, item);
                }
            }
            Kind::Object(entries) => {
                for (key, child) in entries {
                    self.absorb_entry(node, &key, child)?;
                }
            }
            _ => self.replace(node, value, true),
        }
        Ok(())
    }

    fn absorb_entry(&mut self, object: NodeId, key: &str, child: NodeId) -> Done {
        let Kind::Object(entries) = &self.node(object).kind else {
            return Ok(());
        };
        let known = entries.iter().find(|(known, _)| **known == *key);
        let Some(known) = known.map(|(_, known)| *known) else {
            self.node_mut(child).parent = Some(object);
            if let Kind::Object(entries) = &mut self.node_mut(object).kind {
                entries.push((key.into(), child));
            }
            return Ok(());
        };
        let (old, new) = (sort(&self.node(known).kind), sort(&self.node(child).kind));
        if old == new {
            return self.absorb(known, child);
        }
        Err(Box::new(Unfit {
            code: codes::UNFIT_UPDATE,
            message: format!(
                "`{key}` is {} in the document, and {} in the overlay",
                old.word(),
                new.word()
            ),
            label: String::new(),
            place: self.place(known),
            value: Some((self.place(child), format!("this is {}", new.word()))),
            help: Some("remove what is there first, by an action of its own".to_owned()),
        }))
    }
}
