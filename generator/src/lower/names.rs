//! The names of one API: asks [`naming`](super::naming) scope by scope, records the answers for the lock, and reports
//! clashes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::codes::lower::{BAD_RENAME, NAME_CLASH, RENAME_TWICE};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Additional, Api, MULTIPART, Type, TypeId, TypeKind};
use crate::settings::{ApiSettings, NameLock};
use crate::source::Origin;

use super::naming::{Clash, Wish, assign, type_name};
use super::objects::Tags;
use super::sharing;

/// Chooses names for one API.
pub(super) struct Names<'a> {
    /// The API in the configuration.
    pub(super) api: &'a str,
    /// Its settings.
    pub(super) settings: &'a ApiSettings,
    /// The names of earlier runs.
    pub(super) lock: &'a NameLock,
    /// The names chosen so far, by scope.
    pub(super) chosen: BTreeMap<String, BTreeMap<String, String>>,
}

impl Names<'_> {
    /// Names for all things of a scope, by key.
    pub(super) fn scope(
        &mut self,
        scope: &str,
        wishes: &[Wish],
        reserved: &[&str],
        places: &dyn Fn(&str) -> Option<Origin>,
        diags: &mut Diagnostics,
    ) -> BTreeMap<String, String> {
        if wishes.is_empty() {
            return BTreeMap::new();
        }
        let renames = self.settings.rename.get(scope);
        let locked = self.locked(scope);
        let (names, clashes) = assign(wishes, renames, locked, reserved);
        self.keep(scope, names, clashes, places, diags)
    }

    /// Names for all things of a scope that callers do not write, so that a clash of them is nothing to report.
    pub(super) fn quietly(
        &mut self,
        scope: &str,
        wishes: &[Wish],
        reserved: &[&str],
    ) -> BTreeMap<String, String> {
        let renames = self.settings.rename.get(scope);
        let (names, _) = assign(wishes, renames, self.locked(scope), reserved);
        if !names.is_empty() {
            self.chosen.insert(scope.to_owned(), names.clone());
        }
        names
    }

    /// The names that an earlier run chose in a scope.
    pub(super) fn locked(&self, scope: &str) -> Option<&BTreeMap<String, String>> {
        self.lock.apis.get(self.api)?.get(scope)
    }

    fn keep(
        &mut self,
        scope: &str,
        names: BTreeMap<String, String>,
        clashes: Vec<Clash>,
        places: &dyn Fn(&str) -> Option<Origin>,
        diags: &mut Diagnostics,
    ) -> BTreeMap<String, String> {
        for clash in clashes {
            report(scope, clash, places, diags);
        }
        self.chosen.insert(scope.to_owned(), names.clone());
        names
    }
}

fn report(
    scope: &str,
    clash: Clash,
    places: &dyn Fn(&str) -> Option<Origin>,
    diags: &mut Diagnostics,
) {
    let at = |diagnostic: Diagnostic, key: &str, label: &str| match places(key) {
        Some(origin) => diagnostic.at(origin, label),
        None => diagnostic,
    };
    diags.push(match clash {
        Clash::NotAName { key, name } => at(
            Diagnostic::error(
                BAD_RENAME,
                format!("`{name}` cannot be the name of `{key}` in `{scope}`"),
            ),
            &key,
            "this was to be renamed",
        )
        .help("use a Rust identifier that is no keyword and that the generated code does not need itself"),
        Clash::SameRename {
            first,
            second,
            name,
        } => at(
            Diagnostic::error(
                RENAME_TWICE,
                format!("`{first}` and `{second}` are both renamed to `{name}` in `{scope}`"),
            ),
            &second,
            "this one has no name now",
        ),
        Clash::Renamed {
            key,
            holder,
            wished,
            name,
        } => {
            let diagnostic = at(
                Diagnostic::note(
                    NAME_CLASH,
                    format!("`{key}` is called `{name}`, since `{wished}` is taken"),
                ),
                &key,
                "this got the other name",
            );
            let diagnostic = match places(&holder) {
                Some(origin) => diagnostic.also(origin, format!("this is called `{wished}`")),
                None => diagnostic,
            };
            diagnostic.help(format!(
                "choose its name yourself under `rename: {{ {scope}: {{ \"{key}\": … }} }}`"
            ))
        }
    });
}

/// The scope of types that a document has.
pub(super) const TYPES: &str = "types";

/// The scope of types that operations add: answers by status and options.
pub(super) const OPERATION_TYPES: &str = "operation types";

impl Names<'_> {
    /// Names for the types of the document. What an earlier run called a type that an operation adds is taken: a
    /// schema that comes later must not rename it.
    fn document_types(
        &mut self,
        mut wishes: Vec<Wish>,
        places: &dyn Fn(&str) -> Option<Origin>,
        diags: &mut Diagnostics,
    ) -> BTreeMap<String, String> {
        if wishes.is_empty() {
            return BTreeMap::new();
        }
        let mut locked = self.locked(TYPES).cloned().unwrap_or_default();
        let added = self.locked(OPERATION_TYPES).cloned().unwrap_or_default();
        wishes.extend(added.iter().map(|(key, name)| Wish::new(key, name)));
        locked.extend(added.clone());
        let renames = self.settings.rename.get(TYPES);
        let (mut names, mut clashes) = assign(&wishes, renames, Some(&locked), &[]);
        names.retain(|key, _| !added.contains_key(key));
        clashes.retain(
            |clash| !matches!(clash, Clash::Renamed { key, .. } if added.contains_key(key)),
        );
        self.keep(TYPES, names, clashes, places, diags)
    }

    /// Names for types that operations may add, by operation key and word, and for those that are wished for. Which of them are needed is known only
    /// when an operation is lowered; [`Names::used`] then puts them into the lock.
    pub(super) fn operation_types(
        &self,
        operations: &[(String, String)],
        mut wishes: Vec<Wish>,
        taken: &BTreeSet<String>,
    ) -> BTreeMap<String, String> {
        let free = |name: &String| !taken.contains(name);
        for (key, name) in operations {
            for (word, other) in [
                ("response", "answer"),
                ("error", "failure"),
                ("options", "parameters"),
                ("body", "request body"),
            ] {
                let names = [word, other, &format!("{word} of operation")]
                    .map(|word| type_name(&format!("{name} {word}")));
                wishes.push(Wish {
                    key: format!("{key} {word}"),
                    names: names.into_iter().filter(free).collect(),
                    rank: 0,
                });
            }
        }
        let locked = self.locked(OPERATION_TYPES);
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        assign(
            &wishes,
            self.settings.rename.get(OPERATION_TYPES),
            locked,
            &taken,
        )
        .0
    }

    /// Notes that a type of an operation is there.
    pub(super) fn used(&mut self, key: &str, name: &str) {
        let scope = self.chosen.entry(OPERATION_TYPES.to_owned()).or_default();
        scope.insert(key.to_owned(), name.to_owned());
    }
}

/// Whether a type gets a name of its own.
fn is_named(ty: &Type, id: TypeId, recursive: &BTreeSet<TypeId>) -> bool {
    ty.name.is_some()
        || recursive.contains(&id)
        || match &ty.kind {
            TypeKind::Enum(_) | TypeKind::EnumUnion(_) | TypeKind::Union(_) => true,
            TypeKind::Object(object) => !object.properties.is_empty(),
            TypeKind::Integer(number) => !number.named.is_empty(),
            _ => false,
        }
}

/// The names of the types that have one.
pub(super) struct TypeNames {
    /// By type.
    pub(super) names: BTreeMap<TypeId, String>,
    /// Those that stand for more than one place of the document, with the key of the first.
    pub(super) shared: BTreeMap<String, String>,
    /// What shares a type, by the keys of places.
    pub(super) followers: sharing::Followers,
}

/// Chooses the names of the types that have one.
pub(super) fn types(
    api: &Api,
    recursive: &BTreeSet<TypeId>,
    tags: &Tags,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> TypeNames {
    let known = sharing::Known {
        named: &|id| is_named(api.ty(id), id, recursive),
        recursive,
        locked: names.locked(TYPES),
        renamed: names.settings.rename.get(TYPES),
    };
    let followers = sharing::followers(api, tags, &known);
    let named: Vec<(TypeId, &Type)> = api
        .types
        .iter()
        .enumerate()
        .map(|(index, ty)| (TypeId(index as u32), ty))
        .filter(|(id, ty)| is_named(ty, *id, recursive) && !api.left_out.contains(id))
        .collect();
    let wishes: Vec<Wish> = named
        .iter()
        .filter(|(_, ty)| !followers.contains_key(&ty.place.key))
        .map(|(_, ty)| Wish {
            key: ty.place.key.clone(),
            names: match ty.place.key.ends_with(MULTIPART) {
                true => vec![wish(ty), wish(ty) + "Form"],
                false => vec![wish(ty)],
            },
            rank: u8::from(ty.name.is_none()),
        })
        .collect();
    let origins: BTreeMap<&str, Origin> = named
        .iter()
        .map(|(_, ty)| (ty.place.key.as_str(), ty.place.origin))
        .collect();
    let mut chosen = names.document_types(wishes, &|key| origins.get(key).copied(), diags);
    let mut shared = BTreeMap::new();
    for (key, leader) in &followers {
        if let Some(name) = chosen.get(leader).cloned() {
            shared.insert(name.clone(), leader.clone());
            chosen.insert(key.clone(), name);
        }
    }
    if !chosen.is_empty() {
        names.chosen.insert(TYPES.to_owned(), chosen.clone());
    }
    let names = named
        .into_iter()
        .filter_map(|(id, ty)| Some((id, chosen.get(&ty.place.key)?.clone())))
        .collect();
    TypeNames {
        names,
        shared,
        followers,
    }
}

/// What a type would be called if it were alone: its component's name, else the words of its context, else its title.
fn wish(ty: &Type) -> String {
    if let Some(name) = &ty.name {
        return type_name(name);
    }
    if !ty.context.is_empty() {
        // Each part has its own case; joined as they are, `fooBar` and `baz` would melt into `fooBarbaz`.
        let words: Vec<String> = ty.context.iter().map(|part| type_name(part)).collect();
        return type_name(&words.join(" "));
    }
    match &ty.docs.title {
        Some(title) => type_name(title),
        None => type_name(&ty.place.key),
    }
}

/// Whether an object keeps other keys: those with a type, and without loss all that are allowed.
pub(super) fn keeps_rest(additional: &Additional, lossless: bool) -> bool {
    match additional {
        Additional::Typed(_) => true,
        Additional::Ignored => lossless,
        Additional::Forbidden => false,
    }
}
