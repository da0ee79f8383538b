//! From a draft to a request: the URL, the headers and what credentials add to them.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
    PROXY_AUTHORIZATION,
};
use http::uri::{self, Authority};
use http::{Method, Request, Uri};
use url::{Position, Url};

use super::base_url;
use super::core::{Core, Shared};
use super::credentials::Secret;
use super::draft::Draft;
use super::error::{Failure, Refused};
use super::exchange::is_elsewhere;
use super::oauth2::Token;
use super::operation::Outline;
use super::path::{encode, expand, pair};
use super::schemes::{KeyPlace, Scheme};

/// The request without what credentials add to it.
#[cfg(feature = "testing")]
pub(super) fn unsigned(
    core: &Core,
    outline: &Outline<'_>,
    draft: &Draft,
) -> Result<Request<Bytes>, Failure> {
    compose(&core.shared, outline, draft, &[], None)
}

/// The request, with what an alternative's credentials add to it.
pub(super) fn compose(
    shared: &Shared,
    outline: &Outline<'_>,
    draft: &Draft,
    alternative: &[usize],
    token: Option<&Token>,
) -> Result<Request<Bytes>, Failure> {
    let refuse = |reason: String| Failure::refused(outline.name, reason);
    let unchecked = shared.unchecked || draft.options.unchecked;
    if let Some(check) = draft.broken.as_ref().filter(|_| !unchecked) {
        return Err(Failure::Refused(Refused {
            operation: outline.name,
            reason: check.to_string(),
            check: Some(check.clone()),
            source: None,
        }));
    }
    if let Some(reason) = &draft.refusal {
        return Err(refuse(reason.clone()));
    }
    // What credentials add to the query.
    let mut signed = Vec::new();
    let mut cookies: Vec<String> = draft.cookies.iter().map(|(_, text)| text.clone()).collect();
    let mut headers = HeaderMap::with_capacity(8);
    if let Some(accept) = outline.accept(draft.stream) {
        headers.insert(ACCEPT, accept);
    }
    let body = match &draft.body {
        Some((media, body)) => {
            headers.insert(CONTENT_TYPE, media.clone());
            draft.switched(body)
        }
        None => {
            if draft.upload.is_some() {
                let media = HeaderValue::from_static("application/octet-stream");
                headers.insert(CONTENT_TYPE, media);
            }
            Bytes::new()
        }
    };
    for (name, value) in &draft.parameters {
        headers.insert(name, value.clone());
    }
    if let Some(key) = &draft.options.idempotency_key {
        let key = HeaderValue::try_from(key)
            .map_err(|_| refuse("no header can hold the idempotency key".to_owned()))?;
        headers.insert(shared.idempotency_header.clone(), key);
    }
    for scheme in alternative {
        sign(
            shared,
            *scheme,
            token,
            &mut headers,
            &mut signed,
            &mut cookies,
        )
        .map_err(refuse)?;
    }
    if !cookies.is_empty() {
        headers.insert(COOKIE, secret_value(&cookies.join("; ")).map_err(refuse)?);
    }
    let elsewhere = is_elsewhere(shared, draft);
    let own = shared.headers.iter();
    let own = own.filter(|(name, value)| !elsewhere || !is_secret(shared, name, value));
    for (name, value) in own.chain(&draft.headers) {
        headers.insert(name, value.clone());
    }
    let (base, mut target) = address(shared, outline, draft).map_err(refuse)?;
    let mut separator = separator(&target);
    // The URL of a page may have them already.
    signed.retain(|pair| !target.split(['?', '&']).any(|there| there == pair));
    for pair in &signed {
        target.push(separator);
        target.push_str(pair);
        separator = '&';
    }
    let origin = match &base {
        Cow::Borrowed(base) if std::ptr::eq(*base, &shared.base) => shared.origin.clone(),
        base => base_url::origin(base),
    };
    let uri = uri(origin, target).ok_or_else(|| refuse("the arguments make no URL".to_owned()))?;
    let method =
        Method::try_from(outline.method).map_err(|_| refuse("the method is none".to_owned()))?;
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

/// A URL of an origin, and of path and query.
fn uri(origin: Option<(uri::Scheme, Authority)>, target: String) -> Option<Uri> {
    let (scheme, authority) = origin?;
    let mut parts = uri::Parts::default();
    parts.scheme = Some(scheme);
    parts.authority = Some(authority);
    parts.path_and_query = Some(target.try_into().ok()?);
    Uri::from_parts(parts).ok()
}

/// How long path and query become, if the document's characters stand as they are: room that is not used is an allocation
/// when a text becomes a URI.
fn length(prefix: &str, template: &str, draft: &Draft) -> usize {
    let arguments: usize = draft.path.iter().map(|(_, text)| text.len()).sum();
    let names: usize = draft
        .path
        .iter()
        .map(|(name, _)| name.len() + "{}".len())
        .sum();
    let pairs: usize = draft
        .query
        .iter()
        .map(|(_, pair)| pair.len() + "&".len())
        .sum();
    (prefix.len() + template.len() + arguments + pairs).saturating_sub(names)
}

/// What comes before the next pair of a query.
fn separator(target: &str) -> char {
    match target.bytes().any(|byte| byte == b'?') {
        true => '&',
        false => '?',
    }
}

/// Where a request goes: the base URL, and path and query without what credentials add to it.
fn address<'a>(
    shared: &'a Shared,
    outline: &Outline<'_>,
    draft: &'a Draft,
) -> Result<(Cow<'a, Url>, String), String> {
    let base = match (&draft.options.base, outline.server) {
        (Some(chosen), _) => Cow::Borrowed(chosen),
        (None, Some(server)) if !shared.base_is_chosen => Cow::Owned(base_url::parse(server)?),
        _ => Cow::Borrowed(&shared.base),
    };
    if let Some(page) = &draft.options.page {
        if page.origin() != base.origin() {
            return Err("the next page is at another origin".to_owned());
        }
        let target = &page[Position::BeforePath..Position::AfterQuery];
        return Ok((base, target.to_owned()));
    }
    let prefix = base_url::prefix(&base);
    let mut target = String::with_capacity(length(prefix, outline.path, draft));
    target.push_str(prefix);
    expand(outline.path, &draft.path, &mut target)?;
    let mut separator = separator(&target);
    for (_, pair) in &draft.query {
        target.push(separator);
        target.push_str(pair);
        separator = '&';
    }
    Ok((base, target))
}

/// The URL that a call goes to, without credentials.
pub(super) fn url(core: &Core, outline: &Outline<'_>, draft: &Draft) -> Option<Url> {
    let (base, target) = address(&core.shared, outline, draft).ok()?;
    Url::parse(&format!("{}{target}", &base[..Position::BeforePath])).ok()
}

/// Whether a header that the client was given is a credential.
fn is_secret(shared: &Shared, name: &HeaderName, value: &HeaderValue) -> bool {
    let is_key = |scheme: &Scheme| {
        let Scheme::ApiKey { place, key, .. } = scheme else {
            return false;
        };
        *place == KeyPlace::Header && name.as_str().eq_ignore_ascii_case(key)
    };
    value.is_sensitive()
        || [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name)
        || shared.schemes.iter().any(is_key)
}

/// Adds the credentials of a scheme. Those that go into `Authorization` replace each other: there is only one.
fn sign(
    shared: &Shared,
    scheme: usize,
    token: Option<&Token>,
    headers: &mut HeaderMap,
    query: &mut Vec<String>,
    cookies: &mut Vec<String>,
) -> Result<(), String> {
    let (Some(declared), Some(secret)) = (
        shared.schemes.get(scheme),
        shared.credentials.secret(scheme),
    ) else {
        return Ok(());
    };
    let key = match (secret, token) {
        (Secret::Basic { user, password }, _) => {
            // The first colon ends the name (RFC 7617 2).
            if user.contains(':') || user.chars().chain(password.chars()).any(char::is_control) {
                let reason =
                    "a name with a colon, or a control character, is nothing for HTTP basic";
                return Err(reason.to_owned());
            }
            let basic = super::oauth2::basic(user, password);
            headers.insert(AUTHORIZATION, secret_value(&basic)?);
            return Ok(());
        }
        (Secret::Token(key), _) => {
            headers.insert(AUTHORIZATION, secret_value(&format!("Bearer {key}"))?);
            return Ok(());
        }
        (Secret::Key(key), _) => key,
        (Secret::Transport, _) => return Ok(()),
        (_, Some(token)) => &token.access,
        (_, None) => return Ok(()),
    };
    let authorization = match declared {
        Scheme::ApiKey {
            place, key: name, ..
        } => {
            match place {
                KeyPlace::Header => {
                    let name = HeaderName::try_from(*name)
                        .map_err(|_| format!("`{name}` is no header name"))?;
                    headers.insert(name, secret_value(key)?);
                }
                KeyPlace::Query => query.push(pair(name, key)),
                KeyPlace::Cookie => cookies.push(format!("{name}={}", cookie_value(key))),
            }
            return Ok(());
        }
        Scheme::Basic { .. } => format!("Basic {key}"),
        Scheme::Http { scheme, .. } => format!("{scheme} {key}"),
        Scheme::MutualTls { .. } => return Ok(()),
        Scheme::Bearer { .. } | Scheme::OAuth2 { .. } => format!("Bearer {key}"),
    };
    headers.insert(AUTHORIZATION, secret_value(&authorization)?);
    Ok(())
}

/// A key as it is, where a cookie can hold it (RFC 6265 4.1.1): few servers decode what they compare. Encoded otherwise.
fn cookie_value(key: &str) -> String {
    let holds = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    match key.bytes().all(holds) {
        true => key.to_owned(),
        false => encode(key),
    }
}

fn secret_value(text: &str) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| "the credentials hold characters that no header can".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod unit {
    #[test]
    fn keys_in_cookies_are_sent_as_they_are_if_they_can_be() {
        assert_eq!(super::cookie_value("aB+/%3D=="), "aB+/%3D==");
        assert_eq!(super::cookie_value("a;b=c"), "a%3Bb%3Dc");
        assert_eq!(super::cookie_value("ü k"), "%C3%BC%20k");
    }
}
