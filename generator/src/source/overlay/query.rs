//! JSONPath (RFC 9535) over a document, by the `serde_json_path` crate.
//!
//! Takes the text of an expression; gives the places that it selects. The crate's parser takes time that doubles with
//! each filter in a filter and stack with each parenthesis, so an expression's depth is looked at first.

use serde_json::Value;
use serde_json_path::JsonPath;
use serde_json_path::PathElement;

use super::patch::Patch;

/// How long an expression may be.
const LONGEST: usize = 4_096;
/// How many brackets may be open at once.
const MOST_BRACKETS: usize = 8;
/// How many parentheses may be open at once.
const MOST_PARENTHESES: usize = 40;

/// An expression that was understood.
#[derive(Clone, Debug)]
pub(super) struct Query {
    text: String,
    path: JsonPath,
}

/// One step from a node to one in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl Query {
    /// The expression of a text, or why it is none.
    pub(super) fn parse(text: &str) -> Result<Query, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} characters"));
        }
        let scan = Scan::of(text);
        if scan.brackets > MOST_BRACKETS || scan.parentheses > MOST_PARENTHESES {
            return Err("its brackets are nested too deeply".to_owned());
        }
        if !text.starts_with('$') {
            return Err("it must start with `$`, the root of the document".to_owned());
        }
        match JsonPath::parse(text) {
            Ok(path) => Ok(Query {
                text: text.to_owned(),
                path,
            }),
            Err(error) => {
                let at = error.position() + 1;
                Err(format!("{} (character {at})", error.message()))
            }
        }
    }

    /// The expression as it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The ways to all places that it selects, each once, in the order of the document.
    pub(super) fn run(&self, value: &Value) -> Vec<Vec<Step>> {
        let mut ways: Vec<Vec<Step>> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for path in self.path.query_located(value).locations() {
            if !seen.insert(path.to_json_pointer()) {
                continue;
            }
            let step = |element: &PathElement<'_>| match element {
                PathElement::Name(name) => Step::Key((*name).to_owned()),
                PathElement::Index(index) => Step::Index(*index),
            };
            ways.push(path.iter().map(step).collect());
        }
        ways
    }
}

/// What can be seen of an expression without understanding it.
struct Scan {
    brackets: usize,
    parentheses: usize,
    /// Where each segment starts.
    starts: Vec<usize>,
}

impl Scan {
    fn of(text: &str) -> Scan {
        let mut scan = Scan {
            brackets: 0,
            parentheses: 0,
            starts: Vec::new(),
        };
        let (mut brackets, mut parentheses) = (0_usize, 0_usize);
        let mut quote = None;
        let mut escaped = false;
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            match (quote, c) {
                _ if escaped => escaped = false,
                (Some(_), '\\') => escaped = true,
                (Some(open), _) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(c),
                (None, '.') if brackets == 0 && before != '.' => scan.starts.push(at),
                (None, '[') => {
                    if brackets == 0 && before != '.' {
                        scan.starts.push(at);
                    }
                    brackets += 1;
                    scan.brackets = scan.brackets.max(brackets);
                }
                (None, ']') => brackets = brackets.saturating_sub(1),
                (None, '(') => {
                    parentheses += 1;
                    scan.parentheses = scan.parentheses.max(parentheses);
                }
                (None, ')') => parentheses = parentheses.saturating_sub(1),
                _ => {}
            }
            before = c;
        }
        scan
    }
}

/// How far an expression that selects nothing leads, and what could have been meant.
pub(super) fn near(query: &Query, patches: &[Patch]) -> Option<String> {
    let text = query.text();
    let starts = Scan::of(text).starts;
    for (at, start) in starts.iter().enumerate().rev() {
        let Ok(prefix) = Query::parse(&text[..*start]) else {
            continue;
        };
        let keys: Vec<String> = patches
            .iter()
            .flat_map(|patch| {
                let nodes = patch.select(&prefix);
                nodes.into_iter().flat_map(|node| patch.keys(node))
            })
            .collect();
        let reached = patches
            .iter()
            .any(|patch| !patch.select(&prefix).is_empty());
        if !reached {
            continue;
        }
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        let segment = &text[*start..end];
        let there = format!("`{}` is there, and has no `{segment}`", &text[..*start]);
        let near = name_of(segment).and_then(|name| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let near = similar::get_close_matches(name, &keys, 1, 0.6);
            near.first().map(|near| (*near).to_owned())
        });
        return Some(match near {
            Some(near) => format!("{there}; did you mean `{near}`?"),
            None => there,
        });
    }
    None
}

/// The key that a segment names, when it names one.
fn name_of(segment: &str) -> Option<&str> {
    if let Some(name) = segment.strip_prefix('.') {
        return (!name.starts_with(['.', '*', '['])).then_some(name);
    }
    let inner = segment.strip_prefix('[')?.strip_suffix(']')?;
    let quote = inner.chars().next().filter(|c| *c == '\'' || *c == '"')?;
    inner.strip_prefix(quote)?.strip_suffix(quote)
}
