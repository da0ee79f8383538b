//! The Schema Object: every keyword of JSON Schema 2020-12 and of OpenAPI 3.0, normalised up.
//!
//! Plain data made by the reader. Schemas live in the arena of the [`super::Document`] and name each other by
//! [`SchemaId`], so that recursion costs nothing. Must never decide what a schema means as a type.

use indexmap::IndexMap;

use crate::model::{Constraints, Deprecation, Docs, Json, JsonKind, Key};
use crate::source::Origin;

/// A schema of a [`super::Document`]'s arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub u32);

/// Schemas by id. They are large and many: a list that grows moves pointers.
pub type Schemas = Vec<Box<Schema>>;

/// A `$ref` (or `$dynamicRef`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// As the document has it.
    pub text: String,
    /// Where it was said.
    pub origin: Origin,
    /// What it points at; none when that was reported as missing.
    pub target: Option<SchemaId>,
    /// The anchor that a `$dynamicRef` names.
    pub dynamic: Option<String>,
}

/// A `discriminator`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: value and what it points at, in the order of the document.
    pub mapping: Vec<(String, Reference)>,
    /// `defaultMapping` (3.2).
    pub fallback: Option<Reference>,
    /// Where it was said.
    pub origin: Origin,
}

/// A value of `enum` or `const`.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value.
    pub json: Json,
    /// Where it was said.
    pub origin: Origin,
}

/// A schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// The component name, when it is one of `components.schemas`.
    pub name: Option<String>,
    /// The words of its context, outermost first.
    pub context: Vec<String>,
    /// `true` or `false` instead of an object.
    pub boolean: Option<bool>,
    /// `$ref`.
    pub reference: Option<Box<Reference>>,
    /// `$dynamicAnchor`.
    pub dynamic_anchor: Option<String>,
    /// `type`, always as a list; `nullable: true` adds [`JsonKind::Null`] when there is a type.
    pub types: Vec<JsonKind>,
    /// `nullable: true`.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `enum`.
    pub values: Option<Vec<Value>>,
    /// `const`.
    pub constant: Option<Box<Value>>,
    /// `x-enum-varnames` and friends.
    pub value_names: Vec<String>,
    /// `x-enum-descriptions` and friends.
    pub value_docs: Vec<String>,
    /// Limits; a boolean `exclusiveMinimum` is already a number.
    pub constraints: Constraints,
    /// `properties`, in the order of the document.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`, in the order of the document.
    pub required: Vec<(String, Origin)>,
    /// `additionalProperties`.
    pub additional: Option<SchemaId>,
    /// `patternProperties`.
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// Keywords that say something which no type can express (`not`, `if`, `contains`, …).
    pub inexpressible: Vec<(&'static str, Origin)>,
    /// `title`, `description`, `externalDocs`.
    pub docs: Docs,
    /// `default`.
    pub default: Option<Json>,
    /// `examples` and `example`.
    pub examples: Vec<Json>,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
    /// `readOnly: true`.
    pub read_only: bool,
    /// `writeOnly: true`.
    pub write_only: bool,
    /// Any JSON value, because the configuration says so.
    pub opaque: bool,
}

impl Schema {
    /// A schema that says nothing.
    pub fn empty(origin: Origin, key: Key, context: Vec<String>) -> Self {
        Schema {
            origin,
            key,
            name: None,
            context,
            boolean: None,
            reference: None,
            dynamic_anchor: None,
            types: Vec::new(),
            nullable: false,
            format: None,
            content_encoding: None,
            content_media_type: None,
            values: None,
            constant: None,
            value_names: Vec::new(),
            value_docs: Vec::new(),
            constraints: Constraints::default(),
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: None,
            pattern_properties: Vec::new(),
            property_names: None,
            unevaluated_properties: None,
            items: None,
            prefix_items: Vec::new(),
            unevaluated_items: None,
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            discriminator: None,
            inexpressible: Vec::new(),
            docs: Docs::default(),
            default: None,
            examples: Vec::new(),
            deprecated: Deprecation::No,
            read_only: false,
            write_only: false,
            opaque: false,
        }
    }

    /// The schemas that it is made of, what its references lead to included.
    pub(super) fn parts(&mut self) -> impl Iterator<Item = &mut SchemaId> {
        let one = [
            &mut self.additional,
            &mut self.property_names,
            &mut self.unevaluated_properties,
            &mut self.items,
            &mut self.unevaluated_items,
        ];
        let lists = [
            &mut self.prefix_items,
            &mut self.all_of,
            &mut self.any_of,
            &mut self.one_of,
        ];
        let mapped = self.discriminator.iter_mut().flat_map(|discriminator| {
            let mapping = discriminator.mapping.iter_mut().map(|(_, r)| r);
            mapping.chain(&mut discriminator.fallback)
        });
        one.into_iter()
            .flatten()
            .chain(lists.into_iter().flatten())
            .chain(self.properties.values_mut())
            .chain(self.pattern_properties.iter_mut().map(|(_, id)| id))
            .chain(
                mapped
                    .chain(self.reference.as_deref_mut())
                    .filter_map(|r| r.target.as_mut()),
            )
    }

    /// Whether it says anything about values beside its `$ref`; titles, defaults and `nullable` do not.
    pub fn says_more_than_its_reference(&self) -> bool {
        self.says_more_than_its_parts()
            || self.types.iter().any(|kind| *kind != JsonKind::Null)
            || !self.all_of.is_empty()
            || !self.any_of.is_empty()
            || !self.one_of.is_empty()
    }

    /// Whether it says anything about values beside its type, its `$ref`, its members and its branches.
    pub fn says_more_than_its_parts(&self) -> bool {
        self.boolean.is_some()
            || self.format.is_some()
            || self.content_encoding.is_some()
            || self.content_media_type.is_some()
            || self.values.is_some()
            || self.constant.is_some()
            || !self.constraints.is_empty()
            || !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional.is_some()
            || !self.pattern_properties.is_empty()
            || self.property_names.is_some()
            || self.unevaluated_properties.is_some()
            || self.items.is_some()
            || !self.prefix_items.is_empty()
            || self.unevaluated_items.is_some()
    }

    /// Whether it says nothing about values at all, so that everything is valid.
    pub fn says_nothing(&self) -> bool {
        self.reference.is_none()
            && !self.nullable
            && self.types.is_empty()
            && !self.says_more_than_its_reference()
            || self.boolean == Some(true)
    }
}
