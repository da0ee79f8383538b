//! Structs of headers, and the rows by which the runtime reads them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{HeaderForm, HeaderStruct};

use super::ty::{Types, deprecated, docs, ident};

/// The struct.
pub(super) fn item(
    types: Types<'_>,
    name: &str,
    head: TokenStream,
    headers: &HeaderStruct,
) -> TokenStream {
    let name = ident(name);
    let option = types.prelude("Option");
    let fields = headers.fields.iter().map(|field| {
        let (name, ty) = (ident(&field.name), types.of(&field.ty));
        let (docs, deprecated) = (docs(&field.docs), deprecated(field.deprecated));
        quote!(#docs #deprecated pub #name: #option<#ty>,)
    });
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}

/// Its rows in the codec.
pub(super) fn codec(headers: &HeaderStruct) -> Vec<String> {
    let rows = headers.fields.iter().map(|field| {
        let form = match field.form {
            HeaderForm::Simple => "Simple",
            HeaderForm::Exploded => "Exploded",
            HeaderForm::Json => "Json",
        };
        format!("{} {} {form}", field.name, Literal::string(&field.wire))
    });
    rows.collect()
}
