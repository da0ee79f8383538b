//! Reads what the configuration says over the heads of documents: renames, types, the selection of operations.

use super::read::Reader;
use super::vet;
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Place};
use crate::settings::{ApiSettings, Entry, Openness, Picks, SCALARS, Selection, TypeOverride};
use crate::source::NodeRef;

/// The keys of a list of operations.
const PICKS: &[&str] = &["operations", "paths", "tags"];

impl Reader<'_> {
    pub(super) fn overrides(&mut self, node: NodeRef<'_>, settings: &mut ApiSettings) {
        if let Some(rename) = node.get("rename") {
            self.renames(rename, settings);
        }
        if let Some(types) = node.get("types") {
            self.object(types, "`types`");
            settings.types = types
                .entries()
                .filter_map(|(name, node)| self.type_override(name, node))
                .collect();
        }
        if let Some(select) = node.get("select") {
            self.keys(
                select,
                "`select`",
                &["operations", "paths", "tags", "exclude"],
            );
            let mut selection = Selection {
                include: self.picks(select),
                exclude: Picks::default(),
            };
            if let Some(exclude) = select.get("exclude") {
                self.keys(exclude, "`exclude`", PICKS);
                selection.exclude = self.picks(exclude);
            }
            if select.is_object() && selection.is_empty() {
                let label = "names no operations, paths or tags";
                self.at(codes::MISSING_KEY, select, "`select` says nothing", label);
            }
            settings.select = Some(selection);
        }
    }

    /// The lists of operations, paths and tags; those that are there must not be empty.
    pub(super) fn picks(&mut self, node: NodeRef<'_>) -> Picks {
        let mut list = |key: &str| -> Vec<Entry> {
            let Some(list) = node.get(key) else {
                return Vec::new();
            };
            self.array(list, &format!("`{key}`"));
            if list.is_array() && list.items().next().is_none() {
                let message = format!("`{key}` is empty");
                self.at(codes::MISSING_KEY, list, message, "at least one is needed");
            }
            let what = format!("an entry of `{key}`");
            let entry = |item: NodeRef<'_>| {
                Some(Entry {
                    text: self.text(item, &what)?.to_owned(),
                    origin: item.origin(),
                })
            };
            list.items().filter_map(entry).collect()
        };
        Picks {
            operations: list("operations"),
            paths: list("paths"),
            tags: list("tags"),
        }
    }

    fn type_override(&mut self, name: &str, node: NodeRef<'_>) -> Option<TypeOverride> {
        self.keys(node, "a type", &["enum", "lossless", "opaque", "type"]);
        let mut said = TypeOverride {
            name: Entry {
                text: name.to_owned(),
                origin: node.origin(),
            },
            openness: None,
            lossless: None,
            opaque: false,
            scalar: None,
        };
        if let Some(openness) = node.get("enum") {
            said.openness = self.openness(openness, "`enum`");
        }
        if let Some(lossless) = node.get("lossless") {
            said.lossless = Some(self.flag(lossless, "`lossless`"));
        }
        if let Some(opaque) = node.get("opaque") {
            said.opaque = self.flag(opaque, "`opaque`");
        }
        if let Some(scalar) = node.get("type")
            && let Some(text) = self.text(scalar, "`type`")
        {
            match SCALARS.iter().find(|known| **known == text) {
                Some(known) => said.scalar = Some(known),
                None => self.unknown_scalar(scalar, text),
            }
        }
        let replaced = usize::from(said.opaque) + usize::from(said.scalar.is_some());
        let kept = said.openness.is_some() || said.lossless.is_some();
        if replaced + usize::from(kept) > 1 {
            let message = "`opaque` and `type` replace a type, so nothing else can be said of it";
            self.push_key(
                codes::WRONG_KIND,
                node,
                message.to_owned(),
                "says two things",
            );
            return None;
        }
        if node.is_object() && node.entries().next().is_none() {
            let message = format!("nothing is said of the type `{name}`");
            self.push_key(
                codes::MISSING_KEY,
                node,
                message,
                "`enum`, `lossless`, `opaque` or `type`",
            );
        }
        Some(said)
    }

    fn unknown_scalar(&mut self, node: NodeRef<'_>, text: &str) {
        let diagnostic = Diagnostic::error(codes::WRONG_KIND, format!("`{text}` is no type"))
            .at(node.origin(), "not one of those that are known");
        let near = similar::get_close_matches(text, SCALARS, 1, super::read::NEAR);
        self.diags.push(match near.first() {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("known types: `{}`", SCALARS.join("`, `"))),
        });
    }

    /// `open` or `closed`.
    pub(super) fn openness(&mut self, node: NodeRef<'_>, what: &str) -> Option<Openness> {
        match node.as_str() {
            Some("open") => Some(Openness::Open),
            Some("closed") => Some(Openness::Closed),
            _ => {
                let message = format!("{what} must be `open` or `closed`");
                self.at(codes::WRONG_KIND, node, message, "neither of them");
                None
            }
        }
    }

    fn renames(&mut self, node: NodeRef<'_>, settings: &mut ApiSettings) {
        self.object(node, "`rename`");
        for (scope, names) in node.entries() {
            if !vet::is_scope(scope) {
                let message = format!("`{scope}` is no scope of names");
                let diagnostic = Diagnostic::error(codes::BAD_RENAME, message)
                    .at(Place::Key(names.origin()), "unknown scope")
                    .help("scopes are `operations`, `types`, `fields TypeName`, `variants TypeName` and `parameters operation_name`");
                self.diags.push(diagnostic);
            }
            self.object(names, "a scope of `rename`");
            for (key, name) in names.entries() {
                let Some(text) = self.text(name, "a name") else {
                    continue;
                };
                if let Err(reason) = vet::rust_name(scope, text) {
                    let message = format!("the name `{text}` {reason}");
                    self.at(codes::BAD_RENAME, name, message, "not usable");
                }
                let place = (scope.to_owned(), key.to_owned());
                settings.rename_places.insert(place, name.origin());
                let scope = settings.rename.entry(scope.to_owned()).or_default();
                scope.insert(key.to_owned(), text.to_owned());
            }
        }
    }
}
