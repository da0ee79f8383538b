//! What both documents say in the place of a change, side by side.

use similar::{ChangeTag, TextDiff};

use super::Texts;
use super::text::escape;
use crate::drift::{Entry, Site};

/// How many lines around a difference are shown.
const AROUND: usize = 3;
/// More rows than this are not shown.
const ROWS: usize = 40;
/// How many lines of a node are compared.
const LINES: usize = 2000;
/// How many characters of a line are shown.
const WIDTH: usize = 240;

/// One line of one side.
#[derive(Clone)]
struct Line<'t> {
    number: usize,
    text: &'t str,
    differs: bool,
}

type Row<'t> = (Option<Line<'t>>, Option<Line<'t>>);

/// Renders the places of a change; nothing, when neither side has one.
pub(super) fn sides(entry: &Entry, old: &Texts<'_>, new: &Texts<'_>) -> String {
    if entry.old.is_none() && entry.new.is_none() {
        return String::new();
    }
    let before = entry
        .old
        .as_ref()
        .map(|site| lines(site, old))
        .unwrap_or_default();
    let after = entry
        .new
        .as_ref()
        .map(|site| lines(site, new))
        .unwrap_or_default();
    let mut out = String::from(
        "<h3>In the documents</h3>\n<table class=\"sides\"><colgroup><col class=\"n\"><col><col class=\"n\"><col></colgroup>\n<thead><tr>",
    );
    for site in [&entry.old, &entry.new] {
        let place = match site {
            Some(site) => format!("{}:{}:{}", site.file, site.line, site.column),
            None => "not there".to_owned(),
        };
        let pointer = site.as_ref().map_or("", |site| site.pointer.as_str());
        out += &format!(
            "<th colspan=\"2\" title=\"{}\">{}</th>",
            escape(pointer),
            escape(&place)
        );
    }
    out += "</tr></thead>\n<tbody>\n";
    let columns = [&entry.old, &entry.new].map(|site| site.as_ref().map_or(1, |site| site.column));
    let rows = rows(&before, &after);
    for row in rows.iter().take(ROWS) {
        match row {
            None => out += "<tr class=\"skip\"><td colspan=\"4\">⋯</td></tr>\n",
            Some((left, right)) => {
                let left = cell(left.as_ref(), "gone", columns[0]);
                let right = cell(right.as_ref(), "new", columns[1]);
                out += &format!("<tr>{left}{right}</tr>\n");
            }
        }
    }
    if rows.len() > ROWS {
        out += "<tr class=\"skip\"><td colspan=\"4\">⋯ and more</td></tr>\n";
    }
    out + "</tbody></table>\n"
}

/// The lines of a node, with their numbers.
fn lines<'t>(site: &Site, texts: &Texts<'t>) -> Vec<(usize, &'t str)> {
    let Some(text) = texts(&site.file) else {
        return Vec::new();
    };
    let count = site.end_line.saturating_sub(site.line) + 1;
    text.lines()
        .enumerate()
        .skip(site.line.saturating_sub(1))
        .take(count.min(LINES))
        .map(|(at, line)| (at + 1, line))
        .collect()
}

/// Lines in pairs; `None` stands for lines that are left out.
fn rows<'t>(before: &[(usize, &'t str)], after: &[(usize, &'t str)]) -> Vec<Option<Row<'t>>> {
    let line = |(number, text): (usize, &'t str), differs| Line {
        number,
        text,
        differs,
    };
    if before.is_empty() || after.is_empty() {
        let left = before
            .iter()
            .map(|found| Some((Some(line(*found, true)), None)));
        let right = after
            .iter()
            .map(|found| Some((None, Some(line(*found, true)))));
        return left.chain(right).collect();
    }
    let [old, new] =
        [before, after].map(|side| side.iter().map(|(_, text)| *text).collect::<Vec<_>>());
    let diff = TextDiff::configure()
        .timeout(std::time::Duration::from_millis(200))
        .diff_slices(&old, &new);
    let mut rows: Vec<Option<Row<'t>>> = Vec::new();
    let groups = diff.grouped_ops(AROUND);
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            rows.push(None);
        }
        for op in group {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for change in diff.iter_changes(op) {
                let [old, new] = [change.old_index(), change.new_index()];
                let differs = change.tag() != ChangeTag::Equal;
                left.extend(
                    old.and_then(|at| before.get(at))
                        .map(|found| line(*found, differs)),
                );
                right.extend(
                    new.and_then(|at| after.get(at))
                        .map(|found| line(*found, differs)),
                );
            }
            let count = left.len().max(right.len());
            rows.extend((0..count).map(|at| Some((left.get(at).cloned(), right.get(at).cloned()))));
        }
    }
    if groups.is_empty() {
        // The difference is somewhere else, in what this leads to.
        let pairs = before.iter().zip(after);
        rows.extend(pairs.map(|(a, b)| Some((Some(line(*a, false)), Some(line(*b, false))))));
    }
    rows
}

fn cell(line: Option<&Line<'_>>, mark: &str, column: usize) -> String {
    let Some(line) = line else {
        return "<td class=\"n\"></td><td></td>".to_owned();
    };
    let class = match line.differs {
        true => format!(" class=\"{mark}\""),
        false => String::new(),
    };
    let text = escape(&window(line.text, column));
    format!(
        "<td class=\"n\">{}</td><td{class}><code>{text}</code></td>",
        line.number
    )
}

/// The part of a line around a column, when it is too long to show: JSON on one line.
fn window(line: &str, column: usize) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let start = column.saturating_sub(WIDTH / 4);
    let part: String = line.chars().skip(start).take(WIDTH).collect();
    let before = if start > 0 { "…" } else { "" };
    format!("{before}{part}…")
}
