//! Types that are large are held by pointer: a struct of structs would grow to hundreds of kilobytes, which every move
//! copies and which overflows a thread's stack.
//!
//! Takes an API whose cycles are broken; sets [`crate::model::TypeUse::boxed`]. What is decided of a use depends on its
//! target alone, so that one type is held in the same way wherever it is the type of a property. Lists and maps hold
//! theirs by pointer anyway.

use crate::model::{Additional, Api, ScalarFormat, StringType, TypeKind, TypeUse};

use super::edges::{Hold, for_each};

/// A property of more bytes than this is a pointer.
const PROPERTY: usize = 1024;

/// A branch of a union of more bytes than this is a pointer, so that a union is no larger than its usual values
/// (clippy's `large_enum_variant` speaks of the same size).
const BRANCH: usize = 200;

/// A pointer.
const POINTER: usize = 8;

/// What nullable or optional adds at most.
const TAG: usize = 8;

/// A text, list or map.
const LIST: usize = 24;

/// A date or a date-time, whichever crate it is of.
const DATE: usize = 40;

/// Any JSON value, known or not.
const JSON: usize = 72;

/// A part of a multipart body.
const PART: usize = 240;

/// Boxes the uses of large types.
pub(super) fn box_large(api: &mut Api) {
    let mut sizes: Vec<Option<usize>> = vec![None; api.types.len()];
    let structured: Vec<bool> = (0..api.types.len())
        .map(|at| is_structured(api, at))
        .collect();
    for root in 0..api.types.len() {
        let mut stack = vec![(root, false)];
        while let Some((at, leave)) = stack.pop() {
            if sizes[at].is_some() {
                continue;
            }
            if leave {
                let limit = match api.types[at].kind {
                    TypeKind::Union(_) => BRANCH,
                    _ => PROPERTY,
                };
                for_each(&mut api.types[at].kind, |target, hold, _, _| {
                    let size = sizes[target.id.0 as usize].unwrap_or_default();
                    target.boxed |=
                        hold == Hold::ByValue && size > limit && structured[target.id.0 as usize];
                });
                sizes[at] = Some(of(&api.types[at].kind, &sizes));
            } else {
                stack.push((at, true));
                for_each(&mut api.types[at].kind, |target, hold, _, _| {
                    if hold != Hold::Behind && !target.boxed {
                        stack.push((target.id.0 as usize, false));
                    }
                });
            }
        }
    }
}

/// Whether it is a struct, an enum or a tuple of the crate's own, perhaps by another name.
fn is_structured(api: &Api, at: usize) -> bool {
    let mut at = at;
    // A chain of names is no longer than there are types.
    for _ in 0..api.types.len() {
        match &api.types[at].kind {
            TypeKind::Alias(target) if !target.boxed => at = target.id.0 as usize,
            kind => {
                return matches!(
                    kind,
                    TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple { .. }
                );
            }
        }
    }
    false
}

/// At most how many bytes a value has in place, given what it holds.
fn of(kind: &TypeKind, sizes: &[Option<usize>]) -> usize {
    let held = |target: &TypeUse| match target.boxed {
        true => POINTER,
        false => sizes[target.id.0 as usize].unwrap_or_default() + TAG,
    };
    match kind {
        TypeKind::Any | TypeKind::Opaque { .. } | TypeKind::Null => JSON,
        TypeKind::Boolean | TypeKind::Integer(_) | TypeKind::Number(_) => 2 * POINTER,
        TypeKind::String(string) => text(string),
        TypeKind::Enum(_) | TypeKind::EnumUnion(_) | TypeKind::Array(_) | TypeKind::Map(_) => LIST,
        TypeKind::Tuple { items, rest, .. } => {
            items.iter().map(held).sum::<usize>() + rest.map_or(0, |_| LIST)
        }
        TypeKind::Object(object) => {
            let properties = object.properties.values();
            let rest = matches!(object.additional, Additional::Typed(_));
            properties.map(|property| held(&property.ty)).sum::<usize>() + usize::from(rest) * LIST
        }
        TypeKind::Union(union) => {
            let largest = union.branches.iter().map(|branch| held(&branch.ty)).max();
            largest.unwrap_or_default().max(JSON) + TAG
        }
        TypeKind::Alias(target) => held(target) - usize::from(!target.boxed) * TAG,
    }
}

fn text(string: &StringType) -> usize {
    match string.scalar {
        Some(ScalarFormat::Part) => PART,
        Some(ScalarFormat::DateTime | ScalarFormat::Date | ScalarFormat::Binary) => DATE,
        _ => LIST,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::fixture::{api, files};

    fn schema(name: &str, properties: usize) -> String {
        let texts = (0..properties).map(|n| format!("        p{n}: {{type: string}}\n"));
        let texts: String = texts.collect();
        format!("    {name}:\n      type: object\n      properties:\n{texts}")
    }

    #[test]
    fn what_is_large_is_a_pointer_wherever_it_is_held() {
        // A text that may be absent is at most 32 bytes here.
        let mut text = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}}
      responses: {'204': {description: Ok}}
components:
  schemas:
    Other: {$ref: '#/components/schemas/Large'}
    All:
      type: object
      required: [large]
      properties:
        large: {$ref: '#/components/schemas/Large'}
        other: {$ref: '#/components/schemas/Other'}
        small: {$ref: '#/components/schemas/Small'}
        many: {type: array, items: {$ref: '#/components/schemas/Large'}}
        one: {oneOf: [{$ref: '#/components/schemas/Small'}, {$ref: '#/components/schemas/Tiny'}]}
"
        .to_owned();
        text.push_str(&schema("Large", 33));
        text.push_str(&schema("Small", 32));
        text.push_str(&schema("Tiny", 6));
        let tree = files(&api(&text));
        let types = &tree["src/shop/types.rs"];
        for field in [
            "pub large: Box<Large>,",
            "pub other: Option<Box<Other>>,",
            "pub small: Option<Small>,",
            "pub many: Option<Vec<Large>>,",
            "Small(Box<Small>),",
            "Tiny(Tiny),",
        ] {
            assert!(types.contains(field), "no `{field}` in:\n{types}");
        }
        assert!(!types.contains("large_enum_variant"), "{types}");
    }
}
