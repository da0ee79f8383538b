//! Bodies that are made while they are sent.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::super::galileo::types::InviteUsersRequest;
use super::super::galileo::{Client, Credentials};
use super::server::Server;
use crate::runtime::{Error, RetryPolicy, UploadError};

/// So many pieces of so many bytes, one after another.
struct Pieces(usize, usize);

impl Stream for Pieces {
    type Item = Result<Bytes, UploadError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(left) = self.0.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.0 = left;
        Poll::Ready(Some(Ok(vec![b'x'; self.1].into())))
    }
}

fn body() -> InviteUsersRequest {
    InviteUsersRequest::new(["a@example.com"])
}

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::api_key("k"))
        .retry(RetryPolicy::default().backoff(Default::default(), Default::default()))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_stream_is_sent_instead_of_the_body() {
    let server = Server::fixed(200, "1").await;
    let call = client(&server).invite_users(&body());
    call.clone().upload(Pieces(3, 1000), None).await.unwrap();
    call.upload(Pieces(3, 1000), Some(3000)).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].body, vec![b'x'; 3000]);
    assert_eq!(seen[0].header("transfer-encoding"), ["chunked"]);
    assert_eq!(seen[0].header("content-type"), ["application/json"]);
    assert_eq!(seen[1].body, vec![b'x'; 3000]);
    assert_eq!(seen[1].header("content-length"), ["3000"]);
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::fixed(503, "").await;
    let call = client(&server)
        .invite_users(&body())
        .idempotency_key("k")
        .upload(Pieces(1, 10), None);
    assert_eq!(call.clone().await.unwrap_err().status().unwrap(), 503);
    assert_eq!(server.seen().len(), 1);
    assert!(call.request().is_err());
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_stream_of_another_length_than_it_says_is_an_error() {
    let server = Server::fixed(200, "1").await;
    for length in [5, 15] {
        let call = client(&server).invite_users(&body());
        let error = call.upload(Pieces(1, 10), Some(length)).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_is_sent_by_a_call_that_blocks() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(Server::fixed(200, "1"));
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::api_key("k"))
        .blocking()
        .build()
        .unwrap();
    for length in [None, Some(30_000)] {
        let call = client
            .invite_users(&body())
            .upload(Pieces(3, 10_000), length);
        call.wait().unwrap();
    }
    for seen in server.seen() {
        assert_eq!(seen.body, vec![b'x'; 30_000]);
    }
    assert_eq!(server.seen()[1].header("content-length"), ["30000"]);
}
