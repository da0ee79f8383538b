//! `oasmith diff --accept`, and the formats that other programs read, by the command line.

mod support;

use std::fs;
use std::path::Path;

use support::{PETS, Ran, empty, oasmith};
use tempfile::TempDir;

/// Two documents: one property has another type, another is new.
fn documents() -> TempDir {
    let dir = empty();
    let new = PETS.replace(
        "name: { type: string }",
        "name: { type: integer }, age: { type: integer }",
    );
    assert_ne!(new, PETS);
    fs::write(dir.path().join("old.yaml"), PETS).expect("writable");
    fs::write(dir.path().join("new.yaml"), new).expect("writable");
    dir
}

fn diff(dir: &Path, more: &[&str]) -> Ran {
    oasmith(dir, &[&["diff", "old.yaml", "new.yaml"], more].concat())
}

/// The fingerprint of the change of a kind.
fn id(dir: &Path, kind: &str) -> String {
    let json: serde_json::Value =
        serde_json::from_str(&diff(dir, &["--format", "json"]).stdout).expect("JSON");
    let entries = json["entries"].as_array().expect("entries");
    let entry = entries.iter().find(|entry| entry["kind"] == kind);
    entry
        .and_then(|entry| entry["id"].as_str())
        .unwrap_or_else(|| panic!("{kind} in {json:#}"))
        .to_owned()
}

fn accept(dir: &Path, items: &[(&str, &str)]) {
    let items = items.iter().map(|(id, until)| {
        format!("- {{ id: '{id}', reason: Nobody reads it., until: {until} }}\n")
    });
    fs::write(
        dir.join("accept.yaml"),
        format!("accept:\n{}", items.collect::<String>()),
    )
    .expect("writable");
}

#[test]
fn what_is_accepted_does_not_count_until_its_day_is_over() {
    let dir = documents();
    let dir = dir.path();
    let (changed, added) = (id(dir, "type-changed"), id(dir, "property-added"));
    let fails = |level: &str| diff(dir, &["--accept", "accept.yaml", "--fail-on", level]);
    assert_eq!(diff(dir, &["--fail-on", "wire"]).code, 1);
    accept(dir, &[(&changed, "2999-12-31")]);
    for (level, code) in [("wire", 0), ("major", 0), ("minor", 1)] {
        let ran = fails(level);
        assert_eq!(
            (ran.code, ran.stderr.as_str()),
            (code, ""),
            "{level}: {}",
            ran.stdout
        );
        assert!(ran.stdout.contains("accepted: 1 change"), "{}", ran.stdout);
    }
    accept(dir, &[(&changed, "2999-12-31"), (&added, "2999-12-31")]);
    assert_eq!(fails("patch").code, 0);
    accept(
        dir,
        &[(&changed, "2001-01-01"), ("0000000000000000", "2999-12-31")],
    );
    let ran = fails("wire");
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains(&format!(
            "warning: {changed} (Nobody reads it.) was accepted until 2001-01-01"
        )),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("warning: 0000000000000000"),
        "{}",
        ran.stderr
    );
}

#[test]
fn an_accept_file_that_cannot_be_read_accepts_nothing() {
    let dir = documents();
    let dir = dir.path();
    for (text, part) in [
        ("accept: [{ id: x }]\n", "accept.yaml:1:"),
        ("- x\n", "accept.yaml:1:1"),
    ] {
        fs::write(dir.join("accept.yaml"), text).expect("writable");
        let ran = diff(dir, &["--accept", "accept.yaml"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    assert_eq!(diff(dir, &["--accept", "none.yaml"]).code, 2);
}

#[test]
fn every_format_is_written_and_says_what_changed() {
    let dir = documents();
    let dir = dir.path();
    for (format, parts) in [
        (
            "sarif",
            &[
                "\"version\": \"2.1.0\"",
                "\"ruleId\": \"type-changed\"",
                "\"uri\": \"new.yaml\"",
            ][..],
        ),
        (
            "junit",
            &["<testsuites ", "<failure ", "oasmith.property-added"],
        ),
        (
            "html",
            &[
                "<!doctype html>",
                "<td class=\"new\">",
                "new.yaml:",
                "name: { type: integer }",
                "data-wire=\"breaking\"",
            ],
        ),
    ] {
        let ran = diff(dir, &["--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{format}");
        for part in parts {
            assert!(
                ran.stdout.contains(part),
                "{format}: {part}: {}",
                ran.stdout
            );
        }
        assert_eq!(
            diff(dir, &["--format", format, "--fail-on", "wire"]).code,
            1
        );
        fs::write(dir.join("broken.yaml"), "openapi: [").expect("writable");
        let ran = oasmith(
            dir,
            &["diff", "old.yaml", "broken.yaml", "--format", format],
        );
        assert_eq!(
            (ran.code, ran.stdout.as_str()),
            (2, ""),
            "{format}: a failure is no report"
        );
    }
}

#[test]
fn items_of_the_crate_that_is_checked_in_have_a_line() {
    let dir = documents();
    let says_nothing = |format: &str| {
        let said = diff(dir.path(), &["--format", format]).stdout;
        assert!(!said.contains("out/src"), "{format}: {said}");
    };
    says_nothing("text");
    let config = "crate: { path: out, name: pets-api }\napis:\n  pets: { documents: [old.yaml] }\n";
    fs::write(dir.path().join("oasmith.yaml"), config).expect("writable");
    // A configuration without a crate.
    says_nothing("json");
    let made = oasmith(dir.path(), &["generate", "--config", "oasmith.yaml"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let types = fs::read_to_string(dir.path().join("out/src/pets/types.rs")).expect("types");
    let line = types.lines().position(|line| line.contains("pub name: "));
    let place = format!("out/src/pets/types.rs:{}", line.expect("the field") + 1);
    for format in ["text", "markdown", "html"] {
        let said = diff(dir.path(), &["--format", format]).stdout;
        assert!(said.contains(&place), "{format} without {place}: {said}");
    }
    let explained = diff(dir.path(), &["--explain", "types::Pet::name"]).stdout;
    assert!(explained.contains(&place), "{explained}");
    let with = ["--config", "oasmith.yaml"];
    assert!(diff(dir.path(), &with).stdout.contains(&place));
    let (_, number) = place.split_once(':').expect("a line");
    for format in ["json", "sarif"] {
        let said = diff(dir.path(), &["--format", format]).stdout;
        for part in ["out/src/pets/types.rs", &format!("ine\": {number}")] {
            assert!(said.contains(part), "{format} without {part}: {said}");
        }
    }
    // Neither side is a document of the configuration.
    let other = config.replace("old.yaml", "other.yaml");
    fs::copy(dir.path().join("old.yaml"), dir.path().join("other.yaml")).expect("a copy");
    fs::write(dir.path().join("oasmith.yaml"), other).expect("writable");
    says_nothing("text");
    // What is wrong with it is said by the commands that it is for.
    fs::write(dir.path().join("oasmith.yaml"), "crate: [").expect("writable");
    says_nothing("text");
}
