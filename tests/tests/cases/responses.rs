//! What answers are read as, by media type and status; and what only the server fills in.

use super::*;
use oasmith_golden::responses::types::{GetOrderError, Order, Part, PutOrderResponse};
use oasmith_golden::responses::{Client, Credentials};

fn client() -> Client {
    Client::new(Credentials::none()).expect("a client")
}

fn accept<T, E>(call: &oasmith_golden::runtime::Call<T, E>) -> Option<String> {
    let Ok(request) = call.request() else {
        panic!("the call is refused");
    };
    let accept = request.headers().get("accept")?;
    Some(accept.to_str().expect("text").to_owned())
}

#[test]
fn json_is_asked_for_before_anything_else() {
    let call = client().get_order(1);
    assert_eq!(
        accept(&call).expect("an accept header"),
        "application/json; charset=utf-8, application/problem+json, text/plain"
    );
    let json = r#"{"id": 7, "item": "tea"}"#;
    let order = call.response(response(200, "application/json", json));
    assert_eq!(order.expect("an order").id, Some(7));
}

#[test]
fn errors_are_typed_by_status_range_and_media_type() {
    let typed = |status, media, body: &str| {
        let answer = client()
            .get_order(1)
            .response(response(status, media, body.to_owned()));
        match answer {
            Err(Error::Api(error)) => (error.declared(), error.typed().cloned()),
            _ => panic!("{status} is an error"),
        }
    };
    let problem = "application/problem+json";
    match typed(404, problem, r#"{"title": "gone"}"#) {
        (true, Some(GetOrderError::Status4xx(problem))) => assert_eq!(problem.title, "gone"),
        other => panic!("{other:?}"),
    }
    match typed(503, "text/plain", "later") {
        (true, Some(GetOrderError::ServiceUnavailable(text))) => assert_eq!(text, "later"),
        other => panic!("{other:?}"),
    }
    assert_eq!(typed(500, "text/plain", "?"), (false, None));
}

#[test]
fn each_declared_success_has_its_variant_and_some_have_no_body() {
    let read = |status, body: &str| {
        let call = client().put_order(1, &Order::new("tea"));
        call.response(response(status, "text/plain", body.to_owned()))
            .expect("a success")
    };
    assert!(matches!(
        read(200, r#"{"id": 1, "item": "tea"}"#),
        PutOrderResponse::Ok(_)
    ));
    assert_eq!(
        read(202, "soon"),
        PutOrderResponse::Accepted("soon".to_owned())
    );
    // The document gives 204 a body, which HTTP does not.
    assert_eq!(read(204, ""), PutOrderResponse::NoContent);
    assert_eq!(accept(&client().has_order(1)), None);
    client()
        .has_order(1)
        .response(response(200, "application/json", ""))
        .expect("a success");
}

#[test]
fn what_is_no_json_is_text_or_bytes() {
    let svg = client()
        .get_drawing()
        .response(response(200, "image/svg+xml", "<svg/>"));
    assert_eq!(svg.expect("text"), "<svg/>");
    let invoice = client()
        .get_invoice()
        .response(response(200, "application/xml", "<a>1</a>"));
    assert_eq!(invoice.expect("text"), "<a>1</a>");
    let latin = b"caf\xe9".to_vec();
    let media = "application/xml; charset=\"ISO-8859-1\"";
    let invoice = client()
        .get_invoice()
        .response(response(200, media, latin.clone()));
    assert_eq!(invoice.expect("text"), "café");
    let invoice = client()
        .get_invoice()
        .response(response(200, "application/xml", latin.clone()));
    assert!(invoice.expect_err("no UTF-8").decode_error().is_some());
    let form =
        client()
            .get_form()
            .response(response(200, "application/x-www-form-urlencoded", "a=1"));
    assert_eq!(form.expect("text"), "a=1");
    let motto = client()
        .get_motto()
        .response(response(200, "text/plain", "be \"quick\""));
    assert_eq!(motto.expect("text"), "be \"quick\"");
    let picture = client()
        .get_picture()
        .response(response(200, "image/png", latin.clone()));
    assert_eq!(picture.expect("bytes"), latin);
    let parts =
        client()
            .get_parts()
            .response(response(200, "multipart/mixed; boundary=x", latin.clone()));
    assert_eq!(parts.expect("bytes"), latin);
    assert_eq!(
        accept(&client().get_picture()).expect("an accept header"),
        "image/*"
    );
}

#[test]
fn read_only_fields_are_kept_and_never_sent() {
    let json =
        json!({"id": 1, "item": "tea", "state": null, "parts": [{"name": "lid", "stamp": "x"}]});
    let order: Order = from(&json);
    assert_eq!((order.id, order.state.as_deref()), (Some(1), None));
    // An id below its minimum is no business of the client's.
    assert_eq!(
        body_of(&client().put_order(1, &order)),
        json!({"item": "tea", "parts": [{"name": "lid"}]})
    );
    assert_eq!(
        to(&order)["parts"][0]["stamp"],
        "x",
        "what is kept is whole"
    );
    assert_eq!(
        body_of(&client().put_order(1, &Order::new("tea").parts([Part::new("lid")]))),
        json!({"item": "tea", "parts": [{"name": "lid"}]})
    );
}
