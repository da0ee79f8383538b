//! The public items of a generated crate, as rows that can be compared: each has a path and a signature.
//!
//! Takes a [`rust::Crate`](crate::rust); gives what a program that uses the crate can name and depend on. Must list
//! everything that `emit` makes public, and nothing that it does not.

mod client;
mod servers;
mod text;
mod types;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rust::{ApiModule, Crate, ItemKind, RustType};
use crate::source::Origin;

/// What a row is, as far as that decides what a change of it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RowKind {
    /// A feature of the crate.
    Feature,
    /// A module.
    Module,
    /// A type.
    Type,
    /// An implementation of a trait, an inherent constant, a constructor or a setter.
    Member,
    /// A public field of a struct that is `#[non_exhaustive]`.
    Field,
    /// A variant of an enum that is `#[non_exhaustive]`.
    Variant,
    /// A method of the client.
    Method,
    /// What a method takes or gives: nothing of it can come, go or change without breaking callers.
    Piece,
    /// The order of what a method takes.
    Order,
    /// What is written without a field.
    Written,
}

/// A part of an operation that a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Area {
    /// None, or the whole.
    Whole,
    Parameters,
    Body,
    Answers,
}

/// A public item, or a part of one that can change by itself.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The path as it is shown; of a piece, that of its method.
    pub(super) path: String,
    pub(super) kind: RowKind,
    /// The signature with aliases taken apart: what counts.
    pub(super) exact: String,
    /// The signature as it is shown.
    pub(super) shown: String,
    /// The stable key of what it came from.
    pub(super) key: String,
    /// The operation that it belongs to, by key.
    pub(super) operation: Option<String>,
    pub(super) area: Area,
    pub(super) origin: Option<Origin>,
    /// The feature that turns it on.
    pub(super) gate: Option<String>,
    pub(super) deprecated: bool,
    /// Its doc lines.
    pub(super) docs: String,
    /// What is generated for it beside its signature: names on the wire, checks, tables.
    pub(super) inner: String,
    /// Its name on the wire or in the document, for telling rows of one key apart.
    pub(super) wire: String,
    /// The file that it stands in.
    pub(super) file: String,
    /// What a constructor takes: the key of each field, and how it is taken.
    pub(super) takes: Vec<(String, String)>,
}

/// The rows of a crate, by identity.
#[derive(Debug, Default)]
pub(super) struct Rows {
    list: Vec<(String, Row)>,
    index: FxHashMap<String, usize>,
}

impl Rows {
    /// The row of an identity.
    pub(super) fn get(&self, identity: &str) -> Option<&Row> {
        let (_, row) = self.list.get(*self.index.get(identity)?)?;
        Some(row)
    }

    /// All rows with their identities, in the order of the crate.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Row)> {
        self.list
            .iter()
            .map(|(identity, row)| (identity.as_str(), row))
    }

    /// Adds a row under its identity.
    pub(super) fn add(&mut self, row: Row) {
        let identity = match row.kind {
            // Of one method there are many pieces, and a field may be called as its setter is.
            RowKind::Piece | RowKind::Order => format!("{} ({})", row.path, row.wire),
            RowKind::Field => format!("{} (field)", row.path),
            _ => row.path.clone(),
        };
        self.insert(identity, row);
    }

    /// Adds a row, or takes it for the one that has its identity.
    fn insert(&mut self, identity: String, row: Row) {
        if let Some(known) = self
            .index
            .get(&identity)
            .and_then(|at| self.list.get_mut(*at))
        {
            known.1 = row;
            return;
        }
        self.index.insert(identity.clone(), self.list.len());
        self.list.push((identity, row));
    }
}

/// The rows of one API.
struct Lister<'a> {
    api: &'a ApiModule,
    /// What paths begin with: `galileo::`, or nothing at the root of a crate.
    prefix: String,
    /// The folder of the API's files.
    folder: String,
    aliases: BTreeMap<&'a str, &'a RustType>,
    rows: Rows,
}

/// Lists what one API of a crate makes public.
pub(super) fn list(krate: &Crate, api: &ApiModule) -> Rows {
    let aliases = api.items().filter_map(|item| match &item.kind {
        ItemKind::Alias(ty) => Some((item.name.as_str(), ty)),
        _ => None,
    });
    let mut lister = Lister {
        api,
        prefix: match krate.at_root {
            true => String::new(),
            false => format!("{}::", api.name),
        },
        folder: match krate.at_root {
            true => "src/".to_owned(),
            false => format!("src/{}/", api.name),
        },
        aliases: aliases.collect(),
        rows: Rows::default(),
    };
    lister.features();
    lister.types();
    lister.client();
    lister.server_urls();
    lister.webhooks();
    lister.rows
}

impl Lister<'_> {
    fn features(&mut self) {
        let features = &self.api.features;
        let all = features
            .whole
            .iter()
            .chain(&features.base)
            .chain(&features.parts);
        for feature in all {
            let mut row = self.row(RowKind::Feature, format!("feature {feature}"), "Cargo.toml");
            row.shown = feature.clone();
            self.add(row);
        }
        if !self.prefix.is_empty() {
            let name = self.prefix.trim_end_matches("::").to_owned();
            let row = self.row(RowKind::Module, name, "src/lib.rs");
            self.add(row);
        }
    }

    /// A row with nothing said yet; the path is as given.
    fn row(&self, kind: RowKind, path: String, file: &str) -> Row {
        let file = match file.starts_with("src/") || file == "Cargo.toml" {
            true => file.to_owned(),
            false => format!("{}{file}", self.folder),
        };
        Row {
            path,
            kind,
            exact: String::new(),
            shown: String::new(),
            key: "#".to_owned(),
            operation: None,
            area: Area::Whole,
            origin: None,
            gate: None,
            deprecated: false,
            docs: String::new(),
            inner: String::new(),
            wire: String::new(),
            file,
            takes: Vec::new(),
        }
    }

    fn add(&mut self, row: Row) {
        self.rows.add(row);
    }

    fn webhooks(&mut self) {
        let api = self.api;
        for webhook in &api.webhooks {
            let path = format!("{}webhooks::{}", self.prefix, webhook.name);
            let mut row = self.row(RowKind::Type, path, "webhooks.rs");
            row.exact = format!("type = {}", self.exact(&webhook.ty));
            row.shown = format!("type {} = {}", webhook.name, text::of(&webhook.ty));
            row.key = webhook.source.key.clone();
            row.origin = Some(webhook.source.origin);
            row.deprecated = webhook.deprecated.is_deprecated();
            row.docs = webhook.docs.join("\n");
            self.add(row);
        }
    }

    /// A type expression without aliases, which make no difference to a program.
    fn exact(&self, ty: &RustType) -> String {
        text::exact(ty, &self.aliases)
    }
}
