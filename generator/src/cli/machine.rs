//! Diagnostics for programs.

use oasmith::check::annotation;
use oasmith::diag::{Diagnostic, Place, Severity};
use oasmith::source::{FileId, SourceSet, Span};
use serde_json::{Value, json as value};

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
        Format::Json => outcome(report(run), Exit::Failed),
    }
}

/// All diagnostics as a JSON document.
pub fn report(run: &Run) -> String {
    pretty(&value!({ "diagnostics": json(run) }))
}

/// JSON as it is printed.
pub fn pretty(json: &Value) -> String {
    format!("{json:#}\n")
}

/// All diagnostics as JSON.
pub fn json(run: &Run) -> Value {
    run.diags.iter().map(|d| diagnostic(d, &run.set)).collect()
}

/// All diagnostics as workflow commands.
pub fn github(run: &Run) -> String {
    run.diags
        .iter()
        .map(|d| {
            let level = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let place = d.primary.as_ref().map(|(place, _)| locate(place, &run.set));
            let (file, place) = match &place {
                Some(spot) => (spot.file.as_str(), spot.start),
                None => ("", None),
            };
            let mut message = d.message.clone();
            for help in &d.help {
                message.push_str(&format!("\nhelp: {help}"));
            }
            annotation(level, file, place, &format!("oasmith {}", d.code), &message)
        })
        .collect()
}

fn diagnostic(d: &Diagnostic, set: &SourceSet) -> Value {
    let severity = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let spot = |(at, label): &(Place, String)| {
        let spot = locate(at, set);
        let (line, column) = spot.start.unzip();
        value!({ "file": spot.file, "line": line, "column": column, "label": label })
    };
    value!({
        "code": d.code.to_string(),
        "severity": severity,
        "message": d.message,
        "place": d.primary.as_ref().map(spot),
        "also": d.secondary.iter().map(spot).collect::<Vec<_>>(),
        "help": d.help,
        "notes": d.notes,
    })
}

struct Spot {
    file: String,
    /// Line and column, unless the file as a whole is meant.
    start: Option<(usize, usize)>,
}

fn locate(place: &Place, set: &SourceSet) -> Spot {
    let (file, span): (FileId, Option<Span>) = match place {
        Place::Node(origin) => (set.node(*origin).file(), Some(set.node(*origin).span())),
        Place::Key(origin) => {
            let node = set.node(*origin);
            (node.file(), Some(node.key_span().unwrap_or(node.span())))
        }
        Place::Span(file, span) => (*file, Some(span.clone())),
        Place::File(file) => (*file, None),
    };
    Spot {
        file: set.files[file.0 as usize].path.clone(),
        start: span.map(|span| set.line_col(file, span.start)),
    }
}
