//! Tuples and templates.

use super::*;
use oasmith_golden::runtime::WithRest;
use oasmith_golden::schemas::types::{Part, Shape, User, Users};
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
