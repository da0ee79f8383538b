//! `oasmith bundle`: one document of many files, from which comes the same crate.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{Ran, empty, oasmith, snapshot, succeeds};
use tempfile::TempDir;

const API: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: https://shop.test }]
security: [{ key: [] }]
paths:
  /pets: { $ref: paths/pets.yaml }
  /orders:
    post:
      operationId: order
      parameters: [{ $ref: 'common.yaml#/parameters/Page' }]
      requestBody: { $ref: 'common.yaml#/bodies/Order' }
      responses:
        '200': { description: d, content: { application/json: { schema: { $ref: 'schemas/receipt.yaml' } } } }
        4XX: { $ref: 'common.yaml#/responses/Problem' }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Pet: { $ref: schemas/pet.yaml }
    Limit: { type: number, default: 1.50, maximum: 1e3, example: { $ref: not a reference } }
";

const MORE: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: https://shop.test }]
paths:
  /pets:
    post:
      operationId: add_pet
      requestBody: { content: { application/json: { schema: { $ref: 'api.yaml#/components/schemas/Pet' } } } }
      responses:
        '201': { description: d }
        '400': { description: d, content: { application/json: { schema: { $ref: 'schemas/_index.yaml#/Fault' } } } }
components:
  schemas: { $ref: schemas/_index.yaml }
";

const INDEX: &str = "\
Kind: { type: string, enum: ['yes', 'null', '1.0', '0x1F'] }
Fault: { $ref: fault.yaml }
";

const FAULT: &str = "\
type: object
properties: { kind: { $ref: '_index.yaml#/Kind' }, why: { type: string } }
";

const PETS: &str = "\
get:
  operationId: list_pets
  parameters: [{ $ref: '../common.yaml#/parameters/Page' }]
  responses:
    '200': { description: d, content: { application/json: { schema: { type: array, items: { $ref: ../schemas/pet.yaml } } } } }
    default: { $ref: '../common.yaml#/responses/Problem' }
";

const PET: &str = "\
$id: https://shop.test/pet
type: object
required: [id]
properties:
  id: { $ref: '../common.yaml#/schemas/Id' }
  parents: { type: array, items: { $ref: '#' } }
  size: { type: string, enum: [small, big] }
  owner: { $ref: '../common.yaml#/schemas/Owner' }
";

const ORDER: &str = "\
type: object
properties:
  size: { $ref: 'pet.yaml#/properties/size' }
  what:
    oneOf: [{ $ref: pet.yaml }, { $ref: '#/$defs/Gift' }]
$defs:
  Gift: { type: object, required: [note], properties: { note: { type: string } } }
";

const RECEIPT: &str = "\
type: object
properties: { order: { $ref: order.yaml }, gift: { $ref: 'order.yaml#/$defs/Gift' } }
";

const COMMON: &str = "\
parameters:
  Page: { name: page, in: query, schema: { type: integer, minimum: 1 } }
bodies:
  Order: { required: true, content: { application/json: { schema: { $ref: schemas/order.yaml } } } }
responses:
  Problem: { description: p, content: { application/json: { schema: { type: object, properties: { why: { type: string } } } } } }
schemas:
  Id: { type: string, format: uuid }
  Owner: { type: object, properties: { name: { type: string }, pets: { type: array, items: { $ref: schemas/pet.yaml } } } }
";

fn project() -> TempDir {
    let dir = empty();
    for (name, text) in [
        ("api.yaml", API),
        ("more.yaml", MORE),
        ("paths/pets.yaml", PETS),
        ("schemas/_index.yaml", INDEX),
        ("schemas/fault.yaml", FAULT),
        ("schemas/pet.yaml", PET),
        ("schemas/order.yaml", ORDER),
        ("schemas/receipt.yaml", RECEIPT),
        ("common.yaml", COMMON),
    ] {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }
    dir
}

#[track_caller]
fn fine(ran: &Ran) {
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// What is generated from documents in a directory.
#[track_caller]
fn generated(dir: &Path, documents: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = dir.join("out");
    let mut arguments = vec!["generate"];
    arguments.extend(documents);
    arguments.extend(["--out", "out", "--name", "shop"]);
    fine(&oasmith(dir, &arguments));
    let sources = snapshot(&out.join("src"));
    fs::remove_dir_all(&out).expect("it was written");
    sources
}

#[track_caller]
fn alone(dir: &Path, file: &str) -> TempDir {
    let elsewhere = empty();
    fs::copy(dir.join(file), elsewhere.path().join(file)).expect("a copy");
    elsewhere
}

#[test]
fn the_bundle_gives_the_crate_that_its_parts_give() {
    let dir = project();
    let from_parts = generated(dir.path(), &["api.yaml", "more.yaml"]);
    for file in ["bundle.yaml", "bundle.json"] {
        let bundle = ["bundle", "api.yaml", "more.yaml", "-o", file];
        let ran = oasmith(dir.path(), &bundle);
        succeeds(&ran);
        assert_eq!(ran.stdout, format!("created {file}\n"));
        let elsewhere = alone(dir.path(), file);
        let from_bundle = generated(elsewhere.path(), &[file]);
        for (path, text) in &from_parts {
            let lines = |text: &[u8]| -> Vec<String> {
                let text = String::from_utf8_lossy(text);
                text.lines().map(str::to_owned).collect()
            };
            let other = from_bundle
                .get(path)
                .map(|text| lines(text))
                .unwrap_or_default();
            let differs = lines(text).into_iter().zip(other).find(|(a, b)| a != b);
            assert_eq!(differs, None, "{}", path.display());
        }
        assert_eq!(from_bundle, from_parts);
        // A bundle of the bundle says the same.
        let text = fs::read_to_string(dir.path().join(file)).expect("a text");
        succeeds(&oasmith(
            elsewhere.path(),
            &["bundle", file, "-o", &format!("again-{file}")],
        ));
        let again = fs::read_to_string(elsewhere.path().join(format!("again-{file}")));
        assert_eq!(again.expect("a text"), text);
        for part in ["common.yaml", "pet.yaml", "order.yaml", "$id"] {
            assert!(!text.contains(part), "{part}\n{text}");
        }
    }
}

#[test]
fn a_bundle_has_overlays_applied_and_goes_to_standard_output() {
    let dir = project();
    let overlay = "overlay: 1.1.0\ninfo: { title: t, version: '1' }\nextends: api.yaml\nactions:\n  - { target: $.paths['/orders'].post.operationId, update: buy }\n";
    let overlay = overlay
        .replace("$.paths['/orders']", "\"$.paths['/orders']")
        .replace("Id, up", "Id\", up");
    fs::write(dir.path().join("o.yaml"), overlay).expect("writable");
    let ran = oasmith(
        dir.path(),
        &["bundle", "api.yaml", "more.yaml", "--overlay", "o.yaml"],
    );
    succeeds(&ran);
    assert!(ran.stdout.contains("operationId: buy\n"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("$ref: not a reference\n"),
        "{}",
        ran.stdout
    );
    assert!(
        !ran.stdout.contains("operationId: order\n"),
        "{}",
        ran.stdout
    );
    // What is common to all documents stands at the root, and what is not at each operation.
    assert!(ran.stdout.contains("security: []\n"), "{}", ran.stdout);
}

#[test]
fn nothing_is_written_when_something_is_missing_or_would_be_lost() {
    let dir = project();
    let ran = oasmith(
        dir.path(),
        &["bundle", "api.yaml", "more.yaml", "-o", "common.yaml"],
    );
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr
            .contains("error[O0414]: common.yaml is one of the files"),
        "{}",
        ran.stderr
    );
    fs::remove_file(dir.path().join("common.yaml")).expect("a file");
    let ran = oasmith(
        dir.path(),
        &["bundle", "api.yaml", "more.yaml", "-o", "bundle.yaml"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("error[O0107]"), "{}", ran.stderr);
    assert!(!dir.path().join("bundle.yaml").exists());
    let ran = oasmith(dir.path(), &["bundle"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn numbers_keep_their_value() {
    let dir = empty();
    let document = r#"{"openapi":"3.1.0","info":{"title":"N","version":"1"},"paths":{},"components":{"schemas":{
        "A":{"type":"number","minimum":-9223372036854776000,"maximum":18446744073709551615,"multipleOf":0.1},
        "B":{"type":"integer","maximum":MAX}}}}"#;
    for (max, is_yaml) in [("12", true), ("123456789012345678901", false)] {
        let document = document.replace("MAX", max);
        fs::write(dir.path().join("n.json"), &document).expect("writable");
        let ran = oasmith(dir.path(), &["bundle", "n.json"]);
        fine(&ran);
        assert_eq!(ran.stdout.starts_with('{'), !is_yaml, "{}", ran.stdout);
        assert!(ran.stdout.contains(max), "{}", ran.stdout);
        fs::write(dir.path().join("m.yaml"), &ran.stdout).expect("writable");
        let (a, b) = (
            generated(dir.path(), &["n.json"]),
            generated(dir.path(), &["m.yaml"]),
        );
        assert_eq!(a, b);
    }
}
