//! A call whose answer is read while it comes.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, Full};

use super::call::{Read, failed};
use super::core::Core;
use super::decode_error::DecodeError;
use super::delivery::{Deadline, receive};
use super::draft::Draft;
use super::error::{Error, Undecodable};
use super::exchange;
use super::operation::{Meaning, Media, Outline, Received};
use super::options::call_options;
use super::platform::{BoxFuture, MaybeSend, TransportBody, transport_body};
use super::transport::{PauseFuture, TransportError};

/// What a stream begins with.
pub struct Opening {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: TransportBody,
    pub(super) media: Media,
    /// How large an item may be.
    pub(super) limit: usize,
}

/// A stream that an answer can be.
pub trait Streamed: Sized + MaybeSend + 'static {
    /// Begins to read.
    fn open(opening: Opening) -> Self;
}

/// A call whose answer is a stream. Nothing is sent before it is awaited; what it then gives is read item by item.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<S: 'static, E: 'static> {
    core: Core,
    outline: Outline<'static>,
    err: Read<E>,
    draft: Draft,
    types: PhantomData<fn() -> S>,
}

impl<S: Streamed, E> StreamCall<S, E> {
    pub(super) fn new(
        core: Core,
        outline: Outline<'static>,
        err: Read<E>,
        mut draft: Draft,
    ) -> Self {
        draft.stream = true;
        Self {
            core,
            outline,
            err,
            draft,
            types: PhantomData,
        }
    }

    call_options!(
        "The time until the stream must have begun; it may then take as long as it likes."
    );

    /// What is sent, and over what.
    #[cfg(feature = "testing")]
    pub(super) fn parts(&self) -> (&Core, Outline<'static>, &Draft) {
        (&self.core, self.outline, &self.draft)
    }

    pub(super) fn sleep(&self, time: Duration) -> Option<PauseFuture<'_>> {
        self.core.shared.transport.sleep(time)
    }

    /// The request, without sending it. Fails where a token would have to be fetched first.
    pub fn request(&self) -> Result<http::Request<Bytes>, Error<E>> {
        let request = exchange::request(&self.core, &self.outline, &self.draft)?;
        Ok(request)
    }

    /// What a response means to this operation, however it was got. To read one that is still coming, give the client a
    /// [`Transport`](super::Transport).
    pub fn response(&self, response: http::Response<Bytes>) -> Result<S, Error<E>> {
        let (head, body) = response.into_parts();
        let received = Received {
            status: head.status,
            headers: head.headers,
            body,
        };
        let Some(media) = begins(&self.outline, received.status, &received.headers) else {
            return Err(refused(&self.outline, self.err, received));
        };
        let body = Full::new(received.body).map_err(|never| -> TransportError { match never {} });
        Ok(S::open(Opening {
            operation: self.outline.name,
            status: received.status,
            headers: received.headers,
            body: transport_body(body),
            media,
            limit: self.draft.limits(&self.core.shared).item,
        }))
    }
}

/// How to read an answer, when it is a stream.
fn begins(outline: &Outline, status: StatusCode, headers: &HeaderMap) -> Option<Media> {
    let Meaning::Ok(found) = outline.meaning(status, true) else {
        return None;
    };
    let media = found.answer.media;
    // Servers that do not stream after all say so.
    (media.is_stream() && !is_one_json(media, headers)).then_some(media)
}

fn is_one_json(media: Media, headers: &HeaderMap) -> bool {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|given| given.to_str().ok());
    let essence = given
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let json = essence == "application/json" || essence.ends_with("+json");
    json && !matches!(media, Media::Lines(_))
}

fn refused<E>(outline: &Outline, err: Read<E>, received: Received) -> Error<E> {
    match outline.meaning(received.status, true) {
        Meaning::Ok(_) => Error::Decode(Box::new(Undecodable {
            operation: outline.name,
            received,
            error: DecodeError::new("the answer is no stream"),
        })),
        meaning => failed(outline, err, meaning, received),
    }
}

impl<S: Streamed, E> IntoFuture for StreamCall<S, E> {
    type Output = Result<S, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let shared = &*self.core.shared;
            let limits = self.draft.limits(shared);
            let deadline = Deadline::after(self.outline.name, self.draft.timeout(shared));
            let response = exchange::open(&self.core, &self.outline, &self.draft, deadline).await?;
            let Some(media) = begins(&self.outline, response.status(), response.headers()) else {
                let received = receive(limits, self.outline.name, response, deadline).await?;
                return Err(refused(&self.outline, self.err, received));
            };
            let (head, body) = response.into_parts();
            Ok(S::open(Opening {
                operation: self.outline.name,
                status: head.status,
                headers: head.headers,
                body,
                media,
                limit: limits.item,
            }))
        })
    }
}

impl<S, E> Clone for StreamCall<S, E> {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            outline: self.outline,
            err: self.err,
            draft: self.draft.clone(),
            types: PhantomData,
        }
    }
}

impl<S, E> fmt::Debug for StreamCall<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamCall")
            .field("operation", &self.outline.name)
            .finish_non_exhaustive()
    }
}
