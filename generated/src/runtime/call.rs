//! A call: an operation with its arguments, ready to be awaited.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::api_error::ApiError;
use super::check::Check;
use super::core::Core;
use super::decode_error::DecodeError;
use super::draft::Draft;
use super::error::{Error, Undecodable};
use super::exchange;
use super::operation::{Meaning, Operation, Outline, Received};
use super::options::call_options;
use super::parameter::{Parameter, Place};
use super::part::Part;
use super::slot::Encode;
use super::stream_call::{StreamCall, Streamed};

/// A call: an operation with its arguments, ready to be awaited. Nothing is sent before that.
///
/// It gives a `T`, or fails with an `E` if the server declares one; `S` is the stream that it can give instead, where the
/// server offers both.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T: 'static, E: 'static, S: 'static = ()> {
    core: Core,
    operation: &'static Operation<T, E>,
    draft: Draft,
    stream: PhantomData<fn() -> S>,
}

/// For callers.
impl<T, E, S> Call<T, E, S> {
    call_options!(
        "The time until the whole answer must be there: token, request, retries and body together."
    );

    /// The request, without sending it. Fails where a token would have to be fetched first.
    pub fn request(&self) -> Result<http::Request<Bytes>, Error<E>> {
        let request = exchange::request(&self.core, &self.operation.outline(), &self.draft)?;
        Ok(request)
    }

    /// What a response means to this operation, however it was got.
    pub fn response(&self, response: http::Response<Bytes>) -> Result<T, Error<E>> {
        let (head, body) = response.into_parts();
        read(
            self.operation,
            Received {
                status: head.status,
                headers: head.headers,
                body,
            },
        )
    }
}

impl<T, E, S: Streamed> Call<T, E, S> {
    /// The same call with an answer that is read while it comes. A field of the body that asks for it is set.
    pub fn stream(self) -> StreamCall<S, E> {
        let (outline, err) = (self.operation.outline(), self.operation.err);
        StreamCall::new(self.core, outline, err, self.draft)
    }
}

/// For generated code.
impl<T, E, S> Call<T, E, S> {
    pub(super) fn new(core: Core, operation: &'static Operation<T, E>) -> Self {
        Self {
            core,
            operation,
            draft: Draft::default(),
            stream: PhantomData,
        }
    }

    pub(super) fn into_parts(self) -> (Core, &'static Operation<T, E>, Draft) {
        (self.core, self.operation, self.draft)
    }

    /// A path parameter.
    pub fn in_path(self, name: &'static str, value: &dyn Encode) -> Self {
        self.parameter(Place::Path, name, value)
    }

    /// A query parameter; what is absent is left out, here and in all other places.
    pub fn in_query(self, name: &'static str, value: &dyn Encode) -> Self {
        self.parameter(Place::Query, name, value)
    }

    /// The whole query.
    pub fn as_query(self, name: &'static str, value: &dyn Encode) -> Self {
        self.parameter(Place::QueryString, name, value)
    }

    /// A header parameter.
    pub fn in_header(self, name: &'static str, value: &dyn Encode) -> Self {
        self.parameter(Place::Header, name, value)
    }

    /// A cookie parameter.
    pub fn in_cookie(self, name: &'static str, value: &dyn Encode) -> Self {
        self.parameter(Place::Cookie, name, value)
    }

    fn parameter(mut self, place: Place, name: &'static str, value: &dyn Encode) -> Self {
        let row = Parameter::find(self.operation.parameters, place, name);
        self.draft.parameter(&row, value);
        self
    }

    /// A JSON body.
    pub fn json(self, body: impl Encode) -> Self {
        self.json_checked(body, &[])
    }

    /// A JSON body with limits of its own.
    pub fn json_checked(mut self, body: impl Encode, checks: &[Check]) -> Self {
        self.draft.json(&body, checks);
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
    pub fn form(mut self, body: impl Encode, checks: &[Check]) -> Self {
        let rows = self.operation.parameters;
        self.draft.form(&body, rows, checks);
        self
    }

    /// The field of the body that says whether the answer is to be a stream, and whether it does without being set.
    pub fn switch(mut self, field: &'static str, by_default: bool) -> Self {
        self.draft.switch = Some((field, by_default));
        self
    }

    /// A multipart body with limits of its own.
    pub fn multipart(mut self, media: &'static str, body: impl Encode, checks: &[Check]) -> Self {
        let rows = self.operation.parameters;
        self.draft.multipart(media, &body, rows, checks);
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

/// What an answer means: a declared success, or an error.
pub(super) fn read<T, E>(
    operation: &'static Operation<T, E>,
    received: Received,
) -> Result<T, Error<E>> {
    let name = operation.name;
    let outline = operation.outline();
    match outline.meaning(received.status, false) {
        Meaning::Ok(index) => {
            let read = match outline.has_stream() && is_event_stream(&received) {
                true => Err(DecodeError::new("it is a stream, which `stream()` reads")),
                false => (operation.ok)(index, &received),
            };
            read.map_err(|error| {
                Error::Decode(Box::new(Undecodable {
                    operation: name,
                    received,
                    error,
                }))
            })
        }
        meaning => Err(failed(&outline, operation.err, meaning, received)),
    }
}

/// An answer that is no declared success.
pub(super) fn failed<E>(
    outline: &Outline,
    err: fn(usize, &Received) -> Result<E, DecodeError>,
    meaning: Meaning,
    received: Received,
) -> Error<E> {
    let (declared, typed) = match meaning {
        // Without a declared body there is nothing that could be of the wrong shape.
        Meaning::Err(index) if !outline.has_body(index) => (true, None),
        Meaning::Err(index) => (true, Some(err(index, &received))),
        Meaning::Ok(_) | Meaning::Undeclared => (false, None),
    };
    Error::Api(Box::new(ApiError {
        operation: outline.name,
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
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let (core, operation, draft) = self.into_parts();
        Box::pin(async move {
            let received = exchange::run(&core, operation.outline(), &draft).await?;
            read(operation, received)
        })
    }
}

impl<T, E, S> Clone for Call<T, E, S> {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            operation: self.operation,
            draft: self.draft.clone(),
            stream: PhantomData,
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
