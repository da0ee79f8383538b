//! Builds clients.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

use super::base_url;
use super::core::{Core, Shared};
use super::credentials::CredentialSet;
use super::delivery::Limits;
use super::envelope::{Envelope, Wrapping};
use super::middleware::Middleware;
use super::platform;
use super::retry::{RetryBudget, RetryPolicy};
use super::schemes::Scheme;
use super::transport::Transport;

/// How large a body may be unless the builder says otherwise.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// How large the body of an error may be unless the builder says otherwise.
const ERROR_LIMIT: usize = 1024 * 1024;

/// How many retries a client may have in a row, over all its calls.
const RETRY_BUDGET: u32 = 100;

/// Builds a client `C` whose credentials are `K`.
#[must_use = "a builder does nothing until it is built"]
pub struct Builder<C, K> {
    make: fn(Core) -> C,
    schemes: &'static [Scheme],
    default_base: &'static str,
    base: Option<String>,
    credentials: CredentialSet,
    token_url: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    timeout: Option<Duration>,
    headers: HeaderMap,
    bad_header: bool,
    attempt_timeout: Option<Duration>,
    pub(super) connect_timeout: Option<Duration>,
    limits: Limits,
    unchecked: bool,
    retry: RetryPolicy,
    budget: u32,
    middleware: Vec<Arc<dyn Middleware>>,
    idempotency_header: HeaderName,
    envelope: Option<Wrapping>,
    kinds: PhantomData<fn(K)>,
}

impl<C, K: Into<CredentialSet>> Builder<C, K> {
    /// For generated code. `default_base` is the document's first server; empty when it has none.
    pub fn new(
        schemes: &'static [Scheme],
        default_base: &'static str,
        make: fn(Core) -> C,
    ) -> Self {
        Self {
            make,
            schemes,
            default_base,
            base: None,
            credentials: CredentialSet::none(),
            token_url: None,
            transport: None,
            timeout: None,
            headers: HeaderMap::new(),
            bad_header: false,
            attempt_timeout: None,
            connect_timeout: None,
            limits: Limits {
                body: BODY_LIMIT,
                item: BODY_LIMIT,
                error: ERROR_LIMIT,
            },
            unchecked: false,
            retry: RetryPolicy::default(),
            budget: RETRY_BUDGET,
            middleware: Vec::new(),
            idempotency_header: HeaderName::from_static("idempotency-key"),
            envelope: None,
            kinds: PhantomData,
        }
    }

    /// Where the API is, instead of the document's first server. A path in it is kept as a prefix.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self
    }

    /// What to sign requests with.
    pub fn credentials(mut self, credentials: K) -> Self {
        self.credentials = credentials.into();
        self
    }

    /// The time that each call may take in all, unless it says otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// A header for each call. It replaces whatever the client would send under that name.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.bad_header = true,
        }
        self
    }

    /// Where OAuth2 tokens are made, instead of where the document says.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// What carries the requests.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// How many bytes an answer's body may have: 16 MiB unless this is called.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self.limits.error = self.limits.error.min(bytes);
        self.limits.item = self.limits.item.min(bytes);
        self
    }

    /// How many bytes one event or line of a stream may have: 16 MiB unless this is called. A stream as a whole has no limit.
    pub fn stream_item_limit(mut self, bytes: usize) -> Self {
        self.limits.item = bytes;
        self
    }

    /// How many bytes the body of an answer that is no success may have: 1 MiB unless this is called.
    pub fn error_body_limit(mut self, bytes: usize) -> Self {
        self.limits.error = bytes;
        self
    }

    /// The time that each attempt of a call may take, within that of the whole call.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// The time that a connection may take. A transport that was made elsewhere does not ask for it, nor does a browser.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sends what breaks the limits that the document has for requests, too, and leaves it to the server.
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// How often and when requests are sent again: twice unless this is called.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many retries there may be in a row, over all calls of the client and its clones: 100 unless this is called.
    /// Each fifth call that needs none earns one back.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    /// The header of idempotency keys: `Idempotency-Key` unless this is called.
    pub fn idempotency_header<N: TryInto<HeaderName>>(mut self, name: N) -> Self {
        match name.try_into() {
            Ok(name) => self.idempotency_header = name,
            Err(_) => self.bad_header = true,
        }
        self
    }

    /// For generated code: what the API wraps its answers in.
    pub fn envelope(mut self, envelope: &'static Envelope) -> Self {
        self.envelope = Some(Wrapping::of(envelope));
        self
    }

    /// Code that sees each attempt; what is added first sees it first.
    pub fn middleware(mut self, middleware: impl Middleware + 'static) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Builds the client.
    pub fn build(self) -> Result<C, BuildError> {
        if self.bad_header {
            return Err(BuildError::new("a header's name or value is none"));
        }
        let default = base_url::parse(self.default_base);
        let base = match &self.base {
            Some(base) => base_url::parse(base).map_err(BuildError::new)?,
            None => default.clone().map_err(|_| {
                BuildError::new("the document names no absolute server, so a base URL is needed")
            })?,
        };
        let token_url = self
            .token_url
            .as_deref()
            .map(base_url::parse_token_url)
            .transpose()
            .map_err(BuildError::new)?;
        let default = default.as_ref().ok();
        let sources = (
            self.schemes,
            &self.credentials,
            token_url.as_ref(),
            default,
            &base,
        );
        let tokens = self.credentials.tokens.map(|source| source(sources));
        let transport = match self.transport {
            Some(transport) => transport,
            None => platform::default_transport(self.connect_timeout)?,
        };
        Ok((self.make)(Core {
            shared: Arc::new(Shared {
                origin: base_url::origin(&base),
                base,
                base_is_chosen: self.base.is_some(),
                schemes: self.schemes,
                credentials: self.credentials,
                tokens,
                transport,
                timeout: self.timeout,
                headers: self.headers,
                attempt_timeout: self.attempt_timeout,
                limits: self.limits,
                unchecked: self.unchecked,
                retry: self.retry,
                budget: RetryBudget::of(self.budget),
                middleware: self.middleware,
                idempotency_header: self.idempotency_header,
                envelope: self.envelope,
            }),
        }))
    }
}

impl<C, K> fmt::Debug for Builder<C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// Why there is no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    reason: String,
}

impl BuildError {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no client: {}", self.reason)
    }
}

impl std::error::Error for BuildError {}
