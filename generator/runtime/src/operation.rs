//! The static description of an operation.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::envelope::Wrapping;
use super::parameter::Parameter;

/// An operation: a table that generated code declares as a `static`. Knows nothing of the types that its answers are
/// read as.
#[derive(Debug)]
pub struct Operation {
    /// Its name in Rust.
    pub name: &'static str,
    /// Its HTTP method and its path template, with a space between them.
    pub request: &'static str,
    /// The server that it has instead of the API's. A base URL that the caller chose goes before it.
    pub server: Option<&'static str>,
    /// What the configuration says of it: [`Operation::RETRY`] and [`Operation::WRAPPED`].
    pub marks: u8,
    /// OR of ANDs of indices into the API's schemes; empty when it asks for nothing.
    pub security: &'static [&'static [usize]],
    /// Its parameters in the order of what is passed for them, and behind them properties of its body that are not
    /// written as usual.
    pub parameters: &'static [Parameter],
    /// The answers that the document declares, but for those that a type of its own tells apart.
    pub answers: &'static [Answer],
    /// A success that the document gives as an example.
    #[cfg(feature = "testing")]
    pub example: Option<&'static str>,
}

impl Operation {
    /// Sending it twice is as good as once, whatever its method.
    pub const RETRY: u8 = 1;
    /// Its answer is in the API's envelope.
    pub const WRAPPED: u8 = 2;

    /// Its HTTP method.
    pub fn method(&self) -> &'static str {
        self.split().0
    }

    /// Its path template.
    pub fn path(&self) -> &'static str {
        self.split().1
    }

    pub(super) fn outline(&self, [ok, err]: [&'static [Answer]; 2]) -> Outline<'static> {
        let (method, path) = self.split();
        Outline {
            name: self.name,
            method,
            path,
            template: path,
            server: self.server,
            marks: self.marks,
            envelope: None,
            security: self.security,
            answers: [self.answers, ok, err],
            #[cfg(feature = "testing")]
            example: self.example,
        }
    }

    fn split(&self) -> (&'static str, &'static str) {
        // The standard library's search is made for longer texts.
        let space = self.request.bytes().position(|byte| byte == b' ');
        space.map_or((self.request, ""), |at| {
            (&self.request[..at], &self.request[at + 1..])
        })
    }
}

/// A declared answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: Status,
    /// Its media type.
    pub media: Media,
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

impl Status {
    /// A status as documents write it.
    pub const fn of(text: &str) -> Self {
        match *text.as_bytes() {
            [first, b'X', b'X'] => Status::Range(first - b'0'),
            [a, b, c] => {
                let (a, b, c) = (a as u16, b as u16, c as u16);
                Status::Code(100 * a + 10 * b + c - 111 * b'0' as u16)
            }
            _ => Status::Default,
        }
    }
}

/// What a declared answer holds, and its media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// No body.
    Empty,
    /// JSON.
    Json(&'static str),
    /// Text.
    Text(&'static str),
    /// Any bytes.
    Binary(&'static str),
    /// `text/event-stream`, of which the data of each event is a value.
    Events,
    /// `text/event-stream`, of which each event as a whole is a value: an object with `event`, `data` and `id`.
    WholeEvents,
    /// One JSON value after another.
    Lines(&'static str),
}

/// By the names that tables use; an empty media type is the usual one.
impl Media {
    /// [`Media::Empty`]
    pub const fn empty(_: &'static str) -> Self {
        Media::Empty
    }

    /// [`Media::Json`]
    pub const fn json(name: &'static str) -> Self {
        Media::Json(or(name, "application/json"))
    }

    /// [`Media::Text`]
    pub const fn text(name: &'static str) -> Self {
        Media::Text(or(name, "text/plain"))
    }

    /// [`Media::Binary`]
    pub const fn binary(name: &'static str) -> Self {
        Media::Binary(or(name, "*/*"))
    }

    /// [`Media::Events`]
    pub const fn events(_: &'static str) -> Self {
        Media::Events
    }

    /// [`Media::WholeEvents`]
    pub const fn whole_events(_: &'static str) -> Self {
        Media::WholeEvents
    }

    /// [`Media::Lines`]
    pub const fn lines(name: &'static str) -> Self {
        Media::Lines(name)
    }

    /// Whether it is read item by item.
    pub(super) fn is_stream(self) -> bool {
        matches!(self, Media::Events | Media::WholeEvents | Media::Lines(_))
    }
}

const fn or(name: &'static str, usual: &'static str) -> &'static str {
    match name.is_empty() {
        true => usual,
        false => name,
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

/// A declared answer that a status was found to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The answer.
    pub answer: Answer,
    /// Its place in the table that it is from.
    pub index: usize,
}

/// What a call of an operation needs to know of it.
#[derive(Clone, Copy)]
pub(super) struct Outline<'a> {
    pub(super) name: &'static str,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// The path as traces show it: none where it could hold what is private.
    pub(super) template: &'static str,
    pub(super) server: Option<&'static str>,
    pub(super) marks: u8,
    /// What the API wraps answers in.
    pub(super) envelope: Option<Wrapping>,
    pub(super) security: &'static [&'static [usize]],
    /// Its own answers, those that the type of success tells apart, and those that the type of errors does.
    pub(super) answers: [&'static [Answer]; 3],
    #[cfg(feature = "testing")]
    pub(super) example: Option<&'static str>,
}

/// What a status means to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This declared success.
    Ok(Found),
    /// This declared error.
    Err(Found),
    /// Nothing that the document declares.
    Undeclared,
}

impl Outline<'_> {
    /// All answers that the document declares.
    fn found(&self) -> impl Iterator<Item = Found> {
        self.answers.into_iter().flat_map(|answers| {
            let answers = answers.iter().copied().enumerate();
            answers.map(|(index, answer)| Found { answer, index })
        })
    }

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
            .found()
            .filter_map(|found| rank(&found.answer).map(|rank| (rank, found)))
            .min_by_key(|(rank, found)| (*rank, !found.answer.media.is_stream()));
        match best {
            None => Meaning::Undeclared,
            // `default` stands for errors, unless the document names no success at all.
            Some((2, found)) if status.is_success() => {
                match self.found().any(|found| names_success(found.answer.status)) {
                    true => Meaning::Err(found),
                    false => Meaning::Ok(found),
                }
            }
            Some((_, found)) if status.is_success() => Meaning::Ok(found),
            Some((_, found)) => Meaning::Err(found),
        }
    }

    /// Whether the answer can be a stream too.
    pub(super) fn has_stream(&self) -> bool {
        self.found().any(|found| found.answer.media.is_stream())
    }

    /// The `Accept` header; none when no answer has a body.
    pub(super) fn accept(&self, stream: bool) -> Option<HeaderValue> {
        let mut names: Option<Cow<'static, str>> = None;
        for Found { answer, .. } in self.found() {
            if answer.media.is_stream() != stream && names_success(answer.status) {
                continue;
            }
            let name = match answer.media {
                Media::Empty => continue,
                Media::Events | Media::WholeEvents => "text/event-stream",
                Media::Json(name)
                | Media::Text(name)
                | Media::Binary(name)
                | Media::Lines(name) => name,
            };
            names = match names {
                None => Some(Cow::Borrowed(name)),
                Some(names) if names.split(", ").any(|known| known == name) => Some(names),
                Some(names) => Some(Cow::Owned(format!("{names}, {name}"))),
            };
        }
        let names = match names? {
            Cow::Borrowed(name) => Bytes::from_static(name.as_bytes()),
            Cow::Owned(names) => Bytes::from(names),
        };
        HeaderValue::from_maybe_shared(names).ok()
    }
}

fn names_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

/// Declares the operations of a file, in a module `op`.
///
/// ```text
/// operations! {
///     name "GET /path/{id}" @ "https://server" [[0], [1, 2]]
///         segment "id" [MinLength(1)], query "ids".style(Form) => 200 json, 404, "default" text "text/html";
/// }
/// ```
///
/// An example of an answer may stand last: `~ "{}"`. Behind the path stand marks such as `RETRY`, indices into the schemes, then the parameters, then the answers.
#[allow(unused_macros)]
macro_rules! operations {
    ($(
        $name:ident $request:literal $(@ $server:literal)? $($mark:ident)* [$([$($scheme:literal),*]),*]
        $( $place:ident $wire:literal $(. $how:ident ( $($as:tt)* ))* $([ $($check:tt)* ])? ),*
        => $( $status:literal $($media:ident)? $($type:literal)? ),* $(~ $example:literal)? ;
    )*) => {
        mod op {
            #![allow(non_upper_case_globals, reason = "each is called as its method is")]
            #[allow(unused_imports)]
            use $crate::runtime::{Check::*, Style::*, pattern};
            $(
                pub(super) static $name: $crate::runtime::Operation = $crate::runtime::Operation {
                    name: stringify!($name),
                    request: $request,
                    server: $crate::runtime::operations!(@ optional $($server)?),
                    marks: 0 $(| $crate::runtime::Operation::$mark)*,
                    security: &[$(&[$($scheme),*]),*],
                    parameters: &[$(
                        $crate::runtime::Parameter::$place($wire)$(.$how($($as)*))* $(.checks(&[$($check)*]))?
                    ),*],
                    answers: &[$( $crate::runtime::answer!($status $($media)? $($type)?) ),*],
                    #[cfg(feature = "testing")]
                    example: $crate::runtime::operations!(@ optional $($example)?),
                };
            )*
        }
    };
    (@ optional) => { None };
    (@ optional $text:literal) => { Some($text) };
}
#[allow(unused_imports)]
pub(crate) use operations;
