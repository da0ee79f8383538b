//! A transport over a `tower` service, behind the feature `tower`: any stack of layers and clients, or a server's router.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use tower_service::Service;

use super::platform::{TransportBody, transport_body};
use super::transport::{
    PauseFuture, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use super::upload::{RequestBody, UploadError};

/// Sends over a `tower` service. It must not follow redirects, since it would take credentials to wherever it is sent.
#[derive(Clone)]
pub struct TowerTransport<S> {
    service: S,
    sleep: Option<fn(Duration) -> PauseFuture<'static>>,
}

/// The time that is left for a request, among its extensions: a service has no other way to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remaining(pub Duration);

impl<S> TowerTransport<S> {
    /// Over this service, of which each request has a clone. Deadlines are the service's to keep.
    pub fn new(service: S) -> Self {
        let sleep = None;
        Self { service, sleep }
    }

    /// How time passes between retries: `|time| Box::pin(tokio::time::sleep(time))`. Without it nothing is sent again.
    #[must_use]
    pub fn sleeping(mut self, sleep: fn(Duration) -> PauseFuture<'static>) -> Self {
        self.sleep = Some(sleep);
        self
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<RequestBody>, Response = Response<B>> + Clone + Send + Sync,
    S::Error: Into<UploadError>,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<UploadError>,
{
    fn send(
        &self,
        mut request: Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        let mut service = self.service.clone();
        if let Some(remaining) = remaining {
            request.extensions_mut().insert(Remaining(remaining));
        }
        Box::pin(async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(|error| explain(error.into()))?;
            let response = service.call(request).await;
            let response = response.map_err(|error| explain(error.into()))?;
            let body = |body: B| -> TransportBody {
                transport_body(body.map_err(|error| explain(error.into())))
            };
            Ok(response.map(body))
        })
    }

    fn sleep(&self, time: Duration) -> Option<PauseFuture<'_>> {
        self.sleep.map(|sleep| sleep(time))
    }
}

/// An error of this crate stays what it is; any other may have come before or after the request was sent.
fn explain(error: Box<dyn Error + Send + Sync>) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Other, Some(error)),
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        match self.get_mut() {
            RequestBody::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            RequestBody::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            RequestBody::Upload(upload) => Pin::new(upload).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            RequestBody::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            RequestBody::Upload(upload) => upload.size_hint(),
        }
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}
