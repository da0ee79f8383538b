//! Values of a span tree: as JSON, as canonical text, and by JSON pointer.
//!
//! Takes nodes; gives plain values. Must never know what OpenAPI is.

use crate::model::Json;
use crate::source::location::percent_decoded;
use crate::source::{Kind, NodeRef};

/// How deep a value may be nested.
pub const DEPTH_LIMIT: usize = 300;

/// The value of a node; what lies deeper than the limit is cut to `null`.
pub fn json(node: NodeRef<'_>) -> Json {
    json_at(node, 0)
}

fn json_at(node: NodeRef<'_>, depth: usize) -> Json {
    if depth > DEPTH_LIMIT {
        return Json::Null;
    }
    match node.kind() {
        Kind::Null => Json::Null,
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Number(text) => Json::Number(text.to_string()),
        Kind::String(text) => Json::String(text.to_string()),
        Kind::Array(_) => Json::Array(node.items().map(|item| json_at(item, depth + 1)).collect()),
        Kind::Object(_) => Json::Object(
            node.entries()
                .map(|(key, value)| (key.to_owned(), json_at(value, depth + 1)))
                .collect(),
        ),
    }
}

/// A text that is equal for equal values, whatever their key order and the spelling of their numbers.
pub fn canonical(node: NodeRef<'_>) -> String {
    let mut out = String::new();
    write_canonical(node, 0, &mut out);
    out
}

fn write_canonical(node: NodeRef<'_>, depth: usize, out: &mut String) {
    if depth > DEPTH_LIMIT {
        return;
    }
    match node.kind() {
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(text) => out.push_str(&canonical_number(text)),
        Kind::String(text) => write_text(text, out),
        Kind::Array(_) => {
            out.push('[');
            for item in node.items() {
                write_canonical(item, depth + 1, out);
                out.push(',');
            }
            out.push(']');
        }
        Kind::Object(_) => {
            let mut entries: Vec<_> = node.entries().collect();
            entries.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in entries {
                write_text(key, out);
                out.push(':');
                write_canonical(value, depth + 1, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if c == '"' || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// A decimal number as `digits e exponent` without leading or trailing zeros.
pub fn canonical_number(text: &str) -> String {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], rest[at + 1..].parse::<i64>().unwrap_or(0)),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let trimmed = digits.trim_end_matches('0');
    let dropped = digits.len() - trimmed.len();
    let significant = trimmed.trim_start_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    let exponent = exponent
        .saturating_sub(fraction.len() as i64)
        .saturating_add(dropped as i64);
    format!("{sign}{significant}e{exponent}")
}

/// A key with one more segment, escaped.
pub fn join(key: &str, text: &str) -> String {
    let mut joined = String::with_capacity(key.len() + 1 + text.len());
    joined.push_str(key);
    push_segment(&mut joined, text);
    joined
}

/// Adds a segment to a JSON pointer, escaped.
pub fn push_segment(pointer: &mut String, text: &str) {
    pointer.push('/');
    if !text.contains(['~', '/']) {
        return pointer.push_str(text);
    }
    for c in text.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// The segments of a URI fragment that is a JSON pointer (`#/a/b%20c/d~1e`); none when it is not one.
pub fn pointer_segments(reference: &str) -> Option<Vec<String>> {
    let pointer = reference.strip_prefix("#/")?;
    Some(
        pointer
            .split('/')
            .map(|raw| percent_decoded(raw).replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

/// The node behind pointer segments.
pub fn descend<'a>(root: NodeRef<'a>, segments: &[String]) -> Option<NodeRef<'a>> {
    segments.iter().try_fold(root, |node, segment| {
        node.get(segment).or_else(|| {
            let index: usize = segment.parse().ok()?;
            node.items().nth(index)
        })
    })
}
