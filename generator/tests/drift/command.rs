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
