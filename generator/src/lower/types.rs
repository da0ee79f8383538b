//! All types of an API as items.

use crate::diag::codes::lower::{TUPLE_AS_VALUES, UNTYPED};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{EnumType, TypeId, TypeKind};
use crate::rust::{Item, ItemKind, RustType};
use crate::settings;

use super::names::Names;
use super::objects::Tags;
use super::phrases::Roles;
use super::scope::{Scope, openness, source};
use super::{deprecations, docs, enums, objects, phrases, unions};

/// Lowers all named types, sorted by name.
pub(super) fn lower(
    scope: &Scope<'_>,
    tags: &Tags,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Vec<Item> {
    let roles = phrases::roles(scope);
    let follows = |name: &String, id: TypeId| {
        let first = scope.shared.get(name);
        first.is_some_and(|key| *key != scope.ty(id).place.key)
    };
    let mut by_name: Vec<(&String, bool, bool, TypeId)> = scope
        .names
        .iter()
        .map(|(id, name)| (name, follows(name, *id), !scope.usage(*id).sent, *id))
        .collect();
    by_name.sort();
    // Of places that share a type the first speaks for all. A schema that two places reach may stand in the arena twice
    // under one key; it is one type, and one that can be sent can be received too.
    by_name.dedup_by_key(|(name, ..)| *name);
    report_untyped(scope, diags);
    by_name
        .into_iter()
        .map(|(name, _, _, id)| {
            let ty = scope.ty(id);
            let kind = match &ty.kind {
                _ if scope.recursive.contains(&id) => ItemKind::Union(unions::recursive(scope, id)),
                TypeKind::Object(object) if !object.properties.is_empty() => {
                    ItemKind::Struct(objects::lower(scope, id, object, tags, names, diags))
                }
                TypeKind::Enum(values) => {
                    ItemKind::TextEnum(enums::lower(scope, name, values, names, diags))
                }
                TypeKind::Integer(number) if !number.named.is_empty() => {
                    let values = EnumType {
                        values: number.named.clone(),
                    };
                    ItemKind::IntegerEnum(enums::lower(scope, name, &values, names, diags))
                }
                TypeKind::EnumUnion(union) => {
                    ItemKind::EnumUnion(enums::lower_union(scope, name, union, names, diags))
                }
                TypeKind::Union(union) => {
                    ItemKind::Union(unions::lower(scope, name, union, names, diags))
                }
                _ => ItemKind::Alias(scope.definition(id)),
            };
            let kind = opened(kind, ty.choices.openness);
            Item {
                name: name.clone(),
                source: source(&ty.place),
                docs: item_docs(scope, &roles, id, &kind),
                deprecated: deprecations::attribute(&ty.deprecated),
                older: Vec::new(),
                kind,
            }
        })
        .collect()
}

/// A type with the openness that the configuration gives to it alone.
fn opened(mut kind: ItemKind, choice: Option<settings::Openness>) -> ItemKind {
    let place = match &mut kind {
        ItemKind::TextEnum(listed) => &mut listed.openness,
        ItemKind::EnumUnion(union) => &mut union.all.openness,
        ItemKind::Union(union) => &mut union.openness,
        _ => return kind,
    };
    if let Some(choice) = choice {
        *place = openness(choice);
    }
    kind
}

/// Says where a type is less than the document says.
fn report_untyped(scope: &Scope<'_>, diags: &mut Diagnostics) {
    for (index, ty) in scope.api.types.iter().enumerate() {
        let id = TypeId(index as u32);
        match &ty.kind {
            TypeKind::Opaque { reason } => diags.push(
                Diagnostic::note(UNTYPED, format!("this is any JSON value: {reason}"))
                    .at(ty.place.origin, "`serde_json::Value` in Rust"),
            ),
            TypeKind::Tuple { .. }
                if scope.definition(id) == RustType::Vec(Box::new(RustType::Json)) =>
            {
                diags.push(
                    Diagnostic::note(
                        TUPLE_AS_VALUES,
                        "an array with a type for each position is a list of JSON values",
                    )
                    .at(ty.place.origin, "`Vec<serde_json::Value>` in Rust"),
                );
            }
            _ => {}
        }
    }
}

fn item_docs(scope: &Scope<'_>, roles: &Roles, id: TypeId, kind: &ItemKind) -> Vec<String> {
    let mut lines = docs::of(&scope.ty(id).docs);
    let own = !lines.is_empty();
    if !own {
        docs::own(&mut lines, phrases::of_item(scope, roles, id, kind));
    }
    match kind {
        ItemKind::EnumUnion(union) if own => {
            let text = phrases::capitalized(&phrases::members(union));
            docs::own(&mut lines, format!("{text}."));
        }
        _ if scope.recursive.contains(&id) => {
            docs::own(&mut lines, "An enum of one variant, since it holds itself.");
        }
        _ => {}
    }
    deprecations::note(&mut lines, &scope.ty(id).deprecated);
    lines
}
