//! Merged objects, forms, queries, headers, credentials, and answers that are not JSON.

use super::*;
use oasmith_golden::composition::types::{
    AddAnimalOptions, AddAnimalRequest, AddAnimalResponse, Dog, Kind, ListAnimalsOptions,
};
use oasmith_golden::composition::{Client, Credentials};

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
    let server = Server::always(Answer::of(200, "application/octet-stream", bytes.to_vec())).await;
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
