//! What an operation is: a static table for each, and the security schemes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    Answer, AnswerMedia, AnswerStatus, ApiModule, Grant, KeyPlace, Operation, Outcome, OutcomeArm,
    RustType, Scheme, SchemeKind,
};

use super::parameters;
use super::ty::{Types, ident};

/// The security schemes of an API.
pub(super) fn schemes(api: &ApiModule) -> TokenStream {
    let schemes = api.client.schemes.iter().map(scheme);
    quote!(static SCHEMES: &[Scheme] = &[#(#schemes),*];)
}

/// What the tables of operations name of the runtime.
pub(super) fn names(operations: &[&Operation]) -> Vec<&'static str> {
    let mut names = Vec::new();
    if !operations.is_empty() {
        names.extend(["Operation", "answer"]);
    }
    if operations
        .iter()
        .any(|operation| !operation.answers.is_empty())
    {
        names.extend(["Answer", "Media"]);
    }
    names
}

/// What the table of the security schemes names of the runtime.
pub(super) fn scheme_names(api: &ApiModule) -> Vec<&'static str> {
    let mut names = vec!["Scheme"];
    for scheme in &api.client.schemes {
        match &scheme.kind {
            SchemeKind::ApiKey(..) => names.push("KeyPlace"),
            SchemeKind::OAuth2(tokens) if !tokens.is_empty() => names.push("Grant"),
            _ => {}
        }
    }
    names
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = &scheme.name;
    match &scheme.kind {
        SchemeKind::ApiKey(place, key) => {
            let place = ident(match place {
                KeyPlace::Header => "Header",
                KeyPlace::Query => "Query",
                KeyPlace::Cookie => "Cookie",
            });
            quote!(Scheme::ApiKey { name: #name, place: KeyPlace::#place, key: #key })
        }
        SchemeKind::Basic => quote!(Scheme::Basic { name: #name }),
        SchemeKind::Bearer => quote!(Scheme::Bearer { name: #name }),
        SchemeKind::Http(scheme) => quote!(Scheme::Http { name: #name, scheme: #scheme }),
        SchemeKind::OAuth2(tokens) => {
            let tokens = tokens.iter().map(|(grant, url)| {
                let grant = ident(match grant {
                    Grant::Password => "Password",
                    Grant::ClientCredentials => "ClientCredentials",
                    Grant::RefreshToken => "RefreshToken",
                });
                quote!((Grant::#grant, #url))
            });
            quote!(Scheme::OAuth2 { name: #name, tokens: &[#(#tokens),*] })
        }
        SchemeKind::MutualTls => quote!(Scheme::MutualTls { name: #name }),
    }
}

/// The table of an operation.
pub(super) fn table(types: Types<'_>, operation: &Operation) -> TokenStream {
    let (name, method, path) = (&operation.name, &operation.method, &operation.path);
    let table = ident(&operation.table);
    let alternatives = operation.security.iter().map(|alternative| {
        let indices = alternative
            .iter()
            .map(|index| proc_macro2::Literal::usize_unsuffixed(*index));
        quote!(&[#(#indices),*])
    });
    let server = match &operation.server {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let parameters = parameters::rows(operation);
    let answers = operation.answers.iter().map(answer);
    let ok_type = ok_type(types, &operation.ok);
    let err_type = err_type(types, &operation.err);
    let nested = super::client::as_nested(&ok_type, &err_type);
    let ok = reader(types, &operation.ok, "empty");
    let err = reader(types, &operation.err, "undeclared");
    quote! {
        #nested
        static #table: Operation<#ok_type, #err_type> = Operation {
            name: #name,
            method: #method,
            path: #path,
            server: #server,
            parameters: &[#(#parameters),*],
            security: &[#(#alternatives),*],
            answers: &[#(#answers),*],
            ok: #ok,
            err: #err,
        };
    }
}

fn answer(answer: &Answer) -> TokenStream {
    let media = match (&answer.name, answer.media) {
        (Some(name), AnswerMedia::Lines) => quote!(Media::Lines(#name)),
        (Some(name), _) => quote!(Media::Other(#name)),
        (None, AnswerMedia::Json) => quote!(Media::Json),
        (None, AnswerMedia::Text) => quote!(Media::Text),
        (None, AnswerMedia::Binary) => quote!(Media::Binary),
        (None, AnswerMedia::Events) => quote!(Media::Events),
        (None, AnswerMedia::WholeEvents) => quote!(Media::WholeEvents),
        (None, AnswerMedia::None | AnswerMedia::Lines) => quote!(Media::Empty),
    };
    match answer.status {
        AnswerStatus::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(Answer::code(#code, #media))
        }
        AnswerStatus::Range(first) => {
            let first = proc_macro2::Literal::u8_unsuffixed(first);
            quote!(Answer::range(#first, #media))
        }
        AnswerStatus::Default => quote!(Answer::other(#media)),
    }
}

/// The type that success gives.
pub(super) fn ok_type(types: Types<'_>, outcome: &Outcome) -> TokenStream {
    outcome_type(types, outcome, &RustType::Unit)
}

/// The type that a declared error gives.
pub(super) fn err_type(types: Types<'_>, outcome: &Outcome) -> TokenStream {
    outcome_type(types, outcome, &RustType::Undeclared)
}

fn outcome_type(types: Types<'_>, outcome: &Outcome, nothing: &RustType) -> TokenStream {
    match outcome {
        Outcome::One(ty, _) => types.of(ty),
        Outcome::ByStatus(name, _) => types.of(&RustType::Named(name.clone())),
        Outcome::Nothing => types.of(nothing),
    }
}

fn reader(types: Types<'_>, outcome: &Outcome, nothing: &str) -> TokenStream {
    match outcome {
        Outcome::Nothing => {
            let nothing = ident(nothing);
            quote!(answer::#nothing)
        }
        Outcome::One(ty, media) => read(types, ty, *media),
        Outcome::ByStatus(name, arms) => by_status(types, name, arms),
    }
}

fn read(types: Types<'_>, ty: &RustType, media: AnswerMedia) -> TokenStream {
    match (media, ty) {
        (AnswerMedia::Json, RustType::Json) => quote!(answer::value),
        (AnswerMedia::Json, ty) => {
            let ty = types.of(ty);
            quote!(answer::json::<#ty>)
        }
        (AnswerMedia::Text, _) => quote!(answer::text),
        (AnswerMedia::Binary, _) => quote!(answer::bytes),
        _ => quote!(answer::empty),
    }
}

fn by_status(types: Types<'_>, name: &str, arms: &[OutcomeArm]) -> TokenStream {
    let name = ident(name);
    let count = arms.len();
    let rows = arms.iter().enumerate().map(|(at, arm)| {
        let variant = ident(&arm.variant);
        let index = proc_macro2::Literal::usize_unsuffixed(arm.answer);
        // The last one stands for all other indices, of which the runtime has none.
        let pattern = if at + 1 == count {
            quote!(_)
        } else {
            quote!(#index)
        };
        match &arm.ty {
            Some(ty) => {
                let read = read(types, ty, arm.media);
                quote!(#pattern => #read(index, received).map(types::#name::#variant))
            }
            None => quote!(#pattern => Ok(types::#name::#variant)),
        }
    });
    quote!(|index, received| match index { #(#rows),* })
}
