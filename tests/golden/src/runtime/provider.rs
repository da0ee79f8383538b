//! Credentials that change: code of the caller's that is asked for them.

use std::fmt;
use std::time::Duration;

use super::platform::BoxFuture;

/// What a provider gives: a key or token, and how long it is good for.
#[derive(Clone)]
pub struct Provided {
    pub(super) text: String,
    pub(super) valid_for: Option<Duration>,
}

impl Provided {
    /// A key or token that is good until a server does not accept it.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            valid_for: None,
        }
    }

    /// How long it is good for, from now on. It is asked for anew a little before.
    #[must_use]
    pub fn valid_for(mut self, time: Duration) -> Self {
        self.valid_for = Some(time);
        self
    }
}

impl fmt::Debug for Provided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provided")
            .field("valid_for", &self.valid_for)
            .finish_non_exhaustive()
    }
}

/// Why a provider gives nothing.
pub type ProviderError = Box<dyn std::error::Error + Send + Sync>;

/// An answer of a provider.
pub type ProviderFuture<'a> = BoxFuture<'a, Result<Provided, ProviderError>>;

/// Gives the credentials of a scheme whenever they are needed: before the first call, when they are no longer good, and
/// once more when a server answered 401. However many calls wait for them, it is asked once.
pub trait CredentialProvider: Send + Sync {
    /// The credentials; other ones than `rejected`, which a server did not accept.
    fn provide<'a>(&'a self, rejected: Option<&'a str>) -> ProviderFuture<'a>;
}
