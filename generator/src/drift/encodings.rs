//! How properties of forms and multipart bodies are written: by what that comes to, defaults filled in.

use super::found::{Found, Spot};
use super::walk::{Walk, follow};
use super::words::code;
use super::{ChangeKind, Wire};
use crate::model::{Api, Encoding, Media, MediaKind, ScalarFormat, Style, TypeKind, TypeUse};

/// Compares what two bodies of one media type say of their properties.
pub(super) fn compare(walk: &mut Walk<'_>, (old, new): (&Media, &Media), here: &Spot) {
    let all = old.encoding.iter().chain(&new.encoding);
    let mut names: Vec<&str> = all.map(|one| one.property.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let find = |media: &Media| {
            let mut listed = media.encoding.iter();
            listed.find(|one| one.property == name).cloned()
        };
        let (was, is) = (find(old), find(new));
        if was == is {
            continue;
        }
        let before = way(walk.old, old, name, was.as_ref());
        let after = way(walk.new, new, name, is.as_ref());
        let text = format!(
            "{} writes {} in another way",
            code(&here.subject),
            code(name)
        );
        let mut found = Found::new(ChangeKind::EncodingChanged, here, text);
        match (before, after) {
            (Some(before), Some(after)) if before != after => {
                found = found
                    .said(format!("{name}: {before}"), format!("{name}: {after}"))
                    .sent(Wire::Breaking, "older clients write it in the older way")
                    .behaves("the regenerated client writes it in the newer way");
            }
            // The same in other words, or of a property that came or went, which is said by itself.
            _ => found.weak = true,
        }
        walk.found.push(found);
    }
}

/// How a property is written; none when there is no such property.
fn way(api: &Api, media: &Media, name: &str, encoding: Option<&Encoding>) -> Option<String> {
    let kind = &api.ty(follow(api, property(api, media.ty?, name)?).0).kind;
    let style = encoding.and_then(|one| one.style);
    let explode = encoding.and_then(|one| one.explode);
    let reserved = encoding.is_some_and(|one| one.allow_reserved);
    let content = encoding.and_then(|one| one.content_type.clone());
    // Any of the three takes the place of the media type.
    if style.is_none() && explode.is_none() && !reserved {
        match (content, media.kind) {
            (Some(content), _) => return Some(content),
            (None, MediaKind::Multipart) => return Some(usual(api, kind).to_owned()),
            _ => {}
        }
    }
    let reserved = if reserved {
        ", reserved characters as they are"
    } else {
        ""
    };
    if usual(api, kind) == TEXT && !matches!(kind, TypeKind::Array(_)) {
        return Some(format!("{TEXT}{reserved}"));
    }
    let style = style.unwrap_or(Style::Form);
    let explode = match explode.unwrap_or(style == Style::Form) {
        true => " exploded",
        false => "",
    };
    Some(format!("style {style:?}{explode}{reserved}"))
}

const TEXT: &str = "text/plain";

/// What a part is when nothing is said of it; of a list, what each item is.
fn usual(api: &Api, kind: &TypeKind) -> &'static str {
    let item = match kind {
        TypeKind::Array(array) => &api.ty(follow(api, array.items).0).kind,
        kind => kind,
    };
    match item {
        TypeKind::String(text) => match text.scalar {
            Some(ScalarFormat::Binary | ScalarFormat::Part) => "application/octet-stream",
            _ => TEXT,
        },
        TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::Enum(_)
        | TypeKind::EnumUnion(_) => TEXT,
        _ => "application/json",
    }
}

/// A property of a body, in any of its shapes.
fn property(api: &Api, at: TypeUse, name: &str) -> Option<TypeUse> {
    match &api.ty(follow(api, at).0).kind {
        TypeKind::Object(object) => Some(object.properties.get(name)?.ty),
        TypeKind::Map(map) => Some(map.values),
        TypeKind::Union(union) => {
            union
                .branches
                .iter()
                .find_map(|branch| match &api.ty(follow(api, branch.ty).0).kind {
                    TypeKind::Object(object) => Some(object.properties.get(name)?.ty),
                    _ => None,
                })
        }
        _ => None,
    }
}
