//! Enums of strings, their unions, and enums of anything else.

use std::collections::HashSet;

use super::flatten::{Flat, Group, text};
use super::{FOLLOW_LIMIT, Resolver};
use crate::document::value::join;
use crate::document::{Schema, SchemaId, Value};
use crate::model::{
    EnumMember, EnumType, EnumUnionType, EnumValue, Json, JsonKind, NumberType, Place, TypeKind,
};
use crate::settings::Openness;

/// What a schema of strings allows.
struct Strings {
    values: Vec<EnumValue>,
    /// Any other string too.
    bare: bool,
}

/// All values that a schema lists; a constant decides alone.
fn listing(schema: &Schema) -> Option<&[Value]> {
    let constant = schema.constant.as_deref().map(std::slice::from_ref);
    constant.or(schema.values.as_deref())
}

impl Resolver<'_> {
    /// The values that a merged schema lists, without null; none when it lists none.
    pub(super) fn listed(schema: &Schema) -> Option<Vec<Value>> {
        let mut seen = HashSet::new();
        let values = listing(schema)?.iter();
        let distinct = values.filter(|v| v.json != Json::Null && seen.insert(&v.json));
        Some(distinct.cloned().collect())
    }

    /// The only value that a merged schema lists beside null.
    pub(super) fn only_value(schema: &Schema) -> Option<&Value> {
        let mut values = listing(schema)?.iter().filter(|v| v.json != Json::Null);
        let first = values.next()?;
        values.all(|v| v.json == first.json).then_some(first)
    }

    /// The type of a schema that lists its values.
    pub(super) fn listed_kind(&mut self, flat: &Flat, values: Vec<Value>) -> TypeKind {
        let schema = &flat.schema;
        let number = |values: &[Value]| NumberType {
            format: schema.format.clone(),
            constraints: schema.constraints.clone(),
            values: values.iter().map(|v| v.json.clone()).collect(),
            named: Vec::new(),
        };
        if values.is_empty() {
            return TypeKind::Null;
        }
        let mut kinds: Vec<JsonKind> = values.iter().map(|v| kind_of(&v.json)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        match kinds.as_slice() {
            [JsonKind::String] => TypeKind::Enum(EnumType {
                values: enum_values(schema, &values),
            }),
            [JsonKind::Boolean] => TypeKind::Boolean,
            [JsonKind::Integer] if schema.types.contains(&JsonKind::Number) => {
                TypeKind::Number(number(&values))
            }
            [JsonKind::Integer] => TypeKind::Integer(NumberType {
                named: named(enum_values(schema, &values), values.len()),
                ..number(&values)
            }),
            [JsonKind::Number] | [JsonKind::Integer, JsonKind::Number] => {
                TypeKind::Number(number(&values))
            }
            [JsonKind::Object] if !schema.properties.is_empty() => {
                let mut bare = flat.clone();
                (bare.schema.values, bare.schema.constant) = (None, None);
                self.object(&bare)
            }
            [JsonKind::Array] if schema.items.is_some() || !schema.prefix_items.is_empty() => {
                self.array(schema, schema.constraints.clone())
            }
            _ if kinds
                .iter()
                .any(|k| matches!(k, JsonKind::Array | JsonKind::Object)) =>
            {
                TypeKind::Opaque {
                    reason: "an enum of arrays or objects".to_owned(),
                }
            }
            _ => {
                let mut branches = Vec::new();
                for kind in kinds {
                    let mut part =
                        Schema::empty(schema.origin, schema.key.clone(), schema.context.clone());
                    part.context.push(super::shape::kind_word(kind).to_owned());
                    part.key = format!("{}/enum/{}", schema.key, super::shape::kind_word(kind));
                    part.values = Some(
                        values
                            .iter()
                            .filter(|v| kind_of(&v.json) == kind)
                            .cloned()
                            .collect(),
                    );
                    branches.push(self.make(part));
                }
                self.union(flat, branches, None)
            }
        }
    }

    /// A union of enums of strings, flattened; none when a branch is anything else.
    pub(super) fn enum_union(&mut self, group: &Group) -> Option<TypeKind> {
        let branches: Vec<SchemaId> = group
            .branches
            .iter()
            .copied()
            .filter(|branch| !self.is_null(*branch))
            .collect();
        if let Some(kind) = self.named_integers(&branches) {
            return Some(kind);
        }
        let mut parts = Vec::new();
        for branch in &branches {
            parts.push((*branch, self.strings(*branch, 0)?));
        }
        let bare = parts.iter().any(|(_, strings)| strings.bare);
        let enums: Vec<(SchemaId, Strings)> = parts
            .into_iter()
            .filter(|(_, s)| !s.values.is_empty())
            .collect();
        if enums.is_empty() || bare && self.settings.openness == Openness::Closed {
            return None;
        }
        // `oneOf: [{const: a, title: A}, …]` is how 2020-12 describes the values of one enum.
        let constants = enums.iter().all(|(id, strings)| {
            let schema = self.schema(*id);
            strings.values.len() == 1 && schema.reference.is_none() && schema.name.is_none()
        });
        if constants && (enums.len() > 1 || bare) {
            let mut values: Vec<EnumValue> = Vec::new();
            for (id, strings) in enums {
                let docs = &self.schema(id).docs;
                let (title, description) = (docs.title.clone(), docs.description.clone());
                for mut value in strings.values {
                    value.name = value.name.or(title.clone());
                    value.description = value.description.or(description.clone());
                    if values.iter().all(|known| known.wire != value.wire) {
                        values.push(value);
                    }
                }
            }
            return Some(TypeKind::Enum(EnumType { values }));
        }
        if let [(only, _)] = enums.as_slice() {
            let ty = self.type_use(*only);
            return Some(TypeKind::Alias(crate::model::TypeUse {
                nullable: false,
                ..ty
            }));
        }
        let mut members: Vec<EnumMember> = Vec::new();
        let mut values: Vec<(EnumValue, Vec<usize>)> = Vec::new();
        for (id, strings) in enums {
            let ty = self.enum_type(id);
            if members.iter().any(|member| member.ty == ty) {
                continue;
            }
            let index = members.len();
            members.push(EnumMember { ty });
            for value in strings.values {
                match values
                    .iter_mut()
                    .find(|(known, _)| known.wire == value.wire)
                {
                    Some((_, of)) => of.push(index),
                    None => values.push((value, vec![index])),
                }
            }
        }
        Some(TypeKind::EnumUnion(EnumUnionType { members, values }))
    }

    /// `oneOf: [{const: 1, title: One}, …]`: an enum of whole numbers that names its values.
    fn named_integers(&self, branches: &[SchemaId]) -> Option<TypeKind> {
        let mut values: Vec<EnumValue> = Vec::new();
        let mut listed = Vec::new();
        for branch in branches {
            let schema = self.schema(*branch);
            let inline = schema.name.is_none() && schema.reference.is_none();
            let [only] = &Self::listed(schema)?[..] else {
                return None;
            };
            let mut value = enum_values(schema, std::slice::from_ref(only)).pop()?;
            if !inline || kind_of(&only.json) != JsonKind::Integer {
                return None;
            }
            value.name = value.name.or(schema.docs.title.clone());
            value.description = value.description.or(schema.docs.description.clone());
            if values.iter().all(|known| known.wire != value.wire) {
                values.push(value);
                listed.push(only.json.clone());
            }
        }
        let named = named(values, listed.len());
        (!named.is_empty()).then(|| {
            TypeKind::Integer(NumberType {
                values: listed,
                named,
                ..NumberType::default()
            })
        })
    }

    /// The enum behind a branch, past aliases.
    fn enum_type(&mut self, id: SchemaId) -> crate::model::TypeId {
        let mut at = id;
        for _ in 0..FOLLOW_LIMIT {
            match self.stands_for(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        self.own_type(at)
    }

    /// The strings of a schema that allows nothing but strings (and null); none when it allows more.
    fn strings(&mut self, id: SchemaId, depth: usize) -> Option<Strings> {
        if depth > 16 {
            return None;
        }
        let flat = self.flatten(id);
        let schema = &flat.schema;
        if let Some(values) = Self::listed(schema) {
            let all = !values.is_empty() && values.iter().all(|v| text(&v.json).is_some());
            return all.then(|| Strings {
                values: enum_values(schema, &values),
                bare: false,
            });
        }
        if let [group] = flat.unions.as_slice() {
            let mut strings = Strings {
                values: Vec::new(),
                bare: false,
            };
            for branch in &group.branches {
                if self.is_null(*branch) {
                    continue;
                }
                let part = self.strings(*branch, depth + 1)?;
                strings.bare |= part.bare;
                for value in part.values {
                    if strings.values.iter().all(|known| known.wire != value.wire) {
                        strings.values.push(value);
                    }
                }
            }
            return Some(strings);
        }
        let only_string = schema
            .types
            .iter()
            .all(|k| matches!(k, JsonKind::String | JsonKind::Null))
            && schema.types.contains(&JsonKind::String);
        (only_string && super::shape::scalar(schema).is_none()).then(|| Strings {
            values: Vec::new(),
            bare: true,
        })
    }
}

fn enum_values(schema: &Schema, values: &[Value]) -> Vec<EnumValue> {
    let all = schema.values.as_deref().unwrap_or_default();
    values
        .iter()
        .filter_map(|value| {
            let index = all.iter().position(|v| v.json == value.json);
            let said = |list: &[String]| {
                let entry = list.get(index?)?;
                (!entry.is_empty()).then(|| entry.clone())
            };
            let wire = match &value.json {
                Json::String(text) | Json::Number(text) => text,
                _ => return None,
            };
            Some(EnumValue {
                wire: wire.clone(),
                description: said(&schema.value_docs),
                name: said(&schema.value_names),
                place: Place {
                    origin: value.origin,
                    key: join(&join(&schema.key, "enum"), wire),
                },
            })
        })
        .collect()
}

/// The values of an enum of whole numbers when each of all of them has a name and fits.
fn named(values: Vec<EnumValue>, all: usize) -> Vec<EnumValue> {
    let fits = |value: &EnumValue| value.name.is_some() && value.wire.parse::<i64>().is_ok();
    match values.len() == all && values.iter().all(fits) {
        true => values,
        false => Vec::new(),
    }
}

/// The kind of a value.
pub(super) fn kind_of(value: &Json) -> JsonKind {
    match value {
        Json::Null => JsonKind::Null,
        Json::Bool(_) => JsonKind::Boolean,
        Json::Number(text) if text.contains(['.', 'e', 'E']) => JsonKind::Number,
        Json::Number(_) => JsonKind::Integer,
        Json::String(_) => JsonKind::String,
        Json::Array(_) => JsonKind::Array,
        Json::Object(_) => JsonKind::Object,
    }
}
