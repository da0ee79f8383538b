//! What a merged schema is: the choice among the model's kinds of type.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Resolver;
use super::flatten::Flat;
use super::shape::scalar;
use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Place};
use crate::document::{Schema, SchemaId, Value};
use crate::model::{
    Additional, ArrayType, Constraints, Json, JsonKind, MapType, NumberType, ObjectType, Presence,
    Property, Rule, StringType, TypeKind, TypeUse, UnionBranch, UnionType,
};

impl Resolver<'_> {
    /// The kind of a schema's type.
    pub(super) fn kind(&mut self, id: SchemaId) -> TypeKind {
        let mut flat = Rc::unwrap_or_clone(self.flatten(id));
        self.report_inexpressible(&flat.schema);
        self.report_empty_limits(&flat.schema);
        if flat.schema.boolean == Some(false) {
            return TypeKind::Opaque {
                reason: "no value is valid".to_owned(),
            };
        }
        self.drop_required_only(&mut flat);
        if let Some(kind) = self.polymorphic_base(id, &flat) {
            return kind;
        }
        // A list of values decides alone: a union beside it could only take some of them away.
        let listed = Self::listed(&flat.schema).is_some_and(|values| {
            let scalar = |v: &Value| !matches!(v.json, Json::Array(_) | Json::Object(_));
            values.iter().all(scalar)
        });
        if !flat.unions.is_empty() && !listed {
            // What branches evaluate is not the rest of the object; several may hold at once.
            flat.schema.unevaluated_properties = None;
            flat.schema.unevaluated_items = None;
            return self.unions(flat);
        }
        self.plain(&flat)
    }

    /// The kind of a merged schema that has no unions.
    pub(super) fn plain(&mut self, flat: &Flat) -> TypeKind {
        let schema = &flat.schema;
        if let Some(values) = Self::listed(schema) {
            return self.listed_kind(flat, values);
        }
        let mut kinds = schema.types.clone();
        kinds.retain(|kind| *kind != JsonKind::Null);
        if kinds.is_empty() && schema.types.contains(&JsonKind::Null) {
            return TypeKind::Null;
        }
        if kinds.contains(&JsonKind::Number) {
            kinds.retain(|kind| *kind != JsonKind::Integer);
        }
        match kinds.as_slice() {
            [] => match inferred(schema) {
                Some(kind) if self.settings.lossless => self.perhaps(schema, kind),
                Some(kind) => self.of_kind(flat, kind),
                None => TypeKind::Any,
            },
            [kind] => self.of_kind(flat, *kind),
            _ => {
                let branches = kinds.iter().map(|kind| self.part(schema, *kind)).collect();
                self.union(flat, branches, None)
            }
        }
    }

    /// What a schema without `type` is where nothing may be lost: its keywords speak of one kind, and allow all others.
    fn perhaps(&mut self, schema: &Schema, kind: JsonKind) -> TypeKind {
        let part = self.part(schema, kind);
        let ty = self.type_use(part);
        let made = self.schema(part);
        TypeKind::Union(UnionType {
            branches: vec![UnionBranch {
                ty: TypeUse {
                    nullable: false,
                    ..ty
                },
                place: crate::model::Place {
                    origin: made.origin,
                    key: made.key.clone(),
                },
                hint: super::shape::kind_word(kind).to_owned(),
            }],
            rules: vec![Rule::Kind(kind, 0)],
            discriminator: None,
        })
    }

    /// One kind of a type array as a schema of its own.
    fn part(&mut self, schema: &Schema, kind: JsonKind) -> SchemaId {
        let word = super::shape::kind_word(kind);
        let mut part = schema.clone();
        part.name = None;
        part.nullable = false;
        part.types = vec![kind];
        part.key = format!("{}/type/{word}", schema.key);
        part.context.push(word.to_owned());
        part.docs = crate::model::Docs::default();
        self.make(part)
    }

    fn of_kind(&mut self, flat: &Flat, kind: JsonKind) -> TypeKind {
        let schema = &flat.schema;
        let constraints = schema.constraints.clone();
        let number = || NumberType {
            format: schema.format.clone(),
            constraints: schema.constraints.clone(),
            ..NumberType::default()
        };
        match kind {
            JsonKind::Null => TypeKind::Null,
            JsonKind::Boolean => TypeKind::Boolean,
            JsonKind::Integer => TypeKind::Integer(number()),
            JsonKind::Number => TypeKind::Number(number()),
            JsonKind::String => TypeKind::String(StringType {
                scalar: scalar(schema),
                format: schema.format.clone(),
                content: match schema.content_encoding {
                    Some(_) => None,
                    None => schema.content_media_type.clone(),
                },
                constraints,
            }),
            JsonKind::Array => self.array(schema, constraints),
            JsonKind::Object => self.object(flat),
        }
    }

    pub(super) fn array(&mut self, schema: &Schema, constraints: Constraints) -> TypeKind {
        let behind = match schema.prefix_items.is_empty() {
            true => schema.items,
            false => schema.items.or_else(|| rest(schema)),
        };
        let never = behind.is_some_and(|id| self.schema(id).boolean == Some(false));
        if schema.prefix_items.is_empty() {
            let items = behind.unwrap_or_else(|| self.anything(schema, "items"));
            return TypeKind::Array(ArrayType {
                items: self.type_use(items),
                constraints,
            });
        }
        let items = schema
            .prefix_items
            .iter()
            .map(|id| self.type_use(*id))
            .collect();
        let rest = match (never, behind) {
            (true, _) => None,
            (false, Some(id)) => Some(self.type_use(id)),
            (false, None) => {
                let any = self.anything(schema, "items");
                Some(self.type_use(any))
            }
        };
        TypeKind::Tuple {
            items,
            rest,
            constraints,
        }
    }

    /// A made schema that is any of others.
    fn any_of(&mut self, schema: &Schema, key: &str, branches: Vec<SchemaId>) -> SchemaId {
        let key = crate::document::value::join(&schema.key, key);
        let mut context = schema.context.clone();
        context.push("value".to_owned());
        let mut made = Schema::empty(schema.origin, key, context);
        made.any_of = branches;
        self.make(made)
    }

    /// A made schema that says nothing, for what the document leaves out.
    pub(super) fn anything(&mut self, schema: &Schema, key: &str) -> SchemaId {
        let key = crate::document::value::join(&schema.key, key);
        self.make(Schema::empty(schema.origin, key, schema.context.clone()))
    }

    /// An object or a map.
    pub(super) fn object(&mut self, flat: &Flat) -> TypeKind {
        let schema = &flat.schema;
        let constraints = schema.constraints.clone();
        let mut properties = IndexMap::new();
        for (name, id) in &schema.properties {
            // `false` is how a property is ruled out.
            if self.schema(*id).boolean == Some(false) {
                continue;
            }
            let presence = match schema.required.iter().any(|(known, _)| known == name) {
                true => Presence::Required,
                false => Presence::Optional,
            };
            let property = self.property(*id, presence);
            properties.insert(name.clone(), property);
        }
        for (name, origin) in &schema.required {
            if properties.contains_key(name) {
                continue;
            }
            if !schema.properties.is_empty() {
                self.report(
                    *origin,
                    Diagnostic::warning(
                        codes::UNDECLARED_REQUIRED,
                        format!("required property `{name}` is not declared; it may be any value"),
                    )
                    .at(*origin, "`properties` has no such entry"),
                );
            }
            let at = match schema.additional {
                Some(id) if self.schema(id).boolean.is_none() => id,
                _ => self.anything(schema, &format!("properties/{name}")),
            };
            let property = self.property(at, Presence::Required);
            properties.insert(name.clone(), property);
        }
        let additional = self.additional(schema);
        if !properties.is_empty() || matches!(additional, Additional::Forbidden) {
            return TypeKind::Object(ObjectType {
                properties,
                additional,
                constraints,
            });
        }
        let values = match additional {
            Additional::Typed(values) => values,
            _ => {
                let any = self.anything(schema, "additionalProperties");
                self.type_use(any)
            }
        };
        TypeKind::Map(MapType {
            keys: schema.property_names.map(|id| self.type_use(id)),
            values,
            constraints,
        })
    }

    fn additional(&mut self, schema: &Schema) -> Additional {
        let unevaluated = schema.unevaluated_properties;
        let stated = schema
            .additional
            .or(unevaluated.filter(|_| !is_open(schema)));
        let closed = stated.is_some_and(|id| self.schema(id).boolean == Some(false));
        let mut values: Vec<SchemaId> = schema
            .pattern_properties
            .iter()
            .map(|(_, id)| *id)
            .collect();
        // A key of no pattern may hold anything, which is not what anybody means who writes down one pattern.
        if !closed && stated.is_none() && !values.is_empty() && self.settings.lossless {
            return Additional::Ignored;
        }
        if !closed {
            values.extend(stated);
        }
        match values.as_slice() {
            [] if closed => Additional::Forbidden,
            [] => Additional::Ignored,
            [only] => Additional::Typed(self.type_use(*only)),
            [first, rest @ ..] => {
                let ty = self.type_of(*first);
                let same = rest.iter().all(|id| self.type_of(*id) == ty);
                let id = match same {
                    true => *first,
                    false => self.any_of(schema, "patternProperties", values),
                };
                Additional::Typed(self.type_use(id))
            }
        }
    }

    fn property(&mut self, id: SchemaId, presence: Presence) -> Property {
        let ty = self.type_use(id);
        let schema = self.schema(id);
        let place = crate::model::Place {
            origin: schema.origin,
            key: schema.key.clone(),
        };
        let points = schema.reference.is_some();
        let mut docs = super::own_docs(schema);
        let deprecated = schema.deprecated.clone();
        if !points && docs.description.is_none() {
            // `{allOf: [{$ref}]}` and `anyOf: [X, null]` keep their docs at the use as well.
            docs.description = self.described(id);
        }
        let (constant, default, read_only, write_only) = self.facts(id, |merged| {
            let constant = Self::only_value(merged).filter(|_| !ty.nullable);
            let constant = constant.map(|only| only.json.clone());
            let default = merged.default.clone();
            (constant, default, merged.read_only, merged.write_only)
        });
        Property {
            place,
            ty,
            presence,
            default,
            constant,
            docs,
            deprecated,
            read_only,
            write_only,
        }
    }

    /// The description of an inline schema that this one stands for.
    fn described(&self, id: SchemaId) -> Option<String> {
        let target = self.stands_for(id)?;
        let schema = self.schema(target);
        match schema.name.is_some() || schema.reference.is_some() {
            true => None,
            false => schema.docs.description.clone(),
        }
    }

    pub(super) fn report_inexpressible(&mut self, schema: &Schema) {
        for (keyword, origin) in &schema.inexpressible {
            self.report(
                *origin,
                Diagnostic::note(
                    codes::INEXPRESSIBLE,
                    format!("ignored: `{keyword}` is not checked, no type expresses it"),
                )
                .at(Place::Key(*origin), "left to the server"),
            );
        }
    }
}

/// What holds the items behind those with a place of their own, when `unevaluatedItems` says so.
fn rest(schema: &Schema) -> Option<SchemaId> {
    schema.unevaluated_items.filter(|_| !is_open(schema))
}

/// Whether keywords that no type expresses may declare more properties or items, so that what is unevaluated beside
/// the declared ones is not known.
fn is_open(schema: &Schema) -> bool {
    let declaring = ["if", "then", "else", "dependentSchemas", "contains"];
    let mut said = schema.inexpressible.iter();
    said.any(|(keyword, _)| declaring.contains(keyword))
}

/// The kind that a schema without `type` means by its other keywords.
pub(super) fn inferred(schema: &Schema) -> Option<JsonKind> {
    let limits = &schema.constraints;
    if !schema.properties.is_empty()
        || schema.additional.is_some()
        || schema.unevaluated_properties.is_some()
        || !schema.pattern_properties.is_empty()
        || schema.property_names.is_some()
        || !schema.required.is_empty()
        || limits.min_properties.or(limits.max_properties).is_some()
    {
        Some(JsonKind::Object)
    } else if schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || limits.min_items.or(limits.max_items).is_some()
        || limits.unique_items
    {
        Some(JsonKind::Array)
    } else if limits.pattern.is_some()
        || limits.min_length.or(limits.max_length).is_some()
        || scalar(schema).is_some()
        || schema.content_media_type.is_some()
    {
        Some(JsonKind::String)
    } else if limits.minimum.is_some() || limits.maximum.is_some() || limits.multiple_of.is_some() {
        Some(JsonKind::Number)
    } else {
        None
    }
}
