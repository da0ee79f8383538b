//! Why received JSON is not of the declared type, and where. Never holds a value.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use super::driver_de::Seed;
use super::json_bytes::Json;
use super::json_read;
use super::json_source::Source;
use super::slot::Decode;

/// Why something received is not of the declared type, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    reason: String,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// An error about the whole of what was received.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            reason: reason.into(),
            line: 0,
            column: 0,
        }
    }

    /// The same error, of something that stands under this key.
    pub(super) fn within(mut self, key: &str) -> Self {
        let separator = match self.path.is_empty() || self.path.starts_with('[') {
            true => "",
            false => ".",
        };
        self.path = format!("{key}{separator}{}", self.path);
        self
    }

    /// Where, as `permissions[3].action`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and what was found.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The line, beginning with 1; 0 when it is not known.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column, beginning with 1; 0 when it is not known.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.reason)?;
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}

/// Reads JSON.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    if !json_read::fill(&mut value, json) {
        // What was read so far is worth nothing.
        value = T::blank();
        fill_from_slice(&mut value, json)?;
    }
    Ok(value)
}

/// Reads a JSON value.
pub(super) fn from_value<T: Decode>(json: &serde_json::Value) -> Result<T, DecodeError> {
    let mut value = T::blank();
    let trace = Trace::default();
    Seed::new(&mut value, &trace)
        .read(Source::Value(json))
        .map_err(|_| trace.explain(None))?;
    Ok(value)
}

/// Reads JSON into a place.
pub(super) fn fill_from_slice(slot: &mut dyn Decode, json: &[u8]) -> Result<(), DecodeError> {
    let trace = Trace::default();
    let mut from = Json::new(json);
    Seed::new(slot, &trace)
        .read(Source::Text(&mut from))
        .and_then(|()| from.end())
        .map_err(|_| trace.explain(Some(&from)))
}

/// Where a driver stands and why it stopped; written only on the way out of an error.
#[derive(Default)]
pub(super) struct Trace {
    /// Innermost first.
    segments: RefCell<Vec<Segment>>,
    reason: RefCell<Option<String>>,
    /// How many attempts at branches of unions are left; none where nothing has been tried twice yet.
    budget: Option<Rc<Cell<u64>>>,
    /// Whether a constant must be what it is declared to be, because it may tell branches apart.
    strict: bool,
}

/// A step of a path.
#[derive(Clone, Debug)]
pub(super) enum Segment {
    /// A field or key.
    Key(Cow<'static, str>),
    /// An item.
    Index(usize),
}

impl Trace {
    /// Notes a step on the way out.
    pub(super) fn leave(&self, segment: Segment) {
        self.segments.borrow_mut().push(segment);
    }

    /// Notes the reason.
    pub(super) fn stop(&self, reason: String) {
        *self.reason.borrow_mut() = Some(reason);
    }

    /// A trace for an attempt at a branch of a union: what goes wrong in it is nobody's error until it is adopted.
    pub(super) fn attempt(&self, budget: Option<&Rc<Cell<u64>>>, strict: bool) -> Trace {
        let budget = budget.or(self.budget.as_ref()).cloned();
        if let Some(left) = &budget {
            left.set(left.get().saturating_sub(1));
        }
        Trace {
            budget,
            strict: strict || self.strict,
            ..Trace::default()
        }
    }

    /// What is left of the attempts that a surrounding union may make.
    pub(super) fn budget(&self) -> Option<Rc<Cell<u64>>> {
        self.budget.clone()
    }

    /// Whether nothing more may be attempted.
    pub(super) fn is_spent(&self) -> bool {
        self.budget.as_ref().is_some_and(|left| left.get() == 0)
    }

    /// Whether constants are compared.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Makes what went wrong in an attempt the error of this trace; gives its reason.
    pub(super) fn adopt(&self, attempt: Trace) -> String {
        self.segments
            .borrow_mut()
            .extend(attempt.segments.into_inner());
        attempt
            .reason
            .into_inner()
            .unwrap_or_else(|| "not of the expected shape".to_owned())
    }

    /// The reason, if the driver gave one.
    pub(super) fn reason(&self) -> Option<String> {
        self.reason.borrow().clone()
    }

    /// The path.
    pub(super) fn path(&self) -> String {
        render_path(self.segments.borrow().iter().rev())
    }

    fn explain(&self, json: Option<&Json<'_>>) -> DecodeError {
        let reason = self
            .reason()
            .unwrap_or_else(|| match json.and_then(Json::words) {
                Some(words) => format!("not JSON: {words}"),
                None => "not of the expected shape".to_owned(),
            });
        let (line, column) = json.map(Json::place).unwrap_or_default();
        DecodeError {
            path: self.path(),
            reason,
            line,
            column,
        }
    }
}

/// A path as text: keys that are no plain names are quoted.
pub(super) fn render_path<'a>(segments: impl Iterator<Item = &'a Segment>) -> String {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Index(index) => path.push_str(&format!("[{index}]")),
            Segment::Key(key) if is_plain(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Segment::Key(key) => {
                let short: String = key.chars().take(64).collect();
                path.push_str(&format!("[{short:?}]"));
            }
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 64
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
