//! Unions by tag, by keys and by kind; what no branch takes; depth.

use super::*;
use oasmith_golden::unions::types::{
    Circle, Drawing, DrawingAction, DrawingLabel, DrawingOwner, DrawingRule, DrawingSwitch, Off,
    On, ReadAction, Shape, SpamRule, Square, Tree, WriteAction,
};
use oasmith_golden::unions::{Client, Credentials};

fn client() -> Client {
    Client::new(Credentials::none()).expect("a client")
}

fn shape(json: Value) -> Shape {
    let shape: Shape = from(&json);
    assert_eq!(to(&shape), json, "a shape is written as it came");
    shape
}

#[test]
fn a_tag_decides_and_two_tags_may_lead_to_one_type() {
    let circle = shape(json!({"kind": "circle", "radius": 1.5}));
    assert!(matches!(&circle, Shape::Circle(c) if c.kind == "circle" && c.radius == 1.5));
    let ellipse = shape(json!({"kind": "ellipse", "radius": 2}));
    assert!(matches!(&ellipse, Shape::Circle(c) if c.kind == "ellipse"));
    assert!(
        matches!(shape(json!({"kind": "square", "side": 3})), Shape::Square(s) if s.side == 3.0)
    );
    assert_eq!(
        to(&Shape::from(Square::new(2.0))),
        json!({"kind": "square", "side": 2})
    );
    assert_eq!(
        to(&Shape::from(Circle::new("ellipse", 0.5))),
        json!({"kind": "ellipse", "radius": 0.5})
    );
}

#[test]
fn tags_that_may_be_left_out_are_set_by_new_and_not_made_up() {
    let rule = |json: Value| {
        let rule: DrawingRule = from(&json);
        assert_eq!(to(&rule), json, "a rule is written as it came");
        rule
    };
    let empty = rule(json!({}));
    // Nothing says which of them it is.
    assert!(matches!(empty, DrawingRule::Unknown(_)), "{empty:?}");
    assert!(matches!(rule(json!({"kind": 3})), DrawingRule::SpamRule(_)));
    let new = DrawingRule::from(SpamRule::new().name("n"));
    assert_eq!(to(&new), json!({"kind": 3, "name": "n"}));
    let switch = DrawingSwitch::from(On::new().level(2));
    assert_eq!(to(&switch), json!({"on": true, "level": 2}));
    let off: DrawingSwitch = from(&json!({"on": false}));
    assert!(matches!(
        off,
        DrawingSwitch::Off(Off {
            on: Some(false),
            ..
        })
    ));
}

#[test]
fn what_no_branch_takes_is_kept() {
    for json in [
        json!({"kind": "star", "points": [5, {"deep": null}]}),
        json!({"radius": 1}),
        json!("a word"),
        json!(null),
        json!([]),
    ] {
        assert!(matches!(shape(json), Shape::Unknown(_)));
    }
    // The tag is known and the rest does not fit: that is an error in a known type, with its path.
    let error = serde_json::from_str::<Drawing>(r#"{"shapes": [{"kind": "square"}]}"#);
    let message = error.expect_err("no side").to_string();
    assert!(
        message.contains("shapes[0]") && message.contains("side"),
        "{message}"
    );
}

#[test]
fn keys_decide() {
    let owner = |json: &Value| from::<DrawingOwner>(json);
    assert!(
        matches!(owner(&json!({"first_name": "Ada"})), DrawingOwner::Person(p) if p.first_name == "Ada")
    );
    assert!(matches!(
        owner(&json!({"registered_name": "A"})),
        DrawingOwner::Company(_)
    ));
    let neither = json!({"name": "?"});
    assert!(matches!(owner(&neither), DrawingOwner::Unknown(_)));
    assert_eq!(to(&owner(&neither)), neither);
}

#[test]
fn kinds_decide_and_null_is_apart() {
    let drawing = |label: Value| from::<Drawing>(&json!({"shapes": [], "label": label}));
    assert_eq!(
        drawing(json!("x")).label,
        Maybe::Value(DrawingLabel::String("x".to_owned()))
    );
    assert_eq!(
        drawing(json!(-3)).label,
        Maybe::Value(DrawingLabel::Integer(-3))
    );
    let list = DrawingLabel::ArrayOfString(vec!["x".to_owned()]);
    assert_eq!(drawing(json!(["x"])).label, Maybe::Value(list));
    assert!(drawing(json!(null)).label.is_null());
    assert!(from::<Drawing>(&json!({"shapes": []})).label.is_absent());
    for json in [json!(true), json!({"a": 1}), json!(1.5)] {
        let drawing = drawing(json.clone());
        assert!(
            matches!(drawing.label, Maybe::Value(DrawingLabel::Unknown(_))),
            "{json}"
        );
        assert_eq!(to(&drawing)["label"], json);
    }
}

#[test]
fn a_union_of_enums_is_one_enum_that_knows_its_members() {
    let action = |text: &str| from::<DrawingAction>(&json!(text));
    assert_eq!(ReadAction::try_from(action("list")), Ok(ReadAction::List));
    assert_eq!(WriteAction::try_from(action("list")), Ok(WriteAction::List));
    assert!(ReadAction::try_from(action("write")).is_err());
    assert_eq!(action("unknown"), DrawingAction::UnknownValue);
    assert!(action("unknown").is_known());
    assert!(matches!(action("later"), DrawingAction::Unknown(_)));
    for text in ["read", "list", "write", "unknown", "later", ""] {
        assert_eq!(to(&action(text)), json!(text));
    }
}

#[tokio::test]
async fn everything_at_once_over_a_socket() {
    let wire = json!({
        "shapes": [{"kind": "ellipse", "radius": 1}, {"kind": "blob", "x": [1, 2.5]}],
        "label": ["a", "b"], "owner": {"registered_name": "A"}, "action": "someday",
        "tree": {"value": "v", "left": {"value": "l"}, "children": [{"value": "c", "children": []}]},
    });
    let server = Server::start(|request| {
        Answer::json(200, String::from_utf8_lossy(&request.body).into_owned())
    })
    .await;
    let client = unions::Client::builder()
        .base_url(server.url())
        .build()
        .expect("a client");
    let drawing: Drawing = from(&wire);
    let back = client.draw(&drawing).await.expect("200");
    assert_eq!(back, drawing);
    assert_eq!(server.only().json(), wire);
}

fn nested(depth: usize) -> String {
    let open = r#"{"value":"v","left":"#.repeat(depth);
    format!(
        r#"{{"shapes":[],"tree":{open}{{"value":"v"}}{}}}"#,
        "}".repeat(depth)
    )
}

#[test]
fn depth_is_limited_and_never_overflows() {
    let call = client().draw(&Drawing::new([] as [Shape; 0]));
    let drawing = call
        .response(response(200, "application/json", nested(50)))
        .expect("fifty are fine");
    let mut tree = drawing.tree.as_ref();
    let mut depth = 0;
    while let Some(next) = tree {
        tree = next.left.as_deref();
        depth += 1;
    }
    assert_eq!(depth, 51);
    assert_eq!(
        to(&drawing).to_string(),
        from::<Value>(&serde_json::from_str(&nested(50)).expect("JSON")).to_string()
    );

    for text in [
        nested(10_000),
        format!(
            r#"{{"shapes":{}1{}}}"#,
            "[".repeat(10_000),
            "]".repeat(10_000)
        ),
    ] {
        let answer = call.response(response(200, "application/json", text.clone()));
        assert!(matches!(answer, Err(Error::Decode(_))), "{answer:?}");
        assert!(serde_json::from_str::<Drawing>(&text).is_err());
    }
}

#[test]
fn what_is_not_read_may_be_as_deep_as_it_likes() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let text = format!(r#"{{"ignored":{open}1{close},"shapes":[]}}"#);
    let call = client().draw(&Drawing::new([] as [Shape; 0]));
    let answer = call.response(response(200, "application/json", text));
    assert_eq!(answer.expect("200").shapes, []);
}

#[test]
fn what_is_too_deep_is_not_sent() {
    let mut tree = Tree::new("v");
    for _ in 0..10_000 {
        tree = Tree::new("v").left(tree);
    }
    assert!(serde_json::to_string(&tree).is_err());
    let call = client().draw(&Drawing::new([] as [Shape; 0]).tree(tree));
    assert!(matches!(call.request(), Err(Error::Refused(_))));
    let mut tree = Tree::new("v");
    for _ in 0..50 {
        tree = Tree::new("v").left(tree);
    }
    let call = client().draw(&Drawing::new([] as [Shape; 0]).tree(tree));
    assert!(call.request().is_ok());
}
