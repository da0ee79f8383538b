//! Retool's operation over real sockets, and its types on recorded traffic.

use api_clients::retool::types::{
    AccessLevel, CreateGroupRequest, CreateGroupResponse, ErrorResponse, NewGroupMember,
    QueryLibraryAccessLevel,
};
use api_clients::retool::{Client, Credentials, Error};
use api_clients::runtime::Maybe;
use oasmith_tests::{Answer, Server};
use serde_json::{Value, json};

const SECRET: &str = "retool-s3cr3t";

fn client(url: &str) -> Client {
    Client::builder()
        .base_url(url)
        .credentials(Credentials::bearer(SECRET))
        .build()
        .expect("a client")
}

/// The recorded exchange, as it lies in `tests/recordings`.
#[derive(serde::Deserialize)]
struct Recording {
    request: Request,
    response: Response,
}

#[derive(serde::Deserialize)]
struct Request {
    method: String,
    path: String,
    body: String,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Response {
    status: u16,
    content_type: String,
    body: String,
}

fn recording() -> Recording {
    serde_yaml::from_str(include_str!("../recordings/retool-create-group.yaml")).expect("readable")
}

fn recorded_request() -> CreateGroupRequest {
    CreateGroupRequest::new("tf-acc-test-group")
        .universal_app_access(AccessLevel::Use)
        .universal_resource_access(AccessLevel::Own)
        .universal_workflow_access(AccessLevel::None)
        .universal_query_library_access(QueryLibraryAccessLevel::Edit)
        .account_details_access(true)
        .audit_log_access(true)
        .theme_access(false)
        .unpublished_release_access(false)
        .usage_analytics_access(true)
        .user_list_access(false)
}

#[tokio::test]
async fn the_recorded_exchange_replays() {
    let Recording { request, response } = recording();
    let answer = Answer::of(
        response.status,
        &response.content_type,
        response.body.clone(),
    );
    let server = Server::always(answer).await;
    let made = client(&format!("{}/api/v2", server.url()))
        .create_group(&recorded_request())
        .await;
    let made = made.expect("the recorded answer decodes");
    let seen = server.only();
    assert_eq!((seen.method, seen.target), (request.method, request.path));
    let sent: Value = serde_json::from_slice(&seen.body).expect("JSON");
    assert_eq!(
        sent,
        serde_json::from_str::<Value>(&request.body).expect("JSON")
    );
    assert_eq!(seen.headers["authorization"], format!("Bearer {SECRET}"));
    assert!(made.success);
    assert_eq!(made.data.id, Some(65));
    assert_eq!(made.data.landing_page_app_id, None);
    assert_eq!(made.data.universal_workflow_access, AccessLevel::None);
    let again = serde_json::to_value(&made).expect("it encodes");
    assert_eq!(
        again,
        serde_json::from_str::<Value>(&response.body).expect("JSON")
    );
}

#[test]
fn the_page_is_the_default_server() {
    let client = Client::new(Credentials::bearer(SECRET)).expect("a client");
    let request = client
        .create_group(&CreateGroupRequest::new("g"))
        .request()
        .expect("a request");
    assert_eq!(
        request.uri().to_string(),
        "https://api.retool.com/api/v2/groups"
    );
}

#[test]
fn a_landing_page_is_absent_null_or_set() {
    let id = uuid::Uuid::from_u128(1);
    let request = CreateGroupRequest::new("g");
    for (request, expected) in [
        (request.clone(), json!({"name": "g"})),
        (
            request.clone().landing_page_app_id(Maybe::Null),
            json!({"name": "g", "landing_page_app_id": null}),
        ),
        (
            request.landing_page_app_id(id),
            json!({"name": "g", "landing_page_app_id": id.to_string()}),
        ),
    ] {
        assert_eq!(
            serde_json::to_value(&request).expect("it encodes"),
            expected
        );
        let back: CreateGroupRequest = serde_json::from_value(expected).expect("it decodes");
        assert_eq!(back, request);
    }
}

#[tokio::test]
async fn an_empty_name_is_refused_before_sending() {
    let server = Server::always(Answer::json(200, "{}")).await;
    let error = client(&server.url())
        .create_group(&CreateGroupRequest::new(""))
        .await;
    let error = error.expect_err("minLength is 1");
    assert!(
        matches!(error, Error::Refused(_)) && error.to_string().contains("name"),
        "{error}"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn errors_have_the_declared_shape_in_their_range() {
    let body = r#"{"success":false,"message":"Invalid group"}"#;
    for status in [400, 404, 500, 503] {
        let server = Server::always(Answer::json(status, body)).await;
        let error = client(&server.url())
            .create_group(&CreateGroupRequest::new("g"))
            .await;
        let error = error.expect_err("an error");
        let api = error.api().expect("the API answered");
        let typed: &ErrorResponse = api.typed().expect("the declared shape");
        assert_eq!(
            (typed.success, typed.message.as_str()),
            (false, "Invalid group")
        );
        assert!(api.declared());
    }
}

#[test]
fn an_unknown_access_level_does_not_fail_a_group() {
    let body = recording()
        .response
        .body
        .replace("\"own\"", "\"administer\"");
    let made: CreateGroupResponse = serde_json::from_str(&body).expect("it decodes");
    assert_eq!(made.data.universal_resource_access.as_str(), "administer");
    assert!(!made.data.universal_resource_access.is_known());
}

#[test]
fn members_are_written_as_documented() {
    let request = CreateGroupRequest::new("g").members([NewGroupMember::new("user_1", true)]);
    assert_eq!(
        serde_json::to_value(&request).expect("it encodes"),
        json!({"name": "g", "members": [{"id": "user_1", "is_group_admin": true}]})
    );
}
