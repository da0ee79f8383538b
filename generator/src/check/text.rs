//! A report for people.

use std::fmt::Write;

use super::{Cause, FileDrift, Report, State, Who};

/// Renders a report as text.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    if report.in_sync() {
        return format!(
            "in sync: {}, {}\n",
            counted(report.generated, "file"),
            counted(report.documents, "document")
        );
    }
    let mut left = MOST_DIFF_LINES;
    for group in report.files.chunk_by(missing_alike) {
        match group {
            [first, .., last] if group.len() > MOST_MISSING => {
                let directory = directory(&first.path);
                let (first, last) = (
                    &first.path[directory.len()..],
                    &last.path[directory.len()..],
                );
                let files = group.len();
                let who = who(&group[0]);
                line(
                    &mut out,
                    format_args!("{directory} lacks {files} files, {first} to {last} ({who})"),
                );
            }
            files => {
                for file in files {
                    file_drift(&mut out, file, &mut left);
                }
            }
        }
    }
    causes(&mut out, &report.causes);
    let mut what = Vec::new();
    if !report.files.is_empty() {
        what.push(counted(report.files.len(), "file"));
    }
    if !report.tables.is_empty() {
        what.push(counted(report.tables.len(), "difference") + " between spec and page");
    }
    if what.is_empty() {
        what.push("no generated file differs".to_owned());
    }
    surface(&mut out, report);
    let mend = report.mend.join(", then ");
    line(
        &mut out,
        format_args!("drift: {}; to mend it, {mend}", what.join(", ")),
    );
    out
}

/// How many changed items of the crate are shown.
const MOST_ITEMS: usize = 10;

/// What regenerating is to programs that use the crate, and where the documents say it.
fn surface(out: &mut String, report: &Report) {
    let Some(surface) = &report.surface else {
        return;
    };
    line(out, format_args!("semver: {}", surface.line()));
    for (text, path) in surface.lines(MOST_ITEMS) {
        match report.sites.get(&path) {
            Some(site) => line(
                out,
                format_args!("    {text}, by {}:{}", site.file, site.line),
            ),
            None => line(out, format_args!("    {text}")),
        }
    }
    if let Some(hint) = surface.hint() {
        line(out, format_args!("    {hint}"));
    }
}

/// More missing files of one directory than this are one line.
const MOST_MISSING: usize = 5;

fn missing_alike(a: &FileDrift, b: &FileDrift) -> bool {
    a.state == State::Missing
        && b.state == State::Missing
        && a.who == b.who
        && directory(&a.path) == directory(&b.path)
}

/// The directory of a path, with its slash.
fn directory(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

fn who(file: &FileDrift) -> String {
    let who: Vec<&str> = file.who.iter().map(|who| who.words()).collect();
    who.join(", ")
}

/// How many lines of diffs are shown in all. Files are named beyond that, but what differs in them is not shown.
const MOST_DIFF_LINES: usize = 120;

/// One line for each cause; the files of a cause that has many are named above it already.
fn causes(out: &mut String, causes: &[Cause]) {
    for group in causes.chunk_by(|a, b| a.who == b.who) {
        let who = group[0].who;
        let many = match who {
            Who::Hand => {
                "were edited, deleted or added by hand; such edits are lost, make them in the spec or the configuration"
            }
            Who::Foreign => "were not generated; move or delete them",
            _ => "",
        };
        if group.len() > 1 && !many.is_empty() {
            let files = group.len();
            line(out, format_args!("{}: {files} files {many}", who.words()));
            continue;
        }
        for cause in group {
            line(out, format_args!("{}: {}", who.words(), cause.what));
        }
    }
}

fn file_drift(out: &mut String, file: &FileDrift, left: &mut usize) {
    let what = match file.state {
        State::Differs => "differs from what is generated",
        State::Missing => "is missing",
        State::Obsolete => "is not generated any more",
        State::NotGenerated => "was not generated",
    };
    line(out, format_args!("{} {what} ({})", file.path, who(file)));
    let shown = file.diff.lines.len();
    if shown > *left {
        *left = 0;
        return;
    }
    *left -= shown;
    for text in &file.diff.lines {
        line(out, format_args!("    {text}"));
    }
    if file.diff.more > 0 {
        line(out, format_args!("    … {} more lines", file.diff.more));
    }
}

fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
