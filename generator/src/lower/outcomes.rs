//! What an operation gives: one type, or an enum by status; and which errors have a type.

use std::collections::BTreeSet;

use crate::diag::Diagnostics;
use crate::model::{self, StatusKey};
use crate::rust::{
    Answer, AnswerMedia, AnswerStatus, Deprecation, Item, ItemKind, Operation, Outcome, RustType,
    StatusEnum, StatusVariant, StreamAnswer,
};

use super::naming::type_name;
use super::scope::{Scope, source};
use super::{answer_media, docs, phrases, streams};

/// The outcomes of an operation, and the enums made for them.
pub(super) struct Outcomes {
    pub(super) answers: Vec<Answer>,
    pub(super) ok: Outcome,
    pub(super) err: Outcome,
    pub(super) stream: Option<StreamAnswer>,
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
    diags: &mut Diagnostics,
) -> Outcomes {
    let mut answers = Vec::new();
    let mut ok: Vec<(usize, StatusKey, Held)> = Vec::new();
    let mut err = Vec::new();
    let has_success = operation.responses.iter().any(|r| is_success(r.status));
    // `default` without any success is what the operation gives; beside one it is the error.
    let is_ok = |status| is_success(status) || (status == StatusKey::Default && !has_success);
    for response in &operation.responses {
        let held = held(scope, operation, response);
        let index = answers.len();
        answers.push(Answer {
            status: answer_status(response.status),
            media: held.1,
            name: answer_media::name(scope, operation, response),
        });
        if is_ok(response.status) {
            ok.push((index, response.status, held));
        } else if !matches!(
            response.status,
            StatusKey::Code(100..=199) | StatusKey::Range(1)
        ) {
            err.push((index, response.status, held));
        }
    }
    let mut enums = Vec::new();
    let mut outcome = |word: &str, held: &[_]| {
        outcome(operation, name, type_name(word), &answers, held, &mut enums)
    };
    let ok = outcome("response", &ok);
    // Errors without a body are told apart by their status, which every error has.
    err.retain(|(_, _, held)| held.0.is_some());
    let err = outcome("error", &err);
    let only = matches!(ok, Outcome::Nothing);
    let stream = streams::lower(scope, operation, only, &is_ok, diags);
    if let Some(stream) = &stream {
        stream_rows(scope, operation, stream, &is_ok, &mut answers);
    }
    for outcome in [&ok, &err] {
        if let Outcome::ByStatus(_, told) = outcome {
            answers.retain(|answer| told.variants.iter().all(|one| one.answer != *answer));
        }
    }
    Outcomes {
        answers,
        ok,
        err,
        stream,
        enums,
    }
}

fn answer_status(status: StatusKey) -> AnswerStatus {
    match status {
        StatusKey::Code(code) => AnswerStatus::Code(code),
        StatusKey::Range(first) => AnswerStatus::Range(first),
        StatusKey::Default => AnswerStatus::Default,
    }
}

/// The rows of answers that are streams, behind all others: those are known by their index.
fn stream_rows(
    scope: &Scope<'_>,
    operation: &model::Operation,
    stream: &StreamAnswer,
    is_ok: &dyn Fn(StatusKey) -> bool,
    answers: &mut Vec<Answer>,
) {
    let responses = operation.responses.iter().enumerate();
    for (index, response) in responses.filter(|(_, r)| is_ok(r.status)) {
        let Some(media) = streams::of_response(response) else {
            continue;
        };
        if streams::item(scope, media) == (stream.item.clone(), stream.framing) {
            let row = Answer {
                status: answer_status(response.status),
                media: stream.framing,
                name: (stream.framing == AnswerMedia::Lines).then(|| media.name.clone()),
            };
            match answers.get_mut(index).filter(|_| stream.only) {
                Some(empty) => *empty = row,
                None => answers.push(row),
            }
        }
    }
}

/// The paragraph on an answer that is read item by item.
pub(super) fn stream_in_words(stream: &StreamAnswer) -> String {
    let items = phrases::many(&stream.item).replace("[`", "[`types::");
    match stream.only {
        true => format!("The answer is read while it comes: a stream of {items}."),
        false => format!(
            "With [`stream`](crate::runtime::Call::stream) the answer is read while it comes: a stream of {items}."
        ),
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
    answers: &[Answer],
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
    let mut variants = Vec::new();
    for (index, status, (ty, _)) in held {
        let variant = status_variant(*status);
        let (Some(answer), true) = (answers.get(*index), taken.insert(variant.clone())) else {
            continue;
        };
        let words = operation
            .responses
            .get(*index)
            .and_then(|response| docs::first_line(&response.docs));
        let line = match words {
            Some(words) => format!("{}: {words}", status_words(*status)),
            None => format!("{}.", status_words(*status)),
        };
        variants.push(StatusVariant {
            name: variant,
            docs: phrases::capitalized(&line),
            answer: answer.clone(),
            ty: ty.clone(),
        });
    }
    let told = StatusEnum { variants };
    enums.push(Item {
        name: enum_name.clone(),
        source: source(&operation.place),
        docs: vec![format!("What `{name}` answers, by status.")],
        deprecated: Deprecation::No,
        older: Vec::new(),
        kind: ItemKind::ByStatus(told.clone()),
    });
    Outcome::ByStatus(enum_name, told)
}

/// The docs of an enum that several operations share, by the one that names it.
pub(super) fn docs_of_several(name: &str) -> Vec<String> {
    vec![format!("What `{name}` and others answer, by status.")]
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

/// The errors that the document declares: their statuses, and what it says of those that no type of ours says.
pub(super) fn errors_in_words(operation: &model::Operation, lowered: &Operation) -> Option<String> {
    let told = |status: StatusKey| match &lowered.err {
        Outcome::ByStatus(_, told) => {
            let mut variants = told.variants.iter();
            variants.any(|one| one.answer.status == answer_status(status))
        }
        Outcome::One(..) | Outcome::Nothing => false,
    };
    let errors = operation.responses.iter().filter(|r| !is_success(r.status));
    let errors = errors.map(|r| {
        let status = status_words(r.status);
        match docs::first_line(&r.docs).filter(|_| !told(r.status)) {
            Some(words) => format!("{status} ({})", words.trim_end_matches('.')),
            None => status,
        }
    });
    let errors: Vec<String> = errors.collect();
    (!errors.is_empty()).then(|| errors.join(", "))
}
