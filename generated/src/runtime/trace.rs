//! A span around each attempt, behind the feature `tracing`.
//!
//! Named as the OpenTelemetry conventions for HTTP clients say. Never holds paths, queries, headers or bodies: the
//! template of the path stands for them.

use http::Request;

use super::delivery::Sending;
use super::middleware::Next;
use super::transport::TransportFuture;
use super::upload::RequestBody;

/// Sends, within a span.
#[cfg(feature = "tracing")]
pub(super) fn attempt<'a>(
    sending: &'a Sending,
    request: Request<RequestBody>,
    next: Next<'a>,
) -> TransportFuture<'a> {
    use tracing::Instrument;
    use tracing::field::Empty;

    let uri = request.uri();
    let span = tracing::info_span!(
        "http_request",
        otel.kind = "client",
        otel.name = %format_args!("{} {}", request.method(), sending.template),
        otel.status_code = Empty,
        oasmith.operation = sending.operation,
        http.request.method = request.method().as_str(),
        url.template = sending.template,
        url.scheme = uri.scheme_str(),
        server.address = uri.host(),
        server.port = uri.port_u16(),
        http.request.resend_count = (sending.resent > 0).then_some(sending.resent),
        http.response.status_code = Empty,
        error.r#type = Empty,
    );
    Box::pin(async move {
        let sent = next.run(request).instrument(span.clone()).await;
        match &sent {
            Ok(response) => {
                let status = response.status();
                span.record("http.response.status_code", status.as_u16());
                if status.is_client_error() || status.is_server_error() {
                    span.record("error.type", status.as_str());
                    span.record("otel.status_code", "ERROR");
                }
            }
            Err(error) => {
                span.record("error.type", error.kind().name());
                span.record("otel.status_code", "ERROR");
            }
        }
        sent
    })
}

/// Sends.
#[cfg(not(feature = "tracing"))]
pub(super) fn attempt<'a>(
    _: &Sending,
    request: Request<RequestBody>,
    next: Next<'a>,
) -> TransportFuture<'a> {
    next.run(request)
}
