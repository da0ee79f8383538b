//! Two APIs: components, operations, webhooks, and what a document says of itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::found::{About, Collected, Found, Spot};
use super::matches::{self, RenamedSchema};
use super::walk::{Walk, plain};
use super::words::{code, describe};
use super::{ChangeKind, Wire, answers, bodies, operations, security};
use crate::model::{Api, TypeId, Webhook};

/// Compares two APIs.
pub(super) fn compare(old: &Api, new: &Api, is_open: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let renames = matches::renamed_schemas(old, new);
    let mut renamed: FxHashMap<String, String> = FxHashMap::default();
    for name in old
        .components
        .keys()
        .filter(|name| new.components.contains_key(*name))
    {
        renamed.insert(name.clone(), name.clone());
    }
    renamed.extend(renames.iter().map(|one| (one.old.clone(), one.new.clone())));
    let operations = matches::operations(old, new);
    let mut walk = Walk::new(old, new, &renamed, is_open);
    itself(&mut walk);
    components(&mut walk, &renames);
    operations::compare(&mut walk, &operations);
    webhooks(&mut walk);
    security::schemes(&mut walk);
    walk.run();
    alone(&mut walk, &renamed);
    let found = std::mem::take(&mut walk.found);
    found.into_list()
}

/// The place of the document itself.
fn root(api: &Api) -> Spot {
    Spot {
        key: "#".to_owned(),
        old_key: None,
        subject: match api.title.is_empty() {
            true => "the API".to_owned(),
            false => api.title.clone(),
        },
        old: None,
        new: None,
        about: About::Nothing,
        never: (false, false),
        lenient: false,
    }
}

/// What a document says of itself.
fn itself(walk: &mut Walk<'_>) {
    let Api {
        title,
        version,
        docs,
        servers,
        // These are compared one by one.
        types: _,
        components: _,
        left_out: _,
        operations: _,
        webhooks: _,
        security_schemes: _,
    } = walk.new;
    let here = root(walk.new);
    if walk.old.version != *version {
        let text = format!(
            "the document is version {}, and was {}",
            code(version),
            code(&walk.old.version)
        );
        let found = Found::new(ChangeKind::VersionChanged, &here, text);
        walk.found.push(found.said(&walk.old.version, version));
    }
    if walk.old.title != *title || walk.old.docs != *docs {
        walk.docs(&here);
    }
    security::servers(walk, (&walk.old.servers, servers), &here);
}

fn spot(api: &Api, id: TypeId, other: Option<(&Api, TypeId)>) -> Spot {
    let ty = api.ty(id);
    let old = other.map(|(api, id)| &api.ty(id).place);
    Spot {
        key: ty.place.key.clone(),
        old_key: old
            .map(|place| place.key.clone())
            .filter(|key| *key != ty.place.key),
        subject: super::words::name(ty),
        old: old.map_or(Some(ty.place.origin), |place| Some(place.origin)),
        new: Some(ty.place.origin),
        about: About::Types(other.map(|(_, id)| id), Some(id)),
        never: (false, false),
        lenient: false,
    }
}

/// Compares components under their names, and under new ones.
fn components(walk: &mut Walk<'_>, renames: &[RenamedSchema]) {
    let (old, new) = (walk.old, walk.new);
    for (name, id) in &old.components {
        // What has a type of its own in multipart bodies alone is nothing in the crate.
        if let Some(after) = new.components.get(name)
            && !(old.left_out.contains(id) && new.left_out.contains(after))
        {
            let spot = spot(new, *after, Some((old, *id)));
            walk.uses(plain(*id), plain(*after), &spot);
        }
    }
    for one in renames {
        let (Some(a), Some(b)) = (old.components.get(&one.old), new.components.get(&one.new))
        else {
            continue;
        };
        let spot = spot(new, *b, Some((old, *a)));
        let text = format!("{} is called {} now", code(&one.old), code(&one.new));
        let mut found = Found::new(ChangeKind::SchemaRenamed, &spot, text)
            .said(&one.old, &one.new)
            .both(Wire::Safe, "names of schemas are not sent");
        found.rename = Some((one.confidence, one.evidence.clone()));
        found.lost = vec![*a];
        found.brought = vec![*b];
        walk.found.push(found);
        walk.uses(plain(*a), plain(*b), &spot);
    }
}

/// Components that came or went and that nothing else explains.
fn alone(walk: &mut Walk<'_>, renamed: &FxHashMap<String, String>) {
    let (old, new) = (walk.old, walk.new);
    let reach = |api: &Api, roots: Vec<TypeId>| super::reach::closure(api, roots);
    let brought = walk
        .found
        .iter()
        .flat_map(|found| found.brought.clone())
        .collect();
    let lost = walk
        .found
        .iter()
        .flat_map(|found| found.lost.clone())
        .collect();
    let (brought, lost) = (reach(new, brought), reach(old, lost));
    let (paired_old, paired_new): (FxHashSet<TypeId>, FxHashSet<TypeId>) =
        walk.pairs().iter().copied().unzip();
    let kept: FxHashSet<&String> = renamed.values().collect();
    let mut more = Collected::default();
    for (name, id) in &new.components {
        if kept.contains(name)
            || brought.contains(id)
            || paired_new.contains(id)
            || new.left_out.contains(id)
        {
            continue;
        }
        let spot = spot(new, *id, None);
        let text = format!(
            "the schema {} is new, and no operation needs it",
            code(name)
        );
        let found = Found::new(ChangeKind::SchemaAdded, &spot, text);
        more.push(
            found
                .said("", describe(new, plain(*id)))
                .only_new(vec![*id]),
        );
    }
    for (name, id) in &old.components {
        if renamed.contains_key(name)
            || lost.contains(id)
            || paired_old.contains(id)
            || old.left_out.contains(id)
        {
            continue;
        }
        let mut spot = spot(old, *id, None);
        spot.about = About::Types(Some(*id), None);
        let text = format!("the schema {} is gone", code(name));
        let found = Found::new(ChangeKind::SchemaRemoved, &spot, text);
        more.push(
            found
                .said(describe(old, plain(*id)), "")
                .only_old(vec![*id]),
        );
    }
    for one in more.into_list() {
        walk.found.push(one);
    }
}

/// The place of a webhook.
fn webhook_spot(at: (Option<usize>, Option<usize>), one: &Webhook, sent: bool) -> Spot {
    let name = match &one.callback {
        Some((operation, _)) => format!("callback {} of {operation}", one.name),
        None => format!("webhook {}", one.name),
    };
    Spot {
        key: one.operation.place.key.clone(),
        old_key: None,
        subject: name,
        old: Some(one.operation.place.origin),
        new: Some(one.operation.place.origin),
        about: About::Webhook { at, sent },
        never: (false, false),
        lenient: false,
    }
}

fn webhooks(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    let key = |one: &Webhook| {
        let callback = one.callback.clone();
        (one.name.clone(), callback, one.operation.method.clone())
    };
    for (j, one) in new.webhooks.iter().enumerate() {
        let Some(i) = old
            .webhooks
            .iter()
            .position(|before| key(before) == key(one))
        else {
            let spot = webhook_spot((None, Some(j)), one, false);
            let text = format!("the {} is new", code(&spot.subject));
            let found = Found::new(ChangeKind::WebhookAdded, &spot, text)
                .both(Wire::Safe, "older clients have no name for it")
                .only_new(operations::types(&one.operation));
            walk.found.push(found);
            continue;
        };
        let before = &old.webhooks[i];
        // The API sends the body, and its user the answer.
        let mut spot = webhook_spot((Some(i), Some(j)), one, false);
        spot.old = Some(before.operation.place.origin);
        let pair = (&before.operation, &one.operation);
        operations::whole(walk, pair, &spot);
        bodies::request(walk, pair, &spot);
        let mut spot = webhook_spot((Some(i), Some(j)), one, true);
        spot.old = Some(before.operation.place.origin);
        answers::responses(walk, pair, &spot);
    }
    for (i, one) in old.webhooks.iter().enumerate() {
        if new.webhooks.iter().any(|after| key(after) == key(one)) {
            continue;
        }
        let spot = webhook_spot((Some(i), None), one, false);
        let text = format!("the {} is gone", code(&spot.subject));
        let found = Found::new(ChangeKind::WebhookRemoved, &spot, text)
            .both(Wire::Safe, "it is not sent any more")
            .only_old(operations::types(&one.operation));
        walk.found.push(found);
    }
}
