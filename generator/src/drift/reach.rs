//! Which operations a type is reached from, and in which direction; and which types others are made of.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::operations::title;
use super::{Direction, Reach};
use crate::model::{Additional, Api, Operation, TypeId, TypeKind};

/// Calls `each` for every type that one is made of, with whether that is never sent, and never received.
pub(super) fn parts(kind: &TypeKind, mut each: impl FnMut(TypeId, bool, bool)) {
    match kind {
        TypeKind::Array(array) => each(array.items.id, false, false),
        TypeKind::Map(map) => {
            each(map.values.id, false, false);
            if let Some(keys) = map.keys {
                each(keys.id, false, false);
            }
        }
        TypeKind::Tuple { items, rest, .. } => {
            for item in items.iter().chain(rest) {
                each(item.id, false, false);
            }
        }
        TypeKind::Object(object) => {
            for property in object.properties.values() {
                each(property.ty.id, property.read_only, property.write_only);
            }
            if let Additional::Typed(values) = object.additional {
                each(values.id, false, false);
            }
        }
        TypeKind::Union(union) => {
            for branch in &union.branches {
                each(branch.ty.id, false, false);
            }
        }
        TypeKind::EnumUnion(union) => {
            for member in &union.members {
                each(member.ty, false, false);
            }
        }
        TypeKind::Alias(target) => each(target.id, false, false),
        TypeKind::Any
        | TypeKind::Opaque { .. }
        | TypeKind::Null
        | TypeKind::Boolean
        | TypeKind::Integer(_)
        | TypeKind::Number(_)
        | TypeKind::String(_)
        | TypeKind::Enum(_) => {}
    }
}

/// Types, and all that they are made of.
pub(super) fn closure(api: &Api, roots: Vec<TypeId>) -> FxHashSet<TypeId> {
    let mut seen = FxHashSet::default();
    let mut todo = roots;
    while let Some(id) = todo.pop() {
        if seen.insert(id) {
            parts(&api.ty(id).kind, |part, _, _| todo.push(part));
        }
    }
    seen
}

/// Who reaches what, for one API.
pub(super) struct Reached<'a> {
    api: &'a Api,
    /// The types that each type is a part of; whether it is never sent, and never received, there.
    holders: Vec<Vec<(TypeId, bool, bool)>>,
    /// The operations and webhooks that name each type; whether it is sent.
    roots: Vec<Vec<(Root, bool)>>,
    /// The method of the client for each operation.
    methods: BTreeMap<String, String>,
}

/// An operation or a webhook, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Root {
    Operation(usize),
    Webhook(usize),
}

impl<'a> Reached<'a> {
    pub(super) fn new(api: &'a Api, methods: BTreeMap<String, String>) -> Self {
        let mut holders = vec![Vec::new(); api.types.len()];
        for (index, ty) in api.types.iter().enumerate() {
            parts(&ty.kind, |part, unsent, unreceived| {
                if let Some(list) = holders.get_mut(part.0 as usize) {
                    list.push((TypeId(index as u32), unsent, unreceived));
                }
            });
        }
        let mut roots = vec![Vec::new(); api.types.len()];
        let mut add = |id: TypeId, root: Root, sent: bool| {
            if let Some(list) = roots.get_mut(id.0 as usize) {
                list.push((root, sent));
            }
        };
        for (index, operation) in api.operations.iter().enumerate() {
            each(operation, |id, sent| add(id, Root::Operation(index), sent));
        }
        for (index, webhook) in api.webhooks.iter().enumerate() {
            // The API sends, and its user answers.
            each(&webhook.operation, |id, sent| {
                add(id, Root::Webhook(index), !sent)
            });
        }
        Reached {
            api,
            holders,
            roots,
            methods,
        }
    }

    /// The operations that reach a type; whether it is sent, and received.
    pub(super) fn of(&self, id: TypeId) -> BTreeMap<Root, (bool, bool)> {
        let mut result: BTreeMap<Root, (bool, bool)> = BTreeMap::new();
        for sending in [true, false] {
            let mut seen = FxHashSet::default();
            let mut todo = vec![id];
            while let Some(id) = todo.pop() {
                if !seen.insert(id) {
                    continue;
                }
                let at = id.0 as usize;
                for (root, sent) in self.roots.get(at).into_iter().flatten() {
                    let known = result.entry(*root).or_default();
                    match (sending, sent) {
                        (true, true) => known.0 = true,
                        (false, false) => known.1 = true,
                        _ => {}
                    }
                }
                for (holder, unsent, unreceived) in self.holders.get(at).into_iter().flatten() {
                    if !(sending && *unsent || !sending && *unreceived) {
                        todo.push(*holder);
                    }
                }
            }
        }
        result.retain(|_, (sent, received)| *sent || *received);
        result
    }

    /// An operation or webhook as reports show it.
    pub(super) fn shown(&self, root: Root, direction: Direction) -> Option<Reach> {
        let operation = match root {
            Root::Operation(at) => title(self.api.operations.get(at)?),
            Root::Webhook(at) => {
                let webhook = self.api.webhooks.get(at)?;
                format!("webhook {}", webhook.name)
            }
        };
        Some(Reach {
            method: self.methods.get(&operation).cloned(),
            operation,
            direction,
        })
    }
}

/// Calls `each` for all types that an operation names, with whether they are sent.
fn each(operation: &Operation, mut each: impl FnMut(TypeId, bool)) {
    for parameter in &operation.parameters {
        each(parameter.ty.id, true);
    }
    for media in operation.body.iter().flat_map(|body| &body.media) {
        if let Some(ty) = media.ty {
            each(ty.id, true);
        }
    }
    for response in &operation.responses {
        for ty in response.media.iter().filter_map(|media| media.ty) {
            each(ty.id, false);
        }
        for header in &response.headers {
            each(header.ty.id, false);
        }
    }
}

/// Says of all types that are made of these, and were not there before, what they came with.
pub(super) fn spread(
    api: &Api,
    roots: &[TypeId],
    others: &FxHashSet<&str>,
    index: usize,
    with: &mut FxHashMap<String, usize>,
) {
    let mut todo = roots.to_vec();
    let mut seen = FxHashSet::default();
    while let Some(id) = todo.pop() {
        if !seen.insert(id) {
            continue;
        }
        let ty = api.ty(id);
        if others.contains(ty.place.key.as_str()) && ty.name.is_some() {
            continue;
        }
        with.entry(ty.place.key.clone()).or_insert(index);
        parts(&ty.kind, |part, _, _| todo.push(part));
    }
}
