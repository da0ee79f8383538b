//! An answer that is no declared success.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::decode_error::DecodeError;
use super::envelope::Wrapping;
use super::operation::Received;

/// An answer that is no declared success: an error, or a status that the document does not declare.
pub struct ApiError<E> {
    pub(super) operation: &'static str,
    pub(super) envelope: Option<Wrapping>,
    pub(super) received: Received,
    pub(super) declared: bool,
    pub(super) typed: Option<Result<E, DecodeError>>,
}

impl<E> ApiError<E> {
    /// The operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.received.body
    }

    /// The body as text, where it is no UTF-8 with replacement characters.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.received.body)
    }

    /// What the server says is wrong, where the configuration knows what its answers are wrapped in.
    pub fn message(&self) -> Option<String> {
        self.envelope?.message(&self.received.body)
    }

    /// The declared error, when the body is one.
    pub fn typed(&self) -> Option<&E> {
        self.typed.as_ref().and_then(|typed| typed.as_ref().ok())
    }

    /// Why the body is not the declared error.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.typed.as_ref().and_then(|typed| typed.as_ref().err())
    }

    /// Whether the document declares this status.
    pub fn declared(&self) -> bool {
        self.declared
    }
}

impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("received", &self.received)
            .field("declared", &self.declared)
            .field("typed", &self.typed().is_some())
            .field("decode_error", &self.decode_error())
            .finish()
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, size) = (self.received.status, self.received.body.len());
        write!(
            f,
            "{}: the server answered {status} with {size} bytes",
            self.operation
        )?;
        if !self.declared {
            f.write_str(", a status that the document does not declare")?;
        }
        if let Some(error) = self.decode_error() {
            write!(f, ", which are not the declared error: {error}")?;
        }
        Ok(())
    }
}

impl<E> std::error::Error for ApiError<E> {}
