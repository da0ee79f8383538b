//! The other commands, wrong uses, and readers that go away.

mod support;

use std::fs;
use std::process::Stdio;

use support::{PETS, command, empty, oasmith, repository, succeeds};
use tempfile::TempDir;

/// A directory with one document.
fn documents() -> TempDir {
    let dir = empty();
    fs::write(dir.path().join("pets.yaml"), PETS).expect("writable");
    dir
}

#[test]
fn a_wrong_use_says_what_is_right() {
    let dir = documents();
    for (arguments, part) in [
        (
            &["generat"][..],
            "tip: a similar subcommand exists: 'generate'",
        ),
        (
            &["generate", "--dry"],
            "tip: a similar argument exists: '--dry-run'",
        ),
        (&["generate", "pets.yaml"], "--out <DIR>"),
        (
            &["check", "--format", "xml"],
            "[possible values: text, json, github]",
        ),
        (&[], "Usage: oasmith <COMMAND>"),
    ] {
        let ran = oasmith(dir.path(), arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    let ran = oasmith(dir.path(), &["--help"]);
    succeeds(&ran);
    for command in [
        "generate",
        "check",
        "diff",
        "lint",
        "transcribe",
        "explain",
        "init",
        "completions",
    ] {
        assert!(
            ran.stdout.contains(&format!("\n  {command} ")),
            "{}",
            ran.stdout
        );
        succeeds(&oasmith(dir.path(), &[command, "--help"]));
    }
}

#[test]
fn a_reader_that_goes_away_early_is_no_panic() {
    let dir = documents();
    for arguments in [
        &["generate", "pets.yaml", "--out", "out", "--name", "pets"][..],
        &["explain", "12"],
        &["--help"],
        &["lint", "pets.yaml"],
        &["transcribe", "pets.yaml"],
        &["generat"],
    ] {
        for which in ["stdout", "stderr"] {
            let mut child = command(dir.path())
                .args(arguments)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("oasmith starts");
            match which {
                "stdout" => drop(child.stdout.take()),
                _ => drop(child.stderr.take()),
            }
            let output = child.wait_with_output().expect("it ends");
            let code = output.status.code();
            assert!(
                matches!(code, Some(0..=2)),
                "{arguments:?} without {which}: {code:?}"
            );
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(
                !stderr.contains("panicked"),
                "{arguments:?} without {which}: {stderr}"
            );
        }
    }
}

#[test]
fn every_code_can_be_explained() {
    let dir = empty();
    let mut count = 0;
    for info in oasmith::diag::codes::all() {
        let code = info.code.to_string();
        let number = info.code.0.to_string();
        let ran = oasmith(dir.path(), &["explain", &code]);
        succeeds(&ran);
        assert!(
            ran.stdout.starts_with(&format!("# {code}: ")),
            "{}",
            ran.stdout
        );
        assert!(
            ran.stdout.lines().count() > 3,
            "{code} says what to do: {}",
            ran.stdout
        );
        if count % 10 == 0 {
            assert_eq!(oasmith(dir.path(), &["explain", &number]), ran);
        }
        count += 1;
    }
    assert!(count > 80, "{count} codes");
    for (code, help) in [
        ("O9999", " = help: the nearest one is O"),
        ("13", "O0013"),
        (
            "banana",
            " = help: codes are as diagnostics show them, such as `oasmith explain O0401`",
        ),
        ("99999999999999999999", "there is no code"),
        ("", "there is no code"),
    ] {
        let ran = oasmith(dir.path(), &["explain", code]);
        assert_eq!(ran.code, if code == "13" { 0 } else { 2 }, "{code:?}");
        let both = ran.stdout + &ran.stderr;
        assert!(both.contains(help), "{code:?}: {both}");
    }
}

#[test]
fn from_an_empty_directory_to_a_crate() {
    let dir = empty();
    let ran = oasmith(dir.path(), &["init"]);
    succeeds(&ran);
    assert_eq!(
        ran.stdout,
        "created specs/oasmith.yaml\n\
         put your documents beside it and name them in it (it names example/openapi.yaml), then run `oasmith generate`\n"
    );
    // Without the document the error says which line names it.
    let ran = oasmith(dir.path(), &["generate"]);
    assert_eq!(ran.code, 2);
    for part in [
        "error[O0001]: cannot load `specs/example/openapi.yaml`",
        "--> specs/oasmith.yaml:12:17\n",
        "^^^^^^^^^^^^^^^^^^^^ named here\n",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    fs::create_dir(dir.path().join("specs/example")).expect("writable");
    fs::write(dir.path().join("specs/example/openapi.yaml"), PETS).expect("writable");
    succeeds(&oasmith(dir.path(), &["generate"]));
    succeeds(&oasmith(dir.path(), &["check"]));
    assert!(dir.path().join("generated/src/example/types.rs").exists());
}

#[test]
fn a_draft_of_a_page_is_a_clean_document() {
    let dir = empty();
    let page = repository().join("specs/retool/create-group.md");
    let page = page.to_str().expect("UTF-8");
    let draft = oasmith(dir.path(), &["transcribe", page]);
    assert_eq!(draft.code, 0, "{}", draft.stderr);
    let ran = oasmith(dir.path(), &["transcribe", page, "-o", "draft.yaml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "created draft.yaml\n"));
    let written = fs::read_to_string(dir.path().join("draft.yaml")).expect("a file");
    assert_eq!(written, draft.stdout);
    let lint = oasmith(dir.path(), &["lint", "draft.yaml"]);
    assert_eq!(lint.code, 0, "{}{}", lint.stdout, lint.stderr);
    assert!(!lint.stdout.contains("warning["), "{}", lint.stdout);
    succeeds(&oasmith(
        dir.path(),
        &["generate", "draft.yaml", "--out", "out", "--name", "draft"],
    ));
    let types = fs::read_to_string(dir.path().join("out/src/types.rs")).expect("a file");
    assert!(types.contains("pub theme_access: Option<bool>"), "{types}");
    // A draft is where hand-written work begins, so none is overwritten.
    fs::write(dir.path().join("draft.yaml"), "mine").expect("writable");
    let ran = oasmith(dir.path(), &["transcribe", page, "-o", "draft.yaml"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        fs::read_to_string(dir.path().join("draft.yaml")).expect("a file"),
        "mine"
    );
}

#[test]
fn lint_of_this_repository_finds_nothing() {
    for arguments in [
        &["lint"][..],
        &["lint", "specs/retool/openapi.yaml"],
        &[
            "lint",
            "specs/galileo/invite-users.md",
            "specs/galileo/create-group-integration-collaborators.md",
        ],
    ] {
        let ran = oasmith(&repository(), arguments);
        succeeds(&ran);
        assert_eq!(ran.stdout, "no findings\n", "{arguments:?}");
    }
}

#[test]
fn completions_are_scripts() {
    let dir = empty();
    for (shell, start) in [
        ("bash", "_oasmith()"),
        ("zsh", "#compdef oasmith"),
        ("fish", "# Print an optspec"),
    ] {
        let ran = oasmith(dir.path(), &["completions", shell]);
        succeeds(&ran);
        assert!(
            ran.stdout.starts_with(start),
            "{shell}: {}",
            &ran.stdout[..80]
        );
        assert!(ran.stdout.contains("dry-run"), "{shell}");
    }
}
