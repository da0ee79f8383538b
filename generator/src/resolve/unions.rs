//! Unions: which branches there are, after null, nesting and what stands beside the union are taken care of.

use super::flatten::{Flat, Group};
use super::rules::Branch;
use super::{FOLLOW_LIMIT, Resolver};
use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Place};
use crate::document::value::join;
use crate::document::{Discriminator, Schema, SchemaId, Value};
use crate::model::{Json, JsonKind, Rule, TypeKind, TypeUse, UnionBranch, UnionType};

/// How many branches the product of several unions may have.
const PRODUCT_LIMIT: usize = 64;

impl Resolver<'_> {
    /// The kind of a merged schema that has unions.
    pub(super) fn unions(&mut self, flat: Flat) -> TypeKind {
        let mut groups = flat.unions.clone();
        let mut base = flat.schema.clone();
        base.nullable = false;
        base.discriminator = None;
        base.types.retain(|kind| *kind != JsonKind::Null);
        let only_kinds = {
            let mut rest = base.clone();
            rest.types.clear();
            rest.constraints = Default::default();
            // `format: int32` beside `oneOf: [{const: 1}, …]` only repeats the type.
            rest.format = None;
            !rest.says_more_than_its_reference()
        };
        if let [group] = groups.as_slice()
            && only_kinds
        {
            if let Some(kind) = self.enum_union(group) {
                return kind;
            }
            if let Some(values) = self.constants(group) {
                return self.listed_kind(&flat, values);
            }
            let group = group.clone();
            return self.union(&flat, group.branches, group.discriminator);
        }
        // Branches are merged with what stands beside them, and with the branches of the other unions.
        let first = groups.remove(0);
        let discriminator = first.discriminator.clone();
        let mut branches = first.branches;
        for group in groups {
            let mut product = Vec::new();
            for a in &branches {
                for b in &group.branches {
                    let names = [self.short_key(*a), self.short_key(*b)];
                    let word = self.hint(*b, product.len());
                    let below = ["with", names[0].as_str(), names[1].as_str()];
                    let place = super::flatten::Place::below(&base, &below, &word);
                    product.push(self.both(place, *a, *b));
                }
            }
            if product.len() > PRODUCT_LIMIT {
                return TypeKind::Opaque {
                    reason: "several unions at once with too many combinations".to_owned(),
                };
            }
            branches = product;
        }
        if only_kinds {
            return self.union(&flat, branches, discriminator);
        }
        let base_key = base.key.clone();
        let base = self.make(Schema { name: None, ..base });
        let merged = branches
            .iter()
            .enumerate()
            .filter(|(_, branch)| !self.is_null(**branch))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(index, branch)| {
                let hint = self.hint(*branch, index);
                let branch_schema = self.schema(*branch);
                let mut key = format!("{}&{base_key}", branch_schema.key);
                if branch_schema.name.is_some() || branch_schema.reference.is_some() {
                    key = join(&format!("{base_key}/with"), &hint);
                } else if !key.starts_with(&format!("{base_key}/")) {
                    // The branch of a schema that this one is made of: others may be made of it too.
                    key = join(&format!("{base_key}/with"), &self.short_key(*branch));
                }
                let mut context = flat.schema.context.clone();
                context.push(hint);
                let mut made = Schema::empty(branch_schema.origin, key, context);
                made.docs = branch_schema.docs.clone();
                made.all_of = vec![base, *branch];
                self.make(made)
            })
            .collect();
        self.union(&flat, merged, discriminator)
    }

    /// What tells a schema from others inside of a key.
    fn short_key(&self, id: SchemaId) -> String {
        let key = &self.schema(id).key;
        key.strip_prefix("#/components/schemas/")
            .unwrap_or(key)
            .to_owned()
    }

    /// The values of a union whose branches list one value each, all of one kind: a numeric enum with docs.
    fn constants(&self, group: &Group) -> Option<Vec<Value>> {
        let mut values: Vec<Value> = Vec::new();
        for branch in group
            .branches
            .iter()
            .filter(|branch| !self.is_null(**branch))
        {
            let schema = self.schema(*branch);
            if schema.name.is_some() || schema.reference.is_some() || !schema.properties.is_empty()
            {
                return None;
            }
            values.extend(Self::listed(schema)?);
        }
        let numbers = values.iter().all(|v| matches!(v.json, Json::Number(_)));
        let truths = values.iter().all(|v| matches!(v.json, Json::Bool(_)));
        (numbers || truths).then_some(values)
    }

    /// A union of branches; one that is left alone is that branch.
    pub(super) fn union(
        &mut self,
        flat: &Flat,
        branches: Vec<SchemaId>,
        discriminator: Option<Discriminator>,
    ) -> TypeKind {
        let mut open = Vec::new();
        self.spread(&branches, discriminator.is_some(), 0, &mut open);
        let mut list: Vec<Branch> = Vec::new();
        for id in open {
            let ty = TypeUse {
                id: self.type_of(id),
                nullable: false,
                boxed: false,
            };
            if list.iter().any(|known| known.ty == ty) {
                continue;
            }
            let hint = self.hint(id, list.len());
            let shape = self.shape(id);
            if shape.is_anything() {
                return TypeKind::Any;
            }
            list.push(Branch {
                id,
                ty,
                hint,
                shape,
            });
        }
        match list.as_slice() {
            [] => return TypeKind::Null,
            [only] => return TypeKind::Alias(only.ty),
            _ => {}
        }
        let discriminator = discriminator.or_else(|| self.inherited_discriminator(&list));
        let rules = self.rules(flat.schema.origin, &list, discriminator.as_ref());
        let branches = list
            .into_iter()
            .map(|branch| UnionBranch {
                ty: branch.ty,
                place: crate::model::Place {
                    origin: self.schema(branch.id).origin,
                    key: self.schema(branch.id).key.clone(),
                },
                hint: branch.hint,
            })
            .collect();
        TypeKind::Union(UnionType {
            branches,
            rules,
            discriminator: discriminator.map(|d| d.property),
        })
    }

    /// Branches without null; unions inside that have no name of their own are spread into this one.
    fn spread(&self, branches: &[SchemaId], tagged: bool, depth: usize, out: &mut Vec<SchemaId>) {
        for id in branches {
            if self.is_null(*id) || self.schema(*id).boolean == Some(false) {
                continue;
            }
            let schema = self.schema(*id);
            let mut rest = schema.clone();
            let inner: Vec<SchemaId> = [
                std::mem::take(&mut rest.any_of),
                std::mem::take(&mut rest.one_of),
            ]
            .concat();
            let one = schema.any_of.is_empty() || schema.one_of.is_empty();
            let bare = !rest.says_more_than_its_reference()
                && rest.reference.is_none()
                && rest.discriminator.is_none()
                && rest.name.is_none();
            if !inner.is_empty() && one && bare && !tagged && depth < FOLLOW_LIMIT {
                self.spread(&inner, tagged, depth + 1, out);
            } else {
                out.push(*id);
            }
        }
    }

    /// What to call a branch.
    fn hint(&self, id: SchemaId, index: usize) -> String {
        self.hint_at(id, index, 0)
    }

    fn hint_at(&self, id: SchemaId, index: usize, depth: usize) -> String {
        let mut at = id;
        for _ in 0..FOLLOW_LIMIT {
            let schema = self.schema(at);
            if let Some(name) = &schema.name {
                return name.clone();
            }
            match self.stands_for(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        let schema = self.schema(at);
        if let Some(title) = &schema.docs.title {
            return title.clone();
        }
        if let Some([only]) = Self::listed(schema).as_deref()
            && let Some(text) = super::flatten::text(&only.json)
        {
            return text.to_owned();
        }
        match schema.types.as_slice() {
            [JsonKind::String] => match super::shape::scalar(schema) {
                Some(_) => schema.format.clone().unwrap_or_else(|| "string".to_owned()),
                None => "string".to_owned(),
            },
            [JsonKind::Array] => match schema.items {
                Some(items) if depth < 4 => {
                    format!("array of {}", self.hint_at(items, index, depth + 1))
                }
                _ => "array".to_owned(),
            },
            [kind] if *kind != JsonKind::Object => super::shape::kind_word(*kind).to_owned(),
            _ => match schema.context.last() {
                Some(word) if word.starts_with("variant ") => word.clone(),
                _ if !schema.properties.is_empty() => format!("variant {index}"),
                _ => schema
                    .context
                    .last()
                    .cloned()
                    .unwrap_or_else(|| format!("variant {index}")),
            },
        }
    }

    /// Drops unions whose branches only say which properties are required: no type shows that.
    pub(super) fn drop_required_only(&mut self, flat: &mut Flat) {
        if flat.schema.properties.is_empty() {
            return;
        }
        let mut kept: Vec<Group> = Vec::new();
        for group in std::mem::take(&mut flat.unions) {
            let only_required = group.branches.iter().all(|branch| {
                let mut rest = self.schema(*branch).clone();
                let says = !rest.required.is_empty()
                    || !rest.inexpressible.is_empty()
                    || rest.says_nothing();
                rest.required.clear();
                rest.types.retain(|kind| *kind != JsonKind::Object);
                let inner = [&rest.any_of, &rest.one_of, &rest.all_of];
                let flat_inside = inner.iter().all(|list| {
                    list.iter().all(|id| {
                        let mut rest = self.schema(*id).clone();
                        rest.required.clear();
                        !rest.says_more_than_its_reference() && rest.reference.is_none()
                    })
                });
                let says = says || inner.iter().any(|list| !list.is_empty());
                rest.any_of.clear();
                rest.one_of.clear();
                rest.all_of.clear();
                says && flat_inside
                    && !rest.says_more_than_its_reference()
                    && rest.reference.is_none()
            });
            if !only_required {
                kept.push(group);
                continue;
            }
            let origin = group
                .branches
                .first()
                .map_or(flat.schema.origin, |id| self.schema(*id).origin);
            self.report(
                origin,
                Diagnostic::note(
                    codes::INEXPRESSIBLE,
                    "ignored: alternatives of `required` are not checked, no type expresses them",
                )
                .at(Place::Node(origin), "left to the server"),
            );
        }
        flat.unions = kept;
    }

    /// Finds which components name which in their `allOf`.
    pub(super) fn find_children(&mut self) {
        for id in self.document.components.values() {
            for member in &self.schema(*id).all_of.clone() {
                if let Some(target) = self
                    .schema(*member)
                    .reference
                    .as_ref()
                    .and_then(|r| r.target)
                {
                    self.children.entry(target).or_default().push(*id);
                }
            }
        }
    }

    /// A component with a discriminator and no union of its own is the union of the components that extend it (3.0).
    pub(super) fn polymorphic_base(&mut self, id: SchemaId, flat: &Flat) -> Option<TypeKind> {
        let discriminator = self.schema(id).discriminator.clone()?;
        if !flat.unions.is_empty() {
            return None;
        }
        let mut branches: Vec<SchemaId> = Vec::new();
        let mapped = discriminator.mapping.iter().filter_map(|(_, r)| r.target);
        for child in mapped.chain(self.children.get(&id).into_iter().flatten().copied()) {
            if !branches.contains(&child) && child != id {
                branches.push(child);
            }
        }
        let itself = discriminator
            .mapping
            .iter()
            .any(|(_, r)| r.target == Some(id));
        if branches.is_empty() {
            return None;
        }
        if itself {
            let mut base = flat.schema.clone();
            base.name = None;
            base.discriminator = None;
            base.context.push("base".to_owned());
            base.key = format!("{}/base", base.key);
            branches.push(self.make(base));
        }
        let mut kind = self.union(flat, branches, Some(*discriminator));
        if let TypeKind::Union(union) = &mut kind {
            union.rules.push(Rule::Otherwise);
        }
        Some(kind)
    }

    fn inherited_discriminator(&mut self, branches: &[Branch]) -> Option<Discriminator> {
        let mut shared: Option<Discriminator> = None;
        for branch in branches {
            let inherited = &self.flatten(branch.id).inherited;
            match &shared {
                None => shared = Some(inherited.first()?.clone()),
                Some(known) => {
                    inherited.iter().find(|d| d.property == known.property)?;
                }
            }
        }
        shared
    }
}
