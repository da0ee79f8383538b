//! Enums of strings and unions of them.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::model::{EnumType, EnumUnionType, EnumValue};
use crate::rust::{EnumUnion, TextEnum, TextVariant};

use super::docs;
use super::names::Names;
use super::naming::{Wish, variant_name};
use super::scope::{Scope, source};

/// Lowers an enum called `name`.
pub(super) fn lower(
    scope: &Scope<'_>,
    name: &str,
    values: &EnumType,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> TextEnum {
    let values: Vec<&EnumValue> = values.values.iter().collect();
    let chosen = variant_names(name, &values, names, diags);
    let variants = values
        .into_iter()
        .map(|value| variant(value, &chosen, Vec::new()))
        .collect();
    TextEnum {
        variants,
        openness: scope.openness(),
    }
}

/// Lowers a union of enums called `name`: one flat enum whose variants say which members have them.
pub(super) fn lower_union(
    scope: &Scope<'_>,
    name: &str,
    union: &EnumUnionType,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> EnumUnion {
    let values: Vec<&EnumValue> = union.values.iter().map(|(value, _)| value).collect();
    let chosen = variant_names(name, &values, names, diags);
    let member = |index: &usize| {
        let id = union.members.get(*index)?.ty;
        scope.names.get(&id).map(String::as_str)
    };
    let variants = union
        .values
        .iter()
        .map(|(value, members)| {
            let mut names: Vec<&str> = Vec::new();
            for name in members.iter().filter_map(member) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            variant(value, &chosen, names)
        })
        .collect();
    let mut members: Vec<String> = Vec::new();
    for index in 0..union.members.len() {
        if let Some(name) = member(&index)
            && !members.iter().any(|there| there == name)
        {
            members.push(name.to_owned());
        }
    }
    EnumUnion {
        all: TextEnum {
            variants,
            openness: scope.openness(),
        },
        members,
    }
}

fn variant_names(
    name: &str,
    values: &[&EnumValue],
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let wishes: Vec<Wish> = values
        .iter()
        .map(|value| {
            Wish::new(
                &value.wire,
                variant_name(value.name.as_ref().unwrap_or(&value.wire)),
            )
        })
        .collect();
    let place = |key: &str| {
        let value = values.iter().find(|value| value.wire == key)?;
        Some(value.place.origin)
    };
    names.scope(
        &format!("variants {name}"),
        &wishes,
        &["Unknown"],
        &place,
        diags,
    )
}

fn variant(value: &EnumValue, names: &BTreeMap<String, String>, members: Vec<&str>) -> TextVariant {
    let mut lines = Vec::new();
    if let Some(description) = &value.description {
        docs::paragraph(&mut lines, description);
    }
    let wire = docs::code(&value.wire);
    let of = match &members[..] {
        [] => wire,
        [one] => format!("{wire}, of [`{one}`]"),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|m| format!("[`{m}`]")).collect();
            format!("{wire}, of {} and [`{last}`]", most.join(", "))
        }
    };
    docs::own(&mut lines, of);
    TextVariant {
        name: names.get(&value.wire).cloned().unwrap_or_default(),
        wire: value.wire.clone(),
        source: source(&value.place),
        docs: lines,
    }
}
