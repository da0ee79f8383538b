//! Each attempt is a span, which says what the conventions ask for and no more.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::super::galileo::{Client, Credentials};
use super::server::{Server, reply};
use crate::runtime::RetryPolicy;

/// Keeps the fields of all spans, each as `name=value`.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<Vec<String>>>>);

struct Fields<'a>(&'a mut Vec<String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push(format!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.name() == "http_request"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut fields = Vec::new();
        span.record(&mut Fields(&mut fields));
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        values.record(&mut Fields(&mut spans[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test(flavor = "current_thread")]
async fn each_attempt_is_a_span_without_secrets() {
    let tried = std::sync::atomic::AtomicUsize::new(0);
    let server =
        Server::start(
            move |_| match tried.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 => reply(503, "s3cret"),
                _ => reply(200, "s3cret"),
            },
        )
        .await;
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::api_key("s3cret"))
        .retry(RetryPolicy::default().backoff(Default::default(), Default::default()))
        .build()
        .unwrap();
    let kept = Kept::default();
    let guard = tracing::subscriber::set_default(kept.clone());
    client
        .ping(vec!["s3cret".to_owned()])
        .header("x-other", "s3cret")
        .await
        .unwrap();
    drop(guard);
    let spans = kept.0.lock().unwrap();
    assert_eq!(spans.len(), 2);
    assert!(!format!("{spans:?}").contains("s3cret"), "{spans:?}");
    let port = server.url.rsplit(':').next().unwrap();
    for (span, status) in spans.iter().zip(["503", "200"]) {
        for field in [
            "otel.kind=\"client\"",
            "otel.name=GET /ping",
            "oasmith.operation=\"ping\"",
            "http.request.method=\"GET\"",
            "url.template=\"/ping\"",
            "url.scheme=\"http\"",
            "server.address=\"127.0.0.1\"",
            &format!("server.port={port}"),
            &format!("http.response.status_code={status}"),
        ] {
            assert!(span.iter().any(|kept| kept == field), "{field}: {span:?}");
        }
    }
    let resent = |span: &[String]| span.iter().any(|f| f == "http.request.resend_count=1");
    assert!(!resent(&spans[0]) && resent(&spans[1]));
    assert!(
        spans[0].iter().any(|f| f == "error.type=\"503\""),
        "{spans:?}"
    );
}
