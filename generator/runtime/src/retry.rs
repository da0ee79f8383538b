//! When a request is sent again, and how long to wait before that.
//!
//! Which requests may be repeated is RFC 9110 9.2.2's: those of idempotent methods, and those that an idempotency key
//! makes so. `Retry-After` is read in both forms of RFC 9110 10.2.3.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};

use super::error::Failure;
use super::platform;
use super::transport::TransportErrorKind;

/// How often and when a request is sent again.
///
/// It is sent again after no connection, a broken one, an attempt that ran out of its own time, and the statuses 408, 429,
/// 502, 503 and 504; and only if that is safe: its method is idempotent, or the call has an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    retries: u32,
    first: Duration,
    longest: Duration,
    patience: Duration,
}

impl Default for RetryPolicy {
    /// Two retries, the first within half a second, none later than eight; a server may ask for a minute.
    fn default() -> Self {
        Self {
            retries: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(8),
            patience: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// No request is sent again.
    pub fn none() -> Self {
        Self::default().retries(0)
    }

    /// How often a request is sent again after the first time.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The wait before a retry is a random part of a time that begins with `first`, doubles, and ends with `longest`.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    /// The longest `Retry-After` that is obeyed; an answer that asks for more is given to the caller.
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.patience = longest;
        self
    }

    /// How long to wait before the retry after `attempt` attempts (at least one); none when there is to be none.
    fn wait(&self, attempt: u32, headers: Option<&HeaderMap>) -> Option<Duration> {
        if attempt > self.retries {
            return None;
        }
        if let Some(asked) = headers.and_then(|headers| retry_after(headers, platform::now())) {
            return (asked <= self.patience).then_some(asked);
        }
        let doubled = self
            .first
            .saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
        Some(doubled.min(self.longest).mul_f64(random_part()))
    }
}

/// How an attempt ended, as far as repeating it is concerned.
pub(super) enum Ended<'a> {
    /// With an answer.
    Answered(StatusCode, &'a HeaderMap),
    /// Without one.
    Failed(&'a Failure),
}

/// Decides about the retries of one call.
pub(super) struct Retries<'a> {
    policy: &'a RetryPolicy,
    budget: &'a RetryBudget,
    repeatable: bool,
    attempts: u32,
}

impl<'a> Retries<'a> {
    pub(super) fn new(policy: &'a RetryPolicy, budget: &'a RetryBudget, repeatable: bool) -> Self {
        Self {
            policy,
            budget,
            repeatable,
            attempts: 0,
        }
    }

    /// How often the request has been sent again.
    pub(super) fn resent(&self) -> u32 {
        self.attempts
    }

    /// How long to wait before the request is sent again; none when this end is the last.
    pub(super) fn after(&mut self, ended: &Ended) -> Option<Duration> {
        let (transient, headers) = match ended {
            Ended::Answered(status, headers) => (is_transient(*status), Some(*headers)),
            Ended::Failed(failure) => (is_passing(failure), None),
        };
        if !transient {
            self.budget.refill();
            return None;
        }
        if !self.repeatable {
            return None;
        }
        let wait = self.policy.wait(self.attempts + 1, headers)?;
        if !self.budget.take() {
            return None;
        }
        self.attempts += 1;
        Some(wait)
    }
}

/// Whether the method alone says that sending twice is as good as once.
pub(super) fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent() || method.as_str() == "QUERY"
}

fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

fn is_passing(failure: &Failure) -> bool {
    match failure {
        Failure::Transport(unreached) => matches!(
            unreached.error.kind(),
            TransportErrorKind::Connect
                | TransportErrorKind::Broken
                | TransportErrorKind::Unexplained
        ),
        Failure::Timeout(_) => true,
        Failure::Refused(_) | Failure::Token(_) | Failure::TooLarge(_) => false,
    }
}

/// What a client may spend on retries, so that a server in trouble is not drowned in them. A retry costs five tokens; each
/// call that needs none gives one back.
#[derive(Debug)]
pub(super) struct RetryBudget {
    tokens: AtomicU32,
    full: u32,
}

/// What a retry costs.
const COST: u32 = 5;

impl RetryBudget {
    pub(super) fn of(retries: u32) -> Self {
        let full = retries.saturating_mul(COST);
        Self {
            tokens: AtomicU32::new(full),
            full,
        }
    }

    fn take(&self) -> bool {
        let less = |tokens: u32| tokens.checked_sub(COST);
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .is_ok()
    }

    fn refill(&self) {
        let more = |tokens: u32| (tokens < self.full).then(|| tokens + 1);
        // A full budget stays as it is.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

/// The wait that a `Retry-After` header asks for.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(now).unwrap_or_default())
}

/// A number from zero up to one. Clients that failed together should not come back together; no secret hangs on it.
fn random_part() -> f64 {
    let bits = platform::chance() >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
