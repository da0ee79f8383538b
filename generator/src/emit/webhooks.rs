//! `webhooks.rs`: names for what the API sends.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::ApiModule;

use super::ty::{Types, deprecated, docs, ident, inner_docs};

/// `webhooks.rs`.
pub(super) fn file(api: &ApiModule) -> TokenStream {
    let head = inner_docs(&[
        "What the API sends: the bodies of webhooks and callbacks, and what they are answered with.".to_owned(),
        String::new(),
        "[`parse`] reads a body that was received. Whether it came from the API, by a signature or otherwise, is for".to_owned(),
        "the caller to see.".to_owned(),
    ]);
    let types = Types {
        shadowed: &api.shadowed,
        prefixed: true,
        imports: None,
    };
    let quiet = super::items::quiet(api);
    let use_types = api
        .webhooks
        .iter()
        .any(|one| !one.ty.names().is_empty())
        .then(|| {
            quote!(
                use super::types;
            )
        });
    let aliases = api.webhooks.iter().map(|one| {
        let (name, ty) = (ident(&one.name), types.of(&one.ty));
        let (docs, deprecated) = (docs(&one.docs), deprecated(&one.deprecated));
        quote!(#docs #deprecated pub type #name = #ty;)
    });
    quote! {
        #head
        #quiet
        pub use crate::runtime::from_slice as parse;
        #use_types
        #(#aliases)*
    }
}
