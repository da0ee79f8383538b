//! What the platform gives, everywhere but in browsers (`web.rs`): threads, a clock, chance, and what carries requests.

use std::future::Future;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;
use http::Request;
use http_body::Body;
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

use super::builder::BuildError;
use super::error::Failure;
use super::transport::{Transport, TransportError};

pub(super) use std::time::Instant;

/// A future in a box, which any thread can poll. In browsers, which have one thread, it need not be `Send`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A stream in a box, which any thread can poll.
pub type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;

/// What can go to another thread: `Send`. In browsers, which have one thread, that is anything.
pub trait MaybeSend: Send {}

impl<T: Send + ?Sized> MaybeSend for T {}

/// A body on its way in. In browsers it need not be `Send`.
pub type TransportBody = UnsyncBoxBody<Bytes, TransportError>;

/// Makes the body of a transport's answer from any body.
pub fn transport_body<B>(body: B) -> TransportBody
where
    B: Body<Data = Bytes, Error = TransportError> + Send + 'static,
{
    body.boxed_unsync()
}

/// Makes a request, each time the same. In browsers it need not be `Sync`.
pub(super) type Make<'a> = dyn Fn() -> Result<Request<Bytes>, Failure> + Sync + 'a;

/// The time of day.
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

/// A number that nobody can tell beforehand. No secret hangs on it.
pub(super) fn chance() -> u64 {
    // Each state is seeded anew.
    RandomState::new().build_hasher().finish()
}

#[cfg(feature = "reqwest")]
pub(super) fn default_transport(
    connect: Option<Duration>,
) -> Result<Arc<dyn Transport>, BuildError> {
    match super::ReqwestTransport::connecting_within(connect) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(_) => Err(BuildError::new(
            "reqwest cannot be set up, perhaps for want of a TLS backend",
        )),
    }
}

#[cfg(all(feature = "blocking", not(feature = "reqwest")))]
pub(super) fn default_transport(
    connect: Option<Duration>,
) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::UreqTransport::connecting_within(connect)))
}

#[cfg(not(any(feature = "blocking", feature = "reqwest")))]
pub(super) fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "without the features `reqwest` and `blocking` a transport must be given",
    ))
}
