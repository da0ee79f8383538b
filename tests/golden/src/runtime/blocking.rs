//! Calls for programs without an async runtime, behind the feature `blocking`.
//!
//! The same futures are run on the calling thread. With [`UreqTransport`](super::UreqTransport) nothing of them waits for
//! anything but that thread, so that no runtime is needed; a transport that needs one must be awaited instead.

use std::fmt;
use std::future::IntoFuture;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{Thread, current, park};

use futures_core::Stream;

use super::call::Call;
use super::detailed::Detailed;
use super::download::Download;
use super::error::Error;
use super::operation::{Received, Undeclared};
use super::pages::{Items, Pages};
use super::request_call::RequestCall;
use super::stream_call::{StreamCall, Streamed};

impl<T, E, S> Call<T, E, S> {
    /// Sends, and blocks the thread until the answer is there.
    pub fn wait(self) -> Result<T, Error<E>> {
        block_on(self.into_future())
    }

    /// Like [`detailed`](Self::detailed), and blocks the thread.
    pub fn wait_detailed(self) -> Result<Detailed<T>, Error<E>> {
        block_on(self.detailed())
    }

    /// Like [`download`](Self::download), and blocks the thread; the bytes are got by iterating.
    pub fn wait_download(self) -> Result<Waiting<Download>, Error<E>> {
        Ok(Waiting(block_on(self.download())?))
    }

    /// Like [`raw`](Self::raw), and blocks the thread.
    pub fn wait_raw(self) -> Result<Received, Error<E>> {
        block_on(self.raw())
    }
}

impl RequestCall {
    /// Sends, and blocks the thread until the answer is there.
    pub fn wait(self) -> Result<Received, Error<Undeclared>> {
        block_on(self.into_future())
    }
}

impl<S: Streamed, E> StreamCall<S, E> {
    /// Sends, and blocks the thread until the stream begins; its items are got by iterating.
    pub fn wait(self) -> Result<Waiting<S>, Error<E>> {
        Ok(Waiting(block_on(self.into_future())?))
    }
}

impl<T, E, I> Pages<T, E, I> {
    /// The pages as an iterator, which blocks the thread.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

impl<T, E, I> Items<T, E, I> {
    /// The items as an iterator, which blocks the thread.
    pub fn wait(self) -> Waiting<Self> {
        Waiting(self)
    }
}

/// A stream as an iterator, which blocks the thread until the next item is there.
pub struct Waiting<S>(S);

impl<S> Waiting<S> {
    /// The stream.
    pub fn into_inner(self) -> S {
        self.0
    }

    /// The stream, for its status, headers and so on.
    pub fn get_ref(&self) -> &S {
        &self.0
    }
}

impl<S: Stream + Unpin> Iterator for Waiting<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        block_on(std::future::poll_fn(|context| {
            Pin::new(&mut self.0).poll_next(context)
        }))
    }
}

impl<S: fmt::Debug> fmt::Debug for Waiting<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Waiting").field(&self.0).finish()
    }
}

/// Wakes a thread that waits for a future.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => park(),
        }
    }
}
