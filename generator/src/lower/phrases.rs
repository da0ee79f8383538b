//! Types in words: what the docs of a type say when the document says nothing.
//!
//! First what it is there for (the body of an operation, a property of another type), else what it holds. Whatever is
//! said depends on the type and on the operations that name it, so that a change elsewhere changes no docs.

use std::collections::BTreeMap;

use crate::model::{self, StatusKey, Type, TypeId, TypeKind, TypeUse};
use crate::rust::{EnumUnion, ItemKind, RustType, Struct, TextEnum, Union};

use super::docs;
use super::scope::Scope;

/// How many words of a kind are listed before the rest is counted.
const LISTED: usize = 5;
/// How many operations are named.
const OPERATIONS: usize = 3;
/// How much of a value is shown.
const SHOWN: usize = 40;

/// What operations use types for: `the body`, and the operation.
pub(super) type Roles = BTreeMap<TypeId, Vec<(&'static str, String)>>;

/// The roles of all types that operations name.
pub(super) fn roles(scope: &Scope<'_>) -> Roles {
    let mut operations: Vec<&model::Operation> = scope.api.operations.iter().collect();
    operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    let mut roles = Roles::new();
    for operation in operations {
        let key = docs::code(&format!("{} {}", operation.method.0, operation.path));
        let mut add = |at: Option<TypeUse>, words: [&'static str; 2]| {
            let Some((id, inside)) = at.map(|at| item(scope, at.id)) else {
                return;
            };
            let role = (words[usize::from(inside)], key.clone());
            let there = roles.entry(id).or_default();
            if !there.contains(&role) {
                there.push(role);
            }
        };
        for media in operation.body.iter().flat_map(|body| &body.media) {
            add(media.ty, ["the body", "an item of the body"]);
        }
        for response in &operation.responses {
            let words = match response.status {
                StatusKey::Code(200..=299) | StatusKey::Range(2) => {
                    ["the answer", "an item of the answer"]
                }
                _ => ["an error", "an item of an error"],
            };
            for media in &response.media {
                add(media.ty, words);
            }
        }
    }
    roles
}

/// The type that has a name of its own behind lists that have none, and whether there were any.
fn item(scope: &Scope<'_>, id: TypeId) -> (TypeId, bool) {
    match &scope.ty(id).kind {
        TypeKind::Array(array) if !scope.names.contains_key(&id) => (array.items.id, true),
        _ => (id, false),
    }
}

/// The line for a type that the document does not describe.
pub(super) fn of_item(scope: &Scope<'_>, roles: &Roles, id: TypeId, kind: &ItemKind) -> String {
    let ty = scope.ty(id);
    let holds = holds(kind);
    // What several places have is not described by one of them.
    let name = scope.names.get(&id);
    let is_shared = name.is_some_and(|name| scope.shared.contains_key(name));
    let purpose = match roles.get(&id) {
        Some(roles) if roles.len() <= OPERATIONS => Some(purpose(roles)),
        _ if is_shared => None,
        _ => place(scope, ty),
    };
    let text = match (purpose, kind) {
        (None, _) => holds,
        (Some(purpose), ItemKind::Struct(_)) => purpose,
        (Some(purpose), _) => format!("{purpose}: {holds}"),
    };
    format!("{}.", capitalized(&text))
}

/// What operations use a type for: `the body and the answer of ``PUT /a``` or `an error of ``GET /a`` and ``GET /b```.
fn purpose(roles: &[(&'static str, String)]) -> String {
    let mut parts: Vec<String> = roles.iter().map(|(role, _)| (*role).to_owned()).collect();
    let mut operations: Vec<String> = roles.iter().map(|(_, key)| key.clone()).collect();
    parts.dedup();
    operations.dedup();
    if parts.len() == 1 || operations.len() == 1 {
        return format!(
            "{} of {}",
            joined(&parts, "and"),
            joined(&operations, "and")
        );
    }
    let each: Vec<String> = roles
        .iter()
        .map(|(role, operation)| format!("{role} of {operation}"))
        .collect();
    joined(&each, "and")
}

/// Where a type without a name of its own stands: `an item of ``loc`` of [``ValidationError``]`.
fn place(scope: &Scope<'_>, ty: &Type) -> Option<String> {
    if ty.name.is_some() {
        return None;
    }
    let (owner, inner) = ty.context.split_first()?;
    let (last, middle) = inner.split_last()?;
    let owner = match component(scope, owner).or_else(|| outermost(scope, owner, &ty.place.key)) {
        Some(name) => format!("[`{name}`]"),
        None => docs::code(owner),
    };
    // The key says what the word of the context stands for: a property may well be called `item`.
    let key = &ty.place.key;
    let parent = key.rsplit('/').nth(1).unwrap_or_default();
    let mut text = if key.ends_with("/items") && last == "item" {
        "an item".to_owned()
    } else if key.ends_with("/additionalProperties") && last == "value" {
        "a value".to_owned()
    } else if matches!(parent, "anyOf" | "oneOf") {
        "one shape".to_owned()
    } else {
        docs::code(last)
    };
    for word in middle.iter().rev() {
        text.push_str(&format!(" of {}", docs::code(word)));
    }
    Some(format!("{text} of {owner}"))
}

/// The Rust name of a component schema.
fn component<'a>(scope: &'a Scope<'_>, name: &str) -> Option<&'a String> {
    scope.names.get(&scope.index.component(name)?)
}

/// What values of a type are.
fn holds(kind: &ItemKind) -> String {
    match kind {
        ItemKind::Struct(object) => properties(object),
        ItemKind::TextEnum(values) | ItemKind::IntegerEnum(values) => listed_values(values),
        ItemKind::EnumUnion(union) => members(union),
        ItemKind::Union(union) => shapes(union),
        ItemKind::Alias(ty) => one(ty),
        ItemKind::ByStatus(_) => "an answer".to_owned(),
        ItemKind::Options(_) => "parameters".to_owned(),
        ItemKind::Headers(_) => "headers".to_owned(),
        ItemKind::Body(_) => "a body".to_owned(),
    }
}

fn properties(object: &Struct) -> String {
    let names: Vec<String> = object
        .fields
        .iter()
        .filter(|field| !field.wire.is_empty())
        .map(|field| shown(&field.wire))
        .collect();
    match names.is_empty() {
        true => "an object".to_owned(),
        false => format!("an object with {}", counted(names, "and")),
    }
}

fn listed_values(values: &TextEnum) -> String {
    let texts: Vec<String> = values.variants.iter().map(|v| shown(&v.wire)).collect();
    match &texts[..] {
        [only] => format!("only {only} is listed"),
        _ => format!("one of {}", counted(texts, "and")),
    }
}

/// `any value of [``A``] or [``B``]`
pub(super) fn members(union: &EnumUnion) -> String {
    let names: Vec<String> = union.members.iter().map(|m| format!("[`{m}`]")).collect();
    format!("any value of {}", joined(&names, "or"))
}

fn shapes(union: &Union) -> String {
    let mut words: Vec<String> = Vec::new();
    for variant in &union.variants {
        let word = one(&variant.ty);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    counted(words, "or")
}

/// The Rust name of the schema of another file in which a thing stands.
fn outermost<'a>(scope: &'a Scope<'_>, word: &str, key: &str) -> Option<&'a String> {
    let called_so = |id: TypeId| scope.ty(id).context == [word];
    scope.names.get(&scope.index.around(key, called_so)?)
}

/// A value of a type, in words: `a list of texts`.
pub(super) fn one(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "true or false".to_owned(),
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => "a whole number".into(),
        RustType::F64 => "a number".to_owned(),
        RustType::String => "a text".to_owned(),
        RustType::Uuid => "a UUID".to_owned(),
        RustType::DateTime => "a point in time".to_owned(),
        RustType::Date => "a date".to_owned(),
        RustType::Base64 | RustType::Bytes | RustType::Part => "bytes".to_owned(),
        RustType::Vec(item) => format!("a list of {}", many(item)),
        RustType::Tuple(items) | RustType::WithRest(items, _) => match items.len() {
            2 => "a pair".to_owned(),
            n => format!("a tuple of {n}"),
        },
        RustType::Map(values) | RustType::KeyedMap(_, values) => {
            format!("a map of {}", many(values))
        }
        RustType::Boxed(inner) | RustType::Option(inner) | RustType::Maybe(inner) => one(inner),
        RustType::Named(name) => format!("[`{name}`]"),
        _ => "any value".to_owned(),
    }
}

pub(super) fn many(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "booleans".to_owned(),
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => "whole numbers".into(),
        RustType::F64 => "numbers".to_owned(),
        RustType::String => "texts".to_owned(),
        RustType::Uuid => "UUIDs".to_owned(),
        RustType::DateTime => "points in time".to_owned(),
        RustType::Date => "dates".to_owned(),
        RustType::Base64 | RustType::Bytes | RustType::Part => "bytes".to_owned(),
        RustType::Vec(_) => "lists".to_owned(),
        RustType::Map(_) | RustType::KeyedMap(..) => "maps".to_owned(),
        RustType::Tuple(items) if items.len() == 2 => "pairs".to_owned(),
        RustType::Tuple(_) | RustType::WithRest(..) => "tuples".to_owned(),
        RustType::Boxed(inner) | RustType::Option(inner) | RustType::Maybe(inner) => many(inner),
        RustType::Named(name) => format!("[`{name}`]"),
        _ => "values".to_owned(),
    }
}

/// A text with a capital at its start, where it starts with a letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_uppercase(), chars.as_str())
        }
        _ => text.to_owned(),
    }
}

/// A value or a name as code, its end left out where it is long.
fn shown(text: &str) -> String {
    match text.chars().count() > SHOWN {
        true => docs::code(&text.chars().take(SHOWN).chain(['…']).collect::<String>()),
        false => docs::code(text),
    }
}

/// `a, b, c and 7 more`
fn counted(mut words: Vec<String>, last: &str) -> String {
    // A rest of one is as short as its count.
    if words.len() > LISTED + 1 {
        let more = words.len() - LISTED;
        words.truncate(LISTED);
        words.push(format!("{more} more"));
    }
    joined(&words, last)
}

/// `a, b or c`
fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}
