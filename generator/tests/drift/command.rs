//! `oasmith diff`: exit codes, formats, and one item explained.

use std::fs;

use super::shell::{empty, oasmith};

const OLD: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: get_pets
      responses: {'200': {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        kind: {type: string, enum: [cat]}
        name: {type: string}
";

#[test]
fn exit_codes_follow_what_was_asked_to_fail_on() {
    let dir = empty();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("writable");
    write("old.yaml", OLD);
    write("more.yaml", &OLD.replace("[cat]", "[cat, dog]"));
    write(
        "less.yaml",
        &OLD.replace("        name: {type: string}\n", ""),
    );
    write("broken.yaml", "openapi: [");
    for (new, limit, code) in [
        ("old.yaml", "patch", 0),
        ("more.yaml", "patch", 1),
        ("more.yaml", "minor", 1),
        ("more.yaml", "major", 0),
        ("more.yaml", "wire", 0),
        ("less.yaml", "major", 1),
        ("less.yaml", "wire", 0),
        ("broken.yaml", "wire", 2),
        ("missing.yaml", "wire", 2),
    ] {
        let ran = oasmith(dir.path(), &["diff", "old.yaml", new, "--fail-on", limit]);
        assert_eq!(
            ran.code, code,
            "{new} {limit}: {}{}",
            ran.stdout, ran.stderr
        );
    }
    let ran = oasmith(dir.path(), &["diff", "old.yaml", "less.yaml"]);
    assert_eq!(ran.code, 0, "without a limit nothing fails");
    assert!(
        ran.stdout.contains("api 0.1.0 → 0.2.0: major"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains('\u{1b}'), "colour only on a terminal");
    assert!(
        ran.stdout.lines().all(|line| line.chars().count() <= 80),
        "{}",
        ran.stdout
    );
}

#[test]
fn an_item_is_explained_by_its_rust_path() {
    let dir = empty();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("writable");
    write("old.yaml", OLD);
    write(
        "new.yaml",
        &OLD.replace("[cat]", "[cat, dog]")
            .replace("name: {type: string}", "name: {type: integer}"),
    );
    let explain = |path: &str| {
        oasmith(
            dir.path(),
            &["diff", "old.yaml", "new.yaml", "--explain", path],
        )
        .stdout
    };
    let said = explain("api::types::PetKind");
    assert!(
        said.contains("enum-value-added") && !said.contains("type-changed"),
        "{said}"
    );
    for part in [
        "old old.yaml:14:",
        "new new.yaml:14:",
        "+ types::PetKind::Dog",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(explain("types::Pet::name").contains("type-changed"));
    assert_eq!(
        explain("types::Nobody"),
        "nothing that differs changes types::Nobody\n"
    );
}

#[test]
fn each_format_is_what_it_says() {
    let dir = empty();
    fs::write(dir.path().join("old.yaml"), OLD).expect("writable");
    fs::write(dir.path().join("new.yaml"), OLD.replace("[cat]", "[dog]")).expect("writable");
    let run = |format: &str| {
        oasmith(
            dir.path(),
            &["diff", "old.yaml", "new.yaml", "--format", format],
        )
        .stdout
    };
    let json: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!(json["class"], "major");
    let github = run("github");
    assert!(
        github.starts_with("::error file=new.yaml,line=14,"),
        "{github}"
    );
    let markdown = run("markdown");
    assert!(
        markdown.starts_with("### API drift: `old.yaml` (1) → `new.yaml` (1)\n"),
        "{markdown}"
    );
    assert_eq!(
        markdown.matches("<details").count(),
        markdown.matches("</details>").count()
    );
}

/// A configuration of one document, with the lines that keep older names.
fn configuration(document: &str, lines: &str) -> String {
    format!(
        "crate: {{ path: out, name: pets-api }}\napis:\n  pets:\n    documents: [{document}]\n{lines}"
    )
}

/// The line of a way to keep older names, as the text says it; lines of a terminal are one here.
fn to_paste(text: &str, way: &str) -> String {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start = whole.find(&format!("`{way}: {{")).expect("it is offered") + 1;
    let line = whole[start..].split('`').next().expect("its end");
    format!("    {line}\n")
}

#[test]
fn what_was_renamed_keeps_its_name_with_the_lines_that_are_printed() {
    let dir = empty();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("writable");
    let old = OLD.replace(
        "        name: {type: string}\n",
        "        name: {type: string}\n        age: {type: integer}\n",
    );
    let new = old
        .replace("Pet:", "Animal:")
        .replace("schemas/Pet", "schemas/Animal");
    write("old.yaml", &old);
    write("new.yaml", &new);
    write("oasmith.yaml", &configuration("old.yaml", ""));
    let run = |arguments: &[&str]| oasmith(dir.path(), arguments);
    let generated = run(&["generate", "--config", "oasmith.yaml"]);
    assert_eq!(generated.code, 0, "{}", generated.stderr);
    let diff = || run(&["diff", "old.yaml", "new.yaml", "--config", "oasmith.yaml"]);
    let plain = diff().stdout;
    assert!(plain.contains("pets-api 0.1.0 → 0.2.0: major"), "{plain}");

    // Without the older document, what is checked in says what was renamed.
    write("oasmith.yaml", &configuration("new.yaml", ""));
    let check = run(&["check", "--config", "oasmith.yaml"]).stdout;
    assert!(check.contains("semver: major"), "{check}");
    assert_eq!(to_paste(&check, "aliases"), to_paste(&plain, "aliases"));
    let written = run(&["generate", "--config", "oasmith.yaml", "--dry-run"]).stdout;
    assert_eq!(to_paste(&written, "aliases"), to_paste(&plain, "aliases"));

    for (way, class) in [("aliases", "minor"), ("rename", "patch")] {
        write(
            "oasmith.yaml",
            &configuration("new.yaml", &to_paste(&plain, way)),
        );
        let after = diff();
        let version = match class {
            "minor" => "pets-api 0.1.0 → 0.1.1: minor",
            _ => "pets-api 0.1.0 → 0.1.1: patch",
        };
        assert!(
            after.stdout.contains(version),
            "{way}: {}{}",
            after.stdout,
            after.stderr
        );
        assert!(!after.stdout.contains("% sure"), "{way}: {}", after.stdout);
        let check = run(&["check", "--config", "oasmith.yaml"]).stdout;
        let said = match class {
            "minor" => "semver: minor",
            _ => "no generated file differs",
        };
        assert!(check.contains(said), "{way}: {check}");
    }
}
