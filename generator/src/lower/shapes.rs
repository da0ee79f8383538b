//! What a type says, as a digest that is equal for types that are equal in all that shows in Rust, and the types that
//! it is made of. Where it stands is left out.
//!
//! Structures are taken apart whole, so that what is added to the model must say here whether it shows.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{
    Additional, Api, ArrayType, EnumType, EnumUnionType, EnumValue, MapType, ObjectType, Property,
    Type, TypeId, TypeKind, TypeUse, UnionBranch, UnionType,
};

use super::objects::Tags;

/// 128 bits, so that no two types of a document share them by chance.
pub(super) type Digest = [u64; 2];

/// A type without its place.
pub(super) struct Shape {
    /// What it says.
    pub(super) says: Digest,
    /// What it is made of, in the order in which it says so.
    pub(super) parts: Vec<TypeId>,
}

/// A type whose shape is being taken.
struct Taking {
    hashers: [DefaultHasher; 2],
    parts: Vec<TypeId>,
}

/// The shape of a type.
pub(super) fn shape(api: &Api, id: TypeId, tags: &Tags) -> Shape {
    let Type {
        place: _,
        name: _,
        context: _,
        docs,
        deprecated,
        examples: _,
        // What is shared travels in the directions of all its places.
        usage: _,
        choices,
        kind,
    } = api.ty(id);
    let mut taking = Taking {
        hashers: Default::default(),
        parts: Vec::new(),
    };
    // Two hashers that begin differently are independent.
    taking.hashers[1].write_u8(1);
    taking.says((docs, deprecated, choices));
    taking.kind(id, kind, tags);
    Shape {
        says: taking.hashers.map(|hasher| hasher.finish()),
        parts: taking.parts,
    }
}

impl Taking {
    fn says(&mut self, what: impl Hash) {
        for hasher in &mut self.hashers {
            what.hash(hasher);
        }
    }

    fn holds(&mut self, at: TypeUse) {
        let TypeUse {
            id,
            nullable,
            boxed,
        } = at;
        self.says((nullable, boxed));
        self.parts.push(id);
    }

    fn kind(&mut self, id: TypeId, kind: &TypeKind, tags: &Tags) {
        self.says(std::mem::discriminant(kind));
        match kind {
            TypeKind::Any | TypeKind::Null | TypeKind::Boolean => {}
            TypeKind::Opaque { reason } => self.says(reason),
            TypeKind::Integer(number) | TypeKind::Number(number) => self.says(number),
            TypeKind::String(string) => self.says(string),
            TypeKind::Enum(EnumType { values }) => {
                for value in values {
                    self.value(value);
                }
            }
            TypeKind::EnumUnion(EnumUnionType { members, values }) => {
                self.parts.extend(members.iter().map(|member| member.ty));
                for (value, of) in values {
                    self.value(value);
                    self.says(of);
                }
            }
            TypeKind::Array(ArrayType { items, constraints }) => {
                self.says(constraints);
                self.holds(*items);
            }
            TypeKind::Tuple {
                items,
                rest,
                constraints,
            } => {
                self.says((constraints, rest.is_some()));
                for at in items.iter().chain(rest) {
                    self.holds(*at);
                }
            }
            TypeKind::Map(MapType {
                keys,
                values,
                constraints,
            }) => {
                self.says((constraints, keys.is_some()));
                for at in keys.iter().chain([values]) {
                    self.holds(*at);
                }
            }
            TypeKind::Object(ObjectType {
                properties,
                additional,
                constraints,
            }) => {
                self.says(constraints);
                for (wire, property) in properties {
                    self.says((wire, tags.contains(&(id, wire.clone()))));
                    self.property(property);
                }
                match additional {
                    Additional::Ignored => self.says("ignored"),
                    Additional::Forbidden => self.says("forbidden"),
                    Additional::Typed(values) => self.holds(*values),
                }
            }
            TypeKind::Union(UnionType {
                branches,
                rules,
                discriminator,
            }) => {
                self.says((rules, discriminator));
                for UnionBranch { ty, place: _, hint } in branches {
                    self.says(hint);
                    self.holds(*ty);
                }
            }
            TypeKind::Alias(target) => self.holds(*target),
        }
    }

    fn value(&mut self, value: &EnumValue) {
        let EnumValue {
            wire,
            description,
            name,
            place: _,
        } = value;
        self.says((wire, description, name));
    }

    fn property(&mut self, property: &Property) {
        let Property {
            place: _,
            ty,
            presence,
            default,
            constant,
            docs,
            deprecated,
            read_only,
            write_only,
        } = property;
        self.says((presence, default, constant, docs));
        self.says((deprecated, read_only, write_only));
        self.holds(*ty);
    }
}
