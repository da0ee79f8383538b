//! Objects with more fields than one `match` of `nth!` holds, and rows of the table that are no fields.

use serde_json::{Value, json};

use crate::runtime::{from_slice, object, to_vec};

#[derive(Debug, PartialEq)]
struct Long {
    a: i64,
    b: Option<i64>,
    c: i64,
    d: i64,
    e: i64,
    f: i64,
    g: Option<i64>,
    h: i64,
    i: i64,
    j: i64,
    k: i64,
    l: i64,
    m: i64,
    n: i64,
    o: i64,
    p: i64,
}

// Constants are at the first and the last place of a `match`, and behind the second: each takes an index and no field.
object! { Long {
    constant("first" = "\"x\""), !a, ?b "B", !c, !d, !e, !f, constant("seventh" = "7"),
    ?g, !h, !i, !j, !k, !l, !m, !n,
    constant("last" = "null"), !o, !p "P",
} }

fn written() -> Value {
    json!({
        "first": "x", "a": 1, "B": 2, "c": 3, "d": 4, "e": 5, "f": 6, "seventh": 7,
        "g": 7, "h": 8, "i": 9, "j": 10, "k": 11, "l": 12, "m": 13, "n": 14,
        "last": null, "o": 15, "P": 16,
    })
}

#[rustfmt::skip]
fn long() -> Long {
    Long {
        a: 1, b: Some(2), c: 3, d: 4, e: 5, f: 6, g: Some(7), h: 8,
        i: 9, j: 10, k: 11, l: 12, m: 13, n: 14, o: 15, p: 16,
    }
}

#[test]
fn each_row_is_its_own_field() {
    let text = written().to_string();
    assert_eq!(from_slice::<Long>(text.as_bytes()).unwrap(), long());
    assert_eq!(serde_json::from_str::<Long>(&text).unwrap(), long());
    // In the order of the table.
    assert_eq!(String::from_utf8(to_vec(&long()).unwrap()).unwrap(), text);
    assert_eq!(serde_json::to_string(&long()).unwrap(), text);
}

#[test]
fn what_is_wrong_is_named_by_its_name_on_the_wire() {
    for (key, path) in [("a", "a"), ("B", "B"), ("h", "h"), ("n", "n"), ("P", "P")] {
        let mut value = written();
        value[key] = json!("no number");
        let error = from_slice::<Long>(value.to_string().as_bytes()).unwrap_err();
        assert_eq!(error.path(), path);
    }
}
