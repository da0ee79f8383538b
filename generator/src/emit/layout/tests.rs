use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::ty::Imports;
use super::*;

/// What prettyplease makes of some items.
fn pretty(text: &str) -> String {
    prettyplease::unparse(&syn::parse_file(text).unwrap())
}

fn name(longest: usize) -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("[A-Z][a-zé]{{0,{longest}}}")).unwrap()
}

fn ty() -> impl Strategy<Value = RustType> {
    let leaf = prop_oneof![
        Just(RustType::Unit),
        Just(RustType::I64),
        Just(RustType::String),
        Just(RustType::DateTime),
        Just(RustType::Json),
        name(70).prop_map(RustType::Named),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        let one = || inner.clone().prop_map(Box::new);
        let many = || proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            one().prop_map(RustType::Vec),
            one().prop_map(RustType::Option),
            one().prop_map(RustType::Maybe),
            one().prop_map(RustType::Boxed),
            one().prop_map(RustType::Map),
            (one(), one()).prop_map(|(key, value)| RustType::KeyedMap(key, value)),
            many().prop_map(RustType::Tuple),
            (many(), one()).prop_map(|(items, rest)| RustType::WithRest(items, rest)),
        ]
    })
}

proptest! {
    #[test]
    fn types_are_laid_out_as_prettyplease_would(ty in ty(), name in name(40), shadowed: bool, prefixed: bool, imported: bool) {
        let shadowed: BTreeSet<String> = match shadowed {
            true => ["Option", "Vec", "String", "Box"].map(str::to_owned).into(),
            false => BTreeSet::new(),
        };
        let imports = Imports::default();
        let types = Types { shadowed: &shadowed, prefixed, imports: imported.then_some(&imports) };
        let mut out = String::new();
        typed(&mut out, types, 0, [&format!("pub type {name} = "), ";"], &ty);
        out.push_str("pub struct S {\n");
        docs(&mut out, 4, &["A line.  ".to_owned(), String::new(), "    code".to_owned()]);
        typed(&mut out, types, 4, [&format!("pub {name}: "), ","], &ty);
        out.push_str("}\npub enum E {\n");
        variant(&mut out, types, 4, &name, &ty);
        out.push_str("}\n");
        prop_assert_eq!(&out, &pretty(&out));
    }

    #[test]
    fn imports_are_laid_out_as_prettyplease_would(names in proptest::collection::btree_set(name(70), 1..12), deep: bool) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let path = if deep { "super::super::types" } else { "super" };
        let mut out = String::new();
        imported(&mut out, path, &names);
        prop_assert_eq!(&out, &pretty(&out));
    }
}

#[test]
fn a_name_of_the_document_is_not_taken_for_that_of_the_prelude() {
    let shadowed = BTreeSet::from(["Vec".to_owned()]);
    let ty = RustType::Vec(Box::new(RustType::Option(Box::new(RustType::Named(
        "Vec".to_owned(),
    )))));
    let written = |prefixed| {
        let types = Types {
            shadowed: &shadowed,
            prefixed,
            imports: None,
        };
        text(types, &ty)
    };
    assert_eq!(written(false), "::std::vec::Vec<Option<Vec>>");
    assert_eq!(written(true), "Vec<Option<types::Vec>>");
}

#[test]
fn types_that_a_file_names_are_noted_where_it_imports_them() {
    let shadowed = BTreeSet::new();
    let imports = Imports::default();
    let here = Types {
        shadowed: &shadowed,
        prefixed: false,
        imports: Some(&imports),
    };
    let named = |name: &str| RustType::Named(name.to_owned());
    let ty = RustType::KeyedMap(Box::new(named("Key")), Box::new(named("Owner")));
    assert_eq!(text(here, &ty), "BTreeMap<Key, Owner>");
    let prefixed = Types {
        prefixed: true,
        ..here
    };
    text(prefixed, &named("Other"));
    assert_eq!(Vec::from_iter(imports.types()), ["Key", "Owner"]);
}

#[test]
fn names_of_the_runtime_are_imported_unless_the_document_has_them() {
    let shadowed = BTreeSet::from(["Value".to_owned()]);
    let imports = Imports::default();
    let types = Types {
        shadowed: &shadowed,
        prefixed: false,
        imports: Some(&imports),
    };
    let ty = RustType::Map(Box::new(RustType::Maybe(Box::new(RustType::Json))));
    assert_eq!(
        text(types, &ty),
        "BTreeMap<String, Maybe<::serde_json::Value>>"
    );
    assert_eq!(
        imports.lines(&["object"]),
        "use crate::runtime::{Maybe, object};\nuse ::std::collections::BTreeMap;\n"
    );
}
