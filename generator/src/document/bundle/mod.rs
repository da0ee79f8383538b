//! One self-contained document of an API: several documents merged, and what other files define brought in.
//!
//! Takes the documents that [`super::read`] takes; gives a document as a JSON value. What a component only points at
//! stands in its place; other schemas, parameters, answers and so on of other files become components of the name that
//! they have there; path items stand where they are used. Must never decide what anything means.

mod homes;
mod sections;
mod text;
mod walk;

use indexmap::IndexMap;

use super::locate::Scope;
use super::merge::{self, Merged};
use super::missing::explain;
use super::reader::REFERENCE_LIMIT;
use super::version;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Json;
use crate::source::{NodeRef, Origin, SourceSet, TreeId};
use homes::Target;
use sections::{Place, Section};
pub use text::{json_text, yaml_text};

/// Bundles the documents of one API. Nothing, when there is no document; what is wrong is among the diagnostics.
pub fn bundle(set: &SourceSet, trees: &[TreeId], diags: &mut Diagnostics) -> Option<Json> {
    let mut known = Vec::new();
    for tree in merge::ordered(set, trees) {
        if version::version(set.root(tree), diags).is_some() {
            known.push(tree);
        }
    }
    let first = *known.first()?;
    let scope = Scope::new(set, known);
    let merged = merge::merge(&scope, diags);
    let mut bundler = Bundler {
        scope,
        diags,
        targets: IndexMap::new(),
        homes: IndexMap::new(),
        reported: Vec::new(),
    };
    bundler.settle_components(&merged);
    bundler.document(first, &merged);
    bundler.components(&merged);
    let mut at = 0;
    while let Some((origin, target)) = bundler.targets.get_index(at) {
        let (node, section) = (bundler.scope.set.node(*origin), target.section);
        bundler.value(node, Place::One(section), 0);
        at += 1;
    }
    bundler.settle_targets(&merged);
    let mut root = bundler.document(first, &merged);
    let mut components = bundler.components(&merged);
    bundler.add_targets(&mut components);
    if !components.is_empty() {
        let sections = components
            .into_iter()
            .map(|(section, entries)| (section, Json::Object(entries)));
        root.push(("components".to_owned(), Json::Object(sections.collect())));
    }
    Some(Json::Object(root))
}

/// Components by section and name.
type Components = IndexMap<String, Vec<(String, Json)>>;

struct Bundler<'a, 'd> {
    scope: Scope<'a>,
    diags: &'d mut Diagnostics,
    /// What references lead to in other files.
    targets: IndexMap<Origin, Target>,
    /// Where it stands in the bundle, as a pointer.
    homes: IndexMap<Origin, String>,
    /// References that were told of.
    reported: Vec<Origin>,
}

impl<'a> Bundler<'a, '_> {
    fn document(&mut self, first: TreeId, merged: &Merged<'a>) -> Vec<(String, Json)> {
        let roots: Vec<NodeRef<'a>> = self.trees().map(|tree| self.scope.set.root(tree)).collect();
        let security = self.common_security(&roots);
        let mut out: Vec<(String, Json)> = Vec::new();
        for (key, node) in self.scope.set.root(first).entries() {
            match key {
                "paths" | "components" | "security" => {}
                _ => out.push((key.to_owned(), self.value(node, Place::root(key), 0))),
            }
        }
        let more: Vec<(&str, NodeRef<'a>)> = roots[1..].iter().flat_map(|r| r.entries()).collect();
        for (key, node) in more {
            let own = ["paths", "components", "security"].contains(&key);
            if !own && !out.iter().any(|(known, _)| known == key) {
                out.push((key.to_owned(), self.value(node, Place::root(key), 0)));
            }
        }
        if let Some(Some(security)) = security {
            out.push(("security".to_owned(), super::value::json(security)));
        }
        let mut paths = Vec::new();
        for path in self.paths(&roots, merged) {
            let items = &merged.paths[path];
            paths.push((path.to_owned(), self.path(items, security.is_some())));
        }
        out.push(("paths".to_owned(), Json::Object(paths)));
        out
    }

    fn components(&mut self, merged: &Merged<'a>) -> Components {
        let mut components = Components::new();
        for (section, entries) in &merged.components {
            let place = Place::Map(Section::of_components(section));
            let mut named = Vec::new();
            for (name, node) in entries {
                let way = self.followed(*node);
                let home = way.last().filter(|home| {
                    let place = self.homes.get(&home.origin());
                    place.is_some_and(|place| *place == pointer_of(section, name))
                });
                let node = *home.unwrap_or(node);
                named.push(((*name).to_owned(), self.value(node, place.below(name), 0)));
            }
            components.insert((*section).to_owned(), named);
        }
        components
    }

    /// The paths in the order in which the documents have them.
    fn paths(&self, roots: &[NodeRef<'a>], merged: &Merged<'a>) -> Vec<&'a str> {
        let said = roots.iter().filter_map(|root| root.get("paths"));
        let said = said.flat_map(|paths| paths.entries().map(|(path, _)| path));
        let mut order: Vec<&str> = Vec::new();
        for path in said.chain(merged.paths.keys().copied()) {
            if merged.paths.contains_key(path) && !order.contains(&path) {
                order.push(path);
            }
        }
        order
    }

    fn trees(&self) -> impl Iterator<Item = TreeId> + use<> {
        self.scope.trees.clone().into_iter()
    }

    /// The root's `security` when all documents say the same of it (or nothing).
    fn common_security(&self, roots: &[NodeRef<'a>]) -> Option<Option<NodeRef<'a>>> {
        let first = roots.first()?.get("security");
        let same = roots
            .iter()
            .all(|root| match (root.get("security"), first) {
                (Some(a), Some(b)) => a.same_value(b),
                (None, None) => true,
                _ => false,
            });
        same.then_some(first)
    }

    /// A path item of all documents that have it. Where they differ in the root's `security`, operations say theirs.
    fn path(&mut self, items: &[(TreeId, NodeRef<'a>)], common: bool) -> Json {
        let mut out: Vec<(String, Json)> = Vec::new();
        for (tree, item) in items {
            let Json::Object(entries) = self.value(*item, Place::One(Section::PathItem), 0) else {
                continue;
            };
            let security = self.scope.set.root(*tree).get("security");
            for (key, mut value) in entries {
                if out.iter().any(|(known, _)| *known == key) {
                    continue;
                }
                if let (false, Json::Object(operation)) = (common, &mut value)
                    && Section::PathItem.child(&key) == Place::One(Section::Operation)
                    && !operation.iter().any(|(key, _)| key == "security")
                {
                    let said = security.map_or(Json::Array(Vec::new()), super::value::json);
                    operation.push(("security".to_owned(), said));
                }
                out.push((key, value));
            }
        }
        Json::Object(out)
    }

    /// A node and, when it says nothing but where it is, what that leads to in other files.
    fn followed(&self, node: NodeRef<'a>) -> Vec<NodeRef<'a>> {
        let mut way = vec![node];
        while let Some(at) = way.last().copied() {
            let mut entries = at.entries();
            let (Some(("$ref", reference)), None) = (entries.next(), entries.next()) else {
                return way;
            };
            let found = reference
                .as_str()
                .and_then(|text| self.scope.locate(text, reference).ok());
            match found {
                Some(found) if !self.scope.is_own(found.node.origin().tree) => way.push(found.node),
                _ => return way,
            }
            if way.len() > REFERENCE_LIMIT {
                break;
            }
        }
        vec![node]
    }

    fn missing(&mut self, text: &str, at: NodeRef<'a>, why: super::locate::Missing) {
        if self.reported.contains(&at.origin()) {
            return;
        }
        self.reported.push(at.origin());
        let found: Vec<Diagnostic> = explain(&self.scope, &IndexMap::new(), text, at, why);
        for diagnostic in found {
            self.diags.push(diagnostic);
        }
    }
}

/// The pointer of a component.
fn pointer_of(section: &str, name: &str) -> String {
    super::value::join(&super::value::join("#/components", section), name)
}
