//! Older names: a program that was written for the crate before a rename compiles, and does the same.

#![allow(deprecated, reason = "that is what this is about")]

use oasmith_golden::aliases::types::{
    Animal, GetV1PetsOptions, GetV1PetsResponse, Kind, Pet, PetChip,
};
use oasmith_golden::aliases::{Client, Credentials};
use serde_json::json;

use crate::{body_of, from};

/// What a program has that knows the older type.
struct Shelter {
    pets: Vec<Pet>,
    kind: Kind,
}

#[test]
fn older_types_are_the_newer_ones() {
    let answer: GetV1PetsResponse = from(&json!({ "pets": [{ "name": "Rex", "kind": "dog" }] }));
    let shelter = Shelter {
        pets: answer.pets,
        kind: Kind::Dog,
    };
    let [pet] = &shelter.pets[..] else {
        panic!("one pet");
    };
    assert!(matches!(pet.kind, Some(Kind::Dog)));
    assert_eq!(pet.kind.as_ref(), Some(&shelter.kind));
    let newer: Animal = Pet::new("Rex").kind(Kind::Cat).chip(PetChip::new("7"));
    assert_eq!(newer.name, "Rex");
}

#[test]
fn older_methods_are_the_newer_ones() {
    let client = Client::new(Credentials::none()).expect("a client");
    let options = GetV1PetsOptions::new().limit(3);
    let older = client.get_v1_pets("me", &options);
    let newer = client.get_v2_pets("me", &options);
    let uri = |call: &oasmith_golden::runtime::Call<_, _>| {
        let request = call.request().expect("a request");
        (request.method().clone(), request.uri().to_string())
    };
    assert_eq!(uri(&older), uri(&newer));
    assert!(uri(&older).1.ends_with("/v2/pets?owner=me&limit=3"));
    let added = client.add_pet(&Pet::new("Rex"));
    assert_eq!(body_of(&added), json!({ "name": "Rex" }));
}
