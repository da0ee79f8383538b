//! `cargo bench -p oasmith --bench drift`: seconds of a comparison, from two texts to the report.
//!
//! Real documents are kept outside of the repository, in `../shared/corpus` or where `OASMITH_CORPUS` says; without them
//! only a made one is compared.

#[path = "../tests/support/grown.rs"]
mod grown;

use std::path::PathBuf;

use divan::Bencher;
use oasmith::pipeline::{self, Job};
use oasmith::settings::NameLock;
use oasmith::source::MemoryLoader;

/// What is compared: how it is called, and the older and the newer document below the corpus. Where both are one, the
/// newer has another type in one place.
const PAIRS: [(&str, &str, &str); 3] = [
    ("grown 400", "", ""),
    (
        "Galileo 2026-04-02 to 2026-07-13",
        "rungalileo/galileo-full-client-20260402.yaml",
        "rungalileo/galileo-full-client-20260713.yaml",
    ),
    (
        "octokit, one type changed",
        "octokit+openapi/api.github.com.full.json",
        "octokit+openapi/api.github.com.full.json",
    ),
];

fn main() {
    divan::main();
}

/// Both texts, when they are there.
fn texts(old: &str, new: &str) -> Option<(String, String)> {
    let (before, after) = match (old, new) {
        ("", _) => (grown::document(400), grown::document(400)),
        _ => {
            let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus");
            let corpus =
                std::env::var_os("OASMITH_CORPUS").map_or(PathBuf::from(kept), PathBuf::from);
            let read = |name: &str| std::fs::read_to_string(corpus.join(name)).ok();
            (read(old)?, read(new)?)
        }
    };
    let after = match old == new {
        true => {
            let at = before.rfind("\"integer\"").expect("a number");
            format!("{}\"boolean\"{}", &after[..at], &after[at + 9..])
        }
        false => after,
    };
    Some((before, after))
}

#[divan::bench(args = PAIRS.map(|pair| pair.0), sample_count = 10)]
fn compare(bencher: Bencher<'_, '_>, name: &str) {
    let (_, old, new) = PAIRS
        .into_iter()
        .find(|pair| pair.0 == name)
        .expect("a pair");
    let Some((before, after)) = texts(old, new) else {
        println!("skipped: there is no {old}");
        return;
    };
    let file = |side: &str| match old.ends_with("yaml") {
        true => format!("{side}.yaml"),
        false => format!("{side}.json"),
    };
    let loader = MemoryLoader::default()
        .with(file("old"), before)
        .with(file("new"), after);
    let job = |side: &str| Job::of_documents("api", "api", vec![file(side)], NameLock::default());
    let (older, newer) = (job("old"), job("new"));
    bencher.bench(|| {
        let (_, _, report) = pipeline::compare(&loader, ("old", &older), ("new", &newer));
        let report = report.expect("two documents without errors");
        assert!(!report.entries.is_empty());
        report
    });
}
