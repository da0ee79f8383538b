//! What a type looks like to a page: JSON kinds, properties and enum values, aliases and unions looked through.

use indexmap::IndexMap;

use crate::model::{Additional, Api, Json, Presence, Property, Type, TypeId, TypeKind, TypeUse};
use crate::source::Origin;
use crate::tables::page::FieldType;
use crate::tables::values::text;

/// What a page can tell of a type.
#[derive(Default)]
pub(super) struct Shape {
    /// The kinds that it may be, `null` left out; each once.
    kinds: Vec<FieldType>,
    /// Whether nothing is known of it: it may be anything, and cannot differ.
    pub(super) unknown: bool,
    /// Whether it takes other properties than its own.
    pub(super) open: bool,
    /// The properties of the object, or of all objects of a union.
    pub(super) properties: IndexMap<String, Property>,
    /// The values of the enum, as text.
    pub(super) values: Vec<String>,
    /// Where the object stands.
    pub(super) origin: Option<Origin>,
    /// The unions that were looked through.
    seen: Vec<TypeId>,
}

/// Aliases of aliases that are looked through at most; more are a cycle.
const MAX_ALIASES: usize = 300;

/// Unions that are looked through at most; more are taken as unknown.
const MAX_UNIONS: usize = 100;

/// The shape of a type.
pub(super) fn shape(api: &Api, ty: TypeUse) -> Shape {
    let mut shape = Shape::default();
    look(api, ty, &mut shape);
    shape
}

/// The type behind aliases.
fn behind(api: &Api, ty: TypeUse) -> &Type {
    let mut found = api.ty(ty.id);
    for _ in 0..MAX_ALIASES {
        match &found.kind {
            TypeKind::Alias(target) => found = api.ty(target.id),
            _ => break,
        }
    }
    found
}

/// The type inside so many arrays; nothing when there are fewer.
pub(super) fn items(api: &Api, ty: TypeUse, arrays: usize) -> Option<TypeUse> {
    let mut inner = ty;
    for _ in 0..arrays {
        inner = match &behind(api, inner).kind {
            TypeKind::Array(array) => array.items,
            TypeKind::Union(union) => {
                union
                    .branches
                    .iter()
                    .find_map(|branch| match &behind(api, branch.ty).kind {
                        TypeKind::Array(array) => Some(array.items),
                        _ => None,
                    })?
            }
            _ => return None,
        };
    }
    Some(inner)
}

fn look(api: &Api, ty: TypeUse, shape: &mut Shape) {
    let found = behind(api, ty);
    let kind = match &found.kind {
        TypeKind::Any | TypeKind::Opaque { .. } | TypeKind::Alias(_) => {
            shape.unknown = true;
            return;
        }
        TypeKind::Null => return,
        TypeKind::Boolean => FieldType::Boolean,
        TypeKind::Integer(number) => {
            shape.add_values(number.values.iter().map(wire));
            FieldType::Integer
        }
        TypeKind::Number(number) => {
            shape.add_values(number.values.iter().map(wire));
            FieldType::Number
        }
        TypeKind::String(_) => FieldType::String,
        TypeKind::Enum(values) => {
            shape.add_values(values.values.iter().map(|value| value.wire.clone()));
            FieldType::String
        }
        TypeKind::EnumUnion(values) => {
            shape.add_values(values.values.iter().map(|(value, _)| value.wire.clone()));
            FieldType::String
        }
        TypeKind::Array(_) | TypeKind::Tuple { .. } => FieldType::Array,
        TypeKind::Map(_) => {
            shape.open = true;
            FieldType::Object
        }
        TypeKind::Object(object) => {
            shape.open |= matches!(object.additional, Additional::Typed(_));
            shape.origin = shape.origin.or(Some(found.place.origin));
            shape.add_properties(&object.properties);
            FieldType::Object
        }
        TypeKind::Union(union) => {
            if shape.seen.len() > MAX_UNIONS {
                shape.unknown = true;
            } else if !shape.seen.contains(&ty.id) {
                shape.seen.push(ty.id);
                for branch in &union.branches {
                    look(api, branch.ty, shape);
                }
            }
            return;
        }
    };
    if !shape.kinds.contains(&kind) {
        shape.kinds.push(kind);
    }
}

/// An enum value as a page would write it: text without quotes.
pub(super) fn wire(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        other => text(other),
    }
}

impl Shape {
    fn add_values(&mut self, values: impl Iterator<Item = String>) {
        for value in values {
            if !self.values.contains(&value) {
                self.values.push(value);
            }
        }
    }

    /// Adds the properties of an object. A property is required in a union when it is in each of its objects.
    fn add_properties(&mut self, properties: &IndexMap<String, Property>) {
        let first = !self.kinds.contains(&FieldType::Object);
        for (name, known) in &mut self.properties {
            let here = properties.get(name).map(|property| property.presence);
            if here != Some(Presence::Required) {
                known.presence = Presence::Optional;
            }
        }
        for (name, property) in properties {
            if !self.properties.contains_key(name) {
                let mut property = property.clone();
                if !first {
                    property.presence = Presence::Optional;
                }
                self.properties.insert(name.clone(), property);
            }
        }
    }

    /// Whether it is this kind and no other.
    pub(super) fn is(&self, kind: FieldType) -> bool {
        self.kinds == [kind]
    }

    /// Whether a page's word may stand for this type.
    pub(super) fn admits(&self, word: FieldType) -> bool {
        let integer = self.kinds.contains(&FieldType::Integer);
        self.unknown
            || self.kinds.contains(&word)
            // Whole numbers are numbers.
            || (word == FieldType::Number && integer)
    }

    /// What it may be, in words.
    pub(super) fn words(&self) -> String {
        let words: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        match words.is_empty() {
            true => "null".to_owned(),
            false => words.join(" or "),
        }
    }
}
