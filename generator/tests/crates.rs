//! How many crates a generated crate brings along.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Not more than progenitor's client has (2026-11-21), TLS left out of both.
const MOST: usize = 81;

#[test]
fn a_generated_crate_brings_few_crates_along() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let ran = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "-p", "api-clients"])
        .args(["-e", "normal", "--prefix", "none", "--format", "{p}"])
        .args([
            "--no-default-features",
            "--features",
            "galileo,retool,reqwest",
        ])
        .current_dir(root)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8(ran.stdout).expect("text");
    let crates: BTreeSet<&str> = said
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(crates.contains("reqwest"), "{said}");
    assert!(crates.len() <= MOST, "{} crates: {crates:?}", crates.len());
}
