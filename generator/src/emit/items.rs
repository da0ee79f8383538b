//! Types: structs, enums, unions and aliases.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    ApiModule, EnumUnion, Field, Item, ItemKind, Openness, OperationType, RustType, StatusEnum,
    Struct, TextEnum, TypeGroup, Union,
};

use super::bodies;
use super::modules::only_with;
use super::ty::{Types, deprecated, docs, ident, inner_docs};

/// `types.rs`, when all types are in one file.
pub(super) fn single(api: &ApiModule, group: &TypeGroup) -> TokenStream {
    let head = inner_docs(&["What is sent and received.".to_owned()]);
    let quiet = quiet(api);
    let items = items(api, &group.items);
    quote!(#head #quiet #items)
}

/// `types/mod.rs`, when types are split over files.
pub(super) fn index(api: &ApiModule, groups: &[TypeGroup]) -> TokenStream {
    let head = inner_docs(&["What is sent and received.".to_owned()]);
    let quiet = quiet(api);
    let modules = groups.iter().filter_map(|group| {
        let (name, feature) = (
            ident(group.module.as_ref()?),
            only_with(group.feature.as_ref()),
        );
        Some(quote!(#feature mod #name;))
    });
    let names = groups.iter().filter_map(|group| {
        let (name, feature) = (
            ident(group.module.as_ref()?),
            only_with(group.feature.as_ref()),
        );
        Some(quote!(#feature pub use #name::*;))
    });
    quote!(#head #quiet #(#modules)* #(#names)*)
}

/// One file of types.
pub(super) fn group(api: &ApiModule, group: &TypeGroup) -> TokenStream {
    let head = inner_docs(&group.docs);
    let items = items(api, &group.items);
    quote! {
        #head
        #[allow(unused_imports)]
        use super::*;
        #items
    }
}

/// What keeps a deprecated part of a document from making this crate's own build noisy.
pub(super) fn quiet(api: &ApiModule) -> TokenStream {
    let field = |field: &Field| field.deprecated;
    let deprecated = api.client.operations.iter().any(|o| o.deprecated)
        || api.webhooks.iter().any(|webhook| webhook.deprecated)
        || api.items().any(|item| {
            item.deprecated
                || matches!(&item.kind, ItemKind::Struct(object) if object.fields.iter().any(field))
                || matches!(&item.kind, ItemKind::Headers(one) if one.fields.iter().any(|header| header.deprecated))
        });
    match deprecated {
        true => quote!(#![allow(deprecated, reason = "the document deprecates parts of itself")]),
        false => TokenStream::new(),
    }
}

fn items(api: &ApiModule, items: &[Item]) -> TokenStream {
    let types = Types {
        shadowed: &api.shadowed,
        prefixed: false,
    };
    items.iter().map(|one| item(types, one)).collect()
}

fn item(types: Types<'_>, item: &Item) -> TokenStream {
    let name = ident(&item.name);
    let docs = docs(&item.docs);
    let deprecated = deprecated(item.deprecated);
    let head = quote!(#docs #deprecated);
    match &item.kind {
        ItemKind::Alias(target) => {
            let target = types.of(target);
            quote!(#head pub type #name = #target;)
        }
        ItemKind::Struct(object) => structure(types, &item.name, head, object),
        ItemKind::TextEnum(values) | ItemKind::EnumUnion(EnumUnion { all: values, .. }) => {
            let unknown = quote! {
                /// A value that the document does not list; its text is kept.
                Unknown(crate::runtime::UnknownText),
            };
            listed(&item.name, head, values, &unknown)
        }
        ItemKind::IntegerEnum(values) => {
            let unknown = quote! {
                /// A number that the document does not list; it is kept.
                Unknown(crate::runtime::UnknownInteger),
            };
            listed(&item.name, head, values, &unknown)
        }
        ItemKind::Union(union) => self::union(types, &item.name, head, union),
        ItemKind::ByStatus(by_status) => status_enum(types, &item.name, head, by_status),
        ItemKind::Options(options) => options_type(types, head, options),
        ItemKind::Headers(headers) => super::headers::item(types, &item.name, head, headers),
        ItemKind::Body(choices) => bodies::item(types, &item.name, head, choices),
    }
}

fn structure(types: Types<'_>, name: &str, head: TokenStream, object: &Struct) -> TokenStream {
    let ident_ = ident(name);
    let fields = object.fields.iter().filter_map(|field| {
        let name = ident(field.name.as_ref()?);
        let (docs, deprecated, ty) = (
            docs(&field.docs),
            deprecated(field.deprecated),
            types.of(&field.ty),
        );
        Some(quote!(#docs #deprecated pub #name: #ty,))
    });
    let bare = object
        .constructor
        .as_ref()
        .is_some_and(|new| new.arguments.is_empty())
        && object.fields.iter().all(|field| field.preset.is_none());
    let default = bare.then(|| quote!(, Default));
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq #default)]
        #[non_exhaustive]
        pub struct #ident_ { #(#fields)* }
    }
}

/// An enum of listed values, with what keeps others when it is open.
fn listed(name: &str, head: TokenStream, values: &TextEnum, unknown: &TokenStream) -> TokenStream {
    let name = ident(name);
    let variants = values.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.name));
        quote!(#docs #name,)
    });
    let unknown = (values.openness == Openness::Open).then_some(unknown);
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unknown }
    }
}

fn union(types: Types<'_>, name: &str, head: TokenStream, union: &Union) -> TokenStream {
    let ident_ = ident(name);
    let variants = union.variants.iter().map(|variant| {
        let (docs, name, ty) = (
            docs(&variant.docs),
            ident(&variant.name),
            types.of(&variant.ty),
        );
        quote!(#docs #name(#ty),)
    });
    let unknown = (union.openness == Openness::Open).then(|| {
        quote! {
            /// A value of no shape that the document declares; it is kept as it is.
            Unknown(crate::runtime::UnknownJson),
        }
    });
    let big = union
        .variants
        .iter()
        .any(|variant| matches!(variant.ty, RustType::Named(_)))
        .then(|| quote!(#[allow(clippy::large_enum_variant, reason = "variants are as large as their schemas")]));
    quote! {
        #head
        #big
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident_ { #(#variants)* #unknown }
    }
}

/// What an operation answers, by status.
fn status_enum(types: Types<'_>, name: &str, head: TokenStream, item: &StatusEnum) -> TokenStream {
    let name = ident(name);
    let variants = item.variants.iter().map(|(name, ty, line)| {
        let (name, line) = (ident(name), docs(std::slice::from_ref(line)));
        match ty {
            Some(ty) => {
                let ty = types.of(ty);
                quote!(#line #name(#ty),)
            }
            None => quote!(#line #name,),
        }
    });
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "variants are as large as their schemas")]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

/// The optional parameters of an operation.
fn options_type(types: Types<'_>, head: TokenStream, item: &OperationType) -> TokenStream {
    let name = ident(&item.name);
    let option = types.prelude("Option");
    let fields = item.parameters.iter().map(|parameter| {
        let argument = &parameter.argument;
        let (name, docs, ty) = (
            ident(&argument.name),
            docs(&argument.docs),
            types.of(&argument.ty),
        );
        quote!(#docs pub #name: #option<#ty>,)
    });
    quote! {
        #head
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}
