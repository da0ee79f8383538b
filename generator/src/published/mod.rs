//! What a generated crate makes public, read from its files: what `generate` and `check` say of a change whose older
//! document is gone.
//!
//! Takes files as they are emitted; gives items that can be compared. What is not laid out as this version lays it out
//! is not read, and then there is no answer rather than a wrong one. Must never write.

mod declared;
mod given;
mod manifest;
mod places;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, FnArg, ImplItem, Item, ReturnType, Visibility};

use crate::drift::{Public, PublicKind, Surface};
use crate::plan::Plan;

use given::text;
use manifest::features;
pub use places::places;

/// What a plan changes of what the crate makes public; nothing when a file of the older crate cannot be read, or when
/// there was none.
pub fn change(plan: &Plan, version: &str) -> Option<Surface> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    if plan.change.is_empty() && plan.delete.is_empty() {
        return None;
    }
    for (path, text) in &plan.create {
        new.extend(read(path, text)?);
    }
    for (path, change) in &plan.change {
        old.extend(read(
            path,
            std::str::from_utf8(change.before.bytes()?).ok()?,
        )?);
        new.extend(read(path, &change.after)?);
    }
    for (path, entry) in &plan.delete {
        old.extend(read(path, std::str::from_utf8(entry.bytes()?).ok()?)?);
    }
    stand_in(&mut old, &mut new);
    Some(Surface::of(&old, &new, version))
}

/// Types in files that do not change are on both sides, so that their parts in other files are no part of something
/// that came or went.
fn stand_in(old: &mut Vec<Public>, new: &mut Vec<Public>) {
    let types = |list: &[Public]| -> BTreeSet<String> {
        let all = list.iter().filter(|one| one.kind == PublicKind::Type);
        all.map(|one| one.path.clone()).collect()
    };
    let known: BTreeSet<String> = types(old).union(&types(new)).cloned().collect();
    let owner = |one: &Public| {
        let path = match one.path.split_once(" for ") {
            Some((head, name)) => {
                let prefix = head.split("impl ").next().unwrap_or_default();
                return Some(format!("{prefix}types::{name}"));
            }
            None => one.path.split(" writes ").next().unwrap_or_default(),
        };
        match one.kind {
            PublicKind::Table => Some(path.to_owned()),
            PublicKind::Member => path.rsplit_once("::").map(|(owner, _)| owner.to_owned()),
            _ => None,
        }
    };
    let owners: BTreeSet<String> = old.iter().chain(new.iter()).filter_map(owner).collect();
    for path in owners
        .difference(&known)
        .filter(|path| path.contains("types::"))
    {
        let stub = Public {
            kind: PublicKind::Type,
            path: path.clone(),
            exact: String::new(),
            shown: String::new(),
            deprecated: false,
            inner: String::new(),
            place: (String::new(), 1),
        };
        old.push(stub.clone());
        new.push(stub);
    }
}

/// The items of one file; nothing when it is no Rust.
fn read(path: &str, text: &str) -> Option<Vec<Public>> {
    if path == "Cargo.toml" {
        return Some(features(text));
    }
    let Some(room) = room(path) else {
        return Some(Vec::new());
    };
    let file = syn::parse_file(text).ok()?;
    let mut reader = Reader {
        path,
        prefix: &room.prefix,
        room: room.name,
        list: Vec::new(),
    };
    for item in &file.items {
        reader.item(item);
    }
    Some(reader.list)
}

/// What a file is for.
struct Room<'a> {
    /// What paths of its items begin with: `galileo::`.
    prefix: String,
    /// `types`, `codec`, …
    name: &'a str,
}

/// The room of a file; none where nothing of a document stands.
fn room(path: &str) -> Option<Room<'_>> {
    const ROOMS: [&str; 5] = ["types", "codec", "client", "servers", "webhooks"];
    let rest = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let parts: Vec<&str> = rest.split('/').collect();
    let at = parts.iter().position(|part| ROOMS.contains(part))?;
    // The runtime is the same for all documents.
    if parts.first() == Some(&"runtime") {
        return None;
    }
    let (before, room) = parts.split_at(at);
    Some(Room {
        prefix: before.iter().map(|part| format!("{part}::")).collect(),
        name: room.first()?,
    })
}

struct Reader<'a> {
    path: &'a str,
    prefix: &'a str,
    room: &'a str,
    list: Vec<Public>,
}

impl Reader<'_> {
    fn add(
        &mut self,
        kind: PublicKind,
        path: String,
        said: (String, String),
        deprecated: bool,
        at: usize,
    ) {
        self.list.push(Public {
            kind,
            path: format!("{}{path}", self.prefix),
            exact: said.0,
            shown: said.1,
            deprecated,
            inner: String::new(),
            place: (self.path.to_owned(), at),
        });
    }

    fn item(&mut self, item: &Item) {
        let room = self.room;
        match item {
            Item::Struct(one) if is_public(&one.vis) && room != "client" => {
                let name = one.ident.to_string();
                let at = line_of(&one.ident);
                let path = format!("{room}::{name}");
                let shown = format!("struct {name}");
                self.add(
                    PublicKind::Type,
                    path.clone(),
                    ("struct".to_owned(), shown),
                    is_deprecated(&one.attrs),
                    at,
                );
                if derives(&one.attrs, "Default") {
                    let shown = format!("impl Default for {name}");
                    self.add(
                        PublicKind::Member,
                        shown.clone(),
                        (String::new(), shown),
                        false,
                        at,
                    );
                }
                for field in one.fields.iter().filter(|field| is_public(&field.vis)) {
                    let own = field
                        .ident
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    let ty = text(&field.ty);
                    let place = field.ident.as_ref().map_or(at, line_of);
                    let said = (ty.clone(), format!("{own}: {ty}"));
                    self.add(
                        PublicKind::Field,
                        format!("{path}::{own}"),
                        said,
                        is_deprecated(&field.attrs),
                        place,
                    );
                }
            }
            Item::Enum(one) if is_public(&one.vis) => {
                let name = one.ident.to_string();
                let at = line_of(&one.ident);
                let path = format!("{room}::{name}");
                let shown = format!("enum {name}");
                self.add(
                    PublicKind::Type,
                    path.clone(),
                    ("enum".to_owned(), shown),
                    is_deprecated(&one.attrs),
                    at,
                );
                for variant in &one.variants {
                    let own = variant.ident.to_string();
                    let held = variant
                        .fields
                        .iter()
                        .map(|field| text(&field.ty))
                        .collect::<Vec<_>>()
                        .join(", ");
                    let shown = if held.is_empty() {
                        own.clone()
                    } else {
                        format!("{own}({held})")
                    };
                    let place = line_of(&variant.ident);
                    self.add(
                        PublicKind::Variant,
                        format!("{path}::{own}"),
                        (held, shown),
                        is_deprecated(&variant.attrs),
                        place,
                    );
                }
            }
            Item::Type(one) if is_public(&one.vis) => {
                let name = one.ident.to_string();
                let ty = text(&one.ty);
                let at = line_of(&one.ident);
                let said = (format!("type = {ty}"), format!("type {name} = {ty}"));
                self.add(
                    PublicKind::Type,
                    format!("{room}::{name}"),
                    said,
                    is_deprecated(&one.attrs),
                    at,
                );
            }
            Item::Impl(one) if one.trait_.is_none() => {
                let owner = text(&one.self_ty);
                let owner = if room == "servers" {
                    format!("servers::{owner}")
                } else {
                    owner
                };
                for item in &one.items {
                    self.member(&owner, item);
                }
            }
            Item::Macro(one) => {
                let name = one
                    .mac
                    .path
                    .segments
                    .last()
                    .map(|one| one.ident.to_string());
                self.table(&name.unwrap_or_default(), one.mac.tokens.clone());
            }
            _ => {}
        }
    }

    fn member(&mut self, owner: &str, item: &ImplItem) {
        match item {
            ImplItem::Fn(one) if is_public(&one.vis) => {
                let name = one.sig.ident.to_string();
                let typed = one.sig.inputs.iter().filter_map(|input| match input {
                    FnArg::Typed(typed) => Some((text(&typed.pat), text(&typed.ty))),
                    FnArg::Receiver(_) => None,
                });
                let (names, types): (Vec<String>, Vec<String>) = typed.unzip();
                let taken: Vec<String> = names
                    .iter()
                    .zip(&types)
                    .map(|(a, b)| format!("{a}: {b}"))
                    .collect();
                let given = match &one.sig.output {
                    ReturnType::Default => String::new(),
                    ReturnType::Type(_, ty) => format!(" -> {}", text(ty)),
                };
                let at = line_of(&one.sig.ident);
                let exact = format!("({}){given}", types.join(", "));
                let shown = format!("fn {name}({}){given}", taken.join(", "));
                let kind = match owner {
                    "Client" => PublicKind::Method,
                    _ => PublicKind::Member,
                };
                self.add(
                    kind,
                    format!("{owner}::{name}"),
                    (exact, shown),
                    is_deprecated(&one.attrs),
                    at,
                );
            }
            ImplItem::Const(one) if is_public(&one.vis) => {
                let name = one.ident.to_string();
                let at = line_of(&one.ident);
                self.add(
                    PublicKind::Member,
                    format!("{owner}::{name}"),
                    (text(&one.ty), text(&one.ty)),
                    false,
                    at,
                );
                if let Some(last) = self.list.last_mut() {
                    last.inner = text(&one.expr);
                }
            }
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The line of a name, from 1.
fn line_of(name: &Ident) -> usize {
    name.span().start().line
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|one| one.path().is_ident("deprecated"))
}

fn derives(attributes: &[Attribute], name: &str) -> bool {
    let list = attributes
        .iter()
        .filter(|one| one.path().is_ident("derive"));
    list.map(|one| one.to_token_stream().to_string())
        .any(|text| text.contains(name))
}
