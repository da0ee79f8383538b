//! Calls that block, over ureq, without an async runtime on their thread.

use std::time::{Duration, Instant};

use serde_json::json;

use super::super::galileo::types::InviteUsersRequest;
use super::super::galileo::{Client, Credentials};
use super::server::{Server, reply};
use crate::runtime::{Error, Paged, Paging, TransportErrorKind, Undeclared};

/// Servers run on a runtime of their own; the test's thread has none.
fn serving<T>(start: impl Future<Output = T>) -> (tokio::runtime::Runtime, T) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let started = runtime.block_on(start);
    (runtime, started)
}

fn client(url: &str) -> Client {
    Client::builder()
        .base_url(url)
        .credentials(Credentials::api_key("k"))
        .blocking()
        .build()
        .unwrap()
}

#[test]
fn a_call_can_be_waited_for() {
    let (_runtime, server) = serving(Server::fixed(200, "{\"ok\":1}"));
    let body = InviteUsersRequest::new(["a@example.com"]);
    let call = client(&server.url).invite_users(&body);
    assert_eq!(call.clone().wait().unwrap(), json!({"ok": 1}));
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), &*seen.target),
        ("POST", "/v2/invite_users")
    );
    assert_eq!(&seen.body[..], br#"{"emails":["a@example.com"]}"#);
    assert_eq!(seen.header("galileo-api-key"), ["k"]);
    assert_eq!(call.wait_raw().unwrap().status, 200);
}

#[test]
fn pages_and_their_items_are_iterators() {
    crate::runtime::operations! { list "GET /names" [] query "offset" => 200 json; }
    let (_runtime, server) = serving(Server::start(|seen| {
        match seen.target.contains("offset=2") {
            true => reply(200, "[]"),
            false => reply(200, "[\"a\", \"b\"]"),
        }
    }));
    let client = client(&server.url);
    let call = client
        .core
        .call::<Vec<String>, Undeclared, Paged<String>>(&op::list, &[]);
    let call = call.paged(const { &Paging::offset("offset") }, Paged);
    let items: Result<Vec<String>, _> = call.clone().items().wait().collect();
    assert_eq!(items.unwrap(), ["a", "b"]);
    assert_eq!(call.pages().wait().count(), 2);
}

#[test]
fn errors_keep_status_and_body() {
    let (_runtime, server) = serving(Server::fixed(422, "{\"detail\":[]}"));
    let body = InviteUsersRequest::new(["a@example.com"]);
    let error = client(&server.url).invite_users(&body).wait().unwrap_err();
    let api = error.api().unwrap();
    assert!(api.typed().is_some());
    assert_eq!(
        (api.status().as_u16(), api.text()),
        (422, "{\"detail\":[]}".into())
    );
}

#[test]
fn failures_are_tried_again_and_timeouts_hold() {
    let tried = std::sync::atomic::AtomicUsize::new(0);
    let (_runtime, server) = serving(Server::start(move |_| {
        match tried.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
            0 => reply(503, ""),
            _ => reply(200, "p"),
        }
    }));
    assert_eq!(client(&server.url).ping(Vec::new()).wait().unwrap(), "p");
    assert_eq!(server.seen().len(), 2);

    let (_runtime, url) = serving(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let mut silent = Vec::new();
            while let Ok((socket, _)) = listener.accept().await {
                silent.push(socket);
            }
        });
        url
    });
    let began = Instant::now();
    let call = client(&url)
        .ping(Vec::new())
        .timeout(Duration::from_millis(200));
    let error = call.wait().unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn nobody_there_is_a_failed_connection() {
    let error = client("http://127.0.0.1:1")
        .ping(Vec::new())
        .wait()
        .unwrap_err();
    let Error::Transport(unreached) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        unreached.transport_error().kind(),
        TransportErrorKind::Connect
    );
}
