//! Two versions of an API, compared: both are read at once, and the newer is lowered with the names of the older.
//!
//! Nothing is emitted or formatted, and nothing is written.

use crate::diag::Diagnostics;
use crate::drift::{self, Input, Report};
use crate::lower;
use crate::model::Api;
use crate::rust::Crate;
use crate::settings::Settings;
use crate::source::{Loader, SourceSet};

use super::{Job, Output};

/// What documents at the limit of depth need in a debug build.
const STACK: usize = 64 << 20;

/// One side of a comparison, with what was found when it was read.
#[derive(Debug, Default)]
pub struct Read {
    /// The documents.
    pub set: SourceSet,
    /// What they were found to be at fault in.
    pub diags: Diagnostics,
    /// The APIs; none when there is no report.
    pub apis: Vec<(String, Api)>,
    /// The crate that they make.
    pub krate: Crate,
}

/// A side to read: what it is called, what is read, and by which loader.
#[derive(Clone, Copy)]
pub struct From<'a> {
    /// What the side is called.
    pub name: &'a str,
    /// What is read.
    pub job: &'a Job,
    /// Where it is read from.
    pub loader: &'a (dyn Loader + Sync),
    /// What was read before: the configuration, whose places findings may name.
    pub known: Option<&'a SourceSet>,
}

/// Reads both sides and compares them; no report when one of them has an error.
pub fn compare<L: Loader + Sync>(
    loader: &L,
    (old_name, old): (&str, &Job),
    (new_name, new): (&str, &Job),
) -> (Read, Read, Option<Report>) {
    compare_known(loader, None, (old_name, old), (new_name, new))
}

/// The same, when a configuration was read before.
pub fn compare_known<L: Loader + Sync>(
    loader: &L,
    known: Option<&SourceSet>,
    (old_name, old): (&str, &Job),
    (new_name, new): (&str, &Job),
) -> (Read, Read, Option<Report>) {
    let side = |name, job| From {
        name,
        job,
        loader,
        known,
    };
    compare_from(side(old_name, old), side(new_name, new))
}

/// Reads both sides, each by its own loader, and compares them; no report when one of them has an error.
pub fn compare_from(old_side: From<'_>, new_side: From<'_>) -> (Read, Read, Option<Report>) {
    let (old, new) = (old_side.job, new_side.job);
    let ((mut before, old_models), (mut after, new_models)) = std::thread::scope(|scope| {
        let named = std::thread::Builder::new().stack_size(STACK);
        let other = named.spawn_scoped(scope, || models(&old_side));
        let new = models(&new_side);
        let old = match other.map(|thread| thread.join()) {
            Ok(Ok(old)) => old,
            // There are no more threads to be had.
            _ => models(&old_side),
        };
        (old, new)
    });
    let complete = old_models.apis.len() == old.settings.apis.len()
        && new_models.apis.len() == new.settings.apis.len();
    if !complete || before.diags.has_errors() || after.diags.has_errors() {
        return (before, after, None);
    }
    let (old_crate, names) = lower::lower(&old_models.apis, &old.settings, &mut before.diags);
    let settings = Settings {
        names,
        ..new.settings.clone()
    };
    // The documents can be compared while the newer crate is made.
    let documents = || drift::differences(&old_models.apis, &new_models.apis, &old_crate);
    let (differences, new_crate) = std::thread::scope(|scope| {
        let named = std::thread::Builder::new().stack_size(STACK);
        let other = named.spawn_scoped(scope, documents);
        let (new_crate, _) = lower::lower(&new_models.apis, &settings, &mut after.diags);
        let differences = match other.map(|thread| thread.join()) {
            Ok(Ok(differences)) => differences,
            _ => documents(),
        };
        (differences, new_crate)
    });
    if before.diags.has_errors() || after.diags.has_errors() {
        return (before, after, None);
    }
    let report = drift::join(
        differences,
        &Input {
            name: old_side.name,
            set: &before.set,
            apis: &old_models.apis,
            krate: &old_crate,
        },
        &Input {
            name: new_side.name,
            set: &after.set,
            apis: &new_models.apis,
            krate: &new_crate,
        },
    );
    (before.apis, after.apis) = (old_models.apis, new_models.apis);
    (before.krate, after.krate) = (old_crate, new_crate);
    (before, after, Some(report))
}

fn models(side: &From<'_>) -> (Read, Output) {
    let mut read = Read {
        set: side.known.cloned().unwrap_or_default(),
        ..Read::default()
    };
    let mut output = Output::default();
    let loaders: [&dyn Loader; 2] = [side.loader, side.loader];
    super::models(
        &mut read.set,
        loaders,
        side.job,
        &mut output,
        &mut read.diags,
    );
    (read, output)
}
