//! Types: structs, enums, unions and aliases.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    ApiModule, Deprecation, EnumUnion, Field, Item, ItemKind, Openness, OperationType, RustType,
    StatusEnum, Struct, TextEnum, TypeGroup, Union,
};

use super::deprecated::attribute;
use super::fill::string;
use super::pieces::Piece;
use super::ty::{Imports, Types};
use super::{bodies, layout};

/// `types.rs`, when all types are in one file.
pub(super) fn single(api: &ApiModule, group: &TypeGroup) -> Piece {
    let mut out = String::new();
    layout::inner_docs(&mut out, &["What is sent and received.".to_owned()]);
    out.push_str(&allowed(api));
    items(api, &group.items, false, &mut out);
    Piece::Laid(out)
}

/// `types/mod.rs`, when types are split over files.
pub(super) fn index(api: &ApiModule, groups: &[TypeGroup]) -> Piece {
    let mut out = String::new();
    layout::inner_docs(&mut out, &["What is sent and received.".to_owned()]);
    out.push_str(&allowed(api));
    // The codec of a file takes the file's types from it.
    for (before, after) in [("pub(super) mod ", ";"), ("pub use ", "::*;")] {
        for group in groups {
            let Some(name) = &group.module else { continue };
            if let Some(feature) = &group.feature {
                let feature = string(feature);
                layout::line(&mut out, 0, &format!("#[cfg(feature = {feature})]"));
            }
            layout::line(&mut out, 0, &format!("{before}{name}{after}"));
        }
    }
    Piece::Laid(out)
}

/// One file of types.
pub(super) fn group(api: &ApiModule, group: &TypeGroup) -> Piece {
    let mut out = String::new();
    layout::inner_docs(&mut out, &group.docs);
    items(api, &group.items, true, &mut out);
    Piece::Laid(out)
}

/// What keeps a deprecated part of a document from making this crate's own build noisy.
pub(super) fn quiet(api: &ApiModule) -> TokenStream {
    match is_deprecated(api) {
        true => quote!(#![allow(deprecated, reason = "the document deprecates parts of itself")]),
        false => TokenStream::new(),
    }
}

/// Whether a document deprecates a part of itself.
pub(super) fn is_deprecated(api: &ApiModule) -> bool {
    let field = |field: &Field| field.deprecated.is_deprecated();
    api.client.operations.iter().any(|o| o.deprecated.is_deprecated())
        || api.webhooks.iter().any(|webhook| webhook.deprecated.is_deprecated())
        || api.items().any(|item| {
            item.deprecated.is_deprecated()
                || matches!(&item.kind, ItemKind::Struct(object) if object.fields.iter().any(field))
                || matches!(&item.kind, ItemKind::Headers(one) if one.fields.iter().any(|header| header.deprecated.is_deprecated()))
        })
}

/// What files of types allow: what the document deprecates, and enums of bodies and answers, which are as large as their largest type.
fn allowed(api: &ApiModule) -> String {
    let big = api.items().any(|item| match &item.kind {
        ItemKind::ByStatus(answers) => answers.variants.iter().any(|it| it.ty.is_some()),
        ItemKind::Body(_) => true,
        _ => false,
    });
    let mut out = String::new();
    if is_deprecated(api) {
        out.push_str(DEPRECATES);
    }
    if big {
        out.push_str(BIG);
    }
    out
}

/// The items of a file, behind what it imports: types of other files too, when it is one of several.
fn items(api: &ApiModule, items: &[Item], several: bool, out: &mut String) {
    let imports = Imports::default();
    let types = Types {
        shadowed: &api.shadowed,
        prefixed: false,
        imports: Some(&imports),
    };
    let mut text = String::new();
    for one in items {
        item(types, one, &mut text);
    }
    if several {
        others(api, items, &imports, &text, out);
    }
    out.push_str(&imports.lines(&[]));
    out.push_str(&text);
}

/// Imports the types of other files that a file is made of, and those that only its docs link to.
fn others(api: &ApiModule, items: &[Item], imports: &Imports, text: &str, out: &mut String) {
    let own = own(items);
    let mut used = imports.types();
    used.retain(|name| !own.contains(name.as_str()));
    let linked: BTreeSet<&str> = links(text)
        .filter(|name| !own.contains(name) && !used.contains(*name))
        .filter(|name| api.items().any(|item| item.name == *name))
        .collect();
    if !linked.is_empty() {
        out.push_str("#[allow(unused_imports, reason = \"docs link to them\")]\n");
        layout::imported(out, "super", &Vec::from_iter(linked));
    }
    let used: Vec<&str> = used.iter().map(String::as_str).collect();
    layout::imported(out, "super", &used);
}

/// The names that a file declares.
pub(super) fn own(items: &[Item]) -> HashSet<&str> {
    let names = items
        .iter()
        .flat_map(|item| std::iter::once(&item.name).chain(&item.older));
    names.map(String::as_str).collect()
}

/// What docs link to by its name alone.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let opened = text.split("[`").skip(1);
    opened.filter_map(|rest| rest.split_once("`]").map(|(name, _)| name))
}

fn item(types: Types<'_>, item: &Item, text: &mut String) {
    declared(types, item, text);
    for older in &item.older {
        layout::docs(text, 0, &[format!("The older name of [`{}`].", item.name)]);
        text.push_str(&renamed(0, &item.name));
        let before = format!("pub type {older} = ");
        let target = RustType::Named(item.name.clone());
        layout::typed(text, types, 0, [&before, ";"], &target);
    }
}

/// The attribute of an older name.
pub(super) fn renamed(indent: usize, now: &str) -> String {
    super::deprecated::noted(indent, &format!("renamed to `{now}`"))
}

fn declared(types: Types<'_>, item: &Item, text: &mut String) {
    layout::docs(text, 0, &item.docs);
    text.push_str(&attribute(0, &item.deprecated));
    let name = &item.name;
    match &item.kind {
        ItemKind::Alias(target) => {
            let before = format!("pub type {name} = ");
            layout::typed(text, types, 0, [&before, ";"], target);
        }
        ItemKind::Struct(object) => structure(text, types, name, object),
        ItemKind::TextEnum(values) | ItemKind::EnumUnion(EnumUnion { all: values, .. }) => {
            listed(text, name, values, unknown(types, UNKNOWN_TEXT));
        }
        ItemKind::IntegerEnum(values) => {
            listed(text, name, values, unknown(types, UNKNOWN_INTEGER));
        }
        ItemKind::Union(union) => self::union(text, types, name, union),
        ItemKind::ByStatus(by_status) => status_enum(text, types, name, by_status),
        ItemKind::Options(options) => options_type(text, types, options),
        ItemKind::Headers(headers) => super::headers::item(text, types, name, headers),
        ItemKind::Body(choices) => bodies::item(text, types, name, choices),
    }
}

/// The same as [`quiet`], as text.
pub(super) const DEPRECATES: &str =
    "#![allow(deprecated, reason = \"the document deprecates parts of itself\")]\n";
const BIG: &str =
    "#![allow(clippy::large_enum_variant, reason = \"variants are as large as their schemas\")]\n";
/// What is derived by types of which not every value has an order.
pub(super) const DERIVED: &str = "#[derive(Clone, Debug, PartialEq)]";
/// What is derived by enums of listed values.
const DERIVED_LISTED: &str = "#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]";
/// What keeps a value that is not listed: what its docs say, and its type.
const UNKNOWN_TEXT: (&str, &str) = (
    "A value that the document does not list; its text is kept.",
    "UnknownText",
);
const UNKNOWN_INTEGER: (&str, &str) = (
    "A number that the document does not list; it is kept.",
    "UnknownInteger",
);
const UNKNOWN_JSON: (&str, &str) = (
    "A value of no shape that the document declares; it is kept as it is.",
    "UnknownJson",
);

/// The variant of what the document does not say.
fn unknown(types: Types<'_>, (docs, ty): (&str, &'static str)) -> String {
    format!("/// {docs}\n    Unknown({}),", types.name(ty))
}

/// A type with named parts, which `parts` writes; what it derives stands before it.
pub(super) fn braced(out: &mut String, derived: &str, head: &str, parts: impl FnOnce(&mut String)) {
    out.push_str(derived);
    out.push_str("\n#[non_exhaustive]\npub ");
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
    (docs, deprecated): (&[String], &Deprecation),
    name: &str,
    ty: &RustType,
) {
    let mut item = String::new();
    layout::typed(&mut item, types, 4, [&format!("pub {name}: "), ","], ty);
    if !deprecated.is_deprecated() && item.lines().count() == 1 {
        return layout::documented(out, 4, docs, item.trim());
    }
    layout::docs(out, 4, docs);
    out.push_str(&attribute(4, deprecated));
    out.push_str(&item);
}

fn structure(text: &mut String, types: Types<'_>, name: &str, object: &Struct) {
    let bare = object
        .constructor
        .as_ref()
        .is_some_and(|new| new.arguments.is_empty())
        && object.fields.iter().all(|field| field.preset.is_none());
    let derived = match bare {
        true => "#[derive(Clone, Debug, PartialEq, Default)]",
        false => DERIVED,
    };
    braced(text, derived, &format!("struct {name}"), |text| {
        for field in &object.fields {
            let head = (&field.docs[..], &field.deprecated);
            if let Some(name) = &field.name {
                self::field(text, types, head, name, &field.ty);
            }
        }
    });
}

/// An enum of listed values, with what keeps others when it is open.
fn listed(out: &mut String, name: &str, values: &TextEnum, unknown: String) {
    braced(out, DERIVED_LISTED, &format!("enum {name}"), |out| {
        for variant in &values.variants {
            layout::documented(out, 4, &variant.docs, &format!("{},", variant.name));
        }
        if values.openness == Openness::Open {
            layout::line(out, 4, &unknown);
        }
    });
}

fn union(out: &mut String, types: Types<'_>, name: &str, union: &Union) {
    braced(out, DERIVED, &format!("enum {name}"), |out| {
        for variant in &union.variants {
            layout::docs(out, 4, &variant.docs);
            layout::variant(out, types, 4, &variant.name, &variant.ty);
        }
        if union.openness == Openness::Open {
            layout::line(out, 4, &unknown(types, UNKNOWN_JSON));
        }
    });
}

/// What an operation answers, by status.
fn status_enum(out: &mut String, types: Types<'_>, name: &str, item: &StatusEnum) {
    braced(out, DERIVED, &format!("enum {name}"), |out| {
        for variant in &item.variants {
            let name = &variant.name;
            layout::docs(out, 4, std::slice::from_ref(&variant.docs));
            match &variant.ty {
                Some(ty) => layout::variant(out, types, 4, name, ty),
                None => layout::line(out, 4, &format!("{name},")),
            }
        }
    });
}

/// The optional parameters of an operation.
fn options_type(text: &mut String, types: Types<'_>, item: &OperationType) {
    let derived = "#[derive(Clone, Debug, Default, PartialEq)]";
    braced(text, derived, &format!("struct {}", item.name), |text| {
        for parameter in &item.parameters {
            let argument = &parameter.argument;
            let ty = RustType::Option(Box::new(argument.ty.clone()));
            field(
                text,
                types,
                (&argument.docs, &Deprecation::No),
                &argument.name,
                &ty,
            );
        }
    });
}
