//! The default transport, over reqwest.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::uri::{Authority, Scheme};
use http_body_util::BodyExt;
use url::Url;

use super::builder::Builder;
use super::credentials::CredentialSet;
use super::platform::{TransportBody, transport_body};
use super::transport::{
    PauseFuture, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use super::upload::RequestBody;

/// Sends over reqwest.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Where requests went last: most go to one origin, and reading a host costs as much as the rest of a URL.
    last: Arc<Mutex<Option<Origin>>>,
}

#[derive(Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    root: Url,
}

impl ReqwestTransport {
    /// With a client that follows no redirects.
    pub fn new() -> Result<Self, TransportError> {
        Self::connecting_within(None)
    }

    pub(super) fn connecting_within(time: Option<Duration>) -> Result<Self, TransportError> {
        let mut client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        if let Some(time) = time {
            client = client.connect_timeout(time);
        }
        client.build().map(Self::with).map_err(explain)
    }

    /// With the caller's client. Should that follow redirects, it takes credentials to wherever it is sent.
    pub fn with(client: reqwest::Client) -> Self {
        Self {
            client,
            last: Arc::default(),
        }
    }
}

impl<C, K: Into<CredentialSet>> Builder<C, K> {
    /// A reqwest client of the caller's. It should follow no redirects: one that does takes credentials along.
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(Arc::new(ReqwestTransport::with(client)))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        Box::pin(self.execute(request, remaining))
    }

    fn sleep(&self, time: Duration) -> Option<PauseFuture<'_>> {
        Some(Box::pin(tokio::time::sleep(time)))
    }

    fn open(
        &self,
        request: http::Request<RequestBody>,
        remaining: Option<Duration>,
    ) -> TransportFuture<'_> {
        // reqwest's own timeout would end the body too.
        let begun = self.execute(request, None);
        Box::pin(async move {
            match remaining {
                None => begun.await,
                Some(remaining) => {
                    tokio::time::timeout(remaining, begun)
                        .await
                        .unwrap_or_else(|elapsed| {
                            let elapsed = Some(Box::new(elapsed) as _);
                            Err(TransportError::new(TransportErrorKind::Timeout, elapsed))
                        })
                }
            }
        })
    }
}

impl ReqwestTransport {
    /// The URL of a request that has nothing else for reqwest to know.
    fn url(&self, request: &http::Request<RequestBody>) -> Option<Url> {
        let uri = request.uri();
        let (scheme, authority) = (uri.scheme()?, uri.authority()?);
        if !request.extensions().is_empty() {
            return None;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let mut url = match &*last {
            Some(last)
                if last.scheme == *scheme && last.authority.as_str() == authority.as_str() =>
            {
                last.root.clone()
            }
            _ => {
                let root = Url::parse(&format!("{scheme}://{authority}/")).ok()?;
                let (scheme, authority) = (scheme.clone(), authority.clone());
                let origin = Origin {
                    scheme,
                    authority,
                    root,
                };
                last.insert(origin).root.clone()
            }
        };
        drop(last);
        url.set_path(uri.path());
        url.set_query(uri.query());
        Some(url)
    }

    async fn execute(
        &self,
        request: http::Request<RequestBody>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<TransportBody>, TransportError> {
        // URL parsers resolve `%2E%2E` as `..`: better no request than one for another resource.
        let unsendable = || TransportError::new(TransportErrorKind::Unsendable, None);
        let mut request = match self.url(&request) {
            Some(url) => {
                if url.path() != request.uri().path() {
                    return Err(unsendable());
                }
                let (head, content) = request.into_parts();
                let mut request = reqwest::Request::new(head.method, url);
                *request.headers_mut() = head.headers;
                *request.version_mut() = head.version;
                *request.body_mut() = Some(body(content));
                request
            }
            None => {
                let path = request.uri().path().to_owned();
                let request = reqwest::Request::try_from(request.map(body)).map_err(explain)?;
                if request.url().path() != path {
                    return Err(unsendable());
                }
                request
            }
        };
        // Only asking for the place of a timeout makes reqwest allocate one.
        if timeout.is_some() {
            *request.timeout_mut() = timeout;
        }
        let response = self.client.execute(request).await.map_err(explain)?;
        Ok(http::Response::from(response).map(|body| transport_body(body.map_err(explain))))
    }
}

fn body(body: RequestBody) -> reqwest::Body {
    match body {
        RequestBody::Whole(bytes) => bytes.into(),
        RequestBody::Upload(upload) => reqwest::Body::wrap(upload),
    }
}

fn explain(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() {
        TransportErrorKind::Unsendable
    } else if error.is_body() || error.is_decode() || error.is_request() {
        TransportErrorKind::Broken
    } else {
        TransportErrorKind::Other
    };
    // The URL may hold an API key.
    TransportError::new(kind, Some(Box::new(error.without_url())))
}
