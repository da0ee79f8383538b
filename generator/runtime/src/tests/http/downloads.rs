//! Answers that are read while they come.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::galileo::{Client, Credentials};
use super::server::Server;
use crate::runtime::{Error, TransportErrorKind};

/// Writes the pieces one by one, each when it is asked to, and counts what it could write.
async fn paced(
    head: &'static str,
    piece: Vec<u8>,
    pieces: usize,
) -> (Client, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let written = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = written.clone();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 4096]).await;
        let _ = socket.write_all(head.as_bytes()).await;
        for _ in 0..pieces {
            if socket.write_all(&piece).await.is_err() {
                return;
            }
            count.fetch_add(piece.len(), std::sync::atomic::Ordering::SeqCst);
        }
    });
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("k"))
        .body_limit(10)
        .build()
        .unwrap();
    (client, written)
}

const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 67108864\r\n\r\n";

#[tokio::test]
async fn bytes_come_at_the_pace_of_the_reader_and_the_clients_limit_is_none() {
    let (client, written) = paced(HEAD, vec![b'x'; 1 << 20], 64).await;
    let mut download = client.ping(Vec::new()).download().await.unwrap();
    assert_eq!(
        (download.status().as_u16(), download.length()),
        (200, Some(64 << 20))
    );
    let first = download.chunk().await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    // What the sockets and a few buffers hold, and no more.
    let sent = written.load(std::sync::atomic::Ordering::SeqCst);
    assert!(
        sent < 32 << 20,
        "{sent} bytes were taken without being asked for"
    );
    let mut read = first.len();
    while let Some(chunk) = download.chunk().await {
        read += chunk.unwrap().len();
    }
    assert_eq!(read, 64 << 20);
    assert!(download.chunk().await.is_none());
}

#[tokio::test]
async fn a_limit_of_the_call_holds_and_a_break_is_an_error() {
    let (client, _) = paced(HEAD, vec![b'x'; 1000], 2).await;
    let mut download = client
        .ping(Vec::new())
        .body_limit(1500)
        .download()
        .await
        .unwrap();
    let mut error = None;
    while let Some(chunk) = download.chunk().await {
        error = chunk.err();
    }
    assert_eq!(error.unwrap().limit(), Some(1500));

    let (client, _) = paced(HEAD, vec![b'x'; 1000], 2).await;
    let mut download = client.ping(Vec::new()).download().await.unwrap();
    let mut last = None;
    while let Some(chunk) = download.chunk().await {
        last = Some(chunk);
    }
    let error = last.unwrap().unwrap_err();
    assert_eq!(
        error.transport_error().unwrap().kind(),
        TransportErrorKind::Broken
    );
}

#[tokio::test]
async fn an_error_is_an_error() {
    let server = Server::fixed(404, "no").await;
    let client = server.client(Credentials::api_key("k"));
    let error = client.ping(Vec::new()).download().await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    assert_eq!(&error.body().unwrap()[..], b"no");
}
