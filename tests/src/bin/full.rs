//! Two whole APIs: generates clients of Galileo's and Retool's documents, compiles the programs of `tests/full` against them,
//! and runs these: an example of each API against an in-process server, and recorded traffic.
//!
//! `cargo run -p oasmith-tests --bin full`. The documents and recordings are in ../shared, which is not part of the
//! repository; without them nothing is run, and that is said.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

use oasmith_tests::corpus::workspace_root;

/// The programs, and what they are given.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("galileo", &[]),
    ("retool", &[]),
    ("replay", &["../shared/retool-recordings"]),
];

const MANIFEST: &str = r#"[package]
name = "full-programs"
version = "0.1.0"
edition = "2024"

[workspace]
members = ["clients"]
resolver = "3"

[profile.dev]
debug = false

[dependencies]
axum = "*"
bytes = "*"
full-clients = { path = "clients", default-features = false, features = ["galileo", "retool", "reqwest"] }
serde = { version = "*", features = ["derive"] }
serde_json = "*"
serde_yaml = { package = "yaml_serde", version = "*" }
tokio = { version = "*", features = ["macros", "net", "rt-multi-thread"] }
"#;

fn main() -> ExitCode {
    match run(&workspace_root()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path) -> io::Result<()> {
    let sources = root.join("tests/full");
    let configuration = fs::read_to_string(sources.join("oasmith.yaml"))?;
    for needed in ["../shared/corpus", "../shared/retool-recordings"] {
        if !root.join(needed).exists() {
            writeln!(io::stdout(), "skipped: {needed} is absent")?;
            return Ok(());
        }
    }
    // As deep as the folder of the sources, so that paths in the configuration are the same.
    let folder = root.join("target/full");
    fs::create_dir_all(folder.join("src/bin"))?;
    write(&folder.join("oasmith.yaml"), &configuration)?;
    let cargo = || Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let config = folder.join("oasmith.yaml").into_os_string();
    let generate = [
        "run", "-q", "--locked", "-p", "oasmith", "--", "generate", "--config",
    ];
    let generate = generate.map(OsString::from).into_iter().chain([config]);
    quiet(cargo().current_dir(root).args(generate), "generating")?;
    write(&folder.join("Cargo.toml"), MANIFEST)?;
    // Versions are those of the repository.
    if !folder.join("Cargo.lock").exists() {
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    }
    for (program, _) in PROGRAMS {
        let source = fs::read_to_string(sources.join(format!("{program}.rs")))?;
        write(&folder.join(format!("src/bin/{program}.rs")), &source)?;
    }
    let mut build = cargo();
    build.current_dir(&folder).args(["build", "-q"]);
    build
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "-Dwarnings");
    quiet(&mut build, "compiling")?;
    for (program, arguments) in PROGRAMS {
        let path = folder.join("target/debug").join(program);
        let status = Command::new(path)
            .current_dir(root)
            .args(*arguments)
            .status()?;
        if !status.success() {
            return Err(io::Error::other(format!("{program} failed: {status}")));
        }
    }
    Ok(())
}

/// Runs a command, and shows what it said only when it fails.
fn quiet(command: &mut Command, what: &str) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("{what} failed:\n{said}")))
}

/// Writes a file, unless it is so already: the compiler goes by the time.
fn write(path: &Path, text: &str) -> io::Result<()> {
    match fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        true => Ok(()),
        false => fs::write(path, text),
    }
}
