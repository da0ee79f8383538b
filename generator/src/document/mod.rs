//! Document stage: span trees become one typed OpenAPI document.
//!
//! Takes the documents of one API; gives a [`Document`], a superset of OpenAPI 3.0, 3.1 and 3.2 in which older
//! spellings are normalised up (`nullable`, boolean `exclusiveMinimum`, `example`), references between objects are
//! followed, and those between schemas looked up. Every key is used or reported. Must never know of Rust, nor decide
//! what a schema means as a type.

mod bundle;
mod dynamic;
mod fence;
mod ledger;
mod locate;
mod merge;
mod missing;
pub mod objects;
mod overrides;
mod read_body;
mod read_deprecation;
mod read_encoding;
mod read_header;
mod read_limits;
mod read_parameter;
mod read_parts;
mod read_paths;
mod read_root;
mod read_schema;
mod read_webhooks;
mod reader;
mod references;
pub mod schema;
mod select;
mod suggest;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod value;
mod version;

use std::collections::BTreeMap;

use indexmap::IndexMap;

pub use bundle::{bundle, json_text, yaml_text};
pub use ledger::Ledger;
pub use objects::{
    Encoding, Info, MediaType, Operation, Parameter, RequestBody, Response, SchemeKind,
    SecurityRequirement, SecurityScheme, Server, Version, Webhook,
};
pub use overrides::Choice;
pub use schema::{Discriminator, Reference, Schema, SchemaId, Schemas, Value};
pub(crate) use suggest::nearest;

use crate::diag::codes::document as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::model::StatusKey;
use crate::settings::ApiSettings;
use crate::source::{NodeRef, Origin, SourceSet, TreeId};
use locate::Scope;
use merge::Merged;
use reader::Reader;
use select::Selector;
use value::join;

/// A typed OpenAPI document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The family of its version.
    pub version: Version,
    /// `info`
    pub info: Info,
    /// `servers`
    pub servers: Vec<Server>,
    /// `externalDocs.url`
    pub url: Option<String>,
    /// All operations of `paths`, sorted by path and method.
    pub operations: Vec<Operation>,
    /// `components.schemas`, in the order of the document.
    pub components: IndexMap<String, SchemaId>,
    /// `components.securitySchemes`
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The arena of schemas.
    pub schemas: Schemas,
    /// `webhooks` and `x-webhooks`, sorted by name.
    pub webhooks: Vec<Webhook>,
    /// The root of the first document, for what has no better place.
    pub root: Option<Origin>,
    /// What the configuration says of schemas whose type is not known yet.
    pub choices: Vec<Choice>,
    /// What became of every key.
    pub ledger: Ledger,
}

impl Document {
    /// The schema of an id of this document.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }
}

/// Reads the documents of one API into one.
pub fn read(set: &SourceSet, trees: &[TreeId], diags: &mut Diagnostics) -> Document {
    read_as_configured(set, trees, &ApiSettings::default(), diags)
}

/// Reads the documents of one API into one, with what the configuration says over their heads: which operations are
/// wanted, and what single types are.
pub fn read_as_configured(
    set: &SourceSet,
    trees: &[TreeId],
    settings: &ApiSettings,
    diags: &mut Diagnostics,
) -> Document {
    let mut versions = Vec::new();
    for tree in merge::ordered(set, trees) {
        if let Some(version) = version::version(set.root(tree), diags) {
            fence::check(set, tree, diags);
            versions.push((version, tree));
        }
    }
    let Some(&(version, first)) = versions.first() else {
        return Document::default();
    };
    for (other, tree) in &versions[1..] {
        if *other != version {
            let said = |tree| set.root(tree).get("openapi").map(NodeRef::origin);
            let mut diagnostic = Diagnostic::error(
                codes::MIXED_VERSIONS,
                "documents of one API are of different OpenAPI versions",
            );
            if let (Some(a), Some(b)) = (said(first), said(*tree)) {
                diagnostic = diagnostic.at(a, "one").also(b, "another");
            }
            diags.push(diagnostic);
        }
    }
    let trees: Vec<TreeId> = versions.iter().map(|(_, tree)| *tree).collect();
    let scope = Scope::new(set, trees);
    let merged = merge::merge(&scope, diags);
    let mut reader = Reader::new(scope, version, diags);
    reader.selector = settings.select.as_ref().map(Selector::new);
    let mut document = read_merged(reader, &merged, set.root(first));
    document.override_types(&settings.types, diags);
    if settings.select.is_some() {
        document.prune();
    }
    document
}

fn read_merged<'a>(mut reader: Reader<'a>, merged: &Merged<'a>, root: NodeRef<'a>) -> Document {
    let mut document = Document::default();
    for (section, entries) in &merged.components {
        let names = entries.keys().map(|name| (*name).to_owned()).collect();
        reader.names.insert((*section).to_owned(), names);
    }
    for node in &merged.passed {
        reader.used(*node);
    }
    for node in &merged.repeated {
        reader.marks.whole(node.origin());
    }
    for node in &merged.extensions {
        reader.marks.extension(node.origin());
    }
    for (section, entries) in &merged.stray {
        match section.starts_with("x-") {
            true => reader.marks.extension(entries.origin()),
            false => reader.broken(*entries, section, "an object"),
        }
    }
    // Named schemas come first: their names and keys must not depend on who points at them.
    for (name, node) in merged.components.get("schemas").into_iter().flatten() {
        let id = reader.named_schema(name, *node);
        document.components.insert((*name).to_owned(), id);
    }
    read_components(&mut reader, merged, &mut document);
    read_root(&mut reader, merged, &mut document);
    document.operations = read_operations(&mut reader, merged);
    for (name, node) in &merged.webhooks {
        document.webhooks.extend(reader.webhook(*node, name));
    }
    if let Some(selector) = &reader.selector {
        selector.report(reader.diags);
    }
    if merged.root.get("info").is_none() {
        reader.missing(root, "the document", "info");
    }
    reader.look_up_references();
    dynamic::bind(&mut reader);
    report_unused(&mut reader, merged);
    reader.report_ignored();
    document.ledger = reader.ledger();
    Document {
        root: Some(root.origin()),
        ..reader.finish(document)
    }
}

fn read_root<'a>(reader: &mut Reader<'a>, merged: &Merged<'a>, document: &mut Document) {
    for (key, node) in &merged.root {
        match *key {
            "info" => document.info = reader.info(*node),
            "servers" => document.servers = reader.servers(*node),
            "externalDocs" => document.url = reader.external_docs(*node),
            "tags" => reader.ignored(*node, "`tags` of the document"),
            "jsonSchemaDialect" | "$self" => reader.ignored(*node, &format!("`{key}`")),
            _ => {
                let known = [
                    "openapi",
                    "info",
                    "servers",
                    "paths",
                    "components",
                    "security",
                    "tags",
                    "externalDocs",
                    "webhooks",
                    "jsonSchemaDialect",
                ];
                reader.unknown(*node, "the document", key, &known);
            }
        }
    }
}

/// Reads the components that are not schemas: mistakes are told also where nothing points at them.
fn read_components<'a>(reader: &mut Reader<'a>, merged: &Merged<'a>, document: &mut Document) {
    for (section, entries) in &merged.components {
        for (name, node) in entries {
            let key = join(&join("#/components", section), name);
            let words = vec![(*name).to_owned()];
            match *section {
                "schemas" => {}
                "securitySchemes" => {
                    if let Some(scheme) = reader.security_scheme(*node, name) {
                        document.security_schemes.insert((*name).to_owned(), scheme);
                    }
                }
                "parameters" => {
                    reader.component_parameter(*node, &key, &words);
                }
                "requestBodies" => {
                    reader.component_body(*node, key, &words);
                }
                "responses" => {
                    reader.response(*node, key, StatusKey::Default, words);
                }
                // Read where something points at them.
                "headers" => {
                    reader.header(*node, key, name, &words);
                }
                "examples" | "links" | "callbacks" | "pathItems" | "mediaTypes" => {}
                _ if section.starts_with("x-") => reader.marks.extension(node.origin()),
                _ => {
                    let known = [
                        "schemas",
                        "securitySchemes",
                        "parameters",
                        "requestBodies",
                        "responses",
                        "headers",
                        "examples",
                        "links",
                        "callbacks",
                        "pathItems",
                        "mediaTypes",
                    ];
                    reader.unknown(*node, "`components`", section, &known);
                }
            }
        }
    }
}

/// Tells of components that no operation comes to. Schemas are types of their own, and security schemes credentials.
fn report_unused<'a>(reader: &mut Reader<'a>, merged: &Merged<'a>) {
    for (section, entries) in &merged.components {
        if matches!(*section, "schemas" | "securitySchemes") || section.starts_with("x-") {
            continue;
        }
        for node in entries.values() {
            if !reader.followed.contains(&node.origin()) {
                reader.ignored(*node, &format!("`components.{section}` that nothing uses"));
            }
        }
    }
}

fn read_operations<'a>(reader: &mut Reader<'a>, merged: &Merged<'a>) -> Vec<Operation> {
    let mut operations: BTreeMap<(String, String), Operation> = BTreeMap::new();
    for (path, items) in &merged.paths {
        if path.starts_with("x-") {
            for (_, item) in items {
                reader.marks.extension(item.origin());
            }
            continue;
        }
        for (tree, item) in items {
            let security = reader.set.root(*tree).get("security");
            for operation in reader.path_item(*item, path, security) {
                let at = (operation.path.clone(), operation.method.clone());
                if let Some(earlier) = operations.get(&at) {
                    let differ =
                        format!("{:?}", scopes(earlier)) != format!("{:?}", scopes(&operation));
                    if differ {
                        reader.diags.push(
                            Diagnostic::error(
                                codes::CONTRADICTION,
                                format!(
                                    "the documents contradict each other on the security of `{} {}`",
                                    at.1, at.0
                                ),
                            )
                            .at(Place::Key(earlier.origin), "one takes it from its root")
                            .also(Place::Key(operation.origin), "another from its own"),
                        );
                    }
                    continue;
                }
                operations.insert(at, operation);
            }
        }
    }
    operations.into_values().collect()
}

type Scopes<'a> = Option<Vec<Vec<(&'a String, &'a Vec<String>)>>>;

fn scopes(operation: &Operation) -> Scopes<'_> {
    operation.security.as_ref().map(|list| {
        list.iter()
            .map(|requirement| requirement.schemes.iter().map(|(n, s, _)| (n, s)).collect())
            .collect()
    })
}
