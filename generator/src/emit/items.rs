//! Types: structs, enums, unions and aliases.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    ApiModule, EnumUnion, Field, Item, ItemKind, Openness, OperationType, RustType, StatusEnum,
    Struct, TextEnum, TypeGroup, Union, UnionVariant,
};

use super::modules::only_with;
use super::pieces::{Piece, Pieces};
use super::ty::{Types, ident, inner_docs};
use super::{bodies, layout};

/// `types.rs`, when all types are in one file.
pub(super) fn single(api: &ApiModule, group: &TypeGroup) -> Vec<Piece> {
    let mut out = Pieces::default();
    layout::inner_docs(&mut out.text, &["What is sent and received.".to_owned()]);
    out.tokens(quiet(api));
    items(api, &group.items, &mut out);
    out.finish()
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
pub(super) fn group(api: &ApiModule, group: &TypeGroup) -> Vec<Piece> {
    let mut out = Pieces::default();
    layout::inner_docs(&mut out.text, &group.docs);
    out.text
        .push_str("#[allow(unused_imports)]\nuse super::*;\n");
    items(api, &group.items, &mut out);
    out.finish()
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

fn items(api: &ApiModule, items: &[Item], out: &mut Pieces) {
    let types = Types {
        shadowed: &api.shadowed,
        prefixed: false,
    };
    for one in items {
        item(types, one, out);
    }
}

fn item(types: Types<'_>, item: &Item, out: &mut Pieces) {
    let text = &mut out.text;
    layout::docs(text, 0, &item.docs);
    if item.deprecated {
        text.push_str(DEPRECATED);
    }
    let name = &item.name;
    match &item.kind {
        ItemKind::Alias(target) => {
            let before = format!("pub type {name} = ");
            layout::typed(text, types, 0, [&before, ";"], target);
        }
        ItemKind::Struct(object) => structure(types, name, object, out),
        ItemKind::TextEnum(values) | ItemKind::EnumUnion(EnumUnion { all: values, .. }) => {
            listed(text, name, values, UNKNOWN_TEXT);
        }
        ItemKind::IntegerEnum(values) => listed(text, name, values, UNKNOWN_INTEGER),
        ItemKind::Union(union) => self::union(text, types, name, union),
        ItemKind::ByStatus(by_status) => status_enum(text, types, name, by_status),
        ItemKind::Options(options) => options_type(types, options, out),
        ItemKind::Headers(headers) => super::headers::item(text, types, name, headers),
        ItemKind::Body(choices) => bodies::item(types, name, choices, out),
    }
}

const DEPRECATED: &str = "#[deprecated]\n";
/// What is derived by types of which not every value has an order.
const DERIVED: &str = "#[derive(Clone, Debug, PartialEq)]\n";
const UNKNOWN_TEXT: [&str; 2] = [
    "/// A value that the document does not list; its text is kept.",
    "Unknown(crate::runtime::UnknownText),",
];
const UNKNOWN_INTEGER: [&str; 2] = [
    "/// A number that the document does not list; it is kept.",
    "Unknown(crate::runtime::UnknownInteger),",
];
const UNKNOWN_JSON: [&str; 2] = [
    "/// A value of no shape that the document declares; it is kept as it is.",
    "Unknown(crate::runtime::UnknownJson),",
];
/// Enums of types are as large as their largest.
pub(super) const BIG: &str =
    "#[allow(clippy::large_enum_variant, reason = \"variants are as large as their schemas\")]\n";

/// A type with named parts; `parts` writes them.
pub(super) fn braced(out: &mut String, head: &str, parts: impl FnOnce(&mut String)) {
    out.push_str("#[non_exhaustive]\npub ");
    out.push_str(head);
    out.push_str(" {\n");
    let empty = out.len();
    parts(out);
    if out.len() == empty {
        out.pop();
    }
    out.push_str("}\n");
}

/// A public field: its docs, its attributes and its type.
pub(super) fn field(
    out: &mut String,
    types: Types<'_>,
    (docs, deprecated): (&[String], bool),
    name: &str,
    ty: &RustType,
) {
    layout::docs(out, 4, docs);
    if deprecated {
        out.push_str("    ");
        out.push_str(DEPRECATED);
    }
    layout::typed(out, types, 4, [&format!("pub {name}: "), ","], ty);
}

fn structure(types: Types<'_>, name: &str, object: &Struct, out: &mut Pieces) {
    let bare = object
        .constructor
        .as_ref()
        .is_some_and(|new| new.arguments.is_empty())
        && object.fields.iter().all(|field| field.preset.is_none());
    let text = &mut out.text;
    text.push_str(match bare {
        true => "#[derive(Clone, Debug, PartialEq, Default)]\n",
        false => DERIVED,
    });
    braced(text, &format!("struct {name}"), |text| {
        for field in &object.fields {
            let head = (&field.docs[..], field.deprecated);
            if let Some(name) = &field.name {
                self::field(text, types, head, name, &field.ty);
            }
        }
    });
}

/// An enum of listed values, with what keeps others when it is open.
fn listed(out: &mut String, name: &str, values: &TextEnum, unknown: [&str; 2]) {
    out.push_str("#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n");
    braced(out, &format!("enum {name}"), |out| {
        for variant in &values.variants {
            layout::docs(out, 4, &variant.docs);
            layout::line(out, 4, &format!("{},", variant.name));
        }
        if values.openness == Openness::Open {
            for line in unknown {
                layout::line(out, 4, line);
            }
        }
    });
}

fn union(out: &mut String, types: Types<'_>, name: &str, union: &Union) {
    let named = |variant: &UnionVariant| matches!(variant.ty, RustType::Named(_));
    if union.variants.iter().any(named) {
        out.push_str(BIG);
    }
    out.push_str(DERIVED);
    braced(out, &format!("enum {name}"), |out| {
        for variant in &union.variants {
            layout::docs(out, 4, &variant.docs);
            layout::variant(out, types, 4, &variant.name, &variant.ty);
        }
        if union.openness == Openness::Open {
            for line in UNKNOWN_JSON {
                layout::line(out, 4, line);
            }
        }
    });
}

/// What an operation answers, by status.
fn status_enum(out: &mut String, types: Types<'_>, name: &str, item: &StatusEnum) {
    out.push_str(DERIVED);
    out.push_str(BIG);
    braced(out, &format!("enum {name}"), |out| {
        for (name, ty, docs) in &item.variants {
            layout::docs(out, 4, std::slice::from_ref(docs));
            match ty {
                Some(ty) => layout::variant(out, types, 4, name, ty),
                None => layout::line(out, 4, &format!("{name},")),
            }
        }
    });
}

/// The optional parameters of an operation.
fn options_type(types: Types<'_>, item: &OperationType, out: &mut Pieces) {
    let text = &mut out.text;
    text.push_str("#[derive(Clone, Debug, Default, PartialEq)]\n");
    braced(text, &format!("struct {}", item.name), |text| {
        for parameter in &item.parameters {
            let argument = &parameter.argument;
            let ty = RustType::Option(Box::new(argument.ty.clone()));
            field(text, types, (&argument.docs, false), &argument.name, &ty);
        }
    });
}
