//! A call: an operation with its arguments, ready to be awaited.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};

use super::api_error::ApiError;
use super::check::Check;
use super::core::Core;
use super::draft::Draft;
use super::error::{Error, Undecodable};
use super::exchange;
use super::operation::{Meaning, Operation, Received};
use super::parameter::{Parameter, Place};
use super::part::Part;
use super::slot::Encode;

/// A call: an operation with its arguments, ready to be awaited. Nothing is sent before that.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T: 'static, E: 'static> {
    core: Core,
    operation: &'static Operation<T, E>,
    draft: Draft,
    types: PhantomData<fn() -> Result<T, E>>,
}

/// For callers.
impl<T, E> Call<T, E> {
    /// The time until the whole answer must be there: token, request and body together.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }

    /// A header. It replaces whatever the client would send under that name, credentials included.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.draft.headers.insert(name, value);
            }
            _ => self
                .draft
                .refuse("a header's name or value is none".to_owned(), None),
        }
        self
    }

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

/// For generated code.
impl<T, E> Call<T, E> {
    pub(super) fn new(core: Core, operation: &'static Operation<T, E>) -> Self {
        Self {
            core,
            operation,
            draft: Draft::default(),
            types: PhantomData,
        }
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
fn read<T, E>(operation: &'static Operation<T, E>, received: Received) -> Result<T, Error<E>> {
    let name = operation.name;
    let outline = operation.outline();
    let (declared, typed) = match outline.meaning(received.status) {
        Meaning::Ok(index) => {
            return (operation.ok)(index, &received).map_err(|error| {
                Error::Decode(Box::new(Undecodable {
                    operation: name,
                    received,
                    error,
                }))
            });
        }
        // Without a declared body there is nothing that could be of the wrong shape.
        Meaning::Err(index) if !outline.has_body(index) => (true, None),
        Meaning::Err(index) => (true, Some((operation.err)(index, &received))),
        Meaning::Undeclared => (false, None),
    };
    Err(Error::Api(Box::new(ApiError {
        operation: name,
        received,
        declared,
        typed,
    })))
}

impl<T, E> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Call {
            core,
            operation,
            draft,
            ..
        } = self;
        Box::pin(async move {
            let received = exchange::run(&core, operation.outline(), draft).await?;
            read(operation, received)
        })
    }
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            operation: self.operation,
            draft: self.draft.clone(),
            types: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .finish_non_exhaustive()
    }
}
