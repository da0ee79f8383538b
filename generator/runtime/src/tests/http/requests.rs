//! What reaches the socket, and what is refused before.

use serde_json::json;

use super::super::galileo::types::*;
use super::super::galileo::{Client, Credentials};
use super::server::Server;

fn invite() -> InviteUsersRequest {
    InviteUsersRequest::new(["a@example.com"])
}

#[tokio::test]
async fn a_call_sends_what_was_set_and_reads_the_answer() {
    let server = Server::fixed(200, "{\"ok\":1}").await;
    let answer = server
        .client(Credentials::api_key("k"))
        .invite_users(&invite())
        .header("x-trace", "7")
        .await;
    assert_eq!(answer.unwrap(), json!({"ok": 1}));
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/v2/invite_users")
    );
    assert_eq!(&seen.body[..], br#"{"emails":["a@example.com"]}"#);
    assert_eq!(seen.header("galileo-api-key"), ["k"]);
    assert_eq!(seen.header("authorization"), [""; 0]);
    assert_eq!(seen.header("content-type"), ["application/json"]);
    assert_eq!(seen.header("accept"), ["application/json"]);
    assert_eq!(seen.header("x-trace"), ["7"]);
}

#[tokio::test]
async fn path_arguments_stay_one_segment_below_the_prefix() {
    let server = Server::fixed(200, "[]").await;
    let client = Client::builder()
        .base_url(format!("{}/prefix/", server.url))
        .credentials(Credentials::basic("u", "p"))
        .build()
        .unwrap();
    let body = [GroupCollaboratorCreate::new(uuid::Uuid::nil()).role("owner")];
    let answer = client
        .create_group_integration_collaborators("int id/x?a=b#c", &body)
        .await
        .unwrap();
    assert!(answer.is_empty());
    let seen = &server.seen()[0];
    assert_eq!(
        seen.target,
        "/prefix/v2/integrations/int%20id%2Fx%3Fa%3Db%23c/groups"
    );
    assert_eq!(seen.header("authorization"), ["Basic dTpw"]);
    assert_eq!(
        &seen.body[..],
        br#"[{"role":"owner","group_id":"00000000-0000-0000-0000-000000000000"}]"#
    );
}

#[tokio::test]
async fn dots_never_lead_to_another_resource() {
    let server = Server::fixed(200, "[]").await;
    let client = server.client(Credentials::api_key("k"));
    let call = client.create_group_integration_collaborators("..", &[]);
    let error = call.await.unwrap_err();
    assert!(
        matches!(error, crate::runtime::Error::Refused(_)),
        "{error:?}"
    );
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn what_breaks_the_documents_limits_is_refused_with_its_path() {
    let server = Server::fixed(200, "{}").await;
    let client = server.client(Credentials::api_key("k"));
    let cases = [
        (
            InviteUsersRequest::new([""; 0]),
            "emails",
            "must have at least 1 item(s)",
        ),
        (
            InviteUsersRequest::new(["ok@x.y", "s3cret"]),
            "emails[1]",
            "must match the pattern ^[^@]+@[^@]+$",
        ),
        (
            invite().note("s3cret"),
            "note",
            "must have at most 5 character(s)",
        ),
        (
            invite().group_ids([uuid::Uuid::nil(); 2]),
            "group_ids",
            "must not have two equal items",
        ),
    ];
    for (request, path, reason) in cases {
        let error = client.invite_users(&request).await.unwrap_err();
        let crate::runtime::Error::Refused(refused) = &error else {
            panic!("{error}")
        };
        let check = refused.check().unwrap();
        assert_eq!((check.path(), check.reason()), (path, reason));
        assert!(!format!("{error:?} {error}").contains("s3cret"));
        assert_eq!((error.operation(), error.status()), ("invite_users", None));
    }
    // The caller can leave it to the server, for a call or for all.
    assert!(server.seen().is_empty());
    let none = InviteUsersRequest::new([""; 0]);
    client.invite_users(&none).unchecked().await.unwrap();
    let lax = Client::builder().base_url(&server.url).unchecked();
    let lax = lax.credentials(Credentials::api_key("k")).build().unwrap();
    lax.invite_users(&none).await.unwrap();
    for seen in server.seen() {
        assert_eq!(&seen.body[..], b"{\"emails\":[]}");
    }
    let empty = client
        .create_group_integration_collaborators("", &[])
        .await
        .unwrap_err();
    assert!(
        empty.to_string().contains("`integration_id` is empty"),
        "{empty}"
    );
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn query_lists_and_text_answers() {
    let server = Server::fixed(204, "").await;
    let call = server
        .client(Credentials::none())
        .ping(vec!["a b".to_owned(), "c&d".to_owned()]);
    assert_eq!(call.await.unwrap(), "");
    assert_eq!(server.seen()[0].target, "/ping?tag=a%20b&tag=c%26d");
}

#[tokio::test]
async fn requests_and_responses_without_io() {
    let client = Client::new(Credentials::api_key("k")).unwrap();
    let call = client.invite_users(&invite());
    let request = call.request().unwrap();
    assert_eq!(request.uri(), "https://api.galileo.ai/v2/invite_users");
    assert!(!format!("{request:?}").contains("\"k\""));
    assert_eq!(
        call.response(http::Response::new("".into())).unwrap(),
        json!(null)
    );
    assert_eq!(
        call.response(http::Response::new("plain".into())).unwrap(),
        json!("plain")
    );
    let mut response = http::Response::new(bytes::Bytes::from_static(br#"{"detail":[]}"#));
    *response.status_mut() = http::StatusCode::UNPROCESSABLE_ENTITY;
    let error = call.response(response).unwrap_err();
    assert_eq!(
        error.api().unwrap().typed(),
        Some(&HttpValidationError {
            detail: Some(vec![])
        })
    );
}

#[test]
fn an_operation_may_have_a_server_of_its_own() {
    let builder = || Client::builder().credentials(Credentials::api_key("k"));
    let call = builder().build().unwrap().upload(Some("text"));
    let request = call.request().unwrap();
    assert_eq!(request.uri(), "https://files.example/v1/upload");
    assert_eq!(request.headers()["content-type"], "text/plain");
    let chosen = builder().base_url("http://h/x").build().unwrap();
    let request = chosen.upload(None).request().unwrap();
    assert_eq!(request.uri(), "http://h/x/upload");
    assert!(!request.headers().contains_key("content-type"));
}

#[test]
fn a_declared_error_without_a_body_has_nothing_to_decode() {
    let client = Client::new(Credentials::api_key("k")).unwrap();
    let mut response = http::Response::new("gone".into());
    *response.status_mut() = http::StatusCode::NOT_FOUND;
    let error = client.upload(None).response(response).unwrap_err();
    let api = error.api().unwrap();
    assert!(api.declared() && api.typed().is_none() && api.decode_error().is_none());
    assert_eq!(api.text(), "gone");
}

#[test]
fn calls_and_clients_can_cross_threads() {
    fn check<T: Send + Sync + 'static>(_: &T) {}
    fn check_send<T: Send + 'static>(_: &T) {}
    let client = Client::new(Credentials::none()).unwrap();
    check(&client);
    check(&client.ping(Vec::new()));
    check_send(&std::future::IntoFuture::into_future(
        client.ping(Vec::new()),
    ));
}

#[test]
fn bad_base_urls_and_headers_are_build_errors() {
    for bad in [
        "",
        "localhost",
        "ftp://h",
        "http://h?q",
        "http://u:s3cret@h",
    ] {
        let error = Client::builder()
            .base_url(bad)
            .build()
            .unwrap_err()
            .to_string();
        assert!(!error.contains("s3cret"), "{error}");
    }
    assert!(Client::builder().header("a b", "c").build().is_err());
    assert!(Client::builder().token_url("/login").build().is_err());
}
