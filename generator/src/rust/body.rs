//! Bodies of requests: what a caller passes, and how it is written.

use super::{Check, RustType, Writing};

/// How a body is written.
#[derive(Clone, Debug)]
pub enum BodyKind {
    /// As JSON; the media type when it is not `application/json`.
    Json(Option<String>),
    /// As a form.
    Form,
    /// As parts, with this media type.
    Multipart(String),
    /// As text of this media type.
    Text(String),
    /// As bytes of this media type.
    Binary(String),
    /// As bytes of a media type that the caller gives.
    Part,
    /// In one of several forms.
    Either(Vec<BodyChoice>),
}

/// The body that the caller passes.
#[derive(Clone, Debug)]
pub struct BodyArgument {
    /// What it holds.
    pub ty: RustType,
    /// How it is written.
    pub kind: BodyKind,
    /// Whether it must be passed.
    pub required: bool,
    /// What is checked before it is sent.
    pub checks: Vec<Check>,
    /// Properties that are not written as usual.
    pub rows: Vec<(String, Writing)>,
}

/// One of several forms of a body.
#[derive(Clone, Debug)]
pub struct BodyChoice {
    /// Its variant.
    pub variant: String,
    /// The variant's doc line.
    pub docs: String,
    /// Whether no other variant holds the same, so that `From` can make it.
    pub from: bool,
    /// What it holds.
    pub body: BodyArgument,
}
