//! What a client and a single call can say about requests, and the code in between.

use std::sync::atomic::{AtomicUsize, Ordering};

use http::{HeaderValue, Method, Request};
use serde_json::json;

use super::super::galileo::types::InviteUsersRequest;
use super::super::galileo::{Client, Credentials};
use super::server::{Server, reply};
use crate::runtime::{
    CredentialProvider, CredentialSet, Error, Middleware, Next, Provided, ProviderFuture,
    RequestBody, TransportFuture,
};

fn invite() -> InviteUsersRequest {
    InviteUsersRequest::new(["a@example.com"])
}

#[tokio::test]
async fn a_call_can_have_a_query_a_limit_and_a_header_of_its_own() {
    let server = Server::fixed(200, "{\"ok\":1}").await;
    let client = server.client(Credentials::api_key("k"));
    let call = client.invite_users(&invite()).query("a b", "c&d");
    call.clone().await.unwrap();
    assert_eq!(server.seen()[0].target, "/v2/invite_users?a%20b=c%26d");
    let error = call.body_limit(3).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn errors_have_a_limit_of_their_own() {
    let server = Server::fixed(500, "0123456789").await;
    let build = |limit| {
        Client::builder()
            .base_url(&server.url)
            .credentials(Credentials::api_key("k"))
            .error_body_limit(limit)
            .build()
            .unwrap()
    };
    let error = build(9).invite_users(&invite()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    let error = build(10).invite_users(&invite()).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
}

#[tokio::test]
async fn another_base_url_gets_no_credentials() {
    let (home, away) = (Server::fixed(200, "1").await, Server::fixed(200, "2").await);
    let client = home.client(Credentials::api_key("s3cret"));
    let call = client
        .invite_users(&invite())
        .base_url(format!("{}/x", away.url));
    assert_eq!(call.await.unwrap(), json!(2));
    let seen = &away.seen()[0];
    assert_eq!(seen.target, "/x/v2/invite_users");
    assert_eq!(seen.header("galileo-api-key"), [""; 0]);
    let call = client
        .invite_users(&invite())
        .base_url(format!("{}/y", home.url));
    call.await.unwrap();
    assert_eq!(home.seen()[0].header("galileo-api-key"), ["s3cret"]);
    // Nor does it get what the client was given as a header, and no token is fetched for it.
    let client = Client::builder()
        .base_url(&home.url)
        .credentials(Credentials::oauth2_password("u", "s3cret"))
        .header("authorization", "s3cret")
        .header("galileo-api-key", "s3cret")
        .header("x-app", "mine")
        .build()
        .unwrap();
    let call = client.invite_users(&invite()).base_url(&away.url);
    call.await.unwrap();
    let seen = &away.seen()[1];
    assert_eq!(seen.header("x-app"), ["mine"]);
    assert!(!format!("{:?}", seen.headers).contains("s3cret"));
    let client = home.client(Credentials::oauth2_password("u", "s3cret"));
    let call = client.invite_users(&invite()).base_url(&away.url);
    call.await.unwrap();
    assert_eq!((away.seen().len(), home.seen().len()), (3, 1));
    let error = client
        .invite_users(&invite())
        .base_url("nowhere")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Refused(_)));
}

#[tokio::test]
async fn a_raw_answer_is_an_answer_whatever_its_status() {
    let server = Server::fixed(418, "tea").await;
    let client = server.client(Credentials::api_key("k"));
    let raw = client.invite_users(&invite()).raw().await.unwrap();
    assert_eq!((raw.status.as_u16(), &raw.body[..]), (418, &b"tea"[..]));
    assert_eq!(raw.headers["x-request-id"], "r1");
}

#[tokio::test]
async fn endpoints_beside_the_document_go_through_the_same_client() {
    let server = Server::fixed(202, "x").await;
    let client = server.client(Credentials::api_key("k"));
    let call = client.core.request(Method::PUT, "/beside/it");
    let answer = call.query("b", "2").json(&json!({"n": 1})).await.unwrap();
    assert_eq!((answer.status.as_u16(), &answer.body[..]), (202, &b"x"[..]));
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), &*seen.target),
        ("PUT", "/beside/it?b=2")
    );
    assert_eq!(seen.header("galileo-api-key"), ["k"]);
    assert_eq!(&seen.body[..], br#"{"n":1}"#);
    let error = client.core.request(Method::GET, "//evil.example/").await;
    assert_eq!(server.seen().len(), 2, "{error:?}");
    let error = client
        .core
        .request(Method::GET, "@evil.example/")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}

/// Counts attempts, and marks them.
struct Counting(&'static AtomicUsize);

impl Middleware for Counting {
    fn handle<'a>(
        &'a self,
        mut request: Request<RequestBody>,
        next: Next<'a>,
    ) -> TransportFuture<'a> {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        let name = format!("x-seen-{}", request.headers().len());
        request
            .headers_mut()
            .insert("x-attempt", HeaderValue::from(count));
        Box::pin(async move {
            let mut response = next.run(request).await?;
            response
                .headers_mut()
                .insert("x-middle", name.parse().unwrap());
            Ok(response)
        })
    }
}

#[tokio::test]
async fn middleware_sees_each_attempt_in_order() {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(|seen| match seen.header("x-attempt")[0] {
        "1" => reply(503, ""),
        _ => reply(200, "1"),
    })
    .await;
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::api_key("k"))
        .middleware(Counting(&COUNT))
        .middleware(Counting(&COUNT))
        .build()
        .unwrap();
    let call = client.invite_users(&invite()).idempotency_key("k");
    let answer = call.detailed().await.unwrap();
    assert_eq!(COUNT.load(Ordering::SeqCst), 4);
    let attempts = server.seen();
    let attempts: Vec<_> = attempts
        .iter()
        .map(|seen| seen.header("x-attempt"))
        .collect();
    assert_eq!(attempts, [["1"], ["3"]]);
    assert!(answer.headers.contains_key("x-middle"));
}

/// Gives one token after another.
struct Rotating(AtomicUsize);

impl CredentialProvider for Rotating {
    fn provide<'a>(&'a self, rejected: Option<&'a str>) -> ProviderFuture<'a> {
        Box::pin(async move {
            let number = self.0.fetch_add(1, Ordering::SeqCst);
            assert_eq!(rejected.is_some(), number == 1);
            match number {
                2.. => Err("no more".into()),
                _ => Ok(Provided::new(format!("s3cret{number}"))),
            }
        })
    }
}

#[tokio::test]
async fn a_provider_is_asked_once_for_all_calls_and_again_after_a_401() {
    let server = Server::start(|seen| match seen.header("galileo-api-key")[..] {
        ["s3cret1"] => reply(200, "1"),
        _ => reply(401, ""),
    })
    .await;
    let provider = CredentialSet::provider(0, Rotating(AtomicUsize::new(0)));
    let client = server.client(Credentials::of(provider));
    let body = invite();
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.invite_users(&body).into_future()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), json!(1));
    }
    let last = server.seen().len();
    client.invite_users(&body).await.unwrap();
    assert_eq!(server.seen().len(), last + 1);
    assert!(!format!("{client:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_provider_that_fails_is_why_nothing_is_sent() {
    let server = Server::fixed(200, "1").await;
    let provider = CredentialSet::provider(0, Rotating(AtomicUsize::new(2)));
    let client = server.client(Credentials::of(provider));
    let error = client.invite_users(&invite()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invite_users: not sent: the provider of credentials failed"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "no more");
    assert!(server.seen().is_empty());
}
