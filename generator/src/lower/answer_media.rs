//! Which media type of an answer is asked for, and what it is read as.
//!
//! Takes a response of the model; gives the media type, the Rust type, and the name for the `Accept` header. Must never
//! leave an answer out: what has no better form is bytes.

use crate::diag::codes::lower::UNTYPED_ANSWER;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Media, MediaKind, Operation, Response, StatusKey, TypeKind, TypeUse};
use crate::rust::{AnswerMedia, RustType};

use super::defaults::json_text;
use super::scope::Scope;
use super::{docs, streams};

/// The media type that is asked for, and how it is read: JSON if it is offered, else the first.
pub(super) fn chosen<'a>(
    scope: &Scope<'_>,
    operation: &Operation,
    response: &'a Response,
) -> Option<(&'a Media, AnswerMedia)> {
    // HTTP allows these no body, whatever the document says.
    if operation.method.0 == "HEAD" || matches!(response.status, StatusKey::Code(204 | 304)) {
        return None;
    }
    let json = |media: &&Media| media.kind == MediaKind::Json;
    let whole = |media: &&Media| !streams::is_stream(media);
    let media = response.media.iter().find(json);
    let media = media.or_else(|| response.media.iter().find(whole))?;
    Some((media, kind(scope, media)))
}

/// The document's example of the first success, of the answer or of its schema; none unless such are wanted.
pub(super) fn example(scope: &Scope<'_>, operation: &Operation) -> Option<String> {
    if !scope.settings.examples {
        return None;
    }
    let is_success = |response: &&Response| {
        matches!(
            response.status,
            StatusKey::Code(200..=299) | StatusKey::Range(2)
        )
    };
    let response = operation.responses.iter().find(is_success)?;
    let (media, AnswerMedia::Json) = chosen(scope, operation, response)? else {
        return None;
    };
    let of_type = || scope.ty(media.ty?.id).examples.first();
    media.examples.first().or_else(of_type).map(json_text)
}

fn kind(scope: &Scope<'_>, media: &Media) -> AnswerMedia {
    match media.kind {
        MediaKind::Json if is_any_text(scope, media) => AnswerMedia::Text,
        MediaKind::Json => AnswerMedia::Json,
        MediaKind::Text | MediaKind::Xml | MediaKind::Form => AnswerMedia::Text,
        MediaKind::Binary
        | MediaKind::Multipart
        | MediaKind::EventStream
        | MediaKind::JsonLines => AnswerMedia::Binary,
    }
}

/// Whether any media type is allowed and the content is a text: that is then not JSON's text with its quotes.
fn is_any_text(scope: &Scope<'_>, media: &Media) -> bool {
    let is_text = |at: TypeUse| {
        let kind = &scope.ty(scope.behind(at.id).0).kind;
        matches!(kind, TypeKind::String(_))
    };
    media.name.trim() == "*/*" && media.ty.is_some_and(is_text)
}

/// What an answer holds.
pub(super) fn holds(scope: &Scope<'_>, media: &Media, kind: AnswerMedia) -> RustType {
    match (kind, media.ty) {
        (AnswerMedia::Text, _) => RustType::String,
        (AnswerMedia::Binary, _) => RustType::Bytes,
        (_, Some(at)) => scope.element(TypeUse { boxed: false, ..at }),
        (_, None) => RustType::Json,
    }
}

/// The media type to ask for, when it is not its kind's usual one.
pub(super) fn name(
    scope: &Scope<'_>,
    operation: &Operation,
    response: &Response,
) -> Option<String> {
    let (media, kind) = chosen(scope, operation, response)?;
    let usual = match kind {
        AnswerMedia::Json => "application/json",
        AnswerMedia::Text => "text/plain",
        AnswerMedia::Binary => "application/octet-stream",
        _ => return None,
    };
    (!media.name.eq_ignore_ascii_case(usual)).then(|| media.name.clone())
}

/// Says where an answer is text although the document says what is in it.
pub(super) fn report_untyped(scope: &Scope<'_>, operation: &Operation, diags: &mut Diagnostics) {
    for response in &operation.responses {
        let Some((media, _)) = chosen(scope, operation, response) else {
            continue;
        };
        let unread = matches!(media.kind, MediaKind::Xml | MediaKind::Form);
        let described = media.ty.is_some_and(|at| {
            let kind = &scope.ty(scope.behind(at.id).0).kind;
            !matches!(kind, TypeKind::String(_) | TypeKind::Any)
        });
        if unread && described {
            diags.push(
                Diagnostic::note(
                    UNTYPED_ANSWER,
                    format!("{} is given as text", docs::code(&media.name)),
                )
                .at(media.place.origin, "the client does not decode this"),
            );
        }
    }
}
