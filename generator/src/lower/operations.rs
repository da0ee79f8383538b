//! Operations: what a caller passes, what comes back, and what the docs say about it.

use std::collections::BTreeMap;

use crate::diag::codes::lower::OPERATION_SKIPPED;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{
    self, Body, Media, MediaKind, ParameterPlace, ScalarFormat, Style, TypeKind, TypeUse,
};
use crate::rust::{
    Argument, ArgumentKind, BodyArgument, BodyKind, Operation, OperationType, OptionalParameter,
    ParameterWriting, QueryStyle, RustType, Scheme, Setter, SetterForm, StatusEnum,
};
use crate::source::Origin;

use super::names::Names;
use super::naming::{Wish, constant_name, field_name, operation_names};
use super::scope::{Scope, source};
use super::{checks, docs, example, outcomes, security};

/// Methods that the client has itself.
const RESERVED: &[&str] = &["new", "builder", "base_url", "clone", "core", "fmt"];

/// What lowering an operation needs beside the operation.
pub(super) struct Context<'a> {
    /// The types.
    pub(super) scope: &'a Scope<'a>,
    /// The security schemes.
    pub(super) schemes: &'a [Scheme],
    /// How the API's module is called from outside (`api_clients::galileo`), for examples.
    pub(super) path: String,
}

impl Context<'_> {
    /// The crate, as its doctests say it.
    pub(super) fn krate(&self) -> &str {
        self.path.split("::").next().unwrap_or_default()
    }
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
    let pairs: Vec<(String, String)> = chosen.clone().into_iter().collect();
    let taken = context.scope.names.values().cloned().collect();
    let type_names = names.operation_types(&pairs, &taken);
    let mut lowered = Vec::new();
    let mut enums = Vec::new();
    for operation in operations {
        let Some(name) = chosen.get(&key(operation)) else {
            continue;
        };
        match one(context, operation, name, &type_names, names, diags) {
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
    type_names: &BTreeMap<String, String>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Result<(Operation, Vec<StatusEnum>), Skipped> {
    let scope = context.scope;
    if let Some(server) = operation.servers.first()
        && scope.api.servers.first() != Some(server)
    {
        return Err(Skipped {
            reason: format!("it has a server of its own, {}", docs::code(&server.url)),
            origin: operation.place.origin,
        });
    }
    let type_name = |word: &str| {
        let key = format!("{} {word}", key(operation));
        let name = type_names.get(&key).cloned().unwrap_or_default();
        (key, name)
    };
    let (arguments, options) =
        parameters(scope, operation, name, type_name("options").1, names, diags)?;
    let body = match &operation.body {
        Some(body) => Some(body_argument(scope, body)?),
        None => None,
    };
    let outcomes = outcomes::lower(scope, operation, name, &|word| type_name(word).1)?;
    for word in ["response", "error", "options"] {
        let (key, chosen) = type_name(word);
        let is_enum = outcomes.enums.iter().any(|item| item.name == chosen);
        if is_enum
            || options
                .as_ref()
                .is_some_and(|options| options.name == chosen)
        {
            names.used(&key, &chosen);
        }
    }
    let mut lowered = Operation {
        name: name.to_owned(),
        table: constant_name(name),
        source: source(&operation.place),
        docs: Vec::new(),
        deprecated: operation.deprecated,
        method: operation.method.0.clone(),
        path: operation.path.clone(),
        security: security::alternatives(operation, context.schemes),
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
    options: String,
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
        name: options,
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
    let list = list_item(scope, parameter.ty);
    let text = text_type(scope, parameter.ty);
    let value = scope.expression(TypeUse {
        boxed: false,
        ..parameter.ty
    });
    let (kind, ty, writing) = match (parameter.location, parameter.style, text, list) {
        (ParameterPlace::Path, Style::Simple, Some(text), _) => {
            (ArgumentKind::Text, text, ParameterWriting::Path)
        }
        (ParameterPlace::Query, style, Some(text), _) if style != Style::Content => {
            (ArgumentKind::Text, text, ParameterWriting::Query)
        }
        (ParameterPlace::Query, style, _, list) => {
            let writing = ParameterWriting::QueryValue(query_style(style, parameter.explode)?);
            match list {
                Some(item) => (ArgumentKind::List, RustType::Vec(Box::new(item)), writing),
                None => (ArgumentKind::Value, value, writing),
            }
        }
        (ParameterPlace::Header, Style::Simple, Some(text), _) => {
            (ArgumentKind::Text, text, ParameterWriting::Header)
        }
        (ParameterPlace::Header, Style::Simple, None, Some(item)) => (
            ArgumentKind::List,
            RustType::Vec(Box::new(item)),
            ParameterWriting::Header,
        ),
        (ParameterPlace::Cookie, Style::Form | Style::Cookie, Some(text), _) => {
            (ArgumentKind::Text, text, ParameterWriting::Cookie)
        }
        _ => return None,
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
        ty,
        kind,
        writing,
    })
}

fn query_style(style: Style, explode: bool) -> Option<QueryStyle> {
    Some(match (style, explode) {
        (Style::Form, true) => QueryStyle::FormExploded,
        (Style::Form, false) => QueryStyle::Form,
        (Style::SpaceDelimited, _) => QueryStyle::SpaceDelimited,
        (Style::PipeDelimited, _) => QueryStyle::PipeDelimited,
        (Style::DeepObject, _) => QueryStyle::DeepObject,
        (Style::Content, _) => QueryStyle::Json,
        _ => return None,
    })
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
fn text_type(scope: &Scope<'_>, at: TypeUse) -> Option<RustType> {
    let (id, _) = scope.behind(at.id);
    let own = || scope.expression(TypeUse { boxed: false, ..at });
    match &scope.ty(id).kind {
        TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::Enum(_)
        | TypeKind::EnumUnion(_) => Some(own()),
        TypeKind::String(string) => match string.scalar {
            Some(ScalarFormat::Base64 | ScalarFormat::Binary) => Some(RustType::String),
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
        // Only JSON has a word for a body that is not there.
        required: body.required || !matches!(kind, BodyKind::Json(None)),
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
