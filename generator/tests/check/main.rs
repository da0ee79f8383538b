//! `oasmith check` on a copy of this repository: everything that can drift does, the report says what happened, and the
//! command that it names mends it.
//!
//! `tests/drift/NAME.txt` holds each report, without diffs. `OASMITH_BLESS=1 cargo test -p oasmith --test check` rewrites
//! them; read the diff before you keep it.

mod causes;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use support::{Ran, append, copy, oasmith, replace, repository, shell, snapshot};
use tempfile::TempDir;

const TYPES: &str = "generated/src/galileo/types.rs";
const LOCK: &str = "specs/oasmith.lock";
const CONFIGURATION: &str = "specs/oasmith.yaml";
const PAGE: &str = "specs/retool/create-group.md";
const DOCUMENT: &str = "specs/retool/openapi.yaml";
const GALILEO: &str = "specs/galileo/create-group-integration-collaborators.md";

/// A copy of the repository's specs and crate that is in sync, whatever state they are in.
fn project() -> TempDir {
    static IN_SYNC: OnceLock<TempDir> = OnceLock::new();
    let original = IN_SYNC.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a directory");
        for part in ["specs", "generated"] {
            copy(&repository().join(part), &dir.path().join(part));
        }
        assert_eq!(oasmith(dir.path(), &["generate"]).code, 0);
        dir
    });
    let dir = tempfile::tempdir().expect("a directory");
    copy(original.path(), dir.path());
    dir
}

fn check(dir: &Path) -> Ran {
    oasmith(dir, &["check"])
}

/// Compares a report, of which diffs are left out, with the one that is kept.
fn matches(name: &str, ran: &Ran) {
    let is_diff = |line: &&str| line.starts_with("    ");
    let mut report = format!("exit {}\n", ran.code);
    for line in ran.stdout.lines().filter(|line| !is_diff(line)) {
        report.push_str(&format!("{line}\n"));
    }
    report.push_str(&ran.stderr);
    let path = repository().join("tests/drift").join(format!("{name}.txt"));
    if std::env::var_os("OASMITH_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(&path, &report).expect("writable");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(report, expected, "{name}: not as in {}", path.display());
}

/// The commands that a report names to mend what it found.
fn commands(ran: &Ran) -> Vec<&str> {
    let (_, mend) = ran.stdout.split_once("to mend it, ").unwrap_or_default();
    mend.split('`').skip(1).step_by(2).collect()
}

/// Runs the commands that a report names; after them everything is in sync.
fn mends(dir: &Path, ran: &Ran) {
    let commands = commands(ran);
    assert!(!commands.is_empty(), "{}", ran.stdout);
    for command in &commands {
        let ran = shell(dir, command);
        assert_eq!(ran.code, 0, "{command}\n{}", ran.stderr);
    }
    let after = check(dir);
    assert_eq!(after.code, 0, "after {commands:?}:\n{}", after.stdout);
}

/// Disturbs a project; the report is as it is kept, `check` writes nothing, and its commands mend it.
fn drifts(name: &str, disturb: impl Fn(&Path)) {
    let project = project();
    let dir = project.path();
    disturb(dir);
    let before = snapshot(dir);
    let ran = check(dir);
    matches(name, &ran);
    assert_eq!(ran.code, 1, "{name}");
    assert_eq!(snapshot(dir), before, "{name}: check writes nothing");
    mends(dir, &ran);
}

#[test]
fn this_repository_is_in_sync() {
    let ran = check(&repository());
    assert_eq!(
        ran.code, 0,
        "run `cargo run -p oasmith -- generate` and look at what changes\n{}{}",
        ran.stdout, ran.stderr
    );
}

#[test]
fn in_sync() {
    let project = project();
    let ran = check(project.path());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("in sync: "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with(", 3 documents\n"), "{}", ran.stdout);
}

#[test]
fn one_byte_of_any_kind_of_file() {
    let mut first = true;
    for file in [
        TYPES,
        "generated/Cargo.toml",
        "generated/src/lib.rs",
        "generated/src/retool/mod.rs",
        "generated/src/retool/codec.rs",
        "generated/src/retool/client.rs",
        "generated/src/runtime/check.rs",
    ] {
        let project = project();
        let path = project.path().join(file);
        let mut bytes = fs::read(&path).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] = if bytes[middle] == b'x' { b'y' } else { b'x' };
        fs::write(&path, bytes).expect("writable");
        let ran = check(project.path());
        if first {
            matches("hand-edit", &ran);
        }
        first = false;
        assert_eq!(ran.code, 1, "{file}");
        for line in [
            format!(
                "{file} differs from what is generated (hand edit)\n    --- {file} (on disk)\n"
            ),
            format!("hand edit: {file} was edited; "),
        ] {
            assert!(ran.stdout.contains(&line), "{line}\n{}", ran.stdout);
        }
        assert_eq!(commands(&ran), ["oasmith generate"], "{file}");
        mends(project.path(), &ran);
    }
}

#[test]
fn a_diff_goes_from_what_is_there_to_what_should_be() {
    let project = project();
    replace(&project.path().join(TYPES), "    Owner,\n", "    Boss,\n");
    let ran = check(project.path());
    assert!(
        ran.stdout.contains("\n    -    Boss,\n    +    Owner,\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn line_ends_are_said_to_be_line_ends() {
    let project = project();
    let path = project.path().join(TYPES);
    let text = fs::read_to_string(&path).expect("a text");
    fs::write(&path, text.replace('\n', "\r\n")).expect("writable");
    let ran = check(project.path());
    let expected = "\n    only line ends differ (CRLF; is git's core.autocrlf on?)\n";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
    mends(project.path(), &ran);
}

#[test]
fn files_added_and_removed() {
    drifts("file-removed", |dir| {
        fs::remove_file(dir.join(TYPES)).expect("a file");
    });
    drifts("file-added", |dir| {
        fs::write(dir.join("generated/src/my notes.rs"), "// mine\n").expect("writable");
    });
    drifts("generated-file-copied", |dir| {
        fs::copy(dir.join(TYPES), dir.join("generated/src/old.rs")).expect("a copy");
    });
    drifts("many-files-added", |dir| {
        for number in 1..=3 {
            fs::write(dir.join(format!("generated/{number}.txt")), "").expect("writable");
        }
    });
    drifts("file-in-the-way", |dir| {
        fs::remove_dir_all(dir.join("generated/src/retool")).expect("a directory");
        fs::write(dir.join("generated/src/retool"), "mine").expect("writable");
    });
}

#[test]
fn a_deleted_directory_is_one_line() {
    let project = project();
    fs::remove_dir_all(project.path().join("generated/src/runtime")).expect("a directory");
    let ran = check(project.path());
    let start = "generated/src/runtime/ lacks ";
    assert!(ran.stdout.starts_with(start), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 3, "{}", ran.stdout);
    mends(project.path(), &ran);
}

#[test]
fn an_edit_everywhere_is_still_a_short_report() {
    let project = project();
    for (path, _) in snapshot(&project.path().join("generated")) {
        let path = project.path().join("generated").join(path);
        if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a text");
            fs::write(&path, text.replace("//!", "//! Edited:")).expect("writable");
        }
    }
    let ran = check(project.path());
    assert_eq!(ran.code, 1);
    // A line for each file, and what the first few of them differ in.
    assert!(ran.stdout.lines().count() < 250, "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("generated/src/runtime/union.rs differs"),
        "every file is named: {}",
        ran.stdout
    );
    mends(project.path(), &ran);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_crate() {
    use std::os::unix::fs::symlink;
    drifts("link-instead-of-file", |dir| {
        fs::rename(dir.join(TYPES), dir.join("specs/elsewhere.rs")).expect("a file");
        symlink("../../../specs/elsewhere.rs", dir.join(TYPES)).expect("a link");
    });
    drifts("link-instead-of-directory", |dir| {
        fs::rename(dir.join("generated/src/retool"), dir.join("elsewhere")).expect("a directory");
        symlink("../../elsewhere", dir.join("generated/src/retool")).expect("a link");
    });
}

#[test]
fn another_configuration_is_named_in_the_command() {
    let project = project();
    let dir = project.path();
    fs::rename(dir.join(CONFIGURATION), dir.join("specs/my own.yaml")).expect("a file");
    let ran = oasmith(dir, &["check", "--config", "specs/my own.yaml"]);
    assert_eq!(ran.code, 1);
    let command = "oasmith generate --config 'specs/my own.yaml'";
    assert_eq!(commands(&ran), [command], "{}", ran.stdout);
    assert_eq!(shell(dir, command).code, 0);
    assert_eq!(
        oasmith(dir, &["check", "--config", "specs/my own.yaml"]).code,
        0
    );
}

#[test]
fn under_cargo_run_the_command_is_one_of_cargo() {
    let project = project();
    append(&project.path().join(TYPES), "// mine\n");
    let output = support::command(project.path())
        .arg("check")
        .env("CARGO_PKG_NAME", "oasmith")
        .output()
        .expect("oasmith starts");
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let end = "drift: 1 file; to mend it, run `cargo run -p oasmith -- generate`\n";
    assert!(stdout.ends_with(end), "{stdout}");
}

#[test]
fn annotations_name_each_file_and_the_command() {
    let project = project();
    append(&project.path().join(TYPES), "// mine\n");
    let ran = oasmith(project.path(), &["check", "--format", "github"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.stdout,
        format!(
            "::error file={TYPES},title=oasmith%3A hand edit::{TYPES} was edited; the edit would be lost, make it in the spec \
             or the configuration; to mend it, run `oasmith generate`\n"
        )
    );
}
