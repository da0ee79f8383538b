//! The pages of an operation, one after another, and the items in them.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::HeaderMap;
use serde_json::Value;

use super::call::Call;
use super::compose;
use super::error::{Error, Failure};
use super::exchange;
use super::operation::Received;
use super::paging::Paging;
use super::platform::BoxFuture;
use super::slot::Encode;

/// The items of a page; as what a [`Call`] can give instead, it says that the answer is one of several pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Paged<I>(pub Vec<I>);

impl<T: Encode, E, I> Call<T, E, Paged<I>> {
    /// The pages from this one on, each got when it is asked for, with the retries and all else that is said of this call;
    /// its timeout is that of each page.
    pub fn pages(self) -> Pages<T, E, I> {
        Pages {
            call: self,
            at: None,
            next: None,
            done: false,
            left: None,
            read: 0,
            pending: None,
            stuck: None,
        }
    }

    /// The items of all pages from this one on.
    pub fn items(self) -> Items<T, E, I> {
        Items {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }
}

/// An answer that is waited for.
type Pending = BoxFuture<'static, Result<Received, Failure>>;

/// The pages of an operation, one after another. It is a [`Stream`], for the combinators of the `futures` crates;
/// [`next`](Self::next) needs none of them. After an error it is over: [`resume_token`](Self::resume_token) says where it
/// was.
pub struct Pages<T: 'static, E: 'static, I: 'static> {
    call: Call<T, E, Paged<I>>,
    /// Where the page is that was read last, and where the next one is; none for the first.
    at: Option<Value>,
    next: Option<Value>,
    done: bool,
    left: Option<usize>,
    read: usize,
    pending: Option<Pending>,
    stuck: Option<Failure>,
}

impl<T: Encode, E, I> Pages<T, E, I> {
    /// At most so many pages.
    #[must_use]
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.left = Some(pages);
        self
    }

    /// Begins where another run was, by its [`resume_token`](Self::resume_token). The call must be the same otherwise.
    #[must_use]
    pub fn resume(mut self, token: &str) -> Self {
        match serde_json::from_str(token) {
            Ok(at) => self.next = Some(at),
            Err(_) => self
                .call
                .draft
                .refuse("the resume token is none".to_owned()),
        }
        self
    }

    /// Where the next page is; none when that is the first one, and none after the last. It holds no credentials.
    pub fn resume_token(&self) -> Option<String> {
        self.next.as_ref().map(Value::to_string)
    }

    /// The next page.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        if let Some(failure) = self.stuck.take() {
            return Poll::Ready(Some(Err(failure.into())));
        }
        if self.pending.is_none() {
            if self.done || self.left == Some(0) {
                return Poll::Ready(None);
            }
            self.left = self.left.map(|left| left - 1);
            self.pending = Some(self.ask());
        }
        let Some(pending) = &mut self.pending else {
            return Poll::Ready(None);
        };
        let ended = ready!(pending.as_mut().poll(context));
        self.pending = None;
        // A page that failed is where it goes on, if it does.
        self.done = true;
        let received = match ended {
            Ok(received) => received,
            Err(failure) => return Poll::Ready(Some(Err(failure.into()))),
        };
        let headers = match self.paging() {
            Some(paging) if paging.reads_headers() => received.headers.clone(),
            _ => HeaderMap::new(),
        };
        let page = self.call.read(received);
        if let Ok(page) = &page {
            self.advance(page, &headers);
        }
        Poll::Ready(Some(page))
    }

    fn paging(&self) -> Option<&'static Paging> {
        self.call.paged.map(|(paging, _)| paging)
    }

    /// Sends what asks for the next page.
    fn ask(&mut self) -> Pending {
        if let (Some(paging), Some(next)) = (self.paging(), &self.next) {
            paging.ask(&mut self.call.draft, next);
        }
        let (core, outline, draft) = self.call.parts();
        let (core, mut draft) = (core.clone(), draft.clone());
        // The server knows the first page by the key; the others are other requests.
        if let (Some(key), 1..) = (&mut draft.options.idempotency_key, self.read) {
            key.push_str(&format!("-{}", self.read));
        }
        Box::pin(async move { exchange::run(&core, outline, &draft).await })
    }

    /// Finds where the next page is.
    fn advance(&mut self, page: &dyn Encode, headers: &HeaderMap) {
        let Some(paging) = self.paging() else {
            return;
        };
        let (core, outline, draft) = self.call.parts();
        let url = match paging.is_url() {
            true => compose::url(core, &outline, draft),
            false => None,
        };
        let next = paging.after(page, headers, draft, self.next.as_ref(), url.as_ref());
        self.read += 1;
        self.done = next.is_none();
        if next.is_some() && next == self.next {
            let reason = "the answer names its own page as the next one";
            self.stuck = Some(Failure::refused(outline.name, reason));
            self.done = true;
        }
        self.at = std::mem::replace(&mut self.next, next);
    }
}

/// The items of all pages of an operation. It is a [`Stream`], for the combinators of the `futures` crates;
/// [`next`](Self::next) needs none of them. After an error it is over.
pub struct Items<T: 'static, E: 'static, I: 'static> {
    pages: Pages<T, E, I>,
    items: std::vec::IntoIter<I>,
}

impl<T: Encode, E, I> Items<T, E, I> {
    /// Those of at most so many pages.
    #[must_use]
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Begins with the page where another run was, by its [`resume_token`](Self::resume_token).
    #[must_use]
    pub fn resume(mut self, token: &str) -> Self {
        self.pages = self.pages.resume(token);
        self
    }

    /// Where the page is that the next item is on; none when that is the first page, and none after the last item.
    pub fn resume_token(&self) -> Option<String> {
        match self.items.len() {
            0 => self.pages.resume_token(),
            _ => self.pages.at.as_ref().map(Value::to_string),
        }
    }

    /// The next item.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I, Error<E>>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    let take = self.pages.call.paged.map(|(_, take)| take(page));
                    self.items = take.map(|items| items.0).unwrap_or_default().into_iter();
                }
            }
        }
    }
}

macro_rules! streams {
    ($($name:ident of $item:ident),*) => { $(
        // Nothing in it is pinned.
        impl<T, E, I> Unpin for $name<T, E, I> {}

        impl<T: Encode, E, I> Stream for $name<T, E, I> {
            type Item = Result<$item, Error<E>>;

            fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                self.poll(context)
            }
        }

        impl<T, E, I> fmt::Debug for $name<T, E, I> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}

streams!(Pages of T, Items of I);
