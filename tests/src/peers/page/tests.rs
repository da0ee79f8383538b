//! What stands in the tables.

use super::*;
use crate::corpus::workspace_root;
use crate::peers::roster::{documents, peers};

const PEERS: &str = "own\t-\t-\to\tcrate\t-\tfn\tgo\n\
    big\tx\t2.0\tb\tcrate\t-\tfn\tgo\n\
    small\tx\t3.0\ts\tcrate\t-\tfn\tgo\n\
    partial\tx\t4.0\tp\tcrate\t-\tfn\tgo\n";

fn row(peer: &str, step: Step, outcome: &str, figures: &[(Figure, f64)]) -> Row {
    let mut row = Row::new("Zoo", peer, step);
    row.openapi = "3.1.0".to_owned();
    row.version = "1".to_owned();
    row.date = "2026-01-02".to_owned();
    row.outcome = outcome.to_owned();
    row.set(Figure::SpecBytes, 2_500_000.0);
    row.set(Figure::SpecOperations, 3.0);
    for (figure, value) in figures {
        row.set(*figure, *value);
    }
    row
}

fn page(rows: Vec<Row>) -> (String, String) {
    let results = Results {
        machine: "2 cores".to_owned(),
        rows,
    };
    let peers = peers(PEERS).unwrap();
    let documents = documents("Zoo\tzoo.json\nNone\tnone.json", "x".as_ref()).unwrap();
    let page = Page {
        results: &results,
        peers: &peers,
        documents: &documents,
    };
    (page.summary(), page.render())
}

fn lines(peer: &str, lines: f64, operations: f64) -> Row {
    let figures = [(Figure::Lines, lines), (Figure::Operations, operations)];
    row(peer, Step::Lines, "ok", &figures)
}

fn check(peer: &str, wall: f64) -> Row {
    let figures = [(Figure::Wall, wall), (Figure::UserRatio, wall / 2.0)];
    row(peer, Step::Check, "ok", &figures)
}

#[test]
fn the_best_is_one_that_has_every_operation_and_compiles() {
    let (summary, _) = page(vec![
        lines("own", 100.0, 3.0),
        lines("big", 450.0, 4.0),
        lines("small", 120.0, 3.0),
        lines("partial", 10.0, 2.0),
        check("own", 2.0),
        check("big", 9.0),
        row("small", Step::Check, "exit 101: error: no", &[]),
        check("partial", 1.0),
    ]);
    let title = "| Zoo (3.1, 2.5 MB, 3 operations) |";
    assert!(
        summary.contains("on 2026-01-02, 2 cores: own 1, big 1, small 1"),
        "{summary}"
    );
    assert!(
        summary.contains(&format!("{title} 4.5× | – | 4.5× |")),
        "{summary}"
    );
    assert!(
        summary.contains(&format!("{title} 4.5× big | – | 4.5× big |")),
        "{summary}"
    );
    assert!(!summary.contains("None ("), "{summary}");
}

#[test]
fn failures_are_in_the_table_with_their_reasons_below() {
    let (summary, page) = page(vec![
        check("own", 2.0),
        row("big", Step::Check, "over 300 s", &[]),
        row("small", Step::Check, "exit 101: `x`", &[]),
        row("partial", Step::Check, "exit 101: `x`", &[]),
    ]);
    assert!(
        page.contains("| 2.00 s (0.00), 0 MB | over 300 s | fails (1) | fails (1) |"),
        "{page}"
    );
    assert!(page.contains("\n1. `exit 101: 'x'`\n"), "{page}");
    assert!(summary.contains("| over 300 s |"), "{summary}");
}

#[test]
fn a_rebuild_is_a_share_of_the_whole() {
    let wall = |step, wall| row("own", step, "ok", &[(Figure::Wall, wall)]);
    let (_, page) = page(vec![
        wall(Step::RebuildAll, 20.0),
        wall(Step::RebuildField, 3.0),
    ]);
    assert!(
        page.contains("| 20.0 s (0.00), 0 MB | 3.00 s (0.00), 0 MB | 15 % |"),
        "{page}"
    );
}

#[test]
fn the_pages_of_the_repository_are_those_of_its_results() {
    let root = workspace_root();
    let text = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let peers = peers(&text("tests/peers/peers.tsv")).unwrap();
    let documents = documents(&text("tests/peers/documents.tsv"), "x".as_ref()).unwrap();
    let results = Results::parse(&text("tests/peers/results.tsv"));
    let page = Page {
        results: &results,
        peers: &peers,
        documents: &documents,
    };
    assert_eq!(page.render(), text("tests/peers/results.md"));
    let readme = text("README.md");
    assert!(
        readme.contains(&page.summary()),
        "README.md quotes other figures"
    );
    assert_eq!(page.quoted_in(&readme), readme);
}
