//! The codec in both directions, over types that are declared as generated code declares them.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::galileo::types::*;
use crate::runtime::{
    Decode, DecodeError, Encode, Field, Fill, Maybe, Mode, ObjectSlot, View, from_slice, to_vec,
};

fn encode(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn decode<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    from_slice(value.to_string().as_bytes())
}

fn error<T: Decode + std::fmt::Debug>(value: &Value) -> String {
    decode::<T>(value).unwrap_err().to_string()
}

fn collaborator() -> Value {
    json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "permissions": [
            {"action": "update", "allowed": true},
            {"action": "some_future_action", "allowed": false, "message": "no"},
        ],
        "role": "viewer",
        "created_at": "2026-11-21T01:02:03.123456",
        "group_name": "g",
    })
}

#[test]
fn a_collaborator_with_an_unknown_permission_is_written_as_it_came() {
    let value: GroupCollaborator = decode(&collaborator()).unwrap();
    assert_eq!(value.permissions[0].action, PermissionAction::Update);
    assert!(!value.permissions[1].action.is_known());
    assert_eq!(value.permissions[1].action, "some_future_action");
    assert_eq!(encode(&value), collaborator());
    assert_eq!(
        serde_json::from_value::<GroupCollaborator>(collaborator()).unwrap(),
        value
    );
}

#[test]
fn absent_and_null_defaults_are_filled_in() {
    let mut without = collaborator();
    without.as_object_mut().unwrap().remove("permissions");
    assert!(
        decode::<GroupCollaborator>(&without)
            .unwrap()
            .permissions
            .is_empty()
    );
    without["permissions"] = Value::Null;
    assert!(
        decode::<GroupCollaborator>(&without)
            .unwrap()
            .permissions
            .is_empty()
    );
    let llm: Llm = decode(&json!({"type": "whatever", "model": "m"})).unwrap();
    assert_eq!(
        encode(&llm),
        json!({"type": "llm", "model": "m", "limits": [0.5]})
    );
}

#[test]
fn message_absent_null_and_text() {
    for (message, expected) in [
        (json!({}), None),
        (json!({"message": null}), None),
        (json!({"message": "m"}), Some("m")),
    ] {
        let mut value = json!({"action": "delete", "allowed": true});
        value
            .as_object_mut()
            .unwrap()
            .extend(message.as_object().unwrap().clone());
        assert_eq!(
            decode::<Permission>(&value).unwrap().message.as_deref(),
            expected
        );
    }
}

#[test]
fn a_union_of_enums_knows_its_members() {
    let update = PermissionAction::from("update");
    assert_eq!(GroupAction::try_from(&update), Ok(GroupAction::Update));
    assert_eq!(
        update.member_enums(),
        ["GroupAction", "AnnotationQueueAction"]
    );
    assert!(PermissionAction::RecordAnnotation.is_member_of::<AnnotationQueueAction>());
    let refused = GroupAction::try_from(PermissionAction::RecordAnnotation).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "this value of PermissionAction is none of GroupAction"
    );
    assert_eq!(refused.into_value(), PermissionAction::RecordAnnotation);
    let unknown = PermissionAction::from("other".to_owned());
    assert!(unknown.member_enums().is_empty());
    assert!(GroupAction::try_from(unknown).is_err());
    assert_eq!(
        PermissionAction::from(GroupAction::ListMembers),
        PermissionAction::ListMembers
    );
    assert_eq!(PermissionAction::from(GroupAction::from("x")).as_str(), "x");
    assert_eq!(
        "update".parse::<PermissionAction>(),
        Ok(PermissionAction::Update)
    );
    assert_eq!(PermissionAction::KNOWN.len(), 4);
}

#[test]
fn closed_enums_refuse_other_texts_without_showing_them() {
    assert!("tiny".parse::<Size>().is_err());
    assert_eq!("large".parse(), Ok(Size::Large));
    assert_eq!(
        error::<Size>(&json!("s3cret")),
        "expected a value of Size, found another string (line 1, column 8)"
    );
}

#[test]
fn mixed_locations_and_unknown_shapes_round_trip() {
    let value =
        json!({"detail": [{"loc": ["body", 3, {"odd": [1.5, null]}], "msg": "m", "type": "t"}]});
    let decoded: HttpValidationError = decode(&value).unwrap();
    let loc = &decoded.detail.as_ref().unwrap()[0].loc;
    assert_eq!(loc[0], ValidationErrorLocItem::String("body".to_owned()));
    assert_eq!(loc[1], ValidationErrorLocItem::Integer(3));
    assert!(
        matches!(&loc[2], ValidationErrorLocItem::Unknown(json) if json.as_value()["odd"][0] == 1.5)
    );
    assert_eq!(encode(&decoded), value);
}

#[test]
fn only_what_was_set_is_sent() {
    let plain = InviteUsersRequest::new(["a@example.com"]);
    assert_eq!(encode(&plain), json!({"emails": ["a@example.com"]}));
    let full = plain
        .group_ids([uuid::Uuid::nil()])
        .send_mail(false)
        .note(None);
    assert_eq!(
        encode(&full),
        json!({"emails": ["a@example.com"], "group_ids": ["00000000-0000-0000-0000-000000000000"], "send_email": false, "note": null})
    );
    assert_eq!(full.clone().note("x").note, Maybe::Value("x".to_owned()));
    assert_eq!(decode::<InviteUsersRequest>(&encode(&full)).unwrap(), full);
    assert_eq!(full.emails(["b@example.com"]).emails, ["b@example.com"]);
}

fn node() -> Value {
    json!({"name": null, "small": 7, "ratio": 3, "data": "AAE=", "size": "large", "kind": "node", "x": 1})
}

#[test]
fn every_mode_in_both_directions() {
    let mut value = node();
    value["any"] = json!([1, {"a": 1e300}]);
    value["child"] = node();
    value["shape"] = json!({"type": "llm", "model": "m", "limits": [1.5, -0.25]});
    let decoded: Node = decode(&value).unwrap();
    assert_eq!(decoded.ratio, 3.0);
    assert_eq!(decoded.data.as_bytes(), [0, 1]);
    assert_eq!(decoded.extra["x"], 1);
    assert_eq!(encode(&decoded), value);
}

#[test]
fn unions_follow_their_tables() {
    let shape = |value: Value| decode::<Shape>(&value).unwrap();
    assert!(matches!(shape(node()), Shape::Node(_)));
    assert!(matches!(shape(json!("small")), Shape::Size(Size::Small)));
    assert!(matches!(shape(json!("medium")), Shape::Unknown(_)));
    assert!(matches!(shape(json!([1, 2.5])), Shape::Numbers(_)));
    assert!(matches!(shape(json!(["a"])), Shape::Names(_)));
    assert!(matches!(shape(json!([["a"]])), Shape::Unknown(_)));
    assert!(matches!(shape(json!({"type": "other"})), Shape::Unknown(_)));
    assert_eq!(
        encode(&shape(json!({"type": "other", "n": [1]}))),
        json!({"type": "other", "n": [1]})
    );
    assert_eq!(
        error::<Shape>(&json!({"type": "llm"})),
        "`model`: required, but not there (line 1, column 14)"
    );
    assert!(matches!(decode::<Either>(&json!(2.0)), Ok(Either::Id(2))));
    assert!(
        error::<Either>(&json!("s3cret"))
            .starts_with("expected one of the declared shapes, found a string")
    );
}

#[test]
fn tags_may_be_numbers_and_truth_values() {
    for (tag, name) in [
        (json!(2), "named"),
        (json!(2.0), "named"),
        (json!(true), "on"),
    ] {
        let value = json!({"type": tag, "name": name});
        match decode::<Numbered>(&value).unwrap() {
            Numbered::Named(named) => assert_eq!(named.name, "named"),
            Numbered::On(on) => assert_eq!(on.name, "on"),
            Numbered::Unknown(_) => panic!("{value} is declared"),
        }
    }
    for tag in [json!(3), json!("2"), json!(false), json!(null)] {
        let value = json!({"type": tag, "name": "x"});
        assert!(
            matches!(decode::<Numbered>(&value), Ok(Numbered::Unknown(_))),
            "{value}"
        );
    }
}

#[test]
fn errors_name_the_path_and_never_the_value() {
    let mut value = collaborator();
    value["permissions"][1]["action"] = json!(5);
    assert!(
        error::<GroupCollaborator>(&value).starts_with(
            "`permissions[1].action`: expected a string, found a number (line 1, column"
        )
    );
    value = collaborator();
    value["id"] = json!("s3cret");
    assert!(
        error::<GroupCollaborator>(&value)
            .starts_with("`id`: expected a UUID, found another string")
    );
    let plain = serde_json::from_value::<GroupCollaborator>(value)
        .unwrap_err()
        .to_string();
    assert_eq!(plain, "`id`: expected a UUID, found another string");
    value = collaborator();
    value["role"] = Value::Null;
    assert!(
        error::<GroupCollaborator>(&value).starts_with("`role`: expected a string, found null")
    );
    let mut nested = node();
    nested["x"] = json!("s3cret");
    let outer = json!({"name": null, "ratio": 1, "data": "", "size": "small", "child": nested, "odd key": 1});
    assert!(error::<Node>(&outer).starts_with("`child.x`: expected an integer, found a string"));
    for broken in ["", "{", "[1,]", "{\"action\": s3cret}", "{} x"] {
        let text = from_slice::<Permission>(broken.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(!text.contains("s3cret"), "{text}");
    }
}

#[test]
fn duplicate_keys_are_errors() {
    let text = br#"{"action": "update", "action": "delete", "allowed": true}"#;
    let error = from_slice::<Permission>(text).unwrap_err();
    assert_eq!(
        (error.path(), error.reason()),
        ("action", "the key is there twice")
    );
    let text = br#"{"name": null, "ratio": 1, "data": "", "size": "small", "k": 1, "k": 2}"#;
    assert_eq!(from_slice::<Node>(text).unwrap_err().path(), "k");
}

/// 200 required fields, as no one would write them by hand.
struct Wide(Vec<i64>);

impl Encode for Wide {
    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

impl Decode for Wide {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Object(self)
    }
    fn blank() -> Self {
        Wide(vec![0; 200])
    }
}

impl ObjectSlot for Wide {
    fn fields(&self) -> &'static [Field] {
        static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
        let field = |index| Field {
            name: Box::leak(format!("f{index}").into_boxed_str()),
            mode: Mode::Required,
            checks: &[],
        };
        FIELDS.get_or_init(|| (0..200).map(field).collect())
    }

    fn at(&self, index: usize) -> Option<&dyn Encode> {
        self.0.get(index).map(|value| value as _)
    }

    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Decode> {
        self.0.get_mut(index).map(|value| value as _)
    }
}

#[test]
fn a_table_may_have_more_than_128_fields() {
    let mut json: Value = (0..200)
        .rev()
        .map(|index| (format!("f{index}"), json!(index)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    assert_eq!(decode::<Wide>(&json).unwrap().0[199], 199);
    json.as_object_mut().unwrap().remove("f170");
    assert_eq!(
        decode::<Wide>(&json).map(|_| ()).unwrap_err().path(),
        "f170"
    );
}

#[test]
fn depth_is_limited_without_overflow() {
    let mut text = String::new();
    for _ in 0..10_000 {
        text.push_str(r#"{"name":null,"ratio":1,"data":"","size":"small","child":"#);
    }
    assert!(from_slice::<Node>(text.as_bytes()).is_err());
    let mut node: Node = decode(&node()).unwrap();
    for _ in 0..300 {
        node = Node {
            child: Some(Box::new(node.clone())),
            ..node
        };
        node.child.as_mut().unwrap().extra.clear();
    }
    assert!(to_vec(&node).is_err());
}
