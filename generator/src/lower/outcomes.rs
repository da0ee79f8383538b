//! What an operation gives: one type, or an enum by status; and which errors have a type.

use std::collections::BTreeSet;

use crate::model::{self, StatusKey};
use crate::rust::{
    Answer, AnswerMedia, AnswerStatus, Item, ItemKind, Operation, Outcome, OutcomeArm, RustType,
    StatusEnum,
};

use super::naming::type_name;
use super::scope::{Scope, source};
use super::{answer_media, docs, phrases};

/// The outcomes of an operation, and the enums made for them.
pub(super) struct Outcomes {
    pub(super) answers: Vec<Answer>,
    pub(super) ok: Outcome,
    pub(super) err: Outcome,
    pub(super) enums: Vec<Item>,
}

/// What a declared answer holds: its type (none without a body) and how that is read.
type Held = (Option<RustType>, AnswerMedia);

/// Lowers the responses of an operation.
pub(super) fn lower(
    scope: &Scope<'_>,
    operation: &model::Operation,
    name: &str,
    type_name: &dyn Fn(&str) -> String,
) -> Outcomes {
    let mut answers = Vec::new();
    let mut ok: Vec<(usize, StatusKey, Held)> = Vec::new();
    let mut err = Vec::new();
    let has_success = operation.responses.iter().any(|r| is_success(r.status));
    for response in &operation.responses {
        let held = held(scope, operation, response);
        let index = answers.len();
        answers.push(Answer {
            status: match response.status {
                StatusKey::Code(code) => AnswerStatus::Code(code),
                StatusKey::Range(first) => AnswerStatus::Range(first),
                StatusKey::Default => AnswerStatus::Default,
            },
            media: held.1,
            name: answer_media::name(scope, operation, response),
        });
        // `default` without any success is what the operation gives; beside one it is the error.
        if is_success(response.status) || (response.status == StatusKey::Default && !has_success) {
            ok.push((index, response.status, held));
        } else if !matches!(
            response.status,
            StatusKey::Code(100..=199) | StatusKey::Range(1)
        ) {
            err.push((index, response.status, held));
        }
    }
    let mut enums = Vec::new();
    let ok = outcome(operation, name, type_name("response"), &ok, &mut enums);
    // Errors without a body are told apart by their status, which every error has.
    err.retain(|(_, _, held)| held.0.is_some());
    let err = outcome(operation, name, type_name("error"), &err, &mut enums);
    Outcomes {
        answers,
        ok,
        err,
        enums,
    }
}

fn is_success(status: StatusKey) -> bool {
    matches!(status, StatusKey::Code(200..=299) | StatusKey::Range(2))
}

fn held(scope: &Scope<'_>, operation: &model::Operation, response: &model::Response) -> Held {
    match answer_media::chosen(scope, operation, response) {
        Some((media, kind)) => (Some(answer_media::holds(scope, media, kind)), kind),
        None => (None, AnswerMedia::None),
    }
}

fn outcome(
    operation: &model::Operation,
    name: &str,
    enum_name: String,
    held: &[(usize, StatusKey, Held)],
    enums: &mut Vec<Item>,
) -> Outcome {
    let Some((_, _, first)) = held.first() else {
        return Outcome::Nothing;
    };
    if held.iter().all(|(_, _, other)| other == first) {
        return match first {
            (Some(ty), media) => Outcome::One(ty.clone(), *media),
            (None, _) => Outcome::Nothing,
        };
    }
    let mut taken = BTreeSet::new();
    let mut arms = Vec::new();
    let mut variants = Vec::new();
    for (answer, status, (ty, media)) in held {
        let variant = status_variant(*status);
        if !taken.insert(variant.clone()) {
            continue;
        }
        let words = operation
            .responses
            .get(*answer)
            .and_then(|response| docs::first_line(&response.docs));
        let line = match words {
            Some(words) => format!("{}: {words}", status_words(*status)),
            None => format!("{}.", status_words(*status)),
        };
        variants.push((variant.clone(), ty.clone(), phrases::capitalized(&line)));
        arms.push(OutcomeArm {
            answer: *answer,
            variant,
            ty: ty.clone(),
            media: *media,
        });
    }
    enums.push(Item {
        name: enum_name.clone(),
        source: source(&operation.place),
        docs: vec![format!("What `{name}` answers, by status.")],
        deprecated: false,
        kind: ItemKind::ByStatus(StatusEnum { variants }),
    });
    Outcome::ByStatus(enum_name, arms)
}

fn status_variant(status: StatusKey) -> String {
    match status {
        StatusKey::Code(code) => match http_word(code) {
            Some(word) => type_name(word),
            None => format!("Status{code}"),
        },
        StatusKey::Range(first) => format!("Status{first}xx"),
        StatusKey::Default => "Other".to_owned(),
    }
}

fn http_word(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        304 => "not modified",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        412 => "precondition failed",
        413 => "payload too large",
        415 => "unsupported media type",
        422 => "unprocessable entity",
        423 => "locked",
        429 => "too many requests",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return None,
    })
}

fn status_words(status: StatusKey) -> String {
    match status {
        StatusKey::Code(code) => code.to_string(),
        StatusKey::Range(first) => format!("{first}XX"),
        StatusKey::Default => "any other status".to_owned(),
    }
}

/// The paragraph under `# Errors`.
pub(super) fn errors_in_words(operation: &model::Operation, lowered: &Operation) -> String {
    let declared: Vec<String> = operation
        .responses
        .iter()
        .filter(|r| !is_success(r.status))
        .map(|r| {
            let status = status_words(r.status);
            match docs::first_line(&r.docs) {
                Some(words) => format!("{status} ({})", words.trim_end_matches('.')),
                None => status,
            }
        })
        .collect();
    let link = "[`Error::Api`](crate::runtime::Error::Api)";
    let typed = match &lowered.err {
        Outcome::Nothing => None,
        Outcome::ByStatus(name, _) | Outcome::One(RustType::Named(name), _) => {
            Some(format!("[`{name}`](types::{name})"))
        }
        Outcome::One(..) => Some("value".to_owned()),
    };
    match (typed, declared.is_empty()) {
        (Some(typed), false) => {
            format!("{link}, with a typed {typed} for {}.", declared.join(", "))
        }
        (_, false) => format!("{link}; declared are {}.", declared.join(", ")),
        (_, true) => format!("{link}."),
    }
}
