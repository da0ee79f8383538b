//! The body of a request: bytes, or bytes that are made while they are sent.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

/// Why a stream of the caller's gives no more bytes.
pub type UploadError = Box<dyn std::error::Error + Send + Sync>;

use super::platform::{BoxStream, MaybeSend};

/// The body of a request, for transports and middleware.
pub enum RequestBody {
    /// All of it.
    Whole(Bytes),
    /// What comes from a stream of the caller's. It can be sent once.
    Upload(Upload),
}

impl RequestBody {
    /// The bytes, if they are all there.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            RequestBody::Whole(bytes) => Some(bytes),
            RequestBody::Upload(_) => None,
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        RequestBody::Whole(bytes)
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RequestBody::Whole(bytes) => write!(f, "{} bytes", bytes.len()),
            RequestBody::Upload(upload) => upload.fmt(f),
        }
    }
}

/// Bytes that are made while they are sent: an HTTP body.
pub struct Upload {
    /// Never locked: it makes the body one that threads can share, which reqwest asks for.
    source: Mutex<BoxStream<Result<Bytes, UploadError>>>,
    left: Option<u64>,
}

impl Upload {
    /// How many bytes there are still, if the caller said so.
    pub fn length(&self) -> Option<u64> {
        self.left
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        let source = self.source.get_mut();
        let source = source.unwrap_or_else(PoisonError::into_inner);
        let next = match source.as_mut().poll_next(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(next) => next,
        };
        Poll::Ready(match (next, self.left) {
            (None, Some(1..)) => Some(Err("the stream ended before its length".into())),
            (None, _) => None,
            (Some(Err(error)), _) => Some(Err(error)),
            (Some(Ok(bytes)), left) => {
                match left.map(|left| left.checked_sub(bytes.len() as u64)) {
                    Some(None) => Some(Err("the stream is longer than its length".into())),
                    Some(left) => {
                        self.left = left;
                        Some(Ok(Frame::data(bytes)))
                    }
                    None => Some(Ok(Frame::data(bytes))),
                }
            }
        })
    }

    fn size_hint(&self) -> SizeHint {
        match self.left {
            Some(left) => SizeHint::with_exact(left),
            None => SizeHint::default(),
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.left)
            .finish_non_exhaustive()
    }
}

/// A piece of a body that holds streams.
pub(super) enum Piece {
    /// Bytes that are there.
    Bytes(Bytes),
    /// What comes from a stream.
    Stream(Upload),
}

/// The pieces of a body, one after another.
struct Chain(VecDeque<Piece>);

impl Stream for Chain {
    type Item = Result<Bytes, UploadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match self.0.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.0.pop_front();
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Some(Piece::Stream(upload)) => match ready!(Pin::new(upload).poll_frame(context)) {
                    Some(frame) => {
                        return Poll::Ready(Some(
                            frame.map(|frame| frame.into_data().unwrap_or_default()),
                        ));
                    }
                    None => self.0.pop_front(),
                },
            };
        }
    }
}

/// The place of an upload in a call, whose clones share it: whichever is sent first has it.
#[derive(Clone)]
pub(super) struct UploadCell(Arc<Mutex<Option<Upload>>>);

impl PartialEq for UploadCell {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl UploadCell {
    pub(super) fn new(
        source: impl Stream<Item = Result<Bytes, UploadError>> + MaybeSend + 'static,
        length: Option<u64>,
    ) -> Self {
        let source: Mutex<BoxStream<Result<Bytes, UploadError>>> = Mutex::new(Box::pin(source));
        let left = length;
        Self(Arc::new(Mutex::new(Some(Upload { source, left }))))
    }

    /// One of several pieces.
    pub(super) fn chain(pieces: VecDeque<Piece>) -> Self {
        let length = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => Some(bytes.len() as u64),
            Piece::Stream(upload) => upload.length(),
        };
        let length = pieces.iter().map(length).sum();
        Self::new(Chain(pieces), length)
    }

    /// The upload; none when it was sent before.
    pub(super) fn take(&self) -> Option<Upload> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
