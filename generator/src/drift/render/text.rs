//! For people, in a terminal of 80 columns: a summary on one screen, then one block for each cause, worst first.

use std::fmt::Write;

use super::{counts, keep, reaches, shown};
use crate::drift::words::counted;
use crate::drift::{Behaviour, Class, Entry, Report, RustItem, Site, Wire};

const WIDTH: usize = 80;
/// How many items of one entry are shown.
const MOST_ITEMS: usize = 6;
/// How many entries the summary names.
const MOST_NAMED: usize = 8;

/// How text is made to stand out.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn on(self, style: &str, text: &str) -> String {
        match self.0 {
            true => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn class(self, class: Class) -> String {
        let style = match class {
            Class::Major => "1;31",
            Class::Minor => "33",
            Class::Patch | Class::None => "2",
        };
        self.on(style, class.word())
    }

    fn wire(self, wire: Wire) -> String {
        let style = match wire {
            Wire::Breaking => "1;31",
            Wire::Warning => "33",
            Wire::Safe => "32",
        };
        self.on(style, wire.word())
    }
}

/// Renders a report as text.
pub fn text(report: &Report, color: bool) -> String {
    let paint = Paint(color);
    let mut out = String::new();
    summary(&mut out, report, paint);
    let mut last = None;
    for entry in &report.entries {
        let class = entry.source.level;
        if last != Some(class) {
            let count = report
                .entries
                .iter()
                .filter(|one| one.source.level == class)
                .count();
            let head = format!("── {} · {} ", class.word(), counted(count, "change"));
            let rule = "─".repeat(WIDTH.saturating_sub(head.chars().count()));
            line(
                &mut out,
                &format!("\n{}", paint.on("1", &format!("{head}{rule}"))),
            );
            last = Some(class);
        }
        match entry.source.level <= Class::Patch
            && entry.wire.level == Wire::Safe
            && entry.behaviour.level == Behaviour::Same
        {
            true => small(&mut out, entry, paint),
            false => block(&mut out, entry, paint),
        }
    }
    out + &super::accepted::text(report)
}

/// What there is to say of an item or of what it stands in, by its Rust path; of a part of the path, too.
pub fn explain(report: &Report, path: &str, color: bool) -> Option<String> {
    let paint = Paint(color);
    let wanted = path
        .strip_prefix(&format!("{}::", report.crate_name.replace('-', "_")))
        .unwrap_or(path);
    let is_it = |known: &str| {
        let known = known.trim_end_matches("()");
        let within = |rest: &str| rest.is_empty() || rest.starts_with("::");
        known.strip_prefix(wanted).is_some_and(within)
            || known.ends_with(&format!("::{wanted}"))
            || known.contains(&format!("::{wanted}::"))
    };
    let mut out = String::new();
    for entry in &report.entries {
        if entry.items.iter().any(|item| is_it(&item.path)) {
            out.push('\n');
            whole(&mut out, entry, paint, usize::MAX);
        }
    }
    (!out.is_empty()).then(|| out.trim_start().to_owned())
}

fn summary(out: &mut String, report: &Report, paint: Paint) {
    let side = |side: &crate::drift::Side| {
        let version = if side.version.is_empty() {
            String::new()
        } else {
            format!(" ({})", side.version)
        };
        format!("{}{version}", side.name)
    };
    line(
        out,
        &format!("{} → {}", side(&report.old), side(&report.new)),
    );
    if report.entries.is_empty() {
        line(
            out,
            match report.accepted.is_empty() {
                true => "no difference",
                false => "no difference that is not accepted",
            },
        );
        return;
    }
    let counts = counts(report);
    let [_, patch, minor, major] = counts.class;
    let [safe, warning, breaking] = counts.wire;
    let versions = format!(
        "{} {} → {}",
        report.crate_name, report.crate_version, report.next_version
    );
    line(out, &format!("{versions}: {}", paint.class(report.class)));
    line(out, "");
    line(
        out,
        &format!(
            "  source     {:>4} major {:>6} minor {:>6} patch",
            major, minor, patch
        ),
    );
    line(
        out,
        &format!(
            "  wire       {:>4} breaking {:>3} warning {:>4} safe",
            breaking, warning, safe
        ),
    );
    line(
        out,
        &format!("  behaviour  {:>4} changed", counts.behaviour),
    );
    let [added, removed, changed] = counts.items;
    line(
        out,
        &format!("  items      {added:>4} added {removed:>6} removed {changed:>4} changed"),
    );
    let worst = report
        .entries
        .iter()
        .filter(|entry| entry.source.level == report.class || entry.wire.level == Wire::Breaking);
    let worst: Vec<&Entry> = worst.collect();
    if report.entries.len() > MOST_NAMED {
        line(out, "");
        for entry in worst.iter().take(MOST_NAMED) {
            line(out, &cut(&format!("  {}", entry.title), WIDTH));
        }
        if let Some(more @ 1..) = worst.len().checked_sub(MOST_NAMED) {
            line(out, &format!("  … and {more} more of this weight"));
        }
    }
}

/// An entry that only words have changed for: one line and its place.
fn small(out: &mut String, entry: &Entry, paint: Paint) {
    wrapped(
        out,
        "  ",
        &format!("{} {}", entry.title, paint.on("2", &place(entry))),
    );
}

fn block(out: &mut String, entry: &Entry, paint: Paint) {
    out.push('\n');
    whole(out, entry, paint, MOST_ITEMS);
}

fn whole(out: &mut String, entry: &Entry, paint: Paint, most: usize) {
    wrapped(out, "", &paint.on("1", &entry.title));
    let head = format!("{} · {}", entry.kind.code(), entry.id);
    line(out, &format!("  {}", paint.on("2", &head)));
    if let Some(reaches) = reaches(entry) {
        wrapped(out, "  ", &reaches);
    }
    let verdict = |name: &str, level: String, reason: &str| match reason.is_empty() {
        true => format!("{name} {level}"),
        false => format!("{name} {level}: {reason}"),
    };
    wrapped(
        out,
        "  ",
        &verdict(
            "source",
            paint.class(entry.source.level),
            &entry.source.reason,
        ),
    );
    wrapped(
        out,
        "  ",
        &verdict("wire", paint.wire(entry.wire.level), &entry.wire.reason),
    );
    if entry.behaviour.level == Behaviour::Changed {
        wrapped(
            out,
            "  ",
            &verdict("behaviour", "changed".to_owned(), &entry.behaviour.reason),
        );
    }
    let at =
        |name: &str, site: &Site| format!("{name} {}:{}:{}", site.file, site.line, site.column);
    for (name, site) in [("old", &entry.old), ("new", &entry.new)] {
        if let Some(site) = site {
            line(out, &format!("  {}", paint.on("2", &at(name, site))));
        }
    }
    let items: Vec<&RustItem> = entry
        .items
        .iter()
        .filter(|item| !is_implied(item, entry))
        .collect();
    for item in items.iter().take(most) {
        let text = match most == usize::MAX {
            true => shown(item),
            false => cut(&shown(item), 2 * WIDTH - 12),
        };
        let text = text + &super::placed(item);
        wrapped(out, "    ", &text);
    }
    if let Some(more @ 1..) = items.len().checked_sub(most) {
        line(out, &format!("    … and {}", counted(more, "more item")));
    }
    for sentence in keep::sentences(entry) {
        wrapped(out, "  ", &sentence);
    }
}

/// Whether an item is a setter of a field that is shown.
fn is_implied(item: &RustItem, entry: &Entry) -> bool {
    let field = item.path.strip_suffix("()");
    field.is_some_and(|field| {
        entry
            .items
            .iter()
            .any(|one| one.path == field && one.change == item.change)
    })
}

/// Where an entry is said, in short.
fn place(entry: &Entry) -> String {
    let site = entry.new.as_ref().or(entry.old.as_ref());
    site.map(|site| format!("{}:{}", site.file, site.line))
        .unwrap_or_default()
}

/// Text in lines of the width of a terminal; lines after the first are indented a little more.
fn wrapped(out: &mut String, indent: &str, text: &str) {
    let mut line_now = indent.to_owned();
    let mut width = indent.chars().count();
    let mut empty = true;
    for word in text.split(' ') {
        let length = visible(word);
        if !empty && width + 1 + length > WIDTH {
            line(out, &line_now);
            line_now = format!("{indent}  ");
            width = indent.chars().count() + 2;
            empty = true;
        }
        if !empty {
            line_now.push(' ');
            width += 1;
        }
        line_now.push_str(word);
        width += length;
        empty = false;
    }
    line(out, &line_now);
}

/// How many columns a word takes, without the codes of colours.
fn visible(word: &str) -> usize {
    let mut count = 0;
    let mut within = false;
    for c in word.chars() {
        match (within, c) {
            (false, '\u{1b}') => within = true,
            (true, 'm') => within = false,
            (true, _) => {}
            _ => count += 1,
        }
    }
    count
}

fn cut(text: &str, width: usize) -> String {
    match text.chars().count() > width {
        true => text
            .chars()
            .take(width.saturating_sub(1))
            .chain(['…'])
            .collect(),
        false => text.to_owned(),
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
