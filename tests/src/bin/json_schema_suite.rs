//! Sends the valid instances of the official JSON Schema test suite (draft 2020-12) through generated types and back.
//!
//! `cargo run -p oasmith-tests --bin json_schema_suite -- [--bless]`
//!
//! What does not come back as it was, what is any JSON value and what is refused must be listed in
//! tests/json-schema-suite.tsv, and what is listed there must still be so; `--bless` rewrites the list.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use oasmith_tests::corpus::{compile, workspace_root};
use oasmith_tests::suite::{groups, run};

/// Sends the instances of the JSON Schema test suite through generated types and back.
#[derive(Parser)]
struct Arguments {
    /// Rewrite tests/json-schema-suite.tsv.
    #[arg(long)]
    bless: bool,
}

fn main() -> ExitCode {
    if let Some(code) = compile::stand_in() {
        return code;
    }
    match suite(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn suite(arguments: &Arguments) -> io::Result<bool> {
    let mut out = io::stdout();
    let Some(folder) = groups::folder() else {
        writeln!(out, "skipped: ../shared/json-schema-test-suite is absent")?;
        return Ok(true);
    };
    let root = workspace_root();
    let groups = groups::read(&folder)?;
    let report = run::through(&groups, &root.join("target/json-schema-suite"))?;
    writeln!(
        out,
        "{} groups; {} valid instances went through types, {} came back equal; {} exceptions",
        groups.len(),
        report.sent,
        report.equal,
        report.lines.len()
    )?;
    let golden = root.join("tests/json-schema-suite.tsv");
    if arguments.bless {
        let mut text = report.lines.join("\n");
        text.push('\n');
        std::fs::write(golden, text)?;
        return Ok(true);
    }
    let listed = std::fs::read_to_string(golden).unwrap_or_default();
    let listed: Vec<&str> = listed.lines().collect();
    let now: Vec<&str> = report.lines.iter().map(String::as_str).collect();
    let new = now.iter().filter(|line| !listed.contains(line));
    let gone = listed.iter().filter(|line| !now.contains(line));
    let mut holds = true;
    for (word, line) in new
        .map(|l| ("new", l))
        .chain(gone.map(|l| ("no longer so", l)))
    {
        holds = false;
        writeln!(out, "{word}: {line}")?;
    }
    if !holds {
        writeln!(out, "the list differs; --bless rewrites it")?;
    }
    Ok(holds)
}
