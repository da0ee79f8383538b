//! References and discriminators of schemas: what they name is looked up when all schemas are read.
//!
//! A target that nothing else has read (a schema under an extension, say) is read then.

use super::locate::{Located, Missing};
use super::reader::{REFERENCE_LIMIT, Reader};
use super::schema::{Discriminator, Reference, SchemaId};
use super::value::join;
use crate::diag::codes::document as codes;
use crate::diag::{Diagnostic, Place};
use crate::source::location::percent_decoded;
use crate::source::{Kind, NodeRef, Origin};

impl<'a> Reader<'a> {
    pub(super) fn discriminator(&mut self, value: NodeRef<'_>) -> Option<Discriminator> {
        self.used(value);
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
                    self.map(entry, key);
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

    /// Reads a schema of `components`. One that only points at a schema of another file *is* that schema: the component
    /// gives it its name, and what else points at it means the component.
    pub(super) fn named_schema(&mut self, name: &str, node: NodeRef<'a>) -> SchemaId {
        let mut chain = vec![node];
        while let Some(at) = chain
            .last()
            .copied()
            .filter(|_| chain.len() <= REFERENCE_LIMIT)
        {
            let mut entries = at.entries();
            let (Some(("$ref", reference)), None) = (entries.next(), entries.next()) else {
                break;
            };
            // What is wrong with it is told when it is read.
            let found = reference
                .as_str()
                .and_then(|text| self.scope.locate(text, reference).ok());
            let Some(Located { node, .. }) = found else {
                break;
            };
            if self.scope.is_own(node.origin().tree) {
                break;
            }
            chain.push(node);
        }
        let home = chain.pop().filter(|home| {
            (home.is_object() || home.as_bool().is_some()) && chain.len() <= REFERENCE_LIMIT
        });
        let home = home.filter(|home| match self.by_origin.get(&home.origin()) {
            Some(taken) => self.schemas[taken.0 as usize].name.is_none(),
            None => true,
        });
        let key = join("#/components/schemas", name);
        let id = self.schema(home.unwrap_or(node), key.clone(), vec![name.to_owned()]);
        for passed in chain.iter().filter(|_| home.is_some()) {
            self.marks.whole(passed.origin());
            self.by_origin.entry(passed.origin()).or_insert(id);
        }
        let schema = &mut self.schemas[id.0 as usize];
        schema.name = Some(name.to_owned());
        // It may have been read before, as a part of the file of another.
        (schema.key, schema.context) = (key, vec![name.to_owned()]);
        id
    }

    /// A mapping value is a component name or a reference.
    fn mapped(&mut self, text: &str, origin: Origin) -> Option<SchemaId> {
        let by_name = ["components", "schemas", text].map(str::to_owned);
        match self.scope.own(&by_name) {
            Some(node) => self.by_origin.get(&node.origin()).copied(),
            None if text.contains(['#', '/', '.']) => self.target(text, origin),
            None => {
                let missing = Missing::Nowhere(by_name.to_vec());
                self.report_missing(text, self.set.node(origin), missing);
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
            && self.scope.is_own(origin.tree)
            && let Some(outermost) = self.resource(at)
        {
            return Some(outermost);
        }
        let Located { node, key, name } = self.find(text, at)?;
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
        Some(self.schema(node, key, vec![name]))
    }
}

/// A reference that is not looked up yet.
pub(super) fn reference(text: &str, node: NodeRef<'_>) -> Reference {
    Reference {
        text: text.to_owned(),
        origin: node.origin(),
        target: None,
        dynamic: None,
    }
}

/// The anchor that the text of a `$dynamicRef` names, when it names one.
pub(super) fn anchor(text: &str) -> Option<String> {
    let (_, fragment) = text.split_once('#')?;
    let named = !fragment.is_empty() && !fragment.starts_with('/');
    named.then(|| percent_decoded(fragment))
}
