//! `oasmith check`.

use oasmith::check::{self, Evidence};
use oasmith::config::DEFAULT_PATH;
use oasmith::diag::codes::config as codes;
use oasmith::diag::{self, Diagnostic, Diagnostics};
use oasmith::drift;
use oasmith::pipeline::{Job, Output};
use oasmith::source::AnyLoader;
use oasmith::tables::{self, Difference};
use oasmith::upstream as watch;

use super::args::{Check, Format};
use super::prepare::{configuration, prepare};
use super::{Exit, Outcome, Run, command, machine, upstream};

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
    let loader = AnyLoader::new(config.fetch);
    let prepared = prepare(
        run,
        &loader,
        &config.crate_dir,
        &config.lock_path,
        &[path],
        |names| Job::of_config(&config, names),
    )?;
    let differences = differences(run, &prepared.output);
    if run.diags.has_errors() {
        return None;
    }
    let watched = match arguments.upstream {
        true => Some(upstream::watch(
            run,
            &config,
            &loader,
            &prepared,
            &differences,
        )?),
        false => None,
    };
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
    let command = configured("generate", path);
    let mut shown = Diagnostics::new();
    let news = watched.iter().flat_map(|watched| &watched.tables);
    for difference in differences.iter().chain(news) {
        shown.push(difference.diagnostic());
    }
    let mut report = check::check(evidence, differences, &command);
    let by_hand = [check::Who::Hand, check::Who::Foreign, check::Who::NoLock];
    if !report
        .causes
        .iter()
        .any(|cause| by_hand.contains(&cause.who))
    {
        report.surface.clone_from(&prepared.surface);
        let items = report.surface.iter().flat_map(|surface| &surface.items);
        let paths: Vec<&str> = items.map(|item| item.path.as_str()).collect();
        report.sites = drift::sites(&prepared.output.krate, &run.set, &paths);
    }
    let in_sync = report.in_sync() && watched.as_ref().is_none_or(watch::Report::in_sync);
    let exit = if in_sync { Exit::Fine } else { Exit::Found };
    Some(match arguments.format {
        Format::Text => {
            let tables = diag::render(&shown, &run.set, run.color.stdout);
            let color = run.color.stdout;
            let text = |watched| watch::text(watched, color);
            let watched = watched.as_ref().map(text).unwrap_or_default();
            run.done(tables + &check::text(&report) + &watched, exit)
        }
        Format::Github => {
            let tables = diag::to_github(&shown, &run.set);
            let watched = watched.as_ref().map(watch::github).unwrap_or_default();
            let all = machine::github(run) + &tables + &check::github(&report) + &watched;
            machine::outcome(all, exit)
        }
        Format::Json => {
            let mut json = check::json(&report);
            if let Some(watched) = &watched {
                json["upstream"] = watch::json(watched);
                json["in_sync"] = in_sync.into();
            }
            json["tables"] = machine::values(&shown, &run.set);
            json["diagnostics"] = machine::values(&run.diags, &run.set);
            machine::outcome(format!("{json:#}\n"), exit)
        }
    })
}

/// A command as it is typed for a configuration.
pub fn configured(name: &str, path: &str) -> String {
    match path {
        DEFAULT_PATH => command(name),
        path => command(&format!("{name} --config {}", check::quoted(path))),
    }
}

/// Compares tabular pages with the documents that were written from them.
pub fn differences(run: &mut Run, output: &Output) -> Vec<Difference> {
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
