//! Operations: what a caller passes, what comes back, and what the docs say about it.

use std::collections::BTreeMap;

use crate::diag::codes::lower::OPERATION_SKIPPED;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model;
use crate::rust::{
    BodyArgument, BodyKind, Deprecation, Item, ItemKind, Operation, RustType, Scheme,
};
use crate::source::Origin;

use super::headers::HeaderSets;
use super::names::Names;
use super::naming::{Wish, operation_names};
use super::scope::{Scope, source};
use super::{
    alike, answer_media, bodies, deprecations, docs, example, outcomes, parameters, security,
    servers, split,
};

/// Methods that the client has itself.
pub(super) const RESERVED: &[&str] = &[
    "new", "builder", "base_url", "clone", "core", "fmt", "request",
];

/// What the types that an operation adds are called, behind its name.
pub(super) const TYPE_WORDS: [&str; 4] = ["response", "error", "options", "body"];

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

/// Lowers all operations, sorted by path and method, and the types that they add.
pub(super) fn lower(
    context: &Context<'_>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> (Vec<Operation>, Vec<Item>) {
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
    let mut headers = HeaderSets::of(context.scope);
    let mut type_names = names.operation_types(&pairs, headers.wishes(), &taken);
    headers.name(&mut type_names);
    let mut lowered = Vec::new();
    let mut items = Vec::new();
    for operation in operations {
        let Some(name) = chosen.get(&key(operation)) else {
            continue;
        };
        match one(
            context,
            operation,
            name,
            &type_names,
            &headers,
            names,
            diags,
        ) {
            Ok((operation, more)) => {
                lowered.push(operation);
                items.extend(more);
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
    let mut items = alike::shared(items, &lowered);
    items.extend(headers.lower(context.scope, names, diags));
    (lowered, items)
}

/// The key of an operation in the lock: `POST /groups`.
pub(super) fn key(operation: &model::Operation) -> String {
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
    headers: &HeaderSets<'_>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Result<(Operation, Vec<Item>), Skipped> {
    let scope = context.scope;
    let server = servers::own(scope.api, operation)?;
    let type_name = |word: &str| {
        let key = format!("{} {word}", key(operation));
        let name = type_names.get(&key).cloned().unwrap_or_default();
        (key, name)
    };
    let (arguments, options) =
        parameters::lower(scope, operation, name, type_name("options").1, names, diags);
    let body = operation
        .body
        .as_ref()
        .map(|body| bodies::lower(scope, body, &type_name("body").1, names, diags));
    let outcomes = outcomes::lower(scope, operation, name, &|word| type_name(word).1, diags);
    answer_media::report_untyped(scope, operation, diags);
    for word in TYPE_WORDS {
        let (key, chosen) = type_name(word);
        let is_enum = outcomes.enums.iter().any(|item| item.name == chosen);
        let named = RustType::Named(chosen.clone());
        if is_enum
            || body.as_ref().is_some_and(|body| body.ty == named)
            || options
                .as_ref()
                .is_some_and(|options| options.name == chosen)
        {
            names.used(&key, &chosen);
        }
    }
    let mut lowered = Operation {
        name: name.to_owned(),
        older: Vec::new(),
        tag: split::tag(operation),
        source: source(&operation.place),
        docs: Vec::new(),
        deprecated: deprecations::attribute(&operation.deprecated),
        method: operation.method.0.clone(),
        path: operation.path.clone(),
        server,
        retry: false,
        wrapped: false,
        security: security::alternatives(operation, context.schemes),
        arguments,
        options,
        body,
        answers: outcomes.answers,
        ok: outcomes.ok,
        err: outcomes.err,
        stream: outcomes.stream,
        paging: None,
        example: answer_media::example(scope, operation),
        headers: Vec::new(),
    };
    let found = headers.of_operation(scope, operation);
    lowered.headers = found.into_iter().cloned().collect();
    lowered.docs = operation_docs(context, operation, &lowered);
    let mut items = outcomes.enums;
    items.extend(lowered.options.as_ref().map(|options| Item {
        name: options.name.clone(),
        source: lowered.source.clone(),
        docs: options.docs.clone(),
        deprecated: Deprecation::No,
        older: Vec::new(),
        kind: ItemKind::Options(options.clone()),
    }));
    items.extend(
        lowered
            .body
            .as_ref()
            .and_then(|body| body_item(&lowered, body)),
    );
    Ok((lowered, items))
}

/// The type of a body that has several forms.
fn body_item(operation: &Operation, body: &BodyArgument) -> Option<Item> {
    let (RustType::Named(name), BodyKind::Either(choices)) = (&body.ty, &body.kind) else {
        return None;
    };
    Some(Item {
        name: name.clone(),
        source: operation.source.clone(),
        docs: vec![format!(
            "The body of [`Client::{0}`](super::Client::{0}), in one of its forms.",
            operation.name
        )],
        deprecated: Deprecation::No,
        older: Vec::new(),
        kind: ItemKind::Body(choices.clone()),
    })
}

fn operation_docs(
    context: &Context<'_>,
    operation: &model::Operation,
    lowered: &Operation,
) -> Vec<String> {
    let mut lines = docs::of(&operation.docs);
    let request = docs::code(&format!("{} {}", operation.method.0, operation.path));
    let text = match outcomes::errors_in_words(operation, lowered) {
        Some(errors) => format!("{request}; errors: {errors}."),
        None => request,
    };
    docs::own(&mut lines, text);
    deprecations::note(&mut lines, &operation.deprecated);
    if let Some(server) = &lowered.server {
        let text = format!(
            "Goes to <{server}>, unless the client was built with a base URL of the caller's."
        );
        docs::own(&mut lines, text);
    }
    if let Some(stream) = &lowered.stream {
        docs::own(&mut lines, outcomes::stream_in_words(stream));
    }
    if !lowered.headers.is_empty() {
        let names: Vec<String> = lowered
            .headers
            .iter()
            .map(|name| format!("[`{name}`](types::{name})"))
            .collect();
        let text = format!("Its answers have headers: {}.", names.join(", "));
        docs::own(&mut lines, text);
    }
    if let Some(example) = example::lines(context, lowered) {
        lines.push(String::new());
        lines.extend(example);
    }
    lines
}
