//! A document's instances through its types and back.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::compare::{Change, differences};
use super::driver;
use super::judge::{Bench, Judge};
use super::merged::Merged;
use super::places::{self, Place};
use super::synth::{Examples, Synth};

/// How many instances of a schema go through its type.
const INSTANCES: usize = 120;

/// How many bytes of JSON the instances of a document have, shared equally among its schemas …
const BYTES: usize = 24_000_000;

/// … each of which has this many at least, …
const LEAST_BYTES: usize = 10_000;

/// … and this many instances, however large they are.
const LEAST_INSTANCES: usize = 8;

/// A valid instance that did not survive.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The schema.
    pub pointer: String,
    /// Where in the instance.
    pub path: String,
    /// What went wrong, and the beginning of the instance.
    pub what: String,
}

/// What became of a document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Schemas with a type.
    pub schemas: usize,
    /// Schemas with at least one valid instance.
    pub exercised: usize,
    /// Those among them that have instances only when `oneOf` is read as `anyOf`.
    pub relaxed: usize,
    /// Those that no value satisfies.
    pub empty: usize,
    /// Schemas without one, each with the reason.
    pub skipped: Vec<(String, String)>,
    /// Instances that went through.
    pub instances: usize,
    /// Instances that came back equal.
    pub lossless: usize,
    /// Instances that came back with allowed changes only.
    pub allowed: usize,
    /// Changes of each kind.
    pub changes: BTreeMap<Change, usize>,
    /// What did not survive; at most one of each schema and cause.
    pub failures: Vec<Failure>,
    /// How many instances did not survive.
    pub failed: usize,
}

/// A document whose instances are made and whose program is written.
pub struct Prepared {
    document: Value,
    places: Vec<Place>,
    instances: Vec<(usize, Value)>,
    report: Report,
}

/// Makes the valid instances of a document.
///
/// # Errors
/// When the judge cannot take the document.
pub fn prepare(document: &Value, places: Vec<Place>) -> Result<Prepared, String> {
    let judge = Judge::new(document)?;
    let pointers: Vec<&str> = places.iter().map(|place| &*place.pointer).collect();
    let strict = judge.bench(&pointers);
    // Only asked where the strict one finds nothing.
    let relaxed = std::cell::LazyCell::new(|| {
        let judge = Judge::relaxed(document).ok();
        judge.map(|judge| judge.bench(&pointers))
    });
    let synth = Synth::new(document, Examples::Second);
    let trusting = Synth::new(document, Examples::First);
    let examples = places::examples(document);
    let room = (BYTES / places.len().max(1)).max(LEAST_BYTES);
    let mut report = Report {
        schemas: places.len(),
        ..Report::default()
    };
    let mut instances: Vec<(usize, Value)> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let skip = |reason: String| (place.pointer.clone(), reason);
        if let Some(error) = strict.error(index) {
            report
                .skipped
                .push(skip(format!("the judge says: {error}")));
            continue;
        }
        let given = examples.get(&place.pointer).into_iter().flatten().cloned();
        let mut candidates: Vec<Value> = given.chain(synth.instances(&place.pointer)).collect();
        let mut valid = chosen(&candidates, &strict, index, room);
        if valid.is_empty() {
            candidates.extend(trusting.instances(&place.pointer));
            valid = chosen(&candidates, &strict, index, room);
        }
        if valid.is_empty()
            && let Some(relaxed) = &*relaxed
        {
            valid = chosen(&candidates, relaxed, index, room);
            report.relaxed += usize::from(!valid.is_empty());
        }
        if valid.is_empty() {
            let schema = document.pointer(&place.pointer).unwrap_or(&Value::Null);
            let empty = Merged::of(document, schema).nothing(document);
            report.empty += usize::from(empty.is_some());
            report.skipped.push(skip(match empty {
                Some(why) => format!("nothing satisfies it: {why}"),
                None => "no instance was found that is valid".to_owned(),
            }));
            continue;
        }
        report.exercised += 1;
        // What the document does not list: kept by an open enum, whatever the judge says.
        if strings_only(document.pointer(&place.pointer)) {
            valid.push(Value::String("a value that nobody lists".to_owned()));
        }
        instances.extend(valid.into_iter().map(|value| (index, value)));
    }
    report.instances = instances.len();
    Ok(Prepared {
        document: document.clone(),
        places,
        instances,
        report,
    })
}

/// The valid ones among the candidates, each once, of at most so many bytes in all.
fn chosen(candidates: &[Value], bench: &Bench, index: usize, mut room: usize) -> Vec<Value> {
    let mut valid: Vec<Value> = Vec::new();
    for value in candidates {
        if valid.len() >= INSTANCES || room == 0 && valid.len() >= LEAST_INSTANCES {
            break;
        }
        // Whether null is allowed is said at each use of a type, and tried there.
        let fresh = !value.is_null() && !valid.contains(value);
        if fresh && bench.is_valid(index, value) {
            room = room.saturating_sub(size(value));
            valid.push(value.clone());
        }
    }
    let null = candidates.iter().any(Value::is_null);
    if valid.is_empty() && null && bench.is_valid(index, &Value::Null) {
        valid.push(Value::Null);
    }
    valid
}

/// About how many bytes a value has as JSON.
fn size(value: &Value) -> usize {
    match value {
        Value::Object(object) => {
            let entries = object
                .iter()
                .map(|(key, value)| key.len() + 4 + size(value));
            2 + entries.sum::<usize>()
        }
        Value::Array(items) => 2 + items.iter().map(|item| 1 + size(item)).sum::<usize>(),
        Value::String(text) => 2 + text.len(),
        _ => 5,
    }
}

fn strings_only(schema: Option<&Value>) -> bool {
    let listed = schema.and_then(|schema| schema["enum"].as_array());
    let is_text = schema.is_some_and(|schema| schema["type"] == "string");
    is_text && listed.is_some_and(|listed| listed.iter().all(Value::is_string))
}

impl Prepared {
    /// The schemas with a type.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// What is known before anything is sent.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Sends the instances through the built program. Types that are lossless may change nothing.
    ///
    /// # Errors
    /// When the program fails.
    pub fn run(self, workspace: &Path, driver: &str, lossless: bool) -> io::Result<Report> {
        let Prepared {
            document,
            places,
            instances,
            mut report,
        } = self;
        let sent: Vec<(&str, &Value)> = instances
            .iter()
            .map(|(index, value)| (&*places[*index].rust, value))
            .collect();
        let answers = driver::run(workspace, driver, &sent)?;
        for ((index, before), answer) in instances.iter().zip(answers) {
            let pointer = &places[*index].pointer;
            match answer {
                Ok(after) => judge_one(&mut report, pointer, (before, &after), &document, lossless),
                Err(message) => fail(&mut report, pointer, "$", &message, before),
            }
        }
        Ok(report)
    }
}

fn judge_one(
    report: &mut Report,
    pointer: &str,
    (before, after): (&Value, &Value),
    document: &Value,
    lossless: bool,
) {
    let changes = differences(before, after, document, pointer);
    if changes.is_empty() {
        report.lossless += 1;
        return;
    }
    for change in &changes {
        *report.changes.entry(change.change).or_default() += 1;
    }
    match changes
        .iter()
        .find(|change| lossless || !change.change.allowed())
    {
        None => report.allowed += 1,
        Some(lost) => fail(report, pointer, &lost.path, &lost.detail, before),
    }
}

fn fail(report: &mut Report, pointer: &str, path: &str, what: &str, instance: &Value) {
    report.failed += 1;
    let known = report
        .failures
        .iter()
        .any(|f| f.pointer == pointer && f.path == path);
    if !known {
        let instance: String = instance.to_string().chars().take(200).collect();
        report.failures.push(Failure {
            pointer: pointer.to_owned(),
            path: path.to_owned(),
            what: format!("{what} in {instance}"),
        });
    }
}
