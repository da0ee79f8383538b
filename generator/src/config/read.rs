//! Reads the configuration from its span tree.

use indexmap::IndexMap;

use super::fingerprint::fingerprint;
use super::{Config, Inputs, Table, join, paths, vet};
use crate::diag::codes::config as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::settings::{ApiSettings, CrateSettings, Settings};
use crate::source::{self, Fetch, Kind, Loader, NodeRef, SourceSet, YamlOptions};

/// Reads the configuration at a location. When it gives `None`, an error says why.
pub fn read(
    set: &mut SourceSet,
    loader: &dyn Loader,
    location: &str,
    diags: &mut Diagnostics,
) -> Option<Config> {
    if location == "-" || location.contains("://") {
        let message = format!("the configuration must be a file, and `{location}` is none");
        diags.push(Diagnostic::error(codes::NO_CONFIGURATION, message));
        return None;
    }
    if let Err(error) = loader.load(location) {
        let message = format!(
            "the configuration {location} cannot be read: {}",
            error.reason
        );
        diags.push(
            Diagnostic::error(codes::NO_CONFIGURATION, message)
                .help("`oasmith init` writes one to begin with")
                .help("`--config FILE` names another one; `oasmith generate SPEC… --out DIR` needs none"),
        );
        return None;
    }
    let trees = source::read(set, loader, location, YamlOptions::default(), diags);
    let [tree] = trees[..] else {
        if !diags.has_errors() {
            diags.push(Diagnostic::error(
                codes::WRONG_KIND,
                format!("the configuration {location} must be one YAML document"),
            ));
        }
        return None;
    };
    let mut reader = Reader::new(paths::directory_of(location), diags);
    let config = reader.config(set.root(tree), location, fingerprint(set, set.root(tree)));
    (!diags.has_errors()).then_some(config)
}

/// How alike two keys are when one is taken for a misspelling of the other, from 0 to 1.
pub(super) const NEAR: f32 = 0.6;

pub(super) struct Reader<'d> {
    base: String,
    pub(super) diags: &'d mut Diagnostics,
}

impl<'d> Reader<'d> {
    /// A reader of a file whose paths are relative to a directory.
    pub(super) fn new(base: impl Into<String>, diags: &'d mut Diagnostics) -> Self {
        let base = base.into();
        Reader { base, diags }
    }

    /// The directory that paths are relative to.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    fn config(&mut self, root: NodeRef<'_>, location: &str, hash: String) -> Config {
        self.keys(root, "the configuration", &["crate", "network", "apis"]);
        let fetch = match root.get("network") {
            Some(node) => self.network(node),
            None => Fetch::default(),
        };
        let (output, crate_dir) = match self.required(root, "the configuration", "crate") {
            Some(node) => self.output(node),
            None => Default::default(),
        };
        let mut apis = IndexMap::new();
        let mut inputs = IndexMap::new();
        if let Some(node) = self.required(root, "the configuration", "apis") {
            self.object(node, "`apis`");
            if node.is_object() && node.entries().next().is_none() {
                self.at(
                    codes::MISSING_KEY,
                    node,
                    "`apis` names no API",
                    "at least one is needed",
                );
            }
            for (name, api) in node.entries() {
                if let Err(reason) = vet::module_name(name) {
                    let message = format!("the API name `{name}` {reason}");
                    self.push_key(codes::BAD_NAME, api, message, "not usable as a module");
                }
                let (settings, input) = self.api(api);
                apis.insert(name.to_owned(), settings);
                inputs.insert(name.to_owned(), input);
            }
        }
        Config {
            path: location.to_owned(),
            base: self.base.clone(),
            hash,
            crate_dir,
            lock_path: lock_path(location),
            fetch,
            settings: Settings {
                output,
                apis,
                ..Settings::default()
            },
            inputs,
        }
    }

    fn output(&mut self, node: NodeRef<'_>) -> (CrateSettings, String) {
        self.keys(node, "`crate`", &["path", "name", "version"]);
        let mut output = CrateSettings {
            version: "0.1.0".to_owned(),
            ..CrateSettings::default()
        };
        let mut dir = String::new();
        if let Some(path) = self.required(node, "`crate`", "path")
            && let Some(text) = self.text(path, "`path`")
        {
            dir = join(&self.base, text);
            if text.contains("://") || text == "-" {
                self.at(
                    codes::WRONG_KIND,
                    path,
                    "`path` must be a directory",
                    "not a directory",
                );
            }
        }
        if let Some(name) = self.required(node, "`crate`", "name")
            && let Some(text) = self.text(name, "`name`")
        {
            if let Err(reason) = vet::package_name(text) {
                let message = format!("the crate name `{text}` {reason}");
                self.at(codes::BAD_NAME, name, message, "not usable");
            }
            output.name = text.to_owned();
        }
        if let Some(version) = node.get("version")
            && let Some(text) = self.text(version, "`version`")
        {
            if let Err(reason) = vet::version(text) {
                let message = format!("the crate version `{text}` {reason}");
                self.at(codes::BAD_NAME, version, message, "not usable");
            }
            output.version = text.to_owned();
        }
        (output, dir)
    }

    fn api(&mut self, node: NodeRef<'_>) -> (ApiSettings, Inputs) {
        const KEYS: &[&str] = &[
            "documents",
            "overlays",
            "tables",
            "enums",
            "lossless",
            "lenient",
            "yaml",
            "rename",
            "aliases",
            "types",
            "select",
            "pagination",
            "examples",
            "envelope",
            "retry",
            "idempotency_header",
        ];
        self.keys(node, "an API", KEYS);
        let mut settings = ApiSettings::default();
        let mut inputs = Inputs::default();
        if let Some(documents) = self.required(node, "an API", "documents") {
            self.documents(documents, &mut inputs);
        }
        if let Some(overlays) = node.get("overlays") {
            inputs.overlays = self.files(overlays, "overlays", "overlay", &mut inputs.named);
        }
        if let Some(tables) = node.get("tables") {
            self.array(tables, "`tables`");
            inputs.tables = tables
                .items()
                .filter_map(|table| self.table(table))
                .collect();
            let pages = tables.items().filter_map(|table| table.get("page"));
            let pages =
                pages.filter_map(|page| Some((join(&self.base, page.as_str()?), page.origin())));
            inputs.named.extend(pages);
            for table in tables.items() {
                self.upstream(table, "page", &mut inputs.upstreams);
            }
        }
        if let Some(enums) = node.get("enums") {
            settings.openness = self.openness(enums, "`enums`").unwrap_or_default();
        }
        if let Some(lenient) = node.get("lenient") {
            settings.lenient = self.flag(lenient, "`lenient`");
        }
        if let Some(lossless) = node.get("lossless") {
            settings.lossless = self.flag(lossless, "`lossless`");
        }
        if let Some(yaml) = node.get("yaml") {
            self.keys(yaml, "`yaml`", &["merge_keys"]);
            if let Some(merge_keys) = yaml.get("merge_keys") {
                settings.merge_keys = self.flag(merge_keys, "`merge_keys`");
            }
        }
        self.overrides(node, &mut settings);
        if let Some(aliases) = node.get("aliases") {
            settings.aliases = self.aliases(aliases);
        }
        self.calls(node, &mut settings);
        settings.pagination = node.get("pagination").map(|rules| self.pagination(rules));
        (settings, inputs)
    }

    fn table(&mut self, node: NodeRef<'_>) -> Option<Table> {
        self.keys(node, "a table", &["page", "operation", "upstream"]);
        let page = self.required(node, "a table", "page")?;
        let operation = self.required(node, "a table", "operation")?;
        let page = self.text(page, "`page`")?;
        let page = join(&self.base, page);
        let text = self.text(operation, "`operation`")?;
        let shaped = text.split_once(' ').is_some_and(|(method, path)| {
            method.bytes().all(|b| b.is_ascii_uppercase()) && path.starts_with('/')
        });
        if !shaped {
            let message = "`operation` must be a method and a path, such as `POST /groups`";
            self.at(codes::WRONG_KIND, operation, message, "not of this form");
        }
        Some(Table {
            page,
            operation: text.to_owned(),
        })
    }

    /// Checks that a node is an object without keys that nobody reads.
    pub(super) fn keys(&mut self, node: NodeRef<'_>, what: &str, known: &[&str]) {
        self.object(node, what);
        for (key, value) in node.entries() {
            if known.contains(&key) {
                continue;
            }
            let mut diagnostic =
                Diagnostic::error(codes::UNKNOWN_KEY, format!("{what} has no key `{key}`"))
                    .at(Place::Key(value.origin()), "unknown key");
            diagnostic = match similar::get_close_matches(key, known, 1, NEAR).first() {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("known keys: `{}`", known.join("`, `"))),
            };
            self.diags.push(diagnostic);
        }
    }

    pub(super) fn required<'n>(
        &mut self,
        node: NodeRef<'n>,
        what: &str,
        key: &str,
    ) -> Option<NodeRef<'n>> {
        let value = node.get(key);
        // A misspelt key was reported already, and that one mistake is the whole story.
        let misspelt = |found: &str| !similar::get_close_matches(found, &[key], 1, NEAR).is_empty();
        if value.is_none() && node.is_object() && !node.entries().any(|(found, _)| misspelt(found))
        {
            let message = format!("{what} needs the key `{key}`");
            self.push_key(
                codes::MISSING_KEY,
                node,
                message,
                &format!("`{key}` is missing"),
            );
        }
        value
    }

    pub(super) fn object(&mut self, node: NodeRef<'_>, what: &str) {
        if !node.is_object() {
            self.wrong_kind(node, what, "a mapping");
        }
    }

    pub(super) fn array(&mut self, node: NodeRef<'_>, what: &str) {
        if !matches!(node.kind(), Kind::Array(_)) {
            self.wrong_kind(node, what, "a list");
        }
    }

    pub(super) fn text<'n>(&mut self, node: NodeRef<'n>, what: &str) -> Option<&'n str> {
        match node.as_str() {
            Some(text) if !text.is_empty() => Some(text),
            Some(_) => {
                self.at(codes::WRONG_KIND, node, format!("{what} is empty"), "empty");
                None
            }
            None => {
                self.wrong_kind(node, what, "a string");
                None
            }
        }
    }

    pub(super) fn flag(&mut self, node: NodeRef<'_>, what: &str) -> bool {
        node.as_bool().unwrap_or_else(|| {
            self.wrong_kind(node, what, "`true` or `false`");
            false
        })
    }

    fn wrong_kind(&mut self, node: NodeRef<'_>, what: &str, wanted: &str) {
        let found = match node.kind() {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "a mapping",
        };
        let message = format!("{what} must be {wanted}");
        self.at(codes::WRONG_KIND, node, message, format!("this is {found}"));
    }

    pub(super) fn at(
        &mut self,
        code: Code,
        node: NodeRef<'_>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.diags
            .push(Diagnostic::error(code, message).at(node.origin(), label));
    }

    pub(super) fn push_key(&mut self, code: Code, node: NodeRef<'_>, message: String, label: &str) {
        self.diags
            .push(Diagnostic::error(code, message).at(Place::Key(node.origin()), label));
    }
}

/// The lock file beside a configuration: `specs/oasmith.yaml` → `specs/oasmith.lock`.
fn lock_path(location: &str) -> String {
    let dir = paths::directory_of(location);
    let name = paths::file_name(location);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    join(&dir, &format!("{stem}.lock"))
}
