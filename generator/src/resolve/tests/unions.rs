//! Enums, unions of enums, and how other unions are told apart.

use super::{component, past_aliases, property, schemas, warnings};
use crate::model::{Api, Json, JsonKind, Rule, TypeKind, UnionType};

fn union<'a>(api: &'a Api, name: &str) -> &'a UnionType {
    match &component(api, name).kind {
        TypeKind::Union(union) => union,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn unions_of_string_enums_are_flat_and_know_their_members() {
    let api = schemas(
        "A: {type: string, enum: [update, delete]}
B: {type: string, enum: [read, update]}
P: {properties: {action: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {enum: [own]}, {type: string}, {type: 'null'}]}}}",
    );
    let (action, ty) = property(&api, "P", "action");
    assert!(action.ty.nullable);
    let TypeKind::EnumUnion(union) = &ty.kind else {
        panic!("{:?}", ty.kind);
    };
    let values: Vec<_> = union
        .values
        .iter()
        .map(|(v, of)| (v.wire.as_str(), of.clone()))
        .collect();
    assert_eq!(
        values,
        [
            ("update", vec![0, 1]),
            ("delete", vec![0]),
            ("read", vec![1]),
            ("own", vec![2])
        ]
    );
    assert_eq!(union.members[0].ty, api.components["A"]);
    assert!(matches!(
        api.ty(union.members[2].ty).kind,
        TypeKind::Enum(_)
    ));
}

#[test]
fn names_and_descriptions_of_enum_values_are_used() {
    let api = schemas(
        "A: {enum: [a, b], x-enum-varnames: [First, Second], x-enum-descriptions: {b: the second}}
C: {oneOf: [{const: x, title: Ex, description: d}, {const: y}]}
N: {type: integer, oneOf: [{const: 1, title: One}, {const: 2}]}",
    );
    let TypeKind::Enum(a) = &component(&api, "A").kind else {
        panic!("no enum");
    };
    assert_eq!(a.values[0].name.as_deref(), Some("First"));
    assert_eq!(a.values[1].description.as_deref(), Some("the second"));
    let TypeKind::Enum(c) = &component(&api, "C").kind else {
        panic!("no enum");
    };
    assert_eq!(c.values[0].name.as_deref(), Some("Ex"));
    assert!(matches!(&component(&api, "N").kind, TypeKind::Integer(n) if n.values.len() == 2));
}

#[test]
fn kinds_decide_first() {
    let api = schemas("A: {anyOf: [{type: string}, {type: integer}, {type: array, items: {}}]}");
    let rules = &union(&api, "A").rules;
    assert!(rules.contains(&Rule::Kind(JsonKind::Integer, 1)));
    assert_eq!(rules.len(), 3);
}

#[test]
fn discriminators_map_several_tags_and_implicit_names() {
    let api = schemas(
        "Cat: {type: object, required: [t], properties: {t: {type: string}}}
Dog: {type: object, required: [t], properties: {t: {type: string}}}
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: t, mapping: {kitty: Cat, cat: '#/components/schemas/Cat'}}",
    );
    let pet = union(&api, "Pet");
    let tags: Vec<_> = pet
        .rules
        .iter()
        .map(|rule| match rule {
            Rule::Tag {
                value: Json::String(value),
                branch,
                ..
            } => (value.as_str(), *branch),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(tags, [("kitty", 0), ("cat", 0), ("Dog", 1)]);
    assert_eq!(pet.discriminator.as_deref(), Some("t"));
}

#[test]
fn a_base_with_a_discriminator_is_the_union_of_its_children() {
    let api = schemas(
        "Pet: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {claws: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: string}}}]}",
    );
    let pet = union(&api, "Pet");
    assert_eq!(pet.branches.len(), 2);
    assert!(
        matches!(&pet.rules[0], Rule::Tag { value: Json::String(value), .. } if value == "Cat")
    );
    assert!(matches!(&component(&api, "Cat").kind, TypeKind::Object(o) if o.properties.len() == 2));
}

#[test]
fn fixed_texts_and_required_keys_decide_without_a_discriminator() {
    let api = schemas(
        "A: {anyOf: [{required: [k], properties: {k: {const: a}}}, {required: [k], properties: {k: {enum: [b, c]}}}]}
B: {anyOf: [{required: [x], properties: {x: {type: string}}}, {required: [x, y], properties: {x: {type: string}, y: {type: string}}}]}",
    );
    assert_eq!(union(&api, "A").rules.len(), 3);
    assert_eq!(
        union(&api, "B").rules,
        [
            Rule::Keys {
                keys: vec!["y".into()],
                branch: 1
            },
            Rule::Keys {
                keys: vec!["x".into()],
                branch: 0
            }
        ]
    );
}

#[test]
fn trial_is_the_last_resort_and_says_so() {
    let found = warnings(
        "A: {title: A, properties: {x: {type: string}}}
B: {title: B, properties: {x: {type: integer}}}
U: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("`A` and `B`"), "{found:?}");
}

#[test]
fn unions_with_one_branch_collapse_and_nested_ones_are_spread() {
    let api = schemas(
        "S: {type: object, properties: {a: {type: string}}}
O: {properties: {s: {oneOf: [{$ref: '#/components/schemas/S'}]}}}
N: {anyOf: [{anyOf: [{type: string}, {type: boolean}]}, {type: integer}]}
X: {anyOf: [{type: string}, {}]}",
    );
    assert_eq!(property(&api, "O", "s").0.ty.id, api.components["S"]);
    assert_eq!(union(&api, "N").branches.len(), 3);
    assert!(matches!(
        past_aliases(&api, api.components["X"]).kind,
        TypeKind::Any
    ));
}

#[test]
fn properties_beside_a_union_belong_to_each_branch() {
    let api = schemas(
        "U: {type: object, required: [id], properties: {id: {type: string}}, oneOf: [{required: [a], properties: {a: {type: string}}}, {required: [b], properties: {b: {type: string}}}]}",
    );
    let u = union(&api, "U");
    for branch in &u.branches {
        let TypeKind::Object(object) = &api.ty(branch.ty.id).kind else {
            panic!("no object");
        };
        assert_eq!(object.properties.len(), 2);
    }
}

#[test]
fn a_list_of_values_decides_beside_a_union() {
    let api = schemas(
        "T: {type: integer, oneOf: [{const: 1}, {const: 2}, {const: 3}]}
U: {type: integer, enum: [1, 2], allOf: [{$ref: '#/components/schemas/T'}]}",
    );
    assert!(matches!(&component(&api, "U").kind, TypeKind::Integer(n) if n.values.len() == 2));
}

#[test]
fn numbers_and_truth_values_are_tags_too() {
    let api = schemas(
        "A: {oneOf: [{required: [type, a], properties: {type: {const: 2}, a: {type: string}}}, {required: [type, a], properties: {type: {enum: [3, 4.0]}, a: {type: string}}}]}
On: {type: object, required: [k], properties: {k: {type: boolean, const: true}}}
Off: {type: object, required: [k], properties: {k: {type: boolean}}}
Switch:
  oneOf: [{$ref: '#/components/schemas/On'}, {$ref: '#/components/schemas/Off'}]
  discriminator: {propertyName: k, mapping: {'True': On, 'False': Off}}",
    );
    let tags = |name: &str| -> Vec<(Json, usize)> {
        let rules = union(&api, name).rules.iter();
        rules
            .map(|rule| match rule {
                Rule::Tag { value, branch, .. } => (value.clone(), *branch),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let number = |text: &str| Json::Number(text.to_owned());
    assert_eq!(
        tags("A"),
        [(number("2"), 0), (number("3"), 1), (number("4"), 1)]
    );
    assert_eq!(
        tags("Switch"),
        [(Json::Bool(true), 0), (Json::Bool(false), 1)]
    );
}

#[test]
fn what_no_tag_names_is_the_default_mapping() {
    let api = schemas(
        "A: {type: object, required: [kind], properties: {kind: {const: a}}}
B: {type: object, properties: {kind: {type: string}}}
U: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}, defaultMapping: '#/components/schemas/B'}}",
    );
    let rules = &union(&api, "U").rules;
    assert!(
        matches!(&rules[0], Rule::Tag { branch: 0, .. }),
        "{rules:?}"
    );
    assert_eq!(
        rules.last(),
        Some(&Rule::Kind(JsonKind::Object, 1)),
        "{rules:?}"
    );
}
