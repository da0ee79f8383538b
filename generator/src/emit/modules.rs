//! `lib.rs` and the module of each API.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{ApiModule, Crate, ItemKind};

use super::ty::{ident, inner_docs};

/// `lib.rs`.
pub(super) fn crate_root(krate: &Crate) -> TokenStream {
    let docs = inner_docs(&krate.docs);
    let modules: TokenStream = match (krate.at_root, &krate.apis[..]) {
        (true, [api]) => contents(api),
        (_, apis) => apis
            .iter()
            .map(|api| {
                let name = ident(&api.name);
                let feature = api
                    .feature
                    .as_ref()
                    .map(|feature| quote!(#[cfg(feature = #feature)]));
                quote! {
                    #feature
                    #[rustfmt::skip]
                    pub mod #name;
                }
            })
            .collect(),
    };
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #modules
        #[rustfmt::skip]
        pub mod runtime;
    }
}

/// `mod.rs` of an API.
pub(super) fn api(api: &ApiModule) -> TokenStream {
    let docs = inner_docs(&api.docs);
    let contents = contents(api);
    quote!(#docs #contents)
}

/// Whether there is a type that the codec must know.
pub(super) fn has_codec(api: &ApiModule) -> bool {
    api.items()
        .any(|item| !matches!(item.kind, ItemKind::Alias(_)))
}

fn contents(api: &ApiModule) -> TokenStream {
    let codec = has_codec(api).then(|| {
        quote! {
            #[rustfmt::skip]
            mod codec;
        }
    });
    quote! {
        #[rustfmt::skip]
        mod client;
        #codec
        #[rustfmt::skip]
        mod operations;
        #[rustfmt::skip]
        pub mod types;

        pub use client::{Client, Credentials};
        pub use crate::runtime::{ApiError, BuildError, Call, Error};
    }
}
