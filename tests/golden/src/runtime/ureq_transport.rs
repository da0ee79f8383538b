//! A transport that blocks, over ureq: for programs without an async runtime.

use std::io::Read;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http_body::{Body, Frame};
use http_body_util::BodyExt;

use super::blocking::block_on;
use super::builder::Builder;
use super::credentials::CredentialSet;
use super::upload::{RequestBody, Upload};

use super::platform::{TransportBody, transport_body};
use super::transport::{
    PauseFuture, Transport, TransportError, TransportErrorKind, TransportFuture,
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
        request: http::Request<RequestBody>,
        whole: Option<Duration>,
        begin: Option<Duration>,
    ) -> Result<http::Response<TransportBody>, TransportError> {
        let (mut head, body) = request.into_parts();
        let sent = match body {
            RequestBody::Whole(body) if body.is_empty() && !sends_empty(&head) => {
                self.run(http::Request::from_parts(head, ()), whole, begin)
            }
            RequestBody::Whole(body) => {
                self.run(http::Request::from_parts(head, body.to_vec()), whole, begin)
            }
            RequestBody::Upload(upload) => {
                if let Some(length) = upload.length() {
                    head.headers.insert(CONTENT_LENGTH, length.into());
                }
                let mut reader = UploadReader::new(upload);
                let body = ureq::SendBody::from_reader(&mut reader);
                self.run(http::Request::from_parts(head, body), whole, begin)
            }
        };
        let response = sent.map_err(explain)?;
        Ok(response.map(|body| transport_body(Reading(Some(Box::new(body.into_reader()))))))
    }
}

impl UreqTransport {
    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        whole: Option<Duration>,
        begin: Option<Duration>,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let configured = self.0.configure_request(request);
        let timed = configured
            .timeout_global(whole)
            .timeout_recv_response(begin);
        self.0.run(timed.build())
    }
}

/// A stream of the caller's as something to read.
struct UploadReader {
    upload: Upload,
    chunk: Bytes,
}

impl UploadReader {
    fn new(upload: Upload) -> Self {
        let chunk = Bytes::new();
        Self { upload, chunk }
    }
}

impl Read for UploadReader {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.chunk.is_empty() {
            let Some(frame) = block_on(self.upload.frame()) else {
                return Ok(0);
            };
            let data = frame.map_err(std::io::Error::other)?.into_data();
            self.chunk = data.unwrap_or_default();
        }
        let count = into.len().min(self.chunk.len());
        into[..count].copy_from_slice(&self.chunk.split_to(count));
        Ok(count)
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

impl<C, K: Into<CredentialSet>> Builder<C, K> {
    /// Sends over ureq, which needs no async runtime: for calls that block, where the feature `reqwest` is there too.
    pub fn blocking(self) -> Self {
        let transport = UreqTransport::connecting_within(self.connect_timeout);
        self.transport(Arc::new(transport))
    }
}

impl Transport for UreqTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        Box::pin(std::future::ready(self.execute(request, remaining, None)))
    }

    fn open(
        &self,
        request: http::Request<RequestBody>,
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
