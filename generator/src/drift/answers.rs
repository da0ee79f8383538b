//! Answers by status, and their headers.

use super::bodies::{keyed, media};
use super::found::{Found, Spot};
use super::walk::Walk;
use super::words::code;
use super::{ChangeKind, Wire, deprecations};
use crate::model::{Header, Operation, Response, StatusKey, TypeId};

fn status(key: StatusKey) -> String {
    match key {
        StatusKey::Code(code) => code.to_string(),
        StatusKey::Range(digit) => format!("{digit}XX"),
        StatusKey::Default => "default".to_owned(),
    }
}

fn is_success(key: StatusKey) -> bool {
    matches!(key, StatusKey::Code(200..=299) | StatusKey::Range(2))
}

/// Compares answers by status.
pub(super) fn responses(walk: &mut Walk<'_>, (old, new): (&Operation, &Operation), here: &Spot) {
    for one in &new.responses {
        match old
            .responses
            .iter()
            .find(|before| before.status == one.status)
        {
            Some(before) => response(walk, (before, one), here),
            None => {
                let mut spot = keyed(here, &one.place.key);
                (spot.old, spot.new) = (here.old, Some(one.place.origin));
                let text = format!(
                    "{} may answer {} now",
                    code(&here.subject),
                    code(&status(one.status))
                );
                let covered =
                    old.responses
                        .iter()
                        .any(|before| match (before.status, one.status) {
                            (StatusKey::Default, _) => true,
                            (StatusKey::Range(digit), StatusKey::Code(code)) => {
                                code / 100 == u16::from(digit)
                            }
                            _ => false,
                        });
                let mut found =
                    Found::new(ChangeKind::ResponseAdded, &spot, text).said("", status(one.status));
                found.brought = of(one);
                walk.found.push(match (is_success(one.status), covered) {
                    (true, false) => found.received(
                        Wire::Breaking,
                        "older clients take a success that they do not know for an error",
                    ),
                    (true, true) => found.received(
                        Wire::Warning,
                        "older clients read it as the answer that covers it",
                    ),
                    (false, _) => found.received(
                        Wire::Safe,
                        "older clients give it as an error with its status and body",
                    ),
                });
            }
        }
    }
    for one in &old.responses {
        if new.responses.iter().any(|after| after.status == one.status) {
            continue;
        }
        let mut spot = keyed(here, &one.place.key);
        (spot.old, spot.new) = (Some(one.place.origin), here.new);
        let text = format!(
            "{} does not declare {} any more",
            code(&here.subject),
            code(&status(one.status))
        );
        let mut found =
            Found::new(ChangeKind::ResponseRemoved, &spot, text).said(status(one.status), "");
        found.lost = of(one);
        walk.found.push(match is_success(one.status) {
            true => found.received(
                Wire::Warning,
                "what is answered instead may be unknown to older clients",
            ),
            false => found.received(Wire::Safe, "older clients do not depend on errors"),
        });
    }
}

fn of(response: &Response) -> Vec<TypeId> {
    let media = response
        .media
        .iter()
        .filter_map(|media| media.ty)
        .map(|ty| ty.id);
    media
        .chain(response.headers.iter().map(|header| header.ty.id))
        .collect()
}

fn response(walk: &mut Walk<'_>, (old, new): (&Response, &Response), here: &Spot) {
    let Response {
        place,
        status,
        media: bodies,
        headers,
        docs,
    } = new;
    let shared = place.key.starts_with("#/components/");
    let name = match shared {
        true => format!(
            "answer {}",
            place.key.rsplit('/').next().unwrap_or_default()
        ),
        false => format!("{} {}", here.subject, self::status(*status)),
    };
    let spot = here.at(
        (&old.place.key, &place.key),
        name,
        (old.place.origin, place.origin),
    );
    if old.docs != *docs {
        walk.docs(&spot);
    }
    media(walk, (&old.media, bodies), &spot, false);
    self::headers(walk, (&old.headers, headers), &spot);
}

fn headers(walk: &mut Walk<'_>, (old, new): (&[Header], &[Header]), spot: &Spot) {
    let find = |list: &[Header], name: &str| -> Option<Header> {
        list.iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .cloned()
    };
    for one in new {
        let Some(before) = find(old, &one.name) else {
            let mut here = keyed(spot, &one.place.key);
            (here.old, here.new) = (spot.old, Some(one.place.origin));
            let text = format!(
                "{} has the new header {}",
                code(&spot.subject),
                code(&one.name)
            );
            let mut found = Found::new(ChangeKind::HeaderAdded, &here, text)
                .said("", &one.name)
                .received(Wire::Safe, "older clients look past it");
            found.brought = vec![one.ty.id];
            walk.found.push(found);
            continue;
        };
        header(walk, (&before, one), spot);
    }
    for one in old {
        if find(new, &one.name).is_some() {
            continue;
        }
        let mut here = keyed(spot, &one.place.key);
        (here.old, here.new) = (Some(one.place.origin), spot.new);
        let text = format!(
            "{} has no header {} any more",
            code(&spot.subject),
            code(&one.name)
        );
        let mut found = Found::new(ChangeKind::HeaderRemoved, &here, text)
            .said(&one.name, "")
            .received(Wire::Safe, "every header may be absent to older clients");
        found.lost = vec![one.ty.id];
        walk.found.push(found);
    }
}

fn header(walk: &mut Walk<'_>, (old, new): (&Header, &Header), spot: &Spot) {
    let Header {
        place,
        name,
        ty,
        json,
        explode,
        docs,
        deprecated,
    } = new;
    let here = spot.at(
        (&old.place.key, &place.key),
        format!("{} {}", spot.subject, name),
        (old.place.origin, place.origin),
    );
    if (old.json, old.explode) != (*json, *explode) {
        let text = format!("{} is written in another way", code(&here.subject));
        let found = Found::new(ChangeKind::HeaderChanged, &here, text)
            .said(
                format!("json {} explode {}", old.json, old.explode),
                format!("json {json} explode {explode}"),
            )
            .received(Wire::Warning, "older clients read it in the older way");
        walk.found.push(found);
    }
    if old.docs != *docs {
        walk.docs(&here);
    }
    deprecations::compare(
        walk,
        deprecations::SCHEMA,
        (&old.deprecated, deprecated),
        &here,
    );
    // What does not decode is absent, and no error of the call.
    walk.uses(old.ty, *ty, &here);
}
