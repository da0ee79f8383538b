//! The transport of browsers and other hosts of JavaScript: `fetch`.
//!
//! What it cannot do is said by an error and never left out in silence: headers that a page may not set, redirects
//! that the browser hides, bodies with GET.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response, StatusCode};
use http_body::{Body, Frame};
use http_body_util::{BodyExt, Empty};
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use url::Url;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCredentials, RequestInit, RequestRedirect,
    ResponseType,
};

use super::transport::{
    PauseFuture, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use super::upload::RequestBody;
use super::web::{Pause, TransportBody, global, transport_body};

/// Sends over the `fetch` of a browser, a worker or Node.
///
/// The host decides what goes out. Redirects are not followed, since the host would take API keys along to wherever
/// they lead: a browser hides where that is, so that a redirect is an error there, while Node tells, and the client
/// follows within the origin. Of the headers of an answer from another origin a browser shows those that
/// `Access-Control-Expose-Headers` lists. A body that is made while it is sent is collected first.
#[derive(Clone, Copy, Debug, Default)]
pub struct FetchTransport {
    cookies: bool,
    follows: bool,
}

impl FetchTransport {
    /// As browsers do by themselves: with their cookies only where the API is of the page's own origin.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the browser's own cookies, to other origins too: what is in place of cookies that a page may not send.
    #[must_use]
    pub fn browser_cookies(mut self) -> Self {
        self.cookies = true;
        self
    }

    /// The browser follows redirects. To another origin it takes all headers along but `Authorization`, so that this is
    /// for APIs without keys, or with servers that send nobody elsewhere.
    #[must_use]
    pub fn follow_redirects(mut self) -> Self {
        self.follows = true;
        self
    }
}

impl Transport for FetchTransport {
    fn send(
        &self,
        request: Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        Box::pin(self.fetch(request, remaining, true))
    }

    fn sleep(&self, time: Duration) -> Option<PauseFuture<'_>> {
        Some(Box::pin(Pause::of(time)?))
    }

    fn open(
        &self,
        request: Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        Box::pin(self.fetch(request, remaining, false))
    }
}

impl FetchTransport {
    async fn fetch(
        &self,
        request: Request<RequestBody>,
        remaining: Option<Duration>,
        whole: bool,
    ) -> Result<Response<TransportBody>, TransportError> {
        let mut timer = remaining.and_then(Pause::of);
        let (head, body) = request.into_parts();
        let body = match body {
            RequestBody::Whole(bytes) => bytes,
            RequestBody::Upload(upload) => {
                let collected = in_time(&mut timer, upload.collect()).await?;
                let failed =
                    |error| TransportError::new(TransportErrorKind::Unsendable, Some(error));
                collected.map_err(failed)?.to_bytes()
            }
        };
        let request = Request::from_parts(head, body);
        let abort = AbortController::new().map_err(|_| unsendable("no `AbortController`"))?;
        let abort = Abort(abort);
        let request = self.outgoing(&request, &abort)?;
        let fetch = global("fetch").ok_or_else(|| unsendable("no `fetch`"))?;
        let promise = fetch.call1(&JsValue::UNDEFINED, &request);
        let promise: Promise = promise.map_err(unexplained)?.unchecked_into();
        let answer = in_time(&mut timer, JsFuture::from(promise)).await?;
        let answer: web_sys::Response = answer.map_err(unexplained)?.unchecked_into();
        if answer.type_() == ResponseType::Opaqueredirect {
            let hidden = "the server redirects, and the browser hides where to";
            return Err(TransportError::new(
                TransportErrorKind::Other,
                Some(hidden.into()),
            ));
        }
        let status = StatusCode::from_u16(answer.status()).map_err(|_| broken("status"))?;
        let body = match answer.body() {
            None => transport_body(Empty::new().map_err(|never| match never {})),
            Some(stream) => transport_body(Incoming {
                reader: Some(stream.get_reader().unchecked_into()),
                reading: None,
                timer: timer.filter(|_| whole),
                _abort: abort,
            }),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers(&answer)?;
        Ok(response)
    }

    /// The request as the host knows them. Errors of the host are not passed on: they show the URL.
    fn outgoing(
        &self,
        request: &Request<Bytes>,
        abort: &Abort,
    ) -> Result<web_sys::Request, TransportError> {
        let init = RequestInit::new();
        init.set_method(request.method().as_str());
        init.set_signal(Some(&abort.0.signal()));
        init.set_redirect(match self.follows {
            true => RequestRedirect::Follow,
            false => RequestRedirect::Manual,
        });
        if self.cookies {
            init.set_credentials(RequestCredentials::Include);
        }
        if !request.body().is_empty() {
            init.set_body(&Uint8Array::from(&request.body()[..]));
        }
        let rows = request.headers().iter().map(|(name, value)| {
            // A header is bytes, each of which is a letter to JavaScript.
            let value: String = value.as_bytes().iter().copied().map(char::from).collect();
            Array::of2(&name.as_str().into(), &value.into())
        });
        init.set_headers(&rows.collect::<Array>());
        let made = web_sys::Request::new_with_str_and_init(&request.uri().to_string(), &init);
        let made = made.map_err(|_| unsendable("`fetch` takes no such request"))?;
        let there = made.headers();
        let dropped = |name: &&HeaderName| !there.has(name.as_str()).unwrap_or(false);
        if let Some(name) = request.headers().keys().find(dropped) {
            let text = format!("a page may not send the header `{name}`");
            return Err(unsendable(&text));
        }
        // URL parsers resolve `%2E%2E` as `..`: better no request than one for another resource.
        match Url::parse(&made.url()) {
            Ok(url) if url.path() == request.uri().path() => Ok(made),
            _ => Err(unsendable("the URL is another one to the browser")),
        }
    }
}

/// Waits for something, until the time is over.
async fn in_time<T>(
    timer: &mut Option<Pause>,
    future: impl Future<Output = T>,
) -> Result<T, TransportError> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Ok(value)),
        Poll::Pending => over(timer, context).map(Err),
    })
    .await
}

/// The end of the time.
fn over(timer: &mut Option<Pause>, context: &mut Context<'_>) -> Poll<TransportError> {
    match timer {
        Some(timer) => Pin::new(timer)
            .poll(context)
            .map(|()| TransportError::new(TransportErrorKind::Timeout, None)),
        None => Poll::Pending,
    }
}

/// Ends a request when it is dropped, however far that has come.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The body of an answer, as it comes.
struct Incoming {
    /// None at its end.
    reader: Option<ReadableStreamDefaultReader>,
    reading: Option<JsFuture>,
    timer: Option<Pause>,
    _abort: Abort,
}

impl Body for Incoming {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = &mut *self;
        let Some(reader) = &this.reader else {
            return Poll::Ready(None);
        };
        let reading = this
            .reading
            .get_or_insert_with(|| JsFuture::from(reader.read()));
        let Poll::Ready(read) = Pin::new(reading).poll(context) else {
            return over(&mut this.timer, context).map(|error| {
                this.reader = None;
                Some(Err(error))
            });
        };
        this.reading = None;
        let piece = read.map_err(|error| named(TransportErrorKind::Broken, &error));
        let piece = piece.map(|read| Reflect::get(&read, &"value".into()).unwrap_or_default());
        Poll::Ready(match piece {
            Ok(piece) => match piece.dyn_into::<Uint8Array>() {
                Ok(bytes) => Some(Ok(Frame::data(bytes.to_vec().into()))),
                Err(_) => {
                    this.reader = None;
                    None
                }
            },
            Err(error) => {
                this.reader = None;
                Some(Err(error))
            }
        })
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").finish_non_exhaustive()
    }
}

/// What the host shows of an answer's headers.
fn headers(answer: &web_sys::Response) -> Result<HeaderMap, TransportError> {
    let mut headers = HeaderMap::new();
    for row in answer.headers().entries() {
        let row: Array = row.map_err(|_| broken("headers"))?.unchecked_into();
        let (name, value) = (row.get(0).as_string(), row.get(1).as_string());
        let (name, value) = (name.unwrap_or_default(), value.unwrap_or_default());
        let value = value.chars().map(u8::try_from);
        let value = value.collect::<Result<Vec<u8>, _>>();
        let name = HeaderName::try_from(name).map_err(|_| broken("headers"))?;
        let value = value
            .ok()
            .and_then(|value| HeaderValue::try_from(value).ok());
        headers.append(name, value.ok_or_else(|| broken("headers"))?);
    }
    Ok(headers)
}

fn unsendable(why: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Unsendable, Some(why.into()))
}

fn broken(what: &str) -> TransportError {
    let text = format!("the answer's {what} cannot be read");
    TransportError::new(TransportErrorKind::Broken, Some(text.into()))
}

/// No answer, for a reason that browsers keep to themselves.
fn unexplained(error: JsValue) -> TransportError {
    named(TransportErrorKind::Unexplained, &error)
}

/// An error with the name of the host's, whose text could show the URL.
fn named(kind: TransportErrorKind, error: &JsValue) -> TransportError {
    let name = Reflect::get(error, &"name".into()).ok();
    let name = name.and_then(|name| name.as_string());
    TransportError::new(kind, name.map(Into::into))
}
