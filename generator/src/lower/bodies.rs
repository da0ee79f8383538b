//! Bodies: the media type that is sent, and what a caller passes for it.

use crate::model::{Body, Media, MediaKind, TypeKind, TypeUse};
use crate::rust::{BodyArgument, BodyKind, RustType};

use super::operations::Skipped;
use super::scope::Scope;
use super::{checks, docs};

/// The media type that a body is sent as: JSON if it is offered, else the first that can be sent.
pub(super) fn lower(scope: &Scope<'_>, body: &Body) -> Result<BodyArgument, Skipped> {
    let supported = |media: &&Media| body_kind(scope, media).is_some();
    let media = body
        .media
        .iter()
        .find(|media| media.kind == MediaKind::Json)
        .or_else(|| body.media.iter().find(supported));
    let Some((media, kind)) = media.and_then(|m| Some((m, body_kind(scope, m)?))) else {
        let names: Vec<String> = body.media.iter().map(|m| docs::code(&m.name)).collect();
        return Err(Skipped {
            reason: format!("its body can only be sent as {}", names.join(", ")),
            origin: body
                .media
                .first()
                .map_or(body.place.origin, |m| m.place.origin),
        });
    };
    let ty = match (&kind, media.ty) {
        (BodyKind::Text(_), _) => RustType::String,
        (BodyKind::Binary(_), _) => RustType::Bytes,
        (_, Some(at)) => scope.element(TypeUse { boxed: false, ..at }),
        (_, None) => RustType::Json,
    };
    let mut limits = checks::of_body(&media.constraints);
    if let (Some(at), BodyKind::Json(_) | BodyKind::Form) = (media.ty, &kind) {
        for check in scope.checks(at) {
            if !limits.contains(&check) {
                limits.push(check);
            }
        }
    }
    Ok(BodyArgument {
        ty,
        required: body.required,
        kind,
        checks: limits,
    })
}

fn body_kind(scope: &Scope<'_>, media: &Media) -> Option<BodyKind> {
    match media.kind {
        MediaKind::Json => {
            let plain = media.name.eq_ignore_ascii_case("application/json");
            Some(BodyKind::Json((!plain).then(|| media.name.clone())))
        }
        MediaKind::Form => {
            let (id, _) = scope.behind(media.ty?.id);
            match &scope.ty(id).kind {
                TypeKind::Object(_) | TypeKind::Map(_) => Some(BodyKind::Form),
                _ => None,
            }
        }
        MediaKind::Text => Some(BodyKind::Text(media.name.clone())),
        MediaKind::Binary => Some(BodyKind::Binary(media.name.clone())),
        MediaKind::Multipart | MediaKind::EventStream | MediaKind::JsonLines | MediaKind::Xml => {
            None
        }
    }
}
