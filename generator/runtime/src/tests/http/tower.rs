//! A client over a `tower` service: axum's router, in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use http::{Request, Response};
use http_body_util::Full;
use serde_json::json;
use tower_service::Service;

use super::super::galileo::types::InviteUsersRequest;
use super::super::galileo::{Client, Credentials};
use crate::runtime::{Error, Part, Remaining, RequestBody, TowerTransport, Transport, UploadError};

fn client(transport: impl Transport + 'static) -> Client {
    Client::builder()
        .base_url("http://in.process")
        .credentials(Credentials::api_key("k"))
        .timeout(Duration::from_secs(9))
        .transport(Arc::new(transport))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_router_is_a_transport() {
    let router = Router::new()
        .route(
            "/v2/invite_users",
            post(|body: String| async move { json!(body).to_string() }),
        )
        .route("/ping", get(|| async { "pong" }));
    let client = client(TowerTransport::new(router));
    assert_eq!(client.ping(vec![]).await.unwrap(), "pong");
    let body = InviteUsersRequest::new(["a@example.com"]);
    let sent = client.invite_users(&body).await.unwrap();
    assert_eq!(sent, json!("{\"emails\":[\"a@example.com\"]}"));
    let part = Part::text("mine");
    let sent = client.invite_users(&body).part(part).await.unwrap();
    assert_eq!(sent, json!("mine"));
    assert_eq!(
        client.upload(None).await.unwrap_err().status().unwrap(),
        404
    );
}

/// Fails a few times, and then answers with the time that it was given.
#[derive(Clone)]
struct Flaky(Arc<AtomicUsize>);

impl Service<Request<RequestBody>> for Flaky {
    type Response = Response<Full<bytes::Bytes>>;
    type Error = UploadError;
    type Future = std::future::Ready<Result<Self::Response, UploadError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), UploadError>> {
        Poll::Ready(match self.0.fetch_add(1, Ordering::Relaxed) {
            3.. => Err("worn out".into()),
            _ => Ok(()),
        })
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let remaining = request
            .extensions()
            .get::<Remaining>()
            .map(|left| left.0.as_secs());
        let (status, text) = match self.0.load(Ordering::Relaxed) {
            1 => (503, String::new()),
            _ => (200, format!("{remaining:?}")),
        };
        let response = Response::builder()
            .status(status)
            .header("retry-after", "0");
        std::future::ready(response.body(Full::from(text)).map_err(UploadError::from))
    }
}

#[tokio::test]
async fn retries_wait_as_they_are_told() {
    let count = Arc::new(AtomicUsize::new(0));
    let transport = TowerTransport::new(Flaky(count.clone()));
    let without = client(transport.clone());
    assert_eq!(
        without.ping(vec![]).await.unwrap_err().status().unwrap(),
        503
    );
    count.store(0, Ordering::Relaxed);
    let client = client(transport.sleeping(|time| Box::pin(tokio::time::sleep(time))));
    assert_eq!(client.ping(vec![]).await.unwrap(), "Some(8)");
    client.ping(vec![]).await.unwrap();
    let error = client.ping(vec![]).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(count.load(Ordering::Relaxed), 4);
}
