//! Operations: what a caller passes, what comes back, and what the docs say about it.

use std::collections::BTreeMap;

use crate::diag::codes::lower::OPERATION_SKIPPED;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{self, Body, Media, MediaKind, ParameterPlace, Style, TypeKind, TypeUse};
use crate::rust::{
    Argument, ArgumentKind, BodyArgument, BodyKind, Operation, OperationType, OptionalParameter,
    ParameterWriting, RustType, Scheme, Setter, SetterForm, StatusEnum,
};
use crate::source::Origin;

use super::names::Names;
use super::naming::{Wish, constant_name, field_name, operation_names};
use super::scope::{Scope, source};
use super::{checks, docs, example, outcomes, security};

/// Methods that the client has itself.
const RESERVED: &[&str] = &["new", "builder", "clone", "core", "fmt"];

/// What lowering an operation needs beside the operation.
pub(super) struct Context<'a> {
    /// The types.
    pub(super) scope: &'a Scope<'a>,
    /// The security schemes.
    pub(super) schemes: &'a [Scheme],
    /// How the API's module is called from outside (`api_clients::galileo`), for examples.
    pub(super) path: String,
}

/// Lowers all operations, sorted by path and method.
pub(super) fn lower(
    context: &Context<'_>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> (Vec<Operation>, Vec<StatusEnum>) {
    let mut operations: Vec<&model::Operation> = context.scope.api.operations.iter().collect();
    operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    let wishes: Vec<Wish> = operations
        .iter()
        .map(|operation| Wish {
            key: key(operation),
            names: operation_names(
                operation.id.as_deref(),
                &operation.method.0,
                &operation.path,
            ),
            rank: 0,
        })
        .collect();
    let places: BTreeMap<String, Origin> = operations
        .iter()
        .map(|operation| (key(operation), operation.place.origin))
        .collect();
    let chosen = names.scope(
        "operations",
        &wishes,
        RESERVED,
        &|k| places.get(k).copied(),
        diags,
    );
    let mut lowered = Vec::new();
    let mut enums = Vec::new();
    for operation in operations {
        let Some(name) = chosen.get(&key(operation)) else {
            continue;
        };
        match one(context, operation, name, names, diags) {
            Ok((operation, more)) => {
                lowered.push(operation);
                enums.extend(more);
            }
            Err(skipped) => diags.push(
                Diagnostic::warning(
                    OPERATION_SKIPPED,
                    format!("{} is left out: {}", key(operation), skipped.reason),
                )
                .at(skipped.origin, "this is not supported yet")
                .with_note("all other operations are there"),
            ),
        }
    }
    (lowered, enums)
}

/// The key of an operation in the lock: `POST /groups`.
fn key(operation: &model::Operation) -> String {
    format!("{} {}", operation.method.0, operation.path)
}

/// Why an operation is left out.
pub(super) struct Skipped {
    pub(super) reason: String,
    pub(super) origin: Origin,
}

fn one(
    context: &Context<'_>,
    operation: &model::Operation,
    name: &str,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Result<(Operation, Vec<StatusEnum>), Skipped> {
    let scope = context.scope;
    let (arguments, options) = parameters(scope, operation, name, names, diags)?;
    let body = match &operation.body {
        Some(body) => Some(body_argument(scope, body)?),
        None => None,
    };
    let outcomes = outcomes::lower(scope, operation, name)?;
    let mut lowered = Operation {
        name: name.to_owned(),
        table: constant_name(name),
        source: source(&operation.place),
        docs: Vec::new(),
        deprecated: operation.deprecated,
        method: operation.method.0.clone(),
        path: operation.path.clone(),
        security: security::alternatives(operation, context.schemes),
        base_url: operation.servers.first().map(|server| server.url.clone()),
        arguments,
        options,
        body,
        answers: outcomes.answers,
        ok: outcomes.ok,
        err: outcomes.err,
    };
    lowered.docs = operation_docs(context, operation, &lowered);
    Ok((lowered, outcomes.enums))
}

fn parameters(
    scope: &Scope<'_>,
    operation: &model::Operation,
    name: &str,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Result<(Vec<Argument>, Option<OperationType>), Skipped> {
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
        let skipped = |reason: String| Skipped {
            reason,
            origin: parameter.place.origin,
        };
        if parameter.location == ParameterPlace::QueryString {
            return Err(skipped(format!(
                "`{}` is a whole query string",
                parameter.name
            )));
        }
        let argument =
            argument(scope, parameter, chosen.get(&wire_key(parameter))).ok_or_else(|| {
                skipped(format!(
                    "`{}` holds what its style cannot write",
                    parameter.name
                ))
            })?;
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
        return Ok((arguments, None));
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
        name: super::naming::type_name(&format!("{name} options")),
        docs: vec![format!(
            "What may be said to [`Client::{name}`](super::Client::{name})."
        )],
        parameters,
    };
    Ok((arguments, Some(options)))
}

fn place_word(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query | ParameterPlace::QueryString => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    }
}

fn argument(
    scope: &Scope<'_>,
    parameter: &model::Parameter,
    name: Option<&String>,
) -> Option<Argument> {
    let kind = argument_kind(scope, parameter.ty)?;
    let style = match parameter.style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form | Style::Cookie => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Content => "Json",
    };
    let mut lines = docs::of(&parameter.docs);
    if lines.is_empty() {
        lines.push(docs::code(&parameter.name));
    }
    Some(Argument {
        name: name?.clone(),
        wire: parameter.name.clone(),
        source: source(&parameter.place),
        docs: lines,
        ty: scope.expression(TypeUse {
            boxed: false,
            ..parameter.ty
        }),
        kind,
        writing: ParameterWriting {
            place: place_word(parameter.location),
            style,
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved,
        },
    })
}

/// How a parameter is passed: one text, or a value that its style takes apart.
fn argument_kind(scope: &Scope<'_>, at: TypeUse) -> Option<ArgumentKind> {
    let (id, _) = scope.behind(at.id);
    match &scope.ty(id).kind {
        TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::String(_)
        | TypeKind::Enum(_)
        | TypeKind::EnumUnion(_) => Some(ArgumentKind::Text),
        TypeKind::Null => None,
        _ => Some(ArgumentKind::Value),
    }
}

/// The media type that a body is sent as: JSON if it is offered, else the first that can be sent.
fn body_argument(scope: &Scope<'_>, body: &Body) -> Result<BodyArgument, Skipped> {
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
        kind,
        required: body.required,
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

fn operation_docs(
    context: &Context<'_>,
    operation: &model::Operation,
    lowered: &Operation,
) -> Vec<String> {
    let mut lines = docs::of(&operation.docs);
    docs::own(
        &mut lines,
        docs::code(&format!("{} {}", operation.method.0, operation.path)),
    );
    docs::own(&mut lines, "# Errors");
    docs::own(&mut lines, outcomes::errors_in_words(operation, lowered));
    docs::own(&mut lines, "# Examples");
    lines.push(String::new());
    lines.extend(example::lines(context, lowered));
    lines
}
