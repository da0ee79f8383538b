//! Parameters in every style: the tables of OpenAPI and the examples of RFC 6570, and what both leave open.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::galileo::{Client, Credentials};
use crate::runtime::{Call, Check, Encode, Operation, Parameter, Place, Style, Undeclared};

crate::runtime::object! { Color { !r "R", !g "G", !b "B" } }

#[derive(Clone, Debug, PartialEq)]
struct Color {
    r: i64,
    g: i64,
    b: i64,
}

const COLOR: Color = Color {
    r: 100,
    g: 200,
    b: 150,
};

fn list() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

/// A call of an operation with this one parameter.
fn call(parameter: Parameter, value: &dyn Encode) -> Call<(), Undeclared> {
    let request = match parameter.place {
        Place::Path => format!("GET /x{{{}}}", parameter.name),
        _ => "GET /x".to_owned(),
    };
    let operation = Operation {
        name: "write",
        request: request.leak(),
        server: None,
        marks: 0,
        #[cfg(feature = "testing")]
        example: None,
        parameters: vec![parameter].leak(),
        security: &[],
        answers: &[],
    };
    let client = Client::new(Credentials::none()).unwrap();
    client.core.call(Box::leak(Box::new(operation)), &[value])
}

/// What a parameter is on the wire, in its place.
fn written(parameter: Parameter, value: &dyn Encode) -> String {
    let call = call(parameter, value);
    let request = match call.request() {
        Ok(request) => request,
        Err(error) => return error.to_string().replace("write: not sent", "refused"),
    };
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|text| text.to_str().unwrap().to_owned())
    };
    let text = match parameter.place {
        Place::Path => request.uri().path().strip_prefix("/x").map(str::to_owned),
        Place::Query | Place::QueryString => request.uri().query().map(str::to_owned),
        Place::Header => header(parameter.name),
        Place::Cookie | Place::Property | Place::Part => header("cookie"),
    };
    text.unwrap_or_default()
}

/// Text, empty text, list and object in one style.
fn row(parameter: Parameter) -> [String; 4] {
    [
        written(parameter, &"blue"),
        written(parameter, &""),
        written(parameter, &list()),
        written(parameter, &COLOR),
    ]
}

#[test]
fn the_table_of_the_specification() {
    let path = Parameter::path("color");
    let query = Parameter::query("color");
    let cookie = Parameter::cookie("color");
    const EMPTY: &str = "refused: the path argument `color` is empty";
    #[rustfmt::skip]
    let rows = [
        (path.style(Style::Simple), ["blue", EMPTY, "blue,black,brown", "R,100,G,200,B,150"]),
        (path.style(Style::SimpleExploded), ["blue", EMPTY, "blue,black,brown", "R=100,G=200,B=150"]),
        (path.style(Style::Label), [".blue", ".", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (path.style(Style::LabelExploded), [".blue", ".", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (path.style(Style::Matrix), [";color=blue", ";color", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
        (path.style(Style::MatrixExploded), [";color=blue", ";color", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
        (query.style(Style::Form), ["color=blue", "color=", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (query, ["color=blue", "color=", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
        (query.style(Style::SpaceDelimited), ["color=blue", "color=", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
        (query.style(Style::PipeDelimited), ["color=blue", "color=", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
        (query.style(Style::DeepObject), ["color=blue", "color=", "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"]),
        (query.style(Style::Json), ["color=%22blue%22", "color=%22%22", "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D", "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"]),
        (Parameter::header("color"), ["blue", "", "blue,black,brown", "R,100,G,200,B,150"]),
        (Parameter::header("color").style(Style::SimpleExploded), ["blue", "", "blue,black,brown", "R=100,G=200,B=150"]),
        (Parameter::header("color").style(Style::Json), ["\"blue\"", "\"\"", "[\"blue\",\"black\",\"brown\"]", "{\"R\":100,\"G\":200,\"B\":150}"]),
        (cookie.style(Style::Form), ["color=blue", "color=", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (cookie, ["color=blue", "color=", "color=blue; color=black; color=brown", "R=100; G=200; B=150"]),
        (cookie.style(Style::Cookie), ["color=blue", "color=", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (cookie.style(Style::CookieExploded), ["color=blue", "color=", "color=blue; color=black; color=brown", "R=100; G=200; B=150"]),
    ];
    for (parameter, expected) in rows {
        assert_eq!(row(parameter), expected, "{parameter:?}");
    }
}

#[test]
fn the_examples_of_rfc_6570() {
    let keys = json!([["semi", ";"], ["dot", "."], ["comma", ","]]);
    let keys: Vec<(String, String)> = serde_json::from_value(keys).unwrap();
    let keys = BTreeMap::from_iter(keys);
    let count = ["one", "two", "three"].map(str::to_owned).to_vec();
    let fred = "fred".to_owned();
    let path = |style| Parameter::path("keys").style(style);
    let query = |style| Parameter::query("keys").style(style);
    // A map has its keys in the order of the alphabet.
    #[rustfmt::skip]
    let rows: Vec<(Parameter, &dyn Encode, &str)> = vec![
        (path(Style::Simple), &keys, "comma,%2C,dot,.,semi,%3B"),
        (path(Style::SimpleExploded), &keys, "comma=%2C,dot=.,semi=%3B"),
        (path(Style::Label), &keys, ".comma,%2C,dot,.,semi,%3B"),
        (path(Style::LabelExploded), &keys, ".comma=%2C.dot=..semi=%3B"),
        (path(Style::Matrix), &keys, ";keys=comma,%2C,dot,.,semi,%3B"),
        (path(Style::MatrixExploded), &keys, ";comma=%2C;dot=.;semi=%3B"),
        (query(Style::Form), &keys, "keys=comma,%2C,dot,.,semi,%3B"),
        (query(Style::FormExploded), &keys, "comma=%2C&dot=.&semi=%3B"),
        (path(Style::Simple), &count, "one,two,three"),
        (path(Style::SimpleExploded), &count, "one,two,three"),
        (path(Style::LabelExploded), &count, ".one.two.three"),
        (path(Style::Matrix), &count, ";keys=one,two,three"),
        (path(Style::MatrixExploded), &count, ";keys=one;keys=two;keys=three"),
        (query(Style::FormExploded), &count, "keys=one&keys=two&keys=three"),
        (path(Style::Simple), &"Hello World!", "Hello%20World%21"),
        (path(Style::Simple).reserved(), &"Hello World!", "Hello%20World!"),
        (path(Style::Simple), &"50%", "50%25"),
        (path(Style::Label), &fred, ".fred"),
        (path(Style::Matrix), &"", ";keys"),
        (query(Style::Form), &"", "keys="),
    ];
    for (parameter, value, expected) in rows {
        assert_eq!(written(parameter, value), expected, "{parameter:?}");
    }
}

#[test]
fn what_is_nested() {
    let nested: Value =
        json!({"a": {"b": [1, 2], "c": [{"d": "x y"}, {"d": null}]}, "l": ["m", "n"]});
    let objects = vec![json!({"k": 1}), json!({"k": "2"})];
    let query = Parameter::query("q");
    assert_eq!(
        written(query.style(Style::DeepObject), &nested),
        "q%5Ba%5D%5Bb%5D%5B%5D=1&q%5Ba%5D%5Bb%5D%5B%5D=2&q%5Ba%5D%5Bc%5D%5B0%5D%5Bd%5D=x%20y\
         &q%5Ba%5D%5Bc%5D%5B1%5D%5Bd%5D=&q%5Bl%5D%5B%5D=m&q%5Bl%5D%5B%5D=n"
    );
    assert_eq!(
        written(query, &objects),
        "q=%7B%22k%22%3A1%7D&q=%7B%22k%22%3A%222%22%7D"
    );
    assert_eq!(
        written(query, &json!({"l": ["m", "n"], "o": {"p": 1}})),
        "l=m&l=n&o=%7B%22p%22%3A1%7D"
    );
    assert_eq!(
        written(Parameter::header("q"), &json!({"l": ["m", "n"]})),
        "l,[\"m\",\"n\"]"
    );
}

#[test]
fn nothing_is_written_for_what_is_not_there() {
    let none: Option<Vec<String>> = None;
    for parameter in [
        Parameter::query("q"),
        Parameter::query("q").style(Style::Form),
        Parameter::query("q").style(Style::DeepObject),
        Parameter::cookie("q"),
    ] {
        assert_eq!(written(parameter, &none), "");
        assert_eq!(written(parameter, &Vec::<String>::new()), "");
    }
    for style in [Style::Simple, Style::Label, Style::MatrixExploded] {
        let refused = written(Parameter::path("q").style(style), &Vec::<String>::new());
        assert_eq!(refused, "refused: the path argument `q` is empty");
    }
}

#[test]
fn reserved_characters_and_what_no_place_can_hold() {
    let text = "a/b?c=d&e[0]#f+g%20h";
    assert_eq!(
        written(Parameter::query("q").reserved(), &text),
        "q=a/b?c=d%26e%5B0%5D%23f%2Bg%20h"
    );
    assert_eq!(
        written(Parameter::path("q").reserved(), &text),
        "a%2Fb%3Fc=d&e%5B0%5D%23f+g%20h"
    );
    assert_eq!(
        written(Parameter::cookie("q").style(Style::Cookie), &"a b,c"),
        "q=a b,c"
    );
    assert_eq!(written(Parameter::cookie("q"), &"a; b"), "q=a%3B%20b");
    let refused = written(Parameter::cookie("q").style(Style::Cookie), &"a; b");
    assert!(refused.contains("semicolon"), "{refused}");
    let refused = written(Parameter::header("q"), &"a\nb");
    assert!(refused.contains("no header can hold"), "{refused}");
}

#[test]
fn a_whole_query() {
    let whole = Parameter::query_string("q");
    assert_eq!(written(whole, &COLOR), "R=100&G=200&B=150");
    assert_eq!(
        written(whole, &json!({"a": {"b": [1]}, "c": ["d", "e"]})),
        "a%5Bb%5D%5B%5D=1&c=d&c=e"
    );
    assert_eq!(
        written(whole.style(Style::Json), &json!({"a": 1})),
        "%7B%22a%22%3A1%7D"
    );
    assert_eq!(written(whole, &"a=b c&d"), "a=b%20c&d");
}

#[test]
fn limits_are_checked_with_the_name_of_the_parameter() {
    const LIMITS: &[Check] = &[Check::Minimum("1"), Check::Maximum("100")];
    const ITEMS: &[Check] = &[Check::MaxItems(2), Check::Items(&[Check::MaxLength(5)])];
    let limit = Parameter::query("limit").checks(LIMITS);
    assert_eq!(written(limit, &100i64), "limit=100");
    assert_eq!(written(limit, &"soon"), "limit=soon");
    for value in [&0i64 as &dyn Encode, &"0", &"0.5"] {
        let refused = written(limit, value);
        assert_eq!(refused, "refused: `limit`: must be at least 1");
    }
    let items = Parameter::header("x-items").checks(ITEMS);
    assert!(written(items, &list()).contains("`x-items`: must have at most 2"));
    let refused = written(items, &vec!["a".to_owned(), "s3cret".to_owned()]);
    assert_eq!(
        refused,
        "refused: `x-items[1]`: must have at most 5 character(s)"
    );
}
