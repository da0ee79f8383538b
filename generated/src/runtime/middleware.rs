//! What stands between the client and its transport: code of the caller's that sees each attempt.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::delivery::Way;
use super::transport::{Transport, TransportFuture};

/// Code that sees each request as it goes out, and its response as it comes in: retries, redirects and the fetching of
/// tokens one by one. Requests hold credentials, whose headers are marked sensitive.
pub trait Middleware: Send + Sync {
    /// Handles a request: usually with `next.run(request)`, changed before or after.
    fn handle<'a>(&'a self, request: Request<Bytes>, next: Next<'a>) -> TransportFuture<'a>;
}

/// The rest of the way: other middleware, then the transport.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    middleware: &'a [Arc<dyn Middleware>],
    transport: &'a dyn Transport,
    way: Way,
    remaining: Option<Duration>,
}

impl<'a> Next<'a> {
    pub(super) fn new(
        middleware: &'a [Arc<dyn Middleware>],
        transport: &'a dyn Transport,
        way: Way,
        remaining: Option<Duration>,
    ) -> Self {
        Self {
            middleware,
            transport,
            way,
            remaining,
        }
    }

    /// The time that is left for this attempt.
    pub fn remaining(&self) -> Option<Duration> {
        self.remaining
    }

    /// Sends the request on.
    pub fn run(self, request: Request<Bytes>) -> TransportFuture<'a> {
        match (self.middleware, self.way) {
            ([first, rest @ ..], _) => first.handle(
                request,
                Next {
                    middleware: rest,
                    ..self
                },
            ),
            ([], Way::Whole) => self.transport.send(request, self.remaining),
            ([], Way::Stream) => self.transport.open(request, self.remaining),
        }
    }
}
