//! References into other files.

use crate::diag::Diagnostics;
use crate::document::testing::{complaints, resolved_files};
use crate::model::{Api, Type};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

fn root(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

fn keys(api: &Api) -> Vec<&str> {
    let mut keys: Vec<&str> = api.types.iter().map(|ty| ty.place.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

fn by_key<'a>(api: &'a Api, key: &str) -> &'a Type {
    let found = api.types.iter().find(|ty| ty.place.key == key);
    found.unwrap_or_else(|| panic!("no {key} in {:?}", keys(api)))
}

fn clean(files: &[(&str, &str)]) -> Api {
    let (api, diags) = resolved_files(files);
    assert_eq!(complaints(&diags), Vec::<String>::new());
    api
}

fn told(rest: &str) -> Diagnostics {
    resolved_files(&[("api.yaml", &root(rest))]).1
}

#[test]
fn a_component_that_points_at_a_file_is_that_schema() {
    let api = root(
        "paths: {}\ncomponents:\n  schemas:\n    Pet: {$ref: './schemas/pet.yaml'}\n    Owner: {$ref: 'schemas/all.yaml#/definitions/Person'}\n",
    );
    let api = clean(&[
        ("specs/api.yaml", &api),
        (
            "specs/schemas/pet.yaml",
            "type: object\nproperties:\n  owner: {$ref: 'all.yaml#/definitions/Person'}\n  tag: {$ref: '../common/tag.json'}\n",
        ),
        (
            "specs/schemas/all.yaml",
            "definitions:\n  Person:\n    type: object\n    properties: {pets: {type: array, items: {$ref: pet.yaml}}}\n",
        ),
        (
            "specs/common/tag.json",
            r#"{"type": "object", "properties": {"x": {"type": "string"}}}"#,
        ),
    ]);
    let owner = by_key(&api, "#/components/schemas/Owner");
    assert_eq!(owner.name.as_deref(), Some("Owner"));
    by_key(&api, "#/components/schemas/Pet");
    let tag = by_key(&api, "common/tag.json#");
    assert_eq!(tag.context, ["tag"]);
    assert!(
        !keys(&api).iter().any(|key| key.contains("pet.yaml")),
        "{:?}",
        keys(&api)
    );
}

#[test]
fn keys_do_not_depend_on_where_the_documents_lie() {
    let api = root(
        "paths: {}\ncomponents: {schemas: {A: {type: object, properties: {b: {$ref: '../x.yaml#/B'}}}}}\n",
    );
    let b = "B: {type: object, properties: {c: {type: string}}}\n";
    let here = clean(&[("a/api.yaml", &api), ("x.yaml", b)]);
    let there = clean(&[("/some/where/a/api.yaml", &api), ("/some/where/x.yaml", b)]);
    assert_eq!(keys(&here), keys(&there));
    by_key(&here, "../x.yaml#/B");
}

#[test]
fn files_may_lead_back_and_in_circles() {
    let api = root(
        "paths:\n  /a: {$ref: 'paths/a.yaml#/~1a'}\ncomponents: {schemas: {Node: {$ref: 'n.yaml#/Node'}, Leaf: {type: object, properties: {n: {type: integer}}}}}\n",
    );
    let api = clean(&[
        ("api.yaml", &api),
        (
            "paths/a.yaml",
            "/a:\n  get:\n    operationId: a\n    responses:\n      '200': {$ref: '../responses.yaml#/Good%20one'}\n",
        ),
        (
            "responses.yaml",
            "Good one:\n  description: ok\n  content: {application/json: {schema: {$ref: 'api.yaml#/components/schemas/Node'}}}\n",
        ),
        (
            "n.yaml",
            "Node: {type: object, properties: {next: {$ref: 'm.yaml#/Other'}, self: {$ref: '#/Node'}}}\n",
        ),
        (
            "m.yaml",
            "Other: {type: object, properties: {back: {$ref: './n.yaml#/Node'}, leaf: {$ref: 'api.yaml#/components/schemas/Leaf'}}}\n",
        ),
    ]);
    assert_eq!(api.operations.len(), 1);
    let media = &api.operations[0].responses[0].media[0];
    let node = by_key(&api, "#/components/schemas/Node");
    let answered = media.ty.as_ref().expect("a type").id;
    assert_eq!(api.types[answered.0 as usize].place.key, node.place.key);
}

#[test]
fn whole_sections_may_stand_in_files() {
    let api =
        root("paths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: './schemas/_index.yaml'}}\n");
    let api = clean(&[
        ("api.yaml", &api),
        (
            "paths.yaml",
            "/u: {get: {operationId: u, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'schemas/_index.yaml#/User'}}}}}}}\n",
        ),
        ("schemas/_index.yaml", "User: {$ref: './user.yaml#/User'}\n"),
        (
            "schemas/user.yaml",
            "User: {type: object, properties: {id: {$ref: '#/Id'}}}\nId: {type: object, properties: {n: {type: string}}}\n",
        ),
    ]);
    assert_eq!(api.components.len(), 1);
    assert_eq!(
        keys(&api)[..2],
        ["#/components/schemas/User", "schemas/user.yaml#/Id"]
    );
}

#[test]
fn ids_and_anchors_lead_to_schemas() {
    let api = root(
        "paths: {}\ncomponents:\n  schemas:\n    Tree:\n      $id: https://example.com/tree.json\n      type: object\n      properties:\n        leaf: {$ref: '#/$defs/leaf'}\n        other: {$ref: leaf.json}\n        named: {$ref: 'file.yaml#there'}\n        far: {$ref: '#/components/schemas/Far'}\n      $defs:\n        leaf: {$id: leaf.json, type: object, properties: {x: {type: string}}}\n    Far: {type: object, properties: {t: {$ref: 'https://example.com/tree.json'}}}\n",
    );
    let file = "defs:\n  x: {$anchor: there, type: object, properties: {y: {type: string}}}\n";
    let api = clean(&[("api.yaml", &api), ("file.yaml", file)]);
    by_key(&api, "file.yaml#/defs/x");
    by_key(&api, "#/components/schemas/Tree/$defs/leaf");
}

#[test]
fn what_is_not_followed_has_a_way_out() {
    let at = |text: &str| {
        told(&format!(
            "paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '{text}'}}}}}}\n"
        ))
    };
    for text in [
        "https://example.com/x.yaml#/A",
        "//example.com/x",
        "/etc/x.yaml",
        "file:///x.yaml",
    ] {
        let diags = at(text);
        let told: Vec<_> = diags.iter().filter(|d| d.code.0 == 108).collect();
        assert!(
            told.len() == 1 && !told[0].help.is_empty(),
            "{text}: {:?}",
            complaints(&diags)
        );
    }
    let diags = at("./nowhere.yaml#/A");
    let told: Vec<_> = diags.iter().filter(|d| d.code.0 == 107).collect();
    assert!(
        told[0].message.contains("cannot be read"),
        "{}",
        told[0].message
    );
    assert!(
        told[0].notes[0].contains("nowhere.yaml"),
        "{:?}",
        told[0].notes
    );
}

#[test]
fn a_file_that_only_an_example_names_is_not_missed() {
    clean(&[(
        "api.yaml",
        &root(
            "paths: {}\ncomponents: {schemas: {A: {type: object, example: {$ref: './nowhere.yaml'}}}}\n",
        ),
    )]);
}

#[test]
fn the_root_meant_by_a_file_is_told() {
    let api = root("paths: {}\ncomponents: {schemas: {A: {$ref: 'b.yaml'}, C: {type: string}}}\n");
    let b = "type: object\nproperties: {c: {$ref: '#/components/schemas/C'}}\n";
    let (_, diags) = resolved_files(&[("api.yaml", &api), ("b.yaml", b)]);
    let told: Vec<_> = diags.iter().filter(|d| d.code.0 == 107).collect();
    assert!(
        told.len() == 1 && told[0].help[0].contains("the file that"),
        "{:?}",
        complaints(&diags)
    );
}

#[test]
fn a_map_with_nothing_in_it_is_a_slip() {
    let diags = told("paths: {/a: {get: {responses: {'200': {description: x, content: }}}}}\n");
    let found = complaints(&diags);
    assert!(
        found.len() == 1 && found[0].starts_with("Warning O0103"),
        "{found:?}"
    );
}
