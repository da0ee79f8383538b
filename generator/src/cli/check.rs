//! `oasmith check`.

use oasmith::check::{self, Evidence};
use oasmith::config::DEFAULT_PATH;
use oasmith::diag::codes::config as codes;
use oasmith::diag::{self, Diagnostic, Diagnostics};
use oasmith::pipeline::{Job, Output};
use oasmith::tables::{self, Difference};

use super::args::{Check, Format};
use super::prepare::{configuration, prepare};
use super::{Exit, Outcome, Run, command, machine};

/// Compares what is checked in with what would be generated.
pub fn run(run: &mut Run, arguments: Check) -> Outcome {
    match outcome(run, &arguments) {
        Some(outcome) => outcome,
        None if arguments.format == Format::Json => {
            let diagnostics = machine::values(&run.diags, &run.set);
            let json = serde_json::json!({ "in_sync": null, "diagnostics": diagnostics });
            machine::outcome(format!("{json:#}\n"), Exit::Failed)
        }
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
        DEFAULT_PATH => command("generate"),
        path => command(&format!("generate --config {}", check::quoted(path))),
    };
    let mut shown = Diagnostics::new();
    for difference in &differences {
        shown.push(difference.diagnostic());
    }
    let report = check::check(evidence, differences, &command);
    let exit = if report.in_sync() {
        Exit::Fine
    } else {
        Exit::Found
    };
    Some(match arguments.format {
        Format::Text => {
            let tables = diag::render(&shown, &run.set, run.color.stdout);
            run.done(tables + &check::text(&report), exit)
        }
        Format::Github => {
            let tables = diag::to_github(&shown, &run.set);
            machine::outcome(
                machine::github(run) + &tables + &check::github(&report),
                exit,
            )
        }
        Format::Json => {
            let mut json = check::json(&report);
            json["tables"] = machine::values(&shown, &run.set);
            json["diagnostics"] = machine::values(&run.diags, &run.set);
            machine::outcome(format!("{json:#}\n"), exit)
        }
    })
}

/// Compares tabular pages with the documents that were written from them.
fn differences(run: &mut Run, output: &Output) -> Vec<Difference> {
    let mut differences = Vec::new();
    for page in &output.pages {
        let (set, diags) = (&run.set, &mut run.diags);
        match output.apis.iter().find(|(name, _)| *name == page.api) {
            Some((_, api)) => {
                differences.extend(tables::check(set, page.file, api, &page.operation, diags));
            }
            None => {
                let message = format!("the API `{}` of a page is not there", page.api);
                diags.push(Diagnostic::error(codes::INTERNAL, message));
            }
        }
    }
    differences
}
