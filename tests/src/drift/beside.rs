//! Real histories as oasdiff sees them: each of its errors and warnings beside our entries of the same operation, and each
//! break of ours on the wire beside its rules.
//!
//! Takes its findings and our report; gives for each of its rules, and each kind of ours, how many there are and how many
//! have no counterpart. A person says why, once for each rule or kind, in a table. Must never take a run that failed for
//! one without findings.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use oasmith::drift::{Entry, Report, Wire};
use serde_json::Value;

use super::oasdiff::{WARNING, findings};

/// Which of our kinds a rule is, by what is in its name. The first that fits counts.
const RULES: &[(&str, &[&str])] = &[
    (
        "enum-value-added",
        &[
            "enum-value-added",
            "enum-members-changed",
            "constant-changed",
            "union-branch-added",
        ],
    ),
    (
        "enum-value-removed",
        &[
            "enum-value-removed",
            "enum-members-changed",
            "constant-changed",
            "union-branch-removed",
            "became-enum",
        ],
    ),
    (
        "one-of-added",
        &["union-branch-added", "type-widened", "type-changed"],
    ),
    (
        "any-of-added",
        &["union-branch-added", "type-widened", "type-changed"],
    ),
    (
        "types-widened",
        &[
            "union-branch-added",
            "type-widened",
            "type-changed",
            "became-nullable",
        ],
    ),
    (
        "one-of-removed",
        &["union-branch-removed", "type-narrowed", "type-changed"],
    ),
    (
        "any-of-removed",
        &[
            "union-branch-removed",
            "type-narrowed",
            "type-changed",
            "became-not-nullable",
        ],
    ),
    (
        "types-narrowed",
        &[
            "union-branch-removed",
            "type-narrowed",
            "type-changed",
            "became-not-nullable",
        ],
    ),
    (
        "const",
        &[
            "constant-changed",
            "enum-value-added",
            "enum-value-removed",
            "stopped-being-enum",
            "became-enum",
            "type-changed",
        ],
    ),
    ("content-media-type", &["format-changed", "type-changed"]),
    (
        "new-required-request-property",
        &[
            "property-added",
            "property-became-required",
            "property-renamed",
        ],
    ),
    ("required-request-parameter", &["parameter-added"]),
    ("request-parameter-removed", &["parameter-removed"]),
    ("request-body-removed", &["body-removed"]),
    ("status-removed", &["response-removed"]),
    ("path-removed", &["operation-removed", "operation-moved"]),
    (
        "property-removed",
        &[
            "type-widened",
            "type-changed",
            "property-removed",
            "property-renamed",
            "union-branch-added",
            "union-branch-removed",
        ],
    ),
    (
        "became-required",
        &["property-became-required", "parameter-became-required"],
    ),
    (
        "became-optional",
        &["property-became-optional", "parameter-became-optional"],
    ),
    (
        "became-nullable",
        &["became-nullable", "union-branch-added"],
    ),
    (
        "pattern",
        &["limit-changed", "limit-tightened", "limit-loosened"],
    ),
    (
        "length",
        &["limit-changed", "limit-tightened", "limit-loosened"],
    ),
    (
        "max",
        &["limit-changed", "limit-tightened", "limit-loosened"],
    ),
    (
        "min",
        &["limit-changed", "limit-tightened", "limit-loosened"],
    ),
    (
        "type-changed",
        &[
            "type-changed",
            "type-widened",
            "type-narrowed",
            "format-changed",
            "became-enum",
            "stopped-being-enum",
            "union-branch-added",
            "union-branch-removed",
        ],
    ),
    (
        "api-security",
        &[
            "security-added",
            "security-removed",
            "security-scopes-changed",
        ],
    ),
];

/// Another component in a place is one entry, whatever differs in it.
const WHOLE: &[&str] = &["schema-replaced", "schema-extracted", "schema-inlined"];

/// Whether one of our kinds can be what a rule of oasdiff's found.
fn is_one(rule: &str, kind: &str) -> bool {
    let known = RULES.iter().find(|(part, _)| rule.contains(part));
    known.is_some_and(|(_, kinds)| kinds.contains(&kind)) || WHOLE.contains(&kind)
}

/// How many findings there are of a rule or kind, and how many have no counterpart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// Those without a counterpart.
    pub alone: usize,
}

/// A row of the table: who found what.
pub type Key = (String, &'static str, String);

/// Lays oasdiff's findings beside a report.
///
/// # Errors
/// When oasdiff fails.
pub fn beside(
    program: &Path,
    name: &str,
    documents: [&Path; 2],
    report: &Report,
) -> io::Result<BTreeMap<Key, Count>> {
    let found = findings(program, documents)?;
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let found: Vec<(String, String, u64)> = found
        .iter()
        .map(|one| {
            let operation = format!("{} {}", text(one, "operation"), text(one, "path"));
            (
                text(one, "id"),
                operation,
                one["level"].as_u64().unwrap_or_default(),
            )
        })
        .collect();
    let mut entries: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in &report.entries {
        for reach in &entry.operations {
            entries.entry(&reach.operation).or_default().push(entry);
        }
    }
    let mut counts: BTreeMap<Key, Count> = BTreeMap::new();
    let mut rules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (rule, operation, level) in &found {
        rules.entry(operation).or_default().insert(rule);
        if *level < WARNING {
            continue;
        }
        let count = counts
            .entry((name.to_owned(), "oasdiff", rule.clone()))
            .or_default();
        count.all += 1;
        let mut there = entries.get(operation.as_str()).into_iter().flatten();
        count.alone += usize::from(!there.any(|entry| is_one(rule, entry.kind.code())));
    }
    for entry in report
        .entries
        .iter()
        .filter(|one| one.wire.level == Wire::Breaking)
    {
        let kind = entry.kind.code();
        let count = counts
            .entry((name.to_owned(), "oasmith", kind.to_owned()))
            .or_default();
        count.all += 1;
        let mut there = entry
            .operations
            .iter()
            .filter_map(|one| rules.get(&*one.operation));
        let told = there.any(|rules| rules.iter().any(|rule| is_one(rule, kind)));
        count.alone += usize::from(!told);
    }
    Ok(counts)
}

const HEAD: &str = "history\tby\trule or kind\tfound\twithout a counterpart\twhy\n";

/// Compares counts with the table at a path, or takes them over into it; gives what is wrong, a line for each.
///
/// # Errors
/// When the table cannot be read or written.
pub fn compare(path: &Path, found: &BTreeMap<Key, Count>, bless: bool) -> io::Result<Vec<String>> {
    let mut whys: BTreeMap<String, (String, String)> = BTreeMap::new();
    if path.exists() {
        for line in std::fs::read_to_string(path)?.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let Ok([history, by, what, all, alone, why]) = <[&str; 6]>::try_from(cells) else {
                return Err(io::Error::other(format!(
                    "{}: not six columns: {line}",
                    path.display()
                )));
            };
            let said = (format!("{all}\t{alone}"), why.to_owned());
            whys.insert(format!("{history}\t{by}\t{what}"), said);
        }
    }
    let (mut wrong, mut text) = (Vec::new(), HEAD.to_owned());
    for ((history, by, what), Count { all, alone }) in found {
        let row = format!("{history}\t{by}\t{what}");
        let counts = format!("{all}\t{alone}");
        let known = whys.remove(&row);
        let why = known
            .as_ref()
            .map(|(_, why)| why.as_str())
            .unwrap_or_default();
        let why = if *alone > 0 { why } else { "" };
        text += &format!("{row}\t{counts}\t{why}\n");
        if !bless && known.as_ref().is_none_or(|(known, _)| *known != counts) {
            wrong.push(format!("{row}: {counts} now, not as in the table"));
        } else if *alone > 0 && why.is_empty() {
            wrong.push(format!(
                "{row}: {alone} have no counterpart, and nobody says why"
            ));
        }
    }
    match bless {
        true => std::fs::write(path, text)?,
        false => wrong.extend(
            whys.keys()
                .map(|row| format!("{row}: in the table, and not found")),
        ),
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_counterpart_needs_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.tsv");
        let key = ("pets".to_owned(), "oasdiff", "a-rule".to_owned());
        let of = |alone| BTreeMap::from([(key.clone(), Count { all: 3, alone })]);
        assert_eq!(compare(&path, &of(0), true).unwrap(), Vec::<String>::new());
        assert_eq!(compare(&path, &of(0), false).unwrap(), Vec::<String>::new());
        assert_eq!(compare(&path, &of(1), false).unwrap().len(), 1);
        assert_eq!(compare(&path, &of(1), true).unwrap().len(), 1);
        let text = std::fs::read_to_string(&path)
            .unwrap()
            .replace("3\t1\t", "3\t1\tso it is");
        std::fs::write(&path, text).unwrap();
        assert_eq!(compare(&path, &of(1), false).unwrap(), Vec::<String>::new());
        assert_eq!(compare(&path, &BTreeMap::new(), false).unwrap().len(), 1);
    }

    #[test]
    fn rules_are_known_by_their_names() {
        assert!(is_one(
            "response-property-one-of-added",
            "union-branch-added"
        ));
        assert!(is_one("new-required-request-property", "property-added"));
        assert!(!is_one("new-required-request-property", "property-removed"));
        assert!(!is_one("a-rule-of-tomorrow", "type-changed"));
    }
}
