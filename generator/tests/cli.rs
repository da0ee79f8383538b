//! The command line, from the outside: what is printed where, and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const DOCUMENT: &str = "\
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

const CONFIGURATION: &str = "\
crate: { path: ../generated, name: pets-client }
apis:
  pets: { documents: [pets/openapi.yaml] }
";

/// A directory with a configuration and a document.
fn project() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("specs/pets")).unwrap();
    fs::write(dir.path().join("specs/oasmith.yaml"), CONFIGURATION).unwrap();
    fs::write(dir.path().join("specs/pets/openapi.yaml"), DOCUMENT).unwrap();
    dir
}

fn oasmith(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_oasmith"))
        .args(arguments)
        .current_dir(dir)
        // Through `cargo run` it would name other commands.
        .env_remove("CARGO_PKG_NAME")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Exit code, stdout and stderr.
fn ran(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = oasmith(dir, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn append(path: &Path, text: &str) {
    let old = fs::read_to_string(path).unwrap();
    fs::write(path, old + text).unwrap();
}

#[test]
fn generate_twice_changes_nothing_the_second_time() {
    let dir = project();
    let (code, stdout, stderr) = ran(dir.path(), &["generate"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("created specs/oasmith.lock\n"), "{stdout}");
    let lock = fs::read_to_string(dir.path().join("specs/oasmith.lock")).unwrap();
    assert!(lock.contains("\n  pets/openapi.yaml: sha256:"), "{lock}");
    let (code, stdout, stderr) = ran(dir.path(), &["generate"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("nothing changed: "), "{stdout}");
    assert_eq!(
        lock,
        fs::read_to_string(dir.path().join("specs/oasmith.lock")).unwrap()
    );
    let (code, stdout, _) = ran(dir.path(), &["check"]);
    assert_eq!(code, 0);
    assert!(
        stdout.starts_with("in sync: ") && stdout.ends_with(" 1 document\n"),
        "{stdout}"
    );
}

#[test]
fn a_dry_run_writes_nothing() {
    let dir = project();
    let (code, stdout, _) = ran(dir.path(), &["generate", "--dry-run"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("would be created specs/oasmith.lock\n"),
        "{stdout}"
    );
    assert!(!dir.path().join("specs/oasmith.lock").exists());
    assert!(!dir.path().join("generated").exists());
}

#[test]
fn check_names_what_drifted() {
    let dir = project();
    let path = dir.path();
    let (code, stdout, _) = ran(path, &["check"]);
    assert_eq!(code, 1);
    assert!(stdout.contains("lock file missing: "), "{stdout}");

    assert_eq!(ran(path, &["generate"]).0, 0);
    append(&path.join("specs/pets/openapi.yaml"), "# a comment\n");
    let expected = "\
spec: specs/pets/openapi.yaml changed since the last `generate`
drift: no generated file differs; to mend it, run `oasmith generate`
";
    assert_eq!(
        ran(path, &["check"]),
        (1, expected.to_owned(), String::new())
    );

    append(&path.join("specs/oasmith.yaml"), "# a comment\n");
    fs::create_dir_all(path.join("generated/src")).unwrap();
    fs::write(path.join("generated/src/mine.rs"), "").unwrap();
    let (code, stdout, _) = ran(path, &["check"]);
    assert_eq!(code, 1);
    for line in [
        "generated/src/mine.rs was not generated (foreign file)\n",
        "spec: specs/pets/openapi.yaml changed",
        "configuration: specs/oasmith.yaml changed",
    ] {
        assert!(stdout.contains(line), "{line}\n{stdout}");
    }

    let (code, stdout, _) = ran(path, &["check", "--format", "github"]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("::error file=specs/oasmith.yaml,title=oasmith%3A configuration::"),
        "{stdout}"
    );

    let (code, stdout, _) = ran(path, &["check", "--format", "json"]);
    assert_eq!(code, 1);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(json["in_sync"], false);

    let (code, stdout, _) = ran(path, &["generate"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("changed specs/oasmith.lock\n"), "{stdout}");
    assert!(
        stdout.contains("left alone generated/src/mine.rs, which is not generated\n"),
        "{stdout}"
    );
}

#[test]
fn a_document_that_cannot_be_read_is_a_failure_and_never_no_drift() {
    let dir = project();
    let path = dir.path();
    assert_eq!(ran(path, &["generate"]).0, 0);
    let document = path.join("specs/pets/openapi.yaml");
    for broken in ["a: [", "a: 1\na: 2\n", ""] {
        fs::write(&document, broken).unwrap();
        for command in ["check", "generate"] {
            let (code, stdout, stderr) = ran(path, &[command]);
            assert_eq!((code, stdout.as_str()), (2, ""), "{command} {broken:?}");
            assert!(stderr.contains("specs/pets/openapi.yaml"), "{stderr}");
        }
    }
    fs::remove_file(&document).unwrap();
    assert_eq!(ran(path, &["check"]).0, 2);
    let (code, stdout, _) = ran(path, &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &json["in_sync"]), (2, &serde_json::Value::Null));
}

#[test]
fn an_unknown_key_is_shown_as_rustc_would() {
    let dir = project();
    let path = dir.path();
    fs::write(
        path.join("specs/oasmith.yaml"),
        CONFIGURATION.replace("documents", "document"),
    )
    .unwrap();
    let (code, stdout, stderr) = ran(path, &["generate"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(
        stderr.starts_with("error[O0401]: an API has no key `document`\n"),
        "{stderr}"
    );
    assert!(stderr.contains("--> specs/oasmith.yaml:3:11\n"), "{stderr}");
    assert!(stderr.contains("did you mean `documents`?"), "{stderr}");
    assert!(
        stderr.ends_with("error: 1 error; nothing was written\n"),
        "{stderr}"
    );
    assert!(!path.join("generated").exists());
}

#[test]
fn a_damaged_lock_file_stops_everything() {
    let dir = project();
    assert_eq!(ran(dir.path(), &["generate"]).0, 0);
    append(&dir.path().join("specs/oasmith.lock"), "<<<<<<< HEAD\n");
    for command in ["generate", "check"] {
        let (code, _, stderr) = ran(dir.path(), &[command]);
        assert_eq!(code, 2);
        assert!(stderr.contains("error[O0410]"), "{stderr}");
    }
}

#[test]
fn a_crate_from_documents_needs_no_configuration() {
    let dir = project();
    let arguments = [
        "generate",
        "specs/pets/openapi.yaml",
        "--out",
        "out/pets-client",
    ];
    let (code, stdout, stderr) = ran(dir.path(), &arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let lock = fs::read_to_string(dir.path().join("out/pets-client/oasmith.lock")).unwrap();
    assert!(lock.contains("\n  openapi.yaml: sha256:"), "{lock}");
    assert!(
        ran(dir.path(), &arguments)
            .1
            .starts_with("nothing changed: ")
    );
}

#[test]
fn a_wrong_use_is_exit_2() {
    let dir = tempfile::tempdir().unwrap();
    for arguments in [
        &["no-such-command"][..],
        &[],
        &["generate", "a.yaml"],
        &["generate", "--out", "x"],
        &["generate", "a.yaml", "--out", "x", "--config", "y"],
        &["check", "--format", "xml"],
        &["diff", "a", "b"],
        &["generate", "no-such-file.yaml", "--out", "x"],
        &["generate", "a.yaml", "--out", "x", "--name", "1"],
        &["lint", "no-such-file.yaml"],
        &["transcribe", "no-such-file.md"],
        &["explain", "O9999"],
        &["explain", "é"],
        &["check"],
    ] {
        let (code, stdout, stderr) = ran(dir.path(), arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!stderr.is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    assert_eq!(ran(dir.path(), &["--help"]).0, 0);
    assert_eq!(ran(dir.path(), &["--version"]).1, "oasmith 0.1.0\n");
}

#[test]
fn lint_tells_findings_from_failures() {
    let dir = project();
    let path = dir.path();
    assert_eq!(
        ran(path, &["lint", "specs/pets/openapi.yaml"]),
        (0, "no findings\n".to_owned(), String::new())
    );
    assert_eq!(ran(path, &["lint"]).0, 0);
    fs::write(path.join("broken.json"), "{").unwrap();
    assert_eq!(ran(path, &["lint", "broken.json"]).0, 2);
    let (code, stdout, stderr) = ran(path, &["lint", "broken.json", "--format", "json"]);
    assert_eq!((code, stderr.as_str()), (2, ""));
    for line in stdout.lines() {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(json["code"].is_string());
    }
}

#[test]
fn init_never_overwrites() {
    let dir = tempfile::tempdir().unwrap();
    let (code, stdout, _) = ran(dir.path(), &["init"]);
    assert_eq!(code, 0);
    assert!(
        stdout.starts_with("created specs/oasmith.yaml\n"),
        "{stdout}"
    );
    fs::write(dir.path().join("specs/oasmith.yaml"), "mine").unwrap();
    let expected = "\
error[O0414]: specs/oasmith.yaml exists already
";
    let (code, _, stderr) = ran(dir.path(), &["init"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with(expected), "{stderr}");
    assert_eq!(
        fs::read_to_string(dir.path().join("specs/oasmith.yaml")).unwrap(),
        "mine"
    );
}

#[test]
fn every_code_is_explained() {
    let dir = tempfile::tempdir().unwrap();
    for code in ["O0401", "o401", "401", "0401"] {
        let (exit, stdout, _) = ran(dir.path(), &["explain", code]);
        assert_eq!(exit, 0);
        assert!(
            stdout.starts_with("# O0401: unknown configuration key\n"),
            "{stdout}"
        );
    }
    for info in oasmith::diag::codes::all() {
        let start = format!("# {}", info.code);
        assert!(
            info.page.starts_with(&start),
            "{}: {}",
            info.code,
            info.page
        );
    }
}

#[test]
fn completions_know_the_commands() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, stdout, _) = ran(dir.path(), &["completions", shell]);
        assert_eq!(code, 0);
        assert!(stdout.contains("transcribe"), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_oasmith"))
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
