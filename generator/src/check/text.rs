//! A report for people.

use std::fmt::Write;

use super::{FileDrift, Report, State};

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
    for file in &report.files {
        file_drift(&mut out, file);
    }
    for cause in &report.causes {
        line(
            &mut out,
            format_args!("{}: {}", cause.who.words(), cause.what),
        );
    }
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
    let mend = report.mend.join(", and ");
    line(
        &mut out,
        format_args!("drift: {}; to mend it, {mend}", what.join(", ")),
    );
    out
}

fn file_drift(out: &mut String, file: &FileDrift) {
    let what = match file.state {
        State::Differs => "differs from what is generated",
        State::Missing => "is missing",
        State::Obsolete => "is not generated any more",
        State::NotGenerated => "was not generated",
    };
    let who: Vec<&str> = file.who.iter().map(|who| who.words()).collect();
    line(
        out,
        format_args!("{} {what} ({})", file.path, who.join(", ")),
    );
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
