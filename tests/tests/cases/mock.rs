//! The transport for tests: what is expected, how it is answered, and what is told of the rest.

use oasmith_golden::runtime::{Mock, Part, TransportErrorKind};
use oasmith_golden::{calls, paging, requests, responses, unions};

use super::*;

/// A client of an API over a mock.
macro_rules! over {
    ($mock:ident, $api:ident, $credentials:expr) => {
        $api::Client::builder()
            .credentials($credentials)
            .base_url("http://test/base")
            .transport($mock.transport())
            .build()
            .expect("a client")
    };
}

#[tokio::test]
async fn a_call_is_answered_as_it_is_expected() {
    let mock = Mock::new();
    let client = over!(mock, paging, paging::Credentials::api_key("s3cret"));
    let of = |limit| client.list_users(&paging::types::ListUsersOptions::new().limit(limit));
    let page = from(&json!({ "data": [{ "id": 5 }], "has_more": false }));
    mock.expect(&of(2)).header("x-id", "7").gives(&page);
    let users = paging::types::Search::new().text("x");
    mock.expect(&client.search_users(Some(&users)))
        .answers(200, "application/json", "{}");
    assert_eq!(mock.unmet(), ["list_users", "search_users"]);

    // Not in the order in which they were expected.
    client.search_users(Some(&users)).await.expect("an answer");
    let detailed = of(2).detailed().await.expect("a page");
    assert_eq!(
        (&detailed.value, &detailed.headers["x-id"]),
        (&page, &"7".parse().expect("a value"))
    );
    assert!(mock.unmet().is_empty());
    assert_eq!(
        mock.requests()[1].uri().to_string(),
        "http://test/base/users?limit=2&key=s3cret"
    );

    // Each is answered once, and nothing else is answered at all.
    for call in [of(2), of(3)] {
        let Err(Error::Transport(error)) = call.await else {
            panic!("it is answered");
        };
        assert_eq!(
            error.transport_error().kind(),
            TransportErrorKind::Unsendable
        );
        let source = std::error::Error::source(error.transport_error()).expect("a reason");
        assert_eq!(source.to_string(), "nothing expects GET /base/users");
    }
    let other = client
        .search_users(Some(&paging::types::Search::new().text("y")))
        .await;
    assert!(other.is_err());
}

#[tokio::test]
async fn any_call_of_an_operation_is_answered_as_often_as_is_said() {
    let mock = Mock::new();
    let client = over!(mock, calls, calls::Credentials::none());
    let job = from(&json!({ "id": 3 }));
    mock.expect_any(&client.get_job(0)).times(2).gives(&job);
    assert_eq!(client.get_job(1).await.expect("a job").id, 3);
    assert_eq!(mock.unmet(), ["get_job"]);
    assert_eq!(client.get_job(2).await.expect("a job").id, 3);
    assert!(client.get_job(3).await.is_err());
    // What is expected to be wrapped is; what fails does as the document says; and nothing waits between retries.
    mock.expect(&client.start_job())
        .fails(503, &from::<calls::types::Job>(&json!({ "id": 1 })));
    mock.expect(&client.start_job()).gives(&job);
    assert_eq!(client.start_job().await.expect("a job").id, 3);
    let body = from::<calls::types::Failure>(&json!({ "success": false, "message": "no" }));
    mock.expect(&client.start_job()).fails(400, &body);
    let error = client.start_job().await.expect_err("no job");
    assert_eq!(error.api().and_then(|api| api.typed()), Some(&body));
    mock.expect_any(&client.change_job(1)).gives(&());
    client.change_job(7).await.expect("done");
    mock.expect(&client.get_job(1))
        .times(3)
        .breaks(TransportErrorKind::Broken);
    assert!(matches!(client.get_job(1).await, Err(Error::Transport(_))));
    assert!(mock.unmet().is_empty(), "{mock:?}");
}

#[tokio::test]
async fn bodies_of_parts_and_streams_can_be_expected() {
    let mock = Mock::new();
    let client = over!(mock, requests, requests::Credentials::none());
    let call = || {
        let file = Part::bytes(vec![1, 2, 3]);
        client.upload(&requests::types::Upload::new(file))
    };
    mock.expect(&call()).gives(&());
    call().await.expect("it is the same, whatever the boundary");
    let client = over!(mock, responses, responses::Credentials::none());
    mock.expect(&client.watch_words())
        .answers(200, "text/event-stream", "data: a\n\ndata: b\n\n");
    let mut words = client.watch_words().await.expect("a stream");
    let first = words.next().await.expect("one").expect("a word");
    assert_eq!(first.data, "a");
    mock.expect(&client.get_motto()).gives(&"more".to_owned());
    assert_eq!(client.get_motto().await.expect("a text"), "more");
    mock.expect(&client.get_picture())
        .gives(&Bytes::from_static(&[255, 0]));
    assert_eq!(client.get_picture().await.expect("bytes")[..], [255, 0]);
}

#[tokio::test]
async fn samples_are_of_their_type() {
    let mock = Mock::new();
    let client = over!(mock, paging, paging::Credentials::api_key("k"));
    let call = client.list_users(&paging::types::ListUsersOptions::new());
    mock.expect(&call).gives_example();
    let page = call.await.expect("a page");
    assert_eq!(
        to(&page),
        json!({ "data": [{ "id": 0 }], "has_more": false })
    );
    let client = over!(mock, responses, responses::Credentials::none());
    mock.expect_any(&client.get_order(1)).gives_example();
    client.get_order(5).await.expect("an order");
    let client = over!(mock, unions, unions::Credentials::none());
    let drawing = from::<unions::types::Drawing>(&json!({ "shapes": [] }));
    mock.expect_any(&client.draw(&drawing)).gives_example();
    client.draw(&drawing).await.expect("a drawing");
    mock.expect_any(&client.draw(&drawing))
        .answers(200, "application/json", "[]");
    assert!(client.draw(&drawing).await.is_err());
}

#[tokio::test]
async fn examples_of_the_document_are_given() {
    let mock = Mock::new();
    let client = over!(mock, calls, calls::Credentials::none());
    mock.expect_any(&client.get_job(1)).gives_example();
    let job = client.get_job(5).await.expect("a job");
    assert_eq!((job.id, job.note.as_deref()), (7, Some("a \"note\"")));
    mock.expect(&client.start_job()).gives_example();
    assert_eq!(client.start_job().await.expect("a job").id, 8);
}

#[test]
#[should_panic(expected = "draw: not sent")]
fn a_call_that_would_be_refused_cannot_be_expected() {
    let mock = Mock::new();
    let client = over!(mock, unions, unions::Credentials::none());
    let call = client.draw(&from(&json!({ "shapes": [] })));
    mock.expect(&call.header("no header", "")).gives_example();
}
