//! What all clients share: where to send, with what, and over what.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::uri::Authority;
use http::{HeaderMap, HeaderName, Method, uri};
use url::Url;

use super::answer::FromAnswer;
use super::call::Call;
use super::credentials::CredentialSet;
use super::delivery::Limits;
use super::draft::Draft;
use super::envelope::Wrapping;
use super::middleware::Middleware;
use super::oauth2::TokenSource;
use super::operation::Operation;
use super::request_call::RequestCall;
use super::retry::{RetryBudget, RetryPolicy};
use super::schemes::Scheme;
use super::slot::Encode;
use super::transport::Transport;

/// The inside of a client. Cheap to clone; clones share connections and tokens.
#[derive(Clone)]
pub struct Core {
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub(super) base: Url,
    /// Its beginning as parts of a URI, which requests share.
    pub(super) origin: Option<(uri::Scheme, Authority)>,
    /// Whether the caller chose the base URL; then no operation has a server of its own.
    pub(super) base_is_chosen: bool,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: CredentialSet,
    /// Where there are credentials that are fetched.
    pub(super) tokens: Option<Box<dyn TokenSource>>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) timeout: Option<Duration>,
    pub(super) headers: HeaderMap,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) limits: Limits,
    pub(super) unchecked: bool,
    pub(super) retry: RetryPolicy,
    pub(super) budget: RetryBudget,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
    pub(super) idempotency_header: HeaderName,
    pub(super) envelope: Option<Wrapping>,
}

impl Core {
    /// Begins a call with the values of the operation's parameters.
    pub fn call<T: FromAnswer, E: FromAnswer, S>(
        &self,
        operation: &'static Operation,
        values: &[&dyn Encode],
    ) -> Call<T, E, S> {
        Call::new(self.clone(), operation, Draft::of(operation, values))
    }

    /// Begins a call of an endpoint that the document does not describe. `path` begins with a slash, and has no
    /// query: [`RequestCall::query`] adds to that.
    pub fn request(&self, method: Method, path: impl Into<String>) -> RequestCall {
        RequestCall::new(self.clone(), method, path.into())
    }

    /// The base URL.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.base_url())
            .field("credentials", &self.shared.credentials)
            .field("timeout", &self.shared.timeout)
            .finish_non_exhaustive()
    }
}
