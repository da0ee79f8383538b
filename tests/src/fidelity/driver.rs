//! A program that decodes and encodes with the emitted types.
//!
//! Takes the types of a crate; writes a program of its own that depends on it, builds all such programs at once, and
//! talks to one: a line `type<TAB>json` in, `ok<TAB>json` or `err<TAB>message` out.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::places::Place;

const MAIN: &str = r#"//! Decodes and encodes what it reads: `type<TAB>json`, a line each.

#![allow(deprecated)]

use std::io::{BufRead, Write};

use client::runtime::{Decode, Encode, from_slice, to_vec};

type Through = fn(&str) -> Result<String, String>;

fn through<T: Decode + Encode>(text: &str) -> Result<String, String> {
    let value: T = from_slice(text.as_bytes()).map_err(|error| error.to_string())?;
    let json = to_vec(&value).map_err(|error| format!("encoding: {error}"))?;
    String::from_utf8(json).map_err(|error| error.to_string())
}

fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        let Some((name, json)) = line.split_once('\t') else { continue };
        let found = TYPES.binary_search_by_key(&name, |(name, _)| *name);
        let answer = match found {
            Ok(at) => TYPES[at].1(json),
            Err(_) => Err("there is no such type".to_owned()),
        };
        let written = match answer {
            Ok(json) => writeln!(out, "ok\t{json}"),
            Err(message) => writeln!(out, "err\t{}", message.replace('\n', " ")),
        };
        if written.is_err() {
            return;
        }
    }
}

"#;

/// Writes the program for a crate with one API; gives its package. It has all operations and no transport.
///
/// # Errors
/// When it cannot be written, or the crate's manifest cannot be read.
pub fn write(workspace: &Path, package: &str, places: &[Place]) -> io::Result<String> {
    let types = places.iter().map(|place| place.rust.clone());
    let manifest = std::fs::read_to_string(workspace.join(package).join("Cargo.toml"))?;
    let tags = manifest.lines().any(|line| line.starts_with("full = "));
    let features = tags.then(|| "full".to_owned());
    let features: Vec<String> = features.into_iter().collect();
    program(workspace, package, &features, types.collect())
}

/// Writes the program for types of a crate that is called `client` in it; gives its package. Each type is called as it
/// is spelled.
///
/// # Errors
/// When it cannot be written.
pub fn program(
    workspace: &Path,
    package: &str,
    features: &[String],
    mut types: Vec<String>,
) -> io::Result<String> {
    let driver = format!("{package}-fidelity");
    let folder = workspace.join(&driver);
    std::fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{driver}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ package = \"{package}\", path = \"../{package}\", default-features = false, features = {features:?} }}\n"
    );
    types.sort_unstable();
    types.dedup();
    let mut main = MAIN.to_owned();
    main.push_str("static TYPES: &[(&str, Through)] = &[\n");
    for name in types {
        main.push_str(&format!("    (\"{name}\", through::<{name}>),\n"));
    }
    main.push_str("];\n");
    for (path, text) in [("Cargo.toml", manifest), ("src/main.rs", main)] {
        let path = folder.join(path);
        if !std::fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            std::fs::write(path, text)?;
        }
    }
    Ok(driver)
}

/// Sends instances through a built program; gives what came back for each.
///
/// # Errors
/// When the program cannot be run or stops early.
pub fn run(
    workspace: &Path,
    driver: &str,
    instances: &[(&str, &Value)],
) -> io::Result<Vec<Result<Value, String>>> {
    let program = workspace.join("target/debug").join(driver);
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let answers = std::thread::scope(|scope| {
        scope.spawn(move || {
            let Some(stdin) = stdin else { return };
            let mut stdin = io::BufWriter::new(stdin);
            for (name, value) in instances {
                // A program that stopped is noticed by the answers that are missing.
                if writeln!(stdin, "{name}\t{value}").is_err() {
                    return;
                }
            }
        });
        let lines = stdout
            .into_iter()
            .flat_map(|stdout| BufReader::new(stdout).lines());
        lines
            .map(|line| line.and_then(|line| answer(&line)))
            .collect::<io::Result<Vec<_>>>()
    })?;
    let status = child.wait()?;
    if answers.len() != instances.len() {
        let stopped_at = instances.get(answers.len()).map_or("?", |(name, _)| name);
        return Err(io::Error::other(format!(
            "{driver} stopped at {stopped_at}: {status}"
        )));
    }
    Ok(answers)
}

fn answer(line: &str) -> io::Result<Result<Value, String>> {
    match line.split_once('\t') {
        Some(("ok", json)) => serde_json::from_str(json).map(Ok).map_err(io::Error::other),
        Some((_, message)) => Ok(Err(message.to_owned())),
        None => Err(io::Error::other("an answer without a tab")),
    }
}
