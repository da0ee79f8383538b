//! One normaliser for every spelling of null, and for schemas that only stand for another.

use super::{FOLLOW_LIMIT, Resolver};
use crate::document::{Schema, SchemaId, Version};
use crate::model::{Json, JsonKind};

/// What a schema says of `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// It is among the values.
    Allowed,
    /// It is not.
    Refused,
    /// Nothing: any value is fine.
    Free,
}

impl Null {
    fn and(self, other: Null) -> Null {
        match (self, other) {
            (Null::Refused, _) | (_, Null::Refused) => Null::Refused,
            (Null::Allowed, _) | (_, Null::Allowed) => Null::Allowed,
            _ => Null::Free,
        }
    }
}

impl Resolver<'_> {
    /// Whether `null` is allowed beside the type of a schema.
    pub(super) fn admits_null(&self, id: SchemaId) -> bool {
        self.null(id, 0) == Null::Allowed && !self.is_null(id)
    }

    fn null(&self, id: SchemaId, depth: usize) -> Null {
        let id = self.end_of_references(id);
        if let Some(known) = self.nulls.borrow().get(&id) {
            return *known;
        }
        // A schema that leads back to itself allows nothing on that way.
        self.nulls.borrow_mut().insert(id, Null::Refused);
        let said = self.look_for_null(id, depth);
        self.nulls.borrow_mut().insert(id, said);
        said
    }

    fn look_for_null(&self, id: SchemaId, depth: usize) -> Null {
        let schema = self.schema(id);
        if depth > FOLLOW_LIMIT / 2 {
            return Null::Refused;
        }
        if schema.nullable {
            return Null::Allowed;
        }
        if schema.boolean == Some(false) {
            return Null::Refused;
        }
        let mut said = Null::Free;
        if let Some(target) = schema.reference.as_ref().and_then(|r| r.target) {
            // A null beside a reference is meant as an addition, whatever 2020-12 says.
            if schema.types.contains(&JsonKind::Null) {
                return Null::Allowed;
            }
            said = said.and(self.null(target, depth + 1));
        }
        if schema.types.contains(&JsonKind::Null) {
            said = said.and(Null::Allowed);
        } else if !schema.types.is_empty() {
            return Null::Refused;
        }
        // `type: [string, "null"]` beside an enum that forgets null is meant to allow it.
        if schema.types.is_empty() {
            for listed in lists(schema) {
                said = said.and(match listed.contains(&&Json::Null) {
                    true => Null::Allowed,
                    false => Null::Refused,
                });
            }
        }
        for member in &schema.all_of {
            said = said.and(self.null(*member, depth + 1));
        }
        for union in [&schema.any_of, &schema.one_of] {
            if union.is_empty() {
                continue;
            }
            let branches: Vec<Null> = union.iter().map(|b| self.null(*b, depth + 1)).collect();
            said = said.and(if branches.contains(&Null::Allowed) {
                Null::Allowed
            } else if branches.contains(&Null::Free) {
                Null::Free
            } else {
                Null::Refused
            });
        }
        said
    }

    /// Whether a schema allows `null` and nothing else.
    pub(super) fn is_null(&self, id: SchemaId) -> bool {
        let mut at = id;
        for _ in 0..FOLLOW_LIMIT {
            let schema = self.schema(at);
            if schema.types == [JsonKind::Null] {
                return schema.reference.is_none()
                    && schema.any_of.is_empty()
                    && schema.one_of.is_empty();
            }
            if lists(schema).any(|list| !list.is_empty() && list.iter().all(|v| **v == Json::Null))
            {
                return true;
            }
            match schema.reference.as_ref().and_then(|r| r.target) {
                Some(target) => at = target,
                None => return false,
            }
        }
        false
    }

    /// The schema that this one merely stands for: its `$ref`, the only member of its `allOf`, or the only branch of
    /// its union that is not null; docs, defaults and nullability beside it belong to the place of use.
    pub(super) fn stands_for(&self, id: SchemaId) -> Option<SchemaId> {
        let schema = self.schema(id);
        if let Some(target) = schema.reference.as_ref().and_then(|r| r.target) {
            let ignores_siblings = self.document.version == Version::V30;
            let alone = !schema.says_more_than_its_reference() || ignores_siblings;
            return (alone || self.repeats_the_type(schema, target)).then_some(target);
        }
        if schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty() {
            return None;
        }
        if schema.says_more_than_its_parts() || schema.discriminator.is_some() {
            return None;
        }
        let said: Vec<SchemaId> = schema
            .all_of
            .iter()
            .filter(|member| {
                !self.schema(**member).says_nothing() || self.schema(**member).boolean.is_some()
            })
            .copied()
            .collect();
        let branches: Vec<SchemaId> = schema
            .any_of
            .iter()
            .chain(&schema.one_of)
            .filter(|branch| !self.is_null(**branch))
            .copied()
            .collect();
        let only = match (said.as_slice(), branches.as_slice()) {
            ([only], []) | ([], [only]) => *only,
            _ => return None,
        };
        let mut plain = self.schema(only).types.clone();
        plain.extend(
            self.schema(only)
                .reference
                .as_ref()
                .and_then(|r| r.target)
                .iter()
                .flat_map(|t| self.schema(*t).types.clone()),
        );
        let narrows = schema
            .types
            .iter()
            .any(|kind| *kind != JsonKind::Null && !plain.contains(kind));
        (!narrows).then_some(only)
    }

    /// `{$ref: X, type: object}` where X is an object says nothing new.
    fn repeats_the_type(&self, schema: &Schema, target: SchemaId) -> bool {
        let target = self.schema(target);
        !schema.says_more_than_its_parts()
            && schema.all_of.is_empty()
            && schema.any_of.is_empty()
            && schema.one_of.is_empty()
            && !schema.types.is_empty()
            && target.types.iter().all(|kind| schema.types.contains(kind))
            && !target.types.is_empty()
    }
}

fn lists(schema: &Schema) -> impl Iterator<Item = Vec<&Json>> {
    let listed = schema
        .values
        .as_ref()
        .map(|v| v.iter().map(|v| &v.json).collect());
    let constant = schema.constant.as_ref().map(|v| vec![&v.json]);
    listed.into_iter().chain(constant)
}
