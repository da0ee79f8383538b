//! A call of an endpoint that the document does not describe.

use std::fmt;
use std::future::IntoFuture;

use bytes::Bytes;
use http::{HeaderValue, Method};
use serde::Serialize;

use super::core::Core;
use super::draft::Draft;
use super::error::Error;
use super::exchange;
use super::operation::{Outline, Received, Undeclared};
use super::options::call_options;
use super::platform::BoxFuture;

/// Any one of the schemes that there are credentials for, or none. An API with more schemes than these signs by a header.
static ANY: &[&[usize]] = &[
    &[0],
    &[1],
    &[2],
    &[3],
    &[4],
    &[5],
    &[6],
    &[7],
    &[8],
    &[9],
    &[10],
    &[11],
    &[],
];

/// A call of an endpoint that the document does not describe: the same base URL, credentials, retries and limits, and the
/// answer as it comes, whatever its status. Nothing is sent before it is awaited.
#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone)]
pub struct RequestCall {
    core: Core,
    method: Method,
    path: String,
    draft: Draft,
}

impl RequestCall {
    call_options!(
        "The time until the whole answer must be there: token, request, retries and body together."
    );

    pub(super) fn new(core: Core, method: Method, path: String) -> Self {
        let mut draft = Draft::default();
        if !path.starts_with('/') {
            draft.refuse("the path does not begin with a slash".to_owned());
        }
        Self {
            core,
            method,
            path,
            draft,
        }
    }

    /// A JSON body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.body("application/json", json),
            Err(error) => {
                self.draft.refuse(format!("the body has no JSON: {error}"));
                self
            }
        }
    }

    /// A body of any media type.
    pub fn body(mut self, media: &str, body: impl Into<Bytes>) -> Self {
        match HeaderValue::try_from(media) {
            Ok(media) => self.draft.body = Some((media, body.into())),
            Err(_) => self.draft.refuse(format!("`{media}` is no media type")),
        }
        self
    }

    /// The request, without sending it. Fails where a token would have to be fetched first.
    pub fn request(&self) -> Result<http::Request<Bytes>, Error<Undeclared>> {
        Ok(exchange::request(&self.core, &self.outline(), &self.draft)?)
    }

    fn outline(&self) -> Outline<'_> {
        Outline {
            name: "request",
            method: self.method.as_str(),
            path: &self.path,
            template: "",
            server: None,
            marks: 0,
            envelope: None,
            security: ANY,
            answers: [&[]; 3],
            #[cfg(feature = "testing")]
            example: None,
        }
    }
}

impl IntoFuture for RequestCall {
    type Output = Result<Received, Error<Undeclared>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(exchange::run(&self.core, self.outline(), &self.draft).await?) })
    }
}

impl fmt::Debug for RequestCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestCall")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
