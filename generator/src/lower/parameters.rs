//! Parameters: which are arguments and which are options, what each holds, and how it is written.

use crate::diag::codes::lower::CONTENT_TYPE_PARAMETER;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{self, ParameterPlace, ScalarFormat, TypeKind, TypeUse};
use crate::rust::{
    Argument, ArgumentKind, OperationType, OptionalParameter, RustType, Setter, SetterForm,
    Writing, WritingStyle,
};

use super::names::Names;
use super::naming::{Wish, field_name};
use super::scope::{Scope, source};
use super::{deprecations, docs, objects, styles};

/// Splits an operation's parameters into what must be passed, and the options type for what may be.
pub(super) fn lower(
    scope: &Scope<'_>,
    operation: &model::Operation,
    name: &str,
    options: String,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> (Vec<Argument>, Option<OperationType>) {
    let wire_key = |p: &model::Parameter| match p.location {
        // The same name may stand in the query and in a header.
        ParameterPlace::Path => p.name.clone(),
        other => format!("{} {}", place_word(other), p.name),
    };
    let wishes: Vec<Wish> = operation
        .parameters
        .iter()
        .map(|p| Wish {
            key: wire_key(p),
            names: vec![field_name(&p.name), field_name(&wire_key(p))],
            rank: p.location as u8,
        })
        .collect();
    let origin = |key: &str| {
        let parameter = operation.parameters.iter().find(|p| wire_key(p) == key)?;
        Some(parameter.place.origin)
    };
    let reserved = ["body", "options", "new"];
    let chosen = names.scope(
        &format!("parameters {name}"),
        &wishes,
        &reserved,
        &origin,
        diags,
    );
    let mut required = Vec::new();
    let mut optional = Vec::new();
    for parameter in &operation.parameters {
        let Some(name) = chosen.get(&wire_key(parameter)) else {
            continue;
        };
        if is_of_body(operation, parameter) {
            scope.once(parameter.place.origin, of_body(parameter), diags);
            continue;
        }
        let argument = argument(scope, parameter, name, diags);
        if parameter.required || parameter.location == ParameterPlace::Path {
            required.push((parameter.location, argument));
        } else {
            optional.push(argument);
        }
    }
    // Stable, so that path parameters stay in the order of the template.
    required.sort_by_key(|(location, _)| *location);
    let arguments = required.into_iter().map(|(_, argument)| argument).collect();
    if optional.is_empty() {
        return (arguments, None);
    }
    let parameters = optional
        .into_iter()
        .enumerate()
        .map(|(index, argument)| OptionalParameter {
            setter: Setter {
                name: argument.name.clone(),
                field: index,
                form: match &argument.ty {
                    RustType::Vec(_) => SetterForm::OptionVec,
                    _ => SetterForm::Option,
                },
                ty: match &argument.ty {
                    RustType::Vec(item) => (**item).clone(),
                    other => other.clone(),
                },
                docs: argument.docs.clone(),
            },
            argument,
        })
        .collect();
    let options = OperationType {
        name: options,
        docs: vec![format!(
            "What can be left out of a call of [`Client::{name}`](super::Client::{name})."
        )],
        parameters,
    };
    (arguments, Some(options))
}

fn place_word(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::QueryString => "querystring",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    }
}

/// Whether a parameter is the media type of the body, which has its own.
fn is_of_body(operation: &model::Operation, parameter: &model::Parameter) -> bool {
    operation.body.is_some()
        && parameter.location == ParameterPlace::Header
        && parameter.name.eq_ignore_ascii_case("content-type")
}

fn of_body(parameter: &model::Parameter) -> Diagnostic {
    Diagnostic::note(
        CONTENT_TYPE_PARAMETER,
        "ignored: the body says itself which `Content-Type` it has",
    )
    .at(
        parameter.place.origin,
        "no parameter comes from this, as the specification asks for",
    )
}

fn argument(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    name: &str,
    diags: &mut Diagnostics,
) -> Argument {
    let (style, text) = styles::style(scope, parameter, diags);
    let value = || {
        scope.expression(TypeUse {
            boxed: false,
            ..parameter.ty
        })
    };
    let (kind, ty) = match (
        text_type(scope, parameter.ty),
        list_item(scope, parameter.ty),
    ) {
        _ if text => (ArgumentKind::Text, RustType::String),
        (Some(text), _) if style != Some(WritingStyle::Json) => (ArgumentKind::Text, text),
        (None, Some(item)) => (ArgumentKind::List, RustType::Vec(Box::new(item))),
        _ => (ArgumentKind::Value, value()),
    };
    objects::report_pattern(scope, parameter.ty, diags);
    let mut lines = docs::of(&parameter.docs);
    if lines.is_empty() {
        lines.push(docs::code(&parameter.name));
    }
    deprecations::note(&mut lines, &parameter.deprecated);
    Argument {
        name: name.to_owned(),
        wire: parameter.name.clone(),
        source: source(&parameter.place),
        docs: lines,
        ty,
        kind,
        writing: Writing {
            place: styles::place(parameter.location),
            style,
            media: None,
            reserved: parameter.allow_reserved,
            checks: match text {
                true => Vec::new(),
                false => scope.checks(parameter.ty),
            },
        },
    }
}

/// The item of a list of texts.
fn list_item(scope: &Scope<'_>, at: TypeUse) -> Option<RustType> {
    let (id, _) = scope.behind(at.id);
    match &scope.ty(id).kind {
        TypeKind::Array(array) => text_type(scope, array.items),
        _ => None,
    }
}

/// The type of a value that is one text, as far as parameters go; several kinds of text together are a `String`.
pub(super) fn text_type(scope: &Scope<'_>, at: TypeUse) -> Option<RustType> {
    let (id, _) = scope.behind(at.id);
    let own = || scope.expression(TypeUse { boxed: false, ..at });
    match &scope.ty(id).kind {
        TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::Enum(_)
        | TypeKind::EnumUnion(_) => Some(own()),
        TypeKind::String(string) => match string.scalar {
            Some(ScalarFormat::Base64 | ScalarFormat::Binary | ScalarFormat::Part) => {
                Some(RustType::String)
            }
            _ => Some(own()),
        },
        TypeKind::Any => Some(RustType::String),
        TypeKind::Union(union) => {
            let is_plain = |at: TypeUse| match &scope.ty(scope.behind(at.id).0).kind {
                TypeKind::Union(_) => false,
                _ => text_type(scope, at).is_some(),
            };
            let all = union.branches.iter().all(|branch| is_plain(branch.ty));
            all.then_some(RustType::String)
        }
        _ => None,
    }
}
