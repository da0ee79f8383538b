//! What taking over from upstream would mean, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Copy;
use crate::check::annotation;
use crate::drift;
use crate::lock::Lock;
use crate::tables::Difference;

/// What upstream has that is not checked in.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every document and page that has an upstream.
    pub copies: Vec<Copy>,
    /// The generated files that would change.
    pub files: Vec<String>,
    /// Where a page of upstream and its document would differ, and do not yet.
    pub tables: Vec<Difference>,
    /// What that means for those who use the crate.
    pub drift: Option<drift::Report>,
    /// What takes it over.
    pub command: String,
}

impl Report {
    /// Whether upstream says the same of the API. Other text that makes no difference is none.
    pub fn in_sync(&self) -> bool {
        self.files.is_empty() && self.tables.is_empty()
    }
}

/// The generated files that are not in both crates, or with another content.
pub fn files_between(before: &Lock, after: &Lock) -> Vec<String> {
    let (before, after) = (&before.generated, &after.generated);
    let mut files: Vec<String> = after
        .iter()
        .filter(|(path, hash)| before.get(*path) != Some(*hash))
        .map(|(path, _)| path.clone())
        .collect();
    files.extend(
        before
            .keys()
            .filter(|path| !after.contains_key(*path))
            .cloned(),
    );
    files.sort();
    files
}

/// For people: a line for each copy that differs, and what follows from it.
pub fn text(report: &Report, color: bool) -> String {
    let mut out = String::new();
    for copy in report.copies.iter().filter(|copy| copy.differs()) {
        let _ = writeln!(out, "upstream: {}", sentence(copy));
    }
    if let Some(drift) = differing(report) {
        let _ = writeln!(out, "\n{}", drift::text(drift, color));
    }
    let differing = report.copies.iter().filter(|copy| copy.differs()).count();
    let _ = match (differing, report.in_sync()) {
        (0, _) => writeln!(
            out,
            "upstream: nothing changed ({})",
            counted(report.copies.len(), "document")
        ),
        (_, true) => writeln!(
            out,
            "upstream: only text that nothing is generated from changed; `{}` takes it over",
            report.command
        ),
        _ => writeln!(
            out,
            "upstream drift: {}; to take it over, run `{}`",
            consequences(report),
            report.command
        ),
    };
    out
}

/// The drift, when there is any to tell of.
fn differing(report: &Report) -> Option<&drift::Report> {
    report
        .drift
        .as_ref()
        .filter(|drift| !drift.entries.is_empty())
}

/// Workflow commands: an annotation on each copy that differs.
pub fn github(report: &Report) -> String {
    let level = match report.in_sync() {
        true => "notice",
        false => "error",
    };
    let mut out = String::new();
    for copy in report.copies.iter().filter(|copy| copy.differs()) {
        let message = format!(
            "{}; to take it over, run `{}`",
            sentence(copy),
            report.command
        );
        out.push_str(&annotation(
            level,
            &copy.path,
            None,
            "oasmith: upstream",
            &message,
        ));
    }
    out + &differing(report).map(drift::github).unwrap_or_default()
}

/// For programs.
pub fn json(report: &Report) -> Value {
    let copies = report.copies.iter().map(|copy| {
        let lines = copy.lines();
        json!({
            "path": copy.path,
            "upstream": copy.from,
            "differs": copy.differs(),
            "lines_added": lines.added,
            "lines_removed": lines.removed,
        })
    });
    json!({
        "in_sync": report.in_sync(),
        "documents": copies.collect::<Vec<_>>(),
        "generated_files_that_would_change": report.files,
        "drift": report.drift.as_ref().map(drift::value),
        "mend": report.command,
    })
}

fn sentence(copy: &Copy) -> String {
    let lines = copy.lines();
    match copy.before {
        None => format!("{} is not there yet; {} has it", copy.path, copy.from),
        Some(_) => format!(
            "{} differs from {} (+{} −{})",
            copy.path, copy.from, lines.added, lines.removed
        ),
    }
}

fn consequences(report: &Report) -> String {
    let mut parts = Vec::new();
    if !report.files.is_empty() {
        parts.push(counted(report.files.len(), "generated file") + " would change");
    }
    if !report.tables.is_empty() {
        parts.push(counted(report.tables.len(), "difference") + " between spec and page");
    }
    parts.join(", ")
}

fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
