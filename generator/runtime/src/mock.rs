//! A transport for tests, behind the feature `testing`: it answers from what is expected, without sockets.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};

use super::call::Call;
use super::compose;
use super::core::Core;
use super::draft::Draft;
use super::error::{Error, Failure};
use super::expectation::Expectation;
use super::operation::{Outline, Undeclared};
use super::platform::{TransportBody, transport_body};
use super::stream_call::{StreamCall, Streamed};
use super::transport::{
    PauseFuture, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use super::upload::RequestBody;

/// A transport that answers from what it was told to expect, and fails for everything else. Clones share what they expect.
///
/// ```text
/// let mock = Mock::new();
/// let client = Client::builder().credentials(Credentials::none()).transport(mock.transport()).build()?;
/// mock.expect(&client.get_pet(7)).gives(&pet);
/// assert_eq!(client.get_pet(7).await?.name, "Rex");
/// assert!(mock.unmet().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Mock {
    shared: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    expected: Vec<Expected>,
    received: Vec<Request<Bytes>>,
}

/// A request that is expected, and what it is answered with.
pub(super) struct Expected {
    pub(super) operation: &'static str,
    method: String,
    /// Path and query, or the segments of a template.
    path: Path,
    /// Media type and body, where they matter.
    body: Option<Bytes>,
    pub(super) left: usize,
    pub(super) answer: Result<(StatusCode, HeaderMap, Bytes), TransportErrorKind>,
}

enum Path {
    Exactly(String),
    Like(&'static str),
}

impl Mock {
    /// One that expects nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// It, as a builder takes it.
    pub fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(self.clone())
    }

    /// Expects the request of this call: its method, path, query and body; credentials and other headers do not matter.
    /// What is told to expect first answers first.
    ///
    /// # Panics
    /// When the call would be refused, since its arguments are not what the operation asks for.
    #[track_caller]
    pub fn expect<C: Mockable>(&self, call: &C) -> Expectation<C> {
        let Target { outline, request } = call.target();
        let request = match request {
            Ok(request) => request,
            Err(failure) => panic!("{}", Error::<Undeclared>::from(failure)),
        };
        let path = request.uri().path_and_query();
        let path = Path::Exactly(path.map(ToString::to_string).unwrap_or_default());
        let body = comparable(&request);
        self.expecting(outline, path, Some(body))
    }

    /// Expects any request of the call's operation, whatever its arguments.
    pub fn expect_any<C: Mockable>(&self, call: &C) -> Expectation<C> {
        let outline = call.target().outline;
        self.expecting(outline, Path::Like(outline.path), None)
    }

    fn expecting<C>(
        &self,
        outline: Outline<'static>,
        path: Path,
        body: Option<Bytes>,
    ) -> Expectation<C> {
        let expected = Expected {
            operation: outline.name,
            method: outline.method.to_owned(),
            path,
            body,
            left: 1,
            answer: Err(TransportErrorKind::Other),
        };
        Expectation::of(self.clone(), outline, expected)
    }

    pub(super) fn add(&self, expected: Expected) {
        self.state().expected.push(expected);
    }

    /// What was expected and has not come: the operations, each as often as it was expected.
    pub fn unmet(&self) -> Vec<&'static str> {
        let state = self.state();
        let expected = state.expected.iter();
        expected
            .flat_map(|one| std::iter::repeat_n(one.operation, one.left))
            .collect()
    }

    /// All requests that came, expected or not.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().received.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(
        &self,
        request: Request<RequestBody>,
    ) -> Result<Response<TransportBody>, TransportError> {
        let (head, body) = request.into_parts();
        let body = match body {
            RequestBody::Whole(bytes) => bytes,
            RequestBody::Upload(upload) => {
                let collected = upload.collect().await;
                let failed =
                    |error| TransportError::new(TransportErrorKind::Unsendable, Some(error));
                collected.map_err(failed)?.to_bytes()
            }
        };
        let request = Request::from_parts(head, body);
        let mut state = self.state();
        state.received.push(request.clone());
        let found = state
            .expected
            .iter_mut()
            .find(|one| one.left > 0 && one.is(&request));
        let Some(expected) = found else {
            let text = format!(
                "nothing expects {} {}",
                request.method(),
                request.uri().path()
            );
            return Err(TransportError::new(
                TransportErrorKind::Unsendable,
                Some(text.into()),
            ));
        };
        expected.left -= 1;
        let (status, headers, body) = expected
            .answer
            .clone()
            .map_err(|kind| TransportError::new(kind, None))?;
        let body = Full::new(body).map_err(|never| -> TransportError { match never {} });
        let mut response = Response::new(transport_body(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

impl Expected {
    fn is(&self, request: &Request<Bytes>) -> bool {
        let target = request.uri().path_and_query();
        let target = target.map(ToString::to_string).unwrap_or_default();
        let is_there = match &self.path {
            // Credentials may stand behind the rest of the query.
            Path::Exactly(path) => target.strip_prefix(path.as_str()).is_some_and(|rest| {
                rest.is_empty()
                    || rest.starts_with('&')
                    || (rest.starts_with('?') && !path.contains('?'))
            }),
            Path::Like(template) => is_like(template, request.uri().path()),
        };
        is_there
            && request.method() == self.method.as_str()
            && self
                .body
                .as_ref()
                .is_none_or(|body| *body == comparable(request))
    }
}

/// Whether a path ends in what a template can be.
fn is_like(template: &str, path: &str) -> bool {
    let mut segments = path.rsplit('/');
    template.trim_start_matches('/').rsplit('/').all(|wanted| {
        segments
            .next()
            .is_some_and(|segment| match wanted.split_once('{') {
                None => segment == wanted,
                Some((before, rest)) => {
                    let after = rest.rsplit_once('}').map_or("", |(_, after)| after);
                    segment.starts_with(before) && segment.ends_with(after)
                }
            })
    })
}

/// A body as it is compared: boundaries are other ones each time.
fn comparable(request: &Request<Bytes>) -> Bytes {
    let media = request.headers().get(CONTENT_TYPE);
    let media = media
        .and_then(|media| media.to_str().ok())
        .unwrap_or_default();
    match (
        media.split_once("boundary="),
        std::str::from_utf8(request.body()),
    ) {
        (Some((_, boundary)), Ok(body)) => body.replace(boundary, "").into(),
        _ => request.body().clone(),
    }
}

/// A call that can be expected.
pub trait Mockable: sealed::Sealed {}

mod sealed {
    pub trait Sealed {
        fn target(&self) -> super::Target;
    }
}

/// Where a call goes.
pub struct Target {
    outline: Outline<'static>,
    request: Result<Request<Bytes>, Failure>,
}

impl<T, E, S> Mockable for Call<T, E, S> {}
impl<T, E, S> sealed::Sealed for Call<T, E, S> {
    fn target(&self) -> Target {
        Target::of(self.parts())
    }
}

impl<S: Streamed, E> Mockable for StreamCall<S, E> {}
impl<S: Streamed, E> sealed::Sealed for StreamCall<S, E> {
    fn target(&self) -> Target {
        Target::of(self.parts())
    }
}

impl Target {
    fn of((core, outline, draft): (&Core, Outline<'static>, &Draft)) -> Self {
        let request = compose::unsigned(core, &outline, draft);
        Target { outline, request }
    }
}

impl Transport for Mock {
    fn send(&self, request: Request<RequestBody>, _: Option<Duration>) -> TransportFuture<'_> {
        Box::pin(self.answer(request))
    }

    /// No time passes.
    fn sleep(&self, _: Duration) -> Option<PauseFuture<'_>> {
        Some(Box::pin(std::future::ready(())))
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("unmet", &self.unmet())
            .finish_non_exhaustive()
    }
}
