//! Emit stage: a crate's data as tokens and text, one small file per kind of item.
//!
//! Takes a [`Crate`] in which everything is decided; gives files in no particular order, each of which is made when its
//! content is asked for, so that several are made at a time and none is kept longer than it takes to format it. Makes no
//! decisions, looks nothing up, and must never hold a name that is not in its input or in the runtime.

mod bodies;
mod client;
mod codec;
mod deprecated;
mod fill;
mod headers;
mod items;
mod layout;
mod made;
mod manifest;
mod methods;
mod modules;
mod operations;
mod paging;
mod parameters;
mod pieces;
pub mod runtime;
mod servers;
mod streams;
mod ty;
mod webhooks;

use proc_macro2::TokenStream;

pub use pieces::Piece;

use crate::rust::{ApiModule, Crate};

/// A file that can be emitted, on any thread and by itself.
pub struct EmittedFile<'a> {
    /// Path in the crate, with forward slashes.
    pub path: String,
    /// The titles of the documents it was made from, for the header line; none for files that carry no header.
    pub documents: Option<String>,
    content: Box<dyn Fn() -> Content + Send + Sync + 'a>,
}

impl<'a> EmittedFile<'a> {
    /// A file whose content is made when it is asked for.
    pub fn new(
        path: impl Into<String>,
        documents: Option<String>,
        content: impl Fn() -> Content + Send + Sync + 'a,
    ) -> EmittedFile<'a> {
        EmittedFile {
            path: path.into(),
            documents,
            content: Box::new(content),
        }
    }

    /// Its content before formatting.
    pub fn content(&self) -> Content {
        (self.content)()
    }
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust code in parts.
    Pieces(Vec<Piece>),
    /// Text, written as it is.
    Text(String),
}

impl From<TokenStream> for Content {
    fn from(tokens: TokenStream) -> Self {
        Content::Pieces(vec![Piece::Tokens(tokens)])
    }
}

impl From<Piece> for Content {
    fn from(piece: Piece) -> Self {
        Content::Pieces(vec![piece])
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Content::Text(text)
    }
}

/// The files of a crate.
pub fn emit(krate: &Crate) -> Vec<EmittedFile<'_>> {
    let mut files = vec![EmittedFile::new("Cargo.toml", None, || {
        manifest::text(krate).into()
    })];
    files.extend(runtime::FILES.iter().map(|(name, text)| {
        EmittedFile::new(format!("src/runtime/{name}"), None, || {
            (*text).to_owned().into()
        })
    }));
    let titles: Vec<&str> = krate
        .apis
        .iter()
        .map(|api| api.documents.as_str())
        .collect();
    let titles = Some(titles.join(", "));
    files.push(EmittedFile::new("src/lib.rs", titles, || {
        modules::crate_root(krate).into()
    }));
    for api in &krate.apis {
        let folder = match krate.at_root {
            true => "src".to_owned(),
            false => format!("src/{}", api.name),
        };
        let mut api_files = ApiFiles {
            folder,
            api,
            files: Vec::new(),
        };
        if !krate.at_root {
            api_files.add("mod.rs", || modules::api(api));
        }
        api_files.add_all();
        files.append(&mut api_files.files);
    }
    files
}

/// Collects the files of an API.
struct ApiFiles<'a> {
    folder: String,
    api: &'a ApiModule,
    files: Vec<EmittedFile<'a>>,
}

impl<'a> ApiFiles<'a> {
    fn add<C: Into<Content>>(&mut self, name: &str, content: impl Fn() -> C + Send + Sync + 'a) {
        self.files.push(EmittedFile::new(
            format!("{}/{name}", self.folder),
            Some(self.api.documents.clone()),
            move || content().into(),
        ));
    }

    fn add_all(&mut self) {
        let api = self.api;
        match &api.client.files[..] {
            [] => self.add("client.rs", || client::file(api)),
            parts => {
                self.add("client/mod.rs", || client::file(api));
                for part in parts {
                    let name = format!("client/{}.rs", part.module);
                    self.add(&name, || client::part(api, part));
                }
            }
        }
        if !api.client.server_urls.is_empty() {
            self.add("servers.rs", || servers::file(&api.client.server_urls));
        }
        if !api.webhooks.is_empty() {
            self.add("webhooks.rs", || webhooks::file(api));
        }
        if let [only] = &api.types[..]
            && only.module.is_none()
        {
            self.add("types.rs", || items::single(api, only));
            if modules::is_coded(only) {
                self.add("codec.rs", || codec::single(api, only));
            }
            return;
        }
        self.add("types/mod.rs", || items::index(api, &api.types));
        if modules::has_codec(api) {
            self.add("codec/mod.rs", || codec::index(api));
        }
        for group in &api.types {
            let name = group.module.as_deref().unwrap_or_default();
            self.add(&format!("types/{name}.rs"), || items::group(api, group));
            if modules::is_coded(group) {
                self.add(&format!("codec/{name}.rs"), || codec::group(api, group));
            }
        }
    }
}
