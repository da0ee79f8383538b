//! What tests of the command line share: running it, and looking at directories.
#![allow(dead_code, reason = "each test crate uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a command printed, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// `oasmith` as a shell would start it: not through `cargo run`, of which these tests would otherwise inherit the marks.
pub fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oasmith"));
    command
        .current_dir(dir)
        .env_remove("CARGO_PKG_NAME")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub fn oasmith(dir: &Path, arguments: &[&str]) -> Ran {
    finish(command(dir).args(arguments))
}

/// Runs it with a text on standard input.
pub fn oasmith_reading(dir: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = command(dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()
        .expect("oasmith starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    ran(child.wait_with_output().expect("it ends"))
}

/// Runs a line in a shell in which `oasmith` is this one.
pub fn shell(dir: &Path, line: &str) -> Ran {
    let oasmith = Path::new(env!("CARGO_BIN_EXE_oasmith"));
    let directory = oasmith.parent().expect("a directory").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([directory].into_iter().chain(std::env::split_paths(&path)))
        .expect("a search path");
    finish(
        Command::new("sh")
            .args(["-c", line])
            .current_dir(dir)
            .env("PATH", path)
            .env_remove("CARGO_PKG_NAME")
            .stdin(Stdio::null()),
    )
}

fn finish(command: &mut Command) -> Ran {
    ran(command.output().expect("the command starts"))
}

fn ran(output: std::process::Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        code: output.status.code().expect("an exit code, and no signal"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Every file below a directory, by path relative to it; links as what they point to.
pub fn snapshot(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    walk(dir, dir, &mut found);
    found
}

fn walk(root: &Path, dir: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(root).expect("below").to_owned();
        let kind = path.symlink_metadata().expect("metadata").file_type();
        if kind.is_dir() {
            walk(root, &path, found);
            found.insert(name.join(""), Vec::new());
        } else if kind.is_symlink() {
            let target = fs::read_link(&path).expect("a link");
            found.insert(name, target.to_string_lossy().into_owned().into_bytes());
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// Copies a directory, without `target`.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            if entry.file_name() != "target" {
                copy(&entry.path(), &place);
            }
        } else {
            fs::copy(entry.path(), place).expect("a copy");
        }
    }
}

/// Replaces a text in a file; it must be there.
pub fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("a text file");
    assert!(text.contains(from), "{from:?} in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).expect("writable");
}

pub fn append(path: &Path, text: &str) {
    let old = fs::read_to_string(path).expect("a text file");
    fs::write(path, old + text).expect("writable");
}

/// A small document.
pub const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.test }]
paths:
  /pets:
    get:
      operationId: list_pets
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties: { name: { type: string } }
";

/// An empty directory.
pub fn empty() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

#[track_caller]
pub fn succeeds(ran: &Ran) {
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
}
