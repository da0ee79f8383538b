//! `cargo run -p oasmith-speed --bin output`: how much is emitted for an operation, against `tests/budgets.tsv`.
//!
//! Counts what is checked in, and generates the documents of tests/peers/documents.tsv in memory where they are there.
//! The runtime is left out: it is the same for every crate.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use oasmith::diag::Diagnostics;
use oasmith::pipeline::{Job, run};
use oasmith::settings::NameLock;
use oasmith::source::{FileLoader, SourceSet};
use oasmith_speed::budgets::Budgets;

/// Stands in emitted code once for each operation.
const OPERATION: &str = "&op::";

/// How much code there is.
#[derive(Default)]
struct Size {
    lines: usize,
    bytes: usize,
    operations: usize,
}

impl Size {
    fn take(&mut self, text: &str) {
        self.lines += text.lines().count();
        self.bytes += text.len();
        self.operations += text.matches(OPERATION).count();
    }

    fn hold(&self, what: &str, budgets: &mut Budgets) -> Result<(), String> {
        if self.operations == 0 {
            return Err(format!("{what} has no operations"));
        }
        let each = |sum: usize| sum as f64 / self.operations as f64;
        budgets.measure(&format!("{what}, lines per operation"), each(self.lines));
        budgets.measure(&format!("{what}, bytes per operation"), each(self.bytes));
        Ok(())
    }
}

fn main() -> ExitCode {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    match checked_in(root).and(documents(root)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// The clients of this repository, and the golden ones.
fn checked_in(root: &Path) -> Result<(), String> {
    let mut budgets = Budgets::tight("checked in")?;
    for folder in ["generated", "tests/golden"] {
        let mut size = Size::default();
        walk(&root.join(folder).join("src"), &mut size).map_err(|error| error.to_string())?;
        size.hold(folder, &mut budgets)?;
    }
    budgets.close()
}

fn walk(folder: &Path, size: &mut Size) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("runtime") {
            walk(&path, size)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            size.take(&std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// The documents that other generators are compared on.
fn documents(root: &Path) -> Result<(), String> {
    let shared = root.join("../shared");
    if !shared.exists() {
        println!("skipped: ../shared is absent");
        return Ok(());
    }
    let list = std::fs::read_to_string(root.join("tests/peers/documents.tsv"));
    let list = list.map_err(|error| error.to_string())?;
    let mut budgets = Budgets::tight("documents")?;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let (name, path) = line.split_once('\t').ok_or("documents.tsv: no path")?;
        let mut size = Size::default();
        for (path, text) in generate(&shared.join(path)) {
            if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
                size.take(&text);
            }
        }
        size.hold(name, &mut budgets)?;
    }
    budgets.close()
}

/// The files that a document becomes.
fn generate(path: &Path) -> BTreeMap<String, String> {
    let location = path.to_string_lossy().into_owned();
    let job = Job::of_documents("api", "api", vec![location], NameLock::default());
    let mut set = SourceSet::default();
    let loader = FileLoader::new("");
    run(&mut set, &loader, &job, &mut Diagnostics::new()).tree
}
