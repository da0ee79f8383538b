//! Annotations on a pull request, as workflow commands.

use crate::diag::workflow_command;
use crate::drift::{Behaviour, Class, Entry, Report, Wire};

/// Renders a report as workflow commands: what breaks is an error, what may or what changes behaviour a warning.
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    for entry in &report.entries {
        let level = match (entry.wire.level, entry.source.level) {
            (Wire::Breaking, _) | (_, Class::Major) => "error",
            (Wire::Warning, _) => "warning",
            _ if entry.behaviour.level == Behaviour::Changed => "warning",
            _ => "notice",
        };
        let site = entry.new.as_ref().or(entry.old.as_ref());
        let mut properties = Vec::new();
        if let Some(site) = site {
            properties.push(("file", site.file.clone()));
            properties.push(("line", site.line.to_string()));
            properties.push(("col", site.column.to_string()));
            properties.push(("endLine", site.line.to_string()));
        }
        let title = format!(
            "{} ({}, wire {})",
            entry.kind.code(),
            entry.source.level.word(),
            entry.wire.level.word()
        );
        properties.push(("title", title));
        out.push_str(&workflow_command(level, &properties, &message(entry)));
    }
    let total = format!(
        "{} {} → {}: {}",
        report.crate_name,
        report.crate_version,
        report.next_version,
        report.class.word()
    );
    if !report.entries.is_empty() {
        let title = [("title", "API drift".to_owned())];
        out.push_str(&workflow_command("notice", &title, &total));
    }
    out
}

fn message(entry: &Entry) -> String {
    let mut lines = vec![entry.title.clone()];
    if !entry.wire.reason.is_empty() {
        lines.push(format!(
            "wire {}: {}",
            entry.wire.level.word(),
            entry.wire.reason
        ));
    }
    lines.push(format!(
        "source {}: {}",
        entry.source.level.word(),
        entry.source.reason
    ));
    lines.extend(super::reaches(entry));
    lines.push(format!("fingerprint {}", entry.id));
    lines.join("\n")
}
