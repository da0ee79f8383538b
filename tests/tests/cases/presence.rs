//! Absent, null and value, in both directions; defaults, limits, and errors by status.

use super::*;
use oasmith_golden::presence::types::{Level, ReplaceThingError, Report, Thing};
use oasmith_golden::presence::{Client, Credentials};

fn client() -> Client {
    Client::new(Credentials::none()).expect("a client")
}

#[test]
fn what_is_not_set_is_not_sent_and_defaults_never_are() {
    let sent = body_of(&client().replace_thing(1, &Thing::new("a", None)));
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
        body_of(&client().replace_thing(1, &thing)),
        json!({
            "plain": "a", "nullable": "b", "optional": "c", "three_state": 4, "three_state_ref": "high",
            "with_default": 3, "ref_with_default": "low", "tags": ["dd", "ee"],
        })
    );
    let thing = Thing::new("a", None)
        .three_state(Maybe::Null)
        .three_state_ref(Maybe::Null);
    assert_eq!(
        body_of(&client().replace_thing(1, &thing)),
        json!({"plain": "a", "nullable": null, "three_state": null, "three_state_ref": null})
    );
    let cleared = thing.three_state(Maybe::Absent).three_state_ref(None);
    assert_eq!(
        body_of(&client().replace_thing(1, &cleared)),
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
        let call = client().replace_thing(1, &thing);
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
            client().replace_thing(1, &thing).request().is_ok(),
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
    let call = client().replace_thing(1, &Thing::new("a", None));
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
    let call = client().list_reports();
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
    let call = client().delete_thing(7, &Default::default());
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
