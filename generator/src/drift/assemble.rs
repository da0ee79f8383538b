//! From differences of documents and crates to entries: verdicts, operations, items, fingerprints.

use std::collections::BTreeMap;

use super::found::{About, Effect, Found};
use super::join::Explainer;
use super::listing::{Row, RowKind, Rows};
use super::reach::{Reached, Root};
use super::renames::Renames;
use super::semver::{self, RowChange, What};
use super::words::{code, counted};
use super::{
    Change, ChangeKind, Class, Direction, Entry, Input, Reach, RustItem, Verdict, Wire, api,
    deprecations, fold, listing, older, site, unexplained,
};
use crate::model::Api;
use crate::rust::{ApiModule, ItemKind, Openness};

/// One API of both sides.
pub(super) struct Pair<'a> {
    pub(super) name: &'a str,
    pub(super) old: (&'a Input<'a>, &'a Api, &'a ApiModule),
    pub(super) new: (&'a Input<'a>, &'a Api, &'a ApiModule),
}

/// What differs in the documents of one API.
pub(super) fn differences(old: &Api, new: &Api, module: &ApiModule) -> Vec<Found> {
    let closed = closed(module);
    api::compare(old, new, &|key| !closed.contains_key(key))
}

/// The entries of one API, of what differs in its documents and of what its older crate makes public.
pub(super) fn entries(pair: &Pair<'_>, found: &[Found], old_rows: &Rows) -> Vec<Entry> {
    let (_, old_api, old_module) = pair.old;
    let (new_input, new_api, new_module) = pair.new;
    let new_rows = listing::list(new_input.krate, new_module);
    let renames = Renames::new((old_api, new_api), (old_rows, &new_rows));
    let renamed = older::with_newer_names(old_rows, &new_rows);
    let changes = semver::differences(renamed.as_ref().unwrap_or(old_rows), &new_rows);
    let explained = Explainer::new(found, (old_api, new_api), new_module).explain(&changes);
    let reached = (
        Reached::new(old_api, methods(old_module)),
        Reached::new(new_api, methods(new_module)),
    );
    let mut entries: Vec<Entry> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        let own = changes
            .iter()
            .zip(&explained)
            .filter(|(_, by)| by.contains(&index));
        let own: Vec<&RowChange<'_>> = own.map(|(change, _)| change).collect();
        let visible = own.iter().any(|change| change.what != What::Docs);
        if one.weak && !visible {
            continue;
        }
        let mut entry = entry(pair, one, &own);
        place(&mut entry, one, &reached);
        entry.rename = renames.of(one);
        entries.push(entry);
    }
    let rest = changes
        .iter()
        .zip(&explained)
        .filter(|(_, by)| by.is_empty());
    let rest: Vec<&RowChange<'_>> = rest.map(|(change, _)| change).collect();
    entries.extend(unexplained::entries(pair, rest));
    let mut entries = fold::fold(entries);
    for entry in &mut entries {
        entry.id = fingerprint(entry);
    }
    entries
}

/// The keys of enums and unions that refuse what they do not know.
fn closed(module: &ApiModule) -> BTreeMap<&str, ()> {
    let is_closed = |kind: &ItemKind| match kind {
        ItemKind::TextEnum(one) | ItemKind::IntegerEnum(one) => one.openness == Openness::Closed,
        ItemKind::EnumUnion(one) => one.all.openness == Openness::Closed,
        ItemKind::Union(one) => one.openness == Openness::Closed,
        _ => false,
    };
    let items = module.items().filter(|item| is_closed(&item.kind));
    items.map(|item| (item.source.key.as_str(), ())).collect()
}

/// The methods of the client, by operation.
fn methods(module: &ApiModule) -> BTreeMap<String, String> {
    let operations = module.client.operations.iter();
    operations
        .map(|one| (format!("{} {}", one.method, one.path), one.name.clone()))
        .collect()
}

fn entry(pair: &Pair<'_>, found: &Found, own: &[&RowChange<'_>]) -> Entry {
    let items = items(own);
    let worst = items.iter().max_by_key(|item| item.class);
    let source = match worst {
        Some(item) if item.class > Class::Patch => {
            Verdict::new(item.class, because(&items, item.class))
        }
        _ => Verdict::new(Class::Patch, "no public item changed"),
    };
    Entry {
        id: String::new(),
        kind: found.kind,
        api: pair.name.to_owned(),
        key: found.key.clone(),
        subject: found.subject.clone(),
        title: match &found.sunset {
            Some(day) => format!("{}{}", found.title, deprecations::stay(day)),
            None => found.title.clone(),
        },
        before: found.before.clone(),
        after: found.after.clone(),
        direction: Direction::Neither,
        wire: Verdict::default(),
        source,
        behaviour: found.behaviour.clone(),
        old: found.old.map(|origin| site::site(pair.old.0.set, origin)),
        new: found.new.map(|origin| site::site(pair.new.0.set, origin)),
        operations: Vec::new(),
        items,
        rename: None,
        sunset: found.sunset.clone(),
        also: Vec::new(),
    }
}

/// Why a class: what the items of that class have in common.
pub(super) fn because(items: &[RustItem], class: Class) -> String {
    let worst: Vec<&RustItem> = items.iter().filter(|item| item.class == class).collect();
    let Some(first) = worst.first() else {
        return String::new();
    };
    let name = code(
        first
            .path
            .split_once("types::")
            .map_or(&first.path, |(_, name)| name),
    );
    let verb = match first.change {
        Change::Added => "is new",
        Change::Removed => "is gone",
        Change::Changed => "changed",
    };
    let more = match worst.len() - 1 {
        0 => String::new(),
        more => format!(", and {} more", counted(more, "item")),
    };
    format!("{name} {verb}{more}: {}", first.reason)
}

/// The items of changes that a program can see, sorted; a method that changed in several ways is one.
pub(super) fn items(changes: &[&RowChange<'_>]) -> Vec<RustItem> {
    let mut items: BTreeMap<String, RustItem> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.is_visible()) {
        let Some(item) = item(change) else { continue };
        match items.get_mut(&item.path) {
            Some(known) if known.class >= item.class => {}
            _ => {
                items.insert(item.path.clone(), item);
            }
        }
    }
    items.into_values().collect()
}

pub(super) fn item(change: &RowChange<'_>) -> Option<RustItem> {
    let row = change.row()?;
    let kind = match (change.what, row.kind) {
        // A part of a method that comes or goes is a change of the method.
        (What::Item(_), RowKind::Piece | RowKind::Order) => Change::Changed,
        (What::Item(change), _) => change,
        _ => Change::Changed,
    };
    if row.kind == RowKind::Written || (row.kind == RowKind::Order && change.class < Class::Minor) {
        return None;
    }
    Some(RustItem {
        change: kind,
        path: row.path.clone(),
        before: change
            .old
            .map(shown)
            .or_else(|| (kind == Change::Changed).then(String::new))
            .filter(|t| !t.is_empty()),
        after: change.new.map(shown).filter(|t| !t.is_empty()),
        class: change.class,
        reason: change.reason.clone(),
        file: Some(row.file.clone()),
        line: None,
    })
}

fn shown(row: &Row) -> String {
    match row.deprecated {
        true => format!("#[deprecated] {}", row.shown),
        false => row.shown.clone(),
    }
}

/// Works out operations, direction and the verdict on the wire.
fn place(entry: &mut Entry, found: &Found, reached: &(Reached<'_>, Reached<'_>)) {
    let mut roots: BTreeMap<(bool, Root), (bool, bool)> = BTreeMap::new();
    let mut add = |is_new: bool, root: Root, way: (bool, bool)| {
        let known = roots.entry((is_new, root)).or_default();
        *known = (known.0 | way.0, known.1 | way.1);
    };
    match &found.about {
        About::Nothing => {}
        About::Types(old, new) => {
            for (is_new, id, reached) in [(false, old, &reached.0), (true, new, &reached.1)] {
                for (root, (sent, received)) in id.map(|id| reached.of(id)).unwrap_or_default() {
                    let way = (sent && !found.never.0, received && !found.never.1);
                    if way != (false, false) {
                        add(is_new, root, way);
                    }
                }
            }
        }
        About::Operations { at, sent } => {
            for (old, new) in at {
                let pairs = [(false, *old), (true, *new)];
                for (is_new, at) in pairs
                    .into_iter()
                    .filter_map(|(is_new, at)| Some((is_new, at?)))
                {
                    add(is_new, Root::Operation(at), (*sent, !*sent));
                }
            }
        }
        About::Webhook { at, sent } => {
            for (is_new, at) in [(false, at.0), (true, at.1)] {
                if let Some(at) = at {
                    add(is_new, Root::Webhook(at), (*sent, !*sent));
                }
            }
        }
    }
    let mut shown: BTreeMap<String, Reach> = BTreeMap::new();
    let (mut sent, mut received) = (false, false);
    for ((is_new, root), way) in roots {
        (sent, received) = (sent | way.0, received | way.1);
        let reached = if is_new { &reached.1 } else { &reached.0 };
        let Some(reach) = reached.shown(root, Direction::of(way.0, way.1)) else {
            continue;
        };
        match shown.get_mut(&reach.operation) {
            Some(known) => {
                let either = |is: fn(Direction) -> bool| is(known.direction) || is(reach.direction);
                known.direction =
                    Direction::of(either(Direction::is_sent), either(Direction::is_received));
                known.method = reach.method.or(known.method.take());
            }
            None => {
                shown.insert(reach.operation.clone(), reach);
            }
        }
    }
    entry.operations = shown.into_values().collect();
    entry.direction = Direction::of(sent, received);
    entry.wire = wire(found, entry.direction);
}

fn wire(found: &Found, direction: Direction) -> Verdict<Wire> {
    let effects: Vec<Effect> = match (direction, &found.about) {
        (Direction::Neither, About::Nothing) => vec![found.sent, found.received],
        (Direction::Neither, _) => return Verdict::new(Wire::Safe, "no operation needs it"),
        _ => {
            let sent = direction.is_sent().then_some(found.sent);
            sent.into_iter()
                .chain(direction.is_received().then_some(found.received))
                .collect()
        }
    };
    let worst = effects
        .iter()
        .map(|(level, _)| *level)
        .max()
        .unwrap_or_default();
    let mut reasons: Vec<&str> = Vec::new();
    for (level, reason) in effects {
        if level == worst && !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    Verdict::new(worst, reasons.join("; "))
}

/// What tells an entry from all others, whatever moves in the documents.
fn fingerprint(entry: &Entry) -> String {
    let none = String::new();
    let text = [
        entry.kind.code(),
        &entry.api,
        &entry.key,
        entry.direction.word(),
        entry.before.as_ref().unwrap_or(&none),
        entry.after.as_ref().unwrap_or(&none),
        if entry.kind == ChangeKind::RustOnly {
            &entry.title
        } else {
            ""
        },
        if entry.kind == ChangeKind::Unclassified {
            &entry.subject
        } else {
            ""
        },
    ]
    .join("\n");
    let also: String = entry
        .also
        .iter()
        .map(|place| format!("\n{}", place.key))
        .collect();
    let text = text + &also;
    let hash = crate::hash::sha256(text.as_bytes());
    hash.trim_start_matches("sha256:")
        .chars()
        .take(16)
        .collect()
}
