//! `oasmith lint`.

use oasmith::diag::{Code, Severity};
use oasmith::pipeline::{self, Job};

use super::args::{Format, Lint};
use super::prepare::{configuration, documents, loader};
use super::{Exit, Outcome, Run, machine};

/// Shows everything that can be said about documents.
pub fn run(run: &mut Run, arguments: Lint) -> Outcome {
    let job = if arguments.documents.is_empty() {
        configuration(run, &arguments.config)
            .map(|config| Job::of_config(&config, Default::default()))
    } else {
        documents(run, &arguments.documents).map(|documents| {
            Job::of_documents("api", "api", documents, Default::default())
                .lenient(arguments.lenient)
        })
    };
    let mut ledgers = String::new();
    if let Some(job) = &job {
        let output = pipeline::run(&mut run.set, &loader(), job, &mut run.diags);
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
