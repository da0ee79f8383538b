//! Parameters: the steps of a call that write them, and the rows of an operation's table.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::{
    Argument, ArgumentKind, BodyKind, Operation, RustType, Writing, WritingPlace, WritingStyle,
};

use super::ty::ident;

/// The step that writes what must be passed.
pub(super) fn required(argument: &Argument) -> TokenStream {
    let (name, wire, method) = (ident(&argument.name), &argument.wire, method(argument));
    match (argument.kind, &argument.ty) {
        (ArgumentKind::Text, _) => quote!(.#method(#wire, &#name.text())),
        // A slice has no size of its own.
        (_, RustType::Vec(_)) => quote!(.#method(#wire, &#name)),
        _ => quote!(.#method(#wire, #name)),
    }
}

/// The step that writes what may be passed.
pub(super) fn optional(argument: &Argument) -> TokenStream {
    let (name, wire, method) = (ident(&argument.name), &argument.wire, method(argument));
    quote!(.#method(#wire, &options.#name))
}

fn method(argument: &Argument) -> Ident {
    ident(match argument.writing.place {
        WritingPlace::Path => "in_path",
        WritingPlace::Query => "in_query",
        WritingPlace::QueryString => "as_query",
        WritingPlace::Header => "in_header",
        // Properties of a body have no step of their own.
        WritingPlace::Property | WritingPlace::Part | WritingPlace::Cookie => "in_cookie",
    })
}

/// All parameters of an operation, and properties of its body, that have something to say in its table.
fn unusual(operation: &Operation) -> Vec<(&String, &Writing)> {
    let options = operation.options.iter().flat_map(|o| &o.parameters);
    let options = options.map(|parameter| &parameter.argument);
    let all = operation.arguments.iter().chain(options);
    let mut rows: Vec<(&String, &Writing)> = all
        .filter(|argument| !argument.writing.is_usual())
        .map(|argument| (&argument.wire, &argument.writing))
        .collect();
    let bodies = operation.body.iter().flat_map(|body| match &body.kind {
        BodyKind::Either(choices) => choices.iter().map(|choice| &choice.body).collect(),
        _ => vec![body],
    });
    for (name, writing) in bodies.flat_map(|body| &body.rows) {
        if !rows.contains(&(name, writing)) {
            rows.push((name, writing));
        }
    }
    rows
}

/// The rows of an operation's table.
pub(super) fn rows(operation: &Operation) -> Vec<TokenStream> {
    let rows = unusual(operation).into_iter();
    rows.map(|(name, writing)| row(name, writing)).collect()
}

/// A row.
fn row(name: &str, writing: &Writing) -> TokenStream {
    let place = ident(match writing.place {
        WritingPlace::Path => "path",
        WritingPlace::Query => "query",
        WritingPlace::QueryString => "query_string",
        WritingPlace::Header => "header",
        WritingPlace::Cookie => "cookie",
        WritingPlace::Property => "property",
        WritingPlace::Part => "part",
    });
    let style = writing.style.map(|style| {
        let style = ident(style_name(style));
        quote!(.style(Style::#style))
    });
    let media = writing.media.as_ref().map(|media| quote!(.media(#media)));
    let reserved = writing.reserved.then(|| quote!(.reserved()));
    let checks = (!writing.checks.is_empty())
        .then(|| super::codec::checks(&writing.checks).parse().ok())
        .flatten()
        .map(|checks: TokenStream| quote!(.checks(&[#checks])));
    quote!(Parameter::#place(#name) #style #media #reserved #checks)
}

/// What the tables of these operations need from the runtime: names, and the limits.
pub(super) fn imports(operations: &[&Operation]) -> (Vec<&'static str>, Option<TokenStream>) {
    let all = || operations.iter().copied().flat_map(unusual);
    let mut names = Vec::new();
    if all().next().is_some() {
        names.push("Parameter");
    }
    if all().any(|(_, writing)| writing.style.is_some()) {
        names.push("Style");
    }
    let checks = all().any(|(_, writing)| !writing.checks.is_empty());
    let checks = checks.then(|| {
        quote!(
            use crate::runtime::Check::*;
        )
    });
    (names, checks)
}

fn style_name(style: WritingStyle) -> &'static str {
    match style {
        WritingStyle::Simple => "Simple",
        WritingStyle::SimpleExploded => "SimpleExploded",
        WritingStyle::Label => "Label",
        WritingStyle::LabelExploded => "LabelExploded",
        WritingStyle::Matrix => "Matrix",
        WritingStyle::MatrixExploded => "MatrixExploded",
        WritingStyle::Form => "Form",
        WritingStyle::FormExploded => "FormExploded",
        WritingStyle::SpaceDelimited => "SpaceDelimited",
        WritingStyle::PipeDelimited => "PipeDelimited",
        WritingStyle::DeepObject => "DeepObject",
        WritingStyle::Cookie => "Cookie",
        WritingStyle::CookieExploded => "CookieExploded",
        WritingStyle::Json => "Json",
    }
}
