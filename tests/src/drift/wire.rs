//! Yesterday's client and today's server: what the newer document allows is decoded by the older code, and what the
//! older code sends is judged by the newer document.
//!
//! Takes the versions of pairs and the program that has the code of all of them; gives for each pair why the older client
//! fails, when it does.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;

use super::pairs::{Pair, Version};
use super::parameters::{self, Documents};
use super::{credentials, forms, headers};
use crate::fidelity::bodies::{expression, json_schema, parts, segment};
use crate::fidelity::driver;
use crate::fidelity::judge::{Judge, upgraded};
use crate::fidelity::synth::{Examples, Synth};

/// How many instances of a body go through the program.
const INSTANCES: usize = 60;

/// A value that goes through a type of the older code.
struct Trial {
    pair: usize,
    /// Where in the documents, for people.
    place: String,
    /// The type, as the program spells it.
    rust: String,
    value: Value,
    /// What a request that the program wrote is judged by; nothing for what is only decoded.
    judge: Option<usize>,
}

/// Everything that goes through the program.
#[derive(Default)]
pub struct Trials {
    trials: Vec<Trial>,
    judges: Vec<Validator>,
    /// Why a pair is broken before anything was sent.
    broken: BTreeMap<usize, String>,
}

impl Trials {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.trials.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.trials.is_empty()
    }

    /// The types that the program needs.
    pub fn types(&self) -> Vec<String> {
        self.trials.iter().map(|trial| trial.rust.clone()).collect()
    }

    /// Adds what is tried for a pair.
    pub fn add(&mut self, index: usize, pair: &Pair, versions: &[Version]) {
        let (old, new) = (&versions[pair.old], &versions[pair.new]);
        let before = upgraded(old.document.clone());
        let after = upgraded(new.document.clone());
        let mut asked = after.clone();
        without_read_only(&mut asked);
        let judges = (Judge::new(&before), Judge::new(&after), Judge::new(&asked));
        let (Ok(old_judge), Ok(new_judge), Ok(request_judge)) = judges else {
            return;
        };
        for operation in &old.api.client.operations {
            let method = operation.method.to_lowercase();
            let documents = Documents {
                written: [&old.document, &new.document],
                upgraded: [&before, &after],
            };
            let now = parameters::same_path(&new.document, &operation.path);
            let paths = [&*operation.path, now.unwrap_or_default()];
            let why = parameters::broken(&documents, &method, paths)
                .or_else(|| credentials::broken(documents.written, &method, paths))
                .or_else(|| forms::broken(&documents, &method, paths));
            if let Some(why) = why {
                self.broken.entry(index).or_insert(why);
            }
            let [at, now] = paths.map(|path| format!("/paths/{}/{method}", segment(path)));
            if let Some(why) = unknown_success((&before, &at), (&after, &now)) {
                self.broken.entry(index).or_insert(why);
            }
            let home = format!("client::{}::types::", old.module);
            for header in headers::of(&old.api, operation, [&before, &after], [&at, &now]) {
                let rust = header.rust.replace("client::types::", &home);
                self.trials
                    .extend(header.values.into_iter().map(|value| Trial {
                        pair: index,
                        place: header.place.clone(),
                        rust: rust.clone(),
                        value,
                        judge: None,
                    }));
            }
            for (part, ty) in parts(operation) {
                let Some(rust) = expression(ty) else { continue };
                let rust = rust.replace("client::types::", &home);
                let place = format!("{at}/{part}");
                let in_new = format!("{now}/{part}");
                let (from, to) = (json_schema(&before, &place), json_schema(&after, &in_new));
                let is_request = part == "requestBody";
                let there = after.pointer(&in_new).is_some();
                let (Some(from), Some(to)) = (from.clone(), to) else {
                    // JSON that was agreed on and no longer is.
                    if from.is_some()
                        && there
                        && after.pointer(&format!("{in_new}/content")).is_some()
                    {
                        let why = format!("{place} is no JSON with a schema any more");
                        self.broken.entry(index).or_insert(why);
                    }
                    continue;
                };
                let (document, judge, pointer) = match is_request {
                    true => (&before, &old_judge, &from),
                    false => (&after, &new_judge, &to),
                };
                let Ok(valid) = judge.validator(pointer) else {
                    continue;
                };
                let target = match is_request {
                    true => request_judge.validator(&to).ok(),
                    false => None,
                };
                let target = target.map(|target| {
                    self.judges.push(target);
                    self.judges.len() - 1
                });
                let values = Synth::new(document, Examples::Second).instances(pointer);
                let values = values
                    .into_iter()
                    .filter(|value| valid.is_valid(value))
                    .take(INSTANCES);
                self.trials.extend(values.map(|value| Trial {
                    pair: index,
                    place: place.clone(),
                    rust: rust.clone(),
                    value,
                    judge: target,
                }));
            }
        }
    }

    /// Sends everything through the program; gives for each pair that breaks why it does.
    ///
    /// # Errors
    /// When the program fails.
    pub fn run(self, workspace: &Path, program: &str) -> io::Result<BTreeMap<usize, String>> {
        let sent: Vec<(&str, &Value)> = self
            .trials
            .iter()
            .map(|trial| (&*trial.rust, &trial.value))
            .collect();
        let answers = driver::run(workspace, program, &sent)?;
        let mut broken = self.broken;
        for (trial, answer) in self.trials.iter().zip(answers) {
            let short: String = trial.value.to_string().chars().take(120).collect();
            let why = match (answer, trial.judge) {
                (Err(message), None) => format!(
                    "{}: the older client cannot read {short}: {message}",
                    trial.place
                ),
                (Ok(written), Some(judge)) if !self.judges[judge].is_valid(&written) => {
                    let short: String = written.to_string().chars().take(120).collect();
                    format!("{}: the newer document refuses {short}", trial.place)
                }
                _ => continue,
            };
            broken.entry(trial.pair).or_insert(why);
        }
        Ok(broken)
    }
}

/// A success that the older document does not declare: its client takes it for an error.
fn unknown_success((before, at): (&Value, &str), (after, now): (&Value, &str)) -> Option<String> {
    let statuses = |document: &Value, at: &str| -> Vec<String> {
        let responses = document.pointer(&format!("{at}/responses"));
        let responses = responses.and_then(Value::as_object);
        responses
            .into_iter()
            .flatten()
            .map(|(status, _)| status.clone())
            .collect()
    };
    let known = statuses(before, at);
    if known.is_empty()
        || known
            .iter()
            .any(|status| status == "default" || status.eq_ignore_ascii_case("2XX"))
    {
        return None;
    }
    let mut new = statuses(after, now).into_iter();
    let unknown = new.find(|status| status.starts_with('2') && !known.contains(status))?;
    Some(format!(
        "{at} may answer {unknown}, which the older client does not know"
    ))
}

/// Has a document allow anything in requests for what only a server sets: it looks at none of it.
fn without_read_only(at: &mut Value) {
    match at {
        Value::Object(object) => {
            let properties = object.get("properties").and_then(Value::as_object);
            let read_only = properties
                .into_iter()
                .flatten()
                .filter(|(_, property)| property["readOnly"] == true);
            let names: Vec<String> = read_only.map(|(name, _)| name.clone()).collect();
            if let Some(Value::Array(required)) = object.get_mut("required") {
                required.retain(|name| !names.iter().any(|known| name == known));
            }
            for name in names {
                object["properties"][&name] = Value::Bool(true);
            }
            object.values_mut().for_each(without_read_only);
        }
        Value::Array(items) => items.iter_mut().for_each(without_read_only),
        _ => {}
    }
}
