//! The quick reading driver makes the same of every text as the thorough one, and the writing driver for JSON writes the
//! same bytes as serde_json.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use serde_json::Value;

use super::galileo::types::{GroupCollaborator, InviteUsersRequest, Node, Permission, Shape};
use super::unions::{Base, Expression, Pet, Shared, Tagged};
use crate::runtime::{
    Decode, DecodeError, Encode, Maybe, UnknownJson, WithRest, deserialize, from_slice, object,
    serialize, to_vec, union,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    kind: Maybe<String>,
    ratio: Option<f64>,
    count: Option<i64>,
    name: Option<u8>,
    rest: BTreeMap<String, Value>,
}

object! { Kept { maybe kind, ?ratio, ?count, ?name, rest rest "" } }

/// All that may tell branches apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Mixed {
    Shared(Shared),
    Kept(Kept),
    Pets(Vec<Pet>),
    Texts(Vec<String>),
    Invitation(InviteUsersRequest),
    Unknown(UnknownJson),
}

union! { Mixed { Shared(Shared), Kept(Kept), Pets(Vec<Pet>), Texts(Vec<String>), Invitation(InviteUsersRequest) } choose [
    TagJson("count", "1", 1), Tag("kind", "b", 0), Keys(&["emails"], 4), Keys(&["kind", "number"], 0), Keys(&["name"], 1),
    Items(String, 3), Items(Object, 2),
] open }

/// An object or a text, and nothing that could be tried instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Direct {
    Permission(Permission),
    String(String),
    Unknown(UnknownJson),
}

union! { Direct { Permission(Permission), String(String) } choose [Kind(Object, 0), Kind(String, 1), Otherwise] open }

/// What the thorough driver makes of a text with serde_json.
fn thorough<T: Decode>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut value = T::blank();
    let mut from = serde_json::Deserializer::from_slice(text);
    deserialize(&mut value, &mut from)?;
    from.end().map(|()| value)
}

/// An error in serde_json's words, and whether they say that the text is no JSON.
fn words(error: &DecodeError) -> (String, bool) {
    let path = match error.path() {
        "" => String::new(),
        path => format!("`{path}`: "),
    };
    let json = error.reason().strip_prefix("not JSON: ");
    let reason = json.unwrap_or(error.reason());
    let (line, column) = (error.line(), error.column());
    let words = format!("{path}{reason} at line {line} column {column}");
    (words, json.is_some())
}

/// Within values that nobody asks for, serde_json has other words for what is no JSON, and other places.
fn same_error(error: &DecodeError, thorough: &serde_json::Error, exact: bool, text: &str) {
    match words(error) {
        (_, true) if !exact => {
            let path = format!("`{}`: ", error.path());
            let same = error.path().is_empty() || thorough.to_string().starts_with(&path);
            assert!(same, "{error} | {thorough} | {text}");
        }
        (words, _) => assert_eq!(words, thorough.to_string(), "{text}"),
    }
}

fn same<T: Decode + Clone + PartialEq + Debug>(text: &[u8]) {
    let quick = from_slice::<T>(text);
    let shown = String::from_utf8_lossy(text);
    let value = match (quick, thorough(text)) {
        (Err(error), Err(thorough)) => {
            let values = std::any::type_name::<T>() == std::any::type_name::<Vec<Value>>();
            // Behind an escape its place of these is a guess.
            let exact = values && !error.reason().ends_with("unicode code point");
            return same_error(&error, &thorough, exact, &shown);
        }
        (quick, thorough) => {
            assert_eq!(quick.clone().ok(), thorough.ok(), "{shown}");
            quick.unwrap()
        }
    };
    assert_eq!(to_vec(&value).ok(), written(&value), "{value:?}");
}

/// What the writing driver for any format makes of a value.
fn written(value: &dyn Encode) -> Option<Vec<u8>> {
    let mut json = Vec::new();
    serialize(value, &mut serde_json::Serializer::new(&mut json)).ok()?;
    Some(json)
}

fn same_for_all(text: &[u8]) {
    same::<Vec<Pet>>(text);
    same::<Vec<Tagged>>(text);
    same::<Vec<Shared>>(text);
    same::<Vec<Base>>(text);
    same::<Vec<Expression>>(text);
    same::<Vec<Shape>>(text);
    same::<Vec<Mixed>>(text);
    same::<Vec<Direct>>(text);
    same::<Vec<Kept>>(text);
    same::<Vec<Node>>(text);
    same::<Vec<GroupCollaborator>>(text);
    same::<Vec<Option<String>>>(text);
    same::<Vec<Maybe<f32>>>(text);
    same::<Vec<Value>>(text);
    same::<BTreeMap<String, Maybe<u64>>>(text);
    same::<WithRest<(String, Maybe<i64>), Mixed>>(text);
}

/// Words of JSON and of the types, of which most texts are put together.
fn scalar() -> impl Strategy<Value = String> {
    let words = [
        "null",
        "true",
        "false",
        "1",
        "0",
        "-0",
        "-1",
        "2.0",
        "1.5",
        "1e2",
        "1E+2",
        "-0.0",
        "300",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "123456789012345678",
        "1e400",
        "01",
        "1.",
        ".5",
        "+1",
        "0.1234567890123456789",
        "\"a\"",
        "\"b\"",
        "\"x\"",
        "\"\"",
        "\"llm\"",
        "\"update\"",
        "\"viewer\"",
        "\"small\"",
        "\"\\u0061\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\n\\\"\\/\"",
        "\"\\x\"",
        "\"naïve 😀\"",
        "\"long enough for eight bytes\\t\"",
        "\"tab\t\"",
        "\"00000000-0000-0000-0000-000000000001\"",
        "\"2026-11-21T01:02:03\"",
        "nul",
        "\"open",
    ];
    (0..words.len()).prop_map(move |index| words[index].to_owned())
}

fn key() -> impl Strategy<Value = String> {
    let words = [
        "kind",
        "name",
        "title",
        "number",
        "barks",
        "purrs",
        "inner",
        "size",
        "weight",
        "args",
        "sum",
        "product",
        "type",
        "model",
        "limits",
        "count",
        "ratio",
        "emails",
        "action",
        "allowed",
        "message",
        "permissions",
        "id",
        "role",
        "created_at",
        "group_name",
        "small",
        "data",
        "any",
        "stray",
        "",
        "k\\u0069nd",
    ];
    (0..words.len()).prop_map(move |index| words[index].to_owned())
}

fn text() -> impl Strategy<Value = String> {
    let space = || prop::sample::select(vec!["", "", "", " ", "\n\t", "\r"]);
    scalar().prop_recursive(5, 48, 6, move |inner| {
        let items = prop::collection::vec(inner.clone(), 0..5);
        let entries = prop::collection::vec((key(), space(), inner), 0..7);
        prop_oneof![
            (items, space()).prop_map(|(items, space)| {
                format!("[{space}{}]", items.join(&format!("{space},")))
            }),
            entries.prop_map(|entries| {
                let entries = entries.into_iter();
                let entries: Vec<_> = entries
                    .map(|(key, space, value)| format!("{space}\"{key}\"{space}:{value}{space}"))
                    .collect();
                format!("{{{}}}", entries.join(","))
            }),
        ]
    })
}

/// The same with one byte another, which most often is no JSON.
fn broken() -> impl Strategy<Value = Vec<u8>> {
    (text(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, at, byte)| {
        let mut text = format!("[{text}]").into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn texts_of_the_types_words_are_read_alike(text in text()) {
        same_for_all(format!("[{text}]").as_bytes());
        same_for_all(text.as_bytes());
    }

    #[test]
    fn broken_texts_are_read_alike(text in broken()) {
        same_for_all(&text);
    }

    #[test]
    fn any_text_and_integer_is_written_alike(text: String, control in "[\\x00-\\x7f]{0,40}", whole: i64, natural: u64) {
        let values = (text, control, whole, natural);
        prop_assert_eq!(to_vec(&values).ok(), serde_json::to_vec(&values).ok());
    }
}

/// What random texts seldom are: right.
#[test]
fn texts_of_the_types_are_read_alike() {
    for text in [
        r#"[{"kind":"a","name":"x"},{"name":"x","kind":"a"},{"kind":"a","kind":"b","title":"t"}]"#,
        r#"[{"kind":"b","title":"t","kind":"a"},{"kind":"b","name":1},{"kind":"a","title":"t"}]"#,
        r#"[{"name":"x","inner":{"weight":4}},{"name":"x","inner":{"weight":4},"stray":null}]"#,
        r#"[{"name":"x","purrs":null,"inner":{"size":1}},{"name":"x","inner":{"size":1,"x":2}}]"#,
        r#"[{"args":[{"args":[1,2.0,"x"],"product":true}],"sum":false}]"#,
        r#"[{"args":[{"args":[1,2],"product":true}],"product":false}]"#,
        r#"[{"count":1.0,"ratio":2},{"emails":["a"],"note":null},{"kind":"a","number":7}]"#,
        r#"[{"action":"update","allowed":true,"message":null},"text",{"action":"update"},7,null]"#,
        r#"[["a","b"],[{"name":"x","barks":true}],[],[1]]"#,
        r#"[{"type":"llm","model":"m","limits":[1,2.5]},"small","tiny",[1,2],["a"],{"x":1}]"#,
        r#"["first",null,{"count":1},{"name":3,"a":{"b":[1]}},[{"name":"x"}]]"#,
        r#"["first"]"#,
        r#"{"a":null,"b":18446744073709551615,"a":1}"#,
        r#"{"a":null,"b":18446744073709551615,"c":1}"#,
        r#"[{"id":"00000000-0000-0000-0000-000000000001","role":"viewer","created_at":"2026-11-21","group_name":"g","permissions":null}]"#,
    ] {
        same_for_all(text.as_bytes());
        same_for_all(format!(" {text} \n").as_bytes());
        same_for_all(format!("{text},").as_bytes());
    }
    let deep = format!("{}1{}", "[".repeat(110), "]".repeat(110));
    same::<Vec<Value>>(deep.as_bytes());
    same_for_all(b"[\"\xff\"]");
}
