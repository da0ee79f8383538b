//! From crates to a verdict of the compiler.
//!
//! Takes the packages of one generated workspace; runs cargo over all of them at once, which keeps every core busy and
//! builds dependencies once. Warnings are errors. Must never share a package name between two crates: cargo would take
//! one for the other.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Set when this program stands in for the compiler: where it writes how long that took.
const TIMES: &str = "OASMITH_CORPUS_TIMES";

/// What cargo is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `cargo check`
    Check,
    /// `cargo clippy`
    Clippy,
    /// `cargo doc`
    Doc,
    /// `cargo build` of the programs, with the features of crates that they ask for
    Build,
    /// The same over crates that were slimmed: what nothing uses any more is no error
    Slim,
    /// `cargo build --release`
    Release,
}

/// What the compiler says of a package.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Whether it compiles without a warning.
    pub compiled: bool,
    /// Its errors, the first ones first: code and message.
    pub errors: Vec<(String, String)>,
    /// How long the compiler worked on it, when it had to.
    pub took: Option<Duration>,
}

/// Compiles packages, each in a folder of its name below `workspace`; gives a verdict for each.
///
/// # Errors
/// When cargo cannot be run or its output cannot be read.
pub fn compile(
    workspace: &Path,
    packages: &[String],
    verb: Verb,
) -> io::Result<BTreeMap<String, Verdict>> {
    let times = workspace.join("times");
    prepare(workspace, packages, &times)?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(match verb {
        Verb::Check => &["check"][..],
        Verb::Clippy => &["clippy"],
        Verb::Doc => &["doc", "--no-deps"],
        Verb::Build | Verb::Slim => &["build"],
        Verb::Release => &["build", "--release"],
    });
    let of_programs = matches!(verb, Verb::Build | Verb::Slim);
    let programs = packages.iter().filter(|package| {
        let source = workspace.join(package).join("src/main.rs");
        of_programs && source.exists()
    });
    for program in programs {
        command.args(["--package", program]);
    }
    if !of_programs {
        command.arg("--workspace");
    }
    command
        .args(["--keep-going", "--quiet", "--message-format=json"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env(
            "RUSTFLAGS",
            if verb == Verb::Slim {
                "-Awarnings"
            } else {
                "-Dwarnings"
            },
        )
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .env(TIMES, &times)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if verb != Verb::Clippy {
        command.env("RUSTC_WRAPPER", std::env::current_exe()?);
    }
    let mut child = command.spawn()?;
    let stderr = child
        .stderr
        .take()
        .map(|stderr| std::thread::spawn(move || io::read_to_string(stderr).unwrap_or_default()));
    let mut verdicts: BTreeMap<String, Verdict> = BTreeMap::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            if let Ok(message) = serde_json::from_str::<Value>(&line?) {
                note(&mut verdicts, &message);
            }
        }
    }
    let status = child.wait()?;
    let said = stderr
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default();
    if verdicts.is_empty() && !status.success() {
        return Err(io::Error::other(format!("cargo failed: {}", said.trim())));
    }
    let mut result = BTreeMap::new();
    for package in packages {
        let mut verdict = verdicts.remove(package).unwrap_or_default();
        if !verdict.errors.is_empty() {
            verdict.compiled = false;
        }
        if verb == Verb::Doc && verdict.errors.is_empty() {
            // Documentation has no artifact; that nothing went wrong is all there is to know.
            verdict.compiled = !said.contains(&format!("could not document `{package}`"));
        }
        let time = std::fs::read_to_string(times.join(package.replace('-', "_")));
        verdict.took = time
            .ok()
            .and_then(|text| text.trim().parse().ok())
            .map(Duration::from_secs_f64);
        result.insert(package.clone(), verdict);
    }
    Ok(result)
}

/// Writes the workspace. Its lock file begins as the one of this repository, so that versions are the same.
fn prepare(workspace: &Path, packages: &[String], times: &Path) -> io::Result<()> {
    std::fs::create_dir_all(times)?;
    let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for package in packages {
        manifest.push_str(&format!("    \"{package}\",\n"));
    }
    manifest.push_str("]\n\n[profile.dev]\ndebug = false\n");
    std::fs::write(workspace.join("Cargo.toml"), manifest)?;
    let lock = workspace.join("Cargo.lock");
    if !lock.exists() {
        std::fs::copy(super::workspace_root().join("Cargo.lock"), lock)?;
    }
    Ok(())
}

/// Takes over what one message of cargo says.
fn note(verdicts: &mut BTreeMap<String, Verdict>, message: &Value) {
    let Some(package) = message["package_id"].as_str().and_then(package_name) else {
        return;
    };
    let verdict = verdicts.entry(package).or_default();
    match message["reason"].as_str() {
        Some("compiler-artifact") => verdict.compiled = true,
        Some("compiler-message") => {
            let inner = &message["message"];
            let level = inner["level"].as_str().unwrap_or_default();
            let text = inner["message"].as_str().unwrap_or_default();
            let summary = text.starts_with("aborting due to");
            if matches!(level, "error" | "warning") && !summary {
                let code = inner["code"]["code"].as_str().unwrap_or("error");
                verdict
                    .errors
                    .push((code.to_owned(), with_place(text, inner)));
            }
        }
        _ => {}
    }
}

/// A message with the first place that it points at.
fn with_place(text: &str, message: &Value) -> String {
    let spans = message["spans"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or(&[]);
    match spans.first() {
        Some(span) => format!(
            "{}:{}: {text}",
            span["file_name"].as_str().unwrap_or("?"),
            span["line_start"]
        ),
        None => text.to_owned(),
    }
}

/// The name in `path+file:///…/name#0.1.0` and in `path+file:///…#name@0.1.0`.
fn package_name(id: &str) -> Option<String> {
    if !id.starts_with("path+") {
        return None;
    }
    let (path, fragment) = id.rsplit_once('#')?;
    let name = match fragment.split_once('@') {
        Some((name, _)) => name,
        None => path.rsplit_once('/')?.1,
    };
    Some(name.to_owned())
}

/// When cargo runs this program in the compiler's place: runs the compiler, and notes how long it took.
pub fn stand_in() -> Option<std::process::ExitCode> {
    let times = PathBuf::from(std::env::var_os(TIMES)?);
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let (compiler, rest) = arguments.split_first()?;
    let begun = Instant::now();
    let status = Command::new(compiler).args(rest).status();
    let name = rest
        .iter()
        .position(|argument| argument == "--crate-name")
        .and_then(|at| rest.get(at + 1));
    if let Some(name) = name {
        let took = begun.elapsed().as_secs_f64();
        // A time that cannot be written is only missing from a table.
        let _ = std::fs::write(times.join(name), format!("{took:.3}\n"));
    }
    let code = status.ok().and_then(|status| status.code()).unwrap_or(1);
    Some(std::process::ExitCode::from(
        u8::try_from(code).unwrap_or(1),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_in_both_forms_of_ids() {
        assert_eq!(package_name("path+file:///a/b#0.1.0").as_deref(), Some("b"));
        assert_eq!(
            package_name("path+file:///a/b#c@0.1.0").as_deref(),
            Some("c")
        );
        assert_eq!(package_name("registry+https://x#serde@1.0.0"), None);
    }
}
