//! Annotations on a pull request, as workflow commands.

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
        let place = site.map(|site| {
            format!(
                "file={},line={},col={},endLine={},",
                property(&site.file),
                site.line,
                site.column,
                site.line
            )
        });
        let title = format!(
            "{} ({}, wire {})",
            entry.kind.code(),
            entry.source.level.word(),
            entry.wire.level.word()
        );
        out.push_str(&format!(
            "::{level} {}title={}::{}\n",
            place.unwrap_or_default(),
            property(&title),
            data(&message(entry))
        ));
    }
    let total = format!(
        "{} {} → {}: {}",
        report.crate_name,
        report.crate_version,
        report.next_version,
        report.class.word()
    );
    if !report.entries.is_empty() {
        out.push_str(&format!("::notice title=API drift::{}\n", data(&total)));
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

/// A message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
