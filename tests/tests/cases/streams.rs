//! Streams over sockets: events and lines, typed; what is set and sent to get one; how they end.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_core::Stream;
use oasmith_tests::{Last, Trickle};

use super::*;
use oasmith_golden::responses::types::{Notice, PullModelRequest, Question};
use oasmith_golden::responses::{Client, Credentials};

const EVENTS: &str = "text/event-stream; charset=utf-8";

fn client(url: String) -> Client {
    let builder = Client::builder().credentials(Credentials::none());
    builder.base_url(url).build().expect("a client")
}

fn at(url: &str) -> Client {
    client(url.to_owned())
}

#[tokio::test]
async fn events_are_typed_wherever_the_chunks_end() {
    let text = ": hi\r\nid: 1\r\nevent: made\r\ndata: {\"id\": 7,\r\ndata: \"item\": \"tée\"}\r\n\r\ndata: {\"item\": 3}\n\nretry: 10\ndata: {\"item\": \"b\"}\n\n";
    for size in [1, 2, 3, 7, 1_000] {
        let chunks: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
        let server = Trickle::start(EVENTS, &chunks, Last::End).await;
        let mut events = at(&server.url()).watch().await.expect("a stream");
        assert_eq!(events.status(), 200);
        assert!(events.headers().contains_key("content-type"));

        let first = events.next().await.expect("an event").expect("of its type");
        assert_eq!((first.data.id, first.data.item.as_str()), (Some(7), "tée"));
        assert_eq!(
            (first.raw.name.as_str(), first.raw.id.as_deref()),
            ("made", Some("1"))
        );
        let wrong = events
            .next()
            .await
            .expect("an event")
            .expect_err("of another type");
        assert_eq!(wrong.text(), Some("{\"item\": 3}"));
        assert!(
            wrong
                .to_string()
                .starts_with("watch: an item of the stream with 11 bytes"),
            "{wrong}"
        );
        assert_eq!(
            wrong.event().map(|event| event.name.as_str()),
            Some("message")
        );
        let last = events.next().await.expect("an event").expect("of its type");
        assert_eq!(last.data.item, "b");
        assert_eq!(events.last_event_id(), Some("1"));
        assert_eq!(events.retry(), Some(Duration::from_millis(10)));
        assert!(events.next().await.is_none());
        assert!(events.next().await.is_none());
        assert!(
            server
                .seen()
                .contains("accept: text/event-stream, application/problem+json\r\n")
        );
    }
}

#[tokio::test]
async fn what_the_document_calls_an_event_is_all_of_it() {
    let text = b"event: text\nid: 4\ndata: 12\n\nevent: order\ndata: {\"item\": \"tea\"}\n\n";
    let server = Trickle::start(EVENTS, &[text], Last::End).await;
    let mut notices = at(&server.url()).watch_notices().await.expect("a stream");
    let first = notices
        .next()
        .await
        .expect("an event")
        .expect("of its type");
    assert_eq!(
        to(&first.data),
        json!({"event": "text", "data": "12", "id": "4"})
    );
    let second = notices
        .next()
        .await
        .expect("an event")
        .expect("of its type");
    assert!(!matches!(second.data, Notice::Unknown(_)));
    assert_eq!(second.raw.data, "{\"item\": \"tea\"}");
}

#[tokio::test]
async fn texts_are_taken_as_they_are() {
    let server = Trickle::start(EVENTS, &[b"data: \"a\"\n\ndata\n\n"], Last::End).await;
    let mut words = at(&server.url()).watch_words().await.expect("a stream");
    assert_eq!(
        words.next().await.expect("an event").expect("a text").data,
        "\"a\""
    );
    assert_eq!(
        words.next().await.expect("an event").expect("a text").data,
        ""
    );
}

#[tokio::test]
async fn one_method_gives_json_or_a_stream() {
    let server = Trickle::start(
        EVENTS,
        &[
            b"data: {\"word\": \"a\"}\n\n",
            b"data: [DONE]\n\ndata: {\"word\": \"never\"}\n\n",
        ],
        Last::Hang,
    )
    .await;
    let question = Question::new("Why?");
    let call = at(&server.url()).ask(&question);
    assert_eq!(
        body_of_stream(&call.clone().stream().request()),
        json!({"text": "Why?", "stream": true})
    );
    let mut words = call.stream().await.expect("a stream");
    assert_eq!(
        words
            .next()
            .await
            .expect("an event")
            .expect("a word")
            .data
            .word,
        "a"
    );
    assert!(words.next().await.is_none(), "[DONE] is the end");
    server.gone().await;

    let server = Server::always(Answer::json(200, "{\"text\": \"So.\"}")).await;
    let call = at(&server.url()).ask(&question);
    assert_eq!(call.clone().await.expect("an answer").text, "So.");
    assert_eq!(server.only().json(), json!({"text": "Why?"}));
    assert_eq!(server.only().values("accept"), ["application/json"]);
    let error = call.stream().await.expect_err("no stream");
    assert!(error.to_string().contains("no stream"), "{error}");

    let stream = response(200, "text/event-stream", "data: x\n\n");
    let error = client("http://h".to_owned())
        .ask(&question)
        .response(stream)
        .expect_err("a stream");
    assert!(error.to_string().contains("stream()"), "{error}");
}

fn body_of_stream<E>(request: &Result<http::Request<Bytes>, Error<E>>) -> Value {
    let Ok(request) = request else {
        panic!("the call is refused");
    };
    serde_json::from_slice(request.body()).expect("JSON")
}

#[tokio::test]
async fn a_body_that_streams_by_default_is_told_not_to() {
    let client = at("http://127.0.0.1:1");
    let call = |request| client.pull_model(&request);
    let plain = call(PullModelRequest::new().model("m"));
    assert_eq!(body_of(&plain), json!({"stream": false, "model": "m"}));
    let set = call(PullModelRequest::new().stream(true));
    assert_eq!(
        body_of(&set),
        json!({"stream": true}),
        "what the caller says is sent"
    );
    assert_eq!(
        body_of_stream(&set.stream().request()),
        json!({"stream": true})
    );

    let lines: [&[u8]; 3] = [
        b"{\"word\": \"a\"}\n{\"wo",
        b"rd\": \"b\"}\n\n[]\n",
        b"{\"word\": \"c\"}",
    ];
    let server = Trickle::start("application/x-ndjson", &lines, Last::End).await;
    let mut words = at(&server.url())
        .pull_model(&PullModelRequest::new())
        .stream()
        .await
        .expect("a stream");
    assert_eq!(
        words.next().await.expect("a line").expect("a word").word,
        "a"
    );
    assert_eq!(
        words.next().await.expect("a line").expect("a word").word,
        "b"
    );
    let wrong = words.next().await.expect("a line").expect_err("no word");
    assert_eq!(wrong.text(), Some("[]"));
    assert_eq!(
        words.next().await.expect("a line").expect("a word").word,
        "c"
    );
    assert!(words.next().await.is_none());
}

#[tokio::test]
async fn json_sequences_are_cut_at_their_marks() {
    let text = "\u{1e}{\"word\":\n\"a\"}\n\u{1e}{\"word\": \"b\"}\n";
    let server = Trickle::start("application/json-seq", &[text.as_bytes()], Last::End).await;
    let mut records = at(&server.url()).read_log().await.expect("a stream");
    assert_eq!(
        records.next().await.expect("one").expect("a word").word,
        "a"
    );
    assert_eq!(
        records.next().await.expect("one").expect("a word").word,
        "b"
    );
    assert!(records.next().await.is_none());
}

#[tokio::test]
async fn errors_before_the_stream_are_typed() {
    let problem = Answer::of(403, "application/problem+json", "{\"title\": \"no\"}");
    let server = Server::always(problem).await;
    let error = at(&server.url()).watch().await.expect_err("refused");
    let api = error.api().expect("an answer");
    assert_eq!(api.typed().expect("typed").title, "no");
    assert!(api.declared());

    let server = Server::always(Answer::empty(500)).await;
    let error = at(&server.url()).watch().await.expect_err("refused");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
}

#[tokio::test]
async fn a_stream_that_breaks_off_says_so_after_what_came() {
    let server = Trickle::start(EVENTS, &[b"data: a\n\ndata: b\n"], Last::Cut).await;
    let mut words = at(&server.url()).watch_words().await.expect("a stream");
    assert_eq!(
        words.next().await.expect("an event").expect("a text").data,
        "a"
    );
    let error = words
        .next()
        .await
        .expect("an error")
        .expect_err("broken off");
    assert!(error.transport_error().is_some(), "{error}");
    assert!(words.next().await.is_none());
}

#[tokio::test]
async fn an_event_above_the_limit_ends_the_stream() {
    let long = format!("data: short\n\ndata: {}\n\n", "x".repeat(100));
    let server = Trickle::start(EVENTS, &[long.as_bytes()], Last::Hang).await;
    // What a stream's events may have is not what whole bodies may.
    let client = Client::builder()
        .base_url(server.url())
        .stream_item_limit(50);
    let mut words = client
        .build()
        .expect("a client")
        .watch_words()
        .await
        .expect("a stream");
    assert_eq!(
        words.next().await.expect("an event").expect("a text").data,
        "short"
    );
    let error = words.next().await.expect("an error").expect_err("too long");
    assert_eq!(error.limit(), Some(50));
    server.gone().await;
}

#[tokio::test]
async fn dropping_a_stream_ends_the_connection() {
    let server = Trickle::start(EVENTS, &[b"data: a\n\n"], Last::Hang).await;
    let mut words = at(&server.url()).watch_words().await.expect("a stream");
    assert!(words.next().await.is_some());
    drop(words);
    tokio::time::timeout(Duration::from_secs(5), server.gone())
        .await
        .expect("the server sees that nobody listens");
}

#[tokio::test]
async fn the_timeout_is_for_the_beginning_alone() {
    let chunks: Vec<&[u8]> = vec![b"data: a\n\n"; 200];
    let server = Trickle::start(EVENTS, &chunks, Last::End).await;
    let started = Instant::now();
    let timeout = Duration::from_millis(200);
    let call = at(&server.url()).watch_words().timeout(timeout);
    let mut words = call.await.expect("a stream");
    let mut count = 0;
    while let Some(word) = words.next().await {
        word.expect("a text");
        count += 1;
    }
    assert_eq!(count, 200);
    assert!(started.elapsed() > timeout);

    let silent = Server::always(Answer::empty(200).after(Duration::from_secs(1))).await;
    let error = at(&silent.url())
        .watch_words()
        .timeout(timeout)
        .await
        .expect_err("silence");
    assert!(error.is_timeout(), "{error}");
}

/// Texts that a server makes while its answer is sent.
struct Counting(u32);

impl Stream for Counting {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        let text = format!("data: {}\n\n", self.0);
        Poll::Ready((self.0 <= 1_000).then(|| Ok(text.into())))
    }
}

#[tokio::test]
async fn a_stream_is_a_stream_for_everyone() {
    let app = axum::Router::new().fallback(async || {
        let body = axum::body::Body::from_stream(Counting(0));
        ([("content-type", "text/event-stream")], body)
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let mut words = client(url).watch_words().await.expect("a stream");
    let mut sum = 0;
    while let Some(word) = std::future::poll_fn(|cx| Pin::new(&mut words).poll_next(cx)).await {
        sum += word.expect("a text").data.parse::<u32>().expect("a number");
    }
    assert_eq!(sum, 500_500);
}
