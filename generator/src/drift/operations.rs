//! Operations: parameters, bodies and what belongs to an operation as a whole.

use super::found::{About, Found, Spot};
use super::matches::Operations;
use super::walk::Walk;
use super::words::{code, describe, json, listed};
use super::{ChangeKind, Wire};
use super::{answers, bodies, deprecations};
use crate::model::{Operation, Parameter, ParameterPlace, Style, TypeId};

/// How an operation is called: `GET /projects/{id}`.
pub(super) fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method.0, operation.path)
}

/// Compares all operations.
pub(super) fn compare(walk: &mut Walk<'_>, operations: &Operations) {
    let (old_api, new_api) = (walk.old, walk.new);
    for (i, j, moved) in &operations.pairs {
        one(walk, (*i, *j), moved.as_ref());
    }
    for i in &operations.gone {
        let old = &old_api.operations[*i];
        let spot = spot((Some((*i, old)), None), true);
        let name = code(&title(old));
        let found = Found::new(
            ChangeKind::OperationRemoved,
            &spot,
            format!("{name} is gone"),
        )
        .both(Wire::Breaking, "older clients call it")
        .was_to_stay(&old.deprecated)
        .only_old(types(old));
        walk.found.push(found);
    }
    for j in &operations.came {
        let new = &new_api.operations[*j];
        let spot = spot((None, Some((*j, new))), true);
        let name = code(&title(new));
        let found = Found::new(ChangeKind::OperationAdded, &spot, format!("{name} is new"))
            .both(Wire::Safe, "older clients do not call it")
            .only_new(types(new));
        walk.found.push(found);
    }
}

/// All types that an operation names itself.
pub(super) fn types(operation: &Operation) -> Vec<TypeId> {
    let mut types: Vec<TypeId> = operation.parameters.iter().map(|p| p.ty.id).collect();
    let answers = operation.responses.iter();
    let media = operation.body.iter().flat_map(|body| &body.media);
    let media = media.chain(answers.clone().flat_map(|response| &response.media));
    types.extend(media.filter_map(|media| media.ty).map(|ty| ty.id));
    types.extend(
        answers
            .flat_map(|response| &response.headers)
            .map(|header| header.ty.id),
    );
    types
}

type Side<'a> = Option<(usize, &'a Operation)>;

/// The place of an operation.
pub(super) fn spot((old, new): (Side<'_>, Side<'_>), sent: bool) -> Spot {
    let at = (old.map(|(at, _)| at), new.map(|(at, _)| at));
    let named = new.or(old).map(|(_, operation)| operation);
    let key = |side: Side<'_>| side.map(|(_, operation)| operation.place.key.clone());
    Spot {
        key: key(new).or(key(old)).unwrap_or_default(),
        old_key: key(old).filter(|old| key(new).is_some_and(|new| new != *old)),
        subject: named.map(title).unwrap_or_default(),
        old: old.map(|(_, operation)| operation.place.origin),
        new: new.map(|(_, operation)| operation.place.origin),
        about: About::Operations { at: vec![at], sent },
        never: (false, false),
        lenient: false,
    }
}

fn one(walk: &mut Walk<'_>, (i, j): (usize, usize), moved: Option<&(u8, String)>) {
    let (old, new) = (&walk.old.operations[i], &walk.new.operations[j]);
    let here = spot((Some((i, old)), Some((j, new))), true);
    if let Some((sure, why)) = moved {
        let text = format!("{} is at {} now", code(&title(old)), code(&title(new)));
        let mut found = Found::new(ChangeKind::OperationMoved, &here, text)
            .said(title(old), title(new))
            .both(Wire::Breaking, "older clients call the older place")
            .behaves("the method of the client calls another place");
        found.rename = Some((*sure, why.clone()));
        walk.found.push(found);
    }
    whole(walk, (old, new), &here);
    parameters(walk, (old, new), &here);
    bodies::request(walk, (old, new), &here);
    let received = spot((Some((i, old)), Some((j, new))), false);
    answers::responses(walk, (old, new), &received);
}

/// What belongs to an operation as a whole.
pub(super) fn whole(walk: &mut Walk<'_>, (old, new): (&Operation, &Operation), here: &Spot) {
    let Operation {
        place: _,
        // They are what operations are paired by.
        method: _,
        path: _,
        id,
        tags,
        docs,
        deprecated,
        // These have rules of their own.
        parameters: _,
        body: _,
        responses: _,
        security,
        servers,
    } = new;
    let subject = code(&here.subject);
    if old.id != *id {
        let said = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
        let (before, after) = (said(&old.id), said(id));
        let text = format!(
            "the `operationId` of {subject} is {}, and was {}",
            code(&after),
            code(&before)
        );
        let found = Found::new(ChangeKind::OperationIdChanged, here, text).said(before, after);
        walk.found.push(found);
    }
    deprecations::compare(
        walk,
        deprecations::OPERATION,
        (&old.deprecated, deprecated),
        here,
    );
    if old.tags != *tags {
        let text = format!(
            "{subject} has the tags {}, and had {}",
            listed(tags),
            listed(&old.tags)
        );
        let found = Found::new(ChangeKind::TagsChanged, here, text);
        walk.found
            .push(found.said(old.tags.join(", "), tags.join(", ")));
    }
    if old.docs != *docs {
        walk.docs(here);
    }
    super::security::alternatives(walk, (&old.security, security), here);
    super::security::servers(walk, (&old.servers, servers), here);
}

/// Compares parameters by place and name; path parameters by position where their names differ.
fn parameters(walk: &mut Walk<'_>, (old, new): (&Operation, &Operation), here: &Spot) {
    let is_same = |a: &Parameter, b: &Parameter| {
        let same = match a.location {
            ParameterPlace::Header => a.name.eq_ignore_ascii_case(&b.name),
            _ => a.name == b.name,
        };
        a.location == b.location && same
    };
    let alone = |list: &[Parameter], others: &[Parameter]| -> Vec<Parameter> {
        let is_alone = |p: &&Parameter| !others.iter().any(|other| is_same(p, other));
        list.iter().filter(is_alone).cloned().collect()
    };
    for parameter in &new.parameters {
        if let Some(before) = old
            .parameters
            .iter()
            .find(|before| is_same(before, parameter))
        {
            self::parameter(walk, (before, parameter), here);
        }
    }
    let (mut gone, mut came) = (
        alone(&old.parameters, &new.parameters),
        alone(&new.parameters, &old.parameters),
    );
    let in_path = |list: &mut Vec<Parameter>| -> Vec<Parameter> {
        let (path, rest) = std::mem::take(list)
            .into_iter()
            .partition(|p| p.location == ParameterPlace::Path);
        *list = rest;
        path
    };
    let (gone_path, came_path) = (in_path(&mut gone), in_path(&mut came));
    for (before, after) in gone_path.iter().zip(&came_path) {
        let spot = parameter_spot(here, (before, after));
        let text = format!(
            "the path parameter {} of {} is called {} now",
            code(&before.name),
            code(&here.subject),
            code(&after.name)
        );
        let found = Found::new(ChangeKind::ParameterRenamed, &spot, text)
            .said(&before.name, &after.name)
            .sent(Wire::Safe, "the path is the same");
        walk.found.push(found);
        parameter(walk, (before, after), here);
    }
    let paired = gone_path.len().min(came_path.len());
    gone.extend(gone_path.into_iter().skip(paired));
    came.extend(came_path.into_iter().skip(paired));
    for one in gone {
        let spot = parameter_spot(here, (&one, &one));
        let moved = new.parameters.iter().find(|other| other.name == one.name);
        let (level, why) = match (moved, one.location) {
            (Some(_), _) => (Wire::Breaking, "older clients send it in the older place"),
            (None, ParameterPlace::Path) => (Wire::Breaking, "older clients put it into the path"),
            (None, _) => (
                Wire::Warning,
                "older clients may send it, and whether the server looks past it is not said",
            ),
        };
        let text = format!(
            "the {} parameter {} of {} is gone",
            place(one.location),
            code(&one.name),
            code(&here.subject)
        );
        let found = Found::new(ChangeKind::ParameterRemoved, &spot, text)
            .said(describe(walk.old, one.ty), "")
            .sent(level, why)
            .was_to_stay(&one.deprecated)
            .only_old(vec![one.ty.id]);
        walk.found.push(match moved {
            Some(_) => found.behaves("it is sent in another place"),
            None => found,
        });
    }
    for one in came {
        let spot = parameter_spot(here, (&one, &one));
        let need = if one.required { "required " } else { "" };
        let text = format!(
            "{} has the new {need}{} parameter {}",
            code(&here.subject),
            place(one.location),
            code(&one.name)
        );
        let (level, why) = match one.required {
            true => (Wire::Breaking, "older clients do not send it"),
            false => (Wire::Safe, "it need not be sent"),
        };
        let found = Found::new(ChangeKind::ParameterAdded, &spot, text)
            .said("", format!("{need}{}", describe(walk.new, one.ty)))
            .sent(level, why)
            .only_new(vec![one.ty.id]);
        walk.found.push(found);
    }
}

fn place(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
        ParameterPlace::QueryString => "query string",
    }
}

fn parameter_spot(here: &Spot, (old, new): (&Parameter, &Parameter)) -> Spot {
    here.at(
        (&old.place.key, &new.place.key),
        match new.place.key.starts_with("#/components/") {
            // Said once, wherever it is used.
            true => format!("{} parameter {}", place(new.location), new.name),
            false => format!("{} {}", here.subject, new.name),
        },
        (old.place.origin, new.place.origin),
    )
}

fn parameter(walk: &mut Walk<'_>, (old, new): (&Parameter, &Parameter), here: &Spot) {
    let spot = parameter_spot(here, (old, new));
    let subject = code(&spot.subject);
    let Parameter {
        place: _,
        name: _,
        location: _,
        ty,
        required,
        content,
        style,
        explode,
        allow_reserved,
        default,
        docs,
        deprecated,
    } = new;
    match (old.required, *required) {
        (false, true) => {
            let found = Found::new(
                ChangeKind::ParameterBecameRequired,
                &spot,
                format!("{subject} is required now"),
            );
            walk.found
                .push(found.sent(Wire::Breaking, "older clients may leave it out"));
        }
        (true, false) => {
            let found = Found::new(
                ChangeKind::ParameterBecameOptional,
                &spot,
                format!("{subject} is optional now"),
            );
            walk.found
                .push(found.sent(Wire::Safe, "older clients always send it"));
        }
        _ => {}
    }
    let way = |p: (&Option<_>, Style, bool, bool)| {
        let (content, style, explode, reserved): (&Option<(String, _)>, Style, bool, bool) = p;
        let reserved = if reserved {
            ", reserved characters as they are"
        } else {
            ""
        };
        match content {
            Some((media, _)) => format!("content {media}{reserved}"),
            None => {
                let explode = if explode { " exploded" } else { "" };
                format!("style {style:?}{explode}{reserved}")
            }
        }
    };
    let before = way((&old.content, old.style, old.explode, old.allow_reserved));
    let after = way((content, *style, *explode, *allow_reserved));
    if before != after {
        let text = format!("{subject} is written with {after} instead of {before}");
        let found = Found::new(ChangeKind::ParameterStyleChanged, &spot, text)
            .said(before, after)
            .sent(Wire::Breaking, "older clients write it in the older way")
            .behaves("the regenerated client writes it in the newer way");
        walk.found.push(found);
    }
    if old.default != *default {
        let said =
            |value: &Option<crate::model::Json>| value.as_ref().map_or("none".to_owned(), json);
        let text = format!(
            "the default of {subject} is {}, and was {}",
            code(&said(default)),
            code(&said(&old.default))
        );
        let found = Found::new(ChangeKind::ParameterDefaultChanged, &spot, text)
            .said(said(&old.default), said(default))
            .sent(
                Wire::Safe,
                "defaults are never sent, the server applies them",
            )
            .behaves("the server takes something else for what is not sent");
        walk.found.push(found);
    }
    if old.docs != *docs {
        walk.docs(&spot);
    }
    deprecations::compare(
        walk,
        deprecations::PARAMETER,
        (&old.deprecated, deprecated),
        &spot,
    );
    walk.uses(old.ty, *ty, &spot);
}
