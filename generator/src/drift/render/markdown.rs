//! A comment on a pull request: a table of the verdicts, then what matters open and the rest folded away.

use std::fmt::Write;

use super::{counts, keep, reaches, shown};
use crate::drift::words::counted;
use crate::drift::{Behaviour, Class, Entry, Report, Site, Wire};

/// Forges cut off comments of more characters than this.
const MOST: usize = 60_000;
/// How many items of one entry are shown.
const MOST_ITEMS: usize = 8;

/// Renders a report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    let side = |side: &crate::drift::Side| match side.version.is_empty() {
        true => code(&side.name),
        false => format!("{} ({})", code(&side.name), plain(&side.version)),
    };
    let _ = writeln!(
        out,
        "### API drift: {} → {}\n",
        side(&report.old),
        side(&report.new)
    );
    let accepted: String = report
        .accepted
        .iter()
        .map(|one| {
            format!(
                "- {} ({}; until {})\n",
                title(&one.entry.title),
                plain(&one.reason),
                one.until
            )
        })
        .collect();
    let folded = match report.accepted.len() {
        0 => String::new(),
        count => format!(
            "\n<details><summary>{} accepted</summary>\n\n{accepted}\n</details>\n",
            counted(count, "change")
        ),
    };
    if report.entries.is_empty() {
        let what = if folded.is_empty() {
            ""
        } else {
            " that is not accepted"
        };
        let _ = writeln!(out, "No difference{what}.");
        return out + &folded;
    }
    let counts = counts(report);
    let [_, patch, minor, major] = counts.class;
    let [safe, warning, breaking] = counts.wire;
    let _ = writeln!(
        out,
        "**{} {} → {}** ({})\n\n| | | | |\n|---|---|---|---|\n| source | {major} major | {minor} minor | {patch} patch |\n| wire | {breaking} breaking | {warning} warning | {safe} safe |\n| behaviour | {} changed | | |",
        code(&report.crate_name),
        report.crate_version,
        report.next_version,
        report.class.word(),
        counts.behaviour,
    );
    for class in [Class::Major, Class::Minor, Class::Patch, Class::None] {
        let entries: Vec<&Entry> = report
            .entries
            .iter()
            .filter(|entry| entry.source.level == class)
            .collect();
        if entries.is_empty() {
            continue;
        }
        let head = format!("{} · {}", class.word(), counted(entries.len(), "change"));
        let open = if class == Class::Major { " open" } else { "" };
        let _ = writeln!(out, "\n<details{open}><summary><b>{head}</b></summary>\n");
        for (at, one) in entries.iter().enumerate() {
            let text = entry(one);
            if out.len() + text.len() > MOST {
                let _ = writeln!(
                    out,
                    "… and {}; `oasmith diff` shows all",
                    counted(entries.len() - at, "more change")
                );
                break;
            }
            out.push_str(&text);
        }
        out.push_str("\n</details>\n");
    }
    out + &folded
}

fn entry(entry: &Entry) -> String {
    let mut out = format!("- {}", title(&entry.title));
    let mut verdicts = Vec::new();
    if entry.wire.level > Wire::Safe {
        verdicts.push(format!(
            "**wire {}**: {}",
            entry.wire.level.word(),
            title(&entry.wire.reason)
        ));
    }
    if entry.source.level > Class::Patch {
        verdicts.push(format!(
            "source {}: {}",
            entry.source.level.word(),
            title(&entry.source.reason)
        ));
    }
    if entry.behaviour.level == Behaviour::Changed {
        verdicts.push(format!("behaviour: {}", title(&entry.behaviour.reason)));
    }
    verdicts.extend(reaches(entry).map(|text| title(&text)));
    let place = |site: &Site| code(&format!("{}:{}", site.file, site.line));
    let places: Vec<String> = entry.old.iter().chain(&entry.new).map(place).collect();
    if !places.is_empty() {
        verdicts.push(places.join(" → "));
    }
    verdicts.extend(keep::sentences(entry).iter().map(|text| title(text)));
    for verdict in verdicts {
        let _ = write!(out, "\n  - {verdict}");
    }
    let items: Vec<String> = entry
        .items
        .iter()
        .take(MOST_ITEMS)
        .map(|item| shown(item) + &super::placed(item))
        .collect();
    if !items.is_empty() {
        let more = match entry.items.len().saturating_sub(MOST_ITEMS) {
            0 => String::new(),
            more => format!("\n    … and {}", counted(more, "more item")),
        };
        let fence = fence(&items);
        let _ = write!(
            out,
            "\n\n    {fence}diff\n    {}{more}\n    {fence}",
            items.join("\n    ")
        );
    }
    out.push('\n');
    out
}

/// A fence that is longer than any in the text.
fn fence(lines: &[String]) -> String {
    let longest = lines
        .iter()
        .flat_map(|line| line.split(|c| c != '`'))
        .map(str::len)
        .max();
    "`".repeat(longest.unwrap_or_default().max(2) + 1)
}

/// Text that has code in backticks, with everything else as it is.
fn title(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        match at % 2 {
            0 => out.push_str(&plain(part)),
            _ => out.push_str(&code(part)),
        }
    }
    out
}

/// Text in which nothing is markup.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // A name behind this sign would be told of it.
            '@' => out.push_str("&#64;"),
            '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '`' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ").replace('`', "'");
    format!("`{text}`")
}
