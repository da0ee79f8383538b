//! Bodies of requests, and media types of bodies and answers.

use super::found::{Found, Spot};
use super::walk::Walk;
use super::words::{code, describe};
use super::{ChangeKind, Wire};
use crate::model::{Body, Media, MediaKind, Operation, TypeId};

/// Compares bodies of requests.
pub(super) fn request(walk: &mut Walk<'_>, (old, new): (&Operation, &Operation), here: &Spot) {
    let types = |body: &Body| -> Vec<TypeId> {
        body.media
            .iter()
            .filter_map(|media| media.ty)
            .map(|ty| ty.id)
            .collect()
    };
    let named = |origin| Spot {
        subject: format!("body of {}", here.subject),
        old: Some(origin),
        new: Some(origin),
        ..here.clone()
    };
    match (&old.body, &new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let spot = keyed(&named(body.place.origin), &body.place.key);
            let need = if body.required { "required " } else { "" };
            let found = Found::new(
                ChangeKind::BodyAdded,
                &spot,
                format!("{} takes a {need}body now", code(&here.subject)),
            );
            let found = match body.required {
                true => found.sent(Wire::Breaking, "older clients send none"),
                false => found.sent(Wire::Safe, "it need not be sent"),
            };
            walk.found.push(found.only_new(types(body)));
        }
        (Some(body), None) => {
            let spot = keyed(&named(body.place.origin), &body.place.key);
            let text = format!("{} takes no body any more", code(&here.subject));
            let found = Found::new(ChangeKind::BodyRemoved, &spot, text).sent(
                Wire::Warning,
                "older clients send one, and whether the server looks past it is not said",
            );
            walk.found.push(found.only_old(types(body)));
        }
        (Some(a), Some(b)) => {
            let spot = here.at(
                (&a.place.key, &b.place.key),
                format!("body of {}", here.subject),
                (a.place.origin, b.place.origin),
            );
            bodies(walk, (a, b), &spot);
        }
    }
}

/// The same place under another key.
pub(super) fn keyed(spot: &Spot, key: &str) -> Spot {
    Spot {
        key: key.to_owned(),
        old_key: None,
        ..spot.clone()
    }
}

fn bodies(walk: &mut Walk<'_>, (a, b): (&Body, &Body), spot: &Spot) {
    let Body {
        place: _,
        required,
        media,
        docs,
    } = b;
    let subject = code(&spot.subject);
    match (a.required, *required) {
        (false, true) => {
            let found = Found::new(
                ChangeKind::BodyBecameRequired,
                spot,
                format!("the {subject} is required now"),
            );
            walk.found
                .push(found.sent(Wire::Breaking, "older clients may send none"));
        }
        (true, false) => {
            let found = Found::new(
                ChangeKind::BodyBecameOptional,
                spot,
                format!("the {subject} is optional now"),
            );
            walk.found
                .push(found.sent(Wire::Safe, "older clients always send it"));
        }
        _ => {}
    }
    if a.docs != *docs {
        walk.docs(spot);
    }
    self::media(walk, (&a.media, media), spot, true);
}

/// Compares media types by their names.
pub(super) fn media(
    walk: &mut Walk<'_>,
    (old, new): (&[Media], &[Media]),
    spot: &Spot,
    sent: bool,
) {
    let name = |media: &Media| media.name.to_ascii_lowercase().replace(' ', "");
    for one in new {
        match old.iter().find(|before| name(before) == name(one)) {
            Some(before) => self::one(walk, (before, one), spot),
            None => {
                let mut here = keyed(spot, &one.place.key);
                (here.old, here.new) = (spot.old, Some(one.place.origin));
                let text = format!("{} can be {} too", code(&spot.subject), code(&one.name));
                let mut found =
                    Found::new(ChangeKind::MediaTypeAdded, &here, text).said("", &one.name);
                found.brought = one.ty.iter().map(|ty| ty.id).collect();
                let only = old.is_empty();
                walk.found.push(match (sent, only) {
                    (true, _) => found.sent(Wire::Safe, "older clients send what they sent"),
                    (false, true) => found.received(Wire::Safe, "older clients look past the body"),
                    (false, false) => found.received(
                        Wire::Warning,
                        "older clients ask for the media types that they know, and whether the server honours that is not said",
                    ),
                });
            }
        }
    }
    for one in old {
        if new.iter().any(|after| name(after) == name(one)) {
            continue;
        }
        let mut here = keyed(spot, &one.place.key);
        (here.old, here.new) = (Some(one.place.origin), spot.new);
        let text = format!("{} is no longer {}", code(&spot.subject), code(&one.name));
        let mut found = Found::new(ChangeKind::MediaTypeRemoved, &here, text).said(&one.name, "");
        found.lost = one.ty.iter().map(|ty| ty.id).collect();
        walk.found.push(match sent {
            true => found.sent(Wire::Breaking, "older clients may send it"),
            false => found.received(Wire::Breaking, "older clients read it"),
        });
    }
}

fn one(walk: &mut Walk<'_>, (old, new): (&Media, &Media), spot: &Spot) {
    let Media {
        place,
        name,
        kind,
        ty,
        encoding,
        examples: _,
        constraints,
    } = new;
    let here = spot.at(
        (&old.place.key, &place.key),
        spot.subject.clone(),
        (old.place.origin, place.origin),
    );
    // A schema that is written inline says them itself.
    if old.ty.is_none() && ty.is_none() {
        super::kinds::beside(walk, &old.constraints, constraints, &here);
    }
    if old.encoding != *encoding {
        super::encodings::compare(walk, (old, new), &here);
    }
    let typed = !matches!(kind, MediaKind::Binary | MediaKind::Text | MediaKind::Xml);
    match (old.ty, *ty) {
        (None, None) => {}
        (Some(a), Some(b)) => walk.uses(a, b, &here),
        (None, Some(ty)) => {
            let text = format!(
                "{} in {} is {} now",
                code(&spot.subject),
                code(name),
                describe(walk.new, ty)
            );
            let found = Found::new(ChangeKind::SchemaOfMediaAdded, &here, text)
                .said("anything", describe(walk.new, ty));
            let mut found = found.sent(Wire::Breaking, "older clients may send anything");
            found.brought = vec![ty.id];
            walk.found.push(found);
        }
        (Some(ty), None) => {
            let text = format!(
                "{} in {} may be anything now",
                code(&spot.subject),
                code(name)
            );
            let found = Found::new(ChangeKind::SchemaOfMediaRemoved, &here, text)
                .said(describe(walk.old, ty), "anything");
            let mut found = match typed {
                true => found.received(Wire::Breaking, "older clients read only the older type"),
                false => found,
            };
            found.lost = vec![ty.id];
            walk.found.push(found);
        }
    }
}
