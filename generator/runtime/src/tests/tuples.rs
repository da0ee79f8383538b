//! Arrays with a type for each position, in both directions.

use serde_json::{Value, json};

use crate::runtime::{Decode, Maybe, WithRest, from_slice, to_vec};

fn decode<T: Decode>(value: &Value) -> Result<T, String> {
    from_slice(value.to_string().as_bytes()).map_err(|error| error.to_string())
}

/// Decodes, and sees that the same is written.
fn back<T: Decode>(value: Value) -> T {
    let decoded: T = decode(&value).unwrap();
    let written: Value = serde_json::from_slice(&to_vec(&decoded).unwrap()).unwrap();
    assert_eq!(written, value);
    decoded
}

#[test]
fn all_positions_must_be_there_and_nothing_else() {
    type Pair = (i64, Option<String>);
    assert_eq!(back::<Pair>(json!([1, "a"])), (1, Some("a".to_owned())));
    // Null is a value of its position, and not a missing one.
    assert_eq!(back::<Pair>(json!([1, null])), (1, None));
    let error = |value: Value| decode::<Pair>(&value).unwrap_err();
    assert!(error(json!([1])).contains("at least 2 item(s), found 1"));
    assert!(error(json!([1, "a", 2])).contains("at most 2 item(s)"));
    assert!(error(json!(["a", "a"])).contains("`[0]`"));
    assert!(error(json!({})).contains("expected an array, found an object"));
}

#[test]
fn positions_that_may_be_missing_are_left_out_at_the_end() {
    type Three = (String, Maybe<i64>, Maybe<bool>);
    assert_eq!(
        back::<Three>(json!(["a"])),
        ("a".to_owned(), Maybe::Absent, Maybe::Absent)
    );
    assert_eq!(back::<Three>(json!(["a", null])).1, Maybe::Null);
    assert_eq!(back::<Three>(json!(["a", 1, true])).2, Maybe::Value(true));
    // Nothing can be left out before something that is there.
    let gap: Three = ("a".to_owned(), Maybe::Absent, Maybe::Value(true));
    assert_eq!(to_vec(&gap).unwrap(), br#"["a",null,true]"#);
    assert!(
        decode::<Three>(&json!([]))
            .unwrap_err()
            .contains("at least 1")
    );
}

#[test]
fn items_behind_the_positions_are_kept() {
    type Open = WithRest<(String, Maybe<i64>), bool>;
    let value = back::<Open>(json!(["a", 1, true, false]));
    assert_eq!(value.items, ("a".to_owned(), Maybe::Value(1)));
    assert_eq!(value.rest, [true, false]);
    assert_eq!(
        back::<Open>(json!(["a"])),
        WithRest::new(("a".to_owned(), Maybe::Absent))
    );
    assert_eq!(back::<Open>(json!(["a", 1])).rest, [false; 0]);
    let error = |value: Value| decode::<Open>(&value).unwrap_err();
    assert!(error(json!([])).contains("at least 1"));
    assert!(error(json!(["a", 1, true, 2])).contains("`[3]`"));
    let by_serde: Open = serde_json::from_value(json!(["a", 1, true])).unwrap();
    assert_eq!(
        serde_json::to_value(&by_serde).unwrap(),
        json!(["a", 1, true])
    );
}
