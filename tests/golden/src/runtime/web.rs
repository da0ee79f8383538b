//! What the platform gives in browsers and other hosts of JavaScript (wasm32-unknown-unknown): one thread, and the
//! clock, the chance, the timers and the `fetch` of the host. Everywhere else it is `native.rs`.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;
use http::Request;
use http_body::Body;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Function, Math, Promise, Reflect};
use wasm_bindgen_futures::JsFuture;
use web_time::web::SystemTimeExt;

use super::builder::BuildError;
use super::error::Failure;
use super::transport::{Transport, TransportError};

pub(super) use web_time::Instant;

/// A future in a box. It is not `Send`, since what waits for JavaScript cannot leave its thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A stream in a box.
pub type BoxStream<T> = Pin<Box<dyn Stream<Item = T>>>;

/// What can go to another thread, elsewhere; here, where there is one thread, anything.
pub trait MaybeSend {}

impl<T: ?Sized> MaybeSend for T {}

/// A body on its way in.
pub type TransportBody = Pin<Box<dyn Body<Data = Bytes, Error = TransportError>>>;

/// Makes the body of a transport's answer from any body.
pub fn transport_body<B>(body: B) -> TransportBody
where
    B: Body<Data = Bytes, Error = TransportError> + 'static,
{
    Box::pin(body)
}

/// Makes a request, each time the same.
pub(super) type Make<'a> = dyn Fn() -> Result<Request<Bytes>, Failure> + 'a;

/// The time of day.
pub(super) fn now() -> SystemTime {
    web_time::SystemTime::now().to_std()
}

/// A number that nobody can tell beforehand. No secret hangs on it.
pub(super) fn chance() -> u64 {
    // Either half has 32 random bits.
    let half = || (Math::random() * f64::from(u32::MAX)) as u64;
    half() << 32 | half()
}

/// What sends unless the caller brings something: the host's `fetch`. It has no say in how connections are made.
pub(super) fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::FetchTransport::new()))
}

/// A function of the host's.
pub(super) fn global(name: &str) -> Option<Function> {
    let found = Reflect::get(&js_sys::global(), &JsValue::from_str(name));
    found.ok()?.dyn_into().ok()
}

/// The longest time that timers of the host know, in milliseconds.
const LONGEST: u128 = i32::MAX as u128;

/// A time that passes. Dropping it clears the timer.
pub(super) struct Pause {
    over: JsFuture,
    timer: JsValue,
}

impl Pause {
    /// None in a host without timers.
    pub(super) fn of(time: Duration) -> Option<Self> {
        let set = global("setTimeout")?;
        // Not a moment too early, so that nothing sees time left when it is over.
        let millis = time.as_nanos().div_ceil(1_000_000).min(LONGEST) as u32;
        let mut timer = JsValue::UNDEFINED;
        let over = Promise::new(&mut |resolve, _| {
            let set = set.call2(&JsValue::UNDEFINED, &resolve, &JsValue::from(millis));
            timer = set.unwrap_or(JsValue::UNDEFINED);
        });
        let over = JsFuture::from(over);
        Some(Self { over, timer })
    }
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.over).poll(context).map(|_| ())
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        if let Some(clear) = global("clearTimeout") {
            // A timer that cannot be cleared wakes nobody.
            let _ = clear.call1(&JsValue::UNDEFINED, &self.timer);
        }
    }
}
