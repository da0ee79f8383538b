//! `lib.rs` and the module of each API.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{ApiModule, Crate, ItemKind, TypeGroup};

use super::ty::{ident, inner_docs};

/// `lib.rs`.
pub(super) fn crate_root(krate: &Crate) -> TokenStream {
    let docs = inner_docs(&krate.docs);
    let modules: TokenStream = match (krate.at_root, &krate.apis[..]) {
        (true, [api]) => contents(api, &quote!(#[rustfmt::skip])),
        (_, apis) => apis
            .iter()
            .map(|api| {
                let name = ident(&api.name);
                let feature = only_with(api.features.module());
                quote! {
                    #feature
                    #[rustfmt::skip]
                    pub mod #name;
                }
            })
            .collect(),
    };
    let letters = krate.foreign_letters.then(|| {
        quote! {
            #![allow(confusable_idents, reason = "letters of the document")]
            #![allow(mixed_script_confusables, reason = "letters of the document")]
            #![allow(uncommon_codepoints, reason = "letters of the document")]
        }
    });
    let tuples = krate
        .tuples
        .then(|| quote!(#![allow(clippy::type_complexity, reason = "tuples of the document")]));
    let limit = krate.recursion_limit.map(|levels| {
        let levels = levels.to_string();
        quote!(#![recursion_limit = #levels])
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #letters
        #tuples
        #limit
        #modules
        #[rustfmt::skip]
        pub mod runtime;
    }
}

/// `mod.rs` of an API.
pub(super) fn api(api: &ApiModule) -> TokenStream {
    let docs = inner_docs(&api.docs);
    // `lib.rs` has marked the whole module already.
    let contents = contents(api, &TokenStream::new());
    quote!(#docs #contents)
}

/// Whether there is a type that the codec must know.
pub(super) fn has_codec(api: &ApiModule) -> bool {
    api.types.iter().any(is_coded)
}

/// Whether a file of types has one that the codec must know.
pub(super) fn is_coded(group: &TypeGroup) -> bool {
    group.items.iter().any(|item| match &item.kind {
        ItemKind::Body(choices) => choices.iter().any(|choice| choice.from),
        ItemKind::Alias(_) => false,
        ItemKind::ByStatus(_)
        | ItemKind::Struct(_)
        | ItemKind::Options(_)
        | ItemKind::TextEnum(_)
        | ItemKind::IntegerEnum(_)
        | ItemKind::EnumUnion(_)
        | ItemKind::Union(_)
        | ItemKind::Headers(_) => true,
    })
}

/// What hides an item from those who do not turn its feature on.
pub(super) fn only_with(feature: Option<&String>) -> TokenStream {
    match feature {
        Some(feature) => quote!(#[cfg(feature = #feature)]),
        None => TokenStream::new(),
    }
}

fn contents(api: &ApiModule, skip: &TokenStream) -> TokenStream {
    let webhooks = (!api.webhooks.is_empty()).then(|| {
        let feature = only_with(api.webhooks_feature.as_ref());
        quote!(#feature #skip pub mod webhooks;)
    });
    let codec = has_codec(api).then(|| quote!(#skip mod codec;));
    let servers = (!api.client.server_urls.is_empty()).then(|| quote!(#skip pub mod servers;));
    quote! {
        #skip
        mod client;
        #codec
        #servers
        #skip
        pub mod types;
        #webhooks

        pub use crate::runtime::{ApiError, BuildError, Call, Error};
        pub use client::{Client, Credentials};
    }
}
