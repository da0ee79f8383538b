//! The static description of an operation.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::decode_error::DecodeError;
use super::parameter::Parameter;

/// An operation: a table that generated code declares as a `static`.
pub struct Operation<T, E> {
    /// Its name in Rust.
    pub name: &'static str,
    /// Its HTTP method.
    pub method: &'static str,
    /// Its path template.
    pub path: &'static str,
    /// The server that it has instead of the API's. A base URL that the caller chose goes before it.
    pub server: Option<&'static str>,
    /// Parameters that are not written as usual, or have limits.
    pub parameters: &'static [Parameter],
    /// OR of ANDs of indices into the API's schemes; empty when it asks for nothing.
    pub security: &'static [&'static [usize]],
    /// The answers that the document declares.
    pub answers: &'static [Answer],
    /// Reads a declared success. The index is the answer's.
    pub ok: fn(usize, &Received) -> Result<T, DecodeError>,
    /// Reads a declared error. The index is the answer's.
    pub err: fn(usize, &Received) -> Result<E, DecodeError>,
}

/// A declared answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: Status,
    /// Its media type.
    pub media: Media,
}

impl Answer {
    /// An answer with one status.
    pub const fn code(status: u16, media: Media) -> Self {
        let status = Status::Code(status);
        Self { status, media }
    }

    /// An answer for `4XX` and the like, by its first digit.
    pub const fn range(digit: u8, media: Media) -> Self {
        let status = Status::Range(digit);
        Self { status, media }
    }

    /// The `default` answer.
    pub const fn other(media: Media) -> Self {
        let status = Status::Default;
        Self { status, media }
    }
}

/// The status of a declared answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `200`
    Code(u16),
    /// `4XX`, as its first digit.
    Range(u8),
    /// `default`
    Default,
}

/// The media type of a declared answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// No body.
    Empty,
    /// `application/json`
    Json,
    /// `text/plain`
    Text,
    /// Any bytes.
    Binary,
    /// Another media type, as the document has it.
    Other(&'static str),
    /// `text/event-stream`, of which the data of each event is a value.
    Events,
    /// `text/event-stream`, of which each event as a whole is a value: an object with `event`, `data` and `id`.
    WholeEvents,
    /// One JSON value after another, in a media type as the document has it.
    Lines(&'static str),
}

impl Media {
    /// Whether it is read item by item.
    pub(super) fn is_stream(self) -> bool {
        matches!(self, Media::Events | Media::WholeEvents | Media::Lines(_))
    }
}

/// An answer whose body is there in full.
#[derive(Clone)]
pub struct Received {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl std::fmt::Debug for Received {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Received")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// The error type of operations that declare no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {}

/// The part of an operation that does not depend on its types.
#[derive(Clone, Copy)]
pub(super) struct Outline<'a> {
    pub(super) name: &'static str,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// The path as traces show it: none where it could hold what is private.
    pub(super) template: &'static str,
    pub(super) server: Option<&'static str>,
    pub(super) security: &'static [&'static [usize]],
    pub(super) answers: &'static [Answer],
}

impl<T, E> Operation<T, E> {
    pub(super) fn outline(&self) -> Outline<'static> {
        Outline {
            name: self.name,
            method: self.method,
            path: self.path,
            template: self.path,
            server: self.server,
            security: self.security,
            answers: self.answers,
        }
    }
}

/// What a status means to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The declared success at this index.
    Ok(usize),
    /// The declared error at this index.
    Err(usize),
    /// Nothing that the document declares.
    Undeclared,
}

impl Outline<'_> {
    /// What a status means: the exact code before the range before `default`. Answers that are streams are only looked
    /// at where one is wanted, and then before others of the same status.
    pub(super) fn meaning(&self, status: StatusCode, stream: bool) -> Meaning {
        let rank = |answer: &Answer| match answer.status {
            _ if answer.media.is_stream() && !stream => None,
            Status::Code(code) if code == status.as_u16() => Some(0),
            Status::Range(digit) if u16::from(digit) == status.as_u16() / 100 => Some(1),
            Status::Default => Some(2),
            _ => None,
        };
        let best = self
            .answers
            .iter()
            .enumerate()
            .filter_map(|(i, a)| rank(a).map(|rank| (rank, !a.media.is_stream(), i)))
            .min()
            .map(|(rank, _, i)| (rank, i));
        match best {
            None => Meaning::Undeclared,
            // `default` stands for errors, unless the document names no success at all.
            Some((2, index)) if status.is_success() => {
                if self
                    .answers
                    .iter()
                    .any(|answer| names_success(answer.status))
                {
                    Meaning::Err(index)
                } else {
                    Meaning::Ok(index)
                }
            }
            Some((_, index)) if status.is_success() => Meaning::Ok(index),
            Some((_, index)) => Meaning::Err(index),
        }
    }

    /// Whether the document declares a body that the client can read for the answer at an index.
    pub(super) fn has_body(&self, answer: usize) -> bool {
        let answer = self.answers.get(answer);
        answer.is_some_and(|answer| answer.media != Media::Empty)
    }

    /// Whether the answer can be a stream too.
    pub(super) fn has_stream(&self) -> bool {
        self.answers.iter().any(|answer| answer.media.is_stream())
    }

    /// The `Accept` header; none when no answer has a body.
    pub(super) fn accept(&self, stream: bool) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for answer in self.answers {
            if answer.media.is_stream() != stream && names_success(answer.status) {
                continue;
            }
            let name = match answer.media {
                Media::Empty => continue,
                Media::Events | Media::WholeEvents => "text/event-stream",
                Media::Lines(name) => name,
                Media::Json => "application/json",
                Media::Text => "text/plain",
                Media::Binary => "*/*",
                Media::Other(name) => name,
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| names.join(", "))
    }
}

fn names_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}
