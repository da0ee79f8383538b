//! From a document to a crate on disk.
//!
//! Takes a document; gives what the pipeline made of it, a panic included. Must never stop the run.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use oasmith::diag::codes::lower::OPERATION_SKIPPED;
use oasmith::diag::{Diagnostics, Severity};
use oasmith::document::Ledger;
use oasmith::model::Api;
use oasmith::pipeline::{Job, Output, run};
use oasmith::rust::Crate;
use oasmith::settings::NameLock;
use oasmith::source::{FileLoader, SourceSet};

use super::census::{Census, census};
use super::documents::Document;
use super::gaps::Gap;
use super::operations::{Held, held};
use super::slim;

/// What became of a document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The document.
    pub document: String,
    /// Operations and schemas that its text has.
    pub held: Held,
    /// How many operations the client has.
    pub operations: usize,
    /// How many component schemas are types.
    pub schemas: usize,
    /// Types, and those that are any JSON value although the document says more.
    pub census: Census,
    /// Lines of generated code, the runtime left out.
    pub lines: usize,
    /// Whether there is a crate.
    pub generated: bool,
    /// The panic, when there was one.
    pub panic: Option<String>,
    /// How long it took.
    pub took: Duration,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// What became of the keys of the document.
    pub ledger: Ledger,
    /// The names that were chosen.
    pub names: NameLock,
    /// The crate before it was emitted.
    pub krate: Crate,
}

/// Settings that a run may change.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether types keep absent, null and defaults apart.
    pub lossless: bool,
    /// Whether only types are written, as a crate beside those of others that shares its runtime with them.
    pub types_only: bool,
}

/// Runs the pipeline over a document and writes its crate to a folder.
///
/// # Errors
/// When the crate cannot be written.
pub fn generate(
    document: &Document,
    package: &str,
    folder: &Path,
    options: Options,
) -> io::Result<Outcome> {
    let begun = Instant::now();
    let caught = catch_unwind(AssertUnwindSafe(|| pipeline(document, package, options)));
    let mut outcome = Outcome {
        document: document.name.clone(),
        took: begun.elapsed(),
        ..Outcome::default()
    };
    let (set, diags, mut output) = match caught {
        Ok(made) => made,
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            outcome.panic = Some(text.unwrap_or_else(|| "a panic without a text".to_owned()));
            return Ok(outcome);
        }
    };
    outcome.held = held(&set);
    for (_, ledger) in &output.ledgers {
        outcome.ledger = ledger.clone();
        for lost in &ledger.lost {
            let what = format!("key {}", set.pointer(*lost));
            let reason = "it was neither used nor reported";
            outcome.gaps.push(Gap::new(&document.name, what, reason));
        }
    }
    outcome.generated = !output.tree.is_empty();
    if !outcome.generated {
        outcome.gaps.push(refused(document, &diags));
        return Ok(outcome);
    }
    outcome.lines = output
        .tree
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"))
        .map(|(_, text)| text.lines().count())
        .sum();
    for (_, api) in &output.apis {
        count(&mut outcome, document, api, &diags);
        outcome.census = census(&set, api);
    }
    outcome.names = output.lock.names.clone();
    if options.types_only {
        let runtime = slim::slim(&mut output.tree);
        write(&folder.with_file_name(slim::RUNTIME), &runtime)?;
    }
    write(folder, &output.tree)?;
    outcome.krate = output.krate;
    Ok(outcome)
}

fn pipeline(
    document: &Document,
    package: &str,
    options: Options,
) -> (SourceSet, Diagnostics, Output) {
    let location = document.location.to_string_lossy().into_owned();
    let module = package.replace('-', "_");
    let mut job =
        Job::of_documents(package, &module, vec![location], NameLock::default()).lenient(true);
    for settings in job.settings.apis.values_mut() {
        settings.lossless = options.lossless;
    }
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let output = run(&mut set, &FileLoader::new(""), &job, &mut diags);
    (set, diags, output)
}

/// A refusal is one gap, whose name has the codes and whose reason is the first error.
fn refused(document: &Document, diags: &Diagnostics) -> Gap {
    let errors: Vec<_> = diags
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .collect();
    let mut codes: Vec<String> = errors.iter().map(|d| d.code.to_string()).collect();
    codes.sort();
    codes.dedup();
    let reason = match errors.first() {
        Some(first) if errors.len() > 1 => {
            format!("{} (and {} more)", first.message, errors.len() - 1)
        }
        Some(first) => first.message.clone(),
        None => "refused without an error".to_owned(),
    };
    Gap::new(
        &document.name,
        format!("refused {}", codes.join(" ")),
        reason,
    )
}

fn count(outcome: &mut Outcome, document: &Document, api: &Api, diags: &Diagnostics) {
    let mut skipped: BTreeMap<String, String> = diags
        .iter()
        .filter(|d| d.code == OPERATION_SKIPPED)
        .filter_map(|d| d.message.split_once(" is left out: "))
        .map(|(operation, reason)| (operation.to_owned(), reason.to_owned()))
        .collect();
    outcome.operations = api.operations.len() - skipped.len().min(api.operations.len());
    let modelled: Vec<String> = api
        .operations
        .iter()
        .map(|operation| format!("{} {}", operation.method.0, said_path(operation)))
        .collect();
    for operation in &outcome.held.operations {
        if !modelled.contains(operation) {
            skipped.insert(operation.clone(), "it never reached the model".to_owned());
        }
    }
    for (operation, reason) in skipped {
        outcome
            .gaps
            .push(Gap::new(&document.name, operation, reason));
    }
    outcome.schemas = api.components.len();
    for schema in &outcome.held.schemas {
        if !api.components.contains_key(schema) {
            let what = format!("schema {schema}");
            let reason = "it never reached the model";
            outcome.gaps.push(Gap::new(&document.name, what, reason));
        }
    }
}

/// The path of an operation as the document spells it: the model has placeholders of other spellings as plain ones.
fn said_path(operation: &oasmith::model::Operation) -> String {
    let key = operation.place.key.strip_prefix("#/paths/");
    let path = key.and_then(|key| key.split('/').next());
    let path = path.map(|path| path.replace("~1", "/").replace("~0", "~"));
    path.unwrap_or_else(|| operation.path.clone())
}

/// Writes a crate so that files that are as they should be keep their time, and nothing else is left in `src`.
///
/// # Errors
/// When it cannot be written.
pub fn write(folder: &Path, tree: &BTreeMap<String, String>) -> io::Result<()> {
    remove_others(&folder.join("src"), folder, tree)?;
    for (path, text) in tree {
        let path = folder.join(path);
        if std::fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            continue;
        }
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

fn remove_others(at: &Path, folder: &Path, tree: &BTreeMap<String, String>) -> io::Result<()> {
    let Ok(entries) = std::fs::read_dir(at) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let name = below.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            remove_others(&path, folder, tree)?;
        } else if !tree.contains_key(&name) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}
