//! How reports call types, places and values.

use crate::model::{Api, Json, Type, TypeId, TypeKind, TypeUse};

/// Text as code: in backticks, on one line, and not too long.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", short(text))
}

/// Text on one line, cut where it becomes too long.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('`', "'");
    match line.chars().count() > MOST {
        true => line.chars().take(MOST - 1).chain(['…']).collect(),
        false => line,
    }
}

/// A few values as code, and how many more there are.
pub(super) fn listed(values: &[String]) -> String {
    const MOST: usize = 6;
    let shown: Vec<String> = values.iter().take(MOST).map(|value| code(value)).collect();
    match values.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `1 operation`, `2 operations`.
pub(super) fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ => format!("{count} {what}s"),
    }
}

/// JSON as text.
pub(super) fn json(value: &Json) -> String {
    fn write(out: &mut String, value: &Json, depth: usize) {
        match value {
            _ if depth > 16 => out.push('…'),
            Json::Null => out.push_str("null"),
            Json::Bool(truth) => out.push_str(&truth.to_string()),
            Json::Number(text) => out.push_str(text),
            Json::String(text) => {
                out.push_str(&serde_json::Value::from(text.as_str()).to_string());
            }
            Json::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    write(out, item, depth + 1);
                }
                out.push(']');
            }
            Json::Object(entries) => {
                // Order has no meaning, so that it must not make a difference in a fingerprint.
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                out.push('{');
                for (index, (key, item)) in entries.into_iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                    out.push_str(": ");
                    write(out, item, depth + 1);
                }
                out.push('}');
            }
        }
    }
    let mut out = String::new();
    write(&mut out, value, 0);
    out
}

/// What a type is called: its component, or where it stands.
pub(super) fn name(ty: &Type) -> String {
    match &ty.name {
        Some(name) => name.clone(),
        None if ty.context.is_empty() => "the schema".to_owned(),
        None => ty.context.join("."),
    }
}

/// What a value of a type is, in a few words.
pub(super) fn describe(api: &Api, at: TypeUse) -> String {
    let text = kind(api, at.id, 0);
    match at.nullable {
        true => format!("{text} or null"),
        false => text,
    }
}

fn kind(api: &Api, id: TypeId, depth: usize) -> String {
    let ty = api.ty(id);
    if let (Some(name), true) = (&ty.name, depth < 4) {
        return code(name);
    }
    let of = |what: &str, inner: TypeUse| match depth < 3 {
        true => format!("{what} of {}", kind(api, inner.id, depth + 1)),
        false => what.to_owned(),
    };
    match &ty.kind {
        TypeKind::Any => "anything".to_owned(),
        TypeKind::Opaque { .. } => "any JSON".to_owned(),
        TypeKind::Null => "null".to_owned(),
        TypeKind::Boolean => "boolean".to_owned(),
        TypeKind::Integer(number) => with("integer", number.format.as_deref()),
        TypeKind::Number(number) => with("number", number.format.as_deref()),
        TypeKind::String(string) => with("string", string.format.as_deref()),
        TypeKind::Enum(values) => format!("enum of {}", counted(values.values.len(), "string")),
        TypeKind::EnumUnion(union) => format!("union of {}", counted(union.members.len(), "enum")),
        TypeKind::Array(array) => of("array", array.items),
        TypeKind::Tuple { items, .. } => format!("tuple of {}", items.len()),
        TypeKind::Map(map) => of("map", map.values),
        TypeKind::Object(_) => "object".to_owned(),
        TypeKind::Union(union) => {
            let branches = union.branches.iter().take(4);
            let names: Vec<String> = branches
                .map(|branch| kind(api, branch.ty.id, depth + 2))
                .collect();
            let more = if union.branches.len() > 4 {
                " | …"
            } else {
                ""
            };
            format!("{}{more}", names.join(" | "))
        }
        TypeKind::Alias(target) if depth < 16 => kind(api, target.id, depth + 1),
        TypeKind::Alias(_) => "alias".to_owned(),
    }
}

fn with(kind: &str, format: Option<&str>) -> String {
    match format {
        Some(format) => format!("{kind} ({})", short(format)),
        None => kind.to_owned(),
    }
}
