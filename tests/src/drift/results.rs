//! What came out for each pair, and the table in which it is kept.
//!
//! Takes predictions and observations; gives those that are not as the table says. What was predicted to be harmless and
//! is not is never kept; what was predicted to be worse than it is needs a reason, which a person writes.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use oasmith::drift::{Class, Wire};

use super::semver::Observed;

/// What was predicted and observed for a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The pair.
    pub pair: String,
    /// The kinds of changes in the report.
    pub kinds: String,
    /// The predicted class of the crate.
    pub source: Class,
    /// The observed one, with a reason.
    pub surface: (Observed, String),
    /// The predicted verdict on the wire.
    pub wire: Wire,
    /// Why the older client really fails, when it does.
    pub broken: Option<String>,
}

impl Outcome {
    /// What was predicted to be harmless and is not.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let (observed, why) = &self.surface;
        if *observed == Observed::Major && self.source != Class::Major {
            wrong.push(format!(
                "source {} predicted, and {why}",
                class(self.source)
            ));
        }
        if *observed == Observed::Minor && self.source < Class::Minor {
            wrong.push(format!(
                "source {} predicted, and {why}",
                class(self.source)
            ));
        }
        if let (Some(why), Wire::Safe) = (&self.broken, self.wire) {
            wrong.push(format!("wire safe predicted, and {why}"));
        }
        wrong
    }

    /// Whether it was predicted to be worse than what was seen.
    pub fn is_strict(&self) -> bool {
        let source = match self.surface.0 {
            Observed::Same => self.source > Class::Patch,
            Observed::Minor => self.source > Class::Minor,
            Observed::Major => false,
        };
        source || self.broken.is_none() && self.wire == Wire::Breaking
    }

    fn columns(&self) -> [String; 5] {
        let broken = if self.broken.is_some() {
            "fails"
        } else {
            "works"
        };
        [
            self.kinds.clone(),
            class(self.source).to_owned(),
            self.surface.0.word().to_owned(),
            wire(self.wire).to_owned(),
            broken.to_owned(),
        ]
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::None => "none",
        Class::Patch => "patch",
        Class::Minor => "minor",
        Class::Major => "major",
    }
}

fn wire(wire: Wire) -> &'static str {
    match wire {
        Wire::Safe => "safe",
        Wire::Warning => "warning",
        Wire::Breaking => "breaking",
    }
}

const HEAD: &str =
    "pair\tkinds\tsource\tsurface\twire\told client\twhy stricter than what was seen\n";

/// The table: for each pair its columns, and the reason for being stricter.
#[derive(Clone, Debug, Default)]
pub struct Table(BTreeMap<String, ([String; 5], String)>);

impl Table {
    /// Reads the table; an absent one is empty.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(path: &Path) -> io::Result<Table> {
        let mut rows = BTreeMap::new();
        if !path.exists() {
            return Ok(Table(rows));
        }
        for line in std::fs::read_to_string(path)?.lines().skip(1) {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let Ok([pair, a, b, c, d, e, why]) = <[String; 7]>::try_from(cells) else {
                return Err(io::Error::other(format!(
                    "{}: not seven columns: {line}",
                    path.display()
                )));
            };
            rows.insert(pair, ([a, b, c, d, e], why));
        }
        Ok(Table(rows))
    }

    /// Takes outcomes over; reasons stay while they are needed.
    pub fn bless(&mut self, outcomes: &[Outcome], all: bool) {
        let before = std::mem::take(&mut self.0);
        if !all {
            self.0 = before.clone();
        }
        for outcome in outcomes {
            let why = before
                .get(&outcome.pair)
                .map(|(_, why)| why.clone())
                .unwrap_or_default();
            let why = if outcome.is_strict() {
                why
            } else {
                String::new()
            };
            self.0
                .insert(outcome.pair.clone(), (outcome.columns(), why));
        }
    }

    /// Writes the table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let rows = self
            .0
            .iter()
            .map(|(pair, (columns, why))| format!("{pair}\t{}\t{why}\n", columns.join("\t")));
        std::fs::write(path, HEAD.to_owned() + &rows.collect::<String>())
    }

    /// What is not as the table says: a line for each.
    pub fn compare(&self, outcomes: &[Outcome], all: bool) -> Vec<String> {
        let mut wrong = Vec::new();
        for outcome in outcomes {
            let pair = &outcome.pair;
            wrong.extend(
                outcome
                    .wrong()
                    .into_iter()
                    .map(|why| format!("{pair}: {why}")),
            );
            match self.0.get(pair) {
                None => wrong.push(format!("{pair}: not in the table")),
                Some((columns, _)) if *columns != outcome.columns() => {
                    let now = outcome.columns().join(", ");
                    wrong.push(format!(
                        "{pair}: {} in the table, {now} now",
                        columns.join(", ")
                    ));
                }
                Some((_, why)) if outcome.is_strict() && why.is_empty() => {
                    wrong.push(format!(
                        "{pair}: stricter than what was seen ({}), and nobody says why",
                        outcome.columns().join(", ")
                    ));
                }
                Some(_) => {}
            }
        }
        if all {
            let run = |pair: &String| outcomes.iter().any(|outcome| outcome.pair == *pair);
            let gone = self.0.keys().filter(|pair| !run(pair));
            wrong.extend(gone.map(|pair| format!("{pair}: in the table, and not run")));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(source: Class, surface: Observed, wire: Wire, broken: bool) -> Outcome {
        Outcome {
            pair: "a".to_owned(),
            kinds: "property-added".to_owned(),
            source,
            surface: (surface, "because".to_owned()),
            wire,
            broken: broken.then(|| "it fails".to_owned()),
        }
    }

    #[test]
    fn harmless_predictions_must_hold() {
        assert!(
            outcome(Class::Major, Observed::Major, Wire::Breaking, true)
                .wrong()
                .is_empty()
        );
        assert!(
            outcome(Class::Patch, Observed::Same, Wire::Safe, false)
                .wrong()
                .is_empty()
        );
        assert_eq!(
            outcome(Class::Minor, Observed::Major, Wire::Safe, true)
                .wrong()
                .len(),
            2
        );
        assert_eq!(
            outcome(Class::Patch, Observed::Minor, Wire::Warning, true)
                .wrong()
                .len(),
            1
        );
    }

    #[test]
    fn strict_predictions_need_a_reason_and_a_table_is_compared_both_ways() {
        let strict = outcome(Class::Major, Observed::Minor, Wire::Safe, false);
        let mut table = Table::default();
        assert_eq!(table.compare(std::slice::from_ref(&strict), true).len(), 1);
        table.bless(std::slice::from_ref(&strict), true);
        assert!(table.compare(std::slice::from_ref(&strict), true)[0].contains("nobody says why"));
        if let Some((_, why)) = table.0.get_mut("a") {
            *why = "a literal would not compile".to_owned();
        }
        assert!(
            table
                .compare(std::slice::from_ref(&strict), true)
                .is_empty()
        );
        assert_eq!(table.compare(&[], true).len(), 1);
        assert!(table.compare(&[], false).is_empty());
        let other = outcome(Class::Major, Observed::Major, Wire::Safe, false);
        assert_eq!(table.compare(&[other], true).len(), 1);
    }
}
