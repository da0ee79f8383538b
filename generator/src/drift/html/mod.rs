//! A report as one page that needs nothing else: no network, no other file.
//!
//! Takes a report and the texts of both sides; gives the page. Everything from a document is escaped, and the page's own
//! policy lets only the script and the style run that are in the template. Must never read a file.

mod entry;
mod excerpt;
mod text;

use super::{Behaviour, Class, Report, Wire};
use crate::hash::sha256;
use text::{counted, escape, prose};

const TEMPLATE: &str = include_str!("page.html");

/// The texts of the files of one side, by the name that places have.
pub type Texts<'t> = dyn Fn(&str) -> Option<&'t str> + 't;

/// Renders a report as a page.
pub fn html(report: &Report, old: &Texts<'_>, new: &Texts<'_>) -> String {
    let entries: String = report
        .entries
        .iter()
        .map(|change| entry::entry(change, old, new))
        .collect();
    fill(|name| match name {
        "STYLE" => policy("<style>", "</style>"),
        "SCRIPT" => policy("<script>", "</script>"),
        "TITLE" => format!("{} · oasmith diff", plain_title(report)),
        "HEADING" => plain_title(report),
        "SUMMARY" => summary(report),
        "BAR" => bar(report),
        "ENTRIES" if report.entries.is_empty() => nothing(report),
        "ENTRIES" => entries.clone(),
        "ACCEPTED" => accepted(report),
        "FOOTER" => format!("oasmith {}", env!("CARGO_PKG_VERSION")),
        _ => String::new(),
    })
}

/// Puts values in the places of the template. What a value says is never looked at for places.
fn fill(value: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(TEMPLATE.len() * 2);
    let mut rest = TEMPLATE;
    while let Some(start) = rest.find('@') {
        let (before, after) = rest.split_at(start);
        let name = after[1..].split('@').next().unwrap_or_default();
        let is_place = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase());
        out.push_str(before);
        if is_place {
            out.push_str(&value(name));
            rest = &after[name.len() + 2..];
        } else {
            out.push('@');
            rest = &after[1..];
        }
    }
    out.push_str(rest);
    out
}

/// What allows the template's own script or style, and no other.
fn policy(start: &str, end: &str) -> String {
    let body = TEMPLATE.split(start).nth(1).unwrap_or_default();
    let body = body.split(end).next().unwrap_or_default();
    let hash = sha256(body.as_bytes());
    let hex = hash.trim_start_matches("sha256:");
    let bytes: Vec<u8> = (0..hex.len() / 2)
        .filter_map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).ok())
        .collect();
    format!("sha256-{}", base64(&bytes))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(match place <= group.len() {
                true => char::from(digit),
                false => '=',
            });
        }
    }
    out
}

fn plain_title(report: &Report) -> String {
    let (old, new) = (&report.old, &report.new);
    let title = match new.title.is_empty() {
        true => &new.name,
        false => &new.title,
    };
    let versions = match (old.version.as_str(), new.version.as_str()) {
        ("", "") => String::new(),
        (old, new) if old == new => format!(" {new}"),
        (old, new) => format!(" {old} → {new}"),
    };
    escape(&format!("{title}{versions}"))
}

fn summary(report: &Report) -> String {
    let (old, new) = (&report.old, &report.new);
    let side = |side: &super::Side| {
        format!(
            "<code>{}</code> ({}, {})",
            escape(&side.name),
            counted(side.operations, "operation"),
            counted(side.schemas, "schema")
        )
    };
    let names = format!("<div class=\"soft\">{} → {}</div>", side(old), side(new));
    let count = |wire: Wire| {
        let entries = report.entries.iter();
        entries.filter(|entry| entry.wire.level == wire).count()
    };
    let tile = |tone: &str, value: &str, what: &str| {
        format!(
            "<div class=\"tile {tone}\"><b>{}</b>{}</div>\n",
            escape(value),
            escape(what)
        )
    };
    let mut tiles = String::new();
    let breaking = count(Wire::Breaking);
    let tone = if breaking > 0 { "red" } else { "green" };
    tiles += &tile(tone, &breaking.to_string(), "break old clients");
    let warnings = count(Wire::Warning);
    let tone = if warnings > 0 { "amber" } else { "green" };
    tiles += &tile(tone, &warnings.to_string(), "may break them");
    let (tone, word) = class(report.class);
    let of_crate = match report.crate_name.is_empty() {
        true => "for the generated crate".to_owned(),
        false => format!("for the crate {}", report.crate_name),
    };
    tiles += &tile(tone, word, &of_crate);
    if !report.crate_version.is_empty() {
        let versions = format!("{} → {}", report.crate_version, report.next_version);
        tiles += &tile("", &versions, "its version");
    }
    if report.behaviour == Behaviour::Changed {
        tiles += &tile("amber", "yes", "behaviour changes");
    }
    format!("{names}\n<div class=\"tiles\">\n{tiles}</div>")
}

/// Search and filters; a filter that would select nothing is left out.
fn bar(report: &Report) -> String {
    if report.entries.is_empty() {
        return String::new();
    }
    let group = |label: &str, field: &str, values: &[(&str, &str)]| {
        let mut buttons = String::new();
        for (value, word) in values {
            let selected = |entry: &&super::Entry| entry::data(entry, field) == *value;
            let count = report.entries.iter().filter(selected).count();
            if count > 0 {
                buttons += &format!(
                    "<button type=\"button\" aria-pressed=\"false\" data-field=\"{field}\" data-value=\"{value}\">{word} {count}</button>"
                );
            }
        }
        match buttons.is_empty() {
            true => String::new(),
            false => {
                format!("<div class=\"group\"><span class=\"soft\">{label}</span>{buttons}</div>\n")
            }
        }
    };
    let wire = [
        ("breaking", "breaking"),
        ("warning", "warning"),
        ("safe", "safe"),
    ];
    let source = ["major", "minor", "patch", "none"].map(|word| (word, word));
    format!(
        "<div class=\"bar\">\n<input type=\"search\" id=\"search\" placeholder=\"Search changes ( / )\" aria-label=\"Search changes\" autocomplete=\"off\">\n{}{}{}<button type=\"button\" id=\"open\">Open all</button><button type=\"button\" id=\"theme\">Light or dark</button>\n<span class=\"soft\" id=\"count\" role=\"status\">{}</span>\n</div>",
        group("Wire", "wire", &wire),
        group("Source", "source", &source),
        group("Behaviour", "behaviour", &[("changed", "changed")]),
        counted(report.entries.len(), "change"),
    )
}

fn nothing(report: &Report) -> String {
    match report.accepted.is_empty() {
        true => "<p class=\"none\">Nothing changed.</p>".to_owned(),
        false => "<p class=\"none\">Nothing changed that is not accepted.</p>".to_owned(),
    }
}

/// What an accept file covers, folded, and its lines that cover nothing.
fn accepted(report: &Report) -> String {
    let mut out = String::new();
    if !report.stale.is_empty() {
        out += "<h2>Lines of the accept file to look at</h2>\n<ul>\n";
        for stale in &report.stale {
            out += &format!("<li>{}</li>\n", prose(&stale.sentence()));
        }
        out += "</ul>\n";
    }
    if !report.accepted.is_empty() {
        let count = counted(report.accepted.len(), "accepted change");
        out += &format!("<details id=\"accepted\"><summary>{count}</summary>\n<ul>\n");
        for accepted in &report.accepted {
            out += &format!(
                "<li>{} <span class=\"soft\">{} (until {}, <code>{}</code>)</span></li>\n",
                prose(&accepted.entry.title),
                escape(&accepted.reason),
                escape(&accepted.until),
                escape(&accepted.entry.id)
            );
        }
        out += "</ul>\n</details>\n";
    }
    out
}

/// The colour and the word of a class.
fn class(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Major => ("red", "major"),
        Class::Minor => ("blue", "minor"),
        Class::Patch => ("green", "patch"),
        Class::None => ("", "none"),
    }
}

#[cfg(test)]
mod tests;
