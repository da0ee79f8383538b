//! Which operations the configuration selects, and what of the components they reach.
//!
//! Takes the configuration's selection; gives, operation by operation, whether it is wanted, and tells of entries that
//! name none. What is not wanted is not read, so that its faults cost nothing.

use std::collections::HashSet;

use super::schema::{Schema, SchemaId};
use super::suggest::nearest;
use super::{Document, Operation};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::settings::{Candidate, Entry, Picks, Selection, glob};

/// How an entry names operations.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    Operation,
    Path,
    Tag,
}

/// The selection of one API while its operations are being read.
pub(super) struct Selector<'s> {
    selection: &'s Selection,
    /// Entries that named something.
    used: HashSet<(By, bool, String)>,
    /// What could have been named: ids and `GET /path`s, paths, tags.
    operations: Vec<String>,
    paths: Vec<String>,
    tags: Vec<String>,
    wanted: bool,
}

impl<'s> Selector<'s> {
    pub(super) fn new(selection: &'s Selection) -> Self {
        Selector {
            selection,
            used: HashSet::new(),
            operations: Vec::new(),
            paths: Vec::new(),
            tags: Vec::new(),
            wanted: false,
        }
    }

    /// Whether an operation is wanted.
    pub(super) fn takes(&mut self, candidate: &Candidate<'_>) -> bool {
        let place = format!("{} {}", candidate.method, candidate.path);
        let selection = self.selection;
        let mut named = |picks: &Picks, exclude: bool| {
            let mut hit = false;
            let groups = [
                (By::Operation, &picks.operations),
                (By::Path, &picks.paths),
                (By::Tag, &picks.tags),
            ];
            for (by, entries) in groups {
                for entry in entries {
                    let fits = match by {
                        By::Operation => candidate.is_called(&entry.text),
                        By::Path => glob(&entry.text, candidate.path),
                        By::Tag => candidate.tags.contains(&entry.text.as_str()),
                    };
                    if fits {
                        hit = true;
                        self.used.insert((by, exclude, entry.text.clone()));
                    }
                }
            }
            hit
        };
        let included = named(&selection.include, false) || selection.include.is_empty();
        let excluded = named(&selection.exclude, true);
        self.operations.extend(candidate.id.map(str::to_owned));
        self.operations.push(place);
        self.paths.push(candidate.path.to_owned());
        self.tags
            .extend(candidate.tags.iter().map(|tag| (*tag).to_owned()));
        self.wanted |= included && !excluded;
        included && !excluded
    }

    /// Tells of entries that name nothing.
    pub(super) fn report(&self, diags: &mut Diagnostics) {
        let before = diags.len();
        for (picks, exclude) in [
            (&self.selection.include, false),
            (&self.selection.exclude, true),
        ] {
            for entry in &picks.operations {
                self.unused(By::Operation, exclude, entry, &self.operations, diags);
            }
            for entry in &picks.paths {
                self.unused(By::Path, exclude, entry, &self.paths, diags);
            }
            for entry in &picks.tags {
                self.unused(By::Tag, exclude, entry, &self.tags, diags);
            }
        }
        if !self.wanted && diags.len() == before && !self.operations.is_empty() {
            let picks = [&self.selection.include, &self.selection.exclude];
            let first = picks
                .into_iter()
                .flat_map(|p| p.operations.iter().chain(&p.paths).chain(&p.tags))
                .next();
            let message = "the selection leaves no operation";
            let diagnostic = Diagnostic::error(codes::MATCHES_NOTHING, message);
            diags.push(match first {
                Some(entry) => diagnostic.at(entry.origin, "all that is included is excluded"),
                None => diagnostic,
            });
        }
    }

    fn unused(
        &self,
        by: By,
        exclude: bool,
        entry: &Entry,
        known: &[String],
        diags: &mut Diagnostics,
    ) {
        if self.used.contains(&(by, exclude, entry.text.clone())) {
            return;
        }
        let what = match by {
            By::Operation => "no operation is called",
            By::Path => "no path of an operation is like",
            By::Tag => "no operation has the tag",
        };
        let mut diagnostic =
            Diagnostic::error(codes::MATCHES_NOTHING, format!("{what} `{}`", entry.text))
                .at(entry.origin, "selects nothing");
        if let Some(near) = nearest(&entry.text, known.iter().map(String::as_str)) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        } else if by == By::Operation {
            diagnostic = diagnostic
                .help("operations are named by `operationId`, or by method and path: `GET /pets`");
        }
        diags.push(diagnostic);
    }
}

impl Document {
    /// Leaves out the components that no operation reaches.
    pub(super) fn prune(&mut self) {
        let mut reached = HashSet::new();
        let mut open: Vec<SchemaId> = self.operations.iter().flat_map(roots).collect();
        let mut children: Vec<(SchemaId, SchemaId)> = Vec::new();
        for id in self.components.values() {
            let members = self.schema(*id).all_of.iter().copied().chain([*id]);
            let bases = members.filter_map(|m| self.schema(m).reference.as_ref()?.target);
            children.extend(bases.map(|base| (base, *id)));
        }
        let mut extended: HashSet<SchemaId> = HashSet::new();
        while let Some(id) = open.pop() {
            let schema = self.schema(id);
            // What extends a base with a discriminator is one of the base's branches, and so on.
            let polymorphic = schema.discriminator.is_some() || extended.contains(&id);
            if polymorphic {
                for (_, child) in children.iter().filter(|(base, _)| *base == id) {
                    if extended.insert(*child) {
                        open.push(*child);
                        reached.remove(child);
                    }
                }
            }
            if reached.insert(id) {
                open.extend(parts(schema));
            }
        }
        self.components.retain(|_, id| reached.contains(id));
    }
}

/// The schemas that an operation names.
fn roots(operation: &Operation) -> Vec<SchemaId> {
    let parameters = operation
        .path_parameters
        .iter()
        .chain(&operation.parameters);
    let bodies = operation.body.iter().flat_map(|body| &body.content);
    let answers = operation
        .responses
        .iter()
        .flat_map(|answer| &answer.content);
    let media = bodies.chain(answers);
    let media = media.flat_map(|media| [media.schema, media.item_schema]);
    parameters
        .map(|parameter| parameter.schema)
        .chain(media)
        .flatten()
        .collect()
}

/// The schemas that a schema names.
fn parts(schema: &Schema) -> Vec<SchemaId> {
    let mut parts: Vec<SchemaId> = schema.properties.values().copied().collect();
    parts.extend(schema.pattern_properties.iter().map(|(_, id)| *id));
    parts.extend(
        [
            schema.additional,
            schema.property_names,
            schema.unevaluated_properties,
            schema.items,
            schema.unevaluated_items,
        ]
        .into_iter()
        .flatten(),
    );
    for list in [
        &schema.prefix_items,
        &schema.all_of,
        &schema.any_of,
        &schema.one_of,
    ] {
        parts.extend(list);
    }
    parts.extend(schema.reference.iter().filter_map(|r| r.target));
    if let Some(discriminator) = &schema.discriminator {
        let mapped = discriminator.mapping.iter().map(|(_, r)| r);
        let targets = mapped.chain(&discriminator.fallback);
        parts.extend(targets.filter_map(|r| r.target));
    }
    parts
}
