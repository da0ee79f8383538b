//! The lock file: what the last run read and wrote, and the names that it chose.
//!
//! Takes its text through the source stage; gives a [`Lock`], and the text of one. Must never touch the disk.

mod quick;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::format::FileTree;
use crate::hash::sha256;
use crate::settings::NameLock;
use crate::source::{Loader, SourceSet};

/// What the last run read and wrote. Hashes are as [`sha256`] gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The version of oasmith.
    pub oasmith: String,
    /// The hash of the configuration, when there was one.
    pub configuration: Option<String>,
    /// The directory of the crate, relative to the lock file.
    pub directory: String,
    /// The hashes of the documents, by path relative to the lock file.
    pub documents: BTreeMap<String, String>,
    /// The hashes of the overlays, by path relative to the lock file.
    pub overlays: BTreeMap<String, String>,
    /// The hashes of the tabular pages, by path relative to the lock file.
    pub pages: BTreeMap<String, String>,
    /// The hashes of the generated files, by path relative to the crate.
    pub generated: BTreeMap<String, String>,
    /// The names.
    pub names: NameLock,
}

impl Lock {
    /// The hashes of generated files.
    pub fn hashes(tree: &FileTree) -> BTreeMap<String, String> {
        tree.iter()
            .map(|(path, text)| (path.clone(), sha256(text.as_bytes())))
            .collect()
    }

    /// Reads a lock file; `None` without an error when there is none.
    pub fn read(
        set: &mut SourceSet,
        loader: &dyn Loader,
        path: &str,
        diags: &mut Diagnostics,
    ) -> Option<Lock> {
        read::read(set, loader, path, diags)
    }

    /// The lock as far as it tells of a crate in `directory`: of one elsewhere it knows no files.
    pub fn for_directory(mut self, directory: &str) -> Lock {
        if self.directory != directory {
            self.generated.clear();
        }
        self
    }

    /// The text of the lock file. One line for each thing, so that changes to different things merge.
    pub fn render(&self) -> String {
        let mut text = String::from(
            "# Written by oasmith; check it in. It keeps the names that callers use, and what the last run read and wrote.\n",
        );
        entry(&mut text, 0, "oasmith", &self.oasmith);
        if let Some(hash) = &self.configuration {
            entry(&mut text, 0, "configuration", hash);
        }
        entry(&mut text, 0, "crate", &self.directory);
        map(&mut text, 0, "documents", &self.documents);
        if !self.overlays.is_empty() {
            map(&mut text, 0, "overlays", &self.overlays);
        }
        map(&mut text, 0, "pages", &self.pages);
        map(&mut text, 0, "generated", &self.generated);
        open(&mut text, 0, "names", self.names.apis.is_empty());
        for (api, scopes) in &self.names.apis {
            open(&mut text, 1, api, scopes.is_empty());
            for (scope, names) in scopes {
                map(&mut text, 2, scope, names);
            }
        }
        text
    }
}

fn map(text: &mut String, depth: usize, key: &str, entries: &BTreeMap<String, String>) {
    open(text, depth, key, entries.is_empty());
    for (key, value) in entries {
        entry(text, depth + 1, key, value);
    }
}

fn open(text: &mut String, depth: usize, name: &str, empty: bool) {
    key(text, depth, name);
    text.push_str(if empty { " {}\n" } else { "\n" });
}

fn entry(text: &mut String, depth: usize, name: &str, value: &str) {
    key(text, depth, name);
    text.push(' ');
    scalar(text, value);
    text.push('\n');
}

/// YAML allows 1024 characters in a key that stands before its colon on the same line.
const LONGEST_PLAIN_KEY: usize = 1000;

fn key(text: &mut String, depth: usize, name: &str) {
    let indent = |text: &mut String| text.extend(std::iter::repeat_n("  ", depth));
    indent(text);
    let start = text.len();
    scalar(text, name);
    let key = &text[start..];
    if key.len() > LONGEST_PLAIN_KEY && key.chars().count() > LONGEST_PLAIN_KEY {
        text.insert_str(start, "? ");
        text.push('\n');
        indent(text);
    }
    text.push(':');
}

/// A string in YAML: as it is when that is safe for every reader, otherwise in double quotes as in JSON.
fn scalar(text: &mut String, value: &str) {
    let plain = value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-./".contains(&b));
    let means = |word: &str| value.eq_ignore_ascii_case(word);
    let meant = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let hash = value
        .strip_prefix("sha256:")
        .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if hash || (plain && !meant.into_iter().any(means)) {
        text.push_str(value);
    } else {
        text.push_str(&serde_json::Value::from(value).to_string());
    }
}
