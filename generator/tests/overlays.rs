//! Overlays as users of the command line meet them.

mod support;

use std::fs;
use std::path::Path;

use support::{PETS, Ran, append, empty, oasmith, oasmith_reading, replace, snapshot, succeeds};
use tempfile::TempDir;

const RENAMING: &str = "\
overlay: 1.1.0
info: { title: Names that read well, version: 1.0.0 }
actions:
  - target: $.paths['/pets'].get.operationId
    update: every_pet
  - target: $.components.schemas.Pet.properties
    update: { age: { type: integer } }
";

const CONFIGURATION: &str = "\
crate: { path: ../generated, name: api-clients }
apis:
  pets: { documents: [pets.yaml], overlays: [pets.overlay.yaml] }
";

/// A directory with a document, an overlay and a configuration.
fn project() -> TempDir {
    let dir = empty();
    let specs = dir.path().join("specs");
    fs::create_dir(&specs).expect("a folder");
    fs::write(specs.join("pets.yaml"), PETS).expect("writable");
    fs::write(specs.join("pets.overlay.yaml"), RENAMING).expect("writable");
    fs::write(specs.join("oasmith.yaml"), CONFIGURATION).expect("writable");
    dir
}

fn read(dir: &Path, file: &str) -> String {
    fs::read_to_string(dir.join(file)).expect("a text file")
}

const ARGUMENTS: &[&str] = &[
    "generate",
    "specs/pets.yaml",
    "--out",
    "out",
    "--name",
    "pets",
];

fn generate(dir: &Path, more: &[&str]) -> Ran {
    oasmith(dir, &[ARGUMENTS, more].concat())
}

#[test]
fn an_overlay_of_the_command_line_and_of_the_configuration() {
    let dir = project();
    succeeds(&oasmith(dir.path(), &["generate"]));
    succeeds(&generate(
        dir.path(),
        &["--overlay", "specs/pets.overlay.yaml"],
    ));
    for file in ["generated/src/pets/client.rs", "out/src/client.rs"] {
        let client = read(dir.path(), file);
        assert!(client.contains("pub fn every_pet("), "{client}");
        assert!(!client.contains("list_pets"), "{client}");
    }
    for file in ["generated/src/pets/types.rs", "out/src/types.rs"] {
        assert!(read(dir.path(), file).contains("pub age: Option<i64>"));
    }
    let lock = read(dir.path(), "specs/oasmith.lock");
    assert!(
        lock.contains("overlays:\n  pets.overlay.yaml: sha256:"),
        "{lock}"
    );
    // The same as when the document says so itself.
    let whole = PETS.replace("list_pets", "every_pet").replace(
        "{ name: { type: string } }",
        "{ name: { type: string }, age: { type: integer } }",
    );
    let ran = oasmith_reading(
        dir.path(),
        &["generate", "-", "--out", "whole", "--name", "pets"],
        &whole,
    );
    succeeds(&ran);
    let sources = |of: &str| snapshot(&dir.path().join(of).join("src"));
    assert_eq!(sources("out"), sources("whole"));
}

#[test]
fn several_overlays_are_applied_in_order() {
    let dir = project();
    let last = RENAMING
        .replace("every_pet", "all_pets")
        .replace("age", "weight");
    fs::write(dir.path().join("last.yaml"), last).expect("writable");
    let (first, last) = ("specs/pets.overlay.yaml", "last.yaml");
    succeeds(&generate(
        dir.path(),
        &["--overlay", first, "--overlay", last],
    ));
    assert!(read(dir.path(), "out/src/client.rs").contains("pub fn all_pets("));
    let types = read(dir.path(), "out/src/types.rs");
    assert!(
        types.contains("pub age:") && types.contains("pub weight:"),
        "{types}"
    );
    let twice = generate(dir.path(), &["--overlay", first, "--overlay", first]);
    assert_eq!(twice.code, 2);
    assert!(twice.stderr.contains("is listed twice"), "{}", twice.stderr);
    let alone = oasmith(dir.path(), &["generate", "--overlay", first]);
    assert_eq!(alone.code, 2, "{}", alone.stderr);
}

#[test]
fn an_empty_overlay_changes_no_byte() {
    let dir = project();
    succeeds(&generate(dir.path(), &[]));
    let before = snapshot(&dir.path().join("out/src"));
    let empty =
        "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions: [{ target: $, update: {} }]\n";
    fs::write(dir.path().join("empty.yaml"), empty).expect("writable");
    succeeds(&generate(dir.path(), &["--overlay", "empty.yaml"]));
    assert_eq!(snapshot(&dir.path().join("out/src")), before);
}

#[test]
fn a_reference_that_an_overlay_brings_is_taken_from_the_document() {
    let dir = project();
    let schema = "type: object\nproperties: { street: { type: string } }\n";
    fs::write(dir.path().join("specs/address.yaml"), schema).expect("writable");
    let overlay = RENAMING.replace("{ type: integer }", "{ $ref: address.yaml }");
    fs::write(dir.path().join("elsewhere.yaml"), overlay).expect("writable");
    succeeds(&generate(dir.path(), &["--overlay", "elsewhere.yaml"]));
    let types = read(dir.path(), "out/src/types.rs");
    assert!(types.contains("pub age: Option<Address>"), "{types}");
}

#[test]
fn findings_point_to_the_file_that_says_it() {
    let dir = project();
    let overlay = RENAMING.replace("{ type: integer }", "{ type: integr }");
    fs::write(dir.path().join("specs/pets.overlay.yaml"), overlay).expect("writable");
    replace(
        &dir.path().join("specs/pets.yaml"),
        "type: object",
        "typ: object",
    );
    let arguments = [
        "lint",
        "specs/pets.yaml",
        "--overlay",
        "specs/pets.overlay.yaml",
    ];
    let ran = oasmith(dir.path(), &arguments);
    assert_eq!(ran.code, 1);
    for part in [
        "error[O0113]: `integr` is not a value of `type`\n --> specs/pets.overlay.yaml:7:28\n",
        "warning[O0105]: unknown key `typ` in a schema is ignored\n  --> specs/pets.yaml:17:7\n",
    ] {
        assert!(ran.stdout.contains(part), "{part}\n{}", ran.stdout);
    }
    let ran = oasmith(dir.path(), &["lint", "--config", "specs/oasmith.yaml"]);
    assert!(
        ran.stdout.contains("specs/pets.overlay.yaml:7:28"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_changed_overlay_is_the_one_who_drifted() {
    let dir = project();
    succeeds(&oasmith(dir.path(), &["generate"]));
    let check = || oasmith(dir.path(), &["check"]);
    assert_eq!(check().code, 0);
    let overlay = dir.path().join("specs/pets.overlay.yaml");
    replace(&overlay, "type: integer", "type: string");
    let ran = check();
    assert_eq!(ran.code, 1);
    for part in [
        "generated/src/pets/types.rs differs from what is generated (overlay)\n",
        "\noverlay: specs/pets.overlay.yaml changed since the last `generate`\n",
    ] {
        assert!(ran.stdout.contains(part), "{}", ran.stdout);
    }
    assert!(!ran.stdout.contains("spec: "), "{}", ran.stdout);
    succeeds(&oasmith(dir.path(), &["generate"]));
    assert_eq!(check().code, 0);

    append(&overlay, "# a comment\n");
    let ran = check();
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(
        ran.stdout.contains("no generated file differs"),
        "{}",
        ran.stdout
    );
    succeeds(&oasmith(dir.path(), &["generate"]));

    // An overlay that no longer matches is an error, and never "no drift".
    replace(
        &dir.path().join("specs/pets.yaml"),
        "  /pets:",
        "  /animals:",
    );
    let ran = check();
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("error[O0023]"), "{}", ran.stderr);

    // One that is no longer named is told as well.
    let dir = project();
    succeeds(&oasmith(dir.path(), &["generate"]));
    let configuration = dir.path().join("specs/oasmith.yaml");
    replace(&configuration, ", overlays: [pets.overlay.yaml]", "");
    let ran = oasmith(dir.path(), &["check"]);
    let told = "overlay: specs/pets.overlay.yaml is not read any more\n";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
}

#[test]
fn an_overlay_that_is_not_there_is_shown_where_it_is_named() {
    let dir = project();
    fs::remove_file(dir.path().join("specs/pets.overlay.yaml")).expect("a file");
    let ran = oasmith(dir.path(), &["generate"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("error[O0001]"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("--> specs/oasmith.yaml:3:46"),
        "{}",
        ran.stderr
    );
}
