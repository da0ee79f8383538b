//! What answers are read as, by media type and status; and what only the server fills in.

use super::*;
use oasmith_golden::responses::servers::{self, ServerPort};
use oasmith_golden::responses::types::{
    GetOrderError, GetOrderResponseXRatelimitScope, LayersMetaSizeHeaders, Order, Part,
    PutOrderResponse, RatelimitHeaders,
};
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

#[tokio::test]
async fn declared_headers_are_values_and_never_fail_a_call() {
    let order = Answer::json(200, "{\"item\": \"tea\"}")
        .header("x-ratelimit-limit", "60")
        .header("X-RateLimit-Remaining", "many")
        .header("X-RateLimit-Scope", "shared")
        .header("X-Other", "1");
    let server = Server::always(order).await;
    let client = |url: String| Client::builder().base_url(url).build().expect("a client");
    let detailed = client(server.url())
        .get_order(1)
        .detailed()
        .await
        .expect("an order");
    assert_eq!(
        (detailed.value.item.as_str(), detailed.status.as_u16()),
        ("tea", 200)
    );
    assert_eq!(detailed.headers["x-other"], "1");
    let limits = RatelimitHeaders::of(&detailed.headers);
    assert_eq!(
        (limits.ratelimit_limit, limits.ratelimit_remaining),
        (Some(60), None)
    );
    assert_eq!(limits.ratelimit_reset, None);
    assert_eq!(
        limits.ratelimit_scope,
        Some(GetOrderResponseXRatelimitScope::Shared)
    );
    assert!(!format!("{detailed:?}").contains("shared"), "{detailed:?}");

    let refused = Answer::of(429, "application/problem+json", "{\"title\": \"slow\"}");
    let server = Server::always(refused.header("X-RateLimit-Remaining", "0")).await;
    let error = client(server.url())
        .get_order(1)
        .await
        .expect_err("refused");
    let limits = RatelimitHeaders::of(error.headers().expect("headers"));
    assert_eq!(limits.ratelimit_remaining, Some(0));
}

#[test]
fn headers_are_lists_objects_and_json() {
    let mut response = response(200, "image/svg+xml", "");
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-layers", "sky, sea"),
        ("x-layers", "sand"),
        ("x-size", "width=4,height=3"),
        ("x-meta", "{\"a\": 1}"),
    ] {
        headers.append(name, value.parse().expect("a value"));
    }
    let drawn = LayersMetaSizeHeaders::of(response.headers());
    assert_eq!(drawn.layers.expect("layers"), ["sky", "sea", "sand"]);
    let size = drawn.size.expect("a size");
    assert_eq!((size.width, size.height), (Some(4), Some(3)));
    assert_eq!(drawn.meta.expect("meta")["a"], 1);
}

#[test]
fn what_the_api_sends_has_types() {
    use oasmith_golden::responses::webhooks::{
        self, OnOrderCallback, OnOrderResponse, OrderShipped,
    };
    let body = br#"{"order": {"id": 1, "item": "tea"}, "new": true}"#;
    let shipped: OrderShipped = webhooks::parse(body).expect("an order");
    assert_eq!(shipped.order.item, "tea");
    assert_eq!(shipped.carrier.as_str(), "ship", "its default is filled in");
    let error = webhooks::parse::<OrderShipped>(b"{\"order\": {}}").expect_err("no order");
    assert!(error.to_string().contains("order.item"), "{error}");
    let order: OnOrderCallback = webhooks::parse(br#"{"id": 1, "item": "tea"}"#).expect("an order");
    assert_eq!(order.id, Some(1));
    assert_eq!(to(&OnOrderResponse::new(true)), json!({"go_on": true}));
}

#[test]
fn the_caller_may_choose_among_servers() {
    let builder = Client::builder().base_url(Client::SERVERS[1]);
    let client = builder.build().expect("a client");
    assert_eq!(client.base_url(), "https://test.example.com/v1");
    assert_eq!(Client::SERVERS[0], Client::DEFAULT_BASE_URL);
}

#[test]
fn variables_of_a_server_are_set() {
    let base = |server: servers::Server| {
        let client = Client::builder()
            .base_url(server)
            .build()
            .expect("a client");
        client.base_url().to_owned()
    };
    assert_eq!(
        base(servers::Server::new()),
        "https://demo.example.com:8443/"
    );
    let mine = servers::Server::new()
        .customer("me")
        .port(ServerPort::Value443);
    assert_eq!(base(mine.base("v2/")), "https://me.example.com/v2");
    // A text of the caller's is data: what makes the URL another one than a base URL is refused.
    let wrong = servers::Server::new().customer("user:secret@elsewhere.example/");
    let error = Client::builder()
        .base_url(wrong)
        .build()
        .expect_err("credentials");
    assert!(error.to_string().contains("credentials"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
}
