//! Why a call did not give its declared success. Shows operation, status, sizes, paths and reasons, never content.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::api_error::ApiError;
use super::check::CheckError;
use super::decode_error::DecodeError;
use super::operation::Received;
use super::provider::ProviderError;
use super::transport::TransportError;

/// Why a call did not give its declared success.
#[non_exhaustive]
pub enum Error<E> {
    /// Not sent: an argument or the credentials are not what the operation asks for.
    Refused(Refused),
    /// No answer, or one that broke off.
    Transport(Box<Unreached>),
    /// Out of time.
    Timeout(TimedOut),
    /// Not sent: the token endpoint gave no token.
    Token(Box<TokenFailed>),
    /// An answer that is no declared success.
    Api(Box<ApiError<E>>),
    /// A declared success whose body is not of its type.
    Decode(Box<Undecodable>),
    /// A body above the limit.
    TooLarge(Box<TooLarge>),
}

/// A call that was not sent.
#[derive(Clone, Debug)]
pub struct Refused {
    pub(super) operation: &'static str,
    pub(super) reason: String,
    pub(super) check: Option<CheckError>,
    pub(super) source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Refused {
    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The check that failed, with the path of its field.
    pub fn check(&self) -> Option<&CheckError> {
        self.check.as_ref()
    }
}

/// A call without an answer, or with half of one.
#[derive(Debug)]
pub struct Unreached {
    pub(super) operation: &'static str,
    pub(super) error: TransportError,
    pub(super) head: Option<(StatusCode, HeaderCount)>,
}

/// Headers whose Debug form only counts them.
#[derive(Clone)]
pub(super) struct HeaderCount(pub(super) HeaderMap);

impl fmt::Debug for HeaderCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} headers", self.0.len())
    }
}

impl Unreached {
    /// What the transport says.
    pub fn transport_error(&self) -> &TransportError {
        &self.error
    }
}

/// A call that ran out of time.
#[derive(Clone, Debug)]
pub struct TimedOut {
    pub(super) operation: &'static str,
}

/// A token endpoint that gave no token.
#[derive(Clone, Debug)]
pub struct TokenFailed {
    pub(super) operation: &'static str,
    pub(super) received: Received,
    pub(super) reason: &'static str,
}

/// A declared success whose body is not of its type.
#[derive(Clone, Debug)]
pub struct Undecodable {
    pub(super) operation: &'static str,
    pub(super) received: Received,
    pub(super) error: DecodeError,
}

impl Undecodable {
    /// Where and why.
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }
}

/// A body above the limit.
#[derive(Clone, Debug)]
pub struct TooLarge {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderCount,
    pub(super) limit: usize,
}

impl TooLarge {
    /// The limit in bytes.
    pub fn limit(&self) -> usize {
        self.limit
    }
}

impl<E> Error<E> {
    /// The operation.
    pub fn operation(&self) -> &'static str {
        match self {
            Error::Refused(e) => e.operation,
            Error::Transport(e) => e.operation,
            Error::Timeout(e) => e.operation,
            Error::Token(e) => e.operation,
            Error::Api(e) => e.operation,
            Error::Decode(e) => e.operation,
            Error::TooLarge(e) => e.operation,
        }
    }

    /// The status, when one came; for [`Error::Token`] the token endpoint's.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Refused(_) | Error::Timeout(_) => None,
            Error::Transport(e) => e.head.as_ref().map(|(status, _)| *status),
            Error::Token(e) => Some(e.received.status),
            Error::Api(e) => Some(e.status()),
            Error::Decode(e) => Some(e.received.status),
            Error::TooLarge(e) => Some(e.status),
        }
    }

    /// The headers, when they came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Error::Refused(_) | Error::Timeout(_) => None,
            Error::Transport(e) => e.head.as_ref().map(|(_, headers)| &headers.0),
            Error::Token(e) => Some(&e.received.headers),
            Error::Api(e) => Some(e.headers()),
            Error::Decode(e) => Some(&e.received.headers),
            Error::TooLarge(e) => Some(&e.headers.0),
        }
    }

    /// The body, when all of it came.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Error::Token(e) => Some(&e.received.body),
            Error::Api(e) => Some(e.body()),
            Error::Decode(e) => Some(&e.received.body),
            _ => None,
        }
    }

    /// The answer that is no declared success.
    pub fn api(&self) -> Option<&ApiError<E>> {
        match self {
            Error::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Where and why the body is not of the declared type, for success and error alike.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match self {
            Error::Api(error) => error.decode_error(),
            Error::Decode(error) => Some(&error.error),
            _ => None,
        }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Error::Timeout(_))
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(e) => f.debug_tuple("Refused").field(e).finish(),
            Error::Transport(e) => f.debug_tuple("Transport").field(e).finish(),
            Error::Timeout(e) => f.debug_tuple("Timeout").field(e).finish(),
            Error::Token(e) => f.debug_tuple("Token").field(e).finish(),
            Error::Api(e) => f.debug_tuple("Api").field(e).finish(),
            Error::Decode(e) => f.debug_tuple("Decode").field(e).finish(),
            Error::TooLarge(e) => f.debug_tuple("TooLarge").field(e).finish(),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(e) => write!(f, "{}: not sent: {}", e.operation, e.reason),
            Error::Transport(e) => write!(f, "{}: {}", e.operation, e.error),
            Error::Timeout(e) => write!(f, "{}: out of time", e.operation),
            Error::Token(e) => {
                write!(
                    f,
                    "{}: no token: {} (status {})",
                    e.operation, e.reason, e.received.status
                )
            }
            Error::Api(e) => e.fmt(f),
            Error::Decode(e) => write!(
                f,
                "{}: the server answered {} with {} bytes, which are not of the declared type: {}",
                e.operation,
                e.received.status,
                e.received.body.len(),
                e.error
            ),
            Error::TooLarge(e) => {
                write!(
                    f,
                    "{}: the body is larger than {} bytes (status {})",
                    e.operation, e.limit, e.status
                )
            }
        }
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Refused(e) => match (&e.check, &e.source) {
                (Some(check), _) => Some(check),
                (None, Some(source)) => Some(&**source),
                (None, None) => None,
            },
            Error::Transport(e) => Some(&e.error),
            Error::Api(e) => e.decode_error().map(|error| error as _),
            Error::Decode(e) => Some(&e.error),
            _ => None,
        }
    }
}

/// An [`Error`] that has nothing to do with the operation's types.
pub(super) enum Failure {
    Refused(Refused),
    Transport(Box<Unreached>),
    Timeout(TimedOut),
    Token(Box<TokenFailed>),
    TooLarge(Box<TooLarge>),
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => Error::Refused(error),
            Failure::Transport(error) => Error::Transport(error),
            Failure::Timeout(error) => Error::Timeout(error),
            Failure::Token(error) => Error::Token(error),
            Failure::TooLarge(error) => Error::TooLarge(error),
        }
    }
}

impl Failure {
    pub(super) fn refused(operation: &'static str, reason: impl Into<String>) -> Self {
        Failure::Refused(Refused {
            operation,
            reason: reason.into(),
            check: None,
            source: None,
        })
    }

    pub(super) fn unprovided(operation: &'static str, error: ProviderError) -> Self {
        Failure::Refused(Refused {
            operation,
            reason: "the provider of credentials failed".to_owned(),
            check: None,
            source: Some(error.into()),
        })
    }
}
