//! References, null, `allOf`, maps, recursion.

use super::{component, object, property, schemas, warnings};
use crate::document::testing::{resolved, with_schemas};
use crate::model::{Additional, Json, JsonKind, Presence, TypeKind};

#[test]
fn every_spelling_of_null_is_one() {
    let api = schemas(
        "A: {type: string, enum: [x]}
O:
  properties:
    a: {type: [string, 'null']}
    b: {anyOf: [{type: string}, {type: 'null'}]}
    c: {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}
    d: {$ref: '#/components/schemas/A', nullable: true}
    e: {allOf: [{$ref: '#/components/schemas/A'}], nullable: true}
    f: {enum: [x, null]}
    g: {type: string, nullable: true}
    h: {anyOf: [{type: string, nullable: true}, {type: integer}]}
    n: {type: string}
    m: {$ref: '#/components/schemas/N'}
N: {type: [object, 'null'], properties: {x: {type: string}}}",
    );
    for name in ["a", "b", "c", "d", "e", "f", "g", "h", "m"] {
        assert!(property(&api, "O", name).0.ty.nullable, "{name}");
    }
    assert!(!property(&api, "O", "n").0.ty.nullable);
    for name in ["c", "d", "e"] {
        assert_eq!(
            property(&api, "O", name).0.ty.id,
            api.components["A"],
            "{name}"
        );
    }
}

#[test]
fn siblings_of_a_reference_are_kept() {
    let api = schemas(
        "Role: {type: string, enum: [admin, user]}
O: {properties: {role: {$ref: '#/components/schemas/Role', default: user, description: d, deprecated: true}}}",
    );
    let (role, _) = property(&api, "O", "role");
    assert_eq!(role.default, Some(Json::String("user".into())));
    assert_eq!(role.docs.description.as_deref(), Some("d"));
    assert!(role.deprecated.is_deprecated());
    assert_eq!(role.ty.id, api.components["Role"]);
}

#[test]
fn all_of_merges_properties_and_required_only_members() {
    let api = schemas(
        "Base: {type: object, properties: {id: {type: string}}}
O:
  allOf:
    - $ref: '#/components/schemas/Base'
    - {type: object, properties: {n: {type: integer}}}
    - {required: [id, n]}
  additionalProperties: false",
    );
    let o = object(&api, "O");
    assert!(
        o.properties
            .values()
            .all(|p| p.presence == Presence::Required)
    );
    assert_eq!(o.properties.keys().collect::<Vec<_>>(), ["id", "n"]);
    assert!(matches!(o.additional, Additional::Forbidden));
}

#[test]
fn a_contradiction_in_all_of_is_named() {
    let found = warnings("A: {allOf: [{type: string}, {type: integer}]}");
    assert!(found[0].contains("O0206"), "{found:?}");
}

#[test]
fn limits_that_leave_nothing_between_them_are_named() {
    let found = warnings(
        "A: {allOf: [{type: integer, minimum: 5}, {maximum: 3}]}
B: {properties: {b: {allOf: [{type: string, minLength: 3}, {maxLength: 2}]}}}
C: {type: number, exclusiveMinimum: 1, maximum: 1}
D: {type: array, items: {type: string}, minItems: 2, maxItems: 2}",
    );
    let said = [
        "`minimum: 5` and `maximum: 3`",
        "`minLength: 3` and `maxLength: 2`",
        "`exclusiveMinimum: 1` and `maximum: 1`",
    ];
    for limits in said {
        assert!(
            found
                .iter()
                .any(|line| line.contains("O0206") && line.contains(limits)),
            "{limits}: {found:?}"
        );
    }
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn what_no_type_expresses_is_told_of_beside_a_reference_too() {
    let (_, found) = resolved(&[&with_schemas(
        "A: {type: object, properties: {a: {type: string}}}
B: {$ref: '#/components/schemas/A', if: {required: [a]}, then: {required: [b]}, dependentRequired: {a: [b]}, contains: true}",
    )]);
    let all: Vec<&str> = found.iter().map(|found| &*found.message).collect();
    for keyword in ["if", "then", "dependentRequired", "contains"] {
        let said = format!("`{keyword}` is not checked");
        assert!(
            all.iter().any(|line| line.contains(&said)),
            "{keyword}: {all:?}"
        );
    }
}

#[test]
fn maps_tuples_and_constants_are_their_own_kinds() {
    let api = schemas(
        "M: {type: object, additionalProperties: {type: integer}}
F: {type: object}
T: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
O: {properties: {kind: {const: a}, version: {enum: ['2']}}, required: [kind]}
P: {type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}",
    );
    assert!(matches!(component(&api, "M").kind, TypeKind::Map(_)));
    assert!(matches!(component(&api, "F").kind, TypeKind::Map(_)));
    assert!(matches!(component(&api, "P").kind, TypeKind::Map(_)));
    assert!(
        matches!(&component(&api, "T").kind, TypeKind::Tuple { items, rest: None, .. } if items.len() == 2)
    );
    assert_eq!(
        property(&api, "O", "kind").0.constant,
        Some(Json::String("a".into()))
    );
    assert_eq!(
        property(&api, "O", "version").0.constant,
        Some(Json::String("2".into()))
    );
}

#[test]
fn cycles_are_boxed_once_and_lists_are_not() {
    let api = schemas(
        "A: {properties: {b: {$ref: '#/components/schemas/B'}}}
B: {properties: {a: {$ref: '#/components/schemas/A'}, c: {$ref: '#/components/schemas/B'}}}
L: {properties: {l: {type: array, items: {$ref: '#/components/schemas/L'}}}}",
    );
    let boxed = |name, key| property(&api, name, key).0.ty.boxed;
    assert!(boxed("B", "c"));
    assert!(boxed("A", "b") ^ boxed("B", "a"));
    assert!(!boxed("L", "l"));
}

#[test]
fn schemas_that_only_point_at_one_another_are_an_error() {
    let found =
        warnings("A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}");
    assert!(found.iter().any(|line| line.contains("O0209")), "{found:?}");
}

#[test]
fn type_arrays_of_several_types_are_unions_by_kind() {
    let api = schemas("A: {type: [string, integer, 'null']}");
    let TypeKind::Union(union) = &component(&api, "A").kind else {
        panic!("no union");
    };
    assert_eq!(union.rules.len(), 2);
    assert!(
        union
            .rules
            .contains(&crate::model::Rule::Kind(JsonKind::String, 0))
    );
}

#[test]
fn what_no_type_expresses_is_reported() {
    let (_, diags) = super::resolved(&[&super::with_schemas("A: {type: string, not: {const: x}}")]);
    assert!(diags.iter().any(|d| d.code.0 == 208));
}

#[test]
fn inline_types_know_their_context_and_key() {
    let api = schemas("Permission: {properties: {action: {type: array, items: {enum: [a, b]}}}}");
    let ty = api
        .types
        .iter()
        .find(|t| matches!(t.kind, TypeKind::Enum(_)))
        .expect("an enum");
    assert_eq!(ty.context, ["Permission", "action", "item"]);
    assert_eq!(
        ty.place.key,
        "#/components/schemas/Permission/properties/action/items"
    );
}

#[test]
fn documents_made_to_cost_much_are_read_in_time() {
    let mut layers = String::from("L60: {type: object, properties: {a: {type: string}}}\n");
    for i in 0..60 {
        let next = i + 1;
        for (name, word) in [("L", "allOf"), ("M", "anyOf")] {
            let target = format!("{{$ref: '#/components/schemas/{name}{next}'}}");
            layers.push_str(&format!(
                "{name}{i}: {{{word}: [{target}, {target}, {{type: object}}]}}\n"
            ));
        }
    }
    layers.push_str(
        "M60: {anyOf: [{$ref: '#/components/schemas/M0'}, {$ref: '#/components/schemas/M1'}]}\n",
    );
    let (api, _) = super::resolved(&[&super::with_schemas(&layers)]);
    assert_eq!(api.components.len(), 122);
}

#[test]
fn deep_documents_do_not_exhaust_the_stack() {
    let deep = |open: &str, close: &str| {
        format!(
            "A: {}{{type: string}}{}",
            open.repeat(120),
            close.repeat(120)
        )
    };
    for (open, close) in [
        ("{items: ", "}"),
        ("{allOf: [", "]}"),
        ("{anyOf: [{type: integer}, ", "]}"),
    ] {
        let (api, _) = super::resolved(&[&super::with_schemas(&deep(open, close))]);
        assert_eq!(api.components.len(), 1);
    }
}

#[test]
fn what_excludes_everything_is_never_valid() {
    let api = schemas("C: {type: string, not: {}}\nD: {type: string, not: {const: x}}");
    let kind = |name: &str| &component(&api, name).kind;
    assert!(matches!(kind("C"), TypeKind::Opaque { reason } if reason == "no value is valid"));
    assert!(matches!(kind("D"), TypeKind::String(_)));
}
