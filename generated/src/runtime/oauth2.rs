//! OAuth2 tokens that are fetched with a name and password, or with a client's own credentials.

use std::time::Duration;

use base64::Engine;
use bytes::Bytes;
use futures_util::lock::Mutex;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response, StatusCode, Uri};
use serde_json::Value;
use url::Url;

use super::base_url;
use super::base64_bytes::STANDARD;
use super::compose::compose;
use super::core::Shared;
use super::credentials::{CredentialSet, Secret};
use super::delivery::{Sending, Way, receive, send};
use super::draft::Draft;
use super::error::{Failure, TokenFailed};
use super::exchange::upload;
use super::operation::{Outline, Received};
use super::path::{encode, pair};
use super::platform::{BoxFuture, Instant, TransportBody};
use super::schemes::Scheme;

/// A token is not used in the last part of its life: it would expire on the way.
const MARGIN: Duration = Duration::from_secs(30);

/// A token.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) access: String,
    expires: Option<Instant>,
    /// What came with it to renew it.
    refresh: Option<String>,
    /// Which of the fetched tokens it is.
    number: u64,
}

impl Token {
    fn is_fresh(&self) -> bool {
        self.expires.is_none_or(|expires| Instant::now() < expires)
    }
}

/// Where the tokens of a client come from. Behind a pointer that only credentials which are fetched bring along: what
/// fetches them is in no other binary.
pub(super) trait TokenSource: Send + Sync {
    /// The token of a scheme that is there, without IO.
    fn cached(&self, scheme: usize) -> Option<Token>;

    /// One attempt with the token of a scheme: two requests when it is not accepted.
    fn send<'a>(&'a self, attempt: Attempt<'a>, scheme: usize) -> Sent<'a>;
}

/// An answer as it begins.
pub(super) type Sent<'a> = BoxFuture<'a, Result<Response<TransportBody>, Failure>>;

/// One attempt of a call.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) shared: &'a Shared,
    pub(super) outline: &'a Outline<'a>,
    pub(super) draft: &'a Draft,
    pub(super) alternative: &'static [usize],
    pub(super) sending: &'a Sending,
}

impl Attempt<'_> {
    pub(super) fn compose(&self, token: Option<&Token>) -> Result<Request<Bytes>, Failure> {
        let (outline, draft) = (self.outline, self.draft);
        compose(self.shared, outline, draft, self.alternative, token)
    }
}

/// What is known of a client's tokens when it is built: its schemes and credentials, the token URL of the caller's, the
/// document's server, and the base URL.
pub(super) type Sources<'a> = (
    &'a [Scheme],
    &'a CredentialSet,
    Option<&'a Url>,
    Option<&'a Url>,
    &'a Url,
);

/// One cell for each scheme.
struct Cells(Vec<TokenCell>);

/// What fetches the tokens of a client.
pub(super) fn source(
    (schemes, credentials, token_url, default, base): Sources<'_>,
) -> Box<dyn TokenSource> {
    let cell = |(index, scheme): (usize, &Scheme)| {
        let grant = credentials.secret(index).and_then(Secret::grant);
        let declared = grant.and_then(|grant| scheme.token_url(grant));
        let url = token_url.cloned();
        let url = url.or_else(|| base_url::token_url(declared?, default, base));
        TokenCell::new(url.filter(|_| grant.is_some()))
    };
    Box::new(Cells(schemes.iter().enumerate().map(cell).collect()))
}

impl TokenSource for Cells {
    fn cached(&self, scheme: usize) -> Option<Token> {
        self.0.get(scheme)?.cached()
    }

    fn send<'a>(&'a self, attempt: Attempt<'a>, scheme: usize) -> Sent<'a> {
        Box::pin(async move {
            let (shared, draft, sending) = (attempt.shared, attempt.draft, attempt.sending);
            // What is wrong with the arguments should not cost a token.
            attempt.compose(None)?;
            let cell = &self.0[scheme];
            let token = cell.get(shared, scheme, None, sending).await?;
            let upload = upload(attempt.outline, draft)?;
            let response = send(shared, sending, &|| attempt.compose(Some(&token)), upload).await?;
            if response.status() != StatusCode::UNAUTHORIZED || draft.upload.is_some() {
                return Ok(response);
            }
            // The connection can be used again when it has nothing left to say.
            let operation = attempt.outline.name;
            receive(shared.limits, operation, response, sending.deadline).await?;
            let token = cell.get(shared, scheme, Some(&token), sending).await?;
            send(shared, sending, &|| attempt.compose(Some(&token)), None).await
        })
    }
}

/// The token of a scheme: fetched when it is needed, by one call at a time.
struct TokenCell {
    url: Option<Url>,
    token: Mutex<Option<Token>>,
}

impl TokenCell {
    fn new(url: Option<Url>) -> Self {
        Self {
            url,
            token: Mutex::new(None),
        }
    }

    /// The token that is there, without IO.
    fn cached(&self) -> Option<Token> {
        self.token.try_lock()?.clone().filter(Token::is_fresh)
    }

    /// A token; another one than `rejected`, which the server did not accept.
    async fn get(
        &self,
        shared: &Shared,
        scheme: usize,
        rejected: Option<&Token>,
        sending: &Sending,
    ) -> Result<Token, Failure> {
        // The lock is held while fetching, so that whoever comes meanwhile waits for that token.
        let mut cached = self.token.lock().await;
        let number = cached.as_ref().map_or(0, |token| token.number);
        if let Some(token) = &*cached
            && token.is_fresh()
            && rejected.is_none_or(|rejected| rejected.number != token.number)
        {
            return Ok(token.clone());
        }
        // It stays until another one is there: whoever is dropped while waiting must not lose what renews it.
        if let Some(old) = &mut *cached {
            old.expires = Some(Instant::now());
        }
        let operation = sending.operation;
        if let Some(Secret::Provider(provider)) = shared.credentials.secret(scheme) {
            let provided = provider.provide(rejected.map(|token| &*token.access)).await;
            let provided = provided.map_err(|error| Failure::unprovided(operation, error))?;
            let token = Token {
                access: provided.text,
                expires: provided.valid_for.and_then(expiry),
                refresh: None,
                number: number + 1,
            };
            return Ok(cached.insert(token).clone());
        }
        let sending = &Sending {
            template: "",
            way: Way::Whole,
            ..*sending
        };
        if let Some(refresh) = cached.as_ref().and_then(|old| old.refresh.clone()) {
            let received = self.ask(shared, scheme, Some(&refresh), sending).await?;
            let refused = received.status.is_client_error();
            // A refresh token that is no longer good leaves what it came from.
            match read(&received, number + 1, Some(refresh)) {
                Ok(token) => return Ok(cached.insert(token).clone()),
                Err(_) if refused => {
                    if let Some(old) = &mut *cached {
                        old.refresh = None;
                    }
                }
                Err(_) => {}
            }
        }
        let received = self.ask(shared, scheme, None, sending).await?;
        let token = read(&received, number + 1, None).map_err(|reason| {
            Failure::Token(Box::new(TokenFailed {
                operation,
                received,
                reason,
            }))
        })?;
        Ok(cached.insert(token).clone())
    }

    /// Asks the token endpoint.
    async fn ask(
        &self,
        shared: &Shared,
        scheme: usize,
        refresh: Option<&str>,
        sending: &Sending,
    ) -> Result<Received, Failure> {
        let make = || {
            self.request(shared, scheme, refresh)
                .map_err(|reason| Failure::refused(sending.operation, reason))
        };
        let response = send(shared, sending, &make, None).await?;
        receive(shared.limits, sending.operation, response, sending.deadline).await
    }

    fn request(
        &self,
        shared: &Shared,
        scheme: usize,
        refresh: Option<&str>,
    ) -> Result<Request<Bytes>, &'static str> {
        let url = self
            .url
            .as_ref()
            .ok_or("it is not known where tokens are made")?;
        let (mut form, client) = match (shared.credentials.secret(scheme), refresh) {
            (Some(Secret::Password { client, scope, .. }), Some(refresh)) => {
                (refreshing(refresh, scope.as_deref()), client.clone())
            }
            (
                Some(Secret::Refresh {
                    refresh: first,
                    client,
                    scope,
                }),
                newer,
            ) => {
                let refresh = newer.unwrap_or(first);
                (refreshing(refresh, scope.as_deref()), client.clone())
            }
            (
                Some(Secret::Password {
                    user,
                    password,
                    client,
                    scope,
                }),
                None,
            ) => {
                let pairs = [
                    ("grant_type", "password"),
                    ("username", user),
                    ("password", password),
                ];
                (form(&pairs, scope.as_deref()), client.clone())
            }
            (Some(Secret::Client { id, secret, scope }), _) => (
                form(&[("grant_type", "client_credentials")], scope.as_deref()),
                Some((id.clone(), secret.clone())),
            ),
            _ => return Err("there is nothing to fetch a token with"),
        };
        let authorization = match client {
            // A program that can keep no secret says who it is in the form (RFC 6749 3.2.1).
            Some((id, secret)) if secret.is_empty() => {
                form.push('&');
                form.push_str(&pair("client_id", &id));
                None
            }
            // Both are encoded as in a form, unlike those of users (RFC 6749 2.3.1).
            Some((id, secret)) => Some(basic(&encode(&id), &encode(&secret))),
            None => None,
        };
        let mut request = Request::new(Bytes::from(form));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url[..url::Position::AfterQuery]
            .parse::<Uri>()
            .map_err(|_| "the token URL is none")?;
        let headers = request.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = authorization {
            let mut value = HeaderValue::try_from(authorization)
                .map_err(|_| "the client's id or secret cannot be sent")?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }
}

/// The form of RFC 6749 6.
fn refreshing(token: &str, scope: Option<&str>) -> String {
    form(
        &[("grant_type", "refresh_token"), ("refresh_token", token)],
        scope,
    )
}

fn form(pairs: &[(&str, &str)], scope: Option<&str>) -> String {
    let all = pairs
        .iter()
        .copied()
        .chain(scope.map(|scope| ("scope", scope)));
    all.map(|(name, value)| pair(name, value))
        .collect::<Vec<_>>()
        .join("&")
}

/// When a token with this much life is to be fetched anew.
fn expiry(life: Duration) -> Option<Instant> {
    Instant::now().checked_add(life.saturating_sub(MARGIN.min(life / 2)))
}

/// `Basic …`
pub(super) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// The token in an answer. `refresh` is what was used to get it, which stays good unless the answer brings another.
fn read(received: &Received, number: u64, refresh: Option<String>) -> Result<Token, &'static str> {
    if !received.status.is_success() {
        return Err("the token endpoint refused");
    }
    let answer: Value = serde_json::from_slice(&received.body)
        .map_err(|_| "the token endpoint did not answer with JSON")?;
    let access = answer
        .get("access_token")
        .and_then(Value::as_str)
        .filter(|access| !access.is_empty())
        .ok_or("the token endpoint's answer has no access_token")?;
    let kind = answer.get("token_type").and_then(Value::as_str);
    if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err("the token endpoint's token is no bearer token");
    }
    let seconds = answer.get("expires_in").and_then(|value| {
        value
            .as_u64()
            .or_else(|| value.as_f64().map(|number| number as u64))
            .or_else(|| value.as_str()?.parse().ok())
    });
    let another = answer.get("refresh_token").and_then(Value::as_str);
    Ok(Token {
        access: access.to_owned(),
        expires: seconds.map(Duration::from_secs).and_then(expiry),
        refresh: another.map(str::to_owned).or(refresh),
        number,
    })
}
