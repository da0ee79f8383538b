//! The schemas of the official JSON Schema test suite (2020-12) go through the whole pipeline, and what no type
//! expresses or what is refused is a golden list.
//!
//! The suite is looked for in the folder that `JSON_SCHEMA_TEST_SUITE` names, or in `shared` beside the repository.
//! `BLESS=1` writes the list anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use oasmith::diag::{Diagnostics, Severity};
use oasmith::model::TypeKind;
use oasmith::pipeline::{Job, run};
use oasmith::settings::NameLock;
use oasmith::source::{MemoryLoader, SourceSet};
use serde_json::{Value, json};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/json_schema_suite.txt");

fn suite() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite");
    let named = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map(PathBuf::from);
    let tests = named.unwrap_or(beside).join("tests/draft2020-12");
    tests.is_dir().then_some(tests)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "json") {
            files.push(path);
        }
    }
}

/// A document with the schema as its only component; `#` in it means the schema, as in the suite.
fn document(schema: &Value) -> String {
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        object
            .entry("$id")
            .or_insert_with(|| json!("https://suite.test/schema"));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1" },
        "paths": {},
        "components": { "schemas": { "Suite": schema } },
    })
    .to_string()
}

/// What is opaque or refused of a schema, each with a count.
fn findings(schema: &Value) -> BTreeMap<String, usize> {
    let loader = MemoryLoader::default().with("suite.json", document(schema));
    let (mut set, mut diags) = (SourceSet::default(), Diagnostics::new());
    let documents = vec!["suite.json".to_owned()];
    let job = Job::of_documents("suite", "suite", documents, NameLock::default());
    let output = run(&mut set, &loader, &job, &mut diags);
    let mut found = BTreeMap::new();
    for (_, api) in &output.apis {
        for ty in &api.types {
            if let TypeKind::Opaque { reason } = &ty.kind {
                *found.entry(format!("opaque: {reason}")).or_default() += 1;
            }
        }
    }
    for diagnostic in diags.iter().filter(|d| d.severity == Severity::Error) {
        let line = format!("error {}: {}", diagnostic.code, diagnostic.message);
        *found.entry(line).or_default() += 1;
    }
    found
}

#[test]
fn every_schema_of_the_suite_is_read() {
    let Some(folder) = suite() else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: JSON_SCHEMA_TEST_SUITE names no folder with tests/draft2020-12"
        );
        return;
    };
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    let mut list = String::new();
    let mut groups = 0;
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a text file");
        let tests: Vec<Value> = serde_json::from_str(&text).expect("a list of groups");
        let name = path
            .strip_prefix(&folder)
            .expect("a file of the suite")
            .with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        for group in tests {
            groups += 1;
            for (finding, count) in findings(&group["schema"]) {
                let description = group["description"].as_str().unwrap_or_default();
                let _ = writeln!(list, "{name}: {description}: {finding} ({count})");
            }
        }
    }
    let list = format!("{groups} groups; what of them is any JSON value, or refused:\n{list}");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(GOLDEN, &list).expect("the list can be written");
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let (now, then) = (lines(&list), lines(&golden));
    let new: Vec<_> = now.iter().filter(|line| !then.contains(line)).collect();
    let gone: Vec<_> = then.iter().filter(|line| !now.contains(line)).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "the list differs (BLESS=1 writes it anew)\nnew: {new:#?}\ngone: {gone:#?}"
    );
}
