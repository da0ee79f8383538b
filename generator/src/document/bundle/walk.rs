//! Copies nodes into the bundle, with references that lead into other files turned to where their target is now.

use super::Bundler;
use super::homes::Target;
use super::sections::{Place, Section};
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::document::locate::Located;
use crate::document::value::{json, pointer_segments};
use crate::model::Json;
use crate::source::NodeRef;

/// How deep the bundle may be: two documents deep, since what is used may stand where it is used.
const DEPTH: usize = 600;

impl<'a> Bundler<'a, '_> {
    /// The value of a node in the bundle.
    pub(super) fn value(&mut self, node: NodeRef<'a>, place: Place, depth: usize) -> Json {
        if depth > DEPTH {
            let origin = node.origin();
            if !self.reported.contains(&origin) {
                self.reported.push(origin);
                let message = "what stands in one another here never ends";
                self.diags.push(
                    Diagnostic::error(codes::REFERENCE_CYCLE, message)
                        .at(origin, "reached again and again"),
                );
            }
            return Json::Null;
        }
        match place {
            Place::Plain => return json(node),
            Place::One(Section::Discriminator) => return self.discriminator(node),
            Place::One(section) => {
                if let Some(reference) = node.get("$ref")
                    && let Some(text) = reference.as_str()
                {
                    return self.reference(node, reference, text, section, depth);
                }
            }
            Place::List(_) | Place::Map(_) => {}
        }
        let outside = !self.scope.is_own(node.origin().tree);
        if node.is_array() {
            let below = match place {
                Place::One(section) => Place::One(section),
                other => other.below(""),
            };
            let items = node.items().map(|item| self.value(item, below, depth + 1));
            return Json::Array(items.collect());
        }
        if !node.is_object() {
            return json(node);
        }
        let schema = place == Place::One(Section::Schema);
        let mut entries = Vec::new();
        for (key, value) in node.entries() {
            // In another file it said what references there are relative to.
            if schema && outside && key == "$id" {
                continue;
            }
            let value = self.value(value, place.below(key), depth + 1);
            entries.push((key.to_owned(), value));
        }
        Json::Object(entries)
    }

    /// An object with a `$ref`.
    fn reference(
        &mut self,
        node: NodeRef<'a>,
        reference: NodeRef<'a>,
        text: &str,
        section: Section,
        depth: usize,
    ) -> Json {
        let mut beside: Vec<(String, Json)> = Vec::new();
        for (key, value) in node.entries().filter(|(key, _)| *key != "$ref") {
            let value = self.value(value, section.child(key), depth + 1);
            beside.push((key.to_owned(), value));
        }
        let located = match self.scope.locate(text, reference) {
            Ok(located) => located,
            Err(why) => {
                self.missing(text, reference, why);
                return json(node);
            }
        };
        let own = self.scope.is_own(located.node.origin().tree);
        let stays = own || self.homes.contains_key(&located.node.origin());
        let inline = match section {
            Section::PathItem | Section::Callback => !stays,
            Section::Schema => !stays && beside.is_empty() && is_plain(located.node),
            _ => !stays && section.components().is_none(),
        };
        if inline {
            let target = self.value(located.node, Place::One(section), depth + 1);
            let Json::Object(entries) = target else {
                return target;
            };
            let kept = entries
                .into_iter()
                .filter(|(key, _)| !beside.iter().any(|(known, _)| known == key));
            let mut all: Vec<(String, Json)> = kept.collect();
            all.extend(beside);
            return Json::Object(all);
        }
        let pointer = match own && text.starts_with('#') {
            true => text.to_owned(),
            false => self.pointer(located, section),
        };
        let mut entries = vec![("$ref".to_owned(), Json::String(pointer))];
        entries.extend(beside);
        Json::Object(entries)
    }

    /// Where the target of a reference is in the bundle.
    fn pointer(&mut self, located: Located<'a>, section: Section) -> String {
        let origin = located.node.origin();
        if self.scope.is_own(origin.tree) {
            return fragment(&located.key);
        }
        if let Some(home) = self.homes.get(&origin) {
            return fragment(home);
        }
        let (key, name) = (located.key.clone(), located.name);
        self.targets
            .entry(origin)
            .or_insert(Target { section, name, key });
        located.key
    }

    /// The values of `mapping` are references or bare names.
    fn discriminator(&mut self, node: NodeRef<'a>) -> Json {
        let mut turned = |value: NodeRef<'a>| -> Json {
            let Some(text) = value.as_str().filter(|text| text.contains(['/', '.', '#'])) else {
                return json(value);
            };
            let by_name = ["components", "schemas", text].map(str::to_owned);
            if text.starts_with('#') || self.scope.own(&by_name).is_some() {
                return json(value);
            }
            match self.scope.locate(text, value) {
                Ok(located) => Json::String(self.pointer(located, Section::Schema)),
                Err(why) => {
                    self.missing(text, value, why);
                    json(value)
                }
            }
        };
        if !node.is_object() {
            return json(node);
        }
        let mut entries = Vec::new();
        for (key, value) in node.entries() {
            let value = match key {
                "mapping" => {
                    let tags = value.entries();
                    let tags = tags.map(|(tag, target)| (tag.to_owned(), turned(target)));
                    Json::Object(tags.collect())
                }
                "defaultMapping" => turned(value),
                _ => json(value),
            };
            entries.push((key.to_owned(), value));
        }
        Json::Object(entries)
    }
}

/// Whether a schema of another file is a value that needs no name: it says no more than a kind, a format and limits.
fn is_plain(node: NodeRef<'_>) -> bool {
    const NAMED: &[&str] = &[
        "properties",
        "patternProperties",
        "additionalProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "allOf",
        "anyOf",
        "oneOf",
        "$ref",
        "$dynamicRef",
        "$recursiveRef",
        "$anchor",
        "$dynamicAnchor",
        "$defs",
        "definitions",
        "discriminator",
        "not",
        "if",
    ];
    node.is_object() && NAMED.iter().all(|key| node.get(key).is_none())
}

/// A pointer as it stands in a reference.
fn fragment(key: &str) -> String {
    let segments = pointer_segments(key).unwrap_or_default();
    let escaped = segments.iter().map(|segment| {
        let mut out = String::new();
        for c in segment.replace('~', "~0").replace('/', "~1").chars() {
            match c {
                '%' | ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '#' => {
                    let mut bytes = [0; 4];
                    for byte in c.encode_utf8(&mut bytes).bytes() {
                        out.push_str(&format!("%{byte:02X}"));
                    }
                }
                c => out.push(c),
            }
        }
        out
    });
    escaped.fold("#".to_owned(), |pointer, segment| {
        format!("{pointer}/{segment}")
    })
}
