//! The suite's instances through the types of its schemas and back.
//!
//! Takes groups; generates one crate with a module for each document, builds it once, and says line by line what does
//! not come back as it was, what is any JSON value, and what is refused.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use indexmap::IndexMap;
use oasmith::diag::{Diagnostics, Severity};
use oasmith::model::TypeKind;
use oasmith::pipeline::{Job, Output, run};
use oasmith::settings::{ApiSettings, CrateSettings, Settings};
use oasmith::source::{MemoryLoader, SourceSet};
use serde_json::Value;

use super::bundle::{Bundle, bundles, list};
use super::groups::Group;
use crate::corpus::compile::{Verb, compile};
use crate::corpus::generate::write;
use crate::fidelity::compare::same;
use crate::fidelity::driver;

/// The package of the types.
const PACKAGE: &str = "json-schema-suite";

/// What became of the suite.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// A line for each exception: file, group, instance, and what happened.
    pub lines: Vec<String>,
    /// How many instances were sent.
    pub sent: usize,
    /// How many came back equal.
    pub equal: usize,
}

/// Reads every group alone, and gives the errors of those that are refused.
pub fn refused(groups: &[Group]) -> Vec<Option<String>> {
    let alone = |index| {
        let bundle = bundles(groups, std::iter::once(index));
        let (_, diags) = pipeline(groups, &bundle);
        let first = diags.iter().find(|d| d.severity == Severity::Error)?;
        Some(format!("refused, {}: {}", first.code, first.message))
    };
    (0..groups.len()).map(alone).collect()
}

/// Sends every instance through its type.
///
/// # Errors
/// When the crate cannot be generated, built or run.
pub fn through(groups: &[Group], workspace: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    let refused = refused(groups);
    let taken = (0..groups.len()).filter(|index| refused[*index].is_none());
    let bundles = bundles(groups, taken);
    let (output, diags) = pipeline(groups, &bundles);
    if let Some(error) = diags.iter().find(|d| d.severity == Severity::Error) {
        let text = format!("together they are refused: {}", error.message);
        return Err(io::Error::other(text));
    }
    write(&workspace.join(PACKAGE), &output.tree)?;
    let emitted = emitted(&output);
    let mut paths = Vec::new();
    for (number, bundle) in bundles.iter().enumerate() {
        let of = |index: &usize| path(number, *index);
        paths.extend(
            bundle
                .groups
                .iter()
                .map(of)
                .filter(|path| emitted.contains(path)),
        );
    }
    let features: Vec<String> = (0..bundles.len()).map(module).collect();
    let program = driver::program(workspace, PACKAGE, &features, paths)?;
    let packages = [PACKAGE.to_owned(), program.clone()];
    for (package, verdict) in compile(workspace, &packages, Verb::Build)? {
        if let Some((_, message)) = verdict.errors.first() {
            return Err(io::Error::other(format!("{package}: {message}")));
        }
    }
    let mut sent = Vec::new();
    for (number, bundle) in bundles.iter().enumerate() {
        for index in &bundle.groups {
            for (description, value) in &groups[*index].valid {
                let wrapped = Value::Array(vec![value.clone()]);
                sent.push((path(number, *index), *index, description, wrapped));
            }
        }
    }
    let instances: Vec<(&str, &Value)> = sent.iter().map(|s| (&*s.0, &s.3)).collect();
    let answers = driver::run(workspace, &program, &instances)?;
    report.sent = sent.len();
    for ((_, index, description, before), answer) in sent.iter().zip(answers) {
        let what = match answer {
            Ok(after) if same(before, &after) => {
                report.equal += 1;
                continue;
            }
            Ok(after) => format!("{} became {}", before[0], after[0]),
            Err(message) => format!("{}: {}", before[0], reason(&message)),
        };
        report.lines.push(line(&groups[*index], description, &what));
    }
    for (index, why) in refused.iter().enumerate() {
        if let Some(why) = why {
            report.lines.push(line(&groups[index], "*", why));
        }
    }
    opaque(groups, &output, &mut report.lines);
    report.lines.sort();
    report.lines.dedup();
    Ok(report)
}

/// An error without the list around the instance and the place in the text.
fn reason(message: &str) -> String {
    let end = message.find(" (line").or(message.find(" at line"));
    message[..end.unwrap_or(message.len())].to_owned()
}

fn line(group: &Group, instance: &str, what: &str) -> String {
    let mut text = String::new();
    // A line of text for a line of the list, whatever is in the suite's strings.
    let _ = write!(
        text,
        "{}\t{}\t{instance}\t{what}",
        group.file, group.description
    );
    text.chars()
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect()
}

fn module(number: usize) -> String {
    format!("part{number}")
}

fn path(number: usize, index: usize) -> String {
    format!("client::{}::types::{}", module(number), list(index))
}

/// The types of the crate, as paths.
fn emitted(output: &Output) -> BTreeSet<String> {
    let names = output.lock.names.apis.iter();
    names
        .flat_map(|(module, scopes)| {
            let types = scopes
                .get("types")
                .into_iter()
                .flat_map(|types| types.values());
            types.map(move |name| format!("client::{module}::types::{name}"))
        })
        .collect()
}

/// What is any JSON value, with the reason.
fn opaque(groups: &[Group], output: &Output, lines: &mut Vec<String>) {
    for (_, api) in &output.apis {
        for ty in &api.types {
            let TypeKind::Opaque { reason } = &ty.kind else {
                continue;
            };
            let key = ty
                .place
                .key
                .trim_start_matches("#/components/schemas/Group");
            let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
            let at = &key[digits.len()..];
            if let Some(group) = digits.parse::<usize>().ok().and_then(|i| groups.get(i)) {
                lines.push(line(group, "*", &format!("opaque `{at}`: {reason}")));
            }
        }
    }
}

fn pipeline(groups: &[Group], bundles: &[Bundle]) -> (Output, Diagnostics) {
    let mut loader = MemoryLoader::default();
    let mut job = Job {
        settings: Settings {
            output: CrateSettings {
                name: PACKAGE.to_owned(),
                version: "0.1.0".to_owned(),
                at_root: false,
            },
            apis: IndexMap::new(),
            ..Settings::default()
        },
        directory: ".".to_owned(),
        ..Job::default()
    };
    for (number, bundle) in bundles.iter().enumerate() {
        let file = format!("{number}.json");
        loader = loader.with(&file, bundle.document(groups).to_string());
        let settings = ApiSettings {
            lossless: true,
            ..ApiSettings::default()
        };
        job.settings.apis.insert(module(number), settings);
        let one = Job::of_documents("x", &module(number), vec![file], Default::default());
        job.inputs.extend(one.inputs);
    }
    let (mut set, mut diags) = (SourceSet::default(), Diagnostics::new());
    let output = run(&mut set, &loader, &job, &mut diags);
    (output, diags)
}
