//! Builders of the URLs of servers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{ServerUrl, UrlPiece, UrlValues, UrlVariable};

use super::ty::{docs, ident, inner_docs};

/// `servers.rs`.
pub(super) fn file(servers: &[ServerUrl]) -> TokenStream {
    let head = inner_docs(&["Servers whose URLs have variables.".to_owned()]);
    let servers = servers.iter().map(one);
    quote!(#head #(#servers)*)
}

fn one(server: &ServerUrl) -> TokenStream {
    let name = ident(&server.name);
    let about = docs(&server.docs);
    let fields = server.variables.iter().map(|variable| {
        let field = ident(&variable.field);
        let ty = ty(variable);
        quote!(#field: #ty,)
    });
    let asked = server.variables.iter().filter(|v| v.default.is_none());
    let asked: Vec<TokenStream> = asked
        .map(|variable| {
            let (field, ty) = (ident(&variable.field), argument(variable));
            quote!(#field: #ty)
        })
        .collect();
    let begun = server.variables.iter().map(begun);
    let setters = server.variables.iter().map(setter);
    let pieces = server.pieces.iter().map(|piece| match piece {
        UrlPiece::Text(text) => {
            let text = Literal::string(text);
            quote!(#text)
        }
        UrlPiece::Variable(at) => server.variables.get(*at).map(value).unwrap_or_default(),
    });
    let default = asked.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let enums = server.variables.iter().filter_map(|v| v.values.as_ref());
    let enums = enums.map(enumerated);
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[must_use = "it is the base URL of a client that is built with it"]
        pub struct #name {
            #(#fields)*
        }

        impl #name {
            /// The server, its variables having their defaults.
            pub fn new(#(#asked),*) -> Self {
                Self { #(#begun),* }
            }
            #(#setters)*
        }

        #default

        impl From<#name> for String {
            fn from(server: #name) -> Self {
                let pieces = [#(#pieces),*];
                pieces.concat()
            }
        }
        #(#enums)*
    }
}

fn ty(variable: &UrlVariable) -> TokenStream {
    match &variable.values {
        Some(values) => {
            let name = ident(&values.name);
            quote!(#name)
        }
        None => quote!(String),
    }
}

fn argument(variable: &UrlVariable) -> TokenStream {
    match &variable.values {
        Some(_) => ty(variable),
        None => quote!(impl Into<String>),
    }
}

fn begun(variable: &UrlVariable) -> TokenStream {
    let field = ident(&variable.field);
    match (&variable.default, &variable.values) {
        (Some(default), Some(values)) => {
            let name = ident(&values.name);
            let mut variants = values.variants.iter();
            let variant = variants.find(|value| value.text == *default);
            let variant = variant.map(|value| ident(&value.name));
            quote!(#field: #name::#variant)
        }
        (Some(default), None) if default.is_empty() => quote!(#field: String::new()),
        (Some(default), None) => {
            let default = Literal::string(default);
            quote!(#field: #default.to_owned())
        }
        (None, Some(_)) => quote!(#field),
        (None, None) => quote!(#field: #field.into()),
    }
}

fn setter(variable: &UrlVariable) -> TokenStream {
    let field = ident(&variable.field);
    let about = docs(&variable.docs);
    let argument = argument(variable);
    let value = match &variable.values {
        Some(_) => quote!(value),
        None => quote!(value.into()),
    };
    quote! {
        #about
        pub fn #field(mut self, value: #argument) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn value(variable: &UrlVariable) -> TokenStream {
    let field = ident(&variable.field);
    match &variable.values {
        Some(_) => quote!(server.#field.as_str()),
        None => quote!(&server.#field),
    }
}

fn enumerated(values: &UrlValues) -> TokenStream {
    let name = ident(&values.name);
    let about = docs(&values.docs);
    let variants = values.variants.iter().map(|value| {
        let (variant, about) = (ident(&value.name), docs(&value.docs));
        quote!(#about #variant,)
    });
    let arms = values.variants.iter().map(|value| {
        let (variant, text) = (ident(&value.name), Literal::string(&value.text));
        quote!(Self::#variant => #text,)
    });
    quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            /// The value in the URL.
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
