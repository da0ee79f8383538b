//! From a request to an answer: redirects within the origin, the limit of the body and the deadline.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{HeaderMap, LOCATION};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::BodyExt;
use url::Url;

use super::core::Shared;
use super::error::{Failure, HeaderCount, TimedOut, TooLarge, Unreached};
use super::middleware::Next;
use super::operation::Received;
use super::platform::{Instant, Make, TransportBody};
use super::trace;
use super::transport::{TransportError, TransportErrorKind, TransportFuture};
use super::upload::{RequestBody, Upload};

/// How many redirects are followed.
const REDIRECTS: usize = 5;

/// When everything must be done.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    operation: &'static str,
    at: Option<Instant>,
}

impl Deadline {
    pub(super) fn after(operation: &'static str, timeout: Option<Duration>) -> Self {
        Self {
            operation,
            at: timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
        }
    }

    /// The time that is left; an error when there is none.
    pub(super) fn remaining(&self) -> Result<Option<Duration>, Failure> {
        match self
            .at
            .map(|at| at.saturating_duration_since(Instant::now()))
        {
            Some(Duration::ZERO) => Err(Failure::Timeout(TimedOut {
                operation: self.operation,
            })),
            remaining => Ok(remaining),
        }
    }
}

impl Deadline {
    /// Whether there is more time than this left.
    pub(super) fn is_later_than(&self, wait: Duration) -> bool {
        self.at
            .is_none_or(|at| at.saturating_duration_since(Instant::now()) > wait)
    }
}

/// How many bytes a body may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// That of a success.
    pub(super) body: usize,
    /// One item of a stream.
    pub(super) item: usize,
    /// That of any other answer.
    pub(super) error: usize,
}

/// How an answer is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// All of it, before the deadline.
    Whole,
    /// Item by item; only its beginning has a deadline.
    Stream,
}

/// What is known of a request that is sent, beside the request.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    /// The operation.
    pub(super) operation: &'static str,
    /// The path template of the operation, for traces: a path could hold what is private.
    #[cfg_attr(
        not(feature = "tracing"),
        expect(dead_code, reason = "only traces show it")
    )]
    pub(super) template: &'static str,
    pub(super) way: Way,
    /// When the call must be done, and when this attempt.
    pub(super) deadline: Deadline,
    pub(super) attempt: Deadline,
    /// How often the request was sent before.
    #[cfg_attr(
        not(feature = "tracing"),
        expect(dead_code, reason = "only traces show it")
    )]
    pub(super) resent: u32,
}

/// Sends a request and follows redirects that keep origin and method. `make` makes the request, each time the same:
/// copies would be for nothing most of the time.
pub(super) async fn send(
    shared: &Shared,
    sending: &Sending,
    make: &Make<'_>,
    upload: Option<Upload>,
) -> Result<Response<TransportBody>, Failure> {
    let failed = |error| unreached(sending.operation, error, None);
    let mut request = make()?;
    if let Some(upload) = upload {
        // What was sent once is gone: a redirect is the caller's to follow.
        let request = request.map(|_| RequestBody::Upload(upload));
        return deliver(shared, sending, request)?.await.map_err(failed);
    }
    // Where it was redirected to. Before that it is where `make` says: most requests are never asked.
    let mut redirect: Option<Uri> = None;
    for _ in 0..REDIRECTS {
        let method = request.method().clone();
        let sent = deliver(shared, sending, request.map(RequestBody::Whole))?;
        let response = sent.await.map_err(failed)?;
        if !keeps_method(&method, response.status()) {
            return Ok(response);
        }
        let mut again = make()?;
        let from = redirect.as_ref().unwrap_or(again.uri());
        let Some(next) = redirected(from, response.headers()) else {
            return Ok(response);
        };
        *again.uri_mut() = next.clone();
        redirect = Some(next);
        request = again;
    }
    let sent = deliver(shared, sending, request.map(RequestBody::Whole))?;
    sent.await.map_err(failed)
}

fn deliver<'a>(
    shared: &'a Shared,
    sending: &'a Sending,
    request: Request<RequestBody>,
) -> Result<TransportFuture<'a>, Failure> {
    let remaining = sooner(sending.deadline.remaining()?, sending.attempt.remaining()?);
    let next = Next::new(
        &shared.middleware,
        &*shared.transport,
        sending.way,
        remaining,
    );
    Ok(trace::attempt(sending, request, next))
}

fn sooner(a: Option<Duration>, b: Option<Duration>) -> Option<Duration> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether a status is a redirect after which the method stays the same.
fn keeps_method(method: &Method, status: StatusCode) -> bool {
    match status.as_u16() {
        307 | 308 => true,
        301 | 302 => matches!(*method, Method::GET | Method::HEAD),
        _ => false,
    }
}

/// Where to follow a redirect to; none when it leads to another origin.
fn redirected(from: &Uri, headers: &HeaderMap) -> Option<Uri> {
    let from = Url::parse(&from.to_string()).ok()?;
    let to = from.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    if from.origin() != to.origin() || !to.username().is_empty() || to.password().is_some() {
        return None;
    }
    to[..url::Position::AfterQuery].parse().ok()
}

/// Reads an answer to its end.
pub(super) async fn receive(
    limits: Limits,
    operation: &'static str,
    response: Response<TransportBody>,
    deadline: Deadline,
) -> Result<Received, Failure> {
    let (head, mut body) = response.into_parts();
    let (status, headers) = (head.status, head.headers);
    let limit = match status.is_success() {
        true => limits.body,
        false => limits.error,
    };
    let mut whole = Bytes::new();
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let data = match frame {
            Ok(frame) => frame.into_data().unwrap_or_default(),
            Err(error) => return Err(unreached(operation, error, Some((status, headers)))),
        };
        if whole.len() + bytes.len() + data.len() > limit {
            let headers = HeaderCount(headers);
            return Err(Failure::TooLarge(Box::new(TooLarge {
                operation,
                status,
                headers,
                limit,
            })));
        }
        match whole.is_empty() && bytes.is_empty() {
            // Most answers are one piece, which needs no copy.
            true => whole = data,
            false => {
                bytes.extend_from_slice(&std::mem::take(&mut whole));
                bytes.extend_from_slice(&data);
            }
        }
        // A transport that does not watch the time should not make a call endless.
        deadline.remaining()?;
    }
    Ok(Received {
        status,
        headers,
        body: match bytes.is_empty() {
            true => whole,
            false => bytes.freeze(),
        },
    })
}

fn unreached(
    operation: &'static str,
    error: TransportError,
    head: Option<(StatusCode, HeaderMap)>,
) -> Failure {
    if error.kind() == TransportErrorKind::Timeout {
        return Failure::Timeout(TimedOut { operation });
    }
    let head = head.map(|(status, headers)| (status, HeaderCount(headers)));
    Failure::Transport(Box::new(Unreached {
        operation,
        error,
        head,
    }))
}
