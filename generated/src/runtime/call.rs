//! A call: an operation with its arguments, ready to be awaited.

use std::fmt;
use std::future::IntoFuture;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::answer::FromAnswer;
use super::api_error::ApiError;
use super::check::Check;
use super::core::Core;
use super::decode_error::DecodeError;
use super::draft::Draft;
use super::error::{Error, Undecodable};
use super::exchange;
use super::operation::{Answer, Found, Meaning, Media, Operation, Outline, Received};
use super::options::call_options;
use super::paging::Paging;
use super::part::Part;
use super::platform::BoxFuture;
use super::slot::Encode;
use super::stream_call::{StreamCall, Streamed};
use super::switch::with_field;

/// A call: an operation with its arguments, ready to be awaited. Nothing is sent before that.
///
/// It gives a `T`, or fails with an `E` if the server declares one; `S` is the stream that it can give instead, where the
/// server offers both, or [`Paged`](super::Paged) where it answers in pages.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T: 'static, E: 'static, S: 'static = ()> {
    core: Core,
    operation: &'static Operation,
    typed: [&'static [Answer]; 2],
    ok: Read<T>,
    pub(super) err: Read<E>,
    pub(super) draft: Draft,
    /// How it answers in pages, and what takes the items out of one.
    pub(super) paged: Option<(&'static Paging, Take<T, S>)>,
}

/// Reads the declared answer that was found.
pub(super) type Read<T> = fn(Found, &Received) -> Result<T, DecodeError>;

/// Takes what is in a page out of it.
type Take<T, S> = fn(T) -> S;

/// For callers.
impl<T, E, S> Call<T, E, S> {
    call_options!(
        "The time until the whole answer must be there: token, request, retries and body together."
    );

    /// The request, without sending it. Fails where a token would have to be fetched first.
    pub fn request(&self) -> Result<http::Request<Bytes>, Error<E>> {
        let request = exchange::request(&self.core, &self.outline(), &self.draft)?;
        Ok(request)
    }

    /// What a response means to this operation, however it was got.
    pub fn response(&self, response: http::Response<Bytes>) -> Result<T, Error<E>> {
        let (head, body) = response.into_parts();
        self.read(Received {
            status: head.status,
            headers: head.headers,
            body,
        })
    }
}

impl<T, E, S> Call<T, E, S> {
    fn outline(&self) -> Outline<'static> {
        let mut outline = self.operation.outline(self.typed);
        outline.envelope = self.core.shared.envelope;
        outline
    }

    /// What is sent, and over what.
    pub(super) fn parts(&self) -> (&Core, Outline<'static>, &Draft) {
        (&self.core, self.outline(), &self.draft)
    }

    /// What an answer means: a declared success, or an error.
    pub(super) fn read(&self, received: Received) -> Result<T, Error<E>> {
        let outline = &self.outline();
        let envelope = outline.envelope;
        let envelope = envelope.map(|wrapping| (wrapping, wrapping.open(&received.body)));
        match outline.meaning(received.status, false) {
            Meaning::Ok(_) if matches!(&envelope, Some((_, opened)) if opened.success == Some(false)) => {
                Err(failed(outline, self.err, Meaning::Undeclared, received))
            }
            Meaning::Ok(found) => {
                let wrapped = outline.marks & Operation::WRAPPED != 0;
                let read = match envelope {
                    _ if outline.has_stream() && is_event_stream(&received) => {
                        Err(DecodeError::new("it is a stream, which `stream()` reads"))
                    }
                    Some((wrapping, opened)) => {
                        wrapping.read(wrapped, opened, self.ok, found, &received)
                    }
                    None => (self.ok)(found, &received),
                };
                read.map_err(|error| {
                    Error::Decode(Box::new(Undecodable {
                        operation: outline.name,
                        received,
                        error,
                    }))
                })
            }
            meaning => Err(failed(outline, self.err, meaning, received)),
        }
    }
}

impl<T, E, S: Streamed> Call<T, E, S> {
    /// The same call with an answer that is read while it comes. A field of the body that asks for it is set.
    pub fn stream(self) -> StreamCall<S, E> {
        let outline = self.outline();
        StreamCall::new(self.core, outline, self.err, self.draft)
    }
}

impl<T: FromAnswer, E: FromAnswer, S> Call<T, E, S> {
    pub(super) fn new(core: Core, operation: &'static Operation, draft: Draft) -> Self {
        Self {
            core,
            operation,
            typed: [T::ANSWERS, E::ANSWERS],
            ok: T::read,
            err: E::read,
            draft,
            paged: None,
        }
    }
}

/// For generated code.
impl<T, E, S> Call<T, E, S> {
    /// A JSON body.
    pub fn json(mut self, body: &dyn Encode) -> Self {
        self.draft.json(body, &[]);
        self
    }

    /// A JSON body with limits of its own.
    pub fn json_checked(mut self, body: &dyn Encode, checks: &[Check]) -> Self {
        self.draft.json(body, checks);
        self
    }

    /// A body that may be left out, and how it is written when it is there.
    pub fn optional<B>(self, body: Option<B>, write: impl FnOnce(Self, B) -> Self) -> Self {
        match body {
            Some(body) => write(self, body),
            None => self,
        }
    }

    /// A form body with limits of its own.
    pub fn form(mut self, body: &dyn Encode, checks: &[Check]) -> Self {
        let rows = self.operation.parameters;
        self.draft.form(body, rows, checks);
        self
    }

    /// The field of the body that says whether the answer is to be a stream, and whether it does without being set.
    pub fn switch(mut self, field: &'static str, by_default: bool) -> Self {
        self.draft.switch = Some((field, by_default, with_field));
        self
    }

    /// How it answers in pages, and what takes the items out of one.
    pub fn paged(mut self, paging: &'static Paging, items: Take<T, S>) -> Self {
        self.paged = Some((paging, items));
        self
    }

    /// A multipart body with limits of its own.
    pub fn multipart(mut self, media: &'static str, body: &dyn Encode, checks: &[Check]) -> Self {
        let rows = self.operation.parameters;
        self.draft.multipart(media, body, rows, checks);
        self
    }

    /// A body whose media type the caller chose.
    pub fn part(mut self, body: impl Into<Part>) -> Self {
        self.draft.part(body.into());
        self
    }

    /// A body of several forms, and how each is written.
    pub fn either<B>(self, body: B, write: impl FnOnce(Self, B) -> Self) -> Self {
        write(self, body)
    }

    /// A body of any other media type.
    pub fn body(mut self, media: &'static str, body: impl Into<Bytes>) -> Self {
        self.draft.raw(media, body.into());
        self
    }
}

/// An answer that is no declared success.
pub(super) fn failed<E>(
    outline: &Outline<'_>,
    err: Read<E>,
    meaning: Meaning,
    received: Received,
) -> Error<E> {
    let (declared, typed) = match meaning {
        // Without a declared body there is nothing that could be of the wrong shape.
        Meaning::Err(found) if found.answer.media == Media::Empty => (true, None),
        Meaning::Err(found) => (true, Some(err(found, &received))),
        Meaning::Ok(_) | Meaning::Undeclared => (false, None),
    };
    Error::Api(Box::new(ApiError {
        operation: outline.name,
        envelope: outline.envelope,
        received,
        declared,
        typed,
    }))
}

fn is_event_stream(received: &Received) -> bool {
    let media = received.headers.get(CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/event-stream"))
}

impl<T, E, S> IntoFuture for Call<T, E, S> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let received = exchange::run(&self.core, self.outline(), &self.draft).await?;
            self.read(received)
        })
    }
}

impl<T, E, S> Clone for Call<T, E, S> {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            operation: self.operation,
            typed: self.typed,
            ok: self.ok,
            err: self.err,
            draft: self.draft.clone(),
            paged: self.paged,
        }
    }
}

impl<T, E, S> fmt::Debug for Call<T, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .finish_non_exhaustive()
    }
}
