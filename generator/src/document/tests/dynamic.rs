//! References by `$id` and anchor, and templates that are filled in through dynamic anchors.

use crate::document::testing::{complaints, resolved, with_schemas};
use crate::model::{Api, TypeId, TypeKind};

/// A type in one line: enough to see which schema a place leads to.
fn told(api: &Api, id: TypeId, depth: usize) -> String {
    let ty = api.ty(id);
    let name = ty.name.clone().unwrap_or_default();
    let deeper = |id| told(api, id, depth - 1);
    match &ty.kind {
        _ if depth == 0 => name,
        TypeKind::Object(object) => {
            let fields = object.properties.iter();
            let fields: Vec<String> = fields
                .map(|(name, property)| format!("{name}: {}", deeper(property.ty.id)))
                .collect();
            format!("{name}{{{}}}", fields.join(", "))
        }
        TypeKind::Array(array) => format!("[{}]", deeper(array.items.id)),
        TypeKind::Alias(at) => deeper(at.id),
        TypeKind::String(_) => "string".to_owned(),
        TypeKind::Integer(_) => "integer".to_owned(),
        TypeKind::Any => "any".to_owned(),
        other => format!("{other:?}"),
    }
}

fn of(schemas: &str, name: &str) -> String {
    let (api, diags) = resolved(&[&with_schemas(schemas)]);
    assert_eq!(complaints(&diags), [""; 0]);
    told(&api, api.components[name], 5)
}

const PAGES: &str = "
User: {type: object, properties: {login: {type: string}}}
Page:
  type: object
  properties:
    items: {type: array, items: {$dynamicRef: '#item'}}
    meta: {$ref: '#/components/schemas/Meta'}
  $defs: {any: {$dynamicAnchor: item}}
Meta: {type: object, properties: {first: {$dynamicRef: '#item'}}, $defs: {any: {$dynamicAnchor: item, type: integer}}}
Users: {$ref: '#/components/schemas/Page', $defs: {x: {$dynamicAnchor: item, $ref: '#/components/schemas/User'}}}
Names: {$ref: '#/components/schemas/Page', $defs: {x: {$dynamicAnchor: item, type: string}}}
Both:
  allOf:
    - {$ref: '#/components/schemas/Page'}
    - {type: object, properties: {total: {type: integer}}}
  $defs: {x: {$dynamicAnchor: item, $ref: '#/components/schemas/User'}}
";

#[test]
fn a_template_is_a_type_of_its_own_for_each_that_fills_it_in() {
    assert_eq!(
        of(PAGES, "Users"),
        "Users{items: [User{login: string}], meta: {first: User{login: string}}}"
    );
    assert_eq!(
        of(PAGES, "Names"),
        "Names{items: [string], meta: {first: string}}"
    );
    assert_eq!(
        of(PAGES, "Both"),
        "Both{items: [User{login: string}], meta: {first: User{login: string}}, total: integer}"
    );
    // Nobody fills these in: what they anchor themselves holds, and around `Meta` that of the page.
    assert_eq!(of(PAGES, "Page"), "Page{items: [any], meta: {first: any}}");
    assert_eq!(of(PAGES, "Meta"), "Meta{first: integer}");
}

#[test]
fn a_template_may_be_named_by_its_id() {
    let schemas = "
List: {$id: list, type: array, items: {$dynamicRef: '#entry'}, $defs: {any: {$dynamicAnchor: entry}}}
Words: {$id: words, $ref: list, $defs: {entry: {$dynamicAnchor: entry, type: string}}}
Plain: {$id: plain, $ref: list, $defs: {entry: {$anchor: entry, type: string}}}
";
    assert_eq!(of(schemas, "Words"), "[string]");
    assert_eq!(of(schemas, "Plain"), "[any]");
}

#[test]
fn a_tree_that_is_extended_is_made_of_what_extends_it() {
    let schemas = "
Tree:
  $id: tree
  $dynamicAnchor: node
  type: object
  properties: {children: {type: array, items: {$dynamicRef: '#node'}}}
Named: {$id: named, $dynamicAnchor: node, $ref: tree, properties: {name: {type: string}}}
";
    assert_eq!(
        of(schemas, "Named"),
        "Named{children: [Named{children: [Named{children: , name: }], name: string}], name: string}"
    );
    assert_eq!(
        of(schemas, "Tree"),
        "Tree{children: [Tree{children: [Tree{children: }]}]}"
    );
}

#[test]
fn anchors_belong_to_the_schema_that_has_the_id() {
    let schemas = "
A: {$id: a, $defs: {x: {$anchor: it, type: string}}, $ref: '#it'}
B: {$id: b, $defs: {x: {$anchor: it, type: integer}}, $ref: '#it'}
C: {$ref: 'b#it'}
D: {$defs: {x: {$anchor: it, type: string}}, $ref: '#it'}
E: {$defs: {deep: {$defs: {x: {$anchor: it, type: integer}}}}, $ref: '#it'}
F: {$id: 'https://h/folder/', $defs: {x: {$id: part, type: integer}}, $ref: part}
";
    for (name, expected) in [
        ("A", "string"),
        ("B", "integer"),
        ("C", "integer"),
        ("D", "string"),
        ("E", "integer"),
        ("F", "integer"),
    ] {
        assert_eq!(of(schemas, name), expected, "{name}");
    }
}

#[test]
fn two_references_beside_one_another_both_hold() {
    let schemas = "
A: {type: object, properties: {a: {type: string}}}
B: {type: object, properties: {b: {type: string}}, $anchor: it}
C: {$ref: '#/components/schemas/A', $dynamicRef: '#it', allOf: [{properties: {c: {type: string}}}]}
";
    assert_eq!(of(schemas, "C"), "C{a: string, c: string, b: string}");
}
