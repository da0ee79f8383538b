//! What the configuration says of calls: envelopes, what is sent twice, the header of idempotency keys.

use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith_golden::calls::types::Job;
use oasmith_golden::calls::{Client, Credentials};
use oasmith_golden::runtime::{RetryPolicy, Undeclared};

use super::*;

fn client(url: &str) -> Client {
    let builder = Client::builder().credentials(Credentials::none());
    builder.base_url(url).build().expect("a client")
}

fn offline() -> Client {
    client("http://127.0.0.1:9")
}

fn started(body: impl Into<Bytes>) -> Result<Job, Error<oasmith_golden::calls::types::Failure>> {
    offline()
        .start_job()
        .response(response(200, "application/json", body))
}

fn got(body: &'static str) -> Result<Job, Error<Undeclared>> {
    offline()
        .get_job(1)
        .response(response(200, "application/json", body))
}

#[test]
fn what_is_in_an_envelope_is_what_a_call_gives() {
    for body in [
        "{\"success\": true, \"data\": {\"id\": 7, \"data\": 1}}",
        " {\"data\":{\"id\":7},\"d\\u0061ta2\":[{}],\"success\":true}",
        "{\"d\\u0061ta\":{\"id\":7},\"success\":true}",
        // Bare, although the document says otherwise.
        "{\"id\": 7}",
    ] {
        assert_eq!(started(body).expect(body).id, 7);
        // Wrapped, although the document says otherwise.
        assert_eq!(got(body).expect(body).id, 7);
    }
    // What happens to have a `data` is no envelope.
    assert!(got("{\"data\": {\"id\": 7}}").is_err());
    let page = response(
        200,
        "application/json",
        "{\"success\":true,\"data\":[{\"id\":1}]}",
    );
    let page = offline()
        .list_jobs(&oasmith_golden::calls::types::ListJobsOptions::new())
        .response(page);
    assert_eq!(page.expect("a page").data.len(), 1);
}

#[test]
fn errors_in_an_envelope_are_errors_whatever_their_status() {
    let error = started("{\"success\": false, \"message\": \"no \\u00e9\"}").expect_err("refused");
    let api = error.api().expect("an answer");
    assert_eq!(
        (api.status().as_u16(), api.message().as_deref()),
        (200, Some("no é"))
    );
    assert!(!format!("{error} {error:?}").contains("no é"));
    let refused = response(
        400,
        "application/json",
        "{\"success\": false, \"message\": \"bad\"}",
    );
    let error = offline()
        .start_job()
        .response(refused)
        .expect_err("refused");
    let api = error.api().expect("an answer");
    assert_eq!(api.typed().map(|typed| typed.message.as_str()), Some("bad"));
    assert_eq!(api.message().as_deref(), Some("bad"));
}

#[test]
fn what_does_not_decode_says_where_it_is_in_the_whole() {
    let Err(Error::Decode(error)) = started("{\"success\": true,\n \"data\": {\n  \"id\": \"x\"}}")
    else {
        panic!("it decodes");
    };
    let error = error.decode_error();
    assert_eq!((error.path(), error.line()), ("data.id", 3), "{error}");
    let Err(Error::Decode(error)) = started("{\"success\": true}") else {
        panic!("it decodes");
    };
    assert_eq!(error.decode_error().reason(), "`data` is missing");
    for broken in [
        "",
        "{",
        "[]",
        "{\"success\":true,\"data\":",
        "{\"data\":{}}",
        "\u{feff}{}",
    ] {
        assert!(matches!(started(broken), Err(Error::Decode(_))), "{broken}");
    }
}

#[tokio::test]
async fn marked_operations_are_sent_again_with_their_key() {
    static SENT: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(|_| match SENT.fetch_add(1, Ordering::Relaxed) {
        0 => Answer::json(503, "{}").header("retry-after", "0"),
        _ => Answer::json(200, "{\"success\":true,\"data\":{\"id\":1}}"),
    })
    .await;
    let client = client(&server.url());
    client
        .start_job()
        .idempotency_key("k")
        .await
        .expect("a job");
    let keys: Vec<_> = server
        .received()
        .iter()
        .map(|one| one.values("x-request-key"))
        .collect();
    assert_eq!(keys, [["k"], ["k"]]);
    SENT.store(0, Ordering::Relaxed);
    client.start_job().await.expect("a job, at the second try");
    SENT.store(0, Ordering::Relaxed);
    let once = client.start_job().retry(RetryPolicy::none()).await;
    assert_eq!(
        once.expect_err("no job").api().expect("an answer").status(),
        503
    );
}
