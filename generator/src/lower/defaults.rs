//! Defaults and constants of the document: their JSON text, and whether a default is a value of its type.

use crate::model::{Additional, Json, Presence, ScalarFormat, TypeKind, TypeUse};

use super::scope::Scope;

/// How deep a default is looked into.
const DEPTH: usize = 32;

/// Compact JSON text, numbers as the document wrote them.
pub(super) fn json_text(json: &Json) -> String {
    let mut out = String::new();
    write(json, &mut out);
    out
}

fn write(json: &Json, out: &mut String) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Json::Number(text) => out.push_str(text),
        Json::String(text) => out.push_str(&quoted(text)),
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Json::Object(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&quoted(key));
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a default would decode as a type, so that filling it in cannot fail an answer.
pub(super) fn fits(scope: &Scope<'_>, json: &Json, at: TypeUse) -> bool {
    fits_at(scope, json, at, DEPTH)
}

fn fits_at(scope: &Scope<'_>, json: &Json, at: TypeUse, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let (id, nullable) = scope.behind(at.id);
    if matches!(json, Json::Null) && (nullable || at.nullable) {
        return true;
    }
    match (&scope.ty(id).kind, json) {
        (TypeKind::Any | TypeKind::Opaque { .. }, _) => true,
        (TypeKind::Null, Json::Null) | (TypeKind::Boolean, Json::Bool(_)) => true,
        (TypeKind::Integer(_), Json::Number(text)) => text.parse::<i32>().is_ok(),
        (TypeKind::Number(_), Json::Number(_)) => true,
        (TypeKind::String(string), Json::String(_)) => {
            matches!(string.scalar, None | Some(ScalarFormat::DateTime))
        }
        (TypeKind::Enum(values), Json::String(text)) => {
            values.values.iter().any(|v| v.wire == *text)
        }
        (TypeKind::EnumUnion(union), Json::String(text)) => {
            union.values.iter().any(|(v, _)| v.wire == *text)
        }
        (TypeKind::Array(array), Json::Array(items)) => items
            .iter()
            .all(|item| fits_at(scope, item, array.items, depth)),
        (
            TypeKind::Tuple {
                items: positions,
                rest,
                constraints,
            },
            Json::Array(items),
        ) => {
            let types = positions
                .iter()
                .map(Some)
                .chain(std::iter::repeat(rest.as_ref()));
            let enough = items.len() as u64 >= constraints.min_items.unwrap_or_default();
            enough
                && items
                    .iter()
                    .zip(types)
                    .all(|(item, at)| at.is_some_and(|at| fits_at(scope, item, *at, depth)))
        }
        (TypeKind::Map(map), Json::Object(entries)) => entries.iter().all(|(key, value)| {
            let key = Json::String(key.clone());
            let keys = map
                .keys
                .is_none_or(|keys| fits_at(scope, &key, keys, depth));
            keys && fits_at(scope, value, map.values, depth)
        }),
        (TypeKind::Object(object), Json::Object(entries)) => {
            let there = |name: &str| entries.iter().find(|(key, _)| key == name);
            let properties = object
                .properties
                .iter()
                .all(|(name, property)| match there(name) {
                    Some((_, value)) => fits_at(scope, value, property.ty, depth),
                    None => property.presence == Presence::Optional,
                });
            properties
                && match object.additional {
                    Additional::Typed(values) => entries
                        .iter()
                        .filter(|(key, _)| !object.properties.contains_key(key))
                        .all(|(_, value)| fits_at(scope, value, values, depth)),
                    _ => true,
                }
        }
        _ => false,
    }
}
