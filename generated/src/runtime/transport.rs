//! What carries requests: a trait, so that tests and other HTTP clients can take reqwest's place.

use std::fmt;
use std::time::Duration;

use super::platform::{BoxFuture, TransportBody};
use super::upload::RequestBody;

/// A response on its way.
pub type TransportFuture<'a> = BoxFuture<'a, Result<http::Response<TransportBody>, TransportError>>;

/// A pause.
pub type PauseFuture<'a> = BoxFuture<'a, ()>;

/// Carries requests. It must not follow redirects: the client does, within one origin.
pub trait Transport: Send + Sync {
    /// Sends a request. `remaining` is the time that is left until the whole response, body included, must be there;
    /// running out of it is [`TransportErrorKind::Timeout`], also while the body is read.
    fn send(
        &self,
        request: http::Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_>;

    /// Waits, for the pause before a retry. A transport that cannot tell the time gives none, and nothing is sent again.
    fn sleep(&self, time: Duration) -> Option<PauseFuture<'_>> {
        let _ = time;
        None
    }

    /// Sends a request whose answer is read while it comes, for as long as it takes: `remaining` is the time until it must
    /// have begun. A transport that has only [`send`](Self::send) ends streams when the time is over.
    fn open(
        &self,
        request: http::Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        self.send(request, remaining)
    }
}

/// What went wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection.
    Connect,
    /// Out of time.
    Timeout,
    /// The response ended too soon or is no HTTP.
    Broken,
    /// The request cannot be sent as it is.
    Unsendable,
    /// No answer, and no reason: browsers do not tell a refused connection from a broken one, or from an answer that the
    /// server does not share with the page (CORS).
    Unexplained,
    /// Anything else.
    Other,
}

/// Why a request was not answered.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// Of a kind. The source must not show URLs or headers.
    pub fn new(
        kind: TransportErrorKind,
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { kind, source }
    }

    /// What went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

#[cfg(feature = "tracing")]
impl TransportErrorKind {
    /// A word for traces.
    pub(super) fn name(self) -> &'static str {
        match self {
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::Broken => "broken",
            TransportErrorKind::Unsendable => "unsendable",
            TransportErrorKind::Unexplained => "unexplained",
            TransportErrorKind::Other => "other",
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "out of time",
            TransportErrorKind::Broken => "the response broke off or is no HTTP",
            TransportErrorKind::Unsendable => "the transport cannot send this request as it is",
            TransportErrorKind::Unexplained => {
                "the browser gives no answer: no connection, or none that the page may see"
            }
            TransportErrorKind::Other => "the request failed",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
