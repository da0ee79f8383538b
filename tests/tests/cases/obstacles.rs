//! Every name that has broken a generator, in one document: types, keys, values, operations and parameters.

use super::*;
use oasmith_golden::obstacles::types::{All, NewOptions, Properties, Values};
use oasmith_golden::obstacles::{Client, Credentials};

/// The document as JSON, so that what is tested is what stands in it.
fn document() -> Value {
    serde_json::from_str(include_str!("../../cases/obstacles.json")).expect("JSON")
}

fn client() -> Client {
    Client::new(Credentials::none()).expect("a client")
}

/// An object with all keys that a schema declares, each with a value of its own.
fn filled(schema: &str, value: impl Fn(usize) -> Value) -> Value {
    let document = document();
    let properties = document["components"]["schemas"][schema]["properties"]
        .as_object()
        .expect("properties");
    let keys = properties.keys().enumerate();
    keys.map(|(index, key)| (key.clone(), value(index)))
        .collect()
}

#[test]
fn every_key_comes_back_with_its_own_value() {
    let wire = filled("Properties", |index| json!(index));
    assert!(wire.as_object().expect("an object").len() > 45);
    let properties: Properties = from(&wire);
    assert_eq!(to(&properties), wire);
    let made = Properties::new(1, 2, 3);
    let written = to(&made);
    let keys: Vec<&String> = written.as_object().expect("an object").keys().collect();
    assert_eq!(keys.len(), 3, "{keys:?}");
}

#[test]
fn every_type_is_another_one() {
    let document = document();
    let all = document["components"]["schemas"]["All"]["properties"].clone();
    let mut wire = serde_json::Map::new();
    for (name, property) in all.as_object().expect("properties") {
        let pointer = property["$ref"].as_str().expect("a reference");
        let schema = &document["components"]["schemas"][name];
        assert!(pointer.starts_with("#/components/schemas/"));
        let key = schema["properties"].as_object().expect("one key");
        let key = key.keys().next().expect("one key");
        wire.insert(name.clone(), json!({ key: 1 }));
    }
    let wire = Value::Object(wire);
    // A type that was taken for another would drop the key that only its own has.
    assert_eq!(to(&from::<All>(&wire)), wire);
}

#[test]
fn every_value_is_known_and_distinct() {
    let document = document();
    let values = document["components"]["schemas"]["Values"]["enum"].clone();
    let values = values.as_array().expect("values");
    assert_eq!(Values::KNOWN.len(), values.len());
    for text in values {
        let value: Values = from(text);
        assert!(value.is_known(), "{text}");
        assert_eq!(to(&value), *text);
    }
    assert!(!from::<Values>(&json!("b")).is_known());
}

#[test]
fn operations_called_like_methods_of_the_client_reach_their_paths() {
    let body = Properties::new(1, 2, 3);
    let client = client();
    let path = |request: http::Request<Bytes>| request.uri().path().to_owned();
    let (first, second) = (client.clone_(&body), client.builder_(&body));
    assert_eq!(path(first.request().expect("a request")), "/o1");
    assert_eq!(path(second.request().expect("a request")), "/o2");
    assert_eq!(client.base_url(), "https://obstacles.example.com/");
    let third = client.base_url_(&body).request().expect("a request");
    assert_eq!(path(third), "/o4");
}

#[test]
fn parameters_called_like_locals_reach_their_places() {
    let body = Properties::new(1, 2, 3);
    let options = NewOptions::default().body_("b").super_("s").underscore("u");
    let client = client();
    let call = client.new_(
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", &options, &body,
    );
    let request = call.request().expect("a request");
    let query = request.uri().query().expect("a query");
    let required =
        "self=1&call=2&query=3&operation=4&crate=5&options=6&value=7&a=8&transport=9&String=10";
    for pair in required.split('&').chain(["body=b", "super=s", "_=u"]) {
        assert!(
            query.split('&').any(|found| found == pair),
            "{pair} in {query}"
        );
    }
}
