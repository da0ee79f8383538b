//! Drift stage: what two versions of an API mean for those who use the generated crate.
//!
//! Takes two [`model::Api`](crate::model) and the two [`rust::Crate`](crate::rust)s that were lowered from them, the
//! newer one with the names of the older; gives a [`Report`] of classified changes, one entry for each cause. Must never
//! read a file, look at tokens, or drop a difference: what it cannot classify is an entry too.
//!
//! The documents decide about the wire, direction by direction; the crates decide about source, item by item; the
//! stable keys that both carry tie the two together.

mod accept;
mod alike;
mod answers;
mod api;
mod assemble;
mod bodies;
mod deprecations;
mod enums;
mod fold;
mod found;
mod html;
mod join;
mod junit;
mod kind;
mod kinds;
mod likely;
mod limits;
mod listing;
mod maps;
mod matches;
mod objects;
mod older;
mod operations;
mod reach;
mod renames;
mod render;
mod report;
mod sarif;
mod scalars;
mod security;
mod semver;
mod sharing;
mod site;
mod surface;
#[cfg(test)]
pub(crate) mod testing;
mod unexplained;
mod unions;
mod version;
mod walk;
mod words;

pub use accept::{Accepted, Lapse, Stale, accept};
pub use html::{Texts, html};
pub use junit::junit;
pub use kind::ChangeKind;
pub use render::{explain, github, json, markdown, text, value};
pub use report::{
    Behaviour, Change, Class, Direction, Entry, KeptAlias, KeptName, Place, Reach, Rename, Report,
    RustItem, Side, Site, Verdict, Wire,
};
pub use sarif::sarif;
pub use surface::{Public, PublicKind, Surface};

use std::collections::BTreeMap;

use crate::model::Api;
use crate::rust::{ApiModule, Crate};
use crate::source::SourceSet;

/// One side of a comparison: what was read, and what was made of it.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// What it is called: the path of its document.
    pub name: &'a str,
    /// The documents, for places.
    pub set: &'a SourceSet,
    /// The APIs, by name.
    pub apis: &'a [(String, Api)],
    /// The crate that was lowered from them.
    pub krate: &'a Crate,
}

impl<'a> Input<'a> {
    /// An API, and its module.
    fn api(&self, name: &str) -> Option<(&'a Api, &'a ApiModule)> {
        let (_, api) = self.apis.iter().find(|(known, _)| known == name)?;
        let module = self.krate.apis.iter().find(|module| module.key == name)?;
        Some((api, module))
    }
}

/// What differs in the documents alone, and what the older crate makes public: all that can be worked out before the
/// newer crate is there.
pub struct Differences {
    /// For each API of the older side, by name.
    apis: Vec<(String, Vec<found::Found>, listing::Rows)>,
}

/// Compares the documents of two versions of the same APIs; the crate is that of the older ones.
pub fn differences(old: &[(String, Api)], new: &[(String, Api)], krate: &Crate) -> Differences {
    let pairs = old.iter().filter_map(|(name, before)| {
        let (_, after) = new.iter().find(|(known, _)| known == name)?;
        let module = krate.apis.iter().find(|module| module.key == *name)?;
        let found = assemble::differences(before, after, module);
        Some((name.clone(), found, listing::list(krate, module)))
    });
    Differences {
        apis: pairs.collect(),
    }
}

/// Compares two versions of the same APIs. The newer crate must have been lowered with the names of the older one.
pub fn compare(old: &Input<'_>, new: &Input<'_>) -> Report {
    join(differences(old.apis, new.apis, old.krate), old, new)
}

/// The same, when the documents were compared already.
pub fn join(differences: Differences, old: &Input<'_>, new: &Input<'_>) -> Report {
    let mut report = Report {
        old: side(old),
        new: side(new),
        crate_name: new.krate.manifest.name.clone(),
        crate_version: old.krate.manifest.version.clone(),
        ..Report::default()
    };
    for (name, found, rows) in &differences.apis {
        let (Some((old_api, old_module)), Some((new_api, new_module))) =
            (old.api(name), new.api(name))
        else {
            continue;
        };
        let pair = assemble::Pair {
            name: if new.krate.at_root { "" } else { name },
            old: (old, old_api, old_module),
            new: (new, new_api, new_module),
        };
        report.entries.extend(assemble::entries(&pair, found, rows));
    }
    report.finish();
    report
}

/// Where the documents say what items of a crate come from, by their paths; of what is gone, its type.
pub fn sites(krate: &Crate, set: &SourceSet, paths: &[&str]) -> BTreeMap<String, Site> {
    if paths.is_empty() {
        return BTreeMap::new();
    }
    let rows: Vec<listing::Rows> = krate
        .apis
        .iter()
        .map(|api| listing::list(krate, api))
        .collect();
    let origin = |path: &str| {
        let all = rows.iter().flat_map(listing::Rows::iter);
        let mut known = all.filter(|(_, row)| row.path == path);
        known.find_map(|(_, row)| row.origin)
    };
    let found = paths.iter().filter_map(|path| {
        let owner = path.rsplit_once("::").map(|(owner, _)| owner);
        let origin = origin(path).or_else(|| origin(owner?))?;
        Some(((*path).to_owned(), site::site(set, origin)))
    });
    found.collect()
}

fn side(input: &Input<'_>) -> Side {
    let apis = || input.apis.iter().map(|(_, api)| api);
    let join = |words: Vec<&str>| words.join(", ");
    Side {
        name: input.name.to_owned(),
        title: join(apis().map(|api| api.title.as_str()).collect()),
        version: join(apis().map(|api| api.version.as_str()).collect()),
        operations: apis().map(|api| api.operations.len()).sum(),
        schemas: apis().map(|api| api.components.len()).sum(),
    }
}

impl Report {
    /// Sorts the entries, worst first, and works out the verdicts on the whole from them.
    pub fn finish(&mut self) {
        self.entries.sort_by(|a, b| {
            let rank =
                |entry: &Entry| (entry.source.level, entry.wire.level, entry.behaviour.level);
            rank(b)
                .cmp(&rank(a))
                .then(a.kind.cmp(&b.kind))
                .then(b.operations.len().cmp(&a.operations.len()))
                .then_with(|| (&a.api, &a.key, &a.id).cmp(&(&b.api, &b.key, &b.id)))
        });
        let all = || self.entries.iter();
        self.class = all()
            .map(|entry| entry.source.level)
            .max()
            .unwrap_or_default();
        self.wire = all()
            .map(|entry| entry.wire.level)
            .max()
            .unwrap_or_default();
        self.behaviour = all()
            .map(|entry| entry.behaviour.level)
            .max()
            .unwrap_or_default();
        self.next_version = version::next(&self.crate_version, self.class);
    }
}
