//! Lower stage: decides every name, type, attribute and doc line of the generated crate.
//!
//! Takes the APIs of a crate and the names that earlier runs chose; gives plain data ([`rust::Crate`](crate::rust))
//! and all names that are now in use. Must never make a token or look at a document: what it does not find in the
//! model is not there.

mod alias_names;
mod alike;
mod answer_media;
mod bodies;
mod calls;
mod checks;
mod constructors;
mod defaults;
mod deprecations;
mod docs;
mod encodings;
mod enums;
mod example;
mod headers;
mod index;
mod names;
pub mod naming;
mod nesting;
mod objects;
mod operations;
mod outcomes;
mod paging;
mod parameters;
mod phrases;
mod renames;
mod same;
mod scope;
mod security;
mod server_urls;
mod servers;
mod shapes;
mod sharing;
mod split;
mod streams;
mod styles;
mod tuples;
mod types;
mod unions;
mod unused;
mod webhooks;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToTitleCase;

use crate::diag::codes::lower::NO_SERVER;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Api, TypeKind};
use crate::rust::{ApiModule, Client, Crate, IMPORTED, Item, Manifest};
use crate::settings::{ApiSettings, NameLock, Settings};

use index::Index;
use names::Names;
use naming::field_name;
use scope::Scope;

/// Prelude names that emitted types use; a type of the same name makes them full paths.
const PRELUDE: &[&str] = &[
    "Option",
    "Vec",
    "String",
    "Box",
    "Some",
    "None",
    "Self",
    "Into",
    "IntoIterator",
    "Iterator",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "PartialOrd",
    "Ord",
    "Default",
    "Result",
    "From",
];

/// Lowers all APIs of a crate; gives the crate and every name that was chosen.
pub fn lower(
    apis: &[(String, Api)],
    settings: &Settings,
    diags: &mut Diagnostics,
) -> (Crate, NameLock) {
    let at_root = settings.output.at_root && apis.len() == 1;
    let mut lock = NameLock::default();
    let mut modules = Vec::new();
    for (key, api) in apis {
        let default = ApiSettings::default();
        let mut names = Names {
            api: key,
            settings: settings.apis.get(key).unwrap_or(&default),
            lock: &settings.names,
            chosen: BTreeMap::new(),
        };
        modules.push(lower_api(key, api, settings, at_root, &mut names, diags));
        // Where a document is at fault, things are missing that the renames may be about.
        if !diags.has_errors() {
            renames::report(&names, diags);
        }
        lock.apis.insert(key.clone(), names.chosen);
    }
    let titles: Vec<String> = modules
        .iter()
        .map(|module| module.documents.clone())
        .collect();
    let krate = Crate {
        manifest: Manifest {
            name: settings.output.name.clone(),
            version: match settings.output.version.is_empty() {
                true => "0.1.0".to_owned(),
                false => settings.output.version.clone(),
            },
            description: format!("Clients of {}", titles.join(" and ")),
        },
        docs: crate_docs(&modules, at_root),
        at_root,
        foreign_letters: foreign_letters(&lock),
        tuples: apis.iter().any(|(_, api)| has_tuples(api)),
        recursion_limit: nesting::recursion_limit(apis.iter().map(|(_, api)| api)),
        apis: modules,
    };
    (krate, lock)
}

fn has_tuples(api: &Api) -> bool {
    let mut kinds = api.types.iter().map(|ty| &ty.kind);
    kinds.any(|kind| matches!(kind, TypeKind::Tuple { .. }))
}

/// Whether a chosen name has letters beyond ASCII.
fn foreign_letters(names: &NameLock) -> bool {
    let scopes = names.apis.values().flat_map(BTreeMap::values);
    scopes
        .flat_map(BTreeMap::values)
        .any(|name| !name.is_ascii())
}

fn crate_docs(modules: &[ApiModule], at_root: bool) -> Vec<String> {
    if let (true, [only]) = (at_root, modules) {
        return only.docs.clone();
    }
    let mut lines = vec![
        "Clients of these APIs, one module and one feature each:".to_owned(),
        String::new(),
    ];
    for module in modules {
        lines.push(format!("- [`{}`]: {}", module.name, module.about));
    }
    lines
}

fn lower_api(
    key: &str,
    api: &Api,
    settings: &Settings,
    at_root: bool,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> ApiModule {
    let recursive = scope::recursive_aliases(api);
    let mut scope = Scope {
        api,
        settings: names.settings,
        names: BTreeMap::new(),
        shared: BTreeMap::new(),
        recursive,
        index: Default::default(),
        usage: api.types.iter().map(|ty| ty.usage).collect(),
        said: Default::default(),
    };
    let tags = objects::tags(&scope);
    let type_names = names::types(api, &scope.recursive, &tags, names, diags);
    sharing::share_directions(api, &type_names.followers, &mut scope.usage);
    let types = names.chosen.get(names::TYPES);
    let shared = type_names.followers.keys();
    let shared = shared.filter_map(|key| Some((key.clone(), types?.get(key)?.clone())));
    let shared = shared.collect();
    (scope.names, scope.shared) = (type_names.names, type_names.shared);
    scope.index = Index::of(api, &scope.names);
    let mut items = types::lower(&scope, &tags, names, diags);
    let mut shadowed = shadowed(&items);
    let module = field_name(key);
    let krate = settings.output.name.replace('-', "_");
    let schemes = security::schemes(api);
    let context = operations::Context {
        scope: &scope,
        schemes: &schemes,
        path: match at_root {
            true => krate,
            false => format!("{krate}::{module}"),
        },
    };
    let webhooks = webhooks::lower(&scope, names, diags);
    let (mut operations, added) = operations::lower(&context, names, diags);
    items.extend(added);
    items.sort_by(|a, b| a.name.cmp(&b.name));
    paging::lower(context.scope, &mut operations, &items, diags);
    calls::lower(context.scope, &mut operations, &items, diags);
    let items = unused::without(&scope, items, &operations, &webhooks);
    let mut split = split::split(
        items,
        &operations,
        &webhooks,
        (!at_root).then_some(&module),
        names,
    );
    alias_names::apply(names.settings, &mut split.types, &mut operations, diags);
    shadowed.extend(self::shadowed(
        split.types.iter().flat_map(|group| &group.items),
    ));
    let base_url = base_url(api, diags);
    let (servers, server_docs) = servers::all(api);
    let label = label(key, api);
    let about = about(&label, api, base_url.as_ref());
    ApiModule {
        key: key.to_owned(),
        features: split.features,
        docs: api_docs(api, &about),
        title: docs::inline(&label),
        documents: label,
        about,
        name: module,
        shadowed,
        client: Client {
            base_url,
            servers,
            server_docs,
            server_urls: server_urls::lower(api, names, diags),
            credentials: security::credentials(api, &schemes),
            schemes,
            envelope: calls::envelope(names.settings),
            idempotency_header: names.settings.idempotency_header.clone(),
            operations,
            files: split.operations,
        },
        types: split.types,
        shared,
        webhooks,
        webhooks_feature: split.unused,
    }
}

fn title(api: &Api) -> String {
    let title = docs::plain(&api.title);
    match title.trim() {
        "" => "an API without a title".to_owned(),
        title => title.to_owned(),
    }
}

/// How an API is called in docs: by its title, with the module's name before it when the title does not say it. Many
/// documents bear the title of the framework that wrote them.
fn label(key: &str, api: &Api) -> String {
    let title = title(api);
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    match letters(&title).contains(&letters(key)) {
        true => title,
        false => format!("{} ({title})", key.to_title_case()),
    }
}

/// Which API it is and where: `Galileo (FastAPI), version 0.1.0, at <https://api.galileo.ai>`.
fn about(label: &str, api: &Api, base_url: Option<&String>) -> String {
    let mut text = docs::inline(label);
    if !api.version.trim().is_empty() {
        text.push_str(&format!(", version {}", docs::inline(api.version.trim())));
    }
    if let Some(url) = base_url {
        text.push_str(&format!(", at <{url}>"));
    }
    text
}

fn api_docs(api: &Api, about: &str) -> Vec<String> {
    let mut lines = Vec::new();
    docs::own(&mut lines, format!("Client of {about}."));
    let said = docs::of(&api.docs);
    if !said.is_empty() {
        lines.push(String::new());
        lines.extend(said);
    }
    docs::own(
        &mut lines,
        "Start with [`Client`] and [`Credentials`]; what is sent and received is in [`types`].",
    );
    lines
}

/// The default base URL; its absence is worth a note.
fn base_url(api: &Api, diags: &mut Diagnostics) -> Option<String> {
    let absolute = servers::default(api);
    if absolute.is_none() {
        diags.push(
            Diagnostic::note(
                NO_SERVER,
                format!(
                    "{} has no absolute server, so its client has no default base URL",
                    title(api)
                ),
            )
            .help("add `servers` to the document, or give the base URL to the builder"),
        );
    }
    absolute
}

fn shadowed<'i>(items: impl IntoIterator<Item = &'i Item>) -> BTreeSet<String> {
    items
        .into_iter()
        .flat_map(|item| item.older.iter().chain([&item.name]))
        .filter(|name| {
            PRELUDE.contains(&name.as_str()) || IMPORTED.iter().any(|(it, _)| it == name)
        })
        .cloned()
        .collect()
}
