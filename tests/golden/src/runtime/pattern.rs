//! Regular expressions of a document. A binary holds what reads them only if something in it has a pattern.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::check::Check;

/// A regular expression and what applies it.
#[derive(Clone, Copy)]
pub struct Pattern {
    text: &'static str,
    /// A pointer, so that what has no pattern does not need the code.
    fits: fn(&'static str, &str) -> bool,
}

/// `pattern`; one that the regular expressions here cannot express is not checked.
pub const fn pattern(text: &'static str) -> Check {
    Check::Pattern(Pattern { text, fits })
}

impl Pattern {
    /// As the document has it.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether a text matches it.
    pub(super) fn fits(&self, text: &str) -> bool {
        (self.fits)(self.text, text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

fn fits(pattern: &'static str, text: &str) -> bool {
    regex(pattern).is_none_or(|regex| regex.is_match(text))
}

/// Patterns are compiled once per process.
fn regex(pattern: &'static str) -> Option<Arc<Regex>> {
    // None for a pattern that cannot be expressed.
    type Compiled = BTreeMap<&'static str, Option<Arc<Regex>>>;
    static COMPILED: OnceLock<Mutex<Compiled>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Mutex::default);
    let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
    compiled
        .entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok().map(Arc::new))
        .clone()
}
