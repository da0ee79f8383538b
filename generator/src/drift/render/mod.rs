//! Reports as text of several kinds. Must never decide anything: what is said stands in the report.

mod accepted;
mod github;
mod json;
pub(super) mod keep;
mod markdown;
mod text;

pub use github::github;
pub use json::{json, value};
pub use markdown::markdown;
pub use text::{explain, text};

use super::words::counted;
use super::{Behaviour, Change, Class, Entry, Report, RustItem, Wire};

impl Class {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Class::None => "none",
            Class::Patch => "patch",
            Class::Minor => "minor",
            Class::Major => "major",
        }
    }
}

impl Wire {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Wire::Safe => "safe",
            Wire::Warning => "warning",
            Wire::Breaking => "breaking",
        }
    }
}

impl Behaviour {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Behaviour::Same => "same",
            Behaviour::Changed => "changed",
        }
    }
}

impl Change {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        }
    }

    /// The sign for it.
    pub fn sign(self) -> char {
        match self {
            Change::Added => '+',
            Change::Removed => '-',
            Change::Changed => '~',
        }
    }
}

/// The operations of an entry in a few words: `reaches 37 operations: get_project, … and 34 more`.
fn reaches(entry: &Entry) -> Option<String> {
    const MOST: usize = 3;
    let names: Vec<&str> = entry
        .operations
        .iter()
        .map(|reach| reach.method.as_deref().unwrap_or(&reach.operation))
        .collect();
    match &names[..] {
        [] => None,
        _ if is_operation(entry) && names.len() == 1 => None,
        _ => {
            let shown = names
                .iter()
                .take(MOST)
                .copied()
                .collect::<Vec<_>>()
                .join(", ");
            let more = match names.len().saturating_sub(MOST) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let way = match entry.direction {
                super::Direction::Request => " in requests",
                super::Direction::Response => " in answers",
                super::Direction::Both => " both ways",
                super::Direction::Neither => "",
            };
            Some(format!(
                "reaches {}{way}: {shown}{more}",
                counted(names.len(), "operation")
            ))
        }
    }
}

/// Whether an entry is about an operation as a whole, which its title names.
fn is_operation(entry: &Entry) -> bool {
    entry.kind.code().starts_with("operation-")
}

/// What became of an item, on one line.
pub(super) fn shown(item: &RustItem) -> String {
    match (&item.before, &item.after) {
        (Some(before), Some(after)) if before != after => {
            format!("{} {}: {before} → {after}", item.change.sign(), item.path)
        }
        (_, Some(text)) | (Some(text), None) => match item.path.contains("impl ") {
            true => format!("{} {}", item.change.sign(), item.path),
            false => format!("{} {}: {text}", item.change.sign(), item.path),
        },
        (None, None) => format!("{} {}", item.change.sign(), item.path),
    }
}

/// Where an item stands, behind what is said of it; nothing when that is not known.
pub(super) fn placed(item: &RustItem) -> String {
    item.place()
        .map_or_else(String::new, |place| format!(" ({place})"))
}

/// How many entries have each source class, and each verdict on the wire.
struct Counts {
    class: [usize; 4],
    wire: [usize; 3],
    behaviour: usize,
    items: [usize; 3],
}

fn counts(report: &Report) -> Counts {
    let mut counts = Counts {
        class: [0; 4],
        wire: [0; 3],
        behaviour: 0,
        items: [0; 3],
    };
    for entry in &report.entries {
        counts.class[entry.source.level as usize] += 1;
        counts.wire[entry.wire.level as usize] += 1;
        counts.behaviour += usize::from(entry.behaviour.level == Behaviour::Changed);
        for item in &entry.items {
            counts.items[item.change as usize] += 1;
        }
    }
    counts
}
