//! Commands: each takes its arguments and gives what is to be printed and how it ended.

mod args;
mod bundle;
mod check;
mod diff;
mod generate;
mod lint;
mod machine;
mod pages;
mod prepare;
mod small;
mod standing;
#[cfg(test)]
mod tests;
mod upstream;

use std::ffi::OsString;
use std::mem::ManuallyDrop;

use clap::Parser;

use args::{Arguments, Command};
use oasmith::calendar;
use oasmith::diag::{self, Diagnostics, Severity};
use oasmith::source::SourceSet;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing was found.
    Fine,
    /// Done, and something was found: drift, findings.
    Found,
    /// Not done.
    Failed,
}

/// What a command has to say.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Results.
    pub stdout: String,
    /// Diagnostics.
    pub stderr: String,
    /// How it ended.
    pub exit: Exit,
}

/// Where colours may be used.
#[derive(Clone, Copy, Debug)]
pub struct Color {
    /// On standard output.
    pub stdout: bool,
    /// On standard error.
    pub stderr: bool,
}

/// Reads the arguments.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(arguments)
}

/// Runs a command.
pub fn run(arguments: Arguments, color: Color) -> Outcome {
    // The process ends after this; to give back what was read node by node would take a good part of a run.
    let mut run = ManuallyDrop::new(Run {
        set: SourceSet::default(),
        diags: Diagnostics::new(),
        color,
    });
    match arguments.command {
        Command::Generate(arguments) => generate::run(&mut run, arguments),
        Command::Check(arguments) => check::run(&mut run, arguments),
        Command::Diff(arguments) => diff::run(&mut run, arguments),
        Command::Update(arguments) => upstream::update(&mut run, arguments),
        Command::Lint(arguments) => lint::run(&mut run, arguments),
        Command::Bundle(arguments) => bundle::bundle(&mut run, arguments),
        Command::Transcribe(arguments) => pages::transcribe(&mut run, arguments),
        Command::Explain { code } => small::explain(&mut run, &code),
        Command::Init { config } => small::init(&mut run, &config),
        Command::Completions { shell } => small::completions(shell),
    }
}

/// What all commands need.
pub struct Run {
    set: SourceSet,
    diags: Diagnostics,
    color: Color,
}

impl Run {
    /// The outcome when everything went well; warnings are shown.
    fn done(&self, stdout: String, exit: Exit) -> Outcome {
        let mut stderr = self.rendered(self.color.stderr);
        if let Some(counts) = self.counts() {
            stderr.push_str(&format!("{counts}\n"));
        }
        Outcome {
            stdout,
            stderr,
            exit,
        }
    }

    /// The outcome when there are errors. `consequence` ends the closing line.
    fn failed(&self, consequence: &str) -> Outcome {
        let mut stderr = self.rendered(self.color.stderr);
        let counts = self.counts().unwrap_or_default();
        stderr.push_str(&format!("error: {counts}{consequence}\n"));
        Outcome {
            stdout: String::new(),
            stderr,
            exit: Exit::Failed,
        }
    }

    fn rendered(&self, color: bool) -> String {
        // Notes tell what was generated from what; of a run that writes nothing they would only hide the errors.
        let failed = self.diags.has_errors();
        let mut shown = Diagnostics::new();
        for diagnostic in self.diags.iter() {
            if !failed || diagnostic.severity != Severity::Note {
                shown.push(diagnostic.clone());
            }
        }
        let mut text = diag::render(&shown, &self.set, color);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// `2 errors, 1 warning`; nothing when there are only notes.
    fn counts(&self) -> Option<String> {
        let count = |severity| self.diags.iter().filter(|d| d.severity == severity).count();
        let parts: Vec<String> = [
            (count(Severity::Error), "error"),
            (count(Severity::Warning), "warning"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(count, what))
        .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// A command of oasmith as whoever runs this one can type it: `cargo run` tells the program that it was started by it.
fn command(arguments: &str) -> String {
    let by_cargo = std::env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == "oasmith");
    match by_cargo {
        true => format!("cargo run -p oasmith -- {arguments}"),
        false => format!("oasmith {arguments}"),
    }
}

/// `1 file`, `2 files`.
fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// The day on which this runs.
fn today() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    calendar::day(since.unwrap_or_default().as_secs() / 86_400)
}
