//! Bodies: how a caller passes one, the step of a call that writes it, and the enum of a body with several forms.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{BodyArgument, BodyChoice, BodyKind, RustType};

use super::codec::blocks;
use super::items::{DERIVED, braced};
use super::layout;
use super::ty::{Types, ident};

/// The type of the argument, and the step that writes it.
pub(super) fn argument(types: Types<'_>, body: &BodyArgument) -> (TokenStream, TokenStream) {
    let step = match &body.kind {
        BodyKind::Either(choices) => either(types, body, choices),
        _ => step(body, true),
    };
    let owned = types.of(&body.ty);
    let ty = match (&body.kind, &body.ty) {
        (BodyKind::Binary(_) | BodyKind::Part | BodyKind::Either(_), _) => owned,
        (_, RustType::Vec(item)) => {
            let item = types.of(item);
            quote!(&[#item])
        }
        (_, RustType::String) => quote!(&str),
        _ => quote!(&#owned),
    };
    let is_into = matches!(
        body.kind,
        BodyKind::Binary(_) | BodyKind::Part | BodyKind::Either(_)
    );
    match (is_into, body.required) {
        (_, false) => (
            quote!(Option<#ty>),
            match &body.kind {
                BodyKind::Either(_) => quote!(.optional(body, #step)),
                _ => quote!(.optional(body, |call, body| call #step)),
            },
        ),
        (true, true) => (
            quote!(impl Into<#ty>),
            match &body.kind {
                BodyKind::Either(_) => quote!(.either(Into::<#ty>::into(body), #step)),
                _ => step,
            },
        ),
        (false, true) => (ty, step),
    }
}

fn either(types: Types<'_>, body: &BodyArgument, choices: &[BodyChoice]) -> TokenStream {
    let name = types.of(&body.ty);
    let arms = choices.iter().map(|choice| {
        let variant = ident(&choice.variant);
        let step = step(&choice.body, false);
        quote!(#name::#variant(body) => call #step)
    });
    quote!(|call, body| match body { #(#arms),* })
}

/// The step that writes a body of one form.
fn step(body: &BodyArgument, borrowed: bool) -> TokenStream {
    let checks: TokenStream = match body.checks.is_empty() {
        true => quote!(&[]),
        false => {
            let checks: TokenStream = super::codec::checks(&body.checks)
                .parse()
                .unwrap_or_default();
            quote!(&{ use crate::runtime::Check::*; [#checks] })
        }
    };
    match &body.kind {
        BodyKind::Json(media) => {
            let media = media
                .as_ref()
                .map(|media| quote!(.header("content-type", #media)));
            match body.checks.is_empty() {
                true => quote!(.json(body) #media),
                false => quote!(.json_checked(body, #checks) #media),
            }
        }
        BodyKind::Form => quote!(.form(body, #checks)),
        BodyKind::Multipart(media) => quote!(.multipart(#media, body, #checks)),
        BodyKind::Text(media) if borrowed => quote!(.body(#media, body.to_owned())),
        BodyKind::Text(media) | BodyKind::Binary(media) => quote!(.body(#media, body)),
        BodyKind::Part | BodyKind::Either(_) => quote!(.part(body)),
    }
}

/// The enum of a body with several forms.
pub(super) fn item(text: &mut String, types: Types<'_>, name: &str, choices: &[BodyChoice]) {
    braced(text, DERIVED, &format!("enum {name}"), |text| {
        for choice in choices {
            layout::docs(text, 4, std::slice::from_ref(&choice.docs));
            layout::variant(text, types, 4, &choice.variant, &choice.body.ty);
        }
    });
}

/// Its conversions, for the codec; none where nothing converts.
pub(super) fn forms(types: Types<'_>, name: &str, choices: &[BodyChoice]) -> Option<String> {
    let made = choices.iter().filter(|choice| choice.from);
    let rows: Vec<String> = made
        .map(|choice| format!("{}({})", choice.variant, types.text(&choice.body.ty)))
        .collect();
    let open = format!("forms! {{ {name} {{");
    (!rows.is_empty()).then(|| blocks(&[(open, rows), ("} }".to_owned(), Vec::new())]))
}
