//! Real histories, where ../shared is there: four reports, which a person can check, and facts that must be in them.

use std::fmt::Write as _;

use oasmith::drift::{Class, Report, Wire};

use super::cases::diff;
use super::support::{golden, missing, shared};

fn history(old: &str, new: &str) -> Option<Report> {
    let (Some(old), Some(new)) = (shared(old), shared(new)) else {
        missing(&format!("{old} or {new}"));
        return None;
    };
    Some(diff(&old, &new).expect("both can be read"))
}

/// A line for each entry, without paths of this machine.
fn lines(report: &Report) -> String {
    let mut out = format!(
        "{} → {}: {}, wire {}\n",
        report.crate_version,
        report.next_version,
        report.class.word(),
        report.wire.word()
    );
    for entry in &report.entries {
        let line = |site: &Option<oasmith::drift::Site>| {
            site.as_ref()
                .map_or("-".to_owned(), |site| site.line.to_string())
        };
        let _ = writeln!(
            out,
            "{} {} ({}, {}; wire {}; {} operations; {}→{}) {}",
            entry.id,
            entry.kind.code(),
            entry.direction.word(),
            entry.source.level.word(),
            entry.wire.level.word(),
            entry.operations.len(),
            line(&entry.old),
            line(&entry.new),
            entry.title
        );
    }
    out
}

const GALILEO: [&str; 3] = [
    "corpus/rungalileo/galileo-full-client-20250905.yaml",
    "corpus/rungalileo/galileo-full-client-20260402.yaml",
    "corpus/rungalileo/galileo-full-client-20260713.yaml",
];
const RETOOL: [&str; 3] = [
    "corpus/retool/retool-v2-20240701.json",
    "corpus/retool/retool-v2-20251112.json",
    "corpus/retool/retool-v2-2.12.0-20260211.json",
];

#[test]
fn galileo_in_2026_is_at_most_300_causes_with_the_known_facts() {
    let Some(report) = history(GALILEO[1], GALILEO[2]) else {
        return;
    };
    golden("galileo-2026.txt", &lines(&report));
    assert!(
        report.entries.len() <= 300,
        "{} entries",
        report.entries.len()
    );
    let has = |part: &str| {
        report
            .entries
            .iter()
            .find(|entry| entry.title.contains(part))
    };
    let action = has("`IntegrationAction` has the new value `read_secrets`").expect("a fact");
    assert_eq!(
        (action.source.level, action.wire.level),
        (Class::Minor, Wire::Safe)
    );
    assert!(
        action.operations.len() > 50,
        "{} operations",
        action.operations.len()
    );
    assert!(has("`OrganizationAction` has the new value `read_cost_settings`").is_some());
    let key = has("Splunk-AO-API-Key").expect("the header was renamed");
    assert_eq!(key.wire.level, Wire::Breaking);
    assert!(key.title.contains("Galileo-API-Key"));
    let unclassified = report
        .entries
        .iter()
        .filter(|entry| entry.kind.code() == "unclassified");
    assert_eq!(unclassified.count(), 0);
    // Each change is about one thing, said once.
    let mut ids: Vec<&str> = report
        .entries
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), report.entries.len());
}

#[test]
fn galileo_since_2025_is_a_report() {
    if let Some(report) = history(GALILEO[0], GALILEO[1]) {
        golden("galileo-2025.txt", &lines(&report));
        assert_eq!((report.class, report.wire), (Class::Major, Wire::Breaking));
    }
}

#[test]
fn retool_since_2024_is_a_report() {
    if let Some(report) = history(RETOOL[0], RETOOL[1]) {
        golden("retool-2024.txt", &lines(&report));
        assert_eq!(report.class, Class::Major);
    }
}

#[test]
fn retool_in_2026_is_a_report() {
    if let Some(report) = history(RETOOL[1], RETOOL[2]) {
        golden("retool-2026.txt", &lines(&report));
        assert!(!report.entries.is_empty());
    }
}
