//! A lock file that is as it was written, read line by line.
//!
//! Takes the text of a lock file; gives what it says when it is, byte for byte, what [`Lock::render`] writes, and
//! nothing when it is not: then the YAML reader has to say what it means or what is wrong with it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Lock;

/// What a lock file says that no hand has touched.
pub(super) fn read(text: &str) -> Option<Lock> {
    let mut lines = Lines {
        rest: text,
        next: None,
    };
    lines.advance();
    let mut lock = Lock::default();
    while let Some(line) = lines.next.take() {
        lines.advance();
        let one = || line.value.clone().map(Cow::into_owned);
        match &*line.key {
            "oasmith" => lock.oasmith = one()?,
            "configuration" => lock.configuration = Some(one()?),
            "crate" => lock.directory = one()?,
            "documents" => lock.documents = lines.map(1)?,
            "overlays" => lock.overlays = lines.map(1)?,
            "pages" => lock.pages = lines.map(1)?,
            "generated" => lock.generated = lines.map(1)?,
            "names" => {
                lock.names.apis = lines.nested(1, |lines| {
                    lines.nested(2, |lines| {
                        let names = lines.map(3)?;
                        names.values().all(|name| is_plain(name)).then_some(names)
                    })
                })?;
            }
            _ => return None,
        }
    }
    // Whatever was overlooked above shows here.
    (!lock.oasmith.is_empty() && lock.render() == text).then_some(lock)
}

/// Whether a name is an identifier beyond doubt; others are for the parser of Rust.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

struct Line<'t> {
    depth: usize,
    key: Cow<'t, str>,
    /// The value; none when a mapping follows.
    value: Option<Cow<'t, str>>,
}

struct Lines<'t> {
    rest: &'t str,
    /// The line that is up.
    next: Option<Line<'t>>,
}

impl<'t> Lines<'t> {
    /// Takes the next line up; none at the end and at what is no line of a lock file.
    fn advance(&mut self) {
        while let Some((line, rest)) = self.rest.split_once('\n') {
            self.rest = rest;
            if !line.starts_with("# ") {
                self.next = Line::of(line);
                return;
            }
        }
    }

    /// The entries of a mapping of strings.
    fn map(&mut self, depth: usize) -> Option<BTreeMap<String, String>> {
        let mut entries = Vec::new();
        while self.next.as_ref().is_some_and(|line| line.depth == depth) {
            let line = self.next.take()?;
            entries.push((line.key.into_owned(), line.value?.into_owned()));
            self.advance();
        }
        Some(entries.into_iter().collect())
    }

    /// The entries of a mapping of mappings.
    fn nested<T>(
        &mut self,
        depth: usize,
        mut read: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<BTreeMap<String, T>> {
        let mut entries = BTreeMap::new();
        while self.next.as_ref().is_some_and(|line| line.depth == depth) {
            let line = self.next.take()?;
            self.advance();
            entries.insert(line.key.into_owned(), read(self)?);
        }
        Some(entries)
    }
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Option<Line<'t>> {
        let body = line.trim_start_matches(' ');
        let (key, rest) = scalar(body, ':')?;
        let rest = rest.strip_prefix(':')?;
        let value = match rest.strip_prefix(' ') {
            None => None,
            Some("{}") => None,
            Some(value) => Some(scalar(value, '\n')?.0),
        };
        Some(Line {
            depth: (line.len() - body.len()) / 2,
            key,
            value,
        })
    }
}

/// A scalar up to a character, and what stands behind it.
fn scalar(text: &str, end: char) -> Option<(Cow<'_, str>, &str)> {
    if !text.starts_with('"') {
        let (scalar, rest) = text.split_at(text.find(end).unwrap_or(text.len()));
        return Some((Cow::Borrowed(scalar), rest));
    }
    let inner = &text[1..];
    let mut escaped = false;
    let at = inner.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    let rest = &inner[at + 1..];
    match inner[..at].contains('\\') {
        false => Some((Cow::Borrowed(&inner[..at]), rest)),
        true => Some((
            Cow::Owned(serde_json::from_str(&text[..at + 2]).ok()?),
            rest,
        )),
    }
}
