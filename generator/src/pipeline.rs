//! The whole pipeline: locations in, generated files out.
//!
//! Takes a [`Job`] and a loader; runs every stage in order and stops before the next one when there are errors that it
//! could not look past; gives the files together with the hashes of all that was read. Must never write.

mod compare;
#[cfg(test)]
mod tests;

pub use compare::{From, Read, compare, compare_from, compare_known};

use std::cell::RefCell;
use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::config::{Config, Inputs, file_name, relative_to};
use crate::diag::codes::config as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::Ledger;
use crate::format::FileTree;
use crate::hash::sha256;
use crate::lock::Lock;
use crate::model::{Api, Json};
use crate::rust::Crate;
use crate::settings::{ApiSettings, CrateSettings, NameLock, Settings};
use crate::source::{FileId, LoadError, Loaded, Loader, SourceSet, TreeId, YamlOptions};
use crate::{document, emit, format, lower, resolve, source};

/// What a run is to do.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// What the stages are told.
    pub settings: Settings,
    /// What is read for each API of the settings.
    pub inputs: IndexMap<String, Inputs>,
    /// How locations are named in the lock file.
    pub labels: Labels,
    /// The hash of the configuration, when there is one.
    pub configuration: Option<String>,
    /// The directory of the crate, relative to the lock file.
    pub directory: String,
}

/// How locations are named in the lock file.
#[derive(Clone, Debug, Default)]
pub enum Labels {
    /// By path relative to this directory.
    RelativeTo(String),
    /// By file name: a crate that was made without a configuration does not tell where its documents were.
    #[default]
    FileNames,
}

/// A tabular page that was loaded.
#[derive(Clone, Debug)]
pub struct Page {
    /// The API that it describes a part of.
    pub api: String,
    /// The operation that it describes.
    pub operation: String,
    /// The page.
    pub file: FileId,
}

/// What a run gives.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The generated files; empty when there is an error.
    pub tree: FileTree,
    /// The lock file that belongs to them.
    pub lock: Lock,
    /// The APIs, by module name.
    pub apis: Vec<(String, Api)>,
    /// What became of the keys of their documents, by module name.
    pub ledgers: Vec<(String, Ledger)>,
    /// The tabular pages.
    pub pages: Vec<Page>,
    /// The crate before it was emitted; without APIs when a document could not be read.
    pub krate: Crate,
}

impl Job {
    /// The job of a configuration. `names` are the ones that the lock file keeps.
    pub fn of_config(config: &Config, names: NameLock) -> Job {
        let mut settings = config.settings.clone();
        settings.names = names;
        Job {
            settings,
            inputs: config.inputs.clone(),
            labels: Labels::RelativeTo(config.base.clone()),
            configuration: Some(config.hash.clone()),
            directory: relative_to(&config.base, &config.crate_dir),
        }
    }

    /// Has faults of one operation or schema cost that one and not the whole run, in every API.
    pub fn lenient(mut self, lenient: bool) -> Job {
        for settings in self.settings.apis.values_mut() {
            settings.lenient |= lenient;
        }
        self
    }

    /// Has overlays change the documents of every API, after those that the configuration names.
    pub fn with_overlays(mut self, overlays: &[String]) -> Job {
        for inputs in self.inputs.values_mut() {
            inputs.overlays.extend_from_slice(overlays);
        }
        self
    }

    /// The job of `generate SPEC…`: one API at the root of a crate.
    pub fn of_documents(name: &str, module: &str, documents: Vec<String>, names: NameLock) -> Job {
        let output = CrateSettings {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            at_root: true,
        };
        let inputs = Inputs {
            documents,
            ..Inputs::default()
        };
        Job {
            settings: Settings {
                output,
                apis: IndexMap::from([(module.to_owned(), Default::default())]),
                names,
            },
            inputs: IndexMap::from([(module.to_owned(), inputs)]),
            directory: ".".to_owned(),
            ..Job::default()
        }
    }
}

/// What is said of an error that a lenient run looks past.
const LENIENT: &str = "the run is lenient: only what depends on this is left out, or made looser";

/// Faults of one operation or schema, for which resolve has a stand-in or leaves the operation out.
fn lenient_codes() -> [Code; 7] {
    use crate::diag::codes::{document, resolve};
    [
        document::DANGLING_REFERENCE,
        document::EXTERNAL_REFERENCE,
        document::REFERENCE_CYCLE,
        document::INVALID_STATUS,
        resolve::DUPLICATE_OPERATION,
        resolve::UNDECLARED_PATH_PARAMETER,
        resolve::REFERENCE_CYCLE,
    ]
}

/// Runs all stages.
pub fn run(set: &mut SourceSet, loader: &dyn Loader, job: &Job, diags: &mut Diagnostics) -> Output {
    let overlay_loader = Recorder::new(loader);
    let loader = Recorder::new(loader);
    let mut output = Output::default();
    models(set, [&loader, &overlay_loader], job, &mut output, diags);
    output.lock.documents = labelled(&job.labels, loader.take());
    output.lock.overlays = labelled(&job.labels, overlay_loader.take());
    for (name, inputs) in &job.inputs {
        for table in &inputs.tables {
            let mut found = Diagnostics::new();
            let file = read_page(set, &loader, &table.page, &mut found);
            report(&found, inputs, &table.page, diags);
            output.pages.extend(file.map(|file| Page {
                api: name.clone(),
                operation: table.operation.clone(),
                file,
            }));
        }
    }
    output.lock.pages = labelled(&job.labels, loader.take());
    if output.apis.len() < job.settings.apis.len() {
        return output;
    }
    let (krate, names) = lower::lower(&output.apis, &job.settings, diags);
    output.lock.names = names;
    if !diags.has_errors() {
        output.tree = format::format(&emit::emit(&krate), diags);
    }
    output.krate = krate;
    output.lock.oasmith = env!("CARGO_PKG_VERSION").to_owned();
    output.lock.directory = job.directory.clone();
    output.lock.configuration = job.configuration.clone();
    output.lock.generated = Lock::hashes(&output.tree);
    output
}

/// Runs the stages up to the models; of an API whose documents cannot be read there is none.
fn models(
    set: &mut SourceSet,
    loaders: [&dyn Loader; 2],
    job: &Job,
    output: &mut Output,
    diags: &mut Diagnostics,
) {
    for (name, settings) in &job.settings.apis {
        let Some(inputs) = job.inputs.get(name) else {
            let message = format!("the API `{name}` has settings and no documents");
            diags.push(Diagnostic::error(codes::INTERNAL, message));
            continue;
        };
        let Some(trees) = documents(set, loaders, settings, inputs, diags) else {
            continue;
        };
        let first = diags.len();
        let document = document::read_as_configured(set, &trees, settings, diags);
        let api = resolve::resolve(set, &document, settings, diags);
        output.ledgers.push((name.clone(), document.ledger));
        output.apis.push((name.clone(), api));
        if settings.lenient {
            diags.soften(first, &lenient_codes(), LENIENT);
        }
    }
}

/// One self-contained document of each job's only API: its documents, changed by overlays, merged, and with what they
/// refer to brought in.
pub fn bundle(
    set: &mut SourceSet,
    loader: &dyn Loader,
    job: &Job,
    diags: &mut Diagnostics,
) -> Option<Json> {
    let (name, settings) = job.settings.apis.first()?;
    let inputs = job.inputs.get(name)?;
    let trees = documents(set, [loader, loader], settings, inputs, diags)?;
    document::bundle(set, &trees, diags)
}

/// Reads the documents of an API by the first loader and its overlays by the second, applies these to those, and loads
/// all that they refer to. Nothing, when one of them cannot be read.
fn documents(
    set: &mut SourceSet,
    [loader, overlay_loader]: [&dyn Loader; 2],
    settings: &ApiSettings,
    inputs: &Inputs,
    diags: &mut Diagnostics,
) -> Option<Vec<TreeId>> {
    let yaml = YamlOptions {
        merge_keys: settings.merge_keys,
    };
    let before = errors(diags);
    let mut read = |loader: &dyn Loader, locations: &[String]| -> Vec<TreeId> {
        let of = |location: &String| {
            let mut found = Diagnostics::new();
            let trees = source::read(set, loader, location, yaml, &mut found);
            report(&found, inputs, location, diags);
            trees
        };
        locations.iter().flat_map(of).collect()
    };
    let trees = read(loader, &inputs.documents);
    let overlays = read(overlay_loader, &inputs.overlays);
    // A document that cannot be read leaves holes that would be reported as the fault of the others.
    if errors(diags) > before {
        return None;
    }
    source::overlay::apply(set, &trees, &overlays, diags);
    if errors(diags) > before {
        return None;
    }
    source::load_references(set, loader, &trees, yaml, diags);
    Some(trees)
}

/// Passes findings on; what could not be loaded at all is shown where the configuration names it.
fn report(found: &Diagnostics, inputs: &Inputs, location: &str, diags: &mut Diagnostics) {
    for diagnostic in found.iter() {
        let mut diagnostic = diagnostic.clone();
        if let (None, Some(origin)) = (&diagnostic.primary, inputs.named.get(location)) {
            diagnostic = diagnostic.at(*origin, "named here");
        }
        diags.push(diagnostic);
    }
}

fn errors(diags: &Diagnostics) -> usize {
    diags
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .count()
}

/// Loads a page and adds it to the set.
pub fn read_page(
    set: &mut SourceSet,
    loader: &dyn Loader,
    location: &str,
    diags: &mut Diagnostics,
) -> Option<FileId> {
    let wrong = |why: String| {
        let message = format!("the page {location} cannot be read: {why}");
        Diagnostic::error(codes::UNREADABLE_PAGE, message)
    };
    match loader.load(location) {
        Ok(loaded) => match String::from_utf8(loaded.bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                Some(set.add_file(loaded.path, text))
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                diags.push(wrong(format!("it is not UTF-8 (byte {at})")));
                None
            }
        },
        Err(error) => {
            let mut diagnostic = wrong(error.reason);
            diagnostic.help.extend(error.help);
            diags.push(diagnostic);
            None
        }
    }
}

/// Remembers the hash of everything that is loaded through it, so that what a document refers to counts too.
struct Recorder<'l> {
    inner: &'l dyn Loader,
    hashes: RefCell<BTreeMap<String, String>>,
}

impl<'l> Recorder<'l> {
    fn new(inner: &'l dyn Loader) -> Self {
        Recorder {
            inner,
            hashes: RefCell::default(),
        }
    }

    fn take(&self) -> BTreeMap<String, String> {
        self.hashes.take()
    }
}

impl Loader for Recorder<'_> {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        let loaded = self.inner.load(location)?;
        let mut hashes = self.hashes.borrow_mut();
        hashes.insert(location.to_owned(), sha256(&loaded.bytes));
        Ok(loaded)
    }
}

fn labelled(labels: &Labels, hashes: BTreeMap<String, String>) -> BTreeMap<String, String> {
    match labels {
        Labels::RelativeTo(base) => hashes
            .into_iter()
            .map(|(location, hash)| (relative_to(base, &location), hash))
            .collect(),
        Labels::FileNames => {
            let mut named: Vec<(String, String)> = hashes
                .into_iter()
                .map(|(location, hash)| (file_name(&location).to_owned(), hash))
                .collect();
            named.sort();
            let mut result = BTreeMap::new();
            for (name, hash) in named {
                let mut label = name.clone();
                let mut number = 2;
                while result.contains_key(&label) {
                    label = format!("{name} ({number})");
                    number += 1;
                }
                result.insert(label, hash);
            }
            result
        }
    }
}
