//! Aliases and merge keys: the parts of YAML that repeat what stands elsewhere.
//!
//! An alias is expanded by copying, within a budget, so that what follows has a tree and no graph.

use std::sync::Arc;

use super::Reader;
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Place};
use crate::source::build::{GaveUp, MAX_DEPTH, shorten, too_deep};
use crate::source::tree::{Kind, Node, NodeId, Span};

impl Reader<'_, '_> {
    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Result<(), GaveUp> {
        let place = Place::Span(self.text.file, span.clone());
        let Some(&target) = self.anchors.get(&anchor) else {
            self.diags.push(
                Diagnostic::error(codes::BAD_ALIAS, "the alias stands within what it names")
                    .at(place, "this would never end")
                    .help("use a `$ref` for what refers to itself"),
            );
            return Err(GaveUp);
        };
        if self.tree.wants_key() {
            return self.alias_key(target, span);
        }
        let copy = self.tree.add(Kind::Null, span);
        self.copy(target, copy, self.tree.depth(), &place)
    }

    fn alias_key(&mut self, target: NodeId, span: Span) -> Result<(), GaveUp> {
        if let Kind::String(text) = &self.tree.nodes[target.0 as usize].kind {
            let text = text.clone();
            self.tree.key(&text, span);
            return Ok(());
        }
        self.bad_key(span, "the alias names no string", "JSON keys are strings");
        Err(GaveUp)
    }

    /// Makes the value at `to` a copy of the one at `from`; recursion is bounded by the depth limit.
    fn copy(
        &mut self,
        from: NodeId,
        to: NodeId,
        depth: usize,
        place: &Place,
    ) -> Result<(), GaveUp> {
        let cost = match &self.tree.nodes[from.0 as usize].kind {
            Kind::String(text) | Kind::Number(text) => 1 + text.len() / 64,
            _ => 1,
        };
        let Some(left) = self.budget.checked_sub(cost) else {
            let message = "the aliases of this document expand to too many values";
            self.diags.push(
                Diagnostic::error(codes::TOO_MANY_ALIASES, message)
                    .at(place.clone(), "gave up here")
                    .with_note(format!("the limit is {} values", super::ALIAS_BUDGET)),
            );
            return Err(GaveUp);
        };
        self.budget = left;
        let mut kind = self.tree.nodes[from.0 as usize].kind.clone();
        let children: Vec<&mut NodeId> = match &mut kind {
            Kind::Array(items) => items.iter_mut().collect(),
            Kind::Object(entries) => entries.iter_mut().map(|(_, id)| id).collect(),
            _ => Vec::new(),
        };
        let nested = matches!(
            self.tree.nodes[from.0 as usize].kind,
            Kind::Array(_) | Kind::Object(_)
        );
        if nested && depth >= MAX_DEPTH {
            self.diags.push(too_deep(place.clone()));
            return Err(GaveUp);
        }
        for child in children {
            let original = *child;
            let node = &self.tree.nodes[original.0 as usize];
            let copied = Node {
                kind: Kind::Null,
                span: node.span.clone(),
                key: node.key.clone(),
                parent: Some(to),
            };
            *child = NodeId(self.tree.nodes.len() as u32);
            self.tree.nodes.push(copied);
            self.copy(original, *child, depth + 1, place)?;
        }
        self.tree.nodes[to.0 as usize].kind = kind;
        Ok(())
    }

    pub(super) fn undefined_alias(&mut self, name: &str, span: Span) {
        let message = format!("there is no anchor `&{}` before this alias", shorten(name));
        let place = Place::Span(self.text.file, span.clone());
        self.diags.push(
            Diagnostic::error(codes::BAD_ALIAS, message)
                .at(place, "names nothing")
                .help("text that starts with `*` stands in quotes"),
        );
        if self.tree.wants_key() {
            self.tree.key(&format!("*{name}"), span);
        } else {
            self.tree.add(Kind::Null, span);
        }
    }

    /// Replaces the entry `<<` of a mapping by those of the mappings that it names; what stands beside it wins.
    pub(super) fn merge(&mut self, node: NodeId) {
        let Kind::Object(entries) = &self.tree.nodes[node.0 as usize].kind else {
            return;
        };
        let Some(at) = entries.iter().position(|(key, _)| &**key == "<<") else {
            return;
        };
        let mut entries = entries.clone();
        let (_, merged) = entries.remove(at);
        if self.options.merge_keys {
            let mut added: Vec<(Arc<str>, NodeId)> = Vec::new();
            let mut known: std::collections::HashSet<Arc<str>> =
                entries.iter().map(|(key, _)| key.clone()).collect();
            for (key, value) in self.merged_entries(merged) {
                if known.insert(key.clone()) {
                    self.tree.nodes[value.0 as usize].parent = Some(node);
                    added.push((key, value));
                }
            }
            entries.splice(at..at, added);
        }
        self.tree.nodes[node.0 as usize].kind = Kind::Object(entries);
    }

    fn merged_entries(&mut self, merged: NodeId) -> Vec<(Arc<str>, NodeId)> {
        let sources = match &self.tree.nodes[merged.0 as usize].kind {
            Kind::Array(items) => items.clone(),
            _ => vec![merged],
        };
        let mut found = Vec::new();
        for source in sources {
            let node = &self.tree.nodes[source.0 as usize];
            match &node.kind {
                Kind::Object(entries) => found.extend(entries.iter().cloned()),
                _ => self.diags.push(
                    Diagnostic::error(codes::BAD_MERGE, "`<<` merges mappings only").at(
                        Place::Span(self.text.file, node.span.clone()),
                        "not a mapping",
                    ),
                ),
            }
        }
        found
    }
}
