//! `oasmith check --upstream` and `oasmith update`.

use std::path::Path;

use oasmith::config::Config;
use oasmith::diag::codes::config as codes;
use oasmith::diag::{Diagnostic, Diagnostics, Severity};
use oasmith::drift;
use oasmith::pipeline::{self, Job};
use oasmith::plan;
use oasmith::source::AnyLoader;
use oasmith::tables::Difference;
use oasmith::upstream::{self, Copy, Report, TakenOver};

use super::args::Update;
use super::check::{configured, differences};
use super::generate::{NOTHING_WRITTEN, finish, vetted};
use super::prepare::{Prepared, configuration, prepare};
use super::{Outcome, Run, today};

/// What taking over means, seen from today.
fn compared(job: &Job, loader: &AnyLoader, taken: &TakenOver<'_>) -> Option<drift::Report> {
    let mut report = upstream::compare(job, loader, taken)?;
    report.on(&today());
    Some(report)
}

/// What taking over from upstream would change. When it gives `None`, an error says why that is not known.
pub fn watch(
    run: &mut Run,
    config: &Config,
    loader: &AnyLoader,
    prepared: &Prepared,
    known: &[Difference],
) -> Option<Report> {
    let copies = copies(run, config, loader)?;
    let mut report = Report {
        command: configured("update", &config.path),
        ..Report::default()
    };
    if copies.iter().any(Copy::differs) {
        let names = prepared.before.as_ref().map(|lock| lock.names.clone());
        let job = Job::of_config(config, names.unwrap_or_default());
        // Warnings were given for what is checked in; only what is new stops here.
        let here = std::mem::take(&mut run.diags);
        let taken = TakenOver::new(loader, &copies);
        let output = pipeline::run(&mut run.set, &taken, &job, &mut run.diags);
        let tables = differences(run, &output);
        let there = std::mem::replace(&mut run.diags, here);
        let errors = there
            .iter()
            .filter(|found| found.severity == Severity::Error);
        errors.for_each(|error| run.diags.push(error.clone()));
        if run.diags.has_errors() {
            return None;
        }
        report.drift = compared(&job, loader, &taken);
        report.files = upstream::files_between(&prepared.output.lock, &output.lock);
        let is_new = |found: &Difference| {
            let message = found.diagnostic().message;
            !known
                .iter()
                .any(|known| known.diagnostic().message == message)
        };
        report.tables = tables.into_iter().filter(is_new).collect();
    }
    report.copies = copies;
    Some(report)
}

fn copies(run: &mut Run, config: &Config, loader: &AnyLoader) -> Option<Vec<Copy>> {
    if config
        .inputs
        .values()
        .all(|inputs| inputs.upstreams.is_empty())
    {
        let message = format!("no document in {} has an upstream", config.path);
        let diagnostic = Diagnostic::error(codes::NO_UPSTREAM, message)
            .help("such as `documents: [{ path: pets.yaml, upstream: https://example.com/openapi.yaml }]`");
        run.diags.push(diagnostic);
        return None;
    }
    upstream::load(config, loader, &mut run.diags)
}

/// Takes over what upstreams have, when it can be generated from, and generates.
pub fn update(run: &mut Run, arguments: Update) -> Outcome {
    let Some((copies, prepared, drift)) = taken_over(run, &arguments.config) else {
        return run.failed(NOTHING_WRITTEN);
    };
    if !vetted(run, &prepared, false) {
        return run.failed(NOTHING_WRITTEN);
    }
    let would = if arguments.dry_run { "would be " } else { "" };
    let mut said = String::new();
    for copy in copies.iter().filter(|copy| copy.differs()) {
        if !arguments.dry_run
            && let Err(error) = plan::write_file(Path::new(&copy.path), &copy.now)
        {
            let error = Diagnostic::error(codes::DISK, error.to_string());
            run.diags.push(error);
            return run.failed(match said.is_empty() {
                true => NOTHING_WRITTEN,
                false => "; some files were written, run it again",
            });
        }
        let verb = match copy.before {
            Some(_) => "changed",
            None => "created",
        };
        let (path, from, lines) = (&copy.path, &copy.from, copy.lines());
        let (added, removed) = (lines.added, lines.removed);
        said.push_str(&format!(
            "{would}{verb} {path} (+{added} −{removed}) from {from}\n"
        ));
    }
    if let Some(drift) = drift.filter(|drift| !drift.entries.is_empty()) {
        said.push_str(&format!("\n{}\n", drift::text(&drift, run.color.stdout)));
    }
    if said.is_empty() {
        said = "every document is as upstream has it\n".to_owned();
    }
    finish(run, &prepared, arguments.dry_run, said)
}

fn taken_over(run: &mut Run, path: &str) -> Option<(Vec<Copy>, Prepared, Option<drift::Report>)> {
    let config = configuration(run, path)?;
    let loader = AnyLoader::new(config.fetch);
    let copies = copies(run, &config, &loader)?;
    let taken = TakenOver::new(&loader, &copies);
    let (root, lock) = (&config.crate_dir, &config.lock_path);
    let job = |names| Job::of_config(&config, names);
    let prepared = prepare(run, &taken, root, lock, &[path], job)?;
    let found = differences(run, &prepared.output);
    let mut shown = Diagnostics::new();
    for difference in &found {
        shown.push(difference.diagnostic());
    }
    // A document that does not agree with its page is no reason not to keep the page; `check` goes on about it.
    for difference in shown.iter() {
        let mut warning = difference.clone();
        warning.severity = Severity::Warning;
        run.diags.push(warning);
    }
    if run.diags.has_errors() {
        return None;
    }
    // A document that is not there yet has nothing to be compared with.
    let old = copies.iter().all(|copy| copy.before.is_some());
    let names = prepared.before.as_ref().map(|lock| lock.names.clone());
    let drift = old.then(|| {
        let job = Job::of_config(&config, names.unwrap_or_default());
        compared(&job, &loader, &taken)
    });
    Some((copies, prepared, drift.flatten()))
}
