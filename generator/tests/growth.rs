//! The cost of each stage grows with the document and no faster: a document is doubled five times, and what a stage
//! allocates (a number that depends on nothing but the code) at most doubles with it, and a little.
//!
//! Copying what is already there once per thing makes that quadratic, which is what this is to catch. What allocates
//! nothing, such as a walk through a list, shows in the times of `cargo bench -p oasmith` only.

#[path = "support/grown.rs"]
mod grown;

use allocation_counter::{AllocationInfo, measure};
use oasmith::diag::Diagnostics;
use oasmith::settings::{ApiSettings, Settings};
use oasmith::source::{self, MemoryLoader, SourceSet, YamlOptions};
use oasmith::{document, lower, resolve};

/// How much more a stage may cost for twice the document.
const MOST: f64 = 2.15;

/// The smallest document.
const FIRST: usize = 10;

/// An API of more operations is split into files, which is work that smaller ones do not have.
const SPLIT: usize = 40;

/// Those that run on the thread that counts.
const STAGES: [&str; 4] = ["source", "document", "resolve", "lower"];

/// What each stage allocates for a document of a size.
fn costs(size: usize) -> [AllocationInfo; 4] {
    let text = grown::document(size);
    let loader = MemoryLoader::default().with("api.json", text);
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let mut settings = Settings::default();
    settings.output.name = "grown".to_owned();
    settings.output.at_root = true;
    let api_settings = ApiSettings::default();
    let mut trees = Vec::new();
    let source = measure(|| {
        let yaml = YamlOptions::default();
        trees = source::read(&mut set, &loader, "api.json", yaml, &mut diags);
    });
    let mut read = document::Document::default();
    let document = measure(|| read = document::read(&set, &trees, &mut diags));
    let mut apis = Vec::new();
    let resolve = measure(|| {
        let api = resolve::resolve(&set, &read, &api_settings, &mut diags);
        apis.push(("grown".to_owned(), api));
    });
    let mut krate = oasmith::rust::Crate::default();
    let lower = measure(|| krate = lower::lower(&apis, &settings, &mut diags).0);
    let said = oasmith::diag::render(&diags, &set, false);
    assert!(!diags.has_errors(), "{said}");
    assert_eq!(krate.apis[0].client.operations.len(), size);
    [source, document, resolve, lower]
}

#[test]
fn each_stage_allocates_at_most_twice_as_much_for_twice_the_document() {
    let all: Vec<[AllocationInfo; 4]> = (0..=5).map(|step| costs(FIRST << step)).collect();
    let mut faults = Vec::new();
    for (pair, step) in all.windows(2).zip(1..) {
        for (index, stage) in STAGES.iter().enumerate() {
            let (before, after) = (&pair[0][index], &pair[1][index]);
            let (small, large) = (FIRST << (step - 1), FIRST << step);
            if *stage == "lower" && small <= SPLIT && large > SPLIT {
                continue;
            }
            for (what, old, new) in [
                ("bytes", before.bytes_total, after.bytes_total),
                ("allocations", before.count_total, after.count_total),
                ("bytes at once", before.bytes_max, after.bytes_max),
            ] {
                let ratio = new as f64 / old as f64;
                if ratio > MOST {
                    faults.push(format!("{stage}: {ratio:.2} times the {what} at {large}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn quadratic_copying_is_seen() {
    let copies = |size: usize| {
        measure(|| {
            let mut all: Vec<Vec<u8>> = Vec::new();
            for _ in 0..size {
                all.push(all.last().cloned().unwrap_or_default());
                all.last_mut().into_iter().for_each(|last| last.push(0));
            }
        })
    };
    let ratio = copies(320).bytes_total as f64 / copies(160).bytes_total as f64;
    assert!(ratio > 3.0, "{ratio}");
}
