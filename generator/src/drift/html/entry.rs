//! One change: folded to a line, unfolded with its reasons, both documents, operations and Rust items.

use super::excerpt::sides;
use super::text::{counted, escape, prose};
use super::{Texts, class};
use crate::drift::render::keep;
use crate::drift::{Behaviour, Change, Class, Entry, Rename, RustItem, Wire};

/// More items than this are counted and not listed.
const MOST: usize = 200;

/// What a filter looks at.
pub(super) fn data(entry: &Entry, field: &str) -> &'static str {
    match field {
        "wire" => match entry.wire.level {
            Wire::Breaking => "breaking",
            Wire::Warning => "warning",
            Wire::Safe => "safe",
        },
        "source" => class(entry.source.level).1,
        _ => match entry.behaviour.level {
            Behaviour::Changed => "changed",
            Behaviour::Same => "same",
        },
    }
}

/// The worst of its verdicts, as a colour.
fn tone(entry: &Entry) -> &'static str {
    match (entry.wire.level, entry.source.level) {
        (Wire::Breaking, _) | (_, Class::Major) => "red",
        (Wire::Warning, _) => "amber",
        _ if entry.behaviour.level == Behaviour::Changed => "amber",
        _ => "green",
    }
}

/// Renders one change.
pub(super) fn entry(entry: &Entry, old: &Texts<'_>, new: &Texts<'_>) -> String {
    let [wire, source, behaviour] = ["wire", "source", "behaviour"].map(|name| data(entry, name));
    let mut chips = String::new();
    let wire_tone = match entry.wire.level {
        Wire::Breaking => "red",
        Wire::Warning => "amber",
        Wire::Safe => "green",
    };
    chips += &format!("<span class=\"chip {wire_tone}\">wire {wire}</span>");
    chips += &format!(
        "<span class=\"chip {}\">source {source}</span>",
        class(entry.source.level).0
    );
    if entry.behaviour.level == Behaviour::Changed {
        chips += "<span class=\"chip amber\">behaviour</span>";
    }
    if entry.operations.len() > 1 {
        let count = counted(entry.operations.len(), "operation");
        chips += &format!("<span class=\"chip\">{count}</span>");
    }
    format!(
        "<details class=\"entry {}\" id=\"{}\" data-wire=\"{wire}\" data-source=\"{source}\" data-behaviour=\"{behaviour}\">\n<summary><strong>{}</strong><span class=\"chips\">{chips}</span><code class=\"soft\">{}</code></summary>\n<div class=\"body\">\n{}{}{}{}{}{}</div>\n</details>\n",
        tone(entry),
        escape(&entry.id),
        prose(&entry.title),
        escape(&subject(entry)),
        reasons(entry),
        sides(entry, old, new),
        operations(entry),
        items(&entry.items),
        entry.rename.as_ref().map(rename).unwrap_or_default(),
        fingerprint(entry),
    )
}

fn subject(entry: &Entry) -> String {
    match entry.api.is_empty() {
        true => entry.subject.clone(),
        false => format!("{} · {}", entry.api, entry.subject),
    }
}

fn reasons(entry: &Entry) -> String {
    let mut out = String::from("<dl>\n");
    let mut row = |name: &str, level: &str, reason: &str| {
        let reason = match reason.is_empty() {
            true => String::new(),
            false => format!(": {}", prose(reason)),
        };
        out += &format!("<dt>{name}</dt><dd>{level}{reason}</dd>\n");
    };
    row("Wire", data(entry, "wire"), &entry.wire.reason);
    row("Source", data(entry, "source"), &entry.source.reason);
    row(
        "Behaviour",
        data(entry, "behaviour"),
        &entry.behaviour.reason,
    );
    match (&entry.before, &entry.after) {
        (Some(before), Some(after)) => {
            row(
                "Values",
                &format!(
                    "<code>{}</code> → <code>{}</code>",
                    escape(before),
                    escape(after)
                ),
                "",
            );
        }
        (Some(before), None) => row("Was", &format!("<code>{}</code>", escape(before)), ""),
        (None, Some(after)) => row("Is", &format!("<code>{}</code>", escape(after)), ""),
        (None, None) => {}
    }
    out + "</dl>\n"
}

fn operations(entry: &Entry) -> String {
    if entry.operations.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<h3>Reaches {}</h3>\n<ul class=\"columns\">\n",
        counted(entry.operations.len(), "operation")
    );
    for reach in entry.operations.iter().take(MOST) {
        let method = reach.method.as_deref().map(escape);
        let method = method.map(|method| format!(" <span class=\"soft mono\">{method}()</span>"));
        let operation = escape(&reach.operation);
        out += &format!(
            "<li><code>{operation}</code>{}</li>\n",
            method.unwrap_or_default()
        );
    }
    out + &more(entry.operations.len()) + "</ul>\n"
}

fn items(items: &[RustItem]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<h3>{} of the generated crate</h3>\n<table class=\"items\">\n",
        counted(items.len(), "item")
    );
    for item in items.iter().take(MOST) {
        let (sign, tone) = match item.change {
            Change::Added => ("added", "green"),
            Change::Removed => ("removed", "red"),
            Change::Changed => ("changed", "amber"),
        };
        let signature = match (&item.before, &item.after) {
            (Some(before), Some(after)) => format!(
                "<code>{}</code> → <code>{}</code>",
                escape(before),
                escape(after)
            ),
            (Some(only), None) | (None, Some(only)) => format!("<code>{}</code>", escape(only)),
            (None, None) => String::new(),
        };
        let place = match (&item.file, item.line) {
            (Some(file), Some(line)) => {
                format!(" <span class=\"soft mono\">{}:{line}</span>", escape(file))
            }
            (Some(file), None) => format!(" <span class=\"soft mono\">{}</span>", escape(file)),
            (None, _) => String::new(),
        };
        out += &format!(
            "<tr><td><span class=\"chip {tone}\">{sign}</span></td><td><code>{}</code>{place}<br>{signature} <span class=\"soft\">{}</span></td></tr>\n",
            escape(&item.path),
            prose(&item.reason)
        );
    }
    let rest = match items.len() > MOST {
        true => format!(
            "<tr><td></td><td class=\"soft\">and {} more</td></tr>\n",
            items.len() - MOST
        ),
        false => String::new(),
    };
    out + &rest + "</table>\n"
}

fn more(count: usize) -> String {
    match count > MOST {
        true => format!("<li class=\"soft\">and {} more</li>\n", count - MOST),
        false => String::new(),
    }
}

fn rename(rename: &Rename) -> String {
    let lines: Vec<String> = keep::lines(rename)
        .iter()
        .map(|line| escape(line))
        .collect();
    let lines = match lines.is_empty() {
        true => String::new(),
        false => format!(
            "<p>One of these in the configuration keeps the older names:</p>\n<pre>{}</pre>\n",
            lines.join("\n")
        ),
    };
    format!(
        "<h3>Taken for a rename ({} %: {})</h3>\n{lines}",
        rename.confidence,
        prose(&rename.evidence),
    )
}

fn fingerprint(entry: &Entry) -> String {
    format!(
        "<h3>Fingerprint</h3>\n<div><a class=\"mono\" href=\"#{id}\">{id}</a> <span class=\"soft mono\">{}</span></div>\n",
        entry.kind.code(),
        id = escape(&entry.id),
    )
}
