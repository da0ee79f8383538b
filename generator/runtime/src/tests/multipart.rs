//! Multipart bodies, byte by byte.

use serde_json::json;

use super::galileo::{Client, Credentials};
use crate::runtime::{
    Call, Encode, Operation, Parameter, Part, Style, Undeclared, from_slice, to_vec,
};

fn call(rows: Vec<Parameter>) -> Call<(), Undeclared> {
    let operation = Operation {
        name: "send",
        request: "POST /x",
        server: None,
        marks: 0,
        #[cfg(feature = "testing")]
        example: None,
        parameters: rows.leak(),
        security: &[],
        answers: &[],
    };
    let client = Client::new(Credentials::none()).unwrap();
    client.core.call(Box::leak(Box::new(operation)), &[])
}

/// The body with `B` for its boundary.
fn written(media: &'static str, rows: Vec<Parameter>, body: impl Encode) -> String {
    let request = call(rows).multipart(media, &body, &[]).request();
    let request = match request {
        Ok(request) => request,
        Err(error) => return error.to_string(),
    };
    let header = request.headers()["content-type"].to_str().unwrap();
    let (essence, boundary) = header.split_once("; boundary=").unwrap();
    assert_eq!(essence, media.replace('*', "form-data"));
    assert!(boundary.len() <= 70, "RFC 2046, 5.1.1");
    let text = String::from_utf8(request.body().to_vec()).unwrap();
    text.replace(boundary, "B").replace("\r\n", "\n")
}

const DISPOSITION: &str = "Content-Disposition: form-data; name=";

#[test]
fn each_property_is_a_part() {
    let body = json!({"a": "x", "b": [1, true], "c": {"d": [null]}, "e": [{"f": 1}], "g": []});
    let json = "Content-Type: application/json\n";
    let expected = format!(
        "--B\n{DISPOSITION}\"a\"\n\nx\n--B\n{DISPOSITION}\"b\"\n\n1\n--B\n{DISPOSITION}\"b\"\n\ntrue\n\
         --B\n{DISPOSITION}\"c\"\n{json}\n{{\"d\":[null]}}\n--B\n{DISPOSITION}\"e\"\n{json}\n{{\"f\":1}}\n--B--\n"
    );
    assert_eq!(written("multipart/form-data", vec![], &body), expected);
    assert_eq!(written("multipart/*", vec![], &body), expected);
}

#[test]
fn rows_say_how_a_property_is_written() {
    let rows = vec![
        Parameter::part("a").media("application/json"),
        Parameter::part("b").style(Style::PipeDelimited),
        Parameter::part("c").style(Style::FormExploded),
        Parameter::property("d").style(Style::Form),
    ];
    let body = json!({"a": "x", "b": [1, 2], "c": {"k": "v"}, "d": [1, 2]});
    let expected = format!(
        "--B\n{DISPOSITION}\"a\"\nContent-Type: application/json\n\n\"x\"\n--B\n{DISPOSITION}\"b\"\n\n1|2\n\
         --B\n{DISPOSITION}\"k\"\n\nv\n--B\n{DISPOSITION}\"d\"\n\n1\n--B\n{DISPOSITION}\"d\"\n\n2\n--B--\n"
    );
    assert_eq!(written("multipart/form-data", rows, &body), expected);
}

#[test]
fn lists_of_parts_have_their_own_names() {
    let parts = vec![
        Part::text("t").name("n").header("x-a", "b"),
        Part::bytes("u").file_name("\"f\"\n"),
    ];
    let expected = format!(
        "--B\n{DISPOSITION}\"n\"\nContent-Type: text/plain; charset=utf-8\nx-a: b\n\nt\n\
         --B\n{DISPOSITION}\"file\"; filename=\"%22f%22%0A\"\n\nu\n--B--\n"
    );
    assert_eq!(written("multipart/mixed", vec![], &parts), expected);
    let refused = written("multipart/mixed", vec![], vec![1i64]);
    assert!(
        refused.contains("an object, or a list of parts"),
        "{refused}"
    );
}

#[test]
fn a_part_shows_no_content_and_is_text_in_json() {
    let part = Part::bytes("s3cret").header("authorization", "s3cret");
    assert!(!format!("{part:?}").contains("s3cret"));
    assert_eq!(to_vec(&part).unwrap(), b"\"s3cret\"");
    let read: Part = from_slice(b"\"s3cret\"").unwrap();
    assert_eq!(read.content(), part.content());
    assert!(to_vec(&Part::bytes(vec![0xff])).is_err());
}
