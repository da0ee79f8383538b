//! Each way to fail gives its own error, with everything kept and nothing shown.

use std::time::{Duration, Instant};

use super::super::galileo::Credentials;
use super::super::galileo::types::*;
use super::server::{Server, raw};
use crate::runtime::{Error, TransportErrorKind};

type Failure = Error<HttpValidationError>;

async fn collaborators(status: u16, body: &'static str) -> Failure {
    let server = Server::fixed(status, body).await;
    let client = server.client(Credentials::api_key("k"));
    let error = client
        .create_group_integration_collaborators("i", &[])
        .await
        .unwrap_err();
    assert_eq!(error.operation(), "create_group_integration_collaborators");
    assert_eq!(error.status().unwrap(), status);
    assert_eq!(error.headers().unwrap()["x-request-id"], "r1");
    assert_eq!(error.body().unwrap(), body.as_bytes());
    assert!(
        !format!("{error:?} {error}").contains("s3cret"),
        "{error:?}"
    );
    error
}

#[tokio::test]
async fn declared_errors_are_typed_when_their_body_is() {
    let error = collaborators(
        422,
        r#"{"detail":[{"loc":["body",0],"msg":"s3cret","type":"t"}]}"#,
    )
    .await;
    let api = error.api().unwrap();
    assert!(api.declared());
    assert_eq!(
        api.typed().unwrap().detail.as_ref().unwrap()[0].msg,
        "s3cret"
    );
    let error = collaborators(422, r#"{"detail":"s3cret"}"#).await;
    let api = error.api().unwrap();
    assert!(api.typed().is_none());
    assert_eq!(api.decode_error().unwrap().path(), "detail");
    assert_eq!(
        api.decode_error().unwrap().reason(),
        "expected an array, found a string"
    );
}

#[tokio::test]
async fn undeclared_statuses_are_errors_of_their_own() {
    for (status, body) in [
        (500, "s3cret"),
        (500, "{\"detail\":[]}"),
        (401, "{}"),
        (201, "[]"),
        (302, ""),
    ] {
        let error = collaborators(status, body).await;
        let api = error.api().unwrap();
        assert!(!api.declared() && api.typed().is_none() && api.decode_error().is_none());
        assert_eq!(api.text(), body);
    }
    let error = collaborators(204, "").await;
    assert!(matches!(error, Error::Api(_)));
}

#[tokio::test]
async fn a_success_that_does_not_decode_is_no_success() {
    for body in ["", "[{\"id\": \"s3cret\"}]", "[", "s3cret"] {
        let error = collaborators(200, body).await;
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(error.decode_error().is_some());
    }
    let error = collaborators(200, "[{\"id\": \"s3cret\"}]").await;
    assert_eq!(error.decode_error().unwrap().path(), "[0].id");
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let short = Duration::from_millis(150);
    for start in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[1"] {
        let began = Instant::now();
        let client = raw(start, 5000).await;
        let error = client
            .create_group_integration_collaborators("i", &[])
            .timeout(short)
            .await
            .unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(began.elapsed() < Duration::from_secs(3));
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_transport_error() {
    let client = raw(
        "HTTP/1.1 200 OK\r\nx-a: 1\r\ncontent-length: 99\r\n\r\n[1",
        0,
    )
    .await;
    let error = client
        .create_group_integration_collaborators("i", &[])
        .await
        .unwrap_err();
    let Error::Transport(unreached) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        unreached.transport_error().kind(),
        TransportErrorKind::Broken
    );
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            &error.headers().unwrap()["x-a"]
        ),
        (200, &"1".parse().unwrap())
    );
    for junk in ["", "junk\r\n\r\n"] {
        let error = raw(junk, 0)
            .await
            .create_group_integration_collaborators("i", &[])
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(error.status(), None);
    }
}

#[tokio::test]
async fn nobody_there_is_a_transport_error() {
    let client = super::super::galileo::Client::builder()
        .base_url("http://127.0.0.1:1")
        .credentials(Credentials::api_key("s3cret"))
        .build()
        .unwrap();
    let error = client
        .create_group_integration_collaborators("i", &[])
        .await
        .unwrap_err();
    let Error::Transport(unreached) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        unreached.transport_error().kind(),
        TransportErrorKind::Connect
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_body_above_the_limit_is_not_read() {
    let client = raw("HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345", 5000).await;
    let error = client
        .create_group_integration_collaborators("i", &[])
        .await
        .unwrap_err();
    let Error::TooLarge(large) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (large.limit(), error.status().unwrap().as_u16()),
        (100, 200)
    );
}
