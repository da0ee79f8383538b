//! A request that is being put together; knows nothing of the API's types.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::check::{Check, CheckError, check};
use super::driver_ser::to_request;
use super::query::{QueryStyle, form, query_pairs};
use super::slot::Encode;

/// A request that is being put together. What is wrong with it is kept until it is to be sent.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) path: Vec<(&'static str, String)>,
    /// Names and values, values in encoded form.
    pub(super) query: Vec<(String, String)>,
    /// The operation's parameters.
    pub(super) parameters: HeaderMap,
    /// The caller's own, which replace all others.
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<(String, String)>,
    pub(super) body: Option<(HeaderValue, Bytes)>,
    pub(super) timeout: Option<Duration>,
    pub(super) refusal: Option<(String, Option<CheckError>)>,
}

impl Draft {
    /// Keeps the first thing that is wrong.
    pub(super) fn refuse(&mut self, reason: String, check: Option<CheckError>) {
        self.refusal.get_or_insert((reason, check));
    }

    pub(super) fn set_query(&mut self, name: &str, value: Option<String>) {
        self.query.retain(|(known, _)| known != name);
        self.query
            .extend(value.map(|value| (name.to_owned(), super::path::encode(&value))));
    }

    pub(super) fn set_query_value(
        &mut self,
        name: &str,
        value: Option<&dyn Encode>,
        style: QueryStyle,
    ) {
        self.query.retain(|(known, _)| known != name);
        let Some(value) = value else { return };
        match query_pairs(name, value, style) {
            Ok(pairs) => self.query.extend(pairs),
            Err(reason) => self.refuse(reason, None),
        }
    }

    pub(super) fn set_parameter(&mut self, name: &'static str, value: Option<String>) {
        match (HeaderName::try_from(name), value.map(HeaderValue::try_from)) {
            (Ok(name), None) => {
                self.parameters.remove(name);
            }
            (Ok(name), Some(Ok(value))) => {
                self.parameters.insert(name, value);
            }
            _ => self.refuse(format!("the header `{name}` cannot hold this value"), None),
        }
    }

    pub(super) fn set_cookie(&mut self, name: &str, value: Option<String>) {
        self.cookies.retain(|(known, _)| known != name);
        self.cookies
            .extend(value.map(|value| (name.to_owned(), super::path::encode(&value))));
    }

    pub(super) fn json(&mut self, body: &dyn Encode, checks: &[Check]) {
        if let Err(error) = check(body, checks) {
            return self.refuse(error.to_string(), Some(error));
        }
        match to_request(body) {
            Ok(json) => {
                self.body = Some((HeaderValue::from_static("application/json"), json.into()))
            }
            Err(error) => self.refuse(format!("the body has no JSON: {error}"), None),
        }
    }

    pub(super) fn form(&mut self, body: &dyn Encode, checks: &[Check]) {
        if let Err(error) = check(body, checks) {
            return self.refuse(error.to_string(), Some(error));
        }
        match form(body) {
            Ok(form) => {
                let media = HeaderValue::from_static("application/x-www-form-urlencoded");
                self.body = Some((media, form.into()));
            }
            Err(reason) => self.refuse(reason, None),
        }
    }

    pub(super) fn raw(&mut self, media: &'static str, body: Bytes) {
        match HeaderValue::try_from(media) {
            Ok(media) => self.body = Some((media, body)),
            Err(_) => self.refuse(format!("`{media}` is no media type"), None),
        }
    }
}
