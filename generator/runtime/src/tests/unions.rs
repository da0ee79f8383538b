//! Unions whose rows do not decide alone: overlapping branches, tags that contradict the body, deep nesting.

use std::time::Instant;

use serde_json::{Value, json};

use crate::runtime::{Decode, UnknownJson, from_slice, object, to_vec, union};

#[derive(Clone, Debug, PartialEq)]
pub struct Barks {
    name: String,
    barks: Option<bool>,
    inner: Option<Size>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Purrs {
    name: String,
    purrs: Option<bool>,
    inner: Option<Weight>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    size: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    weight: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    name: String,
}

object! { Barks { !name, ?barks, ?inner } }
object! { Purrs { !name, ?purrs, ?inner } }
object! { Size { ?size } }
object! { Weight { ?weight } }
object! { Fixed { !name, constant("kind" = "\"a\"") } }

/// Nothing tells the branches apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    Barks(Barks),
    Purrs(Purrs),
    Unknown(UnknownJson),
}

union! { Pet { Barks(Barks), Purrs(Purrs) } choose [Try(0), Try(1)] open }

/// A tag decides, and the branch of the second has it as any text.
#[derive(Clone, Debug, PartialEq)]
pub enum Tagged {
    Fixed(Fixed),
    Barks(Named),
    Unknown(UnknownJson),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    kind: String,
    title: Option<String>,
}

object! { Named { !kind, ?title } }
union! { Tagged { Fixed(Fixed), Barks(Named) } choose [Tag("kind", "a", 0), Tag("kind", "b", 1)] open }

/// One tag of two branches.
#[derive(Clone, Debug, PartialEq)]
pub enum Shared {
    Named(Named),
    Numbered(Numbered),
    Unknown(UnknownJson),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    kind: String,
    title: Option<String>,
    number: i64,
}

object! { Numbered { !kind, ?title, !number } }
union! { Shared { Named(Named), Numbered(Numbered) } choose [Tag("kind", "a", 0), Tag("kind", "a", 1)] open }

/// Two branches whose rows both hold for some values.
#[derive(Clone, Debug, PartialEq)]
pub enum Keyed {
    Named(Named),
    Numbered(Numbered),
    Unknown(UnknownJson),
}

union! { Keyed { Named(Named), Numbered(Numbered) } choose [Keys(&["kind"], 0), Keys(&["title"], 1)] open }

/// The same for a schema that others extend.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    Fixed(Fixed),
    Unknown(UnknownJson),
}

union! { Base { Fixed(Fixed) } choose [Tag("kind", "a", 0), Otherwise] open }

/// Branches that hold the union itself, which nothing tells apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Sum(Box<Sum>),
    Product(Box<Product>),
    Leaf(i64),
    Unknown(UnknownJson),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    args: Vec<Expression>,
    sum: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    args: Vec<Expression>,
    product: bool,
}

object! { Sum { !args, !sum } }
object! { Product { !args, !product } }
union! { Expression { Sum(Box<Sum>), Product(Box<Product>), Leaf(i64) } choose [Try(0), Try(1), Kind(Integer, 2)] open }

fn through<T: Decode>(value: &Value) -> T {
    let decoded: T = from_slice(value.to_string().as_bytes()).unwrap();
    let written: Value = serde_json::from_slice(&to_vec(&decoded).unwrap()).unwrap();
    assert_eq!(&written, value);
    decoded
}

#[test]
fn the_branch_that_keeps_the_value_is_taken() {
    assert!(matches!(through(&json!({"name": "x"})), Pet::Barks(_)));
    assert!(matches!(
        through(&json!({"name": "x", "barks": true})),
        Pet::Barks(_)
    ));
    assert!(matches!(
        through(&json!({"name": "x", "purrs": true})),
        Pet::Purrs(_)
    ));
    // What tells them apart may be further down.
    let deep = json!({"name": "x", "inner": {"weight": 4}});
    assert!(matches!(through(&deep), Pet::Purrs(_)));
}

#[test]
fn what_no_single_branch_holds_is_kept_as_it_is() {
    let both = json!({"name": "x", "barks": true, "purrs": false});
    let Pet::Unknown(kept) = through(&both) else {
        panic!("no single branch holds {both}");
    };
    assert_eq!(kept.read::<Purrs>().unwrap().purrs, Some(false));
    assert_eq!(kept.read::<Weight>().unwrap().weight, None);
    assert_eq!(kept.read::<Fixed>().unwrap().name, "x");
    assert!(kept.read::<Named>().is_err());
    // A key that none of the branches knows makes no difference.
    let stray = json!({"name": "x", "purrs": true, "stray": 1});
    let pet: Pet = from_slice(stray.to_string().as_bytes()).unwrap();
    assert!(matches!(pet, Pet::Purrs(_)), "{pet:?}");
}

#[test]
fn a_tag_of_two_branches_leaves_the_choice_to_the_rest() {
    let shared = |value: Value| through::<Shared>(&value);
    assert!(matches!(
        shared(json!({"kind": "a", "title": "t"})),
        Shared::Named(_)
    ));
    assert!(matches!(
        shared(json!({"kind": "a", "number": 1})),
        Shared::Numbered(_)
    ));
    assert!(matches!(shared(json!({"kind": "b"})), Shared::Unknown(_)));
    // A key that is declared nowhere is dropped, and the branch that holds the rest is taken.
    let stray = br#"{"kind": "a", "number": 1, "stray": 2}"#;
    assert!(matches!(from_slice(stray), Ok(Shared::Numbered(_))));
    let stray = br#"{"kind": "a", "stray": 2}"#;
    assert!(matches!(from_slice(stray), Ok(Shared::Named(_))));
}

#[test]
fn a_branch_that_fits_is_not_undone_by_a_later_one_that_does_not() {
    // What is only received forgets null, so the first branch keeps a little less than all.
    let keyed = from_slice::<Keyed>(br#"{"kind": "a", "title": null}"#).unwrap();
    assert!(matches!(keyed, Keyed::Named(Named { title: None, .. })));
}

#[test]
fn a_tag_that_contradicts_the_body_gives_way() {
    let value = json!({"kind": "a", "title": "t"});
    assert!(matches!(through(&value), Tagged::Barks(_)));
    // No other branch holds it: the tag's branch says what is wrong.
    let wrong = br#"{"kind": "a", "name": 1, "title": 2}"#;
    let error = from_slice::<Tagged>(wrong).unwrap_err();
    assert_eq!(error.path(), "name");
    assert!(matches!(
        through(&json!({"kind": "c", "title": "t"})),
        Tagged::Unknown(_)
    ));
    assert!(matches!(through(&json!({"kind": "a"})), Base::Unknown(_)));
}

#[test]
fn nested_unions_that_nothing_tells_apart_do_not_multiply() {
    let mut value = json!(1);
    for _ in 0..40 {
        value = json!({"args": [value], "product": true});
    }
    let begun = Instant::now();
    through::<Expression>(&value);
    // The innermost value fits no branch of anything around it.
    let mut wrong = json!({"args": "none"});
    for _ in 0..40 {
        wrong = json!({"args": [wrong], "product": 1});
    }
    through::<Expression>(&wrong);
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
