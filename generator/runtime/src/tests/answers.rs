//! Answers: which declared one a status means, and what it is read as.

use bytes::Bytes;
use http::Response;
use serde_json::{Value, json};

use super::galileo::{Client, Credentials};
use crate::runtime::{Call, Error, FromAnswer, Media, Status, Undeclared, answers, operations};

operations! {
    plain "GET /plain" [] => 200 json;
    text "GET /text" @ "https://files.example/v1" [[0], [1, 2]] => 200 text "text/csv", 404;
    bytes "POST /bytes" [] query "ids".style(Form) [MaxItems(2)], header "x" => 200 binary, 204;
    by_status "GET /by-status" [] => 200, 404;
    typed "GET /typed" [] => "default" json "application/problem+json";
}

#[derive(Clone, Debug, PartialEq)]
enum Failed {
    BadRequest(Vec<i64>),
    Status4xx(String),
    Gone,
    Other(Value),
}

answers! { Failed {
    400 BadRequest(json), "4XX" Status4xx(text "text/html"), 410 Gone, "default" Other(json),
} }

fn call<T: FromAnswer, E: FromAnswer>(operation: &'static crate::runtime::Operation) -> Call<T, E> {
    let client = Client::new(Credentials::none()).unwrap();
    client.core.call(operation, &[])
}

fn response(status: u16, body: &'static [u8]) -> Response<Bytes> {
    let response = Response::builder().status(status);
    response.body(Bytes::from_static(body)).unwrap()
}

fn failed(status: u16, body: &'static [u8]) -> Result<Option<Failed>, String> {
    let call = call::<(), Failed>(&op::by_status);
    match call.response(response(status, body)).unwrap_err() {
        Error::Api(error) => match error.decode_error() {
            Some(error) => Err(error.to_string()),
            None => Ok(error.typed().cloned()),
        },
        other => Err(other.to_string()),
    }
}

#[test]
fn an_enum_tells_statuses_apart() {
    assert_eq!(failed(400, b"[1]"), Ok(Some(Failed::BadRequest(vec![1]))));
    assert_eq!(failed(400, b""), Err("the body is empty".to_owned()));
    let text = Failed::Status4xx("<p>".to_owned());
    assert_eq!(failed(422, b"<p>"), Ok(Some(text)));
    assert_eq!(failed(500, b"{}"), Ok(Some(Failed::Other(json!({})))));
    // Bodies that nobody declared are ignored; what the operation's own table has comes first.
    assert_eq!(failed(410, b"x"), Ok(None));
    assert_eq!(failed(404, b"<p>"), Ok(None));
    assert!(
        call::<(), Failed>(&op::by_status)
            .response(response(200, b""))
            .is_ok()
    );
}

#[test]
fn success_is_read_by_its_media_type() {
    let read = |body| call::<Value, Undeclared>(&op::plain).response(response(200, body));
    assert_eq!(read(b" ").unwrap(), Value::Null);
    assert_eq!(read(b"[1]").unwrap(), json!([1]));
    assert_eq!(read(b"not json").unwrap(), json!("not json"));
    let strict = call::<String, Undeclared>(&op::plain);
    assert_eq!(strict.response(response(200, b"\"a\"")).unwrap(), "a");
    assert!(strict.response(response(200, b"a")).is_err());
    let text = call::<String, Undeclared>(&op::text);
    assert_eq!(text.response(response(200, b"\"a\"")).unwrap(), "\"a\"");
    let bytes = call::<Bytes, Undeclared>(&op::bytes);
    assert_eq!(
        bytes.response(response(200, b"\xff")).unwrap(),
        &b"\xff"[..]
    );
    assert_eq!(bytes.response(response(204, b"")).unwrap(), Bytes::new());
    let typed = call::<Vec<bool>, Undeclared>(&op::typed);
    assert_eq!(typed.response(response(200, b"[true]")).unwrap(), [true]);
}

#[test]
fn tables_say_what_the_document_says() {
    let text = &op::text;
    assert_eq!(
        (text.name, text.method(), text.path()),
        ("text", "GET", "/text")
    );
    assert_eq!(text.server, Some("https://files.example/v1"));
    assert_eq!(text.security, [&[0][..], &[1, 2]]);
    assert_eq!(text.answers[0].media, Media::Text("text/csv"));
    assert_eq!(text.answers[1].status, Status::Code(404));
    assert_eq!(op::bytes.answers[0].media, Media::Binary("*/*"));
    let names: Vec<&str> = op::bytes.parameters.iter().map(|one| one.name).collect();
    assert_eq!(names, ["ids", "x"]);
    let statuses: Vec<Status> = Failed::ANSWERS.iter().map(|one| one.status).collect();
    let expected = [
        Status::Code(400),
        Status::Range(4),
        Status::Code(410),
        Status::Default,
    ];
    assert_eq!(statuses, expected);
}

#[test]
fn accepted_is_what_can_be_read() {
    let accept = |request: http::Request<Bytes>| request.headers()["accept"].clone();
    let request = call::<(), Failed>(&op::by_status).request().unwrap();
    assert_eq!(accept(request), "application/json, text/html");
    let request = call::<String, Undeclared>(&op::typed).request().unwrap();
    assert_eq!(accept(request), "application/problem+json");
}
