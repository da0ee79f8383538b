//! Diagnostics: what a stage found, with a stable code, a place and a way out.
//!
//! Takes nothing but what stages report; [`render`] alone turns places into lines and columns. Must never print.

pub mod codes;
mod command;
mod lines;
mod locate;
mod render;

pub use command::workflow_command;
pub use lines::{to_github, to_json};
pub use render::render;

use crate::source::{FileId, Origin, Span};

/// A stable diagnostic code, shown as `O0012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "O{:04}", self.0)
    }
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, but worth a look.
    Warning,
    /// Something was left out on purpose, and this says what.
    Note,
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A node of a document.
    Node(Origin),
    /// The key of a node of a document (falls back to the node when it has none).
    Key(Origin),
    /// A byte range of a file.
    Span(FileId, Span),
    /// A file as a whole.
    File(FileId),
}

impl From<Origin> for Place {
    fn from(origin: Origin) -> Self {
        Place::Node(origin)
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line, without a full stop.
    pub message: String,
    /// Where it is, with a short label for the caret.
    pub primary: Option<(Place, String)>,
    /// Other places that matter, each with a label.
    pub secondary: Vec<(Place, String)>,
    /// Ways out.
    pub help: Vec<String>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// A finding of the given severity without a place yet.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Diagnostic {
            code,
            severity,
            message,
            primary: None,
            secondary: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Points at a place.
    pub fn at(mut self, place: impl Into<Place>, label: impl Into<String>) -> Self {
        self.primary = Some((place.into(), label.into()));
        self
    }

    /// Points at another place.
    pub fn also(mut self, place: impl Into<Place>, label: impl Into<String>) -> Self {
        self.secondary.push((place.into(), label.into()));
        self
    }

    /// Adds a way out.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds something worth knowing.
    pub fn with_note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }
}

/// The findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Makes warnings of the errors of these codes among the findings from `first` on, each with a note that says why.
    pub fn soften(&mut self, first: usize, codes: &[Code], note: &str) {
        for found in self.list.iter_mut().skip(first) {
            if found.severity == Severity::Error && codes.contains(&found.code) {
                found.severity = Severity::Warning;
                found.notes.push(note.to_owned());
            }
        }
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
