//! Check: is the tree that is checked in the one that would be generated now, and if not, who changed what.
//!
//! Takes the plan, the lock file of the last run and the one that a run would write now; gives a [`Report`]. Must never
//! read the disk or write to it.

mod cause;
mod diff;
mod github;
mod json;
#[cfg(test)]
mod tests;
mod text;

pub use cause::{Cause, Who};
pub use diff::{ShortDiff, short_diff};
pub use github::{annotation, github};
pub use json::json;
pub use text::text;

use std::collections::BTreeMap;

use crate::drift::{Site, Surface};
use crate::hash::sha256;
use crate::lock::Lock;
use crate::plan::{Entry, Plan};
use crate::tables::Difference;

/// What a check looks at.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// What `generate` would do now.
    pub plan: &'a Plan,
    /// The lock file that is there.
    pub before: Option<&'a Lock>,
    /// Its text.
    pub before_text: Option<&'a str>,
    /// The lock file that `generate` would write now.
    pub now: &'a Lock,
    /// The directory of the crate, as it is shown.
    pub root: &'a str,
    /// The lock file, as it is shown.
    pub lock_path: &'a str,
    /// The directory that documents of the lock file are relative to, as it is shown.
    pub base: &'a str,
    /// The configuration, as it is shown.
    pub config_path: &'a str,
}

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Who drifted, most telling first.
    pub causes: Vec<Cause>,
    /// The files that are not as they should be, sorted.
    pub files: Vec<FileDrift>,
    /// Where hand-written documents and tabular pages disagree.
    pub tables: Vec<Difference>,
    /// How many files are generated.
    pub generated: usize,
    /// How many documents they are generated from.
    pub documents: usize,
    /// What regenerating is to programs that use the crate, where no hand edit stands between.
    pub surface: Option<Surface>,
    /// Where a document says what changes, by the path of the item.
    pub sites: BTreeMap<String, Site>,
    /// The commands or acts that mend it, none when in sync.
    pub mend: Vec<String>,
}

/// A file that is not as it should be.
#[derive(Clone, Debug)]
pub struct FileDrift {
    /// Its path as it is shown.
    pub path: String,
    /// What is wrong with it.
    pub state: State,
    /// Who did it.
    pub who: Vec<Who>,
    /// From what is there to what should be.
    pub diff: ShortDiff,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has other content.
    Differs,
    /// It is not there.
    Missing,
    /// It was generated once and is not any more.
    Obsolete,
    /// oasmith did not write it.
    NotGenerated,
}

impl State {
    /// The state as one word for machines.
    pub fn word(self) -> &'static str {
        match self {
            State::Differs => "differs",
            State::Missing => "missing",
            State::Obsolete => "obsolete",
            State::NotGenerated => "not generated",
        }
    }
}

impl Report {
    /// Whether nothing drifted.
    pub fn in_sync(&self) -> bool {
        self.causes.is_empty() && self.files.is_empty() && self.tables.is_empty()
    }
}

/// Finds what drifted and who did it. `command` is what regenerates.
pub fn check(evidence: Evidence<'_>, tables: Vec<Difference>, command: &str) -> Report {
    let mut causes = cause::of_inputs(evidence);
    let inputs: Vec<Who> = cause::distinct(&causes);
    let mut files = files(evidence, &inputs);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    cause::of_files(&files, evidence, &mut causes);
    // A changed input changes the lock file too.
    if inputs.is_empty() && !causes.iter().any(|cause| cause.who == Who::Generator) {
        cause::of_lock(evidence, &mut causes);
    }
    causes.sort_by_key(|cause| cause.who);
    let mend = mend(&causes, &tables, command);
    Report {
        causes,
        files,
        tables,
        surface: None,
        sites: BTreeMap::new(),
        generated: evidence.now.generated.len(),
        documents: evidence.now.documents.len(),
        mend,
    }
}

fn files(evidence: Evidence<'_>, inputs: &[Who]) -> Vec<FileDrift> {
    let plan = evidence.plan;
    let mut files = Vec::new();
    let mut add = |path: &str, state, before: Option<&Entry>, after: Option<&str>| {
        let shown = format!("{}/{path}", evidence.root);
        let diff = match (before, after) {
            (Some(before), Some(after)) => short_diff(&shown, before.bytes(), after),
            _ => ShortDiff::default(),
        };
        files.push(FileDrift {
            path: shown,
            state,
            who: who(evidence, inputs, path, state, before),
            diff,
        });
    };
    for (path, text) in &plan.create {
        add(path, State::Missing, None, Some(text));
    }
    for (path, change) in &plan.change {
        add(
            path,
            State::Differs,
            Some(&change.before),
            Some(&change.after),
        );
    }
    for (path, entry) in &plan.delete {
        add(path, State::Obsolete, Some(entry), None);
    }
    for path in &plan.foreign {
        add(path, State::NotGenerated, None, None);
    }
    files
}

/// Who made a file differ: a hand, when it is not what the last run wrote; an input, when the last run wrote something
/// else than a run would now.
fn who(
    evidence: Evidence<'_>,
    inputs: &[Who],
    path: &str,
    state: State,
    before: Option<&Entry>,
) -> Vec<Who> {
    if state == State::NotGenerated {
        return vec![Who::Foreign];
    }
    let Some(lock) = evidence.before else {
        return inputs.to_vec();
    };
    let written = lock.generated.get(path);
    let wanted = evidence.now.generated.get(path);
    let found = before.map(|entry| entry.bytes().map(sha256).unwrap_or_default());
    let mut who = Vec::new();
    if found.as_ref() != written {
        who.push(Who::Hand);
    }
    if wanted != written {
        match inputs {
            [] => who.push(Who::Generator),
            inputs => who.extend(inputs),
        }
    }
    who
}

fn mend(causes: &[Cause], tables: &[Difference], command: &str) -> Vec<String> {
    let mut mend = Vec::new();
    let foreign: Vec<&str> = causes
        .iter()
        .filter(|cause| cause.who == Who::Foreign)
        .map(|cause| cause.file.as_str())
        .collect();
    // What stands in the way of a generated file has to go first.
    if !foreign.is_empty() {
        mend.push(format!("move away or delete {}", removal(&foreign)));
    }
    if !tables.is_empty() {
        mend.push("correct the document or keep a corrected copy of the page".to_owned());
    }
    // A corrected document has to be generated from, too.
    if foreign.len() < causes.len() || !tables.is_empty() {
        mend.push(format!("run `{command}`"));
    }
    mend
}

/// More files than this are not worth a command of their own.
const MOST_REMOVED: usize = 5;

fn removal(foreign: &[&str]) -> String {
    let what = match foreign {
        [_] => "the file that is not generated",
        _ => "the files that are not generated",
    };
    if foreign.len() > MOST_REMOVED {
        return what.to_owned();
    }
    let files: Vec<String> = foreign.iter().map(|file| quoted(file)).collect();
    format!("{what} (`rm {}`)", files.join(" "))
}

/// A word as a shell reads it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:,@%".contains(c);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        word.to_owned()
    } else {
        let word = word.replace('\'', r"'\''");
        match word.starts_with('-') {
            true => format!("'./{word}'"),
            false => format!("'{word}'"),
        }
    }
}
