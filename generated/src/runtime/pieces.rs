//! A body that is read piece by piece: chunks of the transport go into a cutter, complete pieces come out.
//!
//! Knows nothing of types, and compiles once per kind of stream.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;

use super::platform::TransportBody;
use super::stream_call::Opening;
use super::stream_error::StreamError;

/// A piece of a stream is longer than this many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong(pub usize);

/// Cuts bytes into pieces.
pub(super) trait Cutter {
    /// What comes out.
    type Piece;
    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong>;
    /// There are no more bytes.
    fn finish(&mut self);
    /// The next piece that is complete.
    fn next(&mut self) -> Option<Self::Piece>;
}

/// A body and what cuts it. Dropping it ends the connection.
pub(super) struct Pieces<C> {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) cutter: C,
    /// None at its end.
    body: Option<TransportBody>,
    /// Told after the pieces that came before it.
    failure: Option<StreamError>,
}

impl<C: Cutter> Pieces<C> {
    pub(super) fn new(opening: Opening, cutter: C) -> Self {
        Self {
            operation: opening.operation,
            status: opening.status,
            headers: opening.headers,
            cutter,
            body: Some(opening.body),
            failure: None,
        }
    }

    /// Nothing more comes.
    pub(super) fn close(&mut self) {
        self.body = None;
        self.failure = None;
        while self.cutter.next().is_some() {}
    }

    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<C::Piece, StreamError>>> {
        loop {
            if let Some(piece) = self.cutter.next() {
                return Poll::Ready(Some(Ok(piece)));
            }
            if let Some(failure) = self.failure.take() {
                return Poll::Ready(Some(Err(failure)));
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(None);
            };
            match Pin::new(&mut body.frame()).poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => {
                    self.body = None;
                    self.cutter.finish();
                }
                Poll::Ready(Some(Err(error))) => {
                    self.fail(StreamError::transport(self.operation, error));
                }
                Poll::Ready(Some(Ok(frame))) => {
                    let data = frame.into_data().unwrap_or_default();
                    if let Err(TooLong(limit)) = self.cutter.push(&data) {
                        self.fail(StreamError::too_long(self.operation, limit));
                    }
                }
            }
        }
    }

    fn fail(&mut self, failure: StreamError) {
        self.body = None;
        self.failure = Some(failure);
    }
}
