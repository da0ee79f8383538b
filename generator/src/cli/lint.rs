//! `oasmith lint`.

use oasmith::diag::{Code, Severity};
use oasmith::pipeline::{self, Job};
use oasmith::source::AnyLoader;

use super::args::{Format, Lint};
use super::prepare::{configuration, loader, locations};
use super::{Exit, Outcome, Run, machine};

/// Shows everything that can be said about documents.
pub fn run(run: &mut Run, arguments: Lint) -> Outcome {
    let mut loader = loader();
    let job = match arguments.documents.is_empty() {
        true => configuration(run, &arguments.config).map(|config| {
            loader = AnyLoader::new(config.fetch);
            Job::of_config(&config, Default::default())
        }),
        false => of_documents(run, &arguments),
    };
    let mut ledgers = String::new();
    if let Some(job) = &job {
        let output = pipeline::run(&mut run.set, &loader, job, &mut run.diags);
        let lines = output.ledgers.iter().filter(|_| arguments.ledger);
        ledgers = lines
            .map(|(api, ledger)| format!("{api}: {ledger}\n"))
            .collect();
    }
    let exit = exit(run);
    if exit == Exit::Failed {
        return machine::failed(run, arguments.format, "; not everything could be looked at");
    }
    match arguments.format {
        Format::Text => {
            let findings = run.rendered(run.color.stdout);
            let counts = run.counts().unwrap_or_else(|| "no findings".to_owned());
            machine::outcome(format!("{findings}{ledgers}{counts}\n"), exit)
        }
        Format::Github => machine::outcome(machine::github(run), exit),
        Format::Json => machine::outcome(machine::json(run), exit),
    }
}

fn of_documents(run: &mut Run, arguments: &Lint) -> Option<Job> {
    let documents = locations(run, &arguments.documents, "document")?;
    let overlays = locations(run, &arguments.overlays, "overlay")?;
    let job = Job::of_documents("api", "api", documents, Default::default());
    Some(job.with_overlays(&overlays).lenient(arguments.lenient))
}

/// An error in what a document says is a finding; a document that cannot be read is a failure, and so is everything
/// that is not about documents.
fn exit(run: &Run) -> Exit {
    let is_failure = |code: Code| code.0 < 100 || (400..500).contains(&code.0);
    let mut exit = Exit::Fine;
    for diagnostic in run.diags.iter() {
        match diagnostic.severity {
            Severity::Error if is_failure(diagnostic.code) => return Exit::Failed,
            Severity::Error | Severity::Warning => exit = Exit::Found,
            Severity::Note => {}
        }
    }
    exit
}
