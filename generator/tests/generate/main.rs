//! `oasmith generate` as its users meet it.

mod places;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use support::{
    PETS, append, copy, empty, oasmith, oasmith_reading, replace, repository, snapshot, succeeds,
};
use tempfile::TempDir;

/// The same API in the form of JSON, with another operation and the same component.
const OWNERS: &str = r##"{
  "openapi": "3.1.0",
  "info": { "version": "1", "title": "Pets" },
  "servers": [{ "url": "https://pets.test" }],
  "paths": { "/owners": { "get": { "operationId": "list_owners", "responses": {
    "200": { "description": "All owners.", "content": { "application/json": {
      "schema": { "$ref": "#/components/schemas/Owner" } } } } } } } },
  "components": { "schemas": {
    "Owner": { "type": "object", "properties": { "pet": { "$ref": "#/components/schemas/Pet" } } },
    "Pet": { "properties": { "name": { "type": "string" } }, "required": ["name"], "type": "object" } } }
}
"##;

fn page() -> String {
    let document = PETS
        .replace("/pets:", "/pets/count:")
        .replace("list_pets", "count_pets");
    format!("# Counting pets\n\n```yaml GET /pets/count\n{document}```\n\nThat is all.\n")
}

/// A directory with the three documents.
fn documents() -> TempDir {
    let dir = empty();
    fs::write(dir.path().join("pets.yaml"), PETS).expect("writable");
    fs::write(dir.path().join("owners.json"), OWNERS).expect("writable");
    fs::write(dir.path().join("count.md"), page()).expect("writable");
    dir
}

/// Runs a command that must be refused with a message, and write nothing.
#[track_caller]
fn refused(dir: &Path, arguments: &[&str], stderr: &str) {
    let before = snapshot(dir);
    let ran = oasmith(dir, arguments);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
    assert_eq!(ran.stderr, stderr, "{arguments:?}");
    assert_eq!(snapshot(dir), before, "{arguments:?}: nothing is written");
}

#[test]
fn this_repository_twice_and_in_another_order() {
    let dir = empty();
    for part in ["specs", "generated"] {
        copy(&repository().join(part), &dir.path().join(part));
    }
    assert_eq!(oasmith(dir.path(), &["generate"]).code, 0);
    let first = snapshot(dir.path());
    let ran = oasmith(dir.path(), &["generate"]);
    succeeds(&ran);
    assert!(
        ran.stdout.starts_with("nothing changed: "),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    assert_eq!(snapshot(dir.path()), first);

    // From nothing, and with everything in another order, come the same bytes.
    let configuration = dir.path().join("specs/oasmith.yaml");
    let lock = dir.path().join("specs/oasmith.lock");
    let generated = dir.path().join("generated");
    let old = (snapshot(&generated), fs::read(&lock).expect("a lock"));
    let (a, b) = (
        "galileo/create-group-integration-collaborators.md",
        "galileo/invite-users.md",
    );
    replace(&configuration, &format!("{a}, {b}"), &format!("{b}, {a}"));
    fs::remove_dir_all(&generated).expect("a directory");
    fs::remove_file(&lock).expect("a file");
    succeeds(&oasmith(dir.path(), &["generate"]));
    assert_eq!(snapshot(&generated), old.0);
    assert_eq!(fs::read(&lock).expect("a lock"), old.1);
}

#[test]
fn json_yaml_and_markdown_merge_in_any_order() {
    let dir = documents();
    let mut results = Vec::new();
    for order in [
        ["pets.yaml", "owners.json", "count.md"],
        ["count.md", "owners.json", "pets.yaml"],
        ["owners.json", "pets.yaml", "count.md"],
    ] {
        let out = format!("out-{}", order[0]);
        let mut arguments = vec!["generate"];
        arguments.extend(order);
        arguments.extend(["--out", &out, "--name", "pets"]);
        succeeds(&oasmith(dir.path(), &arguments));
        results.push(snapshot(&dir.path().join(out)));
    }
    assert!(results[0] == results[1] && results[0] == results[2]);
    let client = &results[0][Path::new("src/client.rs")];
    let client = String::from_utf8_lossy(client);
    for operation in ["list_pets", "list_owners", "count_pets"] {
        assert!(
            client.contains(&format!("pub fn {operation}(")),
            "{operation}"
        );
    }
    let types = String::from_utf8_lossy(&results[0][Path::new("src/types.rs")]).into_owned();
    assert_eq!(types.matches("pub struct Pet {").count(), 1);
}

#[test]
fn a_crate_does_not_tell_where_its_documents_were() {
    let dir = documents();
    fs::create_dir(dir.path().join("elsewhere")).expect("writable");
    fs::copy(
        dir.path().join("pets.yaml"),
        dir.path().join("elsewhere/pets.yaml"),
    )
    .expect("a copy");
    let absolute = dir.path().join("pets.yaml");
    let absolute = absolute.to_str().expect("UTF-8");
    let mut results = Vec::new();
    for (spec, out) in [
        ("pets.yaml", "a"),
        ("elsewhere/pets.yaml", "b"),
        (absolute, "c"),
    ] {
        succeeds(&oasmith(
            dir.path(),
            &["generate", spec, "--out", out, "--name", "pets"],
        ));
        results.push(snapshot(&dir.path().join(out)));
    }
    assert!(results[0] == results[1] && results[0] == results[2]);
}

#[test]
fn standard_input_is_a_document() {
    let dir = documents();
    for (name, text) in [("yaml", PETS), ("json", OWNERS), ("page", &page())] {
        let ran = oasmith_reading(
            dir.path(),
            &["generate", "-", "--out", name, "--name", "pets"],
            text,
        );
        succeeds(&ran);
        assert!(
            dir.path().join(name).join("src/types.rs").exists(),
            "{name}"
        );
    }
    succeeds(&oasmith_reading(
        dir.path(),
        &[
            "generate",
            "owners.json",
            "-",
            "--out",
            "both",
            "--name",
            "pets",
        ],
        PETS,
    ));
    let ran = oasmith_reading(
        dir.path(),
        &["generate", "-", "--out", "bad", "--name", "pets"],
        "a: [",
    );
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--> <stdin>:"), "{}", ran.stderr);
    assert!(!dir.path().join("bad").exists());
}

#[test]
fn a_document_that_is_named_twice_is_a_slip() {
    let dir = documents();
    for (first, again) in [("pets.yaml", "./pets.yaml"), ("-", "-")] {
        let stderr = format!(
            "error[O0406]: the document `{again}` is listed twice\n\nerror: 1 error; nothing was written\n"
        );
        let arguments = ["generate", first, again, "--out", "out", "--name", "pets"];
        refused(dir.path(), &arguments, &stderr);
        assert_eq!(oasmith(dir.path(), &["lint", first, again]).code, 2);
    }
}

#[test]
fn a_dry_run_says_what_would_happen_and_does_nothing() {
    let dir = documents();
    let generate = ["generate", "pets.yaml", "--out", "out", "--name", "pets"];
    let dry = [&generate[..], &["--dry-run"]].concat();
    let before = snapshot(dir.path());
    let ran = oasmith(dir.path(), &dry);
    succeeds(&ran);
    assert_eq!(snapshot(dir.path()), before);
    assert!(
        ran.stdout
            .lines()
            .all(|line| line.contains("would be created")),
        "{}",
        ran.stdout
    );
    let really = oasmith(dir.path(), &generate);
    succeeds(&really);
    assert_eq!(really.stdout, ran.stdout.replace("would be ", ""));

    append(&dir.path().join("out/src/lib.rs"), "// mine\n");
    fs::remove_file(dir.path().join("out/src/codec.rs")).expect("a file");
    fs::copy(
        dir.path().join("out/src/types.rs"),
        dir.path().join("out/src/old.rs"),
    )
    .expect("a copy");
    let before = snapshot(dir.path());
    let ran = oasmith(dir.path(), &dry);
    succeeds(&ran);
    assert_eq!(snapshot(dir.path()), before);
    for line in [
        "would be created out/src/codec.rs (+",
        "would be changed out/src/lib.rs (+0 −1)\n",
        "would be deleted out/src/old.rs (−",
        "1 file would be created, 1 changed, 1 deleted; ",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
}

#[test]
fn names_of_crates() {
    let dir = documents();
    for (name, like, why) in [
        ("My Client", "my-client", NOT_A_NAME),
        ("3d", "api-3d", NOT_A_NAME),
        ("self", "self-client", NOT_A_NAME),
        ("", "api", NOT_A_NAME),
        (
            "std",
            "std-client",
            "is the name of a crate that generated code uses",
        ),
        (
            "serde",
            "serde-client",
            "is the name of a crate that generated code uses",
        ),
    ] {
        let stderr = format!(
            "\
error[O0404]: the crate name `{name}` {why}
 |
 = help: such as `--name {like}`

error: 1 error; nothing was written
"
        );
        refused(
            dir.path(),
            &["generate", "pets.yaml", "--out", "out", "--name", name],
            &stderr,
        );
    }
    for name in ["api_clients", "my-client", "_x", "Pets"] {
        succeeds(&oasmith(
            dir.path(),
            &["generate", "pets.yaml", "--out", name, "--name", name],
        ));
        let manifest =
            fs::read_to_string(dir.path().join(name).join("Cargo.toml")).expect("a file");
        assert!(
            manifest.contains(&format!("\nname = \"{name}\"\n")),
            "{manifest}"
        );
    }
    // Without a name, the crate has that of its directory.
    succeeds(&oasmith(
        dir.path(),
        &["generate", "pets.yaml", "--out", "deep/my-pets"],
    ));
    let manifest = fs::read_to_string(dir.path().join("deep/my-pets/Cargo.toml")).expect("a file");
    assert!(manifest.contains("\nname = \"my-pets\"\n"), "{manifest}");
}

const NOT_A_NAME: &str =
    "is not a package name: letters, digits, `-` and `_`, first a letter, and no keyword";
