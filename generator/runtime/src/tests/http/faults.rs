//! Servers that break HTTP in every way: each gives an error, none a panic, none a value that is not there.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::galileo::{Client, Credentials};
use super::server::{Seen, Server};
use crate::runtime::{Error, RetryPolicy, Undeclared};

/// A server that writes these bytes to each connection and closes it; it counts the connections that are open.
async fn writing(bytes: Vec<u8>) -> (Client, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let open = Arc::new(AtomicUsize::new(0));
    let (count, bytes) = (open.clone(), Arc::new(bytes));
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let (count, bytes) = (count.clone(), bytes.clone());
            count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let _ = socket.read(&mut [0; 4096]).await;
                let _ = socket.write_all(&bytes).await;
                drop(socket);
                count.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("k"))
        .retry(RetryPolicy::none())
        .timeout(Duration::from_secs(5))
        .body_limit(1 << 20)
        .build()
        .unwrap();
    (client, open)
}

async fn ping(bytes: impl Into<Vec<u8>>) -> Result<String, Error<Undeclared>> {
    writing(bytes.into()).await.0.ping(Vec::new()).await
}

#[tokio::test]
async fn an_answer_cut_anywhere_is_an_error() {
    let length = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello";
    let chunked = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n";
    for whole in [length, chunked] {
        assert_eq!(ping(whole).await.unwrap(), "hello");
        for end in 0..whole.len() {
            let error = ping(&whole[..end]).await.unwrap_err();
            assert!(matches!(error, Error::Transport(_)), "{end}: {error:?}");
        }
    }
}

#[tokio::test]
async fn lengths_chunks_and_heads_that_lie_are_errors() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    let bomb = format!("{head}{}\r\n", "x-a: b\r\n".repeat(20_000));
    let long = format!("{head}x-a: {}\r\n\r\n", "b".repeat(1 << 20));
    for answer in [
        format!("{head}content-length: 9\r\n\r\nhello"),
        format!("{head}content-length: -1\r\n\r\nhello"),
        format!("{head}content-length: 1\r\ncontent-length: 2\r\n\r\nhello"),
        format!("{head}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
        format!("{head}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n"),
        format!("{head}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        "HTTP/9.9 200 OK\r\n\r\n".to_owned(),
        "HTTP/1.1 9999 OK\r\n\r\n".to_owned(),
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n".to_owned(),
        bomb,
        long,
    ] {
        let error = ping(answer.clone()).await.unwrap_err();
        let begin: String = answer.chars().take(90).collect();
        assert!(matches!(error, Error::Transport(_)), "{begin}: {error:?}");
    }
}

#[tokio::test]
async fn a_body_without_end_stops_at_the_limit() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n".to_vec();
    answer.resize(answer.len() + (100 << 20), b'x');
    let error = ping(answer).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn a_trickle_does_not_outlive_the_deadline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 4096]).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 9999\r\n\r\n";
        let _ = socket.write_all(head).await;
        while socket.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("k"))
        .build()
        .unwrap();
    let began = Instant::now();
    let call = client.ping(Vec::new()).timeout(Duration::from_millis(300));
    assert!(call.await.unwrap_err().is_timeout());
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn redirects_in_circles_end_and_those_elsewhere_are_not_followed() {
    let circle = Server::start(|_: &Seen| {
        http::Response::builder()
            .status(307)
            .header("location", "/ping")
            .body(String::new())
            .unwrap()
    })
    .await;
    let client = circle.client(Credentials::api_key("k"));
    let error = client.ping(Vec::new()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(circle.seen().len(), 6);

    let other = Server::fixed(200, "stolen").await;
    let target = other.url.clone();
    let away = Server::start(move |_: &Seen| {
        http::Response::builder()
            .status(307)
            .header("location", format!("{target}/ping"))
            .body(String::new())
            .unwrap()
    })
    .await;
    let client = away.client(Credentials::api_key("k"));
    assert_eq!(
        client.ping(Vec::new()).await.unwrap_err().status().unwrap(),
        307
    );
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_no_connection_behind() {
    let (client, open) = writing(Vec::new()).await;
    for polls in 0..12_u32 {
        let mut call = std::pin::pin!(client.ping(Vec::new()).into_future());
        for _ in 0..polls {
            let step = tokio::time::timeout(Duration::from_micros(200), call.as_mut());
            if step.await.is_ok() {
                break;
            }
        }
    }
    let began = Instant::now();
    while open.load(Ordering::SeqCst) > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "connections are left"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No bytes of a server make the client panic, or give a text that was not sent.
    #[test]
    fn no_bytes_make_the_client_panic(
        head in prop::sample::select(vec!["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n"]),
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut bytes = head.as_bytes().to_vec();
        bytes.extend(&rest);
        if let Ok(text) = runtime.block_on(ping(bytes)) {
            prop_assert!(String::from_utf8_lossy(&rest).contains(&text));
        }
    }
}
