//! From a draft to an answer: the choice of credentials, the request, and the second try with another token.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
    PROXY_AUTHORIZATION,
};
use http::{Method, Request, Response, StatusCode, Uri};
use url::{Position, Url};

use super::base_url;
use super::core::{Core, Shared};
use super::credentials::{Secret, wanted};
use super::delivery::{Deadline, Sending, Way, receive, send};
use super::draft::Draft;
use super::error::{Failure, Refused};
use super::oauth2::Token;
use super::operation::{Operation, Outline, Received};
use super::path::{encode, expand, pair};
use super::retry::{Ended, Retries, is_idempotent};
use super::schemes::{KeyPlace, Scheme};
use super::transport::TransportBody;
use super::upload::Upload;

/// The request, without IO: a token must be there already.
pub(super) fn request(
    core: &Core,
    outline: &Outline<'_>,
    draft: &Draft,
) -> Result<Request<Bytes>, Failure> {
    let shared = &*core.shared;
    if draft.upload.is_some() {
        let reason = "a body that is made while it is sent needs a connection";
        return Err(Failure::refused(outline.name, reason));
    }
    let alternative = choose(shared, outline, draft)?;
    let token = match fetching(shared, draft, alternative) {
        Some(scheme) => Some(
            shared.tokens[scheme]
                .cached()
                .ok_or_else(|| Failure::refused(outline.name, "a token must be fetched first"))?,
        ),
        None => None,
    };
    compose(shared, outline, draft, alternative, token.as_ref())
}

/// Sends and receives.
pub(super) async fn run(
    core: &Core,
    outline: Outline<'_>,
    draft: &Draft,
) -> Result<Received, Failure> {
    let shared = &*core.shared;
    let deadline = Deadline::after(outline.name, draft.timeout(shared));
    let response = open(core, &outline, draft, deadline).await?;
    receive(draft.limits(shared), outline.name, response, deadline).await
}

/// Sends, as often as the policy says, and gives the answer as it begins.
pub(super) async fn open(
    core: &Core,
    outline: &Outline<'_>,
    draft: &Draft,
    deadline: Deadline,
) -> Result<Response<TransportBody>, Failure> {
    let shared = &*core.shared;
    let policy = draft.options.retry.as_ref().unwrap_or(&shared.retry);
    let mut retries = Retries::new(policy, &shared.budget, is_repeatable(outline, draft));
    loop {
        let sending = Sending {
            operation: outline.name,
            template: outline.template,
            way: match draft.stream || draft.opens {
                true => Way::Stream,
                false => Way::Whole,
            },
            deadline,
            attempt: Deadline::after(outline.name, draft.attempt_timeout(shared)),
            resent: retries.resent(),
        };
        let ended = once(shared, outline, draft, sending).await;
        let wait = retries.after(&match &ended {
            Ok(response) => Ended::Answered(response.status(), response.headers()),
            Err(failure) => Ended::Failed(failure),
        });
        // Without time for the wait, what has come is the end.
        let Some(wait) = wait.filter(|wait| deadline.is_later_than(*wait)) else {
            return ended;
        };
        let Some(pause) = shared.transport.sleep(wait) else {
            return ended;
        };
        drop(ended);
        pause.await;
    }
}

/// Whether sending twice is as good as once.
fn is_repeatable(outline: &Outline<'_>, draft: &Draft) -> bool {
    if draft.upload.is_some() {
        return false;
    }
    let keyed = draft.options.idempotency_key.is_some();
    let marked = outline.marks & Operation::RETRY != 0;
    keyed || marked || Method::try_from(outline.method).is_ok_and(|method| is_idempotent(&method))
}

/// What is made while it is sent, if the body is.
fn upload(outline: &Outline<'_>, draft: &Draft) -> Result<Option<Upload>, Failure> {
    let Some(cell) = &draft.upload else {
        return Ok(None);
    };
    let upload = cell.take();
    let sent = || Failure::refused(outline.name, "the stream of the body was sent before");
    upload.ok_or_else(sent).map(Some)
}

/// One attempt: two requests when the first one's token is not accepted.
async fn once(
    shared: &Shared,
    outline: &Outline<'_>,
    draft: &Draft,
    sending: Sending,
) -> Result<Response<TransportBody>, Failure> {
    let alternative = choose(shared, outline, draft)?;
    let make = |token| move || compose(shared, outline, draft, alternative, token);
    let Some(scheme) = fetching(shared, draft, alternative) else {
        return send(shared, sending, make(None), upload(outline, draft)?).await;
    };
    // What is wrong with the arguments should not cost a token.
    make(None)()?;
    let cell = &shared.tokens[scheme];
    let token = cell.get(shared, scheme, None, sending).await?;
    let response = send(shared, sending, make(Some(&token)), upload(outline, draft)?).await?;
    if response.status() != StatusCode::UNAUTHORIZED || draft.upload.is_some() {
        return Ok(response);
    }
    // The connection can be used again when it has nothing left to say.
    receive(shared.limits, outline.name, response, sending.deadline).await?;
    let token = cell.get(shared, scheme, Some(&token), sending).await?;
    send(shared, sending, make(Some(&token)), None).await
}

/// Whether the caller brings an `Authorization` header, which replaces that of any scheme.
fn signed_by_hand(shared: &Shared, draft: &Draft) -> bool {
    draft.headers.contains_key(AUTHORIZATION) || shared.headers.contains_key(AUTHORIZATION)
}

/// The alternative of the operation's security that is used.
fn choose(
    shared: &Shared,
    outline: &Outline<'_>,
    draft: &Draft,
) -> Result<&'static [usize], Failure> {
    if is_elsewhere(shared, draft) {
        return Ok(&[]);
    }
    match shared.credentials.choose(outline.security) {
        Some(alternative) => Ok(alternative),
        None if signed_by_hand(shared, draft) => Ok(&[]),
        None => {
            let wanted = wanted(outline.security, shared.schemes);
            Err(Failure::refused(
                outline.name,
                format!("credentials are missing: {wanted}"),
            ))
        }
    }
}

/// Whether the call goes to another origin than the client's: credentials are for the one that they were given for.
fn is_elsewhere(shared: &Shared, draft: &Draft) -> bool {
    let base = draft.options.base.as_ref();
    base.is_some_and(|base| base.origin() != shared.base.origin())
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

/// The scheme of an alternative whose token is fetched.
fn fetching(shared: &Shared, draft: &Draft, alternative: &[usize]) -> Option<usize> {
    if signed_by_hand(shared, draft) {
        return None;
    }
    alternative.iter().copied().find(|scheme| {
        let secret = shared.credentials.secret(*scheme);
        matches!(
            secret,
            Some(
                Secret::Password { .. }
                    | Secret::Client { .. }
                    | Secret::Refresh { .. }
                    | Secret::Provider(_)
            )
        )
    })
}

fn compose(
    shared: &Shared,
    outline: &Outline<'_>,
    draft: &Draft,
    alternative: &[usize],
    token: Option<&Token>,
) -> Result<Request<Bytes>, Failure> {
    let refuse = |reason: String| Failure::refused(outline.name, reason);
    if let Some((reason, check)) = &draft.refusal {
        let (operation, reason, check) = (outline.name, reason.clone(), check.clone());
        return Err(Failure::Refused(Refused {
            operation,
            reason,
            check,
            source: None,
        }));
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
    let mut separator = if target.contains('?') { '&' } else { '?' };
    // The URL of a page may have them already.
    signed.retain(|pair| !target.split(['?', '&']).any(|there| there == pair));
    for pair in &signed {
        target.push(separator);
        target.push_str(pair);
        separator = '&';
    }
    let uri = Uri::builder()
        .scheme(base.scheme())
        .authority(base.authority())
        .path_and_query(target)
        .build()
        .map_err(|_| refuse("the arguments make no URL".to_owned()))?;
    let method =
        Method::try_from(outline.method).map_err(|_| refuse("the method is none".to_owned()))?;
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
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
    let path = expand(outline.path, &draft.path)?;
    let mut target = match base_url::prefix(&base) {
        "" => path,
        prefix => [prefix, &path].concat(),
    };
    let mut separator = if target.contains('?') { '&' } else { '?' };
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
                KeyPlace::Cookie => cookies.push(format!("{name}={}", encode(key))),
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

fn secret_value(text: &str) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| "the credentials hold characters that no header can".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}
