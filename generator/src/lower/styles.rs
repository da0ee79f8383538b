//! How each parameter is written: the choice among the runtime's styles, and what is said where the document asks for
//! something that the specification leaves open. What each style writes stands at the head of the runtime's `style`.

use crate::diag::codes::lower::{MISPLACED_STYLE, NESTED_PARAMETER, UNTYPED_MEDIA};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{self, Additional, MediaKind, ParameterPlace, Style, TypeKind, TypeUse};
use crate::rust::{WritingPlace, WritingStyle};

use super::docs;
use super::parameters::text_type;
use super::scope::Scope;

/// How deep types are looked into for what is nested.
const DEPTH: usize = 8;

/// What a parameter's value is, as far as writing it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nesting {
    /// One text.
    Text,
    /// Texts, in a list or an object.
    Flat,
    /// An object with lists of texts.
    Lists,
    /// More than that.
    Deep,
}

/// The place in the runtime's words.
pub(super) fn place(place: ParameterPlace) -> WritingPlace {
    match place {
        ParameterPlace::Path => WritingPlace::Path,
        ParameterPlace::Query => WritingPlace::Query,
        ParameterPlace::QueryString => WritingPlace::QueryString,
        ParameterPlace::Header => WritingPlace::Header,
        ParameterPlace::Cookie => WritingPlace::Cookie,
    }
}

/// What a parameter without anything of its own is written in.
fn usual(place: ParameterPlace) -> WritingStyle {
    match place {
        ParameterPlace::Path | ParameterPlace::Header => WritingStyle::Simple,
        _ => WritingStyle::FormExploded,
    }
}

/// How a parameter is written; none when as usual. The flag says that the caller passes a text, since the media type
/// of its `content` is nothing that a value can be written as.
pub(super) fn style(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    diags: &mut Diagnostics,
) -> (Option<WritingStyle>, bool) {
    let (style, text) = match &parameter.content {
        Some(media) => content(scope, parameter, media, diags),
        None => (by_table(scope, parameter, diags), false),
    };
    if !text && style != WritingStyle::Json {
        report_nesting(scope, parameter, style, diags);
    }
    ((style != usual(parameter.location)).then_some(style), text)
}

fn content(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    media: &(String, MediaKind),
    diags: &mut Diagnostics,
) -> (WritingStyle, bool) {
    let usual = usual(parameter.location);
    let whole = parameter.location == ParameterPlace::QueryString;
    match media.1 {
        MediaKind::Json => (WritingStyle::Json, false),
        MediaKind::Form if whole => (usual, false),
        _ if text_type(scope, parameter.ty).is_some() => (usual, false),
        _ => {
            scope.once(
                parameter.place.origin,
                Diagnostic::note(
                    UNTYPED_MEDIA,
                    format!(
                        "{} is a text that the caller writes",
                        docs::code(&parameter.name)
                    ),
                )
                .at(
                    parameter.place.origin,
                    format!("nothing can be written as {}", docs::code(&media.0)),
                ),
                diags,
            );
            (usual, true)
        }
    }
}

/// The styles that a place has.
fn by_table(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    diags: &mut Diagnostics,
) -> WritingStyle {
    use WritingStyle as W;
    let explode = parameter.explode;
    let pick = |plain: W, exploded: W| if explode { exploded } else { plain };
    match (parameter.location, parameter.style) {
        (ParameterPlace::Path | ParameterPlace::Header, Style::Simple) => {
            pick(W::Simple, W::SimpleExploded)
        }
        (ParameterPlace::Path, Style::Label) => pick(W::Label, W::LabelExploded),
        (ParameterPlace::Path, Style::Matrix) => pick(W::Matrix, W::MatrixExploded),
        (ParameterPlace::Query | ParameterPlace::Cookie, Style::Form) => {
            pick(W::Form, W::FormExploded)
        }
        (ParameterPlace::QueryString, _) => W::FormExploded,
        (ParameterPlace::Query, Style::SpaceDelimited) => pick(W::SpaceDelimited, W::FormExploded),
        (ParameterPlace::Query, Style::PipeDelimited) => pick(W::PipeDelimited, W::FormExploded),
        (ParameterPlace::Query, Style::DeepObject) => W::DeepObject,
        (ParameterPlace::Cookie, Style::Cookie) => pick(W::Cookie, W::CookieExploded),
        (location, style) => {
            if nesting(scope, parameter.ty, DEPTH) > Nesting::Text || style != Style::Form {
                report_misplaced(scope, parameter, style, diags);
            }
            match location {
                ParameterPlace::Path | ParameterPlace::Header => pick(W::Simple, W::SimpleExploded),
                _ => pick(W::Form, W::FormExploded),
            }
        }
    }
}

fn report_misplaced(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    style: Style,
    diags: &mut Diagnostics,
) {
    let (place, other) = match parameter.location {
        ParameterPlace::Path => ("a path", "simple"),
        ParameterPlace::Header => ("a header", "simple"),
        ParameterPlace::Cookie => ("a cookie", "form"),
        _ => ("a query", "form"),
    };
    let style = style_name(style);
    scope.once(
        parameter.place.origin,
        Diagnostic::warning(
            MISPLACED_STYLE,
            format!(
                "{} is written as `{other}`: `{style}` is no style of {place}",
                docs::code(&parameter.name)
            ),
        )
        .at(parameter.place.origin, format!("`style: {style}`")),
        diags,
    );
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
        Style::Content => "content",
    }
}

/// Says how lists and objects in lists and objects are written, which the specification leaves open.
fn report_nesting(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    style: WritingStyle,
    diags: &mut Diagnostics,
) {
    let nesting = nesting(scope, parameter.ty, DEPTH);
    let exploded = matches!(
        style,
        WritingStyle::FormExploded | WritingStyle::CookieExploded
    );
    let how = match (nesting, style) {
        (Nesting::Text, _) => return,
        (Nesting::Flat, _) => match parameter.style {
            Style::SpaceDelimited | Style::PipeDelimited if parameter.explode => {
                "`explode` leaves its separator out: the name is there once for each item"
            }
            _ => return,
        },
        (_, WritingStyle::DeepObject) => "what is nested has its path in brackets, `a[b][]=c`",
        (_, _) if parameter.location == ParameterPlace::QueryString => {
            "what is nested has its path in brackets, `a[b][]=c`"
        }
        (Nesting::Lists, _) if exploded => "a list in it has its key once for each item",
        _ => "lists and objects in it are JSON as text",
    };
    scope.once(
        parameter.place.origin,
        Diagnostic::note(
            NESTED_PARAMETER,
            format!("{}: {how}", docs::code(&parameter.name)),
        )
        .at(
            parameter.place.origin,
            "the specification does not say how this is written",
        ),
        diags,
    );
}

fn nesting(scope: &Scope<'_>, at: TypeUse, depth: usize) -> Nesting {
    let Some(depth) = depth.checked_sub(1) else {
        return Nesting::Deep;
    };
    if text_type(scope, at).is_some() {
        return Nesting::Text;
    }
    let within = |at: TypeUse| nesting(scope, at, depth);
    let entries = |values: &mut dyn Iterator<Item = TypeUse>| {
        let of = |at: TypeUse| match (within(at), is_list(scope, at)) {
            (Nesting::Text, _) => Nesting::Flat,
            (Nesting::Flat, true) => Nesting::Lists,
            _ => Nesting::Deep,
        };
        values.map(of).max().unwrap_or(Nesting::Flat)
    };
    let (id, _) = scope.behind(at.id);
    match &scope.ty(id).kind {
        TypeKind::Array(array) => match within(array.items) {
            Nesting::Text => Nesting::Flat,
            _ => Nesting::Deep,
        },
        TypeKind::Map(map) => entries(&mut std::iter::once(map.values)),
        TypeKind::Object(object) => {
            let rest = match object.additional {
                Additional::Typed(values) => Some(values),
                _ => None,
            };
            entries(&mut object.properties.values().map(|p| p.ty).chain(rest))
        }
        TypeKind::Union(union) => {
            let branches = union.branches.iter().map(|branch| within(branch.ty));
            branches.max().unwrap_or(Nesting::Text)
        }
        _ => Nesting::Flat,
    }
}

fn is_list(scope: &Scope<'_>, at: TypeUse) -> bool {
    matches!(scope.ty(scope.behind(at.id).0).kind, TypeKind::Array(_))
}
