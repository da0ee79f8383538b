//! Markdown of a document as rustdoc that has neither warnings nor doctests of its own.
//!
//! HTML and brackets are escaped outside of code, web addresses become links, code blocks are marked as text, and
//! continuation lines of lists stand where clippy wants them. Works line by line: whatever comes in, each line that
//! goes out is free of line breaks and control characters.

use std::borrow::Cow;

use crate::model::Docs;

/// How wide doc lines are, without `    /// `.
const WIDTH: usize = 92;

/// The doc lines of something: title or summary first, then its description and its link.
pub(super) fn of(docs: &Docs) -> Vec<String> {
    let mut lines = Vec::new();
    let head = docs.summary.as_ref().or(docs.title.as_ref());
    let body = docs.description.as_deref().unwrap_or_default();
    if let Some(head) = head
        && !body.trim_start().starts_with(head.trim())
    {
        paragraph(&mut lines, &sentence(head));
    }
    paragraph(&mut lines, body);
    if let Some(url) = &docs.url {
        paragraph(&mut lines, &format!("See {url}"));
    }
    lines
}

/// The first line of something's docs, for where there is room for one only.
pub(super) fn first_line(docs: &Docs) -> Option<String> {
    of(docs).into_iter().find(|line| !line.trim().is_empty())
}

/// Adds a paragraph of a document's Markdown behind what is there.
pub(super) fn paragraph(lines: &mut Vec<String>, markdown: &str) {
    let more = markdown_lines(markdown);
    if more.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// Adds a paragraph of our own, which is Markdown already.
pub(super) fn own(lines: &mut Vec<String>, text: impl AsRef<str>) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    wrap("", 0, text.as_ref(), lines);
}

/// A text on one line, without what a comment must not hold.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    printed(&text).into_owned()
}

/// A text as part of a line of ours.
pub(super) fn inline(text: &str) -> String {
    escaped(&plain(text))
}

/// A text as inline code.
pub(super) fn code(text: &str) -> String {
    let text = printed(text);
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    if text.trim().is_empty() {
        return format!("\"{text}\"");
    }
    if longest == 0 {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// A headline with a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    match text.chars().last() {
        Some(c) if c.is_alphanumeric() => format!("{text}."),
        _ => text.to_owned(),
    }
}

/// Whether a character may stand in a comment: no control characters, and nothing that turns text around.
fn printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// A text without what may not stand in a comment.
fn printed(text: &str) -> Cow<'_, str> {
    match text.bytes().all(|c| matches!(c, b' '..=b'~')) {
        true => Cow::Borrowed(text),
        false => text.chars().filter(|c| printable(*c)).collect(),
    }
}

fn markdown_lines(markdown: &str) -> Vec<String> {
    let text = match markdown.contains(['\r', '\t']) {
        true => Cow::Owned(
            markdown
                .replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace('\t', "    "),
        ),
        false => Cow::Borrowed(markdown),
    };
    let mut out: Vec<String> = Vec::new();
    let mut lists: Vec<usize> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut indented = false;
    for line in text.split('\n') {
        let line = printed(line);
        let line = line.trim_end();
        let body = line.trim_start();
        let indent = line.len() - body.len();
        if let Some((mark, length)) = fence {
            if fence_of(body)
                .is_some_and(|(c, n, rest)| c == mark && n >= length && rest.is_empty())
            {
                out.push(mark.to_string().repeat(length));
                fence = None;
            } else {
                out.push(line.to_owned());
            }
            continue;
        }
        if body.is_empty() {
            if !indented && out.last().is_some_and(|l| !l.is_empty()) {
                out.push(String::new());
            }
            continue;
        }
        let after_blank = out.last().is_none_or(String::is_empty);
        if lists.is_empty() && indent >= 4 && (indented || after_blank) {
            if !indented {
                out.push("```text".to_owned());
                indented = true;
            }
            out.push(line.get(4..).unwrap_or(body).replace("```", "'''"));
            continue;
        }
        if indented {
            out.push("```".to_owned());
            out.push(String::new());
            indented = false;
        }
        if let Some((mark, length, _)) = fence_of(body) {
            // The info string would make a doctest of it, or a warning.
            out.push(format!("{}text", mark.to_string().repeat(length)));
            fence = Some((mark, length));
            lists.clear();
            continue;
        }
        placed(line, &mut lists, after_blank, &mut out);
    }
    if indented {
        out.push("```".to_owned());
    }
    if let Some((mark, length)) = fence {
        out.push(mark.to_string().repeat(length));
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// A code fence: its character, its length and what stands behind it.
fn fence_of(body: &str) -> Option<(char, usize, &str)> {
    let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = body.trim_start_matches(mark);
    let length = body.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length, rest.trim()))
}

/// Adds a line of text or of a list, with the indentation that its list asks for.
fn placed(line: &str, lists: &mut Vec<usize>, after_blank: bool, out: &mut Vec<String>) {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    if let Some(width) = list_marker(body) {
        while lists.last().is_some_and(|content| *content > indent) {
            lists.pop();
        }
        let at = lists.last().copied().unwrap_or(0);
        lists.push(at + width + 1);
        let text = body.get(width..).unwrap_or_default().trim_start();
        let marker = body.get(..width).unwrap_or_default();
        wrap(
            &format!("{}{marker} ", " ".repeat(at)),
            at + width + 1,
            &escaped(text),
            out,
        );
        return;
    }
    if after_blank {
        while lists.last().is_some_and(|content| *content > indent) {
            lists.pop();
        }
    }
    let at = lists.last().copied().unwrap_or(0);
    let mark = if body.starts_with('>') { "\\" } else { "" };
    wrap(
        &format!("{}{mark}", " ".repeat(at)),
        at,
        &escaped(body),
        out,
    );
}

/// Adds a text in lines of about [`WIDTH`] columns, the second and later ones indented. Lines of tables, headings and
/// hard breaks are left as they are, and no line begins with what Markdown would take for something else.
fn wrap(first: &str, indent: usize, text: &str, out: &mut Vec<String>) {
    let mut line = first.to_owned();
    let mut width = line.chars().count();
    let whole = text.contains('|') || text.starts_with('#');
    let mut empty = true;
    for word in text.split(' ') {
        let length = word.chars().count();
        let starts_block = list_marker(word).is_some()
            || word.starts_with("```")
            || word.starts_with(['#', '=', '-', '>', '~', '+', '*']);
        if !empty && !whole && !starts_block && !word.is_empty() && width + length >= WIDTH {
            out.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
            (width, empty) = (indent, true);
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        width += length + usize::from(!empty);
        empty = false;
    }
    out.push(line.trim_end().to_owned());
}

/// The width of a list marker that the line starts with.
fn list_marker(body: &str) -> Option<usize> {
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let width = match (digits, body.as_bytes().get(digits)) {
        (0, Some(b'-' | b'*' | b'+')) => 1,
        (1..=9, Some(b'.' | b')')) => digits + 1,
        _ => return None,
    };
    matches!(body.as_bytes().get(width), None | Some(b' ')).then_some(width)
}

/// A line of text with what rustdoc would take for HTML or a link escaped, code spans and web links kept.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let run = &rest[..ticks];
            let after = &rest[ticks..];
            if let Some(end) = closing(after, ticks) {
                out.push_str(&rest[..ticks + end + ticks]);
                rest = &after[end + ticks..];
            } else {
                out.push_str(&run.replace('`', "\\`"));
                rest = after;
            }
        } else if let Some((link, length)) = link(rest) {
            out.push_str(&link);
            rest = &rest[length..];
        } else if !matches!(c, '<' | '[' | ']') {
            // Nothing but these, a backtick and an `h` begins something.
            let next = rest[c.len_utf8()..].find(['`', '<', '[', ']', 'h']);
            let (plain, more) = rest.split_at(next.map_or(rest.len(), |at| at + c.len_utf8()));
            out.push_str(plain);
            rest = more;
        } else {
            if !out.ends_with('\\') {
                out.push('\\');
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Where a run of exactly this many backticks starts.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// A web link at the start of a text, as it is to be written, and how much of the text it is.
fn link(text: &str) -> Option<(String, usize)> {
    if let Some(inner) = text.strip_prefix('[') {
        let (label, after) = inner.split_once(']')?;
        let target = after.strip_prefix('(')?;
        let (url, _) = target.split_once(')')?;
        let plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '(');
        if is_web(url) && url.chars().all(plain) && !label.contains(['[', '`', '<', '\\']) {
            let length = label.len() + url.len() + 4;
            return Some((format!("[{label}]({url})"), length));
        }
        return None;
    }
    if let Some(inner) = text.strip_prefix('<')
        && let Some((url, _)) = inner.split_once('>')
        && is_web(url)
        && !url.contains(char::is_whitespace)
    {
        return Some((format!("<{url}>"), url.len() + 2));
    }
    if !is_web(text) {
        return None;
    }
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\'' | '`' | '|' | '\\'
                )
        })
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    is_web(url).then(|| (format!("<{url}>"), url.len()))
}

fn is_web(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme)
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(markdown: &str) -> Vec<String> {
        markdown_lines(markdown)
    }

    #[test]
    fn html_brackets_and_addresses_are_harmless() {
        for (markdown, line) in [
            ("a <b> [c] `<d> [e]`", r"a \<b> \[c\] `<d> [e]`"),
            (
                "see https://example.com/a_b.",
                "see <https://example.com/a_b>.",
            ),
            ("[docs](https://example.com)", "[docs](https://example.com)"),
            ("[x](javascript:alert)", r"\[x\](javascript:alert)"),
            ("an `open tick", r"an \`open tick"),
            ("``control`` resource", "``control`` resource"),
            ("a\rb", "a"),
            ("right\u{202e}left", "rightleft"),
            ("> quote", r"\> quote"),
        ] {
            assert_eq!(lines(markdown)[0], line, "{markdown:?}");
        }
    }

    #[test]
    fn code_is_text() {
        assert_eq!(
            lines("a\n\n    let x;\n\nb"),
            ["a", "", "```text", "let x;", "```", "", "b"]
        );
        assert_eq!(
            lines("```rust\nfn main() {}\n```"),
            ["```text", "fn main() {}", "```"]
        );
        assert_eq!(lines("~~~\nopen"), ["~~~text", "open", "~~~"]);
    }

    #[test]
    fn continuations_stand_under_their_item() {
        assert_eq!(
            lines("- one\ncontinued\n    more\n  - nested\n\nafter"),
            ["- one", "  continued", "  more", "  - nested", "", "after"]
        );
        assert_eq!(lines("1. one\n2. two\nx"), ["1. one", "2. two", "   x"]);
    }
}
