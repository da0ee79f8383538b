//! Which component, and which operation, of one document is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::alike;
use crate::model::{Api, Operation, TypeId, TypeKind};

/// Components that are likely one, under another name.
#[derive(Clone, Debug)]
pub(super) struct RenamedSchema {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) confidence: u8,
    pub(super) evidence: String,
}

/// The least confidence by which a component is taken for a renamed one.
const ENOUGH: u8 = 75;

/// The components that went and came, paired where they are alike enough; each in one pair.
pub(super) fn renamed_schemas(old: &Api, new: &Api) -> Vec<RenamedSchema> {
    let gone = only(old, new);
    let came = only(new, old);
    let facts = |api: &Api, list: &[(String, TypeId)]| -> Vec<BTreeSet<String>> {
        list.iter().map(|(_, id)| says(api, *id)).collect()
    };
    let (old_facts, new_facts) = (facts(old, &gone), facts(new, &came));
    // Only what shares a fact can be alike.
    let mut having: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, facts) in new_facts.iter().enumerate() {
        for fact in facts {
            having.entry(fact).or_default().push(index);
        }
    }
    let mut candidates: Vec<(u8, u8, usize, usize)> = Vec::new();
    for (i, facts) in old_facts.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for fact in facts {
            for at in having.get(fact.as_str()).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        for (j, count) in shared {
            let all = facts.len() + new_facts[j].len() - count;
            let same = (count * 100 / all.max(1)) as u8;
            let names = alike(&gone[i].0, &came[j].0);
            // A small type says little; its name must then speak for it.
            let weight = facts.len().min(6) as u32;
            let confidence =
                (u32::from(same) * (4 + weight) + u32::from(names) * (8 - weight)) / 12;
            // What says the same in several points is likely the same, whatever it is called.
            let confidence = match (same, facts.len()) {
                (100, 4..) => confidence.max(80),
                (100, 2..) => confidence.max(u32::from(ENOUGH)),
                _ => confidence,
            };
            if confidence >= u32::from(ENOUGH) {
                candidates.push((confidence as u8, names, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| (b.0, b.1, a.2, a.3).cmp(&(a.0, a.1, b.2, b.3)));
    let (mut used_old, mut used_new) = (FxHashSet::default(), FxHashSet::default());
    let mut renamed = Vec::new();
    for (confidence, _, i, j) in candidates {
        if used_old.contains(&i) || used_new.contains(&j) {
            continue;
        }
        used_old.insert(i);
        used_new.insert(j);
        let evidence = match old_facts[i] == new_facts[j] {
            true => "both say the same".to_owned(),
            false => {
                let shared = old_facts[i].intersection(&new_facts[j]).count();
                format!("{shared} of {} parts are the same", old_facts[i].len())
            }
        };
        renamed.push(RenamedSchema {
            old: gone[i].0.clone(),
            new: came[j].0.clone(),
            confidence: confidence.min(99),
            evidence,
        });
    }
    renamed.sort_by(|a, b| a.old.cmp(&b.old));
    renamed
}

/// The components that only the first API has.
fn only(api: &Api, other: &Api) -> Vec<(String, TypeId)> {
    let all = api.components.iter();
    let mut list: Vec<(String, TypeId)> = all
        .filter(|(name, _)| !other.components.contains_key(*name))
        .map(|(name, id)| (name.clone(), *id))
        .collect();
    list.sort();
    list
}

/// What a type says, as facts that can be compared without names of components.
fn says(api: &Api, id: TypeId) -> BTreeSet<String> {
    let of = |id: TypeId| {
        let (id, _) = super::walk::follow(api, super::walk::plain(id));
        match &api.ty(id).kind {
            TypeKind::Any | TypeKind::Opaque { .. } => "any",
            TypeKind::Null => "null",
            TypeKind::Boolean => "boolean",
            TypeKind::Integer(_) => "integer",
            TypeKind::Number(_) => "number",
            TypeKind::String(_) => "string",
            TypeKind::Enum(_) | TypeKind::EnumUnion(_) => "enum",
            TypeKind::Array(_) | TypeKind::Tuple { .. } => "array",
            TypeKind::Map(_) => "map",
            TypeKind::Object(_) => "object",
            TypeKind::Union(_) => "union",
            TypeKind::Alias(_) => "alias",
        }
    };
    match &api.ty(id).kind {
        TypeKind::Object(object) => {
            let properties = object.properties.iter();
            properties
                .map(|(wire, property)| format!("{wire}: {}", of(property.ty.id)))
                .collect()
        }
        TypeKind::Enum(values) => values
            .values
            .iter()
            .map(|v| format!("= {}", v.wire))
            .collect(),
        TypeKind::EnumUnion(union) => union
            .values
            .iter()
            .map(|(v, _)| format!("= {}", v.wire))
            .collect(),
        TypeKind::Union(union) => union
            .branches
            .iter()
            .map(|branch| format!("| {}", branch.hint))
            .collect(),
        TypeKind::Array(array) => BTreeSet::from([format!("[{}]", of(array.items.id))]),
        TypeKind::Map(map) => BTreeSet::from([format!("{{{}}}", of(map.values.id))]),
        _ => BTreeSet::from([of(id).to_owned()]),
    }
}

/// How sure it is that two operations are one that moved, and what speaks for it.
pub(super) type Moved = (u8, String);

/// The operations of two APIs, paired.
#[derive(Clone, Debug, Default)]
pub(super) struct Operations {
    /// Those on both sides, by index; whether they were recognised in another place, and by what.
    pub(super) pairs: Vec<(usize, usize, Option<Moved>)>,
    pub(super) gone: Vec<usize>,
    pub(super) came: Vec<usize>,
}

/// Pairs operations by method and path, whatever path parameters are called; then those that have the same
/// `operationId`; then those that are alike.
pub(super) fn operations(old: &Api, new: &Api) -> Operations {
    let mut result = Operations {
        gone: (0..old.operations.len()).collect(),
        came: (0..new.operations.len()).collect(),
        ..Operations::default()
    };
    let exact = |operation: &Operation| Some(format!("{} {}", operation.method.0, operation.path));
    pair(&mut result, old, new, exact, None);
    let template = |operation: &Operation| Some(template(operation));
    pair(&mut result, old, new, template, None);
    let id = |operation: &Operation| operation.id.clone();
    pair(
        &mut result,
        old,
        new,
        id,
        Some((95, "the `operationId` is the same")),
    );
    let end =
        |operation: &Operation| Some(self::template(operation)).map(|text| unversioned(&text));
    pair(
        &mut result,
        old,
        new,
        end,
        Some((85, "method and path are the same but for a version")),
    );
    result.pairs.sort_by_key(|(_, new, _)| *new);
    result
}

/// Pairs what is alone in having a key on both sides.
fn pair(
    result: &mut Operations,
    old: &Api,
    new: &Api,
    key: impl Fn(&Operation) -> Option<String>,
    moved: Option<(u8, &str)>,
) {
    let group = |api: &Api, list: &[usize]| {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &at in list {
            if let Some(key) = key(&api.operations[at]) {
                groups.entry(key).or_default().push(at);
            }
        }
        groups
    };
    let came = group(new, &result.came);
    for (key, gone) in group(old, &result.gone) {
        if let ([a], Some([b])) = (&gone[..], came.get(&key).map(Vec::as_slice)) {
            let why = moved.map(|(sure, why)| (sure, why.to_owned()));
            result.pairs.push((*a, *b, why));
            result.gone.retain(|at| at != a);
            result.came.retain(|at| at != b);
        }
    }
}

/// Method and path, without the names of parameters.
fn template(operation: &Operation) -> String {
    let mut out = format!("{} ", operation.method.0);
    let mut within = false;
    for c in operation.path.chars() {
        match c {
            '{' => within = true,
            '}' => {
                within = false;
                out.push('*');
            }
            c if !within => out.push(c),
            _ => {}
        }
    }
    out
}

/// The same without segments that are versions.
fn unversioned(template: &str) -> String {
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    template
        .split('/')
        .filter(|part| !is_version(part))
        .collect::<Vec<_>>()
        .join("/")
}
