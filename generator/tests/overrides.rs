//! What the configuration says over the heads of documents: types, the selection of operations, renames.

mod support;

use std::fs;
use std::path::Path;

use support::{Ran, empty, oasmith};
use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: https://shop.test }]
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [pets]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
    post:
      operationId: add_pet
      tags: [pets, admin]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '201': { description: d } }
  /pets/{id}/owner:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: owner
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } } } }
  /orders:
    get:
      tags: [orders]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
components:
  schemas:
    Species: { type: string, enum: [cat, dog] }
    Pet:
      type: object
      required: [id, species]
      properties:
        id: { type: string, minLength: 3 }
        species: { $ref: '#/components/schemas/Species' }
        size: { type: string, enum: [small, big] }
        tags: { type: array, items: { type: string, enum: [old, new] } }
        age: { type: [integer, 'null'], minimum: 0, default: 1 }
        owner: { $ref: '#/components/schemas/Owner' }
    NewPet:
      allOf:
        - { $ref: '#/components/schemas/Pet' }
        - { type: object, properties: { color: { type: string, enum: [red, black] } } }
    Owner: { type: object, properties: { name: { type: string, default: nobody } } }
    Order: { type: object, properties: { of: { $ref: '#/components/schemas/Event' } } }
    Event:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind }
    Sold:
      allOf: [{ $ref: '#/components/schemas/Event' }, { type: object, properties: { price: { type: number } } }]
    Unused: { type: object, properties: { a: { type: string } } }
";

/// A directory with the document and what the configuration says of it.
fn project(said: &str) -> TempDir {
    let dir = empty();
    let indented: String = said.lines().map(|line| format!("    {line}\n")).collect();
    let configuration = format!(
        "crate: {{ path: out, name: shop-client }}\napis:\n  shop:\n    documents: [shop.yaml]\n{indented}"
    );
    fs::write(dir.path().join("shop.yaml"), DOCUMENT).expect("writable");
    fs::write(dir.path().join("oasmith.yaml"), configuration).expect("writable");
    dir
}

fn run(dir: &Path, command: &str) -> Ran {
    oasmith(dir, &[command, "--config", "oasmith.yaml"])
}

/// It went well, and there are at most notes.
#[track_caller]
fn fine(ran: &Ran) {
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
}

/// The types and operations that are generated, as Rust source.
#[track_caller]
fn generated(said: &str) -> (String, String) {
    let dir = project(said);
    fine(&run(dir.path(), "generate"));
    assert_eq!(run(dir.path(), "check").code, 0);
    let read = |file: &str| {
        fs::read_to_string(dir.path().join("out/src/shop").join(file)).expect("a source file")
    };
    (read("types.rs"), read("client.rs"))
}

/// What is said of a configuration that does not fit.
#[track_caller]
fn refused(said: &str, parts: &[&str]) {
    let dir = project(said);
    let ran = run(dir.path(), "generate");
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    for part in parts {
        assert!(ran.stderr.contains(part), "{part}\n{}", ran.stderr);
    }
    assert!(!dir.path().join("out").exists());
}

/// The text of one item, from its name to the first line that closes it.
fn item<'t>(types: &'t str, head: &str) -> &'t str {
    let start = types
        .find(head)
        .unwrap_or_else(|| panic!("no {head} in\n{types}"));
    let end = types[start..]
        .find("\n}\n")
        .map_or(types.len(), |at| start + at);
    &types[start..end]
}

#[test]
fn single_enums_are_closed_or_open() {
    let (types, _) = generated("types: { Species: { enum: closed }, Pet.size: { enum: closed } }");
    assert!(!item(&types, "pub enum Species {").contains("Unknown("));
    assert!(!item(&types, "pub enum PetSize {").contains("Unknown("));
    assert!(item(&types, "pub enum NewPetColor {").contains("Unknown("));
    let (types, _) = generated(
        "enums: closed\ntypes: { 'Pet.tags[]': { enum: open }, NewPet.color: { enum: open } }",
    );
    assert!(!item(&types, "pub enum Species {").contains("Unknown("));
    assert!(item(&types, "pub enum PetTagsItem {").contains("Unknown("));
    assert!(item(&types, "pub enum NewPetColor {").contains("Unknown("));
}

#[test]
fn single_objects_are_lossless() {
    let field = "pub name: ";
    let (types, _) = generated("enums: open");
    assert!(item(&types, "pub struct Owner {").contains(field));
    let plain = item(&types, "pub struct Owner {").to_owned();
    let (types, _) =
        generated("select: { operations: [owner] }\ntypes: { Owner: { lossless: true } }");
    let lossless = item(&types, "pub struct Owner {");
    assert!(lossless.contains("pub name: Maybe<String>"), "{lossless}");
    let (types, _) = generated(
        "select: { operations: [owner] }\nlossless: true\ntypes: { Owner: { lossless: false } }",
    );
    let filled = item(&types, "pub struct Owner {");
    assert!(filled.contains("pub name: String"), "{filled}");
    assert!(
        plain.contains("pub name: Option<String>"),
        "it can be sent: {plain}"
    );
}

#[test]
fn types_are_replaced() {
    let (types, _) = generated(
        "types:
  '#/components/schemas/Pet/properties/id': { type: uuid }
  Pet.age: { type: int32 }
  Pet.owner: { opaque: true }
  Species: { type: string }",
    );
    let pet = item(&types, "pub struct Pet {");
    for field in [
        "pub id: Uuid",
        "pub age: Option<i32>",
        "pub owner: Option<Value>",
        "pub species: Species",
    ] {
        assert!(pet.contains(field), "{field}\n{pet}");
    }
    assert!(types.contains("pub type Species = String;"), "{types}");
}

#[test]
fn operations_are_selected_and_types_that_they_do_not_reach_are_left_out() {
    let of = |said: &str| {
        let (types, client) = generated(said);
        let operations: Vec<&str> = ["list_pets", "add_pet", "owner", "get_orders"]
            .into_iter()
            .filter(|name| {
                client.contains(&format!("pub fn {name}("))
                    || client.contains(&format!("pub fn {name}<"))
            })
            .collect();
        let mut known = vec![
            "Species", "Pet", "NewPet", "Owner", "Order", "Event", "Sold", "Unused",
        ];
        known.retain(|name| {
            ["struct", "enum", "type"].iter().any(|kind| {
                let head = format!("pub {kind} {name} ");
                types.contains(&head)
            })
        });
        (operations, known)
    };
    let pets = vec!["Species", "Pet", "Owner"];
    assert_eq!(
        of("select: { operations: [list_pets] }"),
        (vec!["list_pets"], pets)
    );
    assert_eq!(
        of("select: { operations: ['GET /pets/{id}/owner'] }"),
        (vec!["owner"], vec!["Owner"])
    );
    let both = of("select: { paths: ['/pets/**', /pets], exclude: { tags: [admin] } }");
    assert_eq!(
        both,
        (vec!["list_pets", "owner"], vec!["Species", "Pet", "Owner"])
    );
    let events = vec!["Order", "Event", "Sold"];
    assert_eq!(
        of("select: { tags: [orders] }"),
        (vec!["get_orders"], events)
    );
    let all = of("select: { exclude: { operations: [owner] } }");
    assert_eq!(all.0, ["list_pets", "add_pet", "get_orders"]);
    assert!(!all.1.contains(&"Unused"), "{:?}", all.1);
}

#[test]
fn what_is_not_selected_may_be_faulty() {
    let dir = project("select: { tags: [pets] }");
    let faulty = DOCUMENT.replace(
        "      tags: [orders]\n",
        "      tags: [orders]\n      parameters: [{ $ref: '#/components/parameters/None' }]\n",
    );
    fs::write(dir.path().join("shop.yaml"), faulty).expect("writable");
    fine(&run(dir.path(), "generate"));
}

#[test]
fn what_names_nothing_is_an_error_with_its_place() {
    refused(
        "types:\n  Speces: { enum: closed }\n  Pet.sise: { enum: closed }\n  Pet.owner.name: { type: string }\n  Pet.id[]: { type: string }\n  '#/components/schemas/Pets': { opaque: true }",
        &[
            "error[O0417]: `Speces` is no schema of the API\n --> oasmith.yaml:6:7\n",
            "did you mean `Species`?",
            "`Pet` has no property `sise`",
            "did you mean `Pet.size`?",
            "`Pet.owner` points at `#/components/schemas/Owner`: say it of that one",
            "`Pet.id` is no array",
            "did you mean `#/components/schemas/Pet`?",
        ],
    );
    refused(
        "select: { operations: [list_pet], tags: [pet], paths: [/orders, /pet], exclude: { tags: [admins] } }",
        &[
            "error[O0417]: no operation is called `list_pet`\n --> oasmith.yaml:5:28\n",
            "did you mean `list_pets`?",
            "no operation has the tag `pet`",
            "no path of an operation is like `/pet`",
            "no operation has the tag `admins`",
            "did you mean `admin`?",
        ],
    );
    refused(
        "select: { tags: [orders], exclude: { paths: [/orders] } }",
        &["error[O0417]: the selection leaves no operation"],
    );
    refused(
        "rename: { types: { '#/components/schemas/Pte': Animal }, fields Pett: { id: key } }",
        &[
            "error[O0417]: `types` has no `#/components/schemas/Pte`",
            "did you mean `#/components/schemas/Pet`?",
            "error[O0417]: nothing is named in `fields Pett`",
            "did you mean `fields Pet`?",
        ],
    );
    // What the selection leaves out has no name to change.
    refused(
        "select: { tags: [orders] }\nrename: { operations: { GET /pets: pets } }",
        &["error[O0417]: `operations` has no `GET /pets`"],
    );
}

#[test]
fn what_has_no_effect_is_an_error() {
    refused(
        "types:
  Pet: { enum: closed }
  Pet.id: { lossless: true }
  Pet.tags: { enum: closed }
  Pet.species: { enum: closed }
  Species: { enum: open }
  '#/components/schemas/Species': { enum: closed }",
        &[
            "error[O0418]: what is said of `Pet` has no effect\n  --> oasmith.yaml:6:7\n",
            "it is no enum and no union",
            "it is no object",
            "of its items: `Pet.tags[]`",
            "it is the type `Species`, wherever that is used",
            "say it of `Species`",
            "error[O0418]: `#/components/schemas/Species` is named twice",
        ],
    );
    refused(
        "types: { Pet: { opaque: true, lossless: true }, Owner: {}, Order: { type: uid }, Event: { closed: true } }\nselect: { exclude: {} }",
        &[
            "`opaque` and `type` replace a type",
            "nothing is said of the type `Owner`",
            "`uid` is no type",
            "did you mean `uuid`?",
            "a type has no key `closed`",
            "`select` says nothing",
        ],
    );
}
