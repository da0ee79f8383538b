//! Emit stage: a crate's data as tokens and text, one small file per kind of item.
//!
//! Takes a [`Crate`] in which everything is decided; gives files in no particular order. Makes no decisions, looks
//! nothing up, and must never hold a name that is not in its input or in the runtime.

mod bodies;
mod client;
mod codec;
mod fill;
mod headers;
mod items;
mod layout;
mod made;
mod manifest;
mod methods;
mod modules;
mod operations;
mod parameters;
mod pieces;
pub mod runtime;
mod streams;
mod ty;
mod webhooks;

use proc_macro2::TokenStream;

pub use pieces::Piece;

use crate::rust::{ApiModule, Crate};

/// A file before formatting.
#[derive(Clone, Debug)]
pub struct EmittedFile {
    /// Path in the crate, with forward slashes.
    pub path: String,
    /// Its content.
    pub content: Content,
    /// The titles of the documents it was made from, for the header line; none for files that carry no header.
    pub documents: Option<String>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust code in parts.
    Pieces(Vec<Piece>),
    /// Text, written as it is.
    Text(String),
}

/// Emits a crate.
pub fn emit(krate: &Crate) -> Vec<EmittedFile> {
    let mut files = vec![EmittedFile {
        path: "Cargo.toml".to_owned(),
        content: Content::Text(manifest::text(krate)),
        documents: None,
    }];
    files.extend(runtime::FILES.iter().map(|(name, text)| EmittedFile {
        path: format!("src/runtime/{name}"),
        content: Content::Text((*text).to_owned()),
        documents: None,
    }));
    let titles: Vec<&str> = krate
        .apis
        .iter()
        .map(|api| api.documents.as_str())
        .collect();
    files.push(EmittedFile {
        path: "src/lib.rs".to_owned(),
        content: Content::Pieces(vec![Piece::Tokens(modules::crate_root(krate))]),
        documents: Some(titles.join(", ")),
    });
    for api in &krate.apis {
        files.extend(api_files(krate, api));
    }
    files
}

fn api_files(krate: &Crate, api: &ApiModule) -> Vec<EmittedFile> {
    let folder = match krate.at_root {
        true => "src".to_owned(),
        false => format!("src/{}", api.name),
    };
    let file = |path: String, content: Content| EmittedFile {
        path,
        content,
        documents: Some(api.documents.clone()),
    };
    let piece =
        |name: &str, piece: Piece| file(format!("{folder}/{name}"), Content::Pieces(vec![piece]));
    let tokens = |name: &str, tokens: TokenStream| piece(name, Piece::Tokens(tokens));
    let text = |name: &str, text: String| file(format!("{folder}/{name}"), Content::Text(text));
    let mut files = Vec::new();
    if !krate.at_root {
        files.push(tokens("mod.rs", modules::api(api)));
    }
    match &api.client.files[..] {
        [] => files.push(text("client.rs", client::file(api))),
        parts => {
            files.push(text("client/mod.rs", client::file(api)));
            for part in parts {
                let name = format!("client/{}.rs", part.module);
                files.push(text(&name, client::part(api, part)));
            }
        }
    }
    if !api.webhooks.is_empty() {
        files.push(tokens("webhooks.rs", webhooks::file(api)));
    }
    if let [only] = &api.types[..]
        && only.module.is_none()
    {
        files.push(piece("types.rs", items::single(api, only)));
        if modules::is_coded(only) {
            files.push(text("codec.rs", codec::single(api, only)));
        }
        return files;
    }
    files.push(piece("types/mod.rs", items::index(api, &api.types)));
    if modules::has_codec(api) {
        files.push(text("codec/mod.rs", codec::index(api)));
    }
    for group in &api.types {
        let name = group.module.as_deref().unwrap_or_default();
        files.push(piece(&format!("types/{name}.rs"), items::group(api, group)));
        if modules::is_coded(group) {
            files.push(text(&format!("codec/{name}.rs"), codec::group(api, group)));
        }
    }
    files
}
