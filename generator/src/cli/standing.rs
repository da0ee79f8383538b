//! Where the items of a report stand in the crate that is checked in, when there is a configuration that says which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oasmith::config::{self, Config};
use oasmith::diag::Diagnostics;
use oasmith::drift::Report;
use oasmith::plan::Disk;
use oasmith::published;
use oasmith::source::SourceSet;

use super::args::Diff;
use super::prepare::loader;

/// Where a configuration is looked for when none is given.
const PLACES: [&str; 2] = [config::DEFAULT_PATH, "oasmith.yaml"];

/// Names the file and the line of each item that is there. Without a configuration that has one of the documents it
/// says nothing, and what is wrong with one that nobody named is not the matter of this command.
pub fn locate(report: &mut Report, arguments: &Diff) {
    let items = report.entries.iter().flat_map(|entry| &entry.items);
    let paths: BTreeSet<&str> = items.map(|item| item.path.as_str()).collect();
    if paths.is_empty() {
        return;
    }
    let found = match (&arguments.config, &arguments.api) {
        (Some(path), api) => read(path).and_then(|config| {
            let only = config.inputs.keys().next().cloned();
            Some((api.clone().or(only)?, config))
        }),
        (None, _) => PLACES.iter().find_map(|path| {
            let config = Path::new(path).is_file().then(|| read(path))??;
            Some((api_of(&config, arguments)?, config))
        }),
    };
    let Some((api, config)) = found else { return };
    let Some(files) = files(&config, &api) else {
        return;
    };
    // Two documents make a crate with one API at its root; with a configuration each is a module.
    let prefix = format!("{api}::");
    let whole = |path: &str| match path.starts_with(&prefix) {
        true => path.to_owned(),
        false => format!("{prefix}{path}"),
    };
    let wanted: BTreeSet<String> = paths.iter().map(|path| whole(path)).collect();
    let places = published::places(&files, &wanted);
    report.stand(&|path| {
        let (file, line) = places.get(&whole(path))?;
        Some((config::join(&config.crate_dir, file), *line))
    });
}

fn read(path: &str) -> Option<Config> {
    let mut diags = Diagnostics::new();
    let config = config::read(&mut SourceSet::default(), &loader(), path, &mut diags)?;
    (!diags.has_errors()).then_some(config)
}

/// The API that one of the two documents is of.
fn api_of(config: &Config, arguments: &Diff) -> Option<String> {
    let whole = |path: &str| Path::new(path).canonicalize().ok();
    let sides = [whole(&arguments.old), whole(&arguments.new)];
    let is_side = |location: &String| {
        let location = whole(location);
        location.is_some() && sides.contains(&location)
    };
    let of = |(_, inputs): &(&String, &config::Inputs)| inputs.documents.iter().any(is_side);
    config.inputs.iter().find(of).map(|(name, _)| name.clone())
}

/// The files of an API in the crate, by their paths in it.
fn files(config: &Config, api: &str) -> Option<BTreeMap<String, String>> {
    let folder = format!("src/{api}");
    let disk = Disk::read(&Path::new(&config.crate_dir).join(&folder), &[]).ok()?;
    let mut files = BTreeMap::new();
    for (path, entry) in disk.files {
        let text = std::str::from_utf8(entry.bytes().unwrap_or_default());
        files.insert(
            format!("{folder}/{path}"),
            text.unwrap_or_default().to_owned(),
        );
    }
    Some(files)
}
