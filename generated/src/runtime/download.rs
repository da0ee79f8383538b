//! An answer whose bytes are read while they come, at the pace of whoever reads them.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;

use super::call::{Call, failed};
use super::delivery::{Deadline, receive};
use super::error::Error;
use super::exchange;
use super::operation::Meaning;
use super::platform::TransportBody;
use super::stream_error::StreamError;

/// The bytes of an answer, as they come. Nothing more is taken from the connection than is asked for, and dropping it ends
/// the connection.
///
/// It is a [`Stream`], for the combinators of the `futures` crates; [`chunk`](Self::chunk) needs none of them.
pub struct Download {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    /// None at its end.
    body: Option<TransportBody>,
    /// How many bytes there may still be, where the call has a limit.
    left: Option<usize>,
    limit: usize,
}

impl Download {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many bytes there are in all, if the server says so.
    pub fn length(&self) -> Option<u64> {
        self.headers
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    /// The next bytes; none at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, StreamError>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        loop {
            let Some(body) = &mut self.body else {
                return Poll::Ready(None);
            };
            let frame = match Pin::new(&mut body.frame()).poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(frame) => frame,
            };
            let data = match frame {
                None => {
                    self.body = None;
                    return Poll::Ready(None);
                }
                Some(Err(error)) => {
                    self.body = None;
                    let error = StreamError::transport(self.operation, error);
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            };
            if let Some(left) = &mut self.left {
                let Some(rest) = left.checked_sub(data.len()) else {
                    self.body = None;
                    let error = StreamError::too_long(self.operation, self.limit);
                    return Poll::Ready(Some(Err(error)));
                };
                *left = rest;
            }
            if !data.is_empty() {
                return Poll::Ready(Some(Ok(data)));
            }
        }
    }
}

impl Stream for Download {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E, S> Call<T, E, S> {
    /// Sends, and gives the bytes of a declared success as they come, without keeping them. The timeout is for its
    /// beginning, and only a limit of the call's own is one.
    pub async fn download(mut self) -> Result<Download, Error<E>> {
        self.draft.opens = true;
        let (core, outline, draft) = self.parts();
        let shared = &*core.shared;
        let deadline = Deadline::after(outline.name, draft.timeout(shared));
        let response = exchange::open(core, &outline, draft, deadline).await?;
        let meaning = outline.meaning(response.status(), false);
        if !matches!(meaning, Meaning::Ok(_)) {
            let limits = draft.limits(shared);
            let received = receive(limits, outline.name, response, deadline).await?;
            return Err(failed(&outline, self.err, meaning, received));
        }
        let (head, body) = response.into_parts();
        let left = draft.options.body_limit;
        Ok(Download {
            operation: outline.name,
            status: head.status,
            headers: head.headers,
            body: Some(body),
            left,
            limit: left.unwrap_or(usize::MAX),
        })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
