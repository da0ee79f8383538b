//! The example in an operation's docs: compiles as a doctest, and shows what a caller writes.
//!
//! Only operations have one of which the signature does not tell how they are called: those whose body is made of values
//! in values, and those that give a stream. Values are spelled out as far as that reads well; what would take more is a
//! parameter of the example's function.

use crate::model::{TypeId, TypeKind};
use crate::rust::{Argument, ArgumentKind, BodyKind, Operation, Outcome, RustType};

use super::objects;
use super::operations::Context;

/// How deep structs in structs are spelled out.
const DEPTH: usize = 3;
/// How many arguments of a `new` are spelled out.
const ARGUMENTS: usize = 6;

/// The lines of the example, fences included; none where it would only repeat the signature.
pub(super) fn lines(context: &Context<'_>, operation: &Operation) -> Option<Vec<String>> {
    let mut given = vec!["client: &Client".to_owned()];
    let mut arguments = Vec::new();
    let mut tells = operation.stream.as_ref().is_some_and(|stream| stream.only);
    for argument in &operation.arguments {
        arguments.push(match text_value(argument) {
            Some(value) => value,
            None => {
                let ty = match (&argument.ty, argument.kind) {
                    (RustType::Vec(item), ArgumentKind::List) => {
                        format!("&[{}]", path_of(context, item))
                    }
                    (other, ArgumentKind::Value) => format!("&{}", path_of(context, other)),
                    (other, _) => format!(
                        "impl {}::runtime::Arg<{}>",
                        context.krate(),
                        path_of(context, other)
                    ),
                };
                given.push(format!("{}: {ty}", argument.name));
                argument.name.clone()
            }
        });
    }
    if operation.options.is_some() {
        arguments.push("&Default::default()".to_owned());
    }
    if let Some(body) = &operation.body {
        let value = value(context, &body.ty, DEPTH);
        let value = match (&body.kind, value) {
            (BodyKind::Text(_), _) => Some("\"text\"".to_owned()),
            (BodyKind::Binary(_), _) if body.required => Some("\"bytes\"".to_owned()),
            (BodyKind::Binary(_), _) => Some("\"bytes\".into()".to_owned()),
            (BodyKind::Part, _) if body.required => Some("b\"bytes\"".to_owned()),
            (BodyKind::Part, _) => Some("b\"bytes\".into()".to_owned()),
            (BodyKind::Either(_), _) => None,
            (_, Some(value)) => Some(format!("&{value}")),
            (_, None) => None,
        };
        let value = value.unwrap_or_else(|| {
            let ty = match &body.ty {
                RustType::Vec(item) => format!("[{}]", path_of(context, item)),
                other => path_of(context, other),
            };
            let reference = match &body.kind {
                BodyKind::Either(_) => "",
                _ => "&",
            };
            given.push(format!("body: {reference}{ty}"));
            "body".to_owned()
        });
        tells |= is_nested(&value);
        arguments.push(match body.required {
            true => value,
            false => format!("Some({value})"),
        });
    }
    if !tells {
        return None;
    }
    let mut lines = vec!["```no_run".to_owned()];
    lines.push(format!(
        "# use {}::*; async fn call({}) -> Result<(), Box<dyn std::error::Error>> {{",
        context.path,
        given.join(", ")
    ));
    let bind = match (&operation.stream, &operation.ok) {
        (Some(stream), _) if stream.only => "let mut items = ",
        (_, Outcome::Nothing) => "",
        _ => "let answer = ",
    };
    lines.extend(call(bind, &operation.name, &arguments));
    if operation.stream.as_ref().is_some_and(|stream| stream.only) {
        lines.push("while let Some(item) = items.next().await {".to_owned());
        lines.push("    let item = item?;".to_owned());
        lines.push("}".to_owned());
    }
    lines.push("# Ok(()) }".to_owned());
    lines.push("```".to_owned());
    Some(lines)
}

/// Whether a value is made of others that have to be made first: of structs, or of a list.
fn is_nested(value: &str) -> bool {
    value.matches("types::").count() > 1 || (value.contains("types::") && value.contains('['))
}

/// The call, laid out as rustfmt would.
fn call(bind: &str, name: &str, arguments: &[String]) -> Vec<String> {
    let one = format!("{bind}client.{name}({}).await?;", arguments.join(", "));
    if one.len() <= 90 {
        return vec![one];
    }
    let mut lines = vec![
        format!("{bind}client"),
        format!("    .{name}({})", arguments.join(", ")),
    ];
    if lines.last().is_some_and(|line| line.len() > 100) {
        lines.pop();
        lines.push(format!("    .{name}("));
        lines.extend(
            arguments
                .iter()
                .map(|argument| format!("        {argument},")),
        );
        lines.push("    )".to_owned());
    }
    lines.push("    .await?;".to_owned());
    lines
}

/// A literal for an argument that is one text.
fn text_value(argument: &Argument) -> Option<String> {
    if argument.kind != ArgumentKind::Text {
        return None;
    }
    Some(match &argument.ty {
        RustType::Uuid => "\"2f0c4a3e-8a0b-4b43-9d53-0f7a5a3c9d11\"".to_owned(),
        RustType::String => format!("\"{}\"", argument.name.replace('_', "-")),
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => "1".to_owned(),
        RustType::Bool => "true".to_owned(),
        RustType::F64 => "1.5".to_owned(),
        _ => return None,
    })
}

/// An expression that makes a value of a type, when a short one does.
fn value(context: &Context<'_>, ty: &RustType, depth: usize) -> Option<String> {
    Some(match ty {
        RustType::String => "\"text\"".to_owned(),
        RustType::Bool => "true".to_owned(),
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => "1".to_owned(),
        RustType::F64 => "1.5".to_owned(),
        RustType::DateTime => "\"2026-01-31T12:00:00Z\"".to_owned(),
        RustType::Date => "\"2026-01-31\"".to_owned(),
        RustType::Uuid => "uuid::Uuid::nil()".to_owned(),
        RustType::Part => "b\"bytes\".into()".to_owned(),
        RustType::Vec(item) => format!("[{}]", value(context, item, depth)?),
        RustType::Boxed(inner) => format!("Box::new({})", value(context, inner, depth)?),
        RustType::Named(name) => return named(context, name, depth.checked_sub(1)?),
        _ => return None,
    })
}

fn named(context: &Context<'_>, name: &str, depth: usize) -> Option<String> {
    let scope = context.scope;
    let id: TypeId = scope.index.named(name)?;
    if scope.recursive.contains(&id) {
        return None;
    }
    match &scope.ty(id).kind {
        TypeKind::Enum(values) => Some(format!("{:?}", values.values.first()?.wire)),
        TypeKind::EnumUnion(union) => Some(format!("{:?}", union.values.first()?.0.wire)),
        TypeKind::Object(object) if !object.properties.is_empty() && scope.usage(id).sent => {
            let mut arguments = Vec::new();
            for (wire, property) in &object.properties {
                let Some(inner) = objects::argument_type(scope, id, wire, property) else {
                    continue;
                };
                arguments.push(argument_of(context, &inner, depth, wire)?);
            }
            (arguments.len() <= ARGUMENTS)
                .then(|| format!("types::{name}::new({})", arguments.join(", ")))
        }
        _ => None,
    }
}

/// What is passed to `new` for a field; `emails` gets an address, since that reads better than `text`.
fn argument_of(context: &Context<'_>, ty: &RustType, depth: usize, wire: &str) -> Option<String> {
    match ty {
        // Which `Into` a bare `None` means cannot always be told.
        RustType::Option(_) => None,
        RustType::Part => Some("b\"bytes\"".to_owned()),
        RustType::Vec(item) if **item == RustType::Part => Some("[b\"bytes\"]".to_owned()),
        RustType::String if wire.to_lowercase().contains("email") => {
            Some("\"ada@example.com\"".to_owned())
        }
        RustType::String => Some(format!("{:?}", wire.replace('_', " "))),
        RustType::Vec(item)
            if **item == RustType::String && wire.to_lowercase().contains("email") =>
        {
            Some("[\"ada@example.com\"]".to_owned())
        }
        other => value(context, other, depth),
    }
}

fn tuple_of(context: &Context<'_>, items: &[RustType]) -> String {
    let items = items.iter().map(|item| path_of(context, item) + ",");
    format!("({})", items.collect::<Vec<_>>().join(" "))
}

/// A type as a doctest of the crate says it.
fn path_of(context: &Context<'_>, ty: &RustType) -> String {
    let api = &context.path;
    let runtime = format!(
        "{}::runtime",
        context.path.split("::").next().unwrap_or_default()
    );
    match ty {
        RustType::Unit => "()".to_owned(),
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Uuid => "uuid::Uuid".to_owned(),
        RustType::DateTime => format!("{runtime}::DateTime"),
        RustType::Date => format!("{runtime}::Date"),
        RustType::Base64 => format!("{runtime}::Base64"),
        RustType::Part => format!("{runtime}::Part"),
        RustType::Undeclared => format!("{runtime}::Undeclared"),
        RustType::Bytes => "bytes::Bytes".to_owned(),
        RustType::Json => "serde_json::Value".to_owned(),
        RustType::Vec(inner) => format!("Vec<{}>", path_of(context, inner)),
        RustType::KeyedMap(key, inner) => format!(
            "std::collections::BTreeMap<{}, {}>",
            path_of(context, key),
            path_of(context, inner)
        ),
        RustType::Tuple(items) => tuple_of(context, items),
        RustType::WithRest(items, rest) => format!(
            "{runtime}::WithRest<{}, {}>",
            tuple_of(context, items),
            path_of(context, rest)
        ),
        RustType::Map(inner) => {
            format!(
                "std::collections::BTreeMap<String, {}>",
                path_of(context, inner)
            )
        }
        RustType::Option(inner) => format!("Option<{}>", path_of(context, inner)),
        RustType::Maybe(inner) => format!("{runtime}::Maybe<{}>", path_of(context, inner)),
        RustType::Boxed(inner) => format!("Box<{}>", path_of(context, inner)),
        RustType::Named(name) => format!("{api}::types::{name}"),
    }
}
