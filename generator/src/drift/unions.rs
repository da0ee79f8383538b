//! Unions: branches, and how they are told apart.

use super::found::{Found, Spot};
use super::walk::{Walk, follow, plain};
use super::words::{code, describe, short};
use super::{ChangeKind, Wire};
use crate::model::{JsonKind, Property, Rule, Type, TypeId, TypeKind, UnionBranch, UnionType};

/// Compares two unions.
pub(super) fn compare(
    walk: &mut Walk<'_>,
    (a, b): (&UnionType, &UnionType),
    ids: (TypeId, TypeId),
    here: &Spot,
) {
    let UnionType {
        branches,
        // They follow from the branches and the discriminator.
        rules: _,
        discriminator,
    } = b;
    let mut free: Vec<usize> = (0..branches.len()).collect();
    let mut left: Vec<usize> = (0..a.branches.len()).collect();
    let mut pairs = Vec::new();
    for step in 0..4 {
        left.retain(|&i| {
            let old = &a.branches[i];
            let found = free
                .iter()
                .position(|&j| same(walk, step, old, &branches[j]));
            match found {
                Some(at) => {
                    pairs.push((i, free.remove(at)));
                    false
                }
                None => true,
            }
        });
    }
    pairs.sort_unstable();
    for (i, j) in &pairs {
        let (old, new) = (&a.branches[*i], &branches[*j]);
        let mut spot = here.at(
            (&old.place.key, &new.place.key),
            format!("{} ({})", here.subject, short(&new.hint)),
            (old.place.origin, new.place.origin),
        );
        spot.never = (false, false);
        product(walk, (old.ty.id, new.ty.id), &spot);
        walk.uses(old.ty, new.ty, &spot);
    }
    for i in left {
        removed(walk, &a.branches[i], branches, here);
    }
    for j in free {
        added(walk, a, &branches[j], here);
    }
    tags(walk, (a, b), &pairs, ids, here);
    if a.discriminator != *discriminator {
        let said = |one: &Option<String>| one.clone().unwrap_or_else(|| "none".to_owned());
        let (before, after) = (said(&a.discriminator), said(discriminator));
        let title = format!(
            "the discriminator of {} is {}, and was {}",
            code(&here.subject),
            code(&after),
            code(&before)
        );
        let found = Found::new(ChangeKind::DiscriminatorChanged, here, title).said(before, after);
        walk.found.push(match (&a.discriminator, discriminator) {
            (None, _) => found
                .sent(Wire::Warning, "older clients may send values without it")
                .received(
                    Wire::Safe,
                    "older clients tell branches apart by their shape",
                ),
            (_, None) => found.both(Wire::Warning, "older clients tell branches apart by it"),
            _ => found
                .sent(Wire::Breaking, "older clients send the older discriminator")
                .received(
                    Wire::Warning,
                    "older clients tell branches apart by the older one",
                ),
        });
    }
}

/// A branch of a union in `allOf` is a type of its own, which is called after the branch: notes that this is a component
/// now, or no longer is.
fn product(walk: &mut Walk<'_>, (a, b): (TypeId, TypeId), spot: &Spot) {
    let (old, new) = (walk.old.ty(a), walk.new.ty(b));
    let part = |ty: &Type| {
        let (_, part) = ty.place.key.rsplit_once("/with/")?;
        Some(part.contains("~1"))
    };
    let (Some(was_inline), Some(is_inline)) = (part(old), part(new)) else {
        return;
    };
    let kind = match (was_inline, is_inline) {
        (true, false) => ChangeKind::SchemaExtracted,
        (false, true) => ChangeKind::SchemaInlined,
        _ => return,
    };
    if walk.is_trial() {
        return;
    }
    let title = format!("{} is called after another schema", code(&spot.subject));
    let mut found = Found::new(kind, spot, title);
    found.weak = true;
    (found.lost, found.brought) = (vec![a], vec![b]);
    walk.found.push(found);
}

/// Whether two branches are one, by a rule that is looser with each step.
fn same(walk: &mut Walk<'_>, step: usize, old: &UnionBranch, new: &UnionBranch) -> bool {
    let (a, b) = (follow(walk.old, old.ty).0, follow(walk.new, new.ty).0);
    let (x, y) = (walk.old.ty(a), walk.new.ty(b));
    match step {
        0 => match (&x.name, &y.name) {
            (Some(x), Some(y)) => walk.renamed.get(x) == Some(y),
            (None, None) => old.hint == new.hint && kind(&x.kind) == kind(&y.kind),
            _ => false,
        },
        1 => old.hint == new.hint && kind(&x.kind) == kind(&y.kind),
        // A trial within a trial would take too long; what is paired is compared all the same.
        2 => {
            kind(&x.kind) == kind(&y.kind)
                && match walk.is_trial() {
                    true => has_outline(&x.kind, &y.kind),
                    false => walk.trial(a, b).differences == 0,
                }
        }
        _ => {
            let plain = kind(&x.kind);
            plain == kind(&y.kind)
                && plain != JsonKind::Object
                && x.name.is_none()
                && y.name.is_none()
        }
    }
}

/// Whether two types of one kind of JSON look alike from afar: objects with the same properties, whatever these hold.
fn has_outline(old: &TypeKind, new: &TypeKind) -> bool {
    let (old, new) = match (old, new) {
        (TypeKind::Object(old), TypeKind::Object(new)) => (old, new),
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            return old.branches.len() == new.branches.len();
        }
        _ => return std::mem::discriminant(old) == std::mem::discriminant(new),
    };
    let known = |(wire, property): (&String, &Property)| {
        let other = new.properties.get(wire);
        other.is_some_and(|other| {
            (other.presence, &other.constant) == (property.presence, &property.constant)
        })
    };
    old.properties.len() == new.properties.len() && old.properties.iter().all(known)
}

/// The kind of JSON that a type is written as; unions and anything count as objects.
fn kind(kind: &TypeKind) -> JsonKind {
    match kind {
        TypeKind::Null => JsonKind::Null,
        TypeKind::Boolean => JsonKind::Boolean,
        TypeKind::Integer(_) => JsonKind::Integer,
        TypeKind::Number(_) => JsonKind::Number,
        TypeKind::String(_) | TypeKind::Enum(_) | TypeKind::EnumUnion(_) => JsonKind::String,
        TypeKind::Array(_) | TypeKind::Tuple { .. } => JsonKind::Array,
        _ => JsonKind::Object,
    }
}

fn removed(walk: &mut Walk<'_>, branch: &UnionBranch, now: &[UnionBranch], here: &Spot) {
    let before = describe(walk.old, branch.ty);
    let title = format!("{} is no longer {before}", code(&here.subject));
    let found = Found::new(ChangeKind::BranchRemoved, here, title).said(before, "");
    let taken = now.iter().map(|new| taken(walk, branch, new.ty.id));
    let found = match taken.min().unwrap_or(Wire::Breaking) {
        Wire::Safe => found.sent(Wire::Safe, "another branch takes its values"),
        Wire::Warning => found.sent(
            Wire::Warning,
            "another branch takes its values, and whether the server looks past what it does not list is not said",
        ),
        Wire::Breaking => found.sent(Wire::Breaking, "older clients may send it"),
    };
    let mut found = found
        .received(Wire::Safe, "it is not received any more")
        .only_old(vec![branch.ty.id]);
    found.old = Some(branch.place.origin);
    found.new = here.new;
    walk.found.push(found);
}

/// Whether each older branch of the same kind reads what a new one allows.
fn is_read(walk: &mut Walk<'_>, old: &UnionType, branch: &UnionBranch) -> bool {
    let b = follow(walk.new, branch.ty).0;
    let mut read = false;
    for one in &old.branches {
        let a = follow(walk.old, one.ty).0;
        if kind(&walk.old.ty(a).kind) == kind(&walk.new.ty(b).kind) {
            read = true;
            if walk.is_trial() || walk.trial(a, b).received.0 != Wire::Safe {
                return false;
            }
        }
    }
    read
}

/// What it is to send an older branch to a newer type.
fn taken(walk: &mut Walk<'_>, branch: &UnionBranch, id: TypeId) -> Wire {
    let (a, b) = (follow(walk.old, branch.ty).0, follow(walk.new, plain(id)).0);
    let same = kind(&walk.old.ty(a).kind) == kind(&walk.new.ty(b).kind);
    match same && !walk.is_trial() {
        true => walk.trial(a, b).sent.0,
        false => Wire::Breaking,
    }
}

fn added(walk: &mut Walk<'_>, old: &UnionType, branch: &UnionBranch, here: &Spot) {
    let after = describe(walk.new, branch.ty);
    let title = format!("{} can be {after} too", code(&here.subject));
    let open = (walk.is_open)(here.old_key.as_ref().unwrap_or(&here.key));
    let this = kind(&walk.new.ty(follow(walk.new, branch.ty).0).kind);
    let taken = |rule: &Rule| match rule {
        Rule::Kind(kind, _) => {
            *kind == this || (*kind == JsonKind::Number && this == JsonKind::Integer)
        }
        Rule::Items(..) => this == JsonKind::Array,
        _ => false,
    };
    let found = Found::new(ChangeKind::BranchAdded, here, title)
        .said("", after)
        .sent(Wire::Safe, "older branches are still allowed");
    let is_known = old.rules.iter().any(taken) && !is_read(walk, old, branch);
    let mut found = match (open, is_known) {
        (false, _) => found.received(
            Wire::Breaking,
            "the union is closed, so older clients refuse it",
        ),
        (true, true) => found.received(
            Wire::Breaking,
            "older clients take it for a branch that they know",
        ),
        (true, false) => found
            .received(
                Wire::Safe,
                "older clients keep it as `Unknown`, the union is open",
            )
            .behaves("what was `Unknown` is a variant of its own now"),
    }
    .only_new(vec![branch.ty.id]);
    found.old = here.old;
    found.new = Some(branch.place.origin);
    walk.found.push(found);
}

/// Compares the tags by which branches are told apart that are on both sides.
fn tags(
    walk: &mut Walk<'_>,
    (a, b): (&UnionType, &UnionType),
    pairs: &[(usize, usize)],
    ids: (TypeId, TypeId),
    here: &Spot,
) {
    if a.discriminator.is_none() || a.discriminator != b.discriminator {
        return;
    }
    let of = |union: &UnionType, at: usize| -> Vec<String> {
        let mut tags: Vec<String> = union
            .rules
            .iter()
            .filter_map(|rule| match rule {
                Rule::Tag { value, branch, .. } if *branch == at => Some(super::words::json(value)),
                _ => None,
            })
            .collect();
        tags.sort();
        tags
    };
    for (i, j) in pairs {
        let (old, new) = (of(a, *i), of(b, *j));
        if old == new {
            continue;
        }
        let branch = describe(walk.new, b.branches[*j].ty);
        let title = format!(
            "{branch} in {} is told by {}, and was by {}",
            code(&here.subject),
            code(&new.join(", ")),
            code(&old.join(", "))
        );
        let gone = old.iter().any(|tag| !new.contains(tag));
        let found = Found::new(ChangeKind::DiscriminatorChanged, here, title)
            .said(old.join(", "), new.join(", "));
        let found = match gone {
            true => found.sent(Wire::Breaking, "older clients send a tag that is gone"),
            false => found.sent(Wire::Safe, "older tags are still allowed"),
        };
        let found = match (walk.is_open)(&walk.old.ty(ids.0).place.key) {
            true => found.received(Wire::Warning, "older clients keep a new tag as `Unknown`"),
            false => found.received(Wire::Breaking, "older clients refuse a new tag"),
        };
        walk.found
            .push(found.behaves("other tags are sent and known"));
    }
}

/// A type became one branch of a union.
pub(super) fn wrapped(
    walk: &mut Walk<'_>,
    union: &UnionType,
    ids: (TypeId, TypeId),
    spot: &Spot,
    here: &Spot,
) {
    let (before, after) = (
        describe(walk.old, plain(ids.0)),
        describe(walk.new, plain(ids.1)),
    );
    let Some(at) = fitting(walk, ids.0, union, true) else {
        return walk.type_changed(ids, spot);
    };
    let title = format!(
        "{} may be {after} now, and was {before}",
        code(&spot.subject)
    );
    let mut found = Found::new(ChangeKind::TypeWidened, spot, title)
        .said(before, after)
        .sent(Wire::Safe, "the older type is one of the branches")
        .received(Wire::Breaking, "older clients read only the older type");
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
    walk.uses(plain(ids.0), union.branches[at].ty, here);
}

/// A union became one of its branches.
pub(super) fn unwrapped(
    walk: &mut Walk<'_>,
    union: &UnionType,
    ids: (TypeId, TypeId),
    spot: &Spot,
    here: &Spot,
) {
    let (before, after) = (
        describe(walk.old, plain(ids.0)),
        describe(walk.new, plain(ids.1)),
    );
    let Some(at) = fitting(walk, ids.1, union, false) else {
        return walk.type_changed(ids, spot);
    };
    let title = format!("{} is {after} now, and was {before}", code(&spot.subject));
    let found = Found::new(ChangeKind::TypeNarrowed, spot, title).said(before, after);
    let mut branches = union.branches.iter();
    let found = match branches.all(|branch| taken(walk, branch, ids.1) == Wire::Safe) {
        true => found.sent(
            Wire::Safe,
            "the newer type takes the values of all branches",
        ),
        false => found.sent(Wire::Breaking, "older clients may send another branch"),
    };
    let mut found = found.received(Wire::Safe, "the newer type is one of the branches");
    (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
    walk.found.push(found);
    walk.uses(union.branches[at].ty, plain(ids.1), here);
}

/// The branch that is the type: by name, else the first that is alike.
fn fitting(walk: &mut Walk<'_>, id: TypeId, union: &UnionType, is_old: bool) -> Option<usize> {
    if walk.is_trial() {
        let api = if is_old { walk.old } else { walk.new };
        let other = if is_old { walk.new } else { walk.old };
        let this = kind(&api.ty(id).kind);
        return union.branches.iter().position(|branch| {
            let (id, _) = follow(other, branch.ty);
            kind(&other.ty(id).kind) == this
        });
    }
    let mut best: Option<(usize, usize)> = None;
    for (at, branch) in union.branches.iter().enumerate() {
        let trial = match is_old {
            true => walk.trial(id, follow(walk.new, branch.ty).0),
            false => walk.trial(follow(walk.old, branch.ty).0, id),
        };
        let fits = match is_old {
            true => trial.sent.0 == Wire::Safe,
            false => trial.received.0 == Wire::Safe,
        };
        if fits && best.is_none_or(|(_, known)| trial.differences < known) {
            best = Some((at, trial.differences));
        }
    }
    best.map(|(at, _)| at)
}
