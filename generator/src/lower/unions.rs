//! Unions that are no flat enums, and aliases that hold themselves.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::model::{self, Json, Rule, Type, TypeId, TypeKind, TypeUse, UnionType};
use crate::rust::{JsonKind, Openness, Row, RustType, Union, UnionVariant};

use super::defaults::json_text;
use super::names::Names;
use super::naming::{Wish, variant_name};
use super::scope::{Scope, source};
use super::{docs, phrases};

/// Lowers a union called `name`.
pub(super) fn lower(
    scope: &Scope<'_>,
    name: &str,
    union: &UnionType,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Union {
    let keys = branch_keys(scope, union);
    let wishes: Vec<Wish> = union
        .branches
        .iter()
        .zip(&keys)
        .map(|(branch, key)| Wish {
            key: key.clone(),
            names: vec![
                variant_name(&branch.hint),
                variant_name(&kind_word(scope, branch.ty)),
            ],
            rank: 0,
        })
        .collect();
    let places: BTreeMap<&str, _> = union
        .branches
        .iter()
        .zip(&keys)
        .map(|(branch, key)| (key.as_str(), branch.place.origin))
        .collect();
    let chosen = names.scope(
        &format!("variants {name}"),
        &wishes,
        &["Unknown"],
        &|key| places.get(key).copied(),
        diags,
    );
    let variants: Vec<UnionVariant> = union
        .branches
        .iter()
        .zip(&keys)
        .map(|(branch, key)| {
            let ty = match branch.ty.nullable && !scope.holds_null(branch.ty.id) {
                true => RustType::Option(Box::new(scope.expression(branch.ty))),
                false => scope.expression(branch.ty),
            };
            UnionVariant {
                name: chosen.get(key).cloned().unwrap_or_default(),
                docs: variant_docs(scope, branch.ty),
                source: source(&branch.place),
                ty,
            }
        })
        .collect();
    let from = distinct(scope, name, &variants);
    Union {
        rows: union.rules.iter().map(row).collect(),
        openness: scope.openness(),
        variants,
        from,
    }
}

/// What each branch is known by in the lock: its component, or what a scalar or list is called. Not its place among the
/// branches, unless its type is known by that: one that is added before others would take their names.
fn branch_keys(scope: &Scope<'_>, union: &UnionType) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let keys = union.branches.iter().map(|branch| {
        let (own, place) = (&scope.ty(branch.ty.id).place.key, &branch.place.key);
        let mut above = place.rsplit('/');
        let listed = above
            .next()
            .is_some_and(|last| last.bytes().all(|c| c.is_ascii_digit()))
            && matches!(above.next(), Some("oneOf" | "anyOf"));
        let inline = own.starts_with(place);
        let key = match scope.names.contains_key(&branch.ty.id) {
            _ if !listed => place.clone(),
            // The type's name goes by its place too, and the two should stay together.
            true if inline => place.clone(),
            true => own.clone(),
            false if inline => branch.hint.clone(),
            false => own.clone(),
        };
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        match count {
            1 => key,
            n => format!("{key} {n}"),
        }
    });
    keys.collect()
}

/// An alias that holds itself, as a union of one branch: a Rust alias cannot recur.
pub(super) fn recursive(scope: &Scope<'_>, id: TypeId) -> Union {
    let ty = scope.ty(id);
    let (name, kind) = match &ty.kind {
        TypeKind::Map(_) | TypeKind::Object(_) => ("Entries", JsonKind::Object),
        TypeKind::Array(_) | TypeKind::Tuple { .. } => ("Items", JsonKind::Array),
        _ => ("Value", JsonKind::Null),
    };
    let payload = match &ty.kind {
        // `A: {$ref: A}` says nothing at all.
        TypeKind::Alias(_) => RustType::Json,
        _ => scope.definition(id),
    };
    let rows = match &ty.kind {
        TypeKind::Alias(_) => vec![Row::Try(0)],
        _ => vec![Row::Kind(kind, 0)],
    };
    Union {
        variants: vec![UnionVariant {
            name: name.to_owned(),
            ty: payload,
            source: source(&ty.place),
            docs: vec!["What it holds.".to_owned()],
        }],
        rows,
        openness: Openness::Open,
        from: vec![0],
    }
}

/// A word for what a branch is, for when its hint is taken.
fn kind_word(scope: &Scope<'_>, at: TypeUse) -> String {
    let (id, _) = scope.behind(at.id);
    let ty: &Type = scope.ty(id);
    if let Some(name) = &ty.name {
        return name.clone();
    }
    match &ty.kind {
        TypeKind::Boolean => "boolean",
        TypeKind::Integer(_) => "integer",
        TypeKind::Number(_) => "number",
        TypeKind::String(_) | TypeKind::Enum(_) | TypeKind::EnumUnion(_) => "string",
        TypeKind::Array(array) => return format!("{} list", kind_word_of_item(scope, array.items)),
        TypeKind::Tuple { .. } => "tuple",
        TypeKind::Map(_) => "map",
        TypeKind::Object(_) => "object",
        _ => "value",
    }
    .to_owned()
}

fn kind_word_of_item(scope: &Scope<'_>, at: TypeUse) -> String {
    let (id, _) = scope.behind(at.id);
    let ty = scope.ty(id);
    match (&ty.name, &ty.kind) {
        (Some(name), _) => name.clone(),
        (None, TypeKind::Array(_)) => "nested".to_owned(),
        (None, _) => kind_word(scope, at),
    }
}

fn variant_docs(scope: &Scope<'_>, at: TypeUse) -> Vec<String> {
    let (id, _) = scope.behind(at.id);
    let own = match scope.names.contains_key(&at.id) {
        true => None,
        false => docs::first_line(&scope.ty(id).docs),
    };
    let whole = TypeUse { boxed: false, ..at };
    let described = || match scope.expression(whole) {
        RustType::Named(name) => format!("[`{name}`]"),
        _ => format!(
            "{}.",
            phrases::capitalized(&phrases::one(&scope.expression(at)))
        ),
    };
    vec![own.unwrap_or_else(described)]
}

/// Variants that `From` can make: no other variant holds the same, and none holds the union itself.
fn distinct(scope: &Scope<'_>, name: &str, variants: &[UnionVariant]) -> Vec<usize> {
    let types: Vec<RustType> = variants
        .iter()
        .map(|variant| match scope.unaliased(&variant.ty) {
            RustType::Boxed(inner) => *inner,
            other => other,
        })
        .collect();
    let itself = RustType::Named(name.to_owned());
    (0..types.len())
        .filter(|i| types[*i] != itself && !text_or_pointer(&types[*i]))
        .filter(|i| (0..types.len()).all(|j| *i == j || types[*i] != types[j]))
        .collect()
}

/// Whether a schema has the name of a type that the runtime makes more conversions for.
fn text_or_pointer(ty: &RustType) -> bool {
    matches!(ty, RustType::Named(name) if name == "String" || name == "Box")
}

fn row(rule: &Rule) -> Row {
    match rule {
        Rule::Kind(json, branch) => Row::Kind(kind(*json), *branch),
        Rule::Tag {
            property,
            value,
            branch,
        } => match value {
            Json::String(text) => Row::Tag(property.clone(), text.clone(), *branch),
            json => Row::TagJson(property.clone(), json_text(json), *branch),
        },
        Rule::Text(branch) => Row::Text(*branch),
        Rule::Keys { keys, branch } => Row::Keys(keys.clone(), *branch),
        Rule::Items(json, branch) => Row::Items(kind(*json), *branch),
        Rule::Try(branch) => Row::Try(*branch),
        Rule::Otherwise => Row::Otherwise,
    }
}

fn kind(kind: model::JsonKind) -> JsonKind {
    match kind {
        model::JsonKind::Null => JsonKind::Null,
        model::JsonKind::Boolean => JsonKind::Boolean,
        model::JsonKind::Integer => JsonKind::Integer,
        model::JsonKind::Number => JsonKind::Number,
        model::JsonKind::String => JsonKind::String,
        model::JsonKind::Array => JsonKind::Array,
        model::JsonKind::Object => JsonKind::Object,
    }
}
