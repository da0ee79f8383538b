//! Galileo's operations over real sockets: what reaches the server, and what each answer becomes.

mod credentials;
mod tls;

use std::time::{Duration, Instant};

use api_clients::galileo::types::{
    GroupCollaboratorCreate, HttpValidationError, InviteUsersRequest, PermissionAction,
};
use api_clients::galileo::{Client, Credentials, Error};
use oasmith_tests::{Answer, RawServer, Received, Server, Then};
use serde_json::{Value, json};
use uuid::Uuid;

const SECRET: &str = "s3cr3t-k3y-value";

fn client(url: &str) -> Client {
    with(url, Credentials::api_key(SECRET))
}

fn with(url: &str, credentials: Credentials) -> Client {
    Client::builder()
        .base_url(url)
        .credentials(credentials)
        .build()
        .expect("a client")
}

fn invite() -> InviteUsersRequest {
    InviteUsersRequest::new(["a@example.com"])
}

async fn share(url: &str) -> Result<usize, Error<HttpValidationError>> {
    let body = [GroupCollaboratorCreate::new(Uuid::nil())];
    let shared = client(url)
        .create_group_integration_collaborators(Uuid::nil(), &body)
        .await?;
    Ok(shared.len())
}

fn collaborators() -> String {
    json!([{
        "id": Uuid::nil().to_string(), "role": "viewer", "created_at": "2026-11-21T01:02:03.123456",
        "group_id": Uuid::nil().to_string(), "group_name": "Team",
        "permissions": [{"action": "update", "allowed": true}, {"action": "new", "allowed": true}],
    }])
    .to_string()
}

#[tokio::test]
async fn an_invitation_reaches_the_server_as_documented() {
    let server = Server::always(Answer::json(200, r#"{"ok": [1]}"#)).await;
    let answer = client(&server.url())
        .invite_users(&invite())
        .await
        .expect("200");
    assert_eq!(answer, json!({"ok": [1]}));
    let seen = server.only();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/v2/invite_users")
    );
    assert_eq!(seen.json(), json!({"emails": ["a@example.com"]}));
    assert_eq!(seen.values("galileo-api-key"), [SECRET]);
    assert_eq!(seen.values("authorization"), [""; 0]);
    assert_eq!(seen.values("content-type"), ["application/json"]);
}

#[tokio::test]
async fn collaborators_come_back_with_an_unknown_action() {
    let server = Server::always(Answer::json(200, collaborators())).await;
    let id = Uuid::from_u128(7);
    let body = [GroupCollaboratorCreate::new(id)];
    let call = client(&server.url()).create_group_integration_collaborators(id, &body);
    let shared = call.await.expect("200");
    assert_eq!(shared[0].permissions[0].action, PermissionAction::Update);
    assert_eq!(shared[0].permissions[1].action.as_str(), "new");
    let seen = server.only();
    assert_eq!(seen.target, format!("/v2/integrations/{id}/groups"));
    assert_eq!(seen.json(), json!([{"group_id": id.to_string()}]));
}

#[tokio::test]
async fn a_path_argument_stays_one_segment() {
    let server = Server::always(Answer::json(200, "[]")).await;
    for (argument, segment) in [
        ("int id/x?a=b#c", "int%20id%2Fx%3Fa%3Db%23c"),
        ("...", "..."),
        ("a+b%20é", "a%2Bb%2520%C3%A9"),
    ] {
        let client = client(&server.url());
        client
            .create_group_integration_collaborators(argument, &[])
            .await
            .expect("200");
        let seen = server.received().pop().expect("a request");
        assert_eq!(seen.target, format!("/v2/integrations/{segment}/groups"));
    }
}

#[tokio::test]
async fn a_path_argument_never_leads_to_another_resource() {
    let server = Server::always(Answer::json(200, "[]")).await;
    for argument in ["", ".", ".."] {
        let client = client(&server.url());
        let call = client.create_group_integration_collaborators(argument, &[]);
        let error = call.await.expect_err("no URL can carry it");
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_prefix_of_the_base_url_is_kept() {
    let server = Server::always(Answer::json(200, "null")).await;
    for base in [
        format!("{}/prefix", server.url()),
        format!("{}/prefix/", server.url()),
    ] {
        client(&base).invite_users(&invite()).await.expect("200");
        assert_eq!(
            server.received().pop().expect("a request").target,
            "/prefix/v2/invite_users"
        );
    }
}

#[test]
fn the_first_server_is_the_default() {
    let client = Client::new(Credentials::api_key(SECRET)).expect("a client");
    let request = client.invite_users(&invite()).request().expect("a request");
    assert_eq!(
        request.uri().to_string(),
        "https://api.galileo.ai/v2/invite_users"
    );
    assert_eq!(request.headers()["galileo-api-key"], SECRET);
    assert!(request.headers()["galileo-api-key"].is_sensitive());
}

#[test]
fn a_response_is_read_without_io() {
    let client = Client::new(Credentials::api_key(SECRET)).expect("a client");
    let answer = http::Response::builder()
        .status(200)
        .body(bytes::Bytes::from_static(b"[1]"));
    let value = client
        .invite_users(&invite())
        .response(answer.expect("a response"));
    assert_eq!(value.expect("200"), json!([1]));
}

#[tokio::test]
async fn an_empty_list_of_emails_is_refused_before_sending() {
    let server = Server::always(Answer::json(200, "null")).await;
    let none: [&str; 0] = [];
    let call = client(&server.url()).invite_users(&InviteUsersRequest::new(none));
    let error = call.await.expect_err("minItems is 1");
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert!(error.to_string().contains("emails"), "{error}");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_declared_error_is_typed() {
    let body = r#"{"detail":[{"loc":["body",0,"emails"],"msg":"no","type":"value_error"}]}"#;
    let answer = Answer::json(422, body).header("x-request-id", "r1");
    let server = Server::always(answer).await;
    let error = client(&server.url())
        .invite_users(&invite())
        .await
        .expect_err("422");
    assert_eq!(error.operation(), "invite_users");
    let api = error.api().expect("the API answered");
    assert_eq!(api.status(), 422);
    assert_eq!(api.headers()["x-request-id"], "r1");
    assert_eq!(&api.body()[..], body.as_bytes());
    let typed = api.typed().expect("the body decodes");
    assert_eq!(typed.detail.as_ref().expect("a detail")[0].loc.len(), 3);
}

#[tokio::test]
async fn a_declared_error_with_another_body_keeps_the_body_and_the_reason() {
    let server = Server::always(Answer::json(422, r#"{"detail":"just text"}"#)).await;
    let error = client(&server.url())
        .invite_users(&invite())
        .await
        .expect_err("422");
    let api = error.api().expect("the API answered");
    assert!(api.typed().is_none());
    assert_eq!(&api.body()[..], br#"{"detail":"just text"}"#);
    let reason = api.decode_error().expect("a reason");
    assert_eq!(reason.path(), "detail");
}

#[tokio::test]
async fn undeclared_statuses_are_never_taken_for_declared_ones() {
    let detail = r#"{"detail":[]}"#;
    for (status, answer) in [
        (500, Answer::of(500, "text/plain", "oops")),
        (500, Answer::json(500, detail)),
        (401, Answer::json(401, detail)),
        (404, Answer::json(404, detail)),
        (204, Answer::empty(204)),
        (201, Answer::json(201, "[]")),
    ] {
        let server = Server::always(answer).await;
        let body = [GroupCollaboratorCreate::new(Uuid::nil())];
        let client = client(&server.url());
        let call = client.create_group_integration_collaborators(Uuid::nil(), &body);
        let error = call.await.expect_err("not declared");
        assert_eq!(error.operation(), "create_group_integration_collaborators");
        let api = error.api().expect("the API answered");
        assert_eq!(api.status(), status);
        assert!(api.typed().is_none(), "{status}");
        assert!(!api.declared(), "{status}");
    }
}

#[tokio::test]
async fn a_success_that_does_not_decode_is_an_error_that_keeps_everything() {
    for body in ["{", "", r#"[{"id": 1}]"#, "<html>"] {
        let answer = Answer::json(200, body).header("x-request-id", "r2");
        let server = Server::always(answer).await;
        let error = share(&server.url()).await.expect_err("it does not decode");
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.status().expect("a status"), 200);
        assert_eq!(error.headers().expect("headers")["x-request-id"], "r2");
        assert_eq!(&error.body().expect("a body")[..], body.as_bytes());
    }
}

#[tokio::test]
async fn a_decode_error_says_where() {
    let body = collaborators().replace("\"allowed\":true}]", "\"allowed\":\"yes\"}]");
    let server = Server::always(Answer::json(200, body)).await;
    let error = share(&server.url())
        .await
        .expect_err("allowed is no boolean");
    assert!(
        error.to_string().contains("[0].permissions[1].allowed"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_without_a_schema_never_fails() {
    for (body, value) in [
        ("", Value::Null),
        ("null", Value::Null),
        ("[1,2]", json!([1, 2])),
        ("not json", json!("not json")),
    ] {
        let server = Server::always(Answer::of(200, "text/plain", body)).await;
        let answer = client(&server.url())
            .invite_users(&invite())
            .await
            .expect("200");
        assert_eq!(answer, value);
    }
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let slow = Answer::json(200, "null").after(Duration::from_secs(30));
    let server = Server::always(slow).await;
    let started = Instant::now();
    let call = client(&server.url())
        .invite_users(&invite())
        .timeout(Duration::from_millis(200));
    let error = call.await.expect_err("too slow");
    assert!(
        error.is_timeout() && matches!(error, Error::Timeout(_)),
        "{error:?}"
    );
    let client = Client::builder()
        .base_url(server.url())
        .credentials(Credentials::api_key(SECRET))
        .timeout(Duration::from_millis(200))
        .build()
        .expect("a client");
    let error = client.invite_users(&invite()).await.expect_err("too slow");
    assert!(error.is_timeout(), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout_too() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n[1";
    let server = RawServer::writing(head, Then::Hang).await;
    let call = client(&server.url())
        .invite_users(&invite())
        .timeout(Duration::from_millis(300));
    let error = call.await.expect_err("it stalls");
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_connection_closed_half_way_is_a_transport_error() {
    for bytes in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "HTTP/1.1 200 OK\r\ncontent-length: 50\r\ncontent-type: application/json\r\n\r\n[{\"id\":",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[{\"id",
        "garbage\r\n\r\n",
    ] {
        let server = RawServer::writing(bytes, Then::Close).await;
        let error = share(&server.url()).await.expect_err("cut off");
        assert!(matches!(error, Error::Transport(_)), "{bytes:?}: {error:?}");
        assert!(!error.is_timeout());
        assert_eq!(error.operation(), "create_group_integration_collaborators");
    }
}

#[tokio::test]
async fn nobody_listening_is_a_transport_error() {
    let error = share("http://127.0.0.1:9")
        .await
        .expect_err("nobody listens");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_call_takes_headers() {
    let server = Server::always(Answer::json(200, "null")).await;
    let call = client(&server.url())
        .invite_users(&invite())
        .header("x-trace", "abc");
    call.await.expect("200");
    assert_eq!(server.only().values("x-trace"), ["abc"]);
    let bad = client(&server.url())
        .invite_users(&invite())
        .header("x-trace", "a\nb");
    let error = bad.await.expect_err("a line break is no header value");
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}

#[test]
fn bad_base_urls_are_refused() {
    for base in [
        "",
        "not a url",
        "ftp://127.0.0.1",
        "http://127.0.0.1/?a=b",
        "http://u:p@127.0.0.1",
    ] {
        let built = Client::builder()
            .base_url(base)
            .credentials(Credentials::api_key("k"))
            .build();
        assert!(built.is_err(), "{base}");
    }
}

#[test]
fn clients_and_calls_cross_threads() {
    fn check<T: Send + Sync + 'static>(_: &T) {}
    fn sendable<T: Send + 'static>(_: T) {}
    let client = client("http://127.0.0.1:9");
    check(&client);
    sendable(client.invite_users(&invite()).into_future());
}
