//! Lists of files in the configuration, and where documents come from.

use std::collections::BTreeMap;
use std::time::Duration;

use super::read::Reader;
use super::{Inputs, Upstream, join};
use crate::diag::Diagnostic;
use crate::diag::codes::config as codes;
use crate::source::{Fetch, Kind, NodeRef, Origin, Reach};

/// The longest time that a document may be waited for.
const LONGEST: u64 = 3600;

impl Reader<'_> {
    /// The documents of an API: each a location, or `path` and `upstream`.
    pub(super) fn documents(&mut self, node: NodeRef<'_>, inputs: &mut Inputs) {
        let paths = self.paths(node, "documents", "document", &mut inputs.named, true);
        for item in node.items() {
            self.upstream(item, "path", &mut inputs.upstreams);
        }
        inputs.documents = paths;
    }

    /// A list of files, each of which may stand in it once.
    pub(super) fn files(
        &mut self,
        node: NodeRef<'_>,
        key: &str,
        what: &str,
        named: &mut BTreeMap<String, Origin>,
    ) -> Vec<String> {
        self.paths(node, key, what, named, false)
    }

    fn paths(
        &mut self,
        node: NodeRef<'_>,
        key: &str,
        what: &str,
        named: &mut BTreeMap<String, Origin>,
        mappings: bool,
    ) -> Vec<String> {
        self.array(node, &format!("`{key}`"));
        let mut files: Vec<(String, NodeRef<'_>)> = Vec::new();
        for item in node.items() {
            let item = match mappings && item.is_object() {
                true => {
                    self.keys(item, "a document", &["path", "upstream"]);
                    match self.required(item, "a document", "path") {
                        Some(path) => path,
                        None => continue,
                    }
                }
                false => item,
            };
            let Some(text) = self.text(item, &format!("a name of the list `{key}`")) else {
                continue;
            };
            let location = join(self.base(), text);
            if let Some((_, first)) = files.iter().find(|(other, _)| *other == location) {
                let message = format!("the {what} `{text}` is listed twice");
                let diagnostic = Diagnostic::error(codes::LISTED_TWICE, message)
                    .at(item.origin(), "again here")
                    .also(first.origin(), "first here");
                self.diags.push(diagnostic);
                continue;
            }
            files.push((location, item));
        }
        if matches!(node.kind(), Kind::Array(items) if items.is_empty()) {
            let message = format!("`{key}` is empty");
            self.at(codes::MISSING_KEY, node, message, "at least one is needed");
        }
        named.extend(files.iter().map(|(l, item)| (l.clone(), item.origin())));
        files.into_iter().map(|(location, _)| location).collect()
    }

    /// The upstream of a document or page whose own location is under `key`.
    pub(super) fn upstream(&mut self, node: NodeRef<'_>, key: &str, found: &mut Vec<Upstream>) {
        let (Some(upstream), Some(path)) = (node.get("upstream"), node.get(key)) else {
            return;
        };
        let Some(text) = self.text(upstream, "`upstream`") else {
            return;
        };
        let from = join(self.base(), text);
        let Some(path) = path.as_str().map(|path| join(self.base(), path)) else {
            return;
        };
        let wrong = if path == "-" || path.contains("://") {
            "only a file of this repository can have an upstream"
        } else if from == "-" {
            "an upstream is a URL or a path"
        } else if from == path {
            "a document cannot be its own upstream"
        } else {
            found.push(Upstream {
                path,
                from,
                origin: upstream.origin(),
            });
            return;
        };
        self.at(codes::WRONG_KIND, upstream, wrong, "not usable");
    }

    /// What may be fetched.
    pub(super) fn network(&mut self, node: NodeRef<'_>) -> Fetch {
        let mut fetch = Fetch::default();
        self.keys(node, "`network`", &["private", "timeout"]);
        if let Some(private) = node.get("private")
            && self.flag(private, "`private`")
        {
            fetch.reach = Reach::Private;
        }
        if let Some(timeout) = node.get("timeout") {
            let seconds = match timeout.kind() {
                Kind::Number(text) => text.parse().ok(),
                _ => None,
            };
            match seconds.filter(|seconds| (1..=LONGEST).contains(seconds)) {
                Some(seconds) => fetch.total = Duration::from_secs(seconds),
                None => {
                    let message = format!("`timeout` must be whole seconds, from 1 to {LONGEST}");
                    self.at(codes::WRONG_KIND, timeout, message, "not of this form");
                }
            }
        }
        fetch
    }
}
