//! Parameters of operations: what a caller passes, and how it is written.

use super::{Check, RustType, Source};

/// A parameter.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// What it holds.
    pub ty: RustType,
    /// How it is passed.
    pub kind: ArgumentKind,
    /// Where and how it is written.
    pub writing: Writing,
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// `impl Arg<T>`: one text.
    Text,
    /// `&[T]`: a list of texts.
    List,
    /// `&T`: a value that the style takes apart.
    Value,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum WritingPlace {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
    /// Of a form.
    Property,
    /// Of a multipart body.
    Part,
}

/// How a value is written, in the runtime's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum WritingStyle {
    Simple,
    SimpleExploded,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
    Form,
    FormExploded,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
    CookieExploded,
    Json,
}

/// Where and how a parameter is written, and its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Where it goes.
    pub place: WritingPlace,
    /// How it is written; none when that is as usual for its place.
    pub style: Option<WritingStyle>,
    /// Its media type in a multipart body; none when that is as usual for its kind.
    pub media: Option<String>,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// What is checked before it is sent.
    pub checks: Vec<Check>,
}

impl Writing {
    /// Whether there is anything to say beyond the place.
    pub fn is_usual(&self) -> bool {
        self.style.is_none() && self.media.is_none() && !self.reserved && self.checks.is_empty()
    }
}
