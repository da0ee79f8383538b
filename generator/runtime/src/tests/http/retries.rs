//! When a request is sent again, and when it is not.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use http::Response;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::galileo::types::InviteUsersRequest;
use super::super::galileo::{Client, Credentials};
use super::server::{Seen, Server, reply};
use crate::runtime::{Error, RetryPolicy};

/// A policy that does not keep tests waiting.
fn quick() -> RetryPolicy {
    RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(2))
}

/// Gives these statuses one after another, then 200.
async fn failing(statuses: &'static [u16]) -> Server {
    let left = Mutex::new(statuses.iter());
    Server::start(move |_: &Seen| match left.lock().unwrap().next() {
        Some(status) => reply(*status, "s3cret"),
        None => Response::builder()
            .header("content-type", "text/plain")
            .body("\"pong\"".to_owned())
            .unwrap(),
    })
    .await
}

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::api_key("k"))
        .retry(quick())
        .build()
        .unwrap()
}

#[tokio::test]
async fn passing_failures_of_idempotent_requests_are_tried_twice_more() {
    let server = failing(&[503, 429]).await;
    assert_eq!(client(&server).ping(Vec::new()).await.unwrap(), "\"pong\"");
    assert_eq!(server.seen().len(), 3);
    let server = failing(&[502, 504, 408, 500]).await;
    let error = client(&server).ping(Vec::new()).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), server.seen().len()),
        (408, 3)
    );
}

#[tokio::test]
async fn other_failures_are_final() {
    for statuses in [&[500], &[501], &[404], &[401]] {
        let server = failing(statuses).await;
        let error = client(&server).ping(Vec::new()).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), statuses[0]);
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn what_is_not_idempotent_is_sent_once_unless_it_has_a_key() {
    let body = InviteUsersRequest::new(["a@example.com"]);
    let server = failing(&[503, 503]).await;
    let error = client(&server).invite_users(&body).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), server.seen().len()),
        (503, 1)
    );

    let server = failing(&[503, 503]).await;
    let call = client(&server).invite_users(&body).idempotency_key("k-1");
    assert!(call.await.is_ok());
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for request in &seen {
        assert_eq!(request.header("idempotency-key"), ["k-1"]);
        assert_eq!(request.body, seen[0].body);
    }
}

#[tokio::test]
async fn a_policy_of_none_sends_once() {
    let server = failing(&[503]).await;
    let call = client(&server).ping(Vec::new()).retry(RetryPolicy::none());
    assert_eq!(call.await.unwrap_err().status().unwrap(), 503);
    assert_eq!(server.seen().len(), 1);
}

/// A server that says when to come back, once.
async fn asking(value: String) -> Server {
    let first = Mutex::new(true);
    Server::start(move |_: &Seen| {
        let mut first = first.lock().unwrap();
        let status = if *first { 503 } else { 200 };
        *first = false;
        Response::builder()
            .status(status)
            .header("retry-after", &value)
            .header("content-type", "text/plain")
            .body("p".to_owned())
            .unwrap()
    })
    .await
}

#[tokio::test]
async fn retry_after_is_obeyed_in_both_forms() {
    let server = asking("1".to_owned()).await;
    let began = Instant::now();
    assert_eq!(client(&server).ping(Vec::new()).await.unwrap(), "p");
    assert!(began.elapsed() >= Duration::from_secs(1));

    // The form has whole seconds: two from now are at least one away.
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(2));
    let server = asking(date).await;
    let began = Instant::now();
    assert_eq!(client(&server).ping(Vec::new()).await.unwrap(), "p");
    assert!(began.elapsed() >= Duration::from_millis(900));
}

#[tokio::test]
async fn a_retry_after_beyond_patience_or_deadline_is_given_to_the_caller() {
    let server = asking("3600".to_owned()).await;
    let error = client(&server).ping(Vec::new()).await.unwrap_err();
    assert_eq!(error.headers().unwrap()["retry-after"], "3600");
    let server = asking("20".to_owned()).await;
    let began = Instant::now();
    let call = client(&server)
        .ping(Vec::new())
        .timeout(Duration::from_secs(5));
    assert_eq!(call.await.unwrap_err().status().unwrap(), 503);
    assert!(began.elapsed() < Duration::from_secs(4));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn the_budget_ends_retries_of_all_calls() {
    let server = Server::fixed(503, "").await;
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::api_key("k"))
        .retry(quick())
        .retry_budget(3)
        .build()
        .unwrap();
    for _ in 0..4 {
        assert!(client.clone().ping(Vec::new()).await.is_err());
    }
    assert_eq!(server.seen().len(), 4 + 3);
}

#[tokio::test]
async fn a_connection_that_breaks_before_an_answer_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (first, _) = listener.accept().await.unwrap();
        drop(first);
        let (mut second, _) = listener.accept().await.unwrap();
        let _ = second.read(&mut [0; 4096]).await.unwrap();
        let answer = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 1\r\n\r\np";
        second.write_all(answer).await.unwrap();
    });
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("k"))
        .retry(quick())
        .build()
        .unwrap();
    assert_eq!(client.ping(Vec::new()).await.unwrap(), "p");
    server.await.unwrap();
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_tried_again_within_the_deadline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut silent = Vec::new();
        while let Ok((socket, _)) = listener.accept().await {
            silent.push(socket);
        }
    });
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("k"))
        .attempt_timeout(Duration::from_millis(50))
        .retry(quick())
        .build()
        .unwrap();
    let began = Instant::now();
    let error = client
        .ping(Vec::new())
        .timeout(Duration::from_secs(10))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    let elapsed = began.elapsed();
    assert!(elapsed >= Duration::from_millis(150) && elapsed < Duration::from_secs(5));
}
