//! What all object readers share: typed values, unknown keys, and `$ref`s between OpenAPI objects.
//!
//! Takes nodes; gives plain values and reports what it could not use. Each object reader looks at every key of its
//! object: a key is used, or [`Reader::ignored`], or [`Reader::unknown`]. Must never skip one silently.

use std::collections::HashSet;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Document;
use super::ledger::{Ledger, Marks};
use super::locate::Scope;
use super::objects::Version;
use super::schema::{SchemaId, Schemas};
use super::select::Selector;
use super::suggest::nearest;
use super::value;
use crate::diag::codes::document as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Json, Key};
use crate::source::{Kind, NodeRef, Origin, SourceSet};

/// How many `$ref`s may follow one another between OpenAPI objects.
pub(super) const REFERENCE_LIMIT: usize = 32;

pub(super) struct Reader<'a> {
    pub(super) set: &'a SourceSet,
    pub(super) scope: Scope<'a>,
    pub(super) diags: &'a mut Diagnostics,
    pub(super) version: Version,
    pub(super) schemas: Schemas,
    pub(super) by_origin: FxHashMap<Origin, SchemaId>,
    /// Schemas whose reference is not looked up yet.
    pub(super) pending: Vec<SchemaId>,
    /// Component names by section, for "did you mean".
    pub(super) names: IndexMap<String, Vec<String>>,
    /// How many references between OpenAPI objects led nowhere.
    pub(super) lost: usize,
    /// What became of each node.
    pub(super) marks: Marks,
    /// Objects that a `$ref` between OpenAPI objects led to.
    pub(super) followed: FxHashSet<Origin>,
    /// Which operations are wanted; all, when the configuration does not say.
    pub(super) selector: Option<Selector<'a>>,
    reported: HashSet<(Code, Origin)>,
    ignored: IndexMap<String, (usize, Origin)>,
    beside: IndexMap<String, (usize, Origin)>,
}

/// An object whose `$ref`s were followed: its node and its stable key.
pub(super) struct Followed<'a> {
    pub(super) node: NodeRef<'a>,
    pub(super) key: Key,
    /// The component name, when a reference led to one.
    pub(super) component: Option<String>,
    /// `summary` and `description` beside the outermost `$ref`.
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(scope: Scope<'a>, version: Version, diags: &'a mut Diagnostics) -> Self {
        let marks = Marks::new(scope.set);
        Reader {
            set: scope.set,
            scope,
            diags,
            version,
            schemas: Vec::new(),
            by_origin: FxHashMap::default(),
            pending: Vec::new(),
            names: IndexMap::new(),
            lost: 0,
            marks,
            followed: FxHashSet::default(),
            selector: None,
            reported: HashSet::new(),
            ignored: IndexMap::new(),
            beside: IndexMap::new(),
        }
    }

    /// Reports something once per place: an object may be read through several references.
    pub(super) fn report(&mut self, origin: Origin, diagnostic: Diagnostic) {
        self.marks.mentioned(origin);
        if self.reported.insert((diagnostic.code, origin)) {
            self.diags.push(diagnostic);
        }
    }

    /// A value of the wrong kind that is left out.
    pub(super) fn wrong(&mut self, node: NodeRef<'_>, what: &str, expected: &str) {
        let found = kind_name(node);
        self.marks.reported(node.origin());
        self.report(
            node.origin(),
            Diagnostic::warning(
                codes::WRONG_KIND,
                format!("`{what}` is {found} where {expected} is expected, and is left out"),
            )
            .at(node.origin(), format!("{found}, not {expected}")),
        );
    }

    /// A value of the wrong kind that the document cannot do without.
    pub(super) fn broken(&mut self, node: NodeRef<'_>, what: &str, expected: &str) {
        let found = kind_name(node);
        self.marks.reported(node.origin());
        self.report(
            node.origin(),
            Diagnostic::error(
                codes::WRONG_KIND,
                format!("`{what}` is {found} where {expected} is expected"),
            )
            .at(node.origin(), format!("{found}, not {expected}")),
        );
    }

    /// A required key that is not there.
    pub(super) fn missing(&mut self, node: NodeRef<'_>, object: &str, key: &str) {
        self.report(
            node.origin(),
            Diagnostic::error(codes::MISSING_KEY, format!("{object} has no `{key}`"))
                .at(node.origin(), format!("`{key}` is missing here")),
        );
    }

    /// A key that OpenAPI does not know; extensions are fine.
    pub(super) fn unknown(&mut self, node: NodeRef<'_>, object: &str, key: &str, known: &[&str]) {
        if key.starts_with("x-") || key.starts_with("X-") {
            self.marks.extension(node.origin());
            return;
        }
        self.marks.reported(node.origin());
        let mut diagnostic = Diagnostic::warning(
            codes::UNKNOWN_KEY,
            format!("unknown key `{key}` in {object} is ignored"),
        )
        .at(Place::Key(node.origin()), "not a key of this object");
        if let Some(near) = nearest(key, known.iter().copied()) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        self.report(node.origin(), diagnostic);
    }

    /// A value that is none of those that the key may have.
    pub(super) fn unknown_value(
        &mut self,
        node: NodeRef<'_>,
        key: &str,
        value: &str,
        known: &[&str],
    ) {
        self.marks.reported(node.origin());
        let mut diagnostic = Diagnostic::error(
            codes::UNKNOWN_VALUE,
            format!("`{value}` is not a value of `{key}`"),
        )
        .at(
            node.origin(),
            format!("one of {} is expected", known.join(", ")),
        );
        if let Some(near) = nearest(value, known.iter().copied()) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        self.report(node.origin(), diagnostic);
    }

    /// A key that is understood and of which nothing is generated; told once per kind of key, with a count.
    pub(super) fn ignored(&mut self, node: NodeRef<'_>, what: &str) {
        self.marks.reported(node.origin());
        let entry = self
            .ignored
            .entry(what.to_owned())
            .or_insert((0, node.origin()));
        entry.0 += 1;
    }

    /// A keyword beside the `$ref` of a schema of 3.0, where it has no meaning; it is used as 3.1 would use it.
    pub(super) fn beside_reference(&mut self, node: NodeRef<'_>, key: &str) {
        let entry = self.beside.entry(key.to_owned());
        entry.or_insert((0, node.origin())).0 += 1;
    }

    pub(super) fn report_ignored(&mut self) {
        for (key, (count, origin)) in std::mem::take(&mut self.beside) {
            let places = if count == 1 { "place" } else { "places" };
            self.diags.push(
                Diagnostic::note(
                    codes::BESIDE_REFERENCE,
                    format!("`{key}` beside a `$ref` means nothing in 3.0, and is used as 3.1 says ({count} {places})"),
                )
                .at(Place::Key(origin), "here for one"),
            );
        }
        for (what, (count, origin)) in std::mem::take(&mut self.ignored) {
            let places = if count == 1 { "place" } else { "places" };
            self.diags.push(
                Diagnostic::note(
                    codes::IGNORED,
                    format!("ignored: {what} ({count} {places})"),
                )
                .at(Place::Key(origin), "nothing is generated from this"),
            );
        }
    }

    /// Notes that a node is used; what is in it counts for itself.
    pub(super) fn used(&mut self, node: NodeRef<'_>) {
        self.marks.used(node.origin());
    }

    /// A node as a value: it is used with all that is in it.
    pub(super) fn json(&mut self, node: NodeRef<'_>) -> Json {
        self.marks.whole(node.origin());
        value::json(node)
    }

    pub(super) fn string(&mut self, node: NodeRef<'_>, what: &str) -> Option<String> {
        self.used(node);
        match node.kind() {
            Kind::String(text) => Some(text.to_string()),
            // A title or version that YAML reads as a number means its text.
            Kind::Number(text) => Some(text.to_string()),
            _ => {
                self.wrong(node, what, "a string");
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, node: NodeRef<'_>, what: &str) -> bool {
        self.used(node);
        match (node.as_bool(), node.as_str()) {
            (Some(value), _) => value,
            (None, Some("true")) => true,
            (None, Some("false")) => false,
            _ => {
                self.wrong(node, what, "true or false");
                false
            }
        }
    }

    pub(super) fn strings(&mut self, node: NodeRef<'_>, what: &str) -> Vec<(String, Origin)> {
        self.used(node);
        if !matches!(node.kind(), Kind::Array(_)) {
            self.wrong(node, what, "an array of strings");
            return Vec::new();
        }
        node.items()
            .filter_map(|item| Some((self.string(item, what)?, item.origin())))
            .collect()
    }

    /// Notes that a node is used as an array; what is none is left out, with a warning.
    pub(super) fn sequence(&mut self, node: NodeRef<'_>, what: &str) {
        match node.is_array() {
            true => self.used(node),
            false => self.wrong(node, what, "an array"),
        }
    }

    /// Whether a node is an object, with an error when it is not.
    pub(super) fn object(&mut self, node: NodeRef<'_>, what: &str) -> bool {
        self.used(node);
        if !node.is_object() {
            self.broken(node, what, "an object");
        }
        node.is_object()
    }

    /// Whether a node is a map; a key with nothing behind it, a frequent slip of YAML, is an empty one.
    pub(super) fn map(&mut self, node: NodeRef<'_>, what: &str) -> bool {
        if node.is_null() {
            self.wrong(node, what, "an object");
            return false;
        }
        self.object(node, what)
    }

    /// Follows the `$ref`s of an OpenAPI object (not of a schema).
    pub(super) fn follow(
        &mut self,
        node: NodeRef<'a>,
        key: Key,
        what: &str,
    ) -> Option<Followed<'a>> {
        let mut followed = Followed {
            node,
            key,
            component: None,
            summary: None,
            description: None,
        };
        for _ in 0..REFERENCE_LIMIT {
            if !self.object(followed.node, what) {
                return None;
            }
            let Some(reference) = followed.node.get("$ref") else {
                return Some(followed);
            };
            let Some(text) = reference.as_str() else {
                self.broken(reference, "$ref", "a string");
                return None;
            };
            self.used(reference);
            for (key, value) in followed.node.entries() {
                match key {
                    "$ref" => {}
                    "summary" if followed.summary.is_none() => {
                        followed.summary = self.string(value, key);
                    }
                    "description" if followed.description.is_none() => {
                        followed.description = self.string(value, key);
                    }
                    "summary" | "description" => {
                        self.ignored(value, &format!("`{key}` of a reference that another names"));
                    }
                    _ if key.starts_with("x-") => self.marks.extension(value.origin()),
                    _ => self.ignored(value, &format!("`{key}` beside the `$ref` of {what}")),
                }
            }
            let located = self.find(text, reference)?;
            followed.key = located.key;
            let own = self.scope.is_own(located.node.origin().tree);
            if !own || followed.key.matches('/').count() == 3 {
                followed.component = Some(located.name);
            }
            followed.node = located.node;
            self.followed.insert(followed.node.origin());
        }
        self.lost += 1;
        self.report(
            node.origin(),
            Diagnostic::error(
                codes::REFERENCE_CYCLE,
                format!("the references of {what} lead in a circle"),
            )
            .at(node.origin(), "never arrives"),
        );
        None
    }

    /// What became of every key. One that nobody marked is told of here.
    pub(super) fn ledger(&mut self) -> Ledger {
        let reachable = self.set.reachable(&self.scope.trees);
        let ledger = self.marks.ledger(self.set, &self.scope.trees, &reachable);
        // Where the document has errors, what stands around them may never have been looked at.
        if self.diags.has_errors() {
            return ledger;
        }
        for node in ledger.outermost(self.set) {
            self.diags.push(
                Diagnostic::warning(
                    codes::LOST_KEY,
                    format!("`{}` was not looked at", node.pointer()),
                )
                .at(Place::Key(node.origin()), "nothing is generated from this")
                .help("this is a fault of oasmith: please report it with this document"),
            );
        }
        ledger
    }

    /// The document with the arena of everything that was read.
    pub(super) fn finish(self, document: Document) -> Document {
        Document {
            version: self.version,
            schemas: self.schemas,
            ..document
        }
    }
}

fn kind_name(node: NodeRef<'_>) -> &'static str {
    match node.kind() {
        Kind::Null => "null",
        Kind::Bool(_) => "a truth value",
        Kind::Number(_) => "a number",
        Kind::String(_) => "a string",
        Kind::Array(_) => "an array",
        Kind::Object(_) => "an object",
    }
}
