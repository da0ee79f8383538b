//! What the API sends: a name in the module `webhooks` for each payload, and for what it is answered with.
//!
//! Takes the webhooks and callbacks of an API; gives aliases of types that are there anyway. Must never make a client
//! method of them.

use std::collections::BTreeMap;

use crate::diag::codes::lower::UNTYPED_ANSWER;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{self, MediaKind, StatusKey, TypeUse};
use crate::rust::{RustType, Webhook};
use crate::source::Origin;

use super::names::Names;
use super::naming::{Wish, type_name};
use super::scope::{Scope, source};
use super::{answer_media, deprecations, docs};

/// A payload, or what it is answered with.
struct Payload<'a> {
    key: String,
    webhook: &'a model::Webhook,
    words: &'static str,
    ty: RustType,
    json: bool,
}

/// Lowers what the API sends, sorted by name.
pub(super) fn lower(
    scope: &Scope<'_>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Vec<Webhook> {
    let mut payloads: Vec<Payload<'_>> = Vec::new();
    for webhook in &scope.api.webhooks {
        payloads.extend(payload(scope, webhook));
        payloads.extend(answer(scope, webhook));
    }
    // Two documents of one API may say the same; and one component may be a callback of many operations.
    let mut seen = BTreeMap::new();
    payloads.retain(|payload| seen.insert(payload.key.clone(), ()).is_none());
    let wishes: Vec<Wish> = payloads.iter().map(wish).collect();
    let places: BTreeMap<&str, Origin> = payloads
        .iter()
        .map(|payload| (payload.key.as_str(), payload.webhook.operation.place.origin))
        .collect();
    let chosen = names.scope("webhooks", &wishes, &[], &|k| places.get(k).copied(), diags);
    let mut lowered: Vec<Webhook> = Vec::new();
    for payload in &payloads {
        let Some(name) = chosen.get(&payload.key) else {
            continue;
        };
        if !payload.json {
            diags.push(
                Diagnostic::note(
                    UNTYPED_ANSWER,
                    format!("{} is given as it comes", docs::code(name)),
                )
                .at(payload.webhook.operation.place.origin, "it is no JSON"),
            );
        }
        lowered.push(Webhook {
            name: name.clone(),
            source: source(&payload.webhook.operation.place),
            docs: words(payload),
            deprecated: deprecations::attribute(&payload.webhook.operation.deprecated),
            ty: payload.ty.clone(),
        });
    }
    lowered.sort_by(|a, b| a.name.cmp(&b.name));
    lowered
}

fn payload<'a>(scope: &Scope<'_>, webhook: &'a model::Webhook) -> Option<Payload<'a>> {
    let media = &webhook.operation.body.as_ref()?.media;
    let json = media.iter().find(|media| media.kind == MediaKind::Json);
    let media = json.or(media.first())?;
    let ty = match (media.kind, media.ty) {
        (MediaKind::Json, Some(at)) => scope.element(TypeUse { boxed: false, ..at }),
        (MediaKind::Json, None) => RustType::Json,
        (MediaKind::Text | MediaKind::Xml | MediaKind::Form, _) => RustType::String,
        _ => RustType::Bytes,
    };
    Some(Payload {
        key: key(webhook, "payload"),
        webhook,
        words: "",
        ty,
        json: json.is_some(),
    })
}

/// What a receiver may answer; nothing is expected of most.
fn answer<'a>(scope: &Scope<'_>, webhook: &'a model::Webhook) -> Option<Payload<'a>> {
    let operation = &webhook.operation;
    let is_ok = |status| matches!(status, StatusKey::Code(200..=299) | StatusKey::Range(2));
    let ok = operation.responses.iter().filter(|r| is_ok(r.status));
    let (media, kind) = ok
        .filter_map(|response| answer_media::chosen(scope, operation, response))
        .find(|(media, _)| media.kind == MediaKind::Json && media.ty.is_some())?;
    Some(Payload {
        key: key(webhook, "response"),
        webhook,
        words: " response",
        ty: answer_media::holds(scope, media, kind),
        json: true,
    })
}

/// The key in the lock: `POST newPet payload`, `POST /subscriptions onData POST {$url} payload`.
fn key(webhook: &model::Webhook, what: &str) -> String {
    let (name, method) = (&webhook.name, &webhook.operation.method.0);
    match &webhook.callback {
        None => format!("{method} {name} {what}"),
        Some((of, expression)) => format!("{of} {name} {method} {expression} {what}"),
    }
}

fn wish(payload: &Payload<'_>) -> Wish {
    let webhook = payload.webhook;
    let (name, method) = (&webhook.name, webhook.operation.method.0.to_lowercase());
    let words = payload.words;
    let names = match &webhook.callback {
        Some((of, _)) => [
            format!("{name}{words}"),
            format!("{name} callback{words}"),
            format!("{of} {name}{words}"),
        ],
        None => [
            format!("{name}{words}"),
            format!("{name} {method}{words}"),
            format!("{name} webhook{words}"),
        ],
    };
    Wish {
        key: payload.key.clone(),
        names: names.iter().map(|name| type_name(name)).collect(),
        rank: u8::from(webhook.callback.is_some()),
    }
}

fn words(payload: &Payload<'_>) -> Vec<String> {
    let webhook = payload.webhook;
    let name = docs::code(&webhook.name);
    // The type has docs of its own, and documents say the same at length for each webhook.
    let first = docs::first_line(&webhook.operation.docs);
    let mut lines: Vec<String> = first
        .into_iter()
        .filter(|_| payload.words.is_empty())
        .collect();
    let text = match (&webhook.callback, payload.words) {
        (_, " response") => format!("What {name} may be answered with."),
        (None, _) => format!("The body of the webhook {name}."),
        (Some((of, to)), _) => format!(
            "The body of the callback {name} of {}, sent to {}.",
            docs::code(of),
            docs::code(to)
        ),
    };
    docs::own(&mut lines, text);
    deprecations::note(&mut lines, &webhook.operation.deprecated);
    lines
}
