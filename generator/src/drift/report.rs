//! What a comparison gives: plain data, free of the documents that it came from.

use super::{Accepted, ChangeKind, Stale};
use crate::settings::AliasScope;

/// The semver class of a change of the generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The same crate.
    #[default]
    None,
    /// No public item changed: docs, checks, or what is written on the wire.
    Patch,
    /// Programs that compile go on compiling, and can do more.
    Minor,
    /// A program that compiles may no longer do so.
    Major,
}

/// Whether a client that was compiled against the older document works against a server that follows the newer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// It goes on working.
    #[default]
    Safe,
    /// It may meet something that the documents do not settle.
    Warning,
    /// Its requests may be refused, or it cannot read answers.
    Breaking,
}

/// Whether the regenerated client, used by the same program, does something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Behaviour {
    /// It sends the same, and gives the same for the same answers.
    #[default]
    Same,
    /// It sends other bytes, or gives something else for the same answers.
    Changed,
}

/// A level, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict<L> {
    /// How bad it is.
    pub level: L,
    /// Why, as a sentence without a full stop; empty where there is nothing to say.
    pub reason: String,
}

impl<L> Verdict<L> {
    /// A level with its reason.
    pub fn new(level: L, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Verdict { level, reason }
    }
}

/// In which direction the values travel that a change is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// In none: no operation needs them, or the change is about no value.
    #[default]
    Neither,
    /// The client sends them.
    Request,
    /// The client receives them.
    Response,
    /// It does both.
    Both,
}

impl Direction {
    /// The direction of what is sent and of what is received.
    pub fn of(sent: bool, received: bool) -> Self {
        match (sent, received) {
            (false, false) => Direction::Neither,
            (true, false) => Direction::Request,
            (false, true) => Direction::Response,
            (true, true) => Direction::Both,
        }
    }

    /// Whether the client sends such values.
    pub fn is_sent(self) -> bool {
        matches!(self, Direction::Request | Direction::Both)
    }

    /// Whether the client receives such values.
    pub fn is_received(self) -> bool {
        matches!(self, Direction::Response | Direction::Both)
    }

    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Neither => "neither",
            Direction::Request => "request",
            Direction::Response => "response",
            Direction::Both => "both",
        }
    }
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file, as diagnostics show it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// The last line of the node.
    pub end_line: usize,
    /// The JSON pointer of the node in its file.
    pub pointer: String,
}

/// What became of a Rust item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another one.
    Changed,
}

/// A public item of the generated crate that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustItem {
    /// What became of it.
    pub change: Change,
    /// Its path, such as `galileo::types::UserRole::Admin` (without the crate's name).
    pub path: String,
    /// Its signature in the older crate.
    pub before: Option<String>,
    /// Its signature in the newer crate.
    pub after: Option<String>,
    /// What that is in terms of semver.
    pub class: Class,
    /// Why.
    pub reason: String,
    /// The file of the generated crate that has it (the older one for what is gone), when it is known.
    pub file: Option<String>,
    /// The line in that file.
    pub line: Option<usize>,
}

/// An operation that a change reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// Such as `GET /projects/{id}`; a webhook is `webhook NAME`.
    pub operation: String,
    /// The method of the client (`get_project`), when it has one.
    pub method: Option<String>,
    /// In which direction.
    pub direction: Direction,
}

/// A rename or move that was recognised, and how to keep the old name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The stable key of the older thing.
    pub from: String,
    /// The stable key of the newer thing.
    pub to: String,
    /// From 0 to 100: how sure it is that both are one thing.
    pub confidence: u8,
    /// What speaks for it, as a sentence without a full stop.
    pub evidence: String,
    /// The scope of the name in the lock file (`types`, `operations`, `fields User`).
    pub scope: String,
    /// The key of the newer thing in that scope.
    pub key: String,
    /// The older Rust name, to be kept.
    pub old_name: String,
    /// The newer Rust name.
    pub new_name: String,
    /// All names that `rename` of the configuration would keep: this one, and those of what stands in it. None where the
    /// older names are still there.
    pub keep: Vec<KeptName>,
    /// All names that `aliases` of the configuration would have beside the newer ones, deprecated.
    pub aliases: Vec<KeptAlias>,
}

/// An older name that the configuration can keep instead of the newer one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptName {
    /// The scope of the name in the lock file.
    pub scope: String,
    /// The key of the newer thing in that scope.
    pub key: String,
    /// The older name.
    pub name: String,
}

/// An older name that the configuration can have beside the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAlias {
    /// What it names.
    pub scope: AliasScope,
    /// The older name.
    pub old: String,
    /// The newer name.
    pub new: String,
}

/// One change, with everything that it causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The fingerprint: 16 hexadecimal digits that depend on what changed, and not on where it stands in a file.
    pub id: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The API of the configuration that it is about; empty when two documents are compared.
    pub api: String,
    /// The stable key of what changed.
    pub key: String,
    /// What changed, in the document's words: `Permission.action`, `GET /projects/{id}`.
    pub subject: String,
    /// One plain sentence without a full stop.
    pub title: String,
    /// What the older document says, when that is short.
    pub before: Option<String>,
    /// What the newer document says, when that is short.
    pub after: Option<String>,
    /// In which direction the values travel.
    pub direction: Direction,
    /// Whether yesterday's client works.
    pub wire: Verdict<Wire>,
    /// What the regenerated crate is to programs that use it.
    pub source: Verdict<Class>,
    /// Whether the regenerated client does something else.
    pub behaviour: Verdict<Behaviour>,
    /// Where the older document says it.
    pub old: Option<Site>,
    /// Where the newer document says it.
    pub new: Option<Site>,
    /// The operations that it reaches, sorted.
    pub operations: Vec<Reach>,
    /// The Rust items that it changes, sorted by path.
    pub items: Vec<RustItem>,
    /// The rename that it is taken for, when it is one.
    pub rename: Option<Rename>,
    /// The day until which what is gone was to stay, by `x-sunset` of the older document.
    pub sunset: Option<String>,
    /// The other places that say the same, where several do: those of schemas that share what changed.
    pub also: Vec<Place>,
}

/// Another place that a change is said at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The stable key of what changed there.
    pub key: String,
    /// What changed there, in the document's words.
    pub subject: String,
    /// Where the older document says it.
    pub old: Option<Site>,
    /// Where the newer document says it.
    pub new: Option<Site>,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// What it is called: the document's path, or `generated` for what is checked in.
    pub name: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// How many operations there are.
    pub operations: usize,
    /// How many components there are.
    pub schemas: usize,
}

/// The result of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The older side.
    pub old: Side,
    /// The newer side.
    pub new: Side,
    /// The generated crate's name.
    pub crate_name: String,
    /// The version that the crate has.
    pub crate_version: String,
    /// The version that it must become.
    pub next_version: String,
    /// The semver class of the whole: the worst of its entries.
    pub class: Class,
    /// The worst verdict on the wire.
    pub wire: Wire,
    /// Whether behaviour changed.
    pub behaviour: Behaviour,
    /// One for each cause, worst first.
    pub entries: Vec<Entry>,
    /// Entries that were accepted, and count for nothing.
    pub accepted: Vec<Accepted>,
    /// Acceptances that cover nothing.
    pub stale: Vec<Stale>,
}

impl Report {
    /// Says where items stand in a crate, by their paths; those of which nothing is known stay as they are.
    pub fn stand(&mut self, place: &dyn Fn(&str) -> Option<(String, usize)>) {
        let accepted = self.accepted.iter_mut().map(|one| &mut one.entry);
        for entry in self.entries.iter_mut().chain(accepted) {
            for item in &mut entry.items {
                if let Some((file, line)) = place(&item.path) {
                    (item.file, item.line) = (Some(file), Some(line));
                }
            }
        }
    }
}

impl RustItem {
    /// File and line, when both are known: `generated/src/pets/types.rs:12`.
    pub fn place(&self) -> Option<String> {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => Some(format!("{file}:{line}")),
            _ => None,
        }
    }
}
