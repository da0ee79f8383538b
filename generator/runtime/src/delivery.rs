//! From a request to an answer: redirects within the origin, the limit of the body and the deadline.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{HeaderMap, LOCATION};
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use url::Url;

use super::core::Shared;
use super::error::{Failure, HeaderCount, TimedOut, TooLarge, Unreached};
use super::operation::Received;
use super::transport::{TransportBody, TransportError, TransportErrorKind};

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

/// How an answer is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// All of it, before the deadline.
    Whole,
    /// Item by item; only its beginning has a deadline.
    Stream,
}

/// Sends a request and follows redirects that keep origin and method.
pub(super) async fn send(
    shared: &Shared,
    operation: &'static str,
    mut request: Request<Bytes>,
    way: Way,
    deadline: Deadline,
) -> Result<Response<TransportBody>, Failure> {
    for _ in 0..REDIRECTS {
        let again = request.clone();
        let response = deliver(shared, operation, request, way, deadline).await?;
        match redirected(&again, response.status(), response.headers()) {
            Some(next) => request = next,
            None => return Ok(response),
        }
    }
    deliver(shared, operation, request, way, deadline).await
}

async fn deliver(
    shared: &Shared,
    operation: &'static str,
    request: Request<Bytes>,
    way: Way,
    deadline: Deadline,
) -> Result<Response<TransportBody>, Failure> {
    let remaining = deadline.remaining()?;
    let sent = match way {
        Way::Whole => shared.transport.send(request, remaining).await,
        Way::Stream => shared.transport.open(request, remaining).await,
    };
    sent.map_err(|error| unreached(operation, error, None))
}

/// The request to follow a redirect with; none when it leads to another origin or would change the method.
fn redirected(
    request: &Request<Bytes>,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Request<Bytes>> {
    let keeps = match status.as_u16() {
        307 | 308 => true,
        301 | 302 => matches!(*request.method(), Method::GET | Method::HEAD),
        _ => false,
    };
    if !keeps {
        return None;
    }
    let from = Url::parse(&request.uri().to_string()).ok()?;
    let to = from.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    if from.origin() != to.origin() || !to.username().is_empty() || to.password().is_some() {
        return None;
    }
    let mut next = request.clone();
    *next.uri_mut() = to[..url::Position::AfterQuery].parse().ok()?;
    Some(next)
}

/// Reads an answer to its end.
pub(super) async fn receive(
    shared: &Shared,
    operation: &'static str,
    response: Response<TransportBody>,
    deadline: Deadline,
) -> Result<Received, Failure> {
    let (head, mut body) = response.into_parts();
    let (status, headers, limit) = (head.status, head.headers, shared.body_limit);
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let data = match frame {
            Ok(frame) => frame.into_data().unwrap_or_default(),
            Err(error) => return Err(unreached(operation, error, Some((status, headers)))),
        };
        if bytes.len() + data.len() > limit {
            let headers = HeaderCount(headers);
            return Err(Failure::TooLarge(Box::new(TooLarge {
                operation,
                status,
                headers,
                limit,
            })));
        }
        bytes.extend_from_slice(&data);
        // A transport that does not watch the time should not make a call endless.
        deadline.remaining()?;
    }
    Ok(Received {
        status,
        headers,
        body: bytes.freeze(),
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
