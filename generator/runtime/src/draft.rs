//! A request that is being put together; knows nothing of the API's types.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::check::{Check, CheckError, check, check_named};
use super::core::Shared;
use super::delivery::Limits;
use super::driver_ser::to_request;
use super::form::form;
use super::multipart::multipart;
use super::operation::Operation;
use super::options::CallOptions;
use super::parameter::{Parameter, Place};
use super::part::Part;
use super::path::{encode, pair};
use super::slot::{Encode, View};
use super::style;
use super::switch::SetField;
use super::upload::{Piece, UploadCell};

/// A request that is being put together. What is wrong with it is kept until it is to be sent.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// Names and values of the path, values in encoded form.
    pub(super) path: Vec<(&'static str, String)>,
    /// Parameters and what they are in the query, encoded.
    pub(super) query: Vec<(&'static str, String)>,
    /// The operation's parameters.
    pub(super) parameters: HeaderMap,
    /// The caller's own, which replace all others.
    pub(super) headers: HeaderMap,
    /// Parameters and their cookies, encoded.
    pub(super) cookies: Vec<(&'static str, String)>,
    pub(super) body: Option<(HeaderValue, Bytes)>,
    pub(super) options: CallOptions,
    /// What is sent instead of the body.
    pub(super) upload: Option<UploadCell>,
    /// Whether the answer is to be a stream.
    pub(super) stream: bool,
    /// Whether the answer's bytes are read while they come.
    pub(super) opens: bool,
    /// The field of the body that says so, whether it does without being set, and what sets it: a pointer, so that calls
    /// without one do not need the code.
    pub(super) switch: Option<(&'static str, bool, SetField)>,
    /// Why it cannot be sent.
    pub(super) refusal: Option<String>,
    /// What breaks the document's limits, which callers can have sent all the same.
    pub(super) broken: Option<CheckError>,
}

impl Draft {
    /// What is passed for the parameters of an operation, in its order; what is absent is left out.
    pub(super) fn of(operation: &'static Operation, values: &[&dyn Encode]) -> Self {
        let mut draft = Self::default();
        for (parameter, value) in operation.parameters.iter().zip(values) {
            (parameter.put)(&mut draft, parameter, *value);
        }
        draft
    }

    /// Keeps the first thing that is wrong.
    pub(super) fn refuse(&mut self, reason: String) {
        self.refusal.get_or_insert(reason);
    }

    /// Keeps the first limit that is broken.
    fn keep(&mut self, checked: Result<(), CheckError>) {
        if let Err(error) = checked {
            self.broken.get_or_insert(error);
        }
    }

    /// A header of the caller's.
    pub(super) fn set_header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.refuse("a header's name or value is none".to_owned()),
        }
    }

    /// A query parameter of the caller's.
    pub(super) fn add_query(&mut self, name: &str, value: &str) {
        self.query.push(("", pair(name, value)));
    }

    /// The base URL of this call.
    pub(super) fn set_base(&mut self, url: &str) {
        match super::base_url::parse(url) {
            Ok(url) => self.options.base = Some(url),
            Err(reason) => self.refuse(reason),
        }
    }

    /// The time that the call may take.
    pub(super) fn timeout(&self, shared: &Shared) -> Option<Duration> {
        self.options.timeout.or(shared.timeout)
    }

    /// The time that an attempt may take.
    pub(super) fn attempt_timeout(&self, shared: &Shared) -> Option<Duration> {
        self.options.attempt_timeout.or(shared.attempt_timeout)
    }

    /// How large answers may be.
    pub(super) fn limits(&self, shared: &Shared) -> Limits {
        match self.options.body_limit {
            Some(body) => Limits {
                body,
                item: body,
                error: shared.limits.error.min(body),
            },
            None => shared.limits,
        }
    }

    /// A body as it is sent: with the field that says whether the answer is to be a stream.
    pub(super) fn switched(&self, body: &Bytes) -> Bytes {
        match (self.switch, self.stream) {
            (Some((field, _, set)), true) => set(body, field, &true.into(), true),
            (Some((field, true, set)), false) => set(body, field, &false.into(), false),
            _ => body.clone(),
        }
    }

    /// A parameter that is one text, without limits and written as its place usually is: most are.
    pub(super) fn text(&mut self, parameter: &Parameter, value: &dyn Encode) {
        let name = parameter.name;
        match (value.view(), parameter.place) {
            (View::Text(text), Place::Path) => self.path.push((name, encode(text))),
            (View::Text(text), Place::Query) => self.query.push((name, pair(name, text))),
            _ => self.refuse(format!("the parameter `{name}` is no text")),
        }
    }

    /// Any parameter.
    pub(super) fn parameter(&mut self, parameter: &Parameter, value: &dyn Encode) {
        let name = parameter.name;
        if value.is_absent() {
            return;
        }
        self.keep(check_named(name, value, parameter.checks));
        if let Err(reason) = self.write(parameter, value) {
            self.refuse(format!("the parameter `{name}`: {reason}"));
        }
    }

    fn write(&mut self, parameter: &Parameter, value: &dyn Encode) -> Result<(), String> {
        let name = parameter.name;
        match parameter.place {
            Place::Path => self.path.push((name, style::path(parameter, value)?)),
            Place::Query => match style::usual_query(parameter, value) {
                Some(pair) => self.query.push((name, pair)),
                None => {
                    let pairs = style::query(parameter, value)?.into_iter();
                    self.query.extend(pairs.map(|pair| (name, pair)));
                }
            },
            Place::QueryString => {
                let text = style::query_string(parameter, value)?;
                self.query.push((name, text));
            }
            Place::Cookie => {
                let cookies = style::cookie(parameter, value)?.into_iter();
                self.cookies.extend(cookies.map(|cookie| (name, cookie)));
            }
            Place::Property | Place::Part => {}
            Place::Header => {
                let text = style::header(parameter, value)?;
                match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
                    (Ok(name), Ok(value)) => self.parameters.insert(name, value),
                    _ => return Err("no header can hold this value".to_owned()),
                };
            }
        }
        Ok(())
    }

    pub(super) fn json(&mut self, body: &dyn Encode, checks: &[Check]) {
        self.keep(check(body, checks));
        match to_request(body) {
            Ok(json) => {
                self.body = Some((HeaderValue::from_static("application/json"), json.into()))
            }
            Err(error) => self.refuse(format!("the body has no JSON: {error}")),
        }
    }

    pub(super) fn form(&mut self, body: &dyn Encode, rows: &'static [Parameter], checks: &[Check]) {
        self.keep(check(body, checks));
        match form(body, rows) {
            Ok(form) => {
                let media = HeaderValue::from_static("application/x-www-form-urlencoded");
                self.body = Some((media, form.into()));
            }
            Err(reason) => self.refuse(reason),
        }
    }

    pub(super) fn multipart(
        &mut self,
        media: &str,
        body: &dyn Encode,
        rows: &'static [Parameter],
        checks: &[Check],
    ) {
        self.keep(check(body, checks));
        match multipart(media, body, rows) {
            Ok((media, mut pieces)) => {
                let first = pieces.pop_front();
                let whole = match first {
                    Some(Piece::Bytes(bytes)) if pieces.is_empty() => bytes,
                    first => {
                        pieces.extend(first);
                        pieces.rotate_right(1);
                        self.upload = Some(UploadCell::chain(pieces));
                        Bytes::new()
                    }
                };
                self.body = Some((media, whole));
            }
            Err(reason) => self.refuse(reason),
        }
    }

    pub(super) fn part(&mut self, part: Part) {
        let media = part.content_type.as_deref();
        match HeaderValue::try_from(media.unwrap_or("application/octet-stream")) {
            Ok(media) => {
                self.body = Some((media, part.content));
                self.upload = part.stream;
            }
            Err(_) => self.refuse("the body's media type is none".to_owned()),
        }
    }

    pub(super) fn raw(&mut self, media: &'static str, body: Bytes) {
        match HeaderValue::try_from(media) {
            Ok(media) => self.body = Some((media, body)),
            Err(_) => self.refuse(format!("`{media}` is no media type")),
        }
    }
}
