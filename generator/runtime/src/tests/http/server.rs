//! Servers: axum for what HTTP allows, a bare socket for what it does not.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::galileo::{Client, Credentials};

/// A request as it reached the server.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: Method,
    pub target: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Seen {
    /// All values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect()
    }
}

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Answers each request with what `answer` says.
    pub async fn start(answer: impl Fn(&Seen) -> Response<String> + Send + Sync + 'static) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (seen.clone(), Arc::new(answer));
        let router = Router::new().fallback(move |request: Request<Body>| {
            let (log, answer) = (log.clone(), answer.clone());
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
                let seen = Seen {
                    method: head.method,
                    target: head.uri.to_string(),
                    headers: head.headers,
                    body,
                };
                log.lock().unwrap().push(seen.clone());
                // Gives concurrent calls the chance to overlap.
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                answer(&seen).map(Body::from)
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, seen }
    }

    /// Always the same answer.
    pub async fn fixed(status: u16, body: &'static str) -> Self {
        Self::start(move |_| reply(status, body)).await
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn client(&self, credentials: Credentials) -> Client {
        Client::builder()
            .base_url(&self.url)
            .credentials(credentials)
            .build()
            .unwrap()
    }
}

pub fn reply(status: u16, body: &str) -> Response<String> {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .header("x-request-id", "r1")
        .body(body.to_owned())
        .unwrap()
}

/// Writes raw bytes to whoever connects, then waits, then closes.
pub async fn raw(bytes: &'static str, wait_ms: u64) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let _ = socket.read(&mut buffer).await;
            let _ = socket.write_all(bytes.as_bytes()).await;
            let _ = socket.flush().await;
            tokio::time::sleep(std::time::Duration::from_millis(wait_ms)).await;
        }
    });
    Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("s3cret"))
        .body_limit(100)
        .build()
        .unwrap()
}
