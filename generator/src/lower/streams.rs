//! Answers that are read item by item: what an item holds, and how a body asks for the stream.
//!
//! Takes the responses of an operation; gives the one stream that its call offers. Must never leave out an answer that
//! is no stream.

use crate::diag::codes::lower::UNTYPED_ANSWER;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Json, Media, MediaKind, Operation, Response, StatusKey, TypeKind, TypeUse};
use crate::rust::{AnswerMedia, RustType, StreamAnswer};

use super::scope::Scope;

/// The field of a body that, by convention, says whether the answer is to be a stream.
const SWITCH: &str = "stream";

/// The keys of a server-sent event as an object.
const EVENT: &[&str] = &["event", "data", "id", "retry", "comment"];

/// Whether a media type is read item by item.
pub(super) fn is_stream(media: &Media) -> bool {
    matches!(media.kind, MediaKind::EventStream | MediaKind::JsonLines)
}

/// The stream of a response: events go before lines.
pub(super) fn of_response(response: &Response) -> Option<&Media> {
    let events = |media: &&Media| media.kind == MediaKind::EventStream;
    let lines = |media: &&Media| media.kind == MediaKind::JsonLines;
    let media = response.media.iter().find(events);
    media.or_else(|| response.media.iter().find(lines))
}

/// What the items of a stream hold, and how they are told apart.
pub(super) fn item(scope: &Scope<'_>, media: &Media) -> (RustType, AnswerMedia) {
    let at = media.ty.map(|at| TypeUse { boxed: false, ..at });
    let ty = at.map(|at| scope.element(at));
    match media.kind {
        MediaKind::EventStream => {
            let whole = at.is_some_and(|at| is_event(scope, at, 0));
            let framing = match whole {
                true => AnswerMedia::WholeEvents,
                false => AnswerMedia::Events,
            };
            (ty.unwrap_or(RustType::Json), framing)
        }
        // A text is what all lines are together.
        _ => match ty {
            Some(ty) if scope.unaliased(&ty) != RustType::String => (ty, AnswerMedia::Lines),
            _ => (RustType::Json, AnswerMedia::Lines),
        },
    }
}

/// Whether a type describes events as wholes, and not their data.
fn is_event(scope: &Scope<'_>, at: TypeUse, depth: usize) -> bool {
    match &scope.ty(scope.behind(at.id).0).kind {
        TypeKind::Object(object) => {
            object.properties.contains_key("data")
                && object
                    .properties
                    .keys()
                    .all(|key| EVENT.contains(&key.as_str()))
        }
        TypeKind::Union(union) if depth < 3 => {
            let mut branches = union.branches.iter();
            branches.all(|branch| is_event(scope, branch.ty, depth + 1))
        }
        _ => false,
    }
}

/// The stream that an operation offers; `only` when it gives nothing else.
pub(super) fn lower(
    scope: &Scope<'_>,
    operation: &Operation,
    only: bool,
    is_ok: &dyn Fn(StatusKey) -> bool,
    diags: &mut Diagnostics,
) -> Option<StreamAnswer> {
    let responses = operation.responses.iter().filter(|r| is_ok(r.status));
    let mut streams = responses.filter_map(of_response);
    let first = streams.next()?;
    let (item, framing) = self::item(scope, first);
    for other in streams {
        if self::item(scope, other) != (item.clone(), framing) {
            diags.push(
                Diagnostic::note(
                    UNTYPED_ANSWER,
                    "only the first stream of an operation is offered",
                )
                .at(other.place.origin, "this one is not"),
            );
        }
    }
    Some(StreamAnswer {
        item,
        framing,
        only,
        switch: match only {
            true => None,
            false => switch(scope, operation),
        },
    })
}

/// The field of the JSON body that switches between the two ways, and its default.
fn switch(scope: &Scope<'_>, operation: &Operation) -> Option<(String, bool)> {
    let media = operation.body.as_ref()?.media.iter();
    let json = media.into_iter().find(|m| m.kind == MediaKind::Json)?;
    let TypeKind::Object(object) = &scope.ty(scope.behind(json.ty?.id).0).kind else {
        return None;
    };
    let property = object.properties.get(SWITCH)?;
    let is_switch = matches!(
        scope.ty(scope.behind(property.ty.id).0).kind,
        TypeKind::Boolean
    );
    let by_default = matches!(property.default, Some(Json::Bool(true)));
    is_switch.then(|| (SWITCH.to_owned(), by_default))
}
