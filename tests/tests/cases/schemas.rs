//! Tuples, templates, enums of numbers, and maps whose keys mean something.

use super::*;
use oasmith_golden::runtime::WithRest;
use oasmith_golden::schemas::types::{
    Level, Part, Settings, SettingsGrade, SettingsLimitsKey, Shape, User, Users,
    WriteSettingsOptions,
};
use oasmith_golden::schemas::{Client, Credentials};

fn shape(json: Value) -> Shape {
    let shape: Shape = from(&json);
    assert_eq!(to(&shape), json, "a shape is written as it came");
    shape
}

#[test]
fn arrays_with_a_type_for_each_position_are_tuples() {
    assert_eq!(shape(json!({"at": [1.5, -2]})).at, (1.5, -2.0));
    let sized = shape(json!({"at": [0, 0], "size": [3, null]}));
    assert_eq!(sized.size, Some((3, None)));
    let labelled = shape(json!({"at": [0, 0], "label": ["a", null]}));
    assert_eq!(
        labelled.label,
        Some(("a".to_owned(), Maybe::Null, Maybe::Absent))
    );
    let tagged = shape(json!({"at": [0, 0], "tagged": ["a", {"login": "ada"}, 1, 2]}));
    let user = User::new("ada");
    let items = (Maybe::from("a"), Maybe::Value(user));
    let rest = vec![1, 2];
    assert_eq!(tagged.tagged, Some(WithRest { items, rest }));
    shape(json!({"at": [0, 0], "part": ["a", ["b", ["c"]]]}));
    let short = serde_json::from_value::<Shape>(json!({"at": [1]}));
    let error = short.expect_err("too short").to_string();
    assert!(error.contains("`at`: expected at least 2"), "{error}");
}

#[test]
fn tuples_are_sent() {
    let client = Client::new(Credentials::none()).expect("a client");
    let inner = Part::from(("b".to_owned(), Maybe::Absent));
    let shape = Shape::new((1.0, 2.5))
        .size((3, Some("m".to_owned())))
        .part(("a".to_owned(), Maybe::Value(Box::new(inner))));
    assert_eq!(
        body_of(&client.send_shape(&shape)),
        json!({"at": [1, 2.5], "size": [3, "m"], "part": ["a", ["b"]]})
    );
}

#[test]
fn a_template_is_filled_in() {
    let page = json!({"items": [{"login": "ada"}], "next": "x"});
    let users: Users = from(&page);
    assert_eq!(users.items, [from::<User>(&json!({"login": "ada"}))]);
    assert_eq!(to(&users), page);
}

fn settings(json: Value) -> Settings {
    let settings: Settings = from(&json);
    assert_eq!(to(&settings), json, "settings are written as they came");
    settings
}

#[test]
fn enums_of_numbers_have_the_names_of_the_document() {
    let known = settings(json!({"level": -1, "grade": 1, "retries": 5}));
    assert_eq!(known.level, Some(Level::NotSet));
    assert_eq!(known.grade, Some(SettingsGrade::Good));
    assert_eq!(known.retries, Some(5));
    // What the document does not list is kept.
    let level = settings(json!({"level": 9})).level.expect("a level");
    assert!(!level.is_known() && level.value() == 9 && level == Level::from(9));
    assert_eq!(Level::from(2), Level::High);
    assert_eq!(Level::KNOWN.len(), 3);
    serde_json::from_value::<Settings>(json!({"level": 1.5})).expect_err("a fraction");
}

#[test]
fn enums_of_numbers_are_sent() {
    let client = Client::new(Credentials::none()).expect("a client");
    let body = Settings::new().level(Level::Low);
    let options = WriteSettingsOptions::new().level(Level::High);
    let call = client.write_settings(&options, &body);
    assert_eq!(body_of(&call), json!({"level": 1}));
    let request = call.request().expect("a request");
    assert_eq!(request.uri().query(), Some("level=2"));
}

#[test]
fn keys_of_maps_mean_something() {
    let limited = settings(json!({"limits": {"cpu": 1, "gpu": 2, "memory": 3}}));
    let limits = limited.limits.expect("limits");
    assert_eq!(limits[&SettingsLimitsKey::Cpu], 1);
    assert_eq!(limits.len(), 3);
    let id = "00000000-0000-0000-0000-000000000001";
    let members = settings(json!({"members": {id: {"login": "ada"}}})).members;
    let member = members.expect("members")[&id.parse().expect("a UUID")].clone();
    assert_eq!(member, User::new("ada"));
    let error = serde_json::from_value::<Settings>(json!({"members": {"x": {"login": "a"}}}));
    let error = error.expect_err("no UUID").to_string();
    assert!(error.contains("`members.x`: no such key"), "{error}");
}

#[test]
fn values_of_several_kinds_are_kept() {
    settings(json!({"labels": {"s_a": "x", "n_b": 2}, "tags": ["a", "b"], "preset": {"a": 1}}));
    for mode in [
        json!("fast"),
        json!(7),
        json!(true),
        json!("other"),
        json!(8),
    ] {
        settings(json!({ "mode": mode }));
    }
    settings(json!({"mode": null}));
}
