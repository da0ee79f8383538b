//! `encoding` of forms and multipart bodies as rows of an operation's table, where it differs from what is done anyway.

use crate::model::{Encoding, Media, MediaKind, Style, TypeKind, TypeUse};
use crate::rust::{Writing, WritingPlace, WritingStyle};

use super::parameters::text_type;
use super::scope::Scope;

/// The rows of a media type.
pub(super) fn rows(scope: &Scope<'_>, media: &Media) -> Vec<(String, Writing)> {
    let place = match media.kind {
        MediaKind::Form => WritingPlace::Property,
        MediaKind::Multipart => WritingPlace::Part,
        _ => return Vec::new(),
    };
    let row = |encoding: &Encoding| {
        let at = property(scope, media.ty?, &encoding.property)?;
        let writing = writing(scope, at, encoding, place);
        (!writing.is_usual()).then(|| (encoding.property.clone(), writing))
    };
    media.encoding.iter().filter_map(row).collect()
}

/// A property of a body, in any of its shapes.
fn property(scope: &Scope<'_>, at: TypeUse, name: &str) -> Option<TypeUse> {
    let (id, _) = scope.behind(at.id);
    match &scope.ty(id).kind {
        TypeKind::Object(object) => Some(object.properties.get(name)?.ty),
        TypeKind::Map(map) => Some(map.values),
        TypeKind::Union(union) => union.branches.iter().find_map(|branch| {
            match &scope.ty(scope.behind(branch.ty.id).0).kind {
                TypeKind::Object(object) => Some(object.properties.get(name)?.ty),
                _ => None,
            }
        }),
        _ => None,
    }
}

fn writing(scope: &Scope<'_>, at: TypeUse, encoding: &Encoding, place: WritingPlace) -> Writing {
    let mut writing = Writing {
        place,
        style: None,
        media: None,
        reserved: false,
        checks: Vec::new(),
    };
    let is_text = text_type(scope, at).is_some();
    let items = match &scope.ty(scope.behind(at.id).0).kind {
        TypeKind::Array(array) => Some(array.items),
        _ => None,
    };
    // Any of the three takes the place of the media type.
    if encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved {
        let style = encoding.style.unwrap_or(Style::Form);
        let explode = encoding.explode.unwrap_or(style == Style::Form);
        let style = match (style, explode) {
            (Style::DeepObject, _) => WritingStyle::DeepObject,
            (Style::SpaceDelimited, false) => WritingStyle::SpaceDelimited,
            (Style::PipeDelimited, false) => WritingStyle::PipeDelimited,
            (_, false) => WritingStyle::Form,
            (_, true) => WritingStyle::FormExploded,
        };
        let texts = items.is_some_and(|items| text_type(scope, items).is_some());
        let same = match style {
            _ if is_text => true,
            WritingStyle::FormExploded => texts,
            WritingStyle::DeepObject => items.is_none() && place == WritingPlace::Property,
            _ => false,
        };
        writing.reserved = encoding.allow_reserved && place == WritingPlace::Property;
        writing.style = (!same || writing.reserved).then_some(style);
        return writing;
    }
    let Some(media) = &encoding.content_type else {
        return writing;
    };
    let is_json = media.contains("json");
    // Several media types, or a pattern of them, are the caller's choice.
    let is_one = !media.contains([',', '*']);
    match place {
        WritingPlace::Property if is_json && !is_text => writing.style = Some(WritingStyle::Json),
        WritingPlace::Part if is_one => {
            let part = items.unwrap_or(at);
            let usual = match text_type(scope, part).is_some() {
                true => "text/plain",
                false => "application/json",
            };
            writing.media = (media != usual).then(|| media.clone());
        }
        _ => {}
    }
    writing
}
