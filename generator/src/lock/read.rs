//! Reads the lock file from its span tree.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::parse::Parser;

use super::{Lock, quick};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::settings::NameLock;
use crate::source::{self, Loader, NodeRef, SourceSet, Span, YamlOptions};

pub(super) fn read(
    set: &mut SourceSet,
    loader: &dyn Loader,
    path: &str,
    diags: &mut Diagnostics,
) -> Option<Lock> {
    // A lock file that is not there is the first run; one that is there must be read.
    let loaded = loader.load(path).ok()?;
    let text = String::from_utf8_lossy(&loaded.bytes).into_owned();
    if let Some(lock) = quick::read(&text) {
        return Some(lock);
    }
    if let Some((start, end)) = conflict_marker(&text) {
        let diagnostic = damaged(&loaded.path, "it has merge conflict markers");
        let file = set.add_file(loaded.path, text);
        let span = Span {
            start: start as u32,
            end: end as u32,
        };
        diags.push(diagnostic.at(Place::Span(file, span), "the first one"));
        return None;
    }
    let mut found = Diagnostics::new();
    let trees = source::read(set, loader, path, YamlOptions::default(), &mut found);
    if let Some(error) = found.iter().next() {
        let mut diagnostic = damaged(&loaded.path, &error.message);
        diagnostic.primary = error.primary.clone();
        diags.push(diagnostic);
        return None;
    }
    let [tree] = trees[..] else {
        diags.push(damaged(&loaded.path, "it must be one YAML document"));
        return None;
    };
    let root = set.root(tree);
    match lock(root) {
        Ok(lock) => Some(lock),
        Err(wrong) => {
            let mut diagnostic = damaged(&loaded.path, &wrong.what);
            diagnostic.primary = Some((Place::Span(root.file(), wrong.span), String::new()));
            diags.push(diagnostic);
            None
        }
    }
}

fn damaged(path: &str, what: &str) -> Diagnostic {
    Diagnostic::error(codes::DAMAGED_LOCK, format!("the lock file {path} is damaged: {what}"))
        .help("restore it from version control (in a merge conflict take either side), then run `oasmith generate`")
        .help("without it, names that earlier runs kept for callers may be chosen anew")
}

/// Where the first conflict marker begins and ends.
fn conflict_marker(text: &str) -> Option<(usize, usize)> {
    let marks = ["<<<<<<< ", ">>>>>>> ", "||||||| "];
    let is_marker =
        |line: &str| line == "=======" || marks.iter().any(|mark| line.starts_with(mark));
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        if is_marker(content) {
            return Some((start, start + content.len()));
        }
        start += line.len();
    }
    None
}

struct Wrong {
    what: String,
    span: Span,
}

fn wrong(node: NodeRef<'_>, what: impl Into<String>) -> Wrong {
    Wrong {
        what: what.into(),
        span: node.span(),
    }
}

fn lock(root: NodeRef<'_>) -> Result<Lock, Wrong> {
    let mut lock = Lock::default();
    if !root.is_object() {
        return Err(wrong(root, "it must be a mapping"));
    }
    for (key, node) in root.entries() {
        match key {
            "oasmith" => lock.oasmith = string(node)?,
            "configuration" => lock.configuration = Some(string(node)?),
            "crate" => lock.directory = string(node)?,
            "documents" => lock.documents = strings(node)?,
            "overlays" => lock.overlays = strings(node)?,
            "pages" => lock.pages = strings(node)?,
            "generated" => lock.generated = strings(node)?,
            "names" => lock.names = names(node)?,
            _ => return Err(wrong(node, format!("unknown key `{key}`"))),
        }
    }
    if lock.oasmith.is_empty() {
        return Err(wrong(root, "the key `oasmith` is missing"));
    }
    Ok(lock)
}

fn string(node: NodeRef<'_>) -> Result<String, Wrong> {
    let text = node
        .as_str()
        .ok_or_else(|| wrong(node, "a string is wanted here"))?;
    Ok(text.to_owned())
}

fn strings(node: NodeRef<'_>) -> Result<BTreeMap<String, String>, Wrong> {
    entries(node, string)
}

fn entries<T>(
    node: NodeRef<'_>,
    read: impl Fn(NodeRef<'_>) -> Result<T, Wrong>,
) -> Result<BTreeMap<String, T>, Wrong> {
    if !node.is_object() {
        return Err(wrong(node, "a mapping is wanted here"));
    }
    node.entries()
        .map(|(key, value)| Ok((key.to_owned(), read(value)?)))
        .collect()
}

fn names(node: NodeRef<'_>) -> Result<NameLock, Wrong> {
    let apis = entries(node, |scopes| entries(scopes, |names| entries(names, name)))?;
    Ok(NameLock { apis })
}

/// A name that was chosen: it becomes an identifier, so it must be one.
fn name(node: NodeRef<'_>) -> Result<String, Wrong> {
    let text = string(node)?;
    // The parser skips blanks and comments, which no name has.
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || "_#".contains(c));
    match syn::Ident::parse_any.parse_str(&text) {
        Ok(_) if plain => Ok(text),
        _ => Err(wrong(node, format!("{text:?} is not a Rust identifier"))),
    }
}
