//! YAML 1.2 (core schema) into a span tree.
//!
//! Takes text; gives the same tree that the JSON of the same value would give: keys are strings, numbers are JSON text,
//! aliases are copied. What JSON cannot hold is reported. Must never guess: `no` and `on` are strings.

mod alias;
mod events;
mod scalar;

use std::collections::HashMap;

use self::events::{Event, Events, Style};
use super::build::{Builder, GaveUp, shorten};
use super::text::Text;
use super::tree::{Kind, NodeId, Span, Tree};
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};

/// What a user may choose for YAML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YamlOptions {
    /// Whether the key `<<` merges mappings, as in YAML 1.1.
    pub merge_keys: bool,
}

/// How many nodes aliases may add to a document.
const ALIAS_BUDGET: usize = 1_000_000;

/// Reads the one YAML document of a text; what is wrong with it is reported.
pub(super) fn read(text: &Text<'_>, options: YamlOptions, diags: &mut Diagnostics) -> Option<Tree> {
    let mut reader = Reader {
        text,
        options,
        tree: Builder::new(text),
        open: Vec::new(),
        anchors: HashMap::new(),
        budget: ALIAS_BUDGET,
        diags,
    };
    reader.document().ok()?;
    reader.tree.finish()
}

struct Reader<'t, 'd> {
    text: &'t Text<'t>,
    options: YamlOptions,
    tree: Builder<'t>,
    open: Vec<Collection>,
    anchors: HashMap<usize, NodeId>,
    budget: usize,
    diags: &'d mut Diagnostics,
}

/// An open mapping or sequence.
struct Collection {
    anchor: usize,
    /// Whether a plain `<<` is among its keys.
    merges: bool,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Result<(), GaveUp> {
        let mut first: Option<Span> = None;
        for event in Events::of(self.text.text) {
            let (event, range) = match event {
                Ok(event) => event,
                Err(error) => {
                    let message = format!("invalid YAML: {}", error.message);
                    let place = self.text.place(error.at..error.at);
                    let mut found =
                        Diagnostic::error(codes::INVALID_YAML, message).at(place, "noticed here");
                    found.help.extend(error.help.map(str::to_owned));
                    self.diags.push(found);
                    return Err(GaveUp);
                }
            };
            let span = self.text.span(range);
            match event {
                Event::Document => match &first {
                    None => first = Some(span),
                    Some(first) => {
                        self.several_documents(first.clone(), span);
                        return Err(GaveUp);
                    }
                },
                Event::Open {
                    mapping,
                    anchor,
                    tag,
                } => {
                    self.collection_tag(mapping, tag.as_deref(), &span);
                    self.start(mapping, anchor, span)?;
                }
                Event::Close => self.end(span),
                Event::Alias(anchor) => self.alias(anchor, span)?,
                Event::Unresolved(name) => self.undefined_alias(&name, span),
                Event::Scalar {
                    text,
                    style,
                    anchor,
                    tag,
                } => self.scalar(&text, style, anchor, tag.as_deref(), span),
            }
        }
        if first.is_none() {
            let empty = Diagnostic::error(codes::EMPTY, "the document is empty");
            self.diags
                .push(empty.at(self.text.place(0..0), "nothing here"));
            return Err(GaveUp);
        }
        Ok(())
    }

    fn start(&mut self, mapping: bool, anchor: usize, span: Span) -> Result<(), GaveUp> {
        if self.tree.wants_key() {
            let kind = if mapping { "mapping" } else { "sequence" };
            self.bad_key(
                span,
                &format!("a {kind} cannot be a key"),
                "JSON keys are strings",
            );
            return Err(GaveUp);
        }
        let kind = if mapping {
            Kind::Object(Vec::new())
        } else {
            Kind::Array(Vec::new())
        };
        self.tree.open(kind, span, self.diags)?;
        self.open.push(Collection {
            anchor,
            merges: false,
        });
        Ok(())
    }

    fn end(&mut self, span: Span) {
        let end = (!span.is_empty()).then_some(span.end);
        let Some(node) = self.tree.close(end, self.diags) else {
            return;
        };
        let Some(collection) = self.open.pop() else {
            return;
        };
        if collection.merges {
            self.merge(node);
        }
        if collection.anchor != 0 {
            self.anchors.insert(collection.anchor, node);
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: Style,
        anchor: usize,
        tag: Option<&str>,
        mut span: Span,
    ) {
        if self.tree.wants_key() {
            if anchor != 0 {
                let kind = Kind::String(self.tree.texts.shared(text));
                let node = self.tree.aside(kind, span.clone());
                self.anchors.insert(anchor, node);
            }
            self.scalar_key(text, style, tag, span);
            return;
        }
        if text.is_empty() && style == Style::Plain {
            // Nothing stands in the text: point behind the key.
            span = match self.tree.key_span() {
                Some(key) => key.end..key.end,
                None => span.start..span.start,
            };
        }
        let kind = match self.resolve(text, style, tag, &span) {
            Kind::String(text) => Kind::String(self.tree.texts.shared(&text)),
            kind => kind,
        };
        let node = self.tree.add(kind, span);
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
    }

    fn resolve(&mut self, text: &str, style: Style, tag: Option<&str>, span: &Span) -> Kind {
        let place = Place::Span(self.text.file, span.clone());
        let resolved = match tag {
            None if style == Style::Plain => scalar::resolve(text),
            None | Some("str" | "!" | "timestamp" | "binary") => {
                return Kind::String(self.tree.texts.shared(text));
            }
            Some(tag @ ("int" | "float" | "bool" | "null")) => {
                let resolved = scalar::resolve(text);
                if matches!(&resolved, Ok(kind) if !scalar::fits(kind, tag)) {
                    let message = format!("`{}` is not what its tag says", shorten(text));
                    self.diags.push(
                        Diagnostic::error(codes::TAG_MISMATCH, message)
                            .at(place, format!("`!!{tag}` was promised")),
                    );
                    return Kind::Null;
                }
                resolved
            }
            Some(tag) => {
                self.ignored_tag(tag, place.clone());
                if style != Style::Plain {
                    return Kind::String(self.tree.texts.shared(text));
                }
                scalar::resolve(text)
            }
        };
        resolved.unwrap_or_else(|unfit| {
            self.diags.push(
                Diagnostic::error(codes::NOT_A_JSON_NUMBER, unfit.message(text))
                    .at(place, unfit.label())
                    .help("put it in quotes when it is meant as text"),
            );
            Kind::Null
        })
    }

    fn collection_tag(&mut self, mapping: bool, tag: Option<&str>, span: &Span) {
        let own = if mapping { "map" } else { "seq" };
        let place = Place::Span(self.text.file, span.clone());
        match tag {
            None | Some("!") => {}
            Some(tag) if tag == own => {}
            Some(tag @ ("str" | "int" | "float" | "bool" | "null" | "map" | "seq")) => {
                let message = "a collection is not what its tag says";
                self.diags.push(
                    Diagnostic::error(codes::TAG_MISMATCH, message)
                        .at(place, format!("`!!{tag}` was promised")),
                );
            }
            Some(tag) => self.ignored_tag(tag, place),
        }
    }

    fn ignored_tag(&mut self, tag: &str, place: Place) {
        let message = format!("the tag `{}` is ignored", shorten(tag));
        self.diags.push(
            Diagnostic::warning(codes::UNKNOWN_TAG, message).at(place, "read as if it had no tag"),
        );
    }

    fn scalar_key(&mut self, text: &str, style: Style, tag: Option<&str>, span: Span) {
        let plain = style == Style::Plain && !matches!(tag, Some("str" | "!"));
        if plain && matches!(scalar::resolve(text), Ok(Kind::Null)) {
            let label = "JSON keys are strings";
            self.bad_key(span.clone(), "null cannot be a key", label);
        }
        if plain && text == "<<" {
            if let Some(open) = self.open.last_mut() {
                open.merges = true;
            }
            if !self.options.merge_keys {
                let place = Place::Span(self.text.file, span.clone());
                self.diags.push(
                    Diagnostic::error(codes::MERGE_KEY, "`<<` does not merge mappings in YAML 1.2")
                        .at(place, "merge key of YAML 1.1")
                        .help("to have it merge, set `merge_keys: true` for this API in the configuration")
                        .help("for a property of that name, put it in quotes: `'<<'`"),
                );
            }
        }
        self.tree.key(text, span);
    }

    fn bad_key(&mut self, span: Span, message: &str, label: &str) {
        self.diags.push(
            Diagnostic::error(codes::BAD_KEY, message)
                .at(Place::Span(self.text.file, span), label)
                .help("put the key in quotes when it is meant as text"),
        );
    }

    fn several_documents(&mut self, first: Span, second: Span) {
        let message = "several YAML documents in one file";
        self.diags.push(
            Diagnostic::error(codes::SEVERAL_DOCUMENTS, message)
                .at(
                    Place::Span(self.text.file, second),
                    "another one starts here",
                )
                .also(
                    Place::Span(self.text.file, first),
                    "the first one starts here",
                )
                .help("give each document a file of its own"),
        );
    }
}

#[cfg(test)]
mod tests;
