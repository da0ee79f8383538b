//! Plan stage: what has to happen on disk so that it holds the generated files.
//!
//! Takes a [`FileTree`], what is on disk and the lock file of the last run; gives a [`Plan`], which [`apply`] carries
//! out. Only files that oasmith wrote are ever overwritten or deleted. Must never know what is in a file.

mod apply;
mod disk;
mod lines;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use apply::{ApplyError, apply, write_file};
pub use disk::{Disk, Entry};
pub use lines::{LineCount, count_lines};

use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::format::FileTree;
use crate::lock::Lock;

/// What has to happen; paths are relative to the crate, with forward slashes, and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files that are not there, with their text.
    pub create: BTreeMap<String, String>,
    /// Files with other content.
    pub change: BTreeMap<String, Change>,
    /// Files that oasmith wrote and that are not generated any more, with what they hold.
    pub delete: BTreeMap<String, Entry>,
    /// Files that are as they should be.
    pub same: BTreeSet<String>,
    /// Files that oasmith did not write and leaves alone.
    pub foreign: BTreeSet<String>,
}

/// A file with other content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is there.
    pub before: Entry,
    /// What will be.
    pub after: String,
}

impl Plan {
    /// Whether nothing has to be done.
    pub fn is_empty(&self) -> bool {
        self.create.is_empty() && self.change.is_empty() && self.delete.is_empty()
    }
}

/// Compares the generated files with what is on disk.
pub fn plan(tree: FileTree, mut disk: Disk, lock: Option<&Lock>) -> Plan {
    let mut plan = Plan::default();
    let other_packages = other_packages(&tree, &disk, lock);
    for (path, after) in tree {
        match disk.files.remove(&path) {
            None => {
                plan.create.insert(path, after);
            }
            Some(Entry::File(bytes)) if bytes == after.as_bytes() => {
                plan.same.insert(path);
            }
            Some(before) => {
                plan.change.insert(path, Change { before, after });
            }
        }
    }
    // What is left is generated no more, or never was.
    for (path, entry) in disk.files {
        let elsewhere = other_packages
            .iter()
            .any(|package| path.starts_with(package));
        if !elsewhere && is_ours(&path, &entry, lock) {
            plan.delete.insert(path, entry);
        } else {
            plan.foreign.insert(path);
        }
    }
    plan
}

/// Directories of other packages below this one: oasmith may have written them too, but not as a part of this one.
fn other_packages(tree: &FileTree, disk: &Disk, lock: Option<&Lock>) -> Vec<String> {
    disk.files
        .keys()
        .filter(|path| {
            !tree.contains_key(*path)
                && !lock.is_some_and(|lock| lock.generated.contains_key(*path))
        })
        .filter_map(|path| path.strip_suffix("Cargo.toml"))
        .filter(|directory| directory.ends_with('/'))
        .map(str::to_owned)
        .collect()
}

/// Whether oasmith wrote a file: the lock lists it, or it says so in its header.
fn is_ours(path: &str, entry: &Entry, lock: Option<&Lock>) -> bool {
    lock.is_some_and(|lock| lock.generated.contains_key(path)) || entry.has_header()
}

/// Reports what forbids to carry a plan out: a directory that is not oasmith's, hand-written files and links where
/// generated ones belong, paths that lead out of the crate. With `force` hand-written files are overwritten.
pub fn vet(plan: &Plan, root: &str, lock: Option<&Lock>, force: bool, diags: &mut Diagnostics) {
    for path in plan
        .create
        .keys()
        .chain(plan.change.keys())
        .chain(plan.delete.keys())
    {
        if !is_plain(path) {
            let message = format!("the generated path {path:?} leads out of the crate");
            diags.push(Diagnostic::error(codes::INTERNAL, message).help(REPORT));
        }
    }
    for path in blockers(plan) {
        diags.push(blocks(root, path));
    }
    if force || plan.is_empty() {
        return;
    }
    let strangers: Vec<&str> = plan
        .change
        .iter()
        .filter(|(path, change)| !is_ours(path, &change.before, lock))
        .map(|(path, _)| path.as_str())
        .collect();
    if lock.is_some_and(|lock| !lock.generated.is_empty()) {
        for path in strangers {
            diags.push(in_the_way(root, path));
        }
        return;
    }
    // Without a lock file only headers tell what is ours, and some generated files have none: one with a header, or one
    // that is as it should be, vouches for the others.
    let vouched =
        !plan.same.is_empty() || !plan.delete.is_empty() || strangers.len() < plan.change.len();
    let visible = plan.foreign.iter().filter(|path| !path.starts_with('.'));
    let first = visible.map(String::as_str).chain(strangers).min();
    if let Some(first) = first.filter(|_| !vouched) {
        diags.push(foreign_directory(root, first));
    }
}

/// What stands where a directory of generated files belongs, or in a directory where a generated file belongs.
fn blockers(plan: &Plan) -> BTreeSet<&str> {
    let below = |path: &str, directory: &str| {
        path.strip_prefix(directory)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let foreign = plan.foreign.iter().filter(|foreign| {
        let blocks = |created: &String| below(created, foreign) || below(foreign, created);
        plan.create.keys().any(blocks)
    });
    foreign.map(String::as_str).collect()
}

fn blocks(root: &str, path: &str) -> Diagnostic {
    let message =
        format!("{root}/{path} is in the way of generated files, and oasmith did not write it");
    Diagnostic::error(codes::IN_THE_WAY, message).help("move it away or delete it")
}

fn in_the_way(root: &str, path: &str) -> Diagnostic {
    let message = format!("{root}/{path} would be overwritten, and oasmith did not write it");
    Diagnostic::error(codes::IN_THE_WAY, message)
        .help("move it away or delete it")
        .help("`--force` overwrites it")
}

fn foreign_directory(root: &str, first: &str) -> Diagnostic {
    let message = format!("{root} is not empty and was not written by oasmith: it has {first}");
    Diagnostic::error(codes::FOREIGN_DIRECTORY, message)
        .help("name an empty or a new directory, or delete what is in this one")
        .help("`--force` writes into it; files that are not generated stay as they are")
}

const REPORT: &str = "this is a defect of oasmith; please report it with the document";

/// Whether a path stays inside the directory it is relative to, on every system.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
