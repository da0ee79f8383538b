//! Credentials: which are sent, where to, and how tokens come and go.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Response;
use std::future::IntoFuture;
use std::time::Duration;

use super::super::galileo::types::*;
use super::super::galileo::{Client, Credentials};
use super::server::{Seen, Server, reply};
use crate::runtime::{CredentialSet, Error};

fn invite() -> InviteUsersRequest {
    InviteUsersRequest::new(["a@example.com"])
}

/// A server that hands out tokens `t1`, `t2`, … and accepts those that `accepts` does.
async fn with_login(accepts: impl Fn(&str) -> bool + Send + Sync + 'static) -> Server {
    let count = Arc::new(AtomicUsize::new(0));
    Server::start(move |seen: &Seen| {
        if seen.target.ends_with("/login") {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            return reply(
                200,
                &format!(
                    r#"{{"access_token":"t{number}","token_type":"bearer","expires_in":3600}}"#
                ),
            );
        }
        let token = seen.header("authorization").concat();
        if accepts(&token) {
            reply(200, "{}")
        } else {
            reply(401, "{}")
        }
    })
    .await
}

fn logins(server: &Server) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.target.ends_with("/login"))
        .count()
}

#[tokio::test]
async fn concurrent_calls_fetch_one_token() {
    let server = with_login(|token| token == "Bearer t1").await;
    let client = server.client(Credentials::oauth2_password("me@x", "s3cret&"));
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.invite_users(&invite()).into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(logins(&server), 1);
    let login = &server.seen()[0];
    assert_eq!(
        &login.body[..],
        b"grant_type=password&username=me%40x&password=s3cret%26"
    );
    assert_eq!(
        login.header("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    assert!(!format!("{client:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_rejected_token_is_refreshed_once() {
    let server = with_login(|token| token == "Bearer t2").await;
    let client = server.client(Credentials::oauth2_password("u", "p"));
    client.invite_users(&invite()).await.unwrap();
    assert_eq!(logins(&server), 2);
    client.invite_users(&invite()).await.unwrap();
    assert_eq!(logins(&server), 2);
    assert_eq!(
        server.seen().last().unwrap().header("authorization"),
        ["Bearer t2"]
    );
    let request = client.invite_users(&invite()).request().unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer t2");
}

#[tokio::test]
async fn a_server_that_never_accepts_is_asked_twice() {
    let server = with_login(|_| false).await;
    let error = server
        .client(Credentials::oauth2_password("u", "p"))
        .invite_users(&invite())
        .await
        .unwrap_err();
    assert_eq!(error.api().unwrap().status(), 401);
    assert_eq!((logins(&server), server.seen().len()), (2, 4));
}

#[tokio::test]
async fn a_refused_login_is_an_error_of_its_own() {
    let server = Server::fixed(403, "{\"detail\":\"s3cret\"}").await;
    let client = server.client(Credentials::oauth2_password("u", "s3cret"));
    let error = client.invite_users(&invite()).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)) && error.status().unwrap() == 403);
    assert!(!format!("{error:?} {error}").contains("s3cret"));
    assert_eq!(server.seen().len(), 1);
    let refused = client
        .invite_users(&InviteUsersRequest::new([""; 0]))
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Refused(_)));
    assert_eq!(
        server.seen().len(),
        1,
        "arguments are looked at before a token is fetched"
    );
}

#[tokio::test]
async fn the_strongest_satisfiable_alternative_is_used_and_callers_win() {
    let server = Server::fixed(200, "{}").await;
    let client = server.client(Credentials::basic("u", "p").and(Credentials::api_key("k")));
    client.invite_users(&invite()).await.unwrap();
    client
        .invite_users(&invite())
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(
        (
            seen[0].header("galileo-api-key"),
            seen[0].header("authorization").len()
        ),
        (vec!["k"], 0)
    );
    assert_eq!(seen[1].header("authorization"), ["Bearer mine"]);
    assert_eq!(seen[1].header("galileo-api-key"), ["k"]);
    let by_hand = server.client(Credentials::none()).invite_users(&invite());
    by_hand
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    let unfetched = server
        .client(Credentials::oauth2_password("u", "p"))
        .invite_users(&invite());
    unfetched
        .header("authorization", "Bearer mine")
        .await
        .unwrap();
    assert_eq!(logins(&server), 0);
    let error = server
        .client(Credentials::none())
        .invite_users(&invite())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "invite_users: not sent: credentials are missing: APIKeyHeader, or OAuth2PasswordBearer, or HTTPBasic"
    );
    let bad = server
        .client(Credentials::api_key("s3\ncret"))
        .invite_users(&invite())
        .await
        .unwrap_err();
    assert!(matches!(bad, Error::Refused(_)) && !bad.to_string().contains("cret\n"));
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn redirects_stay_within_the_origin() {
    let other = Server::fixed(200, "{}").await;
    let elsewhere = other.url.clone();
    let server = Server::start(move |seen| {
        let location = match seen.target.as_str() {
            "/away/v2/invite_users" => format!("{elsewhere}/v2/invite_users"),
            "/near/v2/invite_users" => "/v2/invite_users/".to_owned(),
            "/loop/v2/invite_users" => "/loop/v2/invite_users".to_owned(),
            "/steps/v2/invite_users" => "one/".to_owned(),
            "/steps/v2/one/" => "two".to_owned(),
            _ => return reply(200, "{\"near\":true}"),
        };
        Response::builder()
            .status(307)
            .header("location", location)
            .body(String::new())
            .unwrap()
    })
    .await;
    let at = |prefix: &str| {
        let base = format!("{}/{prefix}", server.url);
        Client::builder()
            .base_url(base)
            .credentials(Credentials::api_key("s3cret"))
            .build()
            .unwrap()
    };
    let error = at("away").invite_users(&invite()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert!(other.seen().is_empty());
    assert_eq!(
        at("near").invite_users(&invite()).await.unwrap()["near"],
        true
    );
    assert_eq!(
        server.seen().last().unwrap().header("galileo-api-key"),
        ["s3cret"]
    );
    // Each is relative to where the one before it led.
    at("steps").invite_users(&invite()).await.unwrap();
    assert_eq!(server.seen().last().unwrap().target, "/steps/v2/one/two");
    assert_eq!(
        at("loop")
            .invite_users(&invite())
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        307
    );
}

/// A server that accepts each token once, and hands out refresh tokens of which it accepts those that `renews` does.
async fn with_refresh(renews: impl Fn(&str) -> bool + Send + Sync + 'static) -> Server {
    let count = Arc::new(AtomicUsize::new(0));
    Server::start(move |seen: &Seen| {
        if !seen.target.ends_with("/login") {
            let token = format!("Bearer t{}", count.load(Ordering::SeqCst));
            return reply(
                if seen.header("authorization") == [&token] {
                    200
                } else {
                    401
                },
                "{}",
            );
        }
        let form = String::from_utf8_lossy(&seen.body);
        if form.starts_with("grant_type=refresh_token") && !renews(&form) {
            return reply(400, r#"{"error":"invalid_grant"}"#);
        }
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        let token = format!(r#"{{"access_token":"t{number}","refresh_token":"r{number}"}}"#);
        reply(200, &token)
    })
    .await
}

fn forms(server: &Server) -> Vec<String> {
    let seen = server.seen().into_iter();
    let logins = seen.filter(|seen| seen.target.ends_with("/login"));
    logins
        .map(|seen| String::from_utf8_lossy(&seen.body).into_owned())
        .collect()
}

const PASSWORD: &str = "grant_type=password&username=u&password=p";

#[tokio::test]
async fn a_refresh_token_is_used_before_the_password() {
    let server = with_refresh(|form| form.ends_with("refresh_token=r1")).await;
    let client = server.client(Credentials::oauth2_password("u", "p"));
    client.invite_users(&invite()).await.unwrap();
    assert_eq!(forms(&server), [PASSWORD]);
    // Another program takes the token's place.
    server
        .client(Credentials::oauth2_password("u", "p"))
        .invite_users(&invite())
        .await
        .unwrap();
    client.invite_users(&invite()).await.unwrap();
    let renewed = "grant_type=refresh_token&refresh_token=r1";
    assert_eq!(forms(&server), [PASSWORD, PASSWORD, renewed]);
}

#[tokio::test]
async fn a_refused_refresh_token_leaves_the_password() {
    let server = with_refresh(|_| false).await;
    let client = server.client(Credentials::oauth2_password("u", "p"));
    client.invite_users(&invite()).await.unwrap();
    server
        .client(Credentials::oauth2_password("u", "p"))
        .invite_users(&invite())
        .await
        .unwrap();
    client.invite_users(&invite()).await.unwrap();
    let refused = "grant_type=refresh_token&refresh_token=r1";
    assert_eq!(forms(&server), [PASSWORD, PASSWORD, refused, PASSWORD]);
}

#[tokio::test]
async fn a_refresh_token_of_the_callers_fetches_tokens_under_the_clients_name() {
    let server = with_refresh(|form| form.contains("refresh_token=mine")).await;
    let set = CredentialSet::oauth2_refresh(1, "mine").client("id", "s3cret");
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::of(set))
        .token_url(format!("{}/login", server.url))
        .build()
        .unwrap();
    client.invite_users(&invite()).await.unwrap();
    assert_eq!(
        forms(&server),
        ["grant_type=refresh_token&refresh_token=mine"]
    );
    assert_eq!(
        server.seen()[0].header("authorization"),
        ["Basic aWQ6czNjcmV0"]
    );
}

#[tokio::test]
async fn a_call_that_is_dropped_while_a_token_is_renewed_loses_nothing() {
    let server = with_refresh(|_| true).await;
    let set = CredentialSet::oauth2_refresh(1, "mine");
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::of(set))
        .token_url(format!("{}/login", server.url))
        .build()
        .unwrap();
    client.invite_users(&invite()).await.unwrap();
    for polls in 0..24 {
        // Another program takes the token's place.
        let other = server.client(Credentials::oauth2_password("u", "p"));
        other.invite_users(&invite()).await.unwrap();
        let mut call = std::pin::pin!(client.invite_users(&invite()).into_future());
        for _ in 0..polls {
            let step = tokio::time::timeout(Duration::from_micros(200), call.as_mut());
            if step.await.is_ok() {
                break;
            }
        }
    }
    client.invite_users(&invite()).await.unwrap();
    let firsts = forms(&server).into_iter();
    let firsts = firsts.filter(|form| form.ends_with("refresh_token=mine"));
    assert_eq!(firsts.count(), 1, "the newer refresh token was lost");
}

#[tokio::test]
async fn names_and_secrets_are_sent_as_the_standards_say() {
    let server = with_refresh(|_| true).await;
    let set = CredentialSet::oauth2_refresh(1, "mine").client("i:d", "s 3%");
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::of(set))
        .token_url(format!("{}/login", server.url))
        .build()
        .unwrap();
    client.invite_users(&invite()).await.unwrap();
    let encoded = STANDARD.encode("i%3Ad:s%203%25");
    assert_eq!(
        server.seen()[0].header("authorization"),
        [format!("Basic {encoded}")]
    );
    let set = CredentialSet::oauth2_refresh(1, "mine").client("i:d", "");
    let public = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::of(set))
        .token_url(format!("{}/login", server.url))
        .build()
        .unwrap();
    public.invite_users(&invite()).await.unwrap();
    let form = "grant_type=refresh_token&refresh_token=mine&client_id=i%3Ad";
    assert_eq!(forms(&server).pop().unwrap(), form);
    // RFC 7617 has no way to say that a name holds a colon.
    let sent = server.seen().len();
    for (user, password) in [("a:b", "p"), ("a", "p\n")] {
        let client = server.client(Credentials::basic(user, password));
        let error = client.invite_users(&invite()).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
    }
    assert_eq!(server.seen().len(), sent);
    let client = server.client(Credentials::basic("ü", "p:ß"));
    let request = client.invite_users(&invite()).request().unwrap();
    let encoded = STANDARD.encode("ü:p:ß");
    assert_eq!(
        request.headers()["authorization"],
        format!("Basic {encoded}")
    );
}
