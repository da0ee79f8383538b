//! Ways into types: from an answer to its items, or to what names the next page.

use std::collections::BTreeMap;

use crate::rust::{Field, Item, ItemKind, PagingField, Presence, RustType};

/// How many names for a type may stand for one another.
const ALIASES: usize = 16;

/// All types by name.
pub(in crate::lower) struct Walk<'i> {
    items: BTreeMap<&'i str, &'i ItemKind>,
}

/// Why a way leads nowhere.
pub(super) struct Lost {
    pub(super) label: String,
    pub(super) help: Option<String>,
}

impl<'i> Walk<'i> {
    pub(in crate::lower) fn of(items: &'i [Item]) -> Self {
        let items = items.iter().map(|item| (item.name.as_str(), &item.kind));
        Walk {
            items: items.collect(),
        }
    }

    /// What a type is behind pointers and other names for it, and how it may be absent.
    pub(in crate::lower) fn plain<'t>(&self, mut ty: &'t RustType) -> (&'t RustType, Presence)
    where
        'i: 't,
    {
        let mut presence = Presence::Always;
        for _ in 0..ALIASES {
            ty = match ty {
                RustType::Option(inner) => {
                    presence = Presence::Option;
                    inner
                }
                RustType::Maybe(inner) => {
                    presence = Presence::Maybe;
                    inner
                }
                RustType::Boxed(inner) => inner,
                RustType::Named(name) => match self.items.get(name.as_str()) {
                    Some(ItemKind::Alias(other)) => other,
                    _ => return (ty, presence),
                },
                _ => return (ty, presence),
            };
        }
        (ty, presence)
    }

    /// The kind of a type that has a name.
    pub(super) fn kind(&self, ty: &RustType) -> Option<&'i ItemKind> {
        match ty {
            RustType::Named(name) => self.items.get(name.as_str()).copied(),
            _ => None,
        }
    }

    /// The fields of an object.
    pub(in crate::lower) fn fields(&self, ty: &RustType) -> Option<&'i [Field]> {
        match self.kind(ty) {
            Some(ItemKind::Struct(object)) => Some(&object.fields),
            _ => None,
        }
    }

    /// The way through objects along these names: where it ends, and the fields on it. What is behind any JSON value is
    /// not known, so only the last name may be one.
    pub(super) fn along<'t>(
        &self,
        start: &'t RustType,
        names: &[String],
    ) -> Result<(&'t RustType, Vec<PagingField>), Lost>
    where
        'i: 't,
    {
        let mut ty = start;
        let mut fields = Vec::new();
        for (done, name) in names.iter().enumerate() {
            let here = || match done {
                0 => "the answer".to_owned(),
                _ => format!("`{}`", names[..done].join(".")),
            };
            let (plain, presence) = self.plain(ty);
            if done == 0 && presence != Presence::Always {
                return Err(Lost {
                    label: "the answer may be null".to_owned(),
                    help: None,
                });
            }
            let Some(object) = self.fields(plain) else {
                let label = format!("{} is no object, so it has no `{name}`", here());
                return Err(Lost { label, help: None });
            };
            let field = object.iter().find(|field| field.wire == *name);
            let Some((field, rust)) = field.and_then(|field| Some((field, field.name.as_ref()?)))
            else {
                let known: Vec<&str> = object
                    .iter()
                    .map(|field| field.wire.as_str())
                    .filter(|name| !name.is_empty())
                    .collect();
                let near = similar::get_close_matches(name.as_str(), &known, 1, 0.6);
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it has `{}`", known.join("`, `")),
                };
                let label = format!("{} has no `{name}`", here());
                return Err(Lost {
                    label,
                    help: Some(help),
                });
            };
            ty = &field.ty;
            let (name, presence) = (rust.clone(), self.plain(ty).1);
            fields.push(PagingField { name, presence });
        }
        Ok((ty, fields))
    }
}
