//! `oasmith diff`.

use std::mem::ManuallyDrop;

use oasmith::config;
use oasmith::diag::codes::config as codes;
use oasmith::diag::{self, Diagnostic, Diagnostics, Severity};
use oasmith::drift::{self, Class, Report, Wire};
use oasmith::pipeline::{self, Job, Read};

use super::args::{Diff, DiffFormat, FailOn};
use super::prepare::{configuration, loader, locations};
use super::{Exit, Outcome, Run, counted, machine, standing, today};

const UNKNOWN: &str = "; whether anything differs is not known";

/// Compares two documents.
pub fn run(run: &mut Run, arguments: Diff) -> Outcome {
    let Some((old, new)) = jobs(run, &arguments) else {
        return run.failed(UNKNOWN);
    };
    let accepted = match &arguments.accept {
        None => Vec::new(),
        Some(path) => match config::read_accepted(&mut run.set, &loader(), path, &mut run.diags) {
            Some(accepted) => accepted,
            None => return run.failed(UNKNOWN),
        },
    };
    let names = (arguments.old.as_str(), arguments.new.as_str());
    let (before, after, report) =
        pipeline::compare_known(&loader(), Some(&run.set), (names.0, &old), (names.1, &new));
    // The process ends after this; to give back what was read node by node would take a good part of a run.
    let (before, after) = (ManuallyDrop::new(before), ManuallyDrop::new(after));
    let mut stderr = String::new();
    let Some(mut report) = report else {
        for read in [&before, &after] {
            stderr.push_str(&shown(run, read));
        }
        let errors = [&before, &after].map(|read| errors(read).count());
        let count = counted(errors.into_iter().sum(), "error");
        let mut failed = run.failed(UNKNOWN);
        failed.stderr = format!("{stderr}error: {count}{UNKNOWN}\n");
        return failed;
    };
    let day = today();
    report.on(&day);
    drift::accept(&mut report, &accepted, &day);
    for stale in &report.stale {
        stderr.push_str(&format!("warning: {}\n", stale.sentence()));
    }
    standing::locate(&mut report, &arguments);
    let color = run.color.stdout;
    let stdout = match (&arguments.explain, arguments.format) {
        (Some(path), _) => match drift::explain(&report, path, color) {
            Some(text) => text,
            None => format!("nothing that differs changes {path}\n"),
        },
        (None, DiffFormat::Text) => drift::text(&report, color),
        (None, DiffFormat::Json) => drift::json(&report),
        (None, DiffFormat::Markdown) => drift::markdown(&report),
        (None, DiffFormat::Github) => drift::github(&report),
        (None, DiffFormat::Sarif) => drift::sarif(&report),
        (None, DiffFormat::Junit) => drift::junit(&report),
        (None, DiffFormat::Html) => drift::html(&report, &|file| text(&before, file), &|file| {
            text(&after, file)
        }),
    };
    let exit = match arguments.fail_on {
        Some(limit) if is_reached(&report, limit) => Exit::Found,
        _ => Exit::Fine,
    };
    let mut outcome = machine::outcome(stdout, exit);
    outcome.stderr = stderr;
    outcome
}

/// Errors of one side; what else was found is for `oasmith lint`.
fn shown(run: &Run, read: &Read) -> String {
    let mut shown = Diagnostics::new();
    errors(read).for_each(|error| shown.push(error.clone()));
    match shown.is_empty() {
        true => String::new(),
        false => diag::render(&shown, &read.set, run.color.stderr) + "\n",
    }
}

fn errors(read: &Read) -> impl Iterator<Item = &Diagnostic> {
    let found = read.diags.iter();
    found.filter(|one| one.severity == Severity::Error)
}

/// The text of a file of one side.
fn text<'r>(read: &'r Read, file: &str) -> Option<&'r str> {
    let mut files = read.set.files.iter();
    let found = files.find(|known| known.path == file)?;
    Some(&found.text)
}

/// Whether a report is as bad as what was asked to fail on. What was accepted does not count.
pub fn is_reached(report: &Report, limit: FailOn) -> bool {
    report.entries.iter().any(|entry| match limit {
        FailOn::Wire => entry.wire.level == Wire::Breaking,
        FailOn::Major => entry.source.level >= Class::Major,
        FailOn::Minor => entry.source.level >= Class::Minor,
        FailOn::Patch => entry.source.level >= Class::Patch,
    })
}

/// What is read on either side: plain documents, or documents as an API of a configuration has them read.
fn jobs(run: &mut Run, arguments: &Diff) -> Option<(Job, Job)> {
    // The same document on both sides is no mistake.
    let old = locations(run, std::slice::from_ref(&arguments.old), "document")?;
    let new = locations(run, std::slice::from_ref(&arguments.new), "document")?;
    let Some(path) = &arguments.config else {
        let plain = |documents| {
            Job::of_documents("api", "api", documents, Default::default())
                .with_overlays(&[])
                .lenient(arguments.lenient)
        };
        return Some((plain(old), plain(new)));
    };
    let config = configuration(run, path)?;
    let known: Vec<String> = config.inputs.keys().cloned().collect();
    let name = match (&arguments.api, &known[..]) {
        (Some(name), _) if known.contains(name) => name.clone(),
        (None, [only]) => only.clone(),
        (wanted, _) => {
            let message = match wanted {
                Some(name) => format!("the configuration has no API `{name}`"),
                None => "the configuration has several APIs".to_owned(),
            };
            let help = format!("`--api` names one of {}", known.join(", "));
            run.diags
                .push(Diagnostic::error(codes::BAD_NAME, message).help(help));
            return None;
        }
    };
    let lock =
        oasmith::lock::Lock::read(&mut run.set, &loader(), &config.lock_path, &mut run.diags);
    let names = lock.map(|lock| lock.names).unwrap_or_default();
    let of = |documents: Vec<String>| {
        let mut job = Job::of_config(&config, names.clone());
        job.settings.apis.retain(|known, _| *known == name);
        job.inputs.retain(|known, _| *known == name);
        if let Some(inputs) = job.inputs.get_mut(&name) {
            inputs.documents = documents;
        }
        job.lenient(arguments.lenient)
    };
    let mut old = of(old);
    // Renames and aliases are about the newer document; of the older one they may name nothing.
    for api in old.settings.apis.values_mut() {
        api.older = true;
    }
    Some((old, of(new)))
}
