//! The types of one API with their names: type expressions, and what must be said about a type at a use of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Additional, Api, NumberType, ScalarFormat, Type, TypeId, TypeKind, TypeUse, Usage,
};
use crate::rust::{Openness, RustType, Source};
use crate::settings::{self, ApiSettings};
use crate::source::Origin;

use super::index::Index;

/// How deep type expressions of inline arrays and maps may nest; documents end at 300 levels before that.
const DEPTH: usize = 400;

/// One API, seen by what lowers its types and operations.
pub(super) struct Scope<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// Its settings.
    pub(super) settings: &'a ApiSettings,
    /// The names of types that have one of their own.
    pub(super) names: BTreeMap<TypeId, String>,
    /// The names of those that stand for more than one place, with the key of the first.
    pub(super) shared: BTreeMap<String, String>,
    /// Aliases, arrays and maps that hold themselves: they become one-branch unions, since an alias cannot recur.
    pub(super) recursive: BTreeSet<TypeId>,
    /// The types that have a name, by other things than their id.
    pub(super) index: Index<'a>,
    /// Where the values of each type travel; what is shared travels in the directions of all its places.
    pub(super) usage: Vec<Usage>,
    /// What was said of which place: many operations may share a parameter.
    pub(super) said: RefCell<HashSet<(Code, Origin)>>,
}

impl<'a> Scope<'a> {
    /// Reports a finding about a place once, however often it is come by.
    pub(super) fn once(&self, origin: Origin, finding: Diagnostic, diags: &mut Diagnostics) {
        if self.said.borrow_mut().insert((finding.code, origin)) {
            diags.push(finding);
        }
    }

    /// The type of an id.
    pub(super) fn ty(&self, id: TypeId) -> &'a Type {
        self.api.ty(id)
    }

    /// The setting for unknown values.
    pub(super) fn openness(&self) -> Openness {
        openness(self.settings.openness)
    }

    /// The type at a use, without what its nullability says; `boxed` uses are pointers.
    pub(super) fn expression(&self, at: TypeUse) -> RustType {
        let inner = self.of(at.id, DEPTH);
        if at.boxed {
            RustType::Boxed(Box::new(inner))
        } else {
            inner
        }
    }

    /// The type at a use inside of an array, a map or an alias, where null is `None` and nothing needs a pointer.
    pub(super) fn element(&self, at: TypeUse) -> RustType {
        self.element_of(at, DEPTH)
    }

    pub(super) fn element_of(&self, at: TypeUse, depth: usize) -> RustType {
        let inner = self.of(at.id, depth);
        if at.nullable && !self.holds_null(at.id) {
            RustType::Option(Box::new(inner))
        } else {
            inner
        }
    }

    pub(super) fn of(&self, id: TypeId, depth: usize) -> RustType {
        match self.names.get(&id) {
            Some(name) => RustType::Named(name.clone()),
            None => self.structure(id, depth),
        }
    }

    /// Whether values of a type must come back exactly as they were received.
    pub(super) fn keeps_all(&self, id: TypeId) -> bool {
        let usage = self.usage(id);
        self.settings.lossless && (usage.received || !usage.sent)
    }

    /// What a type is behind its name, for aliases.
    pub(super) fn definition(&self, id: TypeId) -> RustType {
        self.structure(id, DEPTH)
    }

    fn structure(&self, id: TypeId, depth: usize) -> RustType {
        let Some(depth) = depth.checked_sub(1) else {
            return RustType::Json;
        };
        match &self.ty(id).kind {
            TypeKind::Any | TypeKind::Opaque { .. } | TypeKind::Null => RustType::Json,
            TypeKind::Boolean => RustType::Bool,
            TypeKind::Integer(number) => integer(number),
            TypeKind::Number(_) => RustType::F64,
            TypeKind::String(string) => match string.scalar {
                None => RustType::String,
                // Text of another spelling, or of none, must come back as it was.
                Some(ScalarFormat::Uuid | ScalarFormat::Base64) if self.keeps_all(id) => {
                    RustType::String
                }
                Some(ScalarFormat::Uuid) => RustType::Uuid,
                Some(ScalarFormat::DateTime) => RustType::DateTime,
                Some(ScalarFormat::Date) => RustType::Date,
                Some(ScalarFormat::Base64) => RustType::Base64,
                Some(ScalarFormat::Binary) => RustType::Bytes,
                Some(ScalarFormat::Part) => RustType::Part,
            },
            TypeKind::Array(array) => RustType::Vec(Box::new(self.element_of(array.items, depth))),
            TypeKind::Tuple {
                items,
                rest,
                constraints,
            } => self.tuple(items, *rest, constraints, depth),
            TypeKind::Map(map) => {
                let values = Box::new(self.element_of(map.values, depth));
                match map.keys.and_then(|keys| self.key(keys.id, depth)) {
                    Some(key) => RustType::KeyedMap(Box::new(key), values),
                    None => RustType::Map(values),
                }
            }
            TypeKind::Object(object) if object.properties.is_empty() => {
                RustType::Map(Box::new(match object.additional {
                    Additional::Typed(values) => self.element_of(values, depth),
                    _ => RustType::Json,
                }))
            }
            TypeKind::Alias(target) => self.element_of(*target, depth),
            // These always have a name; without one there is nothing to say about them.
            TypeKind::Object(_)
            | TypeKind::Enum(_)
            | TypeKind::EnumUnion(_)
            | TypeKind::Union(_) => RustType::Json,
        }
    }

    /// The type of a map's keys, when they are more than texts.
    fn key(&self, id: TypeId, depth: usize) -> Option<RustType> {
        let (id, _) = self.behind(id);
        let ty = match &self.ty(id).kind {
            TypeKind::Enum(_) | TypeKind::EnumUnion(_) => self.of(id, depth),
            TypeKind::String(_) => self.structure(id, depth),
            _ => return None,
        };
        matches!(ty, RustType::Named(_) | RustType::Uuid).then_some(ty)
    }

    /// A type expression with the names of aliases replaced by what they stand for.
    pub(super) fn unaliased(&self, ty: &RustType) -> RustType {
        self.unaliased_at(ty, DEPTH)
    }

    fn unaliased_at(&self, ty: &RustType, depth: usize) -> RustType {
        let Some(depth) = depth.checked_sub(1) else {
            return ty.clone();
        };
        let inner = |ty: &RustType| Box::new(self.unaliased_at(ty, depth));
        let all = |items: &[RustType]| items.iter().map(|ty| *inner(ty)).collect();
        match ty {
            RustType::Named(name) => {
                let alias = self.index.named(name);
                match alias.filter(|id| self.is_alias(*id)) {
                    Some(id) => self.unaliased_at(&self.definition(id), depth),
                    None => ty.clone(),
                }
            }
            RustType::Vec(of) => RustType::Vec(inner(of)),
            RustType::KeyedMap(key, of) => RustType::KeyedMap(inner(key), inner(of)),
            RustType::Tuple(items) => RustType::Tuple(all(items)),
            RustType::WithRest(items, rest) => RustType::WithRest(all(items), inner(rest)),
            RustType::Map(of) => RustType::Map(inner(of)),
            RustType::Option(of) => RustType::Option(inner(of)),
            RustType::Maybe(of) => RustType::Maybe(inner(of)),
            RustType::Boxed(of) => RustType::Boxed(inner(of)),
            other => other.clone(),
        }
    }

    /// Whether a type with a name is an alias in Rust, and not a type of its own.
    fn is_alias(&self, id: TypeId) -> bool {
        !self.recursive.contains(&id)
            && match &self.ty(id).kind {
                TypeKind::Enum(_) | TypeKind::EnumUnion(_) | TypeKind::Union(_) => false,
                TypeKind::Object(object) => object.properties.is_empty(),
                TypeKind::Integer(number) => number.named.is_empty(),
                _ => true,
            }
    }

    /// Whether values of a type can be null by themselves, so that `Option` around it would say it twice.
    pub(super) fn holds_null(&self, id: TypeId) -> bool {
        let (target, nullable) = self.behind(id);
        nullable
            || matches!(
                self.ty(target).kind,
                TypeKind::Any | TypeKind::Opaque { .. } | TypeKind::Null
            )
    }

    /// The first type behind a chain of aliases that is none, and whether null was allowed on the way.
    pub(super) fn behind(&self, id: TypeId) -> (TypeId, bool) {
        let mut id = id;
        let mut nullable = false;
        let mut seen = BTreeSet::new();
        while let TypeKind::Alias(target) = &self.ty(id).kind {
            if !seen.insert(id) {
                break;
            }
            nullable |= target.nullable;
            id = target.id;
        }
        (id, nullable)
    }

    /// Where a type's values travel.
    pub(super) fn usage(&self, id: TypeId) -> Usage {
        let usage = self.usage.get(id.0 as usize);
        usage.copied().unwrap_or_default()
    }
}

/// A setting for unknown values, as it is for types.
pub(super) fn openness(setting: settings::Openness) -> Openness {
    match setting {
        settings::Openness::Open => Openness::Open,
        settings::Openness::Closed => Openness::Closed,
    }
}

/// Where a place of the model stands.
pub(super) fn source(place: &crate::model::Place) -> Source {
    Source {
        key: place.key.clone(),
        origin: place.origin,
    }
}

/// i64, unless format or bounds prove that another width is right.
fn integer(number: &NumberType) -> RustType {
    let bound = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<i128>().ok());
    let (minimum, maximum) = (
        bound(&number.constraints.minimum),
        bound(&number.constraints.maximum),
    );
    let by_format = match number.format.as_deref() {
        Some("int8" | "int16" | "int32") => RustType::I32,
        Some("uint8" | "uint16" | "uint32") => RustType::U32,
        Some("uint64") => RustType::U64,
        _ if minimum >= Some(0) && maximum > Some(i128::from(i64::MAX)) => RustType::U64,
        _ => RustType::I64,
    };
    let (low, high) = match by_format {
        RustType::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        RustType::U32 => (0, i128::from(u32::MAX)),
        _ => return by_format,
    };
    // A document that says `int32` and allows more is believed in what it allows.
    if minimum.is_some_and(|m| m < low) || maximum.is_some_and(|m| m > high) {
        RustType::I64
    } else {
        by_format
    }
}

/// Aliases, arrays, maps and tuples that reach themselves through nothing else, one for each such cycle.
///
/// The walk starts from types in the order of their keys and keeps its own stack, so that the answer depends on the
/// document alone and a long chain of aliases cannot overflow the program's.
pub(super) fn recursive_aliases(api: &Api) -> BTreeSet<TypeId> {
    let mut order: Vec<TypeId> = (0..api.types.len() as u32).map(TypeId).collect();
    order.sort_by_key(|id| (api.ty(*id).name.is_none(), &api.ty(*id).place.key));
    let mut cut = BTreeSet::new();
    let mut done = BTreeSet::new();
    for root in order {
        let mut path = BTreeSet::new();
        let mut stack = vec![(root, false)];
        while let Some((id, leave)) = stack.pop() {
            if leave {
                path.remove(&id);
                done.insert(id);
                continue;
            }
            if path.contains(&id) {
                cut.insert(id);
                continue;
            }
            if done.contains(&id) {
                continue;
            }
            path.insert(id);
            stack.push((id, true));
            stack.extend(transparent(api, id).into_iter().rev().map(|id| (id, false)));
        }
    }
    cut
}

/// The types that a type alias for this one would name.
fn transparent(api: &Api, id: TypeId) -> Vec<TypeId> {
    match &api.ty(id).kind {
        TypeKind::Alias(at) => vec![at.id],
        TypeKind::Array(array) => vec![array.items.id],
        TypeKind::Map(map) => vec![map.values.id],
        TypeKind::Tuple { items, rest, .. } => items.iter().chain(rest).map(|at| at.id).collect(),
        TypeKind::Object(object) if object.properties.is_empty() => match object.additional {
            Additional::Typed(values) => vec![values.id],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
