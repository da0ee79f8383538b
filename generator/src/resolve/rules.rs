//! The decision table of a union: rows that are tried in order, and the first that holds decides.
//!
//! JSON kind first; among objects the discriminator, then a property with fixed texts, then required keys. What nothing
//! tells apart is read, with a warning that names the branches; the runtime takes the one that keeps the whole value.

use std::collections::HashSet;

use super::Resolver;
use super::shape::{Shape, plain};
use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Place};
use crate::document::{Discriminator, SchemaId};
use crate::model::{BranchId, Json, JsonKind, Rule, TypeUse};
use crate::source::Origin;

/// A branch while the table is made.
pub(super) struct Branch {
    pub(super) id: SchemaId,
    pub(super) ty: TypeUse,
    pub(super) hint: String,
    pub(super) shape: Shape,
}

impl Resolver<'_> {
    /// The table of a union.
    pub(super) fn rules(
        &mut self,
        at: Origin,
        branches: &[Branch],
        discriminator: Option<&Discriminator>,
    ) -> Vec<Rule> {
        let mut rules = Vec::new();
        for kind in super::shape::ALL {
            let mut with: Vec<BranchId> = of_kind(branches, kind);
            // A whole number also is a number: a branch of numbers takes it when no branch of integers does.
            if kind == JsonKind::Integer && with.is_empty() {
                continue;
            }
            match (kind, with.as_slice()) {
                (_, []) => {}
                (JsonKind::Object, _) => {
                    self.objects(at, branches, with.clone(), discriminator, &mut rules);
                    let fallback = discriminator.and_then(|d| self.fallback(branches, d));
                    rules.extend(fallback.map(|branch| Rule::Kind(kind, branch)));
                }
                (_, [only]) => rules.push(Rule::Kind(kind, *only)),
                (JsonKind::String, _) => {
                    let (texts, bare): (Vec<_>, Vec<_>) =
                        with.iter().partition(|i| branches[**i].shape.text);
                    rules.extend(texts.into_iter().map(Rule::Text));
                    rules.extend(bare.first().map(|i| Rule::Kind(kind, *i)));
                    self.shadowed(branches, &bare);
                }
                (JsonKind::Array, _) => self.arrays(at, branches, &with, &mut rules),
                _ => {
                    rules.push(Rule::Kind(kind, with[0]));
                    with.retain(|i| of_only(branches, *i, kind));
                    self.shadowed(branches, &with);
                }
            }
        }
        rules
    }

    /// Arrays by the kind of their first item; those that share a kind are tried.
    fn arrays(
        &mut self,
        at: Origin,
        branches: &[Branch],
        with: &[BranchId],
        rules: &mut Vec<Rule>,
    ) {
        let items = |i: BranchId| &branches[i].shape.items;
        let (apart, alike): (Vec<_>, Vec<_>) = with.iter().partition(|i| {
            !items(**i).is_empty()
                && with
                    .iter()
                    .all(|j| *i == j || items(**i).iter().all(|k| !items(*j).contains(k)))
        });
        for i in apart {
            rules.extend(items(i).iter().map(|kind| Rule::Items(*kind, i)));
        }
        match alike.as_slice() {
            [] => {}
            [only] => rules.push(Rule::Kind(JsonKind::Array, *only)),
            _ => self.trial(at, branches, &alike, rules),
        }
    }

    fn objects(
        &mut self,
        at: Origin,
        branches: &[Branch],
        with: Vec<BranchId>,
        discriminator: Option<&Discriminator>,
        rules: &mut Vec<Rule>,
    ) {
        let mut left = with;
        if let Some(discriminator) = discriminator {
            let tagged = self.tagged(branches, &left, discriminator, rules);
            left.retain(|i| !tagged.contains(i));
            if left.is_empty() {
                return;
            }
        }
        if let [only] = left.as_slice() {
            let rule = match (
                rules.is_empty() || discriminator.is_none(),
                branches[*only].shape.required.as_slice(),
            ) {
                (true, _) | (_, []) => Rule::Kind(JsonKind::Object, *only),
                (false, keys) => Rule::Keys {
                    keys: keys.to_vec(),
                    branch: *only,
                },
            };
            rules.push(rule);
            return;
        }
        let tagged = by_fixed_text(branches, &left, rules);
        left.retain(|i| !tagged.contains(i));
        // Branches with more to tell them apart go first, so that a superset is not taken for its subset.
        while let Some(position) = left
            .iter()
            .position(|i| distinct_key(branches, &left, *i).is_some())
        {
            let branch = left.remove(position);
            let mut others = left.clone();
            others.push(branch);
            let keys: Vec<String> = distinct_key(branches, &others, branch)
                .into_iter()
                .collect();
            rules.push(Rule::Keys { keys, branch });
        }
        match left.as_slice() {
            [] => {}
            [only] => {
                let keys = branches[*only].shape.required.clone();
                rules.push(match keys.is_empty() {
                    true => Rule::Kind(JsonKind::Object, *only),
                    false => Rule::Keys {
                        keys,
                        branch: *only,
                    },
                });
            }
            _ => self.trial(at, branches, &left, rules),
        }
    }

    /// The branch of objects without a tag, or with one that is not mapped (`defaultMapping`, OpenAPI 3.2 section 4.25).
    fn fallback(&mut self, branches: &[Branch], discriminator: &Discriminator) -> Option<BranchId> {
        let reference = discriminator.fallback.as_ref()?;
        let ty = self.type_of(reference.target?);
        let branch = branches.iter().position(|branch| branch.ty.id == ty);
        if branch.is_none() {
            self.stray(&reference.text, reference.origin, discriminator);
        }
        branch
    }

    fn stray(&mut self, value: &str, origin: Origin, discriminator: &Discriminator) {
        self.report(
            origin,
            Diagnostic::warning(
                codes::STRAY_MAPPING,
                format!("`{value}` is mapped to a schema that is no branch of the union"),
            )
            .at(origin, "not among the branches")
            .also(Place::Key(discriminator.origin), "in this discriminator"),
        );
    }

    /// Rows from a discriminator; the branches that got one.
    fn tagged(
        &mut self,
        branches: &[Branch],
        with: &[BranchId],
        discriminator: &Discriminator,
        rules: &mut Vec<Rule>,
    ) -> Vec<BranchId> {
        let mut tagged = Vec::new();
        // A value may be that of several branches: then they are read, and one that keeps everything is taken.
        let mut taken: Vec<(Json, BranchId)> = Vec::new();
        let mut row = |value: Json, branch: BranchId, tagged: &mut Vec<BranchId>| {
            if !taken.contains(&(value.clone(), branch)) {
                taken.push((value.clone(), branch));
                rules.push(Rule::Tag {
                    property: discriminator.property.clone(),
                    value,
                    branch,
                });
            }
            if !tagged.contains(&branch) {
                tagged.push(branch);
            }
        };
        for (value, reference) in &discriminator.mapping {
            let Some(target) = reference.target else {
                continue;
            };
            let ty = self.type_of(target);
            let branch = with.iter().find(|i| {
                branches[**i].ty.id == ty
                    || branches[**i].hint == *reference.text.rsplit('/').next().unwrap_or_default()
            });
            match branch {
                Some(branch) => {
                    let property = &discriminator.property;
                    for value in self.mapped_values(&branches[*branch], property, value) {
                        row(value, *branch, &mut tagged);
                    }
                }
                None => self.stray(value, reference.origin, discriminator),
            }
        }
        for i in with {
            if tagged.contains(i) {
                continue;
            }
            // A branch that fixes the property says its value itself; else its name is the value.
            match branches[*i].shape.tags.get(&discriminator.property) {
                Some(values) => {
                    for value in values {
                        row(value.clone(), *i, &mut tagged);
                    }
                }
                None if self.is_component(branches[*i].id) => {
                    row(Json::String(branches[*i].hint.clone()), *i, &mut tagged)
                }
                None => {}
            }
        }
        tagged
    }

    /// The values of the property that a key of a mapping means: keys are texts, and the property may hold a number or
    /// a truth value (`'2'`, `'True'`).
    fn mapped_values(&mut self, branch: &Branch, property: &str, text: &str) -> Vec<Json> {
        if let Some(fixed) = branch.shape.tags.get(property) {
            let texts = fixed.iter().any(|value| matches!(value, Json::String(_)));
            let same: Vec<Json> = fixed.iter().filter(|v| is_text(v, text)).cloned().collect();
            return match (texts, same.is_empty()) {
                (true, _) => vec![Json::String(text.to_owned())],
                (false, true) => fixed.clone(),
                (false, false) => same,
            };
        }
        let flat = self.flatten(branch.id);
        let Some(property) = flat.schema.properties.get(property) else {
            return vec![Json::String(text.to_owned())];
        };
        let kinds = self.flatten(*property).schema.types.clone();
        let of = |kind: JsonKind| kinds.contains(&kind) && !kinds.contains(&JsonKind::String);
        let number = text.parse::<f64>().is_ok() && text.starts_with(|c: char| c.is_ascii_digit());
        vec![match text.to_ascii_lowercase().as_str() {
            "true" if of(JsonKind::Boolean) => Json::Bool(true),
            "false" if of(JsonKind::Boolean) => Json::Bool(false),
            _ if number && (of(JsonKind::Integer) || of(JsonKind::Number)) => {
                plain(Json::Number(text.to_owned()))
            }
            _ => Json::String(text.to_owned()),
        }]
    }

    fn is_component(&self, id: SchemaId) -> bool {
        let schema = self.schema(id);
        schema.name.is_some()
            || self
                .stands_for(id)
                .is_some_and(|t| self.schema(t).name.is_some())
    }

    fn trial(&mut self, at: Origin, branches: &[Branch], with: &[BranchId], rules: &mut Vec<Rule>) {
        let mut order = with.to_vec();
        // More required keys first: the stricter branch refuses what it cannot hold.
        order.sort_by_key(|i| {
            let shape = &branches[*i].shape;
            std::cmp::Reverse((shape.required.len(), shape.known.len()))
        });
        let names = order.iter().map(|i| branches[*i].hint.clone()).collect();
        let places = order.iter().map(|i| self.schema(branches[*i].id).origin);
        let places = places.collect();
        self.trials.note(at, names, places);
        rules.extend(order.into_iter().map(Rule::Try));
    }

    /// Branches behind the first that nothing tells apart from it.
    fn shadowed(&mut self, branches: &[Branch], with: &[BranchId]) {
        let [first, rest @ ..] = with else {
            return;
        };
        for i in rest {
            let origin = self.schema(branches[*i].id).origin;
            let earlier = self.schema(branches[*first].id).origin;
            self.report(
                origin,
                Diagnostic::warning(codes::SHADOWED_BRANCH, "this branch is never taken")
                    .at(origin, "its values are taken")
                    .also(Place::Node(earlier), "by this one"),
            );
        }
    }
}

fn of_kind(branches: &[Branch], kind: JsonKind) -> Vec<BranchId> {
    let has = |i: &BranchId| branches[*i].shape.kinds.contains(&kind);
    (0..branches.len()).filter(has).collect()
}

fn of_only(branches: &[Branch], i: BranchId, kind: JsonKind) -> bool {
    branches[i].shape.kinds == [kind]
}

/// Rows from a property whose texts are fixed and differ among branches; the branches that got one.
fn by_fixed_text(branches: &[Branch], with: &[BranchId], rules: &mut Vec<Rule>) -> Vec<BranchId> {
    let mut best: (usize, Option<&String>) = (1, None);
    let mut tried = HashSet::new();
    for i in with {
        for property in branches[*i].shape.tags.keys() {
            if !tried.insert(property) {
                continue;
            }
            let having: Vec<&Vec<Json>> = with
                .iter()
                .filter_map(|j| branches[*j].shape.tags.get(property))
                .collect();
            let apart = having.iter().enumerate().all(|(n, a)| {
                having[n + 1..]
                    .iter()
                    .all(|b| a.iter().all(|value| !b.contains(value)))
            });
            let required = with.iter().all(|j| {
                let shape = &branches[*j].shape;
                !shape.tags.contains_key(property)
                    || shape.required.contains(property)
                    || having.len() == with.len()
            });
            if apart && required && having.len() > best.0 {
                best = (having.len(), Some(property));
            }
        }
    }
    let Some(property) = best.1 else {
        return Vec::new();
    };
    let mut tagged = Vec::new();
    for i in with {
        if let Some(values) = branches[*i].shape.tags.get(property) {
            tagged.push(*i);
            rules.extend(values.iter().map(|value| Rule::Tag {
                property: property.clone(),
                value: value.clone(),
                branch: *i,
            }));
        }
    }
    tagged
}

/// Whether a text is how a mapping would spell a value.
fn is_text(value: &Json, text: &str) -> bool {
    match value {
        Json::Bool(value) => text.eq_ignore_ascii_case(if *value { "true" } else { "false" }),
        Json::Number(_) => plain(Json::Number(text.to_owned())) == *value,
        _ => false,
    }
}

/// A required key of a branch that none of the others knows.
fn distinct_key(branches: &[Branch], among: &[BranchId], i: BranchId) -> Option<String> {
    if among.len() < 2 {
        return None;
    }
    let unknown = |key: &&String| {
        among
            .iter()
            .all(|j| *j == i || !branches[*j].shape.known.contains(key))
    };
    branches[i].shape.required.iter().find(unknown).cloned()
}
