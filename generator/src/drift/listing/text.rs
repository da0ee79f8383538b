//! Type expressions as text.

use std::collections::BTreeMap;

use crate::rust::{ArgumentKind, BodyArgument, BodyKind, RustType};

/// How many aliases are taken apart within each other.
const DEEPEST: usize = 24;

/// A type expression, aliases as they are called.
pub(super) fn of(ty: &RustType) -> String {
    let mut out = String::new();
    write(&mut out, ty, &BTreeMap::new(), 0);
    out
}

/// A type expression, aliases taken apart.
pub(super) fn exact(ty: &RustType, aliases: &BTreeMap<&str, &RustType>) -> String {
    let mut out = String::new();
    write(&mut out, ty, aliases, 0);
    out
}

fn write(out: &mut String, ty: &RustType, aliases: &BTreeMap<&str, &RustType>, depth: usize) {
    let within = |out: &mut String, name: &str, parts: &[&RustType]| {
        out.push_str(name);
        out.push('<');
        for (index, part) in parts.iter().enumerate() {
            out.push_str(if index > 0 { ", " } else { "" });
            write(out, part, aliases, depth + 1);
        }
        out.push('>');
    };
    let tuple = |out: &mut String, items: &[RustType]| {
        out.push('(');
        for (index, item) in items.iter().enumerate() {
            out.push_str(if index > 0 { ", " } else { "" });
            write(out, item, aliases, depth + 1);
        }
        out.push_str(if items.len() == 1 { ",)" } else { ")" });
    };
    match ty {
        RustType::Unit => out.push_str("()"),
        RustType::Bool => out.push_str("bool"),
        RustType::I32 => out.push_str("i32"),
        RustType::I64 => out.push_str("i64"),
        RustType::U32 => out.push_str("u32"),
        RustType::U64 => out.push_str("u64"),
        RustType::F64 => out.push_str("f64"),
        RustType::String => out.push_str("String"),
        RustType::Uuid => out.push_str("Uuid"),
        RustType::DateTime => out.push_str("DateTime"),
        RustType::Date => out.push_str("Date"),
        RustType::Base64 => out.push_str("Base64"),
        RustType::Bytes => out.push_str("Bytes"),
        RustType::Part => out.push_str("Part"),
        RustType::Json => out.push_str("Value"),
        RustType::Undeclared => out.push_str("Undeclared"),
        RustType::Vec(inner) => within(out, "Vec", &[inner]),
        RustType::Map(inner) => within(out, "BTreeMap", &[&RustType::String, inner]),
        RustType::KeyedMap(key, inner) => within(out, "BTreeMap", &[key, inner]),
        RustType::Option(inner) => within(out, "Option", &[inner]),
        RustType::Maybe(inner) => within(out, "Maybe", &[inner]),
        RustType::Boxed(inner) => within(out, "Box", &[inner]),
        RustType::Tuple(items) => tuple(out, items),
        RustType::WithRest(items, rest) => {
            out.push_str("WithRest<");
            tuple(out, items);
            out.push_str(", ");
            write(out, rest, aliases, depth + 1);
            out.push('>');
        }
        RustType::Named(name) => match aliases.get(name.as_str()) {
            Some(target) if depth < DEEPEST => write(out, target, aliases, depth + 1),
            _ => out.push_str(name),
        },
    }
}

/// How an argument of a method is taken.
pub(super) fn argument(
    ty: &RustType,
    kind: ArgumentKind,
    text: &dyn Fn(&RustType) -> String,
) -> String {
    match (ty, kind) {
        (RustType::Vec(item), ArgumentKind::List | ArgumentKind::Value) => {
            format!("&[{}]", text(item))
        }
        (ty, ArgumentKind::Value | ArgumentKind::List) => format!("&{}", text(ty)),
        (ty, ArgumentKind::Text) => format!("impl Arg<{}>", text(ty)),
    }
}

/// How a body is taken.
pub(super) fn body(body: &BodyArgument, text: &dyn Fn(&RustType) -> String) -> String {
    let owned = text(&body.ty);
    let plain = match (&body.kind, &body.ty) {
        (BodyKind::Binary(_) | BodyKind::Part | BodyKind::Either(_), _) => owned,
        (_, RustType::Vec(item)) => format!("&[{}]", text(item)),
        (_, RustType::String) => "&str".to_owned(),
        _ => format!("&{owned}"),
    };
    let into = matches!(
        body.kind,
        BodyKind::Binary(_) | BodyKind::Part | BodyKind::Either(_)
    );
    match (body.required, into) {
        (true, true) => format!("impl Into<{plain}>"),
        (true, false) => plain,
        (false, _) => format!("Option<{plain}>"),
    }
}
