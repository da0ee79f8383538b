//! Unions of enums, and the enums that they are made of: a value that comes to a member comes to its unions, too.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ChangeKind;
use super::found::Found;
use super::listing::{Row, RowKind};
use super::walk::{follow, plain};
use crate::model::{Api, TypeId, TypeKind};

/// The keys of the members of each union of enums, by its key.
#[derive(Default)]
pub(super) struct Members<'a>(FxHashMap<&'a str, FxHashSet<&'a str>>);

impl<'a> Members<'a> {
    /// Those of both APIs.
    pub(super) fn of(apis: [&'a Api; 2]) -> Self {
        let mut found = Members::default();
        for api in apis {
            for (index, ty) in api.types.iter().enumerate() {
                if matches!(ty.kind, TypeKind::EnumUnion(_)) {
                    found.add(api, &ty.place.key, TypeId(index as u32));
                }
            }
        }
        found
    }

    fn add(&mut self, api: &'a Api, union: &'a str, id: TypeId) {
        let mut todo = vec![id];
        let mut seen: FxHashSet<TypeId> = FxHashSet::default();
        while let Some(id) = todo.pop() {
            let (id, _) = follow(api, plain(id));
            if !seen.insert(id) {
                continue;
            }
            if let TypeKind::EnumUnion(one) = &api.ty(id).kind {
                todo.extend(one.members.iter().map(|member| member.ty));
            }
            self.0
                .entry(union)
                .or_default()
                .insert(&api.ty(id).place.key);
        }
    }

    /// The difference of a member that brought or took a variant of its union, which `types` gives by its name.
    pub(super) fn explain(
        &self,
        (row, types): (&Row, &FxHashMap<&str, &str>),
        found: &[Found],
        by_key: &FxHashMap<&str, Vec<usize>>,
    ) -> Option<usize> {
        if row.kind != RowKind::Variant {
            return None;
        }
        let named = |text: &Option<String>| {
            let text = text.as_deref().unwrap_or_default();
            text.split(", ").any(|one| one == row.wire)
        };
        let fits = |index: &usize| {
            found.get(*index).is_some_and(|found| match found.kind {
                ChangeKind::EnumValueAdded => named(&found.after),
                ChangeKind::EnumValueRemoved => named(&found.before),
                _ => false,
            })
        };
        let (owner, _) = row.path.rsplit_once("::")?;
        let name = owner.rsplit("::").next()?;
        let keys = self.0.get(types.get(name)?)?.iter();
        let all = keys.filter_map(|key| by_key.get(key)).flatten().copied();
        all.filter(fits).min()
    }
}
