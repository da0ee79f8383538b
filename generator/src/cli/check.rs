//! `oasmith check`.

use oasmith::check::{self, Evidence};
use oasmith::config::DEFAULT_PATH;
use oasmith::diag::Diagnostic;
use oasmith::diag::codes::config as codes;
use oasmith::pipeline::{Job, Output};
use oasmith::tables::{self, Difference};

use super::args::{Check, Format};
use super::prepare::{configuration, prepare};
use super::{Exit, Outcome, Run, machine};

/// Compares what is checked in with what would be generated.
pub fn run(run: &mut Run, arguments: Check) -> Outcome {
    match outcome(run, &arguments) {
        Some(outcome) => outcome,
        None => machine::failed(
            run,
            arguments.format,
            "; whether there is drift is not known",
        ),
    }
}

fn outcome(run: &mut Run, arguments: &Check) -> Option<Outcome> {
    let path = arguments.config.as_str();
    let config = configuration(run, path)?;
    let prepared = prepare(
        run,
        &config.crate_dir,
        &config.lock_path,
        &[path],
        |names| Job::of_config(&config, names),
    )?;
    let differences = differences(run, &prepared.output);
    if run.diags.has_errors() {
        return None;
    }
    let evidence = Evidence {
        plan: &prepared.plan,
        before: prepared.before.as_ref(),
        before_text: prepared.before_text.as_deref(),
        now: &prepared.output.lock,
        root: &prepared.root,
        lock_path: &prepared.lock_path,
        base: &config.base,
        config_path: path,
    };
    let command = match path {
        DEFAULT_PATH => "oasmith generate".to_owned(),
        path => format!("oasmith generate --config {path}"),
    };
    let report = check::check(evidence, differences, &command);
    let exit = if report.in_sync() {
        Exit::Fine
    } else {
        Exit::Found
    };
    let stdout = match arguments.format {
        Format::Text => check::text(&report),
        Format::Github => machine::github(run) + &check::github(&report),
        Format::Json => {
            let mut json = check::json(&report);
            json["diagnostics"] = machine::json(run);
            machine::pretty(&json)
        }
    };
    Some(match arguments.format {
        Format::Text => run.done(stdout, exit),
        _ => Outcome {
            stdout,
            stderr: String::new(),
            exit,
        },
    })
}

/// Compares tabular pages with the documents that were written from them.
fn differences(run: &mut Run, output: &Output) -> Vec<Difference> {
    let mut differences = Vec::new();
    for page in &output.pages {
        let Some((_, api)) = output.apis.iter().find(|(name, _)| *name == page.api) else {
            let message = format!(
                "the API `{}` of the page {} is not there",
                page.api, page.path
            );
            run.diags.push(Diagnostic::error(codes::INTERNAL, message));
            continue;
        };
        differences.extend(tables::check(
            &run.set,
            &page.path,
            &page.text,
            api,
            &page.operation,
            &mut run.diags,
        ));
    }
    differences
}
