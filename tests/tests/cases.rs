//! The golden cases on the wire: what the types of `tests/golden` send, and what they make of what they receive.

use bytes::Bytes;
use oasmith_golden::runtime::{Error, Maybe};
use oasmith_golden::{composition, names, presence, unions};
use oasmith_tests::{Answer, Server};
use serde_json::{Value, json};

/// A type from JSON.
fn from<T: serde::de::DeserializeOwned>(json: &Value) -> T {
    serde_json::from_str(&json.to_string()).expect("it decodes")
}

/// A type to JSON.
fn to(value: &impl serde::Serialize) -> Value {
    let text = serde_json::to_string(value).expect("it encodes");
    serde_json::from_str(&text).expect("JSON")
}

fn response(status: u16, media: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let response = http::Response::builder().status(status);
    let response = response.header("content-type", media);
    response.body(body.into()).expect("a response")
}

fn body_of<T, E>(call: &oasmith_golden::runtime::Call<T, E>) -> Value {
    let Ok(request) = call.request() else {
        panic!("the call is refused");
    };
    serde_json::from_slice(request.body()).expect("JSON")
}

fn in_presence() -> presence::Client {
    presence::Client::new(presence::Credentials::none()).expect("a client")
}

fn in_unions() -> unions::Client {
    unions::Client::new(unions::Credentials::none()).expect("a client")
}

fn in_names() -> names::Client {
    names::Client::new(names::Credentials::none()).expect("a client")
}

mod presence_on_the_wire {
    use super::presence::types::{Level, ReplaceThingError, Report, Thing};
    use super::*;

    #[test]
    fn what_is_not_set_is_not_sent_and_defaults_never_are() {
        let sent = body_of(&in_presence().replace_thing(1, &Thing::new("a", None)));
        assert_eq!(sent, json!({"plain": "a", "nullable": null}));
    }

    #[test]
    fn absent_null_and_value_of_each_mode_are_sent() {
        let thing = Thing::new("a", "b".to_owned())
            .optional("c")
            .three_state(4)
            .three_state_ref(Level::High)
            .with_default(3)
            .ref_with_default(Level::Low)
            .tags(["dd", "ee"]);
        assert_eq!(
            body_of(&in_presence().replace_thing(1, &thing)),
            json!({
                "plain": "a", "nullable": "b", "optional": "c", "three_state": 4, "three_state_ref": "high",
                "with_default": 3, "ref_with_default": "low", "tags": ["dd", "ee"],
            })
        );
        let thing = Thing::new("a", None)
            .three_state(Maybe::Null)
            .three_state_ref(Maybe::Null);
        assert_eq!(
            body_of(&in_presence().replace_thing(1, &thing)),
            json!({"plain": "a", "nullable": null, "three_state": null, "three_state_ref": null})
        );
        let cleared = thing.three_state(Maybe::Absent).three_state_ref(None);
        assert_eq!(
            body_of(&in_presence().replace_thing(1, &cleared)),
            json!({"plain": "a", "nullable": null, "three_state_ref": null})
        );
    }

    #[test]
    fn absent_null_and_value_of_each_mode_are_received() {
        let thing: Thing = from(&json!({"plain": "a", "nullable": null}));
        assert_eq!(thing.nullable, None);
        assert_eq!(thing.optional, None);
        assert!(thing.three_state.is_absent() && thing.three_state_ref.is_absent());
        assert_eq!((thing.with_default, thing.ref_with_default), (None, None));

        let thing: Thing = from(&json!({
            "plain": "a", "nullable": "b", "optional": null, "three_state": null, "three_state_ref": "low",
            "with_default": null, "tags": null, "more": {"of": "it"},
        }));
        assert_eq!(thing.nullable.as_deref(), Some("b"));
        assert_eq!(
            thing.optional, None,
            "null where none is declared is absent"
        );
        assert!(thing.three_state.is_null());
        assert_eq!(thing.three_state_ref, Maybe::Value(Level::Low));

        let refused = |json: Value| {
            let error = serde_json::from_str::<Thing>(&json.to_string()).expect_err("refused");
            error.to_string()
        };
        for (json, field) in [
            (json!({"plain": "a"}), "nullable"),
            (json!({"nullable": null}), "plain"),
            (json!({"plain": null, "nullable": null}), "plain"),
        ] {
            let message = refused(json);
            assert!(message.contains(field), "{message}");
        }
    }

    #[test]
    fn defaults_are_filled_in_where_a_type_is_only_received() {
        let report: Report = from(&json!({"name": "n"}));
        assert_eq!(report.level, Level::High);
        assert_eq!(report.parts, ["a", "b"]);
        assert_eq!(report.settings["x"], json!(1));
        assert_eq!(report.note, None);
        let report: Report = from(&json!({"name": "n", "level": null, "parts": [], "note": null}));
        assert_eq!(report.level, Level::High);
        assert_eq!(report.parts, [""; 0]);
    }

    #[test]
    fn scalars_keep_what_they_were() {
        let wire = json!({
            "name": "n", "taken_at": "2026-11-21T01:02:03.5", "day": "2026-02-28", "raw": "aGk=",
            "count": i64::MAX, "small": 255, "ratio": 0.1,
        });
        let report: Report = from(&wire);
        assert_eq!(report.count, Some(i64::MAX));
        let back = to(&report);
        for key in ["taken_at", "day", "raw", "count", "small", "ratio"] {
            assert_eq!(back[key], wire[key], "{key}");
        }
        let too_large = r#"{"name": "n", "count": 9223372036854775808}"#;
        let error = serde_json::from_str::<Report>(too_large).expect_err("out of range");
        assert!(error.to_string().contains("count"), "{error}");
        assert!(
            !error.to_string().contains("9223372036854775808"),
            "{error}"
        );
    }

    #[test]
    fn limits_are_checked_before_sending_and_name_the_place() {
        let good = || Thing::new("a", None);
        for (thing, path) in [
            (Thing::new("", None), "plain"),
            (Thing::new("123456", None), "plain"),
            (good().with_default(0), "with_default"),
            (good().with_default(10), "with_default"),
            (good().tags(["x", "long"]), "tags[0]"),
            (good().tags(["long", "x"]), "tags[1]"),
            (good().tags(["same", "same"]), "tags"),
        ] {
            let call = in_presence().replace_thing(1, &thing);
            let error = call.request().expect_err("refused");
            assert!(error.to_string().contains(path), "{error}");
            let Error::Refused(refused) = error else {
                panic!("{thing:?} is not refused: {error}");
            };
            let check = refused.check().expect("a check");
            assert_eq!(check.path(), path, "{refused:?}");
        }
        for thing in [
            Thing::new("12345", None),
            Thing::new("日本語日本", None),
            good().with_default(1).tags(["ab", "cd"]),
        ] {
            assert!(
                in_presence().replace_thing(1, &thing).request().is_ok(),
                "{thing:?}"
            );
        }
        // They are the sender's business: an answer beyond its limits is an answer.
        let thing: Thing =
            from(&json!({"plain": "far too long", "nullable": null, "tags": ["x", "x"]}));
        assert_eq!(thing.plain, "far too long");
    }

    #[test]
    fn errors_are_typed_by_the_nearest_status() {
        let call = in_presence().replace_thing(1, &Thing::new("a", None));
        let typed = |status: u16, body: Value| {
            let answer = response(status, "application/json", body.to_string());
            match call.response(answer) {
                Err(Error::Api(error)) => {
                    assert_eq!(error.status(), status);
                    error.typed().cloned()
                }
                other => panic!("{status}: {other:?}"),
            }
        };
        let missing = json!({"message": "gone"});
        let problem = json!({"code": 7});
        assert!(matches!(
            typed(404, missing.clone()),
            Some(ReplaceThingError::NotFound(m)) if m.message == "gone"
        ));
        for status in [400, 422, 499] {
            let error = typed(status, problem.clone());
            assert!(matches!(error, Some(ReplaceThingError::Status4xx(p)) if p.code == 7));
        }
        for status in [500, 503, 302] {
            let error = typed(status, problem.clone());
            assert!(
                matches!(error, Some(ReplaceThingError::Other(p)) if p.code == 7),
                "{status}"
            );
        }
        assert_eq!(typed(404, problem), None, "a 404 is no `Problem`");
        assert_eq!(typed(422, missing), None, "a 422 is no `Missing`");
    }

    #[test]
    fn an_error_without_content_is_declared_and_not_a_decode_error() {
        let call = in_presence().list_reports();
        let error = call
            .response(response(404, "text/plain", ""))
            .expect_err("404");
        let api = error.api().expect("the API answered");
        assert!(api.declared() && api.typed().is_none() && api.decode_error().is_none());
        let error = call
            .response(response(422, "application/json", "{}"))
            .expect_err("422");
        let api = error.api().expect("the API answered");
        assert!(api.declared() && api.typed().is_none() && api.decode_error().is_some());
    }

    #[test]
    fn a_declared_answer_without_content() {
        #[allow(deprecated, reason = "the document deprecates it")]
        let call = in_presence().delete_thing(7);
        let request = call.request().expect("a request");
        assert_eq!(
            (request.method().as_str(), request.uri().path()),
            ("DELETE", "/v1/things/7")
        );
        assert!(request.body().is_empty());
        let empty = http::Response::builder().status(204).body(Bytes::new());
        assert!(call.response(empty.expect("a response")).is_ok());
        assert!(matches!(
            call.response(response(200, "text/plain", "x")),
            Err(Error::Api(_))
        ));
    }
}

mod unions_on_the_wire {
    use super::unions::types::{
        Circle, Drawing, DrawingAction, DrawingLabel, DrawingOwner, ReadAction, Shape, Square,
        Tree, WriteAction,
    };
    use super::*;

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
        let list = DrawingLabel::Array(vec!["x".to_owned()]);
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
        let call = in_unions().draw(&Drawing::new([] as [Shape; 0]));
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
        let call = in_unions().draw(&Drawing::new([] as [Shape; 0]));
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
        let call = in_unions().draw(&Drawing::new([] as [Shape; 0]).tree(tree));
        assert!(matches!(call.request(), Err(Error::Refused(_))));
        let mut tree = Tree::new("v");
        for _ in 0..50 {
            tree = Tree::new("v").left(tree);
        }
        let call = in_unions().draw(&Drawing::new([] as [Shape; 0]).tree(tree));
        assert!(call.request().is_ok());
    }
}

mod names_on_the_wire {
    use super::names::types::{Option as Everything, Self_, String as Strings};
    use super::*;

    #[test]
    fn every_key_is_written_as_the_document_spells_it() {
        let wire = json!({
            "self": "s", "new": "n", "crate": "c", "A": 1, "a": 2, "+1": 3, "-1": 4, "": 5, "日本語": 6,
            "two words": 7, "as": 8,
        });
        let strings: Strings = from(&wire);
        assert_eq!(to(&strings), wire);
        assert_eq!((strings.a, strings.a2), (Some(1), Some(2)));
        assert_eq!(
            (strings.plus_1, strings.minus_1, strings.empty),
            (Some(3), Some(4), Some(5))
        );
        assert_eq!(
            (strings.日本語, strings.two_words, strings.as_),
            (Some(6), Some(7), Some(8))
        );
        let made = Strings::new("s", "n")
            .crate_("c")
            .a(1)
            .a2(2)
            .plus_1(3)
            .minus_1(4);
        let made = made.empty(5).日本語(6).two_words(7).as_(8);
        assert_eq!(made, strings);
        let call = in_names().client_new("int id/x?a=b#c", &made);
        let request = call.request().expect("a request");
        assert_eq!(request.uri().path(), "/things/int%20id%2Fx%3Fa%3Db%23c");
        assert_eq!(request.uri().query(), None);
        assert_eq!(body_of(&call), wire);
    }

    #[test]
    fn every_enum_value_is_written_as_the_document_spells_it() {
        let values = [
            "self", "Self", "Unknown", "", "+1", "-1", "1", "a", "A", "é",
        ];
        for (text, known) in values.iter().zip(Self_::KNOWN) {
            let value: Self_ = from(&json!(text));
            assert!(value.is_known(), "{text:?}");
            assert_eq!(&value, known, "{text:?}");
            assert_eq!(value.as_str(), *text);
            assert_eq!(to(&value), json!(text));
        }
        assert_eq!(Self_::KNOWN.len(), values.len());
        // The same letters in another form are another value.
        let decomposed: Self_ = from(&json!("e\u{301}"));
        assert!(!decomposed.is_known());
        assert_eq!(decomposed.as_str(), "e\u{301}");
    }

    #[test]
    fn types_with_names_of_the_prelude_nest() {
        let wire = json!({
            "type": "Self", "Result": ["x"], "box": {"Box": {"Box": {}}}, "string": {"self": "s", "new": "n"},
            "some": {"a": "1"}, "other": {"b": "2"}, "digits": {"code": "3"},
        });
        let everything: Everything = from(&wire);
        assert_eq!(to(&everything), wire);
        assert_eq!(everything.type_, Self_::Self_);
        let answer =
            in_names()
                .self_()
                .response(response(200, "application/json", wire.to_string()));
        assert_eq!(answer.expect("200"), everything);
    }

    #[test]
    fn arguments_stand_in_the_order_of_the_path() {
        let request = in_names()
            .get_no_id_by_a_by_b("first", "...")
            .request()
            .expect("a request");
        assert_eq!(request.uri().path(), "/no-id/first/...");
        for lost in ["", ".", ".."] {
            let call = in_names().get_no_id_by_a_by_b(lost, "x");
            assert!(matches!(call.request(), Err(Error::Refused(_))), "{lost:?}");
        }
    }
}

mod composition_on_the_wire {
    use super::composition::types::{
        AddAnimalOptions, AddAnimalRequest, AddAnimalResponse, Dog, Kind, ListAnimalsOptions,
    };
    use super::composition::{Client, Credentials};
    use super::*;

    fn client(server: &Server, credentials: Credentials) -> Client {
        Client::builder()
            .base_url(server.url())
            .credentials(credentials)
            .build()
            .expect("a client")
    }

    #[tokio::test]
    async fn a_form_and_an_answer_of_text() {
        let server = Server::always(Answer::of(201, "text/plain; charset=utf-8", "né\n")).await;
        let body = AddAnimalRequest::new("Ada & Łukasz=1 +2").age(3);
        let answer = client(&server, Credentials::none())
            .add_animal(&AddAnimalOptions::new(), &body)
            .await
            .expect("201");
        assert_eq!(answer, AddAnimalResponse::Created("né\n".to_owned()));
        let seen = server.only();
        assert_eq!(
            (seen.method.as_str(), seen.target.as_str()),
            ("POST", "/animals")
        );
        assert_eq!(
            seen.values("content-type"),
            ["application/x-www-form-urlencoded"]
        );
        assert_eq!(seen.values("authorization"), [""; 0]);
        let text = String::from_utf8_lossy(&seen.body).into_owned();
        let pairs: Vec<&str> = text.split('&').collect();
        assert_eq!(pairs.len(), 2, "{text}");
        let name = pairs
            .iter()
            .find_map(|pair| pair.strip_prefix("name="))
            .expect("a name");
        assert_eq!(decoded(name), "Ada & Łukasz=1 +2", "{text}");
        assert!(pairs.contains(&"age=3"), "{text}");
    }

    /// A value of a form, as servers read it.
    fn decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let hex: Vec<u8> = rest.by_ref().take(2).collect();
                    let hex = String::from_utf8(hex).expect("two digits");
                    u8::from_str_radix(&hex, 16).expect("two digits")
                }
                byte => byte,
            });
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[tokio::test]
    async fn a_declared_answer_without_a_body_is_a_variant() {
        let server = Server::always(Answer::empty(202)).await;
        let answer = client(&server, Credentials::none())
            .add_animal(&AddAnimalOptions::new(), &AddAnimalRequest::new("a"))
            .await
            .expect("202");
        assert_eq!(answer, AddAnimalResponse::Accepted);
    }

    #[tokio::test]
    async fn all_schemes_of_an_alternative_or_none() {
        let key = || Credentials::api_key("k&y=1");
        let token = || Credentials::bearer("t0ken");
        for (credentials, target, authorization) in [
            (
                key().and(token()),
                "/animals?api_key=k%26y%3D1",
                &["Bearer t0ken"][..],
            ),
            (
                token().and(key()),
                "/animals?api_key=k%26y%3D1",
                &["Bearer t0ken"],
            ),
            (key(), "/animals", &[]),
            (token(), "/animals", &[]),
            (Credentials::none(), "/animals", &[]),
        ] {
            let server = Server::always(Answer::empty(202)).await;
            client(&server, credentials)
                .add_animal(&AddAnimalOptions::new(), &AddAnimalRequest::new("a"))
                .await
                .expect("202");
            let seen = server.only();
            assert_eq!(seen.target, target);
            assert_eq!(seen.values("authorization"), authorization);
        }
    }

    #[tokio::test]
    async fn query_lists_and_headers() {
        let dogs = json!([{"name": "Rex", "kind": "dog", "bark": 3, "owner": null, "nick": null, "collar": "red"}]);
        let server = Server::always(Answer::json(200, dogs.to_string())).await;
        let options = ListAnimalsOptions::new()
            .kinds([Kind::Dog, Kind::from("sea lion")])
            .limit(2)
            .x_trace("abc");
        let found = client(&server, Credentials::none())
            .list_animals("2026-01-02T03:04:05+01:00", &options)
            .await
            .expect("200");
        assert_eq!((found[0].name.as_str(), found[0].bark), ("Rex", 3));
        assert_eq!(found[0].extra["collar"], "red");
        assert!(found[0].owner.is_none());
        let seen = server.only();
        let (path, query) = seen.target.split_once('?').expect("a query");
        assert_eq!(path, "/animals");
        let mut pairs: Vec<&str> = query.split('&').collect();
        pairs.sort_unstable();
        assert_eq!(
            pairs,
            [
                "after=2026-01-02T03%3A04%3A05%2B01%3A00",
                "kinds=dog",
                "kinds=sea%20lion",
                "limit=2"
            ]
        );
        assert_eq!(seen.values("x-trace"), ["abc"]);

        client(&server, Credentials::none())
            .list_animals("2026-01-02T03:04:05Z", &ListAnimalsOptions::new())
            .await
            .expect("200");
        let seen = server.received().remove(1);
        assert_eq!(seen.target, "/animals?after=2026-01-02T03%3A04%3A05Z");
        assert_eq!(seen.values("x-trace"), [""; 0]);
    }

    #[tokio::test]
    async fn bytes_come_as_they_are() {
        let bytes = [0, 255, 10, 13, 0];
        let server =
            Server::always(Answer::of(200, "application/octet-stream", bytes.to_vec())).await;
        let found = client(&server, Credentials::none())
            .export_animals()
            .await
            .expect("200");
        assert_eq!(found[..], bytes);
    }

    #[test]
    fn additional_properties_go_round() {
        let wire = json!({"name": "Rex", "kind": "dog", "bark": 3, "owner": {"name": "Ada"}, "x": "1", "y": "2"});
        let dog: Dog = from(&wire);
        assert_eq!(dog.extra.len(), 2);
        assert_eq!(to(&dog), wire);
        let error = serde_json::from_str::<Dog>(r#"{"name": "Rex", "bark": 3}"#);
        assert!(
            error
                .expect_err("`kind` is required by allOf")
                .to_string()
                .contains("kind")
        );
    }

    #[test]
    fn the_default_server_has_its_variables_filled_in() {
        assert_eq!(Client::DEFAULT_BASE_URL, "https://eu.example.com/v2");
    }
}
