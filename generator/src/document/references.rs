//! References and discriminators of schemas: what they name is looked up when all schemas are read.
//!
//! A target that nothing else has read (a schema under an extension, say) is read then.

use super::reader::Reader;
use super::schema::{Discriminator, Reference, SchemaId};
use super::value::{join, pointer_segments};
use crate::diag::codes::document as codes;
use crate::diag::{Diagnostic, Place};
use crate::source::{Kind, NodeRef, Origin};

impl<'a> Reader<'a> {
    pub(super) fn discriminator(&mut self, value: NodeRef<'_>) -> Option<Discriminator> {
        // Swagger 2.0 wrote the bare property name.
        if let Some(property) = value.as_str() {
            return Some(Discriminator {
                property: property.to_owned(),
                mapping: Vec::new(),
                fallback: None,
                origin: value.origin(),
            });
        }
        if !self.object(value, "discriminator") {
            return None;
        }
        let mut property = None;
        let mut mapping = Vec::new();
        let mut fallback = None;
        for (key, entry) in value.entries() {
            match key {
                "propertyName" => property = self.string(entry, key),
                "mapping" => {
                    for (tag, target) in entry.entries() {
                        if let Some(text) = self.string(target, "mapping") {
                            mapping.push((tag.to_owned(), reference(&text, target)));
                        }
                    }
                }
                "defaultMapping" => {
                    fallback = self.string(entry, key).map(|text| reference(&text, entry));
                }
                _ => {
                    let known = ["propertyName", "mapping", "defaultMapping"];
                    self.unknown(entry, "a discriminator", key, &known);
                }
            }
        }
        let Some(property) = property else {
            self.missing(value, "a discriminator", "propertyName");
            return None;
        };
        Some(Discriminator {
            property,
            mapping,
            fallback,
            origin: value.origin(),
        })
    }

    /// Looks up the references of all schemas read so far, and reads what they point at when nothing else has.
    pub(super) fn look_up_references(&mut self) {
        while let Some(id) = self.pending.pop() {
            let schema = &self.schemas[id.0 as usize];
            let reference = schema.reference.clone();
            let discriminator = schema.discriminator.clone();
            if let Some(mut reference) = reference {
                reference.target = self.target(&reference.text, reference.origin);
                self.schemas[id.0 as usize].reference = Some(reference);
            }
            if let Some(mut discriminator) = discriminator {
                for (_, reference) in &mut discriminator.mapping {
                    reference.target = self.mapped(&reference.text, reference.origin);
                }
                if let Some(fallback) = &mut discriminator.fallback {
                    fallback.target = self.mapped(&fallback.text, fallback.origin);
                }
                self.schemas[id.0 as usize].discriminator = Some(discriminator);
            }
        }
    }

    /// A mapping value is a component name or a reference.
    fn mapped(&mut self, text: &str, origin: Origin) -> Option<SchemaId> {
        let by_name = ["components", "schemas", text].map(str::to_owned);
        match self.locate(&by_name) {
            Some(node) => self.by_origin.get(&node.origin()).copied(),
            None if text.contains(['#', '/', '.']) => self.target(text, origin),
            None => {
                self.dangling(self.set.node(origin), text, &by_name);
                None
            }
        }
    }

    /// What `#` means in a schema (`$recursiveRef`, `$dynamicRef`): the nearest schema around it that is marked as a
    /// recursion anchor or has an `$id`, or else the outermost one.
    fn resource(&self, at: NodeRef<'_>) -> Option<SchemaId> {
        let around = std::iter::successors(at.parent(), |node| node.parent());
        let mut outermost = None;
        for node in around {
            if let Some(id) = self.by_origin.get(&node.origin()) {
                outermost = Some(*id);
                let marked = ["$recursiveAnchor", "$id"];
                if marked.iter().any(|key| node.get(key).is_some()) {
                    break;
                }
            }
        }
        outermost
    }

    fn target(&mut self, text: &str, origin: Origin) -> Option<SchemaId> {
        let at = self.set.node(origin);
        if text == "#"
            && let Some(outermost) = self.resource(at)
        {
            return Some(outermost);
        }
        if let Some(anchor) = text.strip_prefix('#').filter(|a| !a.starts_with('/')) {
            let found = self.anchors.get(&(origin.tree, anchor.to_owned())).copied();
            if found.is_none() {
                self.dangling(at, text, &[]);
            }
            return found;
        }
        let segments = match pointer_segments(text) {
            Some(segments) => segments,
            None => self.local_segments(text, at)?,
        };
        let Some(node) = self.locate(&segments) else {
            self.dangling(at, text, &segments);
            return None;
        };
        if !matches!(node.kind(), Kind::Object(_) | Kind::Bool(_)) {
            self.report(
                origin,
                Diagnostic::error(
                    codes::DANGLING_REFERENCE,
                    format!("`{text}` points at something that is no schema"),
                )
                .at(origin, "expected to lead to a schema")
                .also(Place::Node(node.origin()), "leads here"),
            );
            return None;
        }
        let key = segments.iter().fold("#".to_owned(), |key, s| join(&key, s));
        let words = segments.last().cloned().into_iter().collect();
        Some(self.schema(node, key, words))
    }
}

/// A reference that is not looked up yet.
pub(super) fn reference(text: &str, node: NodeRef<'_>) -> Reference {
    Reference {
        text: text.to_owned(),
        origin: node.origin(),
        target: None,
    }
}
