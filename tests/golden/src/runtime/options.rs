//! What a single call says about how it is sent, instead of what the client says.

use std::time::Duration;

use url::Url;

use super::retry::RetryPolicy;

/// What a single call says about how it is sent. What it does not say is the client's.
#[derive(Clone, Default)]
pub(super) struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) body_limit: Option<usize>,
    pub(super) base: Option<Url>,
    pub(super) idempotency_key: Option<String>,
    /// What breaks the document's limits is sent all the same.
    pub(super) unchecked: bool,
    /// Where a page is that an answer named, instead of the operation's path and query.
    pub(super) page: Option<Url>,
}

/// The options of a call, the same for all kinds of calls. `$timeout` says what the timeout means to this one.
macro_rules! call_options {
    ($timeout:literal) => {
        #[doc = $timeout]
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.draft.options.timeout = Some(timeout);
            self
        }

        /// The time that each attempt may take, within that of the whole call.
        pub fn attempt_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.draft.options.attempt_timeout = Some(timeout);
            self
        }

        /// How often and when the request is sent again.
        pub fn retry(mut self, policy: $crate::runtime::RetryPolicy) -> Self {
            self.draft.options.retry = Some(policy);
            self
        }

        /// A key by which the server knows the same request again, so that it can be repeated whatever its method. It is
        /// sent with each attempt, in the header that [`Builder::idempotency_header`](crate::runtime::Builder::idempotency_header)
        /// names.
        pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
            self.draft.options.idempotency_key = Some(key.into());
            self
        }

        /// A header. It replaces whatever the client would send under that name, credentials included.
        pub fn header<N, V>(mut self, name: N, value: V) -> Self
        where
            N: TryInto<::http::HeaderName>,
            V: TryInto<::http::HeaderValue>,
        {
            self.draft.set_header(name, value);
            self
        }

        /// A query parameter that the document does not know, after those that it does.
        pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.draft.add_query(name.as_ref(), value.as_ref());
            self
        }

        /// How many bytes the answer's body, or one item of a stream, may have.
        pub fn body_limit(mut self, bytes: usize) -> Self {
            self.draft.options.body_limit = Some(bytes);
            self
        }

        /// Sends what comes from a stream instead of the body, under the body's media type; with a `Content-Length` where
        /// the length is known. It is sent once: such a call has no retries and follows no redirect.
        pub fn upload(
            mut self,
            stream: impl ::futures_core::Stream<
                Item = Result<::bytes::Bytes, $crate::runtime::UploadError>,
            > + $crate::runtime::MaybeSend
            + 'static,
            length: Option<u64>,
        ) -> Self {
            let cell = $crate::runtime::upload::UploadCell::new(stream, length);
            self.draft.upload = Some(cell);
            self
        }

        /// Sends what breaks the limits that the document has for requests, too, and leaves it to the server.
        pub fn unchecked(mut self) -> Self {
            self.draft.options.unchecked = true;
            self
        }

        /// Where the API is for this call. Credentials go there if its origin is the client's.
        pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
            self.draft.set_base(url.as_ref());
            self
        }
    };
}

pub(super) use call_options;
