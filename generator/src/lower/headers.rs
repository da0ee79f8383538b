//! Headers that answers declare: a struct for each distinct set of them.
//!
//! Takes the responses of all operations; gives the sets with their wishes for names, and then the structs. Sets that
//! agree in names, types and docs are one, whichever answers have them.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::model::{Header, Operation, Response, TypeKind, TypeUse};
use crate::rust::{Deprecation, HeaderField, HeaderForm, HeaderStruct, Item, ItemKind, RustType};

use super::names::Names;
use super::naming::{Wish, field_name, type_name};
use super::scope::{Scope, source};
use super::{deprecations, docs};

/// Of how many names a set's name is made at most.
const JOINED: usize = 3;

/// The sets of an API by key, and the name of each once it has one.
#[derive(Default)]
pub(super) struct HeaderSets<'a> {
    sets: BTreeMap<String, &'a [Header]>,
    names: BTreeMap<String, String>,
}

impl<'a> HeaderSets<'a> {
    /// All sets that responses of operations declare.
    pub(super) fn of(scope: &Scope<'a>) -> Self {
        let mut sets = BTreeMap::new();
        let responses = scope.api.operations.iter().flat_map(|o| &o.responses);
        for response in responses.filter(|response| !response.headers.is_empty()) {
            sets.entry(key(scope, &response.headers))
                .or_insert(&response.headers[..]);
        }
        HeaderSets {
            sets,
            names: BTreeMap::new(),
        }
    }

    /// What the structs would like to be called.
    pub(super) fn wishes(&self) -> Vec<Wish> {
        self.sets
            .iter()
            .map(|(key, headers)| Wish {
                key: key.clone(),
                names: vec![wish(headers)],
                rank: 1,
            })
            .collect()
    }

    /// Takes the names that were chosen.
    pub(super) fn name(&mut self, chosen: &mut BTreeMap<String, String>) {
        let names = self.sets.keys().filter_map(|key| chosen.remove_entry(key));
        self.names = names.collect();
    }

    /// The structs that read the headers of an operation's answers.
    pub(super) fn of_operation(&self, scope: &Scope<'_>, operation: &Operation) -> Vec<&String> {
        let mut found: Vec<&String> = Vec::new();
        for response in &operation.responses {
            let name = self.of_response(scope, response);
            found.extend(name.filter(|name| !found.contains(name)));
        }
        found
    }

    fn of_response(&self, scope: &Scope<'_>, response: &Response) -> Option<&String> {
        self.names.get(&key(scope, &response.headers))
    }

    /// The structs.
    pub(super) fn lower(
        &self,
        scope: &Scope<'_>,
        names: &mut Names<'_>,
        diags: &mut Diagnostics,
    ) -> Vec<Item> {
        let mut structs = Vec::new();
        for (key, headers) in &self.sets {
            let Some(name) = self.names.get(key) else {
                continue;
            };
            names.used(key, name);
            structs.push(one(scope, name, headers, names, diags));
        }
        structs
    }
}

/// What makes a set the same as another: the names, and what they hold.
fn key(scope: &Scope<'_>, headers: &[Header]) -> String {
    let mut parts: Vec<String> = headers
        .iter()
        .map(|header| {
            let (name, ty) = (header.name.to_ascii_lowercase(), ty(scope, header));
            match form(header) {
                HeaderForm::Simple => format!("{name} {ty:?}"),
                form => format!("{name} {ty:?} {form:?}"),
            }
        })
        .collect();
    parts.sort();
    parts.dedup();
    format!("headers {}", parts.join(", "))
}

fn form(header: &Header) -> HeaderForm {
    match (header.json, header.explode) {
        (true, _) => HeaderForm::Json,
        (false, true) => HeaderForm::Exploded,
        (false, false) => HeaderForm::Simple,
    }
}

/// What a header holds; one that the document does not describe is a text.
fn ty(scope: &Scope<'_>, header: &Header) -> RustType {
    let at = TypeUse {
        boxed: false,
        nullable: false,
        ..header.ty
    };
    match scope.ty(scope.behind(at.id).0).kind {
        TypeKind::Any | TypeKind::Null if !header.json => RustType::String,
        _ => scope.element(at),
    }
}

/// A name made of the headers alone, so that it does not depend on who answers with them.
fn wish(headers: &[Header]) -> String {
    let mut words: Vec<Vec<String>> = headers.iter().map(|header| words(&header.name)).collect();
    words.sort();
    words.dedup();
    let joined = |names: &[Vec<String>]| names.concat().join(" ");
    let text = match &words[..] {
        names if names.len() <= JOINED => joined(names),
        names => {
            let first = &names[0];
            let shared = (0..first.len())
                .take_while(|at| names.iter().all(|name| name.get(*at) == first.get(*at)))
                .count();
            match shared {
                0 => format!("{} and more", joined(&names[..JOINED - 1])),
                _ => first[..shared].join(" "),
            }
        }
    };
    type_name(&format!("{text} headers"))
}

/// The words of a header's name, without the `X-` of those that no standard has.
fn words(name: &str) -> Vec<String> {
    let words = name.split(['-', '_']).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    match words.split_first() {
        Some((first, rest)) if first == "x" && !rest.is_empty() => rest.to_vec(),
        _ => words,
    }
}

fn one(
    scope: &Scope<'_>,
    name: &str,
    headers: &[Header],
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Item {
    let mut ordered: Vec<&Header> = headers.iter().collect();
    ordered.sort_by_key(|header| header.name.to_ascii_lowercase());
    ordered.dedup_by_key(|header| header.name.to_ascii_lowercase());
    let wishes: Vec<Wish> = ordered
        .iter()
        .map(|header| Wish {
            key: header.name.to_ascii_lowercase(),
            names: vec![
                field_name(&words(&header.name).join(" ")),
                field_name(&header.name),
            ],
            rank: 0,
        })
        .collect();
    let origin = |key: &str| {
        let header = ordered.iter().find(|h| h.name.eq_ignore_ascii_case(key));
        header.map(|header| header.place.origin)
    };
    let fields = names.scope(&format!("fields {name}"), &wishes, &[], &origin, diags);
    let fields = ordered.iter().filter_map(|header| {
        let wire = header.name.to_ascii_lowercase();
        let mut lines = docs::of(&header.docs);
        if lines.is_empty() {
            lines.push(docs::code(&header.name));
        } else {
            docs::own(
                &mut lines,
                format!("The header {}.", docs::code(&header.name)),
            );
        }
        deprecations::note(&mut lines, &header.deprecated);
        Some(HeaderField {
            name: fields.get(&wire)?.clone(),
            docs: lines,
            deprecated: deprecations::attribute(&header.deprecated),
            ty: ty(scope, header),
            form: form(header),
            wire,
        })
    });
    Item {
        name: name.to_owned(),
        source: source(&ordered[0].place),
        docs: vec!["Headers that answers have.".to_owned()],
        deprecated: Deprecation::No,
        older: Vec::new(),
        kind: ItemKind::Headers(HeaderStruct {
            fields: fields.collect(),
        }),
    }
}
