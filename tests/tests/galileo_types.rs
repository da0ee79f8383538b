//! Galileo's types on real JSON, in both directions.

use api_clients::galileo::types::{
    AnnotationQueueAction, ApiKeyAction, CollaboratorRole, ControlResourceAction, DatasetAction,
    FineTunedScorerAction, GeneratedScorerAction, GroupAction, GroupCollaborator,
    GroupCollaboratorCreate, GroupMemberAction, HttpValidationError, IntegrationAction,
    InviteUsersRequest, OrganizationAction, Permission, PermissionAction, ProjectAction,
    RegisteredScorerAction, UserAction, UserRole, ValidationErrorLocItem,
};
use serde_json::{Value, json};

fn round_trip<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> T {
    let decoded: T = serde_json::from_value(value.clone()).expect("it decodes");
    assert_eq!(
        &serde_json::to_value(&decoded).expect("it encodes"),
        value,
        "nothing is lost"
    );
    decoded
}

#[test]
fn actions_keep_their_text() {
    for text in [
        "update",
        "record_annotation",
        "some_future_action",
        "",
        "Update",
        "é\u{1F600}",
    ] {
        let action: PermissionAction = round_trip(&json!(text));
        assert_eq!(action.as_str(), text);
    }
    assert_eq!(PermissionAction::from("update"), PermissionAction::Update);
    assert!(PermissionAction::from("record_annotation").is_known());
    assert!(!PermissionAction::from("some_future_action").is_known());
}

#[test]
fn forty_one_actions_are_known() {
    assert_eq!(PermissionAction::KNOWN.len(), 41);
    assert!(
        PermissionAction::KNOWN
            .iter()
            .all(PermissionAction::is_known)
    );
}

/// Which of the 13 member enums an action converts to.
fn members(action: &PermissionAction) -> Vec<&'static str> {
    let mut found = Vec::new();
    macro_rules! probe {
        ($($member:ident)*) => {$(
            if let Ok(member) = $member::try_from(action.clone()) {
                assert_eq!(member.as_str(), action.as_str());
                assert!(member.is_known());
                assert_eq!(&PermissionAction::from(member), action);
                found.push(stringify!($member));
            }
        )*};
    }
    probe!(UserAction GroupAction GroupMemberAction ProjectAction RegisteredScorerAction
        ApiKeyAction GeneratedScorerAction FineTunedScorerAction DatasetAction IntegrationAction
        OrganizationAction AnnotationQueueAction ControlResourceAction);
    found
}

#[test]
fn an_action_knows_its_enums() {
    let update = members(&PermissionAction::Update);
    assert_eq!(update.len(), 11);
    assert!(!update.contains(&"GroupMemberAction"));
    assert!(!update.contains(&"OrganizationAction"));
    assert_eq!(
        members(&PermissionAction::RecordAnnotation),
        ["AnnotationQueueAction"]
    );
    assert_eq!(
        members(&PermissionAction::from("some_future_action")),
        [""; 0]
    );
    assert_eq!(PermissionAction::Update.member_enums(), update);
}

#[test]
fn message_is_absent_null_or_text() {
    let absent: Permission =
        serde_json::from_value(json!({"action": "update", "allowed": true})).expect("decodes");
    assert_eq!(absent.message, None);
    let null: Permission =
        serde_json::from_value(json!({"action": "update", "allowed": true, "message": null}))
            .expect("decodes");
    assert_eq!(null.message, None);
    let text: Permission =
        round_trip(&json!({"action": "update", "allowed": false, "message": "no"}));
    assert_eq!(text.message.as_deref(), Some("no"));
}

fn collaborator(created_at: &str) -> Value {
    json!({
        "id": "6f1e7c1c-3f0e-4f0a-9a55-0d8a3d1f7a10",
        "permissions": [
            {"action": "update", "allowed": true, "message": "fine"},
            {"action": "read_secrets", "allowed": false, "message": "later"},
        ],
        "role": "owner",
        "created_at": created_at,
        "group_id": "a64ac1a4-55f9-4a4f-8a5a-5f7b3d4c9b11",
        "group_name": "Team",
    })
}

#[test]
fn a_collaborator_with_an_unknown_permission_decodes() {
    let one: GroupCollaborator = round_trip(&collaborator("2026-11-21T01:02:03Z"));
    assert_eq!(one.permissions.len(), 2);
    assert_eq!(one.permissions[0].action, PermissionAction::Update);
    assert!(!one.permissions[1].action.is_known());
    assert_eq!(one.role, CollaboratorRole::Owner);
}

#[test]
fn created_at_comes_with_and_without_an_offset() {
    for text in [
        "2026-11-21T01:02:03.123456",
        "2026-11-21T01:02:03Z",
        "2026-11-21T01:02:03.5+02:00",
        "2026-11-21 01:02:03",
    ] {
        let one: GroupCollaborator = round_trip(&collaborator(text));
        assert_eq!(one.created_at.as_str(), text);
    }
}

#[test]
fn permissions_that_are_absent_are_the_default() {
    let mut value = collaborator("2026-11-21T01:02:03Z");
    value
        .as_object_mut()
        .expect("an object")
        .remove("permissions");
    let one: GroupCollaborator = serde_json::from_value(value).expect("decodes");
    assert!(one.permissions.is_empty());
}

#[test]
fn unknown_keys_and_newer_fields_do_no_harm() {
    let error: HttpValidationError = serde_json::from_value(json!({"detail": [
        {"loc": ["body", 0, "emails"], "msg": "bad", "type": "value_error",
         "input": {"a": 1}, "ctx": {}}]}))
    .expect("decodes");
    let detail = error.detail.expect("there is a detail");
    assert_eq!(
        detail[0].loc,
        [
            ValidationErrorLocItem::String("body".into()),
            ValidationErrorLocItem::Integer(0),
            ValidationErrorLocItem::String("emails".into()),
        ]
    );
}

#[test]
fn a_location_of_an_unknown_shape_is_kept() {
    let value = json!({"detail": [{"loc": ["body", {"odd": [1, null]}], "msg": "m", "type": "t"}]});
    round_trip::<HttpValidationError>(&value);
}

#[test]
fn a_default_is_never_sent() {
    let id = uuid::Uuid::nil();
    let plain = serde_json::to_value(GroupCollaboratorCreate::new(id)).expect("encodes");
    assert_eq!(plain, json!({"group_id": id.to_string()}));
    let chosen = GroupCollaboratorCreate::new(id).role(CollaboratorRole::Viewer);
    let chosen = serde_json::to_value(chosen).expect("encodes");
    assert_eq!(
        chosen,
        json!({"group_id": id.to_string(), "role": "viewer"})
    );
    let invite = serde_json::to_value(InviteUsersRequest::new(["a@example.com"])).expect("encodes");
    assert_eq!(invite, json!({"emails": ["a@example.com"]}));
}

#[test]
fn setters_fill_what_is_optional() {
    let id = uuid::Uuid::nil();
    let invite = InviteUsersRequest::new(["a@example.com", "b@example.com"])
        .role(UserRole::ReadOnly)
        .auth_method("azure-ad")
        .group_ids([id])
        .send_email(false);
    assert_eq!(
        serde_json::to_value(&invite).expect("encodes"),
        json!({"auth_method": "azure-ad", "emails": ["a@example.com", "b@example.com"],
            "role": "read_only", "group_ids": [id.to_string()], "send_email": false})
    );
    round_trip::<InviteUsersRequest>(&serde_json::to_value(&invite).expect("encodes"));
}

#[test]
fn errors_name_the_path_and_not_the_value() {
    let text = r#"{"detail": [{"loc": [], "msg": 7001, "type": "t"}]}"#;
    let error = serde_json::from_str::<HttpValidationError>(text).expect_err("msg is a number");
    let error = error.to_string();
    assert!(error.contains("detail[0].msg"), "{error}");
    assert!(!error.contains("7001"), "{error}");
}

#[test]
fn required_fields_are_asked_for() {
    let error = serde_json::from_str::<Permission>(r#"{"allowed": true}"#).expect_err("no action");
    assert!(error.to_string().contains("action"), "{error}");
    let null = r#"{"action": null, "allowed": true}"#;
    serde_json::from_str::<Permission>(null).expect_err("action is not nullable");
    let twice = r#"{"action": "update", "allowed": true, "allowed": false}"#;
    serde_json::from_str::<Permission>(twice).expect_err("a duplicate key is refused");
}
