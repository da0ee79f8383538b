//! Keys, values and types with names that Rust cannot have.

use super::*;
use oasmith_golden::names::types::{Option as Everything, Self_, String as Strings};
use oasmith_golden::names::{Client, Credentials};

fn client() -> Client {
    Client::new(Credentials::none()).expect("a client")
}

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
    let call = client().client_new("int id/x?a=b#c", &made);
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
    let answer = client()
        .self_()
        .response(response(200, "application/json", wire.to_string()));
    assert_eq!(answer.expect("200"), everything);
}

#[test]
fn arguments_stand_in_the_order_of_the_path() {
    let request = client()
        .get_no_id_by_a_by_b("first", "...")
        .request()
        .expect("a request");
    assert_eq!(request.uri().path(), "/no-id/first/...");
    for lost in ["", ".", ".."] {
        let call = client().get_no_id_by_a_by_b(lost, "x");
        assert!(matches!(call.request(), Err(Error::Refused(_))), "{lost:?}");
    }
}
