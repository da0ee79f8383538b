//! Streams of events that go on after their connection ended.

use std::sync::Mutex;

use http::Response;
use serde_json::{Value, json};

use super::super::galileo::Credentials;
use super::server::{Seen, Server, reply};
use crate::runtime::{
    Answer, EventStream, Media, Operation, ReconnectError, Reconnecting, Status, Undeclared,
};

static EVENTS: Operation = Operation {
    name: "events",
    request: "GET /events",
    server: None,
    marks: 0,
    #[cfg(feature = "testing")]
    example: None,
    security: &[],
    parameters: &[],
    answers: &[Answer {
        status: Status::Code(200),
        media: Media::Events,
    }],
};

/// Gives these answers one after another; the last one again and again.
async fn server(answers: &'static [(u16, &'static str)]) -> Server {
    let left = Mutex::new(answers.iter().peekable());
    Server::start(move |_: &Seen| {
        let mut left = left.lock().unwrap();
        let next = left.next().or(answers.last()).unwrap();
        match next {
            (200, events) => Response::builder()
                .header("content-type", "text/event-stream")
                .body((*events).to_owned())
                .unwrap(),
            (status, body) => reply(*status, body),
        }
    })
    .await
}

fn events(server: &Server) -> Reconnecting<Value, Undeclared> {
    let client = server.client(Credentials::api_key("k"));
    let call = client
        .core
        .call::<Value, _, EventStream<Value>>(&EVENTS, &[]);
    call.stream().reconnecting()
}

#[tokio::test]
async fn a_stream_goes_on_after_the_last_event_until_the_server_wants_no_more() {
    let server = server(&[
        (200, "retry: 1\nid: a\ndata: 1\n\ndata: 2\n\n"),
        (200, "id: b\ndata: 3\n\n"),
        (200, ""),
        (204, ""),
    ])
    .await;
    let mut events = events(&server);
    for number in 1..=3 {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event.data, json!(number));
    }
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none());
    assert_eq!(events.last_event_id(), Some("b"));
    let asked: Vec<Vec<String>> = server
        .seen()
        .iter()
        .map(|seen| {
            seen.header("last-event-id")
                .iter()
                .map(|id| (*id).to_owned())
                .collect()
        })
        .collect();
    assert_eq!(
        asked,
        [
            vec![],
            vec!["a".to_owned()],
            vec!["b".to_owned()],
            vec!["b".to_owned()]
        ]
    );
}

#[tokio::test]
async fn an_id_lasts_over_connections_until_the_server_takes_it_back() {
    let server = server(&[
        (200, "retry: 1\nid: a\ndata: 1\n\nid: lost\ndata: not yet"),
        (200, "data: 2\n\nid:\ndata: 3\n\n"),
        (204, ""),
    ])
    .await;
    let mut events = events(&server);
    for (number, id) in [(1, Some("a")), (2, Some("a")), (3, None)] {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!((event.data, event.raw.id.as_deref()), (json!(number), id));
    }
    assert!(events.next().await.is_none());
    let seen = server.seen();
    let ids: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("last-event-id"))
        .collect();
    assert_eq!(ids, [&[] as &[&str], &["a"], &[]]);
}

#[tokio::test]
async fn the_end_that_the_server_says_is_the_end() {
    let server = server(&[(200, "data: 1\n\ndata: [DONE]\n\n")]).await;
    let mut events = events(&server);
    assert!(events.next().await.unwrap().is_ok());
    assert!(events.next().await.is_none());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_no_stream_ends_it() {
    let server = server(&[(200, "retry: 1\ndata: 1\n\n"), (404, "gone")]).await;
    let mut events = events(&server);
    assert!(events.next().await.unwrap().is_ok());
    let Some(Err(ReconnectError::Call(error))) = events.next().await else {
        panic!("the 404 is lost")
    };
    assert_eq!(error.status().unwrap(), 404);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn connections_that_give_nothing_come_to_an_end() {
    let server = server(&[(200, "retry: 1\n\n")]).await;
    assert!(events(&server).next().await.is_none());
    assert_eq!(server.seen().len(), 6);
}
