//! Outcomes for programs: everything on stdout.

use oasmith::diag::{self, Diagnostics};
use oasmith::source::SourceSet;
use serde_json::Value;

use super::args::Format;
use super::{Exit, Outcome, Run};

/// An outcome that has everything on stdout.
pub fn outcome(stdout: String, exit: Exit) -> Outcome {
    Outcome {
        stdout,
        stderr: String::new(),
        exit,
    }
}

/// The outcome of a command that failed, in the format that was asked for.
pub fn failed(run: &Run, format: Format, consequence: &str) -> Outcome {
    match format {
        Format::Text => run.failed(consequence),
        Format::Github => outcome(github(run), Exit::Failed),
        Format::Json => outcome(json(run), Exit::Failed),
    }
}

/// All diagnostics, a JSON object on each line.
pub fn json(run: &Run) -> String {
    diag::to_json(&run.diags, &run.set)
}

/// All diagnostics as workflow commands.
pub fn github(run: &Run) -> String {
    diag::to_github(&run.diags, &run.set)
}

/// Diagnostics as one JSON array.
pub fn values(diags: &Diagnostics, set: &SourceSet) -> Value {
    let text = diag::to_json(diags, set);
    let values = text.lines().map(serde_json::from_str::<Value>);
    Value::Array(values.filter_map(Result::ok).collect())
}
