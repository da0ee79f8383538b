//! Bodies: the media types that one can be sent as, and what a caller passes.
//!
//! Takes a body of the model; gives one argument. Several media types for one schema are one way to send it, JSON where
//! it is offered; where they differ in what they hold, the argument is an enum of them. Nothing is left out: what
//! cannot be written is a text or bytes that the caller writes.

use crate::diag::codes::lower::UNTYPED_MEDIA;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{self, Media, MediaKind, TypeKind, TypeUse};
use crate::rust::{BodyArgument, BodyChoice, BodyKind, RustType};

use super::names::Names;
use super::naming::{Wish, variant_name};
use super::scope::Scope;
use super::{checks, docs, encodings, same};

/// The body of an operation. `name` is for the enum, if there must be one.
pub(super) fn lower(
    scope: &Scope<'_>,
    body: &model::Body,
    name: &str,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> BodyArgument {
    let ways = ways(scope, body);
    for way in &ways {
        report(scope, way, diags);
    }
    match &ways[..] {
        [] => BodyArgument {
            ty: RustType::Part,
            kind: BodyKind::Part,
            required: body.required,
            checks: Vec::new(),
            rows: Vec::new(),
        },
        [way] => argument(scope, way, body.required),
        _ => BodyArgument {
            ty: RustType::Named(name.to_owned()),
            kind: BodyKind::Either(choices(scope, &ways, name, names, diags)),
            required: body.required,
            checks: Vec::new(),
            rows: Vec::new(),
        },
    }
}

/// A media type and how it is sent.
struct Way<'a> {
    media: &'a Media,
    kind: BodyKind,
}

/// The media types that differ in what they hold: JSON first, then those that are typed.
fn ways<'a>(scope: &Scope<'_>, body: &'a model::Body) -> Vec<Way<'a>> {
    let way = |media: &'a Media| Way {
        media,
        kind: kind(scope, media),
    };
    let mut all: Vec<Way<'a>> = body.media.iter().map(way).collect();
    all.sort_by_key(|way| match way.kind {
        BodyKind::Json(_) => 0,
        _ if is_typed(&way.kind) => 1,
        _ => 2,
    });
    let mut ways: Vec<Way<'a>> = Vec::new();
    for way in all {
        if !ways.iter().any(|known| covers(scope, known, &way)) {
            ways.push(way);
        }
    }
    ways
}

/// Whether whatever can be sent in one way can be sent in another that was there before.
fn covers(scope: &Scope<'_>, known: &Way<'_>, way: &Way<'_>) -> bool {
    if let (Some(one), Some(other)) = (known.media.ty, way.media.ty)
        && (is_typed(&known.kind) || !is_typed(&way.kind))
        && same::shapes(scope, one, other)
    {
        return true;
    }
    let (one, other) = (&known.kind, &way.kind);
    !is_typed(one) && std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Whether the schema decides what is passed.
fn is_typed(kind: &BodyKind) -> bool {
    matches!(
        kind,
        BodyKind::Json(_) | BodyKind::Form | BodyKind::Multipart(_)
    )
}

fn kind(scope: &Scope<'_>, media: &Media) -> BodyKind {
    let name = media.name.trim();
    let structured = media.ty.is_some_and(|at| is_structured(scope, at));
    let own = || name.to_owned();
    match media.kind {
        MediaKind::Json if name == "*/*" => match structured {
            true => BodyKind::Json(None),
            false => BodyKind::Part,
        },
        MediaKind::Json => {
            let plain = name.eq_ignore_ascii_case("application/json");
            BodyKind::Json((!plain).then(own))
        }
        MediaKind::Form if structured || media.ty.is_none() || is_any(scope, media) => {
            BodyKind::Form
        }
        MediaKind::Multipart => BodyKind::Multipart(own()),
        _ if name.is_empty() || name.contains('*') => BodyKind::Part,
        MediaKind::Binary => BodyKind::Binary(own()),
        MediaKind::Form
        | MediaKind::Text
        | MediaKind::EventStream
        | MediaKind::JsonLines
        | MediaKind::Xml => BodyKind::Text(own()),
    }
}

/// Whether values of a type have parts.
fn is_structured(scope: &Scope<'_>, at: TypeUse) -> bool {
    match &scope.ty(scope.behind(at.id).0).kind {
        TypeKind::Object(_) | TypeKind::Map(_) | TypeKind::Array(_) | TypeKind::Tuple { .. } => {
            true
        }
        TypeKind::Union(union) => {
            let direct = |at: TypeUse| match &scope.ty(scope.behind(at.id).0).kind {
                TypeKind::Union(_) => true,
                _ => is_structured(scope, at),
            };
            union.branches.iter().any(|branch| direct(branch.ty))
        }
        _ => false,
    }
}

fn is_any(scope: &Scope<'_>, media: &Media) -> bool {
    let any = |at: TypeUse| matches!(scope.ty(scope.behind(at.id).0).kind, TypeKind::Any);
    media.ty.is_some_and(any)
}

/// Whether a multipart body has properties; another one is a list of parts.
fn has_properties(scope: &Scope<'_>, media: &Media) -> bool {
    let list = |at: TypeUse| matches!(scope.ty(scope.behind(at.id).0).kind, TypeKind::Array(_));
    media
        .ty
        .is_some_and(|at| is_structured(scope, at) && !list(at))
}

fn argument(scope: &Scope<'_>, way: &Way<'_>, required: bool) -> BodyArgument {
    let media = way.media;
    let typed = media
        .ty
        .map(|at| scope.element(TypeUse { boxed: false, ..at }));
    let ty = match &way.kind {
        BodyKind::Text(_) => RustType::String,
        BodyKind::Binary(_) => RustType::Bytes,
        BodyKind::Part | BodyKind::Either(_) => RustType::Part,
        BodyKind::Multipart(_) if !has_properties(scope, media) => {
            RustType::Vec(Box::new(RustType::Part))
        }
        BodyKind::Json(_) | BodyKind::Form | BodyKind::Multipart(_) => {
            typed.unwrap_or(RustType::Json)
        }
    };
    let mut limits = Vec::new();
    if is_typed(&way.kind) {
        limits = checks::of_body(&media.constraints);
        for check in media.ty.map(|at| scope.checks(at)).unwrap_or_default() {
            if !limits.contains(&check) {
                limits.push(check);
            }
        }
    }
    BodyArgument {
        ty,
        rows: encodings::rows(scope, media),
        kind: way.kind.clone(),
        required,
        checks: limits,
    }
}

fn choices(
    scope: &Scope<'_>,
    ways: &[Way<'_>],
    name: &str,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Vec<BodyChoice> {
    let wishes: Vec<Wish> = ways
        .iter()
        .map(|way| Wish {
            key: way.media.name.clone(),
            names: vec![word(&way.kind).to_owned(), variant_name(&way.media.name)],
            rank: 0,
        })
        .collect();
    let place = |key: &str| {
        let way = ways.iter().find(|way| way.media.name == key)?;
        Some(way.media.place.origin)
    };
    let chosen = names.scope(&format!("variants {name}"), &wishes, &[], &place, diags);
    let bodies: Vec<BodyArgument> = ways.iter().map(|way| argument(scope, way, true)).collect();
    let held = |body: &BodyArgument| scope.unaliased(&body.ty);
    let choice = |(way, body): (&Way<'_>, &BodyArgument)| BodyChoice {
        variant: chosen.get(&way.media.name).cloned().unwrap_or_default(),
        docs: format!("Sent as {}.", docs::code(&way.media.name)),
        from: bodies
            .iter()
            .filter(|other| held(other) == held(body))
            .count()
            == 1,
        body: body.clone(),
    };
    ways.iter().zip(&bodies).map(choice).collect()
}

fn word(kind: &BodyKind) -> &'static str {
    match kind {
        BodyKind::Json(_) => "Json",
        BodyKind::Form => "Form",
        BodyKind::Multipart(_) => "Multipart",
        BodyKind::Text(_) => "Text",
        BodyKind::Binary(_) => "Bytes",
        BodyKind::Part | BodyKind::Either(_) => "Any",
    }
}

/// Says where a body is not typed although the document says what is in it.
fn report(scope: &Scope<'_>, way: &Way<'_>, diags: &mut Diagnostics) {
    let structured = way.media.ty.is_some_and(|at| is_structured(scope, at));
    let is = match &way.kind {
        BodyKind::Text(_) if structured || way.media.kind != MediaKind::Text => "a text",
        BodyKind::Binary(_) | BodyKind::Part if structured => "bytes",
        BodyKind::Multipart(_) if structured && !has_properties(scope, way.media) => {
            "a list of parts"
        }
        _ => return,
    };
    scope.once(
        way.media.place.origin,
        Diagnostic::note(
            UNTYPED_MEDIA,
            format!(
                "a body of {} is {is} that the caller writes",
                docs::code(&way.media.name)
            ),
        )
        .at(
            way.media.place.origin,
            "nothing is written by what this says",
        ),
        diags,
    );
}
