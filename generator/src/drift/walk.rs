//! Compares types in pairs, structurally: each pair once, however often and through whatever cycles it is reached.
//!
//! A difference is said where it stands: a component that changed is one difference, whoever refers to it. A place that
//! refers to another component than before is a difference of that place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::found::{About, Collected, Found, Spot, is_words};
use super::words::{code, describe, name};
use super::{ChangeKind, Wire, deprecations};
use crate::model::{Api, Json, Type, TypeId, TypeKind, TypeUse};

/// How many aliases are followed before a chain is taken for endless.
const FOLLOW: usize = 64;
/// How many pairs a trial comparison looks at before it takes the rest for equal.
const TRIAL: usize = 400;

/// What a trial comparison of two types found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    pub(super) sent: super::found::Effect,
    pub(super) received: super::found::Effect,
    /// How many differences there are that are more than words.
    pub(super) differences: usize,
}

/// A comparison of two APIs' types.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// The newer name of each older component that is still there.
    pub(super) renamed: &'a FxHashMap<String, String>,
    /// Whether an older client keeps values of the enum or union of this key that it does not know.
    pub(super) is_open: &'a dyn Fn(&str) -> bool,
    pub(super) found: Collected,
    seen: FxHashSet<(TypeId, TypeId)>,
    todo: Vec<(TypeId, TypeId, Spot)>,
    /// Whether this only finds out how alike two types are.
    trial: bool,
    trials: FxHashMap<(TypeId, TypeId), Trial>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        old: &'a Api,
        new: &'a Api,
        renamed: &'a FxHashMap<String, String>,
        is_open: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        Walk {
            old,
            new,
            renamed,
            is_open,
            found: Collected::default(),
            seen: FxHashSet::default(),
            todo: Vec::new(),
            trial: false,
            trials: FxHashMap::default(),
        }
    }

    /// The pairs that were compared.
    pub(super) fn pairs(&self) -> &FxHashSet<(TypeId, TypeId)> {
        &self.seen
    }

    /// How alike two types are, whatever they are called.
    pub(super) fn trial(&mut self, a: TypeId, b: TypeId) -> Trial {
        if let Some(known) = self.trials.get(&(a, b)) {
            return *known;
        }
        if self.trial {
            return self.glance(a, b);
        }
        let mut walk = Walk::new(self.old, self.new, self.renamed, self.is_open);
        walk.trial = true;
        let spot = Spot {
            key: self.new.ty(b).place.key.clone(),
            old_key: None,
            subject: String::new(),
            old: None,
            new: None,
            about: About::Nothing,
            never: (false, false),
            lenient: false,
        };
        walk.uses(plain(a), plain(b), &spot);
        walk.run();
        let mut trial = Trial {
            sent: (Wire::Safe, ""),
            received: (Wire::Safe, ""),
            differences: 0,
        };
        for one in walk.found.iter() {
            if one.weak || is_words(one.kind) {
                continue;
            }
            trial.differences += 1;
            if !one.never.0 && one.sent.0 > trial.sent.0 {
                trial.sent = one.sent;
            }
            if !one.never.1 && one.received.0 > trial.received.0 {
                trial.received = one.received;
            }
        }
        self.trials.insert((a, b), trial);
        trial
    }

    /// What a trial within a trial finds: no more than whether both are of one kind.
    fn glance(&self, a: TypeId, b: TypeId) -> Trial {
        let (old, new) = (&self.old.ty(a).kind, &self.new.ty(b).kind);
        let same = std::mem::discriminant(old) == std::mem::discriminant(new);
        let effect = match same || matches!(old, TypeKind::Any) {
            true => (Wire::Safe, ""),
            false => (Wire::Breaking, "the types differ"),
        };
        Trial {
            sent: effect,
            received: effect,
            differences: usize::from(!same),
        }
    }

    /// Works until every pair that was reached is compared.
    pub(super) fn run(&mut self) {
        while let Some((a, b, spot)) = self.todo.pop() {
            if self.trial && self.seen.len() > TRIAL {
                return;
            }
            self.pair(a, b, &spot);
        }
    }

    /// Whether this only finds out how alike types are.
    pub(super) fn is_trial(&self) -> bool {
        self.trial
    }

    /// Compares what stands in a place.
    pub(super) fn uses(&mut self, a: TypeUse, b: TypeUse, spot: &Spot) {
        // A component that is another name is compared where it stands, as any other.
        let direct = (&self.old.ty(a.id).name, &self.new.ty(b.id).name);
        if let (Some(x), Some(y), false) = (direct.0, direct.1, self.trial)
            && self.renamed.get(x) == Some(y)
        {
            self.null(a.nullable, b.nullable, spot);
            return self.todo.push((a.id, b.id, spot.clone()));
        }
        let (a_id, a_null) = follow(self.old, a);
        let (b_id, b_null) = follow(self.new, b);
        self.null(a_null, b_null, spot);
        let (old, new) = (self.old.ty(a_id), self.new.ty(b_id));
        if self.trial {
            self.todo.push((a_id, b_id, spot.clone()));
            return;
        }
        match (&old.name, &new.name) {
            (Some(x), Some(y)) if self.renamed.get(x) != Some(y) => {
                self.replaced(a_id, b_id, spot, ChangeKind::SchemaReplaced);
            }
            (None, Some(y)) if self.is_kept(y) => {
                self.replaced(a_id, b_id, spot, ChangeKind::SchemaExtracted);
            }
            (Some(x), None) if self.renamed.contains_key(x) => {
                self.replaced(a_id, b_id, spot, ChangeKind::SchemaInlined);
            }
            (None, Some(y)) => {
                self.moved(ChangeKind::SchemaExtracted, spot, y, (a_id, b_id));
                self.todo.push((a_id, b_id, spot.clone()));
            }
            (Some(x), None) => {
                self.moved(ChangeKind::SchemaInlined, spot, x, (a_id, b_id));
                self.todo.push((a_id, b_id, spot.clone()));
            }
            _ => self.todo.push((a_id, b_id, spot.clone())),
        }
    }

    /// Whether a newer component was there before.
    fn is_kept(&self, name: &str) -> bool {
        self.old.components.contains_key(name) || self.renamed.values().any(|new| new == name)
    }

    fn moved(&mut self, kind: ChangeKind, spot: &Spot, component: &str, ids: (TypeId, TypeId)) {
        let what = match kind {
            ChangeKind::SchemaExtracted => "is the component",
            _ => "is no longer the component",
        };
        let title = format!("{} {what} {}", code(&spot.subject), code(component));
        let mut found = Found::new(kind, spot, title);
        found.weak = true;
        (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
        found.rename = Some(match self.trial(ids.0, ids.1).differences {
            0 => (
                95,
                "it stands in the same place and says the same".to_owned(),
            ),
            _ => (75, "it stands in the same place".to_owned()),
        });
        self.found.push(found);
    }

    /// Another component stands in a place: said here, with what that means.
    fn replaced(&mut self, a: TypeId, b: TypeId, spot: &Spot, kind: ChangeKind) {
        let trial = self.trial(a, b);
        let (before, after) = (describe(self.old, plain(a)), describe(self.new, plain(b)));
        let differ = match trial.differences {
            0 => "which are alike".to_owned(),
            1 => "which differ in one point".to_owned(),
            many => format!("which differ in {many} points"),
        };
        let title = format!(
            "{} is {after} instead of {before}, {differ}",
            code(&spot.subject)
        );
        let mut found = Found::new(kind, spot, title).said(before, after);
        (found.sent, found.received) = (trial.sent, trial.received);
        (found.lost, found.brought) = (vec![a], vec![b]);
        found.weak = trial.differences == 0;
        self.found.push(found);
        // The parts were looked at; a part of its own on either side is explained by this.
        self.seen.insert((a, b));
    }

    fn null(&mut self, old: bool, new: bool, spot: &Spot) {
        if old == new {
            return;
        }
        let subject = code(&spot.subject);
        let found = match new {
            true => {
                let found = Found::new(
                    ChangeKind::BecameNullable,
                    spot,
                    format!("{subject} may be null now"),
                );
                let found = found.sent(Wire::Safe, "older clients never send null there");
                match spot.lenient {
                    true => found.received(Wire::Safe, "older clients read null as absent there"),
                    false => found.received(Wire::Breaking, "older clients cannot read null there"),
                }
            }
            false => Found::new(
                ChangeKind::BecameNotNullable,
                spot,
                format!("{subject} may not be null any more"),
            )
            .sent(
                Wire::Breaking,
                "older clients may send null, which is refused now",
            )
            .received(Wire::Safe, "null is not received any more"),
        };
        self.found.push(found);
    }

    fn pair(&mut self, a: TypeId, b: TypeId, spot: &Spot) {
        if !self.seen.insert((a, b)) {
            return;
        }
        let (old, new) = (self.old.ty(a), self.new.ty(b));
        let subject = match new.name.is_some() || spot.subject.is_empty() {
            true => name(new),
            false => spot.subject.clone(),
        };
        let mut here = spot.at(
            (&old.place.key, &new.place.key),
            subject,
            (old.place.origin, new.place.origin),
        );
        if !self.trial && (new.name.is_some() || !matches!(spot.about, About::Nothing)) {
            here.about = About::Types(Some(a), Some(b));
            here.never = (false, false);
        }
        // An inline scalar is what its property says, so that is where its differences are said.
        let inline = new.name.is_none() && !matches!(new.kind, TypeKind::Object(_));
        let place = if inline { spot } else { &here };
        self.words(old, new, &here);
        match (&old.kind, &new.kind) {
            (TypeKind::Alias(x), TypeKind::Alias(y)) => self.uses(*x, *y, &here),
            (TypeKind::Alias(_), _) | (_, TypeKind::Alias(_)) => {
                let (x, x_null) = follow(self.old, plain(a));
                let (y, y_null) = follow(self.new, plain(b));
                self.null(x_null, y_null, &here);
                super::kinds::compare(self, (x, y), &here, &here);
            }
            _ => super::kinds::compare(self, (a, b), place, &here),
        }
    }

    /// What a type says of itself, beside what it is.
    fn words(&mut self, old: &Type, new: &Type, spot: &Spot) {
        if self.trial {
            return;
        }
        let Type {
            place: _,
            name: _,
            context: _,
            docs,
            deprecated,
            examples,
            usage,
            // The configuration, which is the same on both sides.
            choices: _,
            kind: _,
        } = new;
        let same =
            |a: &[Json], b: &[Json]| a.len() == b.len() && a.iter().all(|one| b.contains(one));
        if old.docs != *docs || !same(&old.examples, examples) {
            self.docs(spot);
        }
        deprecations::compare(
            self,
            deprecations::SCHEMA,
            (&old.deprecated, deprecated),
            spot,
        );
        let shaped = |ty: &Type| {
            !matches!(
                ty.kind,
                TypeKind::Any
                    | TypeKind::Opaque { .. }
                    | TypeKind::Null
                    | TypeKind::Boolean
                    | TypeKind::Integer(_)
                    | TypeKind::Number(_)
                    | TypeKind::String(_)
            )
        };
        if old.usage != *usage && (shaped(old) || shaped(new)) {
            let said = |ty: &Type| match (ty.usage.sent, ty.usage.received) {
                (true, true) => "sent and received",
                (true, false) => "sent",
                (false, true) => "received",
                (false, false) => "used by no operation",
            };
            let title = format!("{} is {} now", code(&spot.subject), said(new));
            let mut found =
                Found::new(ChangeKind::UsageChanged, spot, title).said(said(old), said(new));
            found.weak = true;
            self.found.push(found);
        }
    }

    /// Notes that a thing is described in other words.
    pub(super) fn docs(&mut self, spot: &Spot) {
        let title = format!("{} is described in other words", code(&spot.subject));
        self.found
            .push(Found::new(ChangeKind::DocsChanged, spot, title));
    }

    /// Says that a value is of another type.
    pub(super) fn type_changed(&mut self, ids: (TypeId, TypeId), spot: &Spot) {
        let (before, after) = (
            describe(self.old, plain(ids.0)),
            describe(self.new, plain(ids.1)),
        );
        let title = format!("{} is {after} instead of {before}", code(&spot.subject));
        let mut found = Found::new(ChangeKind::TypeChanged, spot, title)
            .said(before, after)
            .sent(Wire::Breaking, "older clients send the older type")
            .received(Wire::Breaking, "older clients cannot read the newer type");
        (found.lost, found.brought) = (vec![ids.0], vec![ids.1]);
        self.found.push(found);
    }
}

/// A use of a type without null.
pub(super) fn plain(id: TypeId) -> TypeUse {
    TypeUse {
        id,
        nullable: false,
        boxed: false,
    }
}

/// The type behind aliases, and whether null is allowed on the way.
pub(super) fn follow(api: &Api, at: TypeUse) -> (TypeId, bool) {
    let (mut id, mut null) = (at.id, at.nullable);
    for _ in 0..FOLLOW {
        match &api.ty(id).kind {
            TypeKind::Alias(target) => {
                id = target.id;
                null |= target.nullable;
            }
            _ => break,
        }
    }
    (id, null)
}
