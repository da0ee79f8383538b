//! A transport that blocks, over ureq: for programs without an async runtime.

use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::BodyExt;

use super::transport::{
    PauseFuture, Transport, TransportBody, TransportError, TransportErrorKind, TransportFuture,
};

/// How many bytes are read at once.
const CHUNK: usize = 16 * 1024;

/// Sends over ureq. Its futures block the thread that polls them: they are for [`Call::wait`](super::Call::wait), not for
/// the threads of an async runtime.
#[derive(Clone, Debug)]
pub struct UreqTransport(ureq::Agent);

impl UreqTransport {
    /// With connections of its own.
    pub fn new() -> Self {
        Self::connecting_within(None)
    }

    pub(super) fn connecting_within(time: Option<Duration>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_connect(time)
            .build();
        Self(config.into())
    }

    fn execute(
        &self,
        request: http::Request<Bytes>,
        whole: Option<Duration>,
        begin: Option<Duration>,
    ) -> Result<http::Response<TransportBody>, TransportError> {
        let (head, body) = request.into_parts();
        let sent = match body.is_empty() && !sends_empty(&head) {
            true => {
                let request = http::Request::from_parts(head, ());
                let configured = self.0.configure_request(request);
                let timed = configured
                    .timeout_global(whole)
                    .timeout_recv_response(begin);
                self.0.run(timed.build())
            }
            false => {
                let request = http::Request::from_parts(head, body.to_vec());
                let configured = self.0.configure_request(request);
                let timed = configured
                    .timeout_global(whole)
                    .timeout_recv_response(begin);
                self.0.run(timed.build())
            }
        };
        let response = sent.map_err(explain)?;
        Ok(response.map(|body| Reading(Some(Box::new(body.into_reader()))).boxed_unsync()))
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether an empty body is sent as one.
fn sends_empty(head: &http::request::Parts) -> bool {
    matches!(
        head.method,
        http::Method::POST | http::Method::PUT | http::Method::PATCH
    )
}

impl Transport for UreqTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        Box::pin(std::future::ready(self.execute(request, remaining, None)))
    }

    fn open(
        &self,
        request: http::Request<Bytes>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        Box::pin(std::future::ready(self.execute(request, None, remaining)))
    }

    fn sleep(&self, time: Duration) -> Option<PauseFuture<'_>> {
        Some(Box::pin(async move { std::thread::sleep(time) }))
    }
}

/// A body that is read when it is polled.
struct Reading(Option<Box<dyn Read + Send>>);

impl Body for Reading {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Some(reader) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let mut chunk = vec![0; CHUNK];
        Poll::Ready(match reader.read(&mut chunk) {
            Ok(0) => {
                self.0 = None;
                None
            }
            Ok(count) => {
                chunk.truncate(count);
                Some(Ok(Frame::data(chunk.into())))
            }
            Err(error) => {
                self.0 = None;
                Some(Err(broken(error)))
            }
        })
    }
}

fn broken(error: std::io::Error) -> TransportError {
    let kind = match error.kind() {
        std::io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Broken,
    };
    TransportError::new(kind, Some(Box::new(error)))
}

fn explain(error: ureq::Error) -> TransportError {
    use std::io::ErrorKind;

    let kind = match &error {
        ureq::Error::Timeout(ureq::Timeout::Connect) => TransportErrorKind::Connect,
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => TransportErrorKind::Connect,
        ureq::Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable => TransportErrorKind::Connect,
            ErrorKind::TimedOut => TransportErrorKind::Timeout,
            _ => TransportErrorKind::Broken,
        },
        ureq::Error::Protocol(_) => TransportErrorKind::Broken,
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => TransportErrorKind::Unsendable,
        _ => TransportErrorKind::Other,
    };
    // ureq's errors can show the URL, which may hold an API key.
    TransportError::new(kind, None)
}
