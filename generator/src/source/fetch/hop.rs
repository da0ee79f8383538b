//! One request and its answer.

use std::time::Instant;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::header::{CONTENT_TYPE, LOCATION};
use ureq::http::{Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use super::resolve::{Guard, OutOfReach};
use super::{Fetch, Reach, out_of_reach};
use crate::diag::Code;
use crate::diag::codes::source as codes;
use crate::source::load::LoadError;

/// What a server said.
pub(super) enum Answer {
    /// This.
    Body(Vec<u8>),
    /// That it is elsewhere.
    Elsewhere(Url),
}

/// Asks for a URL once.
pub(super) fn hop(settings: &Fetch, url: &Url, deadline: Instant) -> Result<Answer, LoadError> {
    let response = agent(settings, url, deadline)
        .get(url.as_str())
        .header(
            "accept",
            "application/json, application/yaml, text/markdown, */*;q=0.5",
        )
        .call()
        .map_err(|error| failed(settings, &error))?;
    let status = response.status();
    if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
        return elsewhere(url, &response).map(Answer::Elsewhere);
    }
    if status != StatusCode::OK {
        return Err(fault(format!("the server answered {status}")));
    }
    if is_html(&response) {
        let error = fault("the answer is a web page, not a document".to_owned());
        let help = "a page for people, or one that asks to sign in: open the URL in a browser, and look for its source";
        return Err(LoadError {
            help: Some(help.to_owned()),
            ..error
        });
    }
    // The reader's own limit counts the end of a body as a byte.
    let body = response.into_body().into_with_config();
    let bytes = body.limit(settings.limit.saturating_add(1)).read_to_vec();
    match bytes {
        Ok(bytes) if bytes.len() as u64 > settings.limit => Err(too_large(settings)),
        Ok(bytes) => Ok(Answer::Body(bytes)),
        Err(error) => Err(failed(settings, &error)),
    }
}

fn agent(settings: &Fetch, url: &Url, deadline: Instant) -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    let left = deadline.saturating_duration_since(Instant::now());
    let mut config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("oasmith/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(settings.connect.min(left)))
        .timeout_global(Some(left))
        .tls_config(tls);
    let reach = settings.reach.to(url);
    if reach == Reach::Loopback {
        // A proxy's loopback is not this machine's.
        config = config.proxy(None);
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    let guard = Guard { host, reach };
    Agent::with_parts(config.build(), DefaultConnector::default(), guard)
}

fn elsewhere<B>(url: &Url, response: &Response<B>) -> Result<Url, LoadError> {
    let status = response.status();
    let target = response.headers().get(LOCATION);
    let target = target.and_then(|value| value.to_str().ok());
    let next = target.and_then(|target| url.join(target).ok());
    next.ok_or_else(|| {
        fault(format!(
            "the server answered {status} without a usable location"
        ))
    })
}

fn is_html<B>(response: &Response<B>) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
}

fn failed(settings: &Fetch, error: &ureq::Error) -> LoadError {
    match error {
        ureq::Error::BodyExceedsLimit(_) => too_large(settings),
        ureq::Error::Other(inner) if inner.is::<OutOfReach>() => out_of_reach("it"),
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            let seconds = settings.connect.as_secs_f32();
            fault(format!("no connection within {seconds} seconds"))
        }
        ureq::Error::Timeout(_) => {
            let seconds = settings.total.as_secs_f32();
            fault(format!("no whole answer within {seconds} seconds"))
        }
        ureq::Error::HostNotFound => fault("its host is not known".to_owned()),
        ureq::Error::Io(error) => fault(of_io(error)),
        error => fault(error.to_string()),
    }
}

fn too_large(settings: &Fetch) -> LoadError {
    let reason = format!("the answer has more than {} bytes", settings.limit);
    coded(codes::URL_TOO_LARGE, reason)
}

/// An error of a body that is read comes wrapped.
fn of_io(error: &std::io::Error) -> String {
    let inner = error.get_ref().and_then(|inner| inner.source());
    inner.map_or_else(|| error.to_string(), ToString::to_string)
}

fn fault(reason: String) -> LoadError {
    coded(codes::URL_FAILED, reason)
}

fn coded(code: Code, reason: String) -> LoadError {
    LoadError {
        code,
        ..LoadError::new("", reason)
    }
}
