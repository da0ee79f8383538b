use std::collections::BTreeMap;

use super::super::fixture::{lowered, schemas};
use crate::model::Api;
use crate::rust::{Crate, ItemKind, RustType};
use crate::settings::NameLock;

/// An API that sends all of these schemas and receives the ones with a capital R before them.
fn api(all: &[(&str, &str)]) -> Api {
    let mut text = String::new();
    for (root, first) in [("Sent", 'S'), ("Received", 'R')] {
        text.push_str(&format!(
            "{root}:\n  type: object\n  properties:\n    id: {{type: string}}\n"
        ));
        for (name, _) in all.iter().filter(|(name, _)| name.starts_with(first)) {
            text.push_str(&format!(
                "    u{name}: {{$ref: '#/components/schemas/{name}'}}\n"
            ));
        }
    }
    for (name, properties) in all {
        text.push_str(&format!(
            "{name}: {{type: object, properties: {{{properties}}}}}\n"
        ));
    }
    schemas(&text)
}

const ORDER: &str = "order: {enum: [asc, desc]}";

fn types(krate: &Crate) -> Vec<&str> {
    let items = krate.apis[0].items();
    let kept = items.filter(|i| !["Sent", "Received"].contains(&i.name.as_str()));
    kept.map(|item| item.name.as_str()).collect()
}

fn names(all: &[(&str, &str)]) -> Vec<String> {
    let (krate, ..) = lowered(&api(all), NameLock::default());
    types(&krate).into_iter().map(str::to_owned).collect()
}

fn lock(pairs: &[(&str, &str)]) -> NameLock {
    let key = |name: &str| format!("#/components/schemas/{name}/properties/order");
    let types = pairs.iter().map(|(of, name)| (key(of), (*name).to_owned()));
    let scopes = BTreeMap::from([("types".to_owned(), types.collect())]);
    NameLock {
        apis: BTreeMap::from([("shop".to_owned(), scopes)]),
    }
}

#[test]
fn the_same_property_with_the_same_values_is_one_type() {
    let all = [("SA", ORDER), ("SB", ORDER), ("RC", ORDER)];
    let (krate, chosen, _) = lowered(&api(&all), NameLock::default());
    assert_eq!(types(&krate), ["Rc", "RcOrder", "Sa", "Sb"]);
    let item = krate.apis[0].items().find(|item| item.name == "RcOrder");
    assert_eq!(item.expect("the enum").docs, ["One of `asc` and `desc`."]);
    for item in krate.apis[0].items() {
        if let ItemKind::Struct(object) = &item.kind
            && let Some(order) = object.fields.iter().find(|field| field.wire == "order")
        {
            assert_eq!(order.ty.names(), ["RcOrder"], "{}", item.name);
        }
    }
    // All of it is in the lock, and a second run says the same.
    let of_lock = lock(&[("SA", "RcOrder"), ("SB", "RcOrder"), ("RC", "RcOrder")]);
    for (key, name) in &of_lock.apis["shop"]["types"] {
        assert_eq!(chosen.apis["shop"]["types"].get(key), Some(name));
    }
    let (_, again, _) = lowered(&api(&all), chosen.clone());
    assert_eq!(again, chosen);
}

#[test]
fn what_may_drift_apart_is_not_shared() {
    // Another property, other values, other docs, another order of values.
    for other in [
        "sort: {enum: [asc, desc]}",
        "order: {enum: [asc, desc, none]}",
        "order: {enum: [asc, desc], description: Which way.}",
        "order: {enum: [desc, asc]}",
        "order: {enum: [asc, desc], deprecated: true}",
    ] {
        let names = names(&[("SA", ORDER), ("SB", other)]);
        assert_eq!(names.len(), 4, "{other}: {names:?}");
    }
    // Components, even where they say the same.
    let components = "order: {$ref: '#/components/schemas/SOne'}";
    let text = [
        ("SA", ORDER),
        ("SB", components),
        ("SOne", "id: {type: string}"),
    ];
    assert_eq!(names(&text), ["SOne", "Sa", "SaOrder", "Sb"]);
}

#[test]
fn objects_are_shared_with_all_that_is_in_them() {
    let object = |values: &str| {
        format!(
            "part: {{type: object, properties: {{list: {{type: array, items: {{enum: [{values}]}}}}}}}}"
        )
    };
    let (same, other) = (object("x, y"), object("x, z"));
    let all = [("SA", same.as_str()), ("SB", &same), ("SC", &other)];
    assert_eq!(
        names(&all),
        [
            "Sa",
            "SaPart",
            "SaPartListItem",
            "Sb",
            "Sc",
            "ScPart",
            "ScPartListItem"
        ]
    );
}

#[test]
fn names_of_earlier_runs_stay() {
    let all = [("SA", ORDER), ("SB", ORDER), ("SC", ORDER)];
    // Two names of a version that shared nothing stay two types; a new place joins the first.
    let before = lock(&[("SB", "SbOrder"), ("SC", "ScOrder")]);
    let (krate, chosen, _) = lowered(&api(&all), before);
    assert_eq!(types(&krate), ["Sa", "Sb", "SbOrder", "Sc", "ScOrder"]);
    let key = "#/components/schemas/SA/properties/order";
    assert_eq!(chosen.apis["shop"]["types"][key], "SbOrder");
    // When they part, the first place keeps the name.
    let shared = lock(&[("SA", "Shared"), ("SB", "Shared"), ("SC", "Shared")]);
    let parted = [("SA", ORDER), ("SB", "order: {enum: [asc]}"), ("SC", ORDER)];
    let (krate, chosen, _) = lowered(&api(&parted), shared);
    assert_eq!(types(&krate), ["Sa", "Sb", "SbOrder", "Sc", "Shared"]);
    assert_eq!(chosen.apis["shop"]["types"][key], "Shared");
}

#[test]
fn what_is_shared_travels_in_the_directions_of_all_its_places() {
    let part = "part: {type: object, properties: {a: {type: string, default: x}}}";
    let received = [("RA", part), ("RB", part)];
    let field = |krate: &Crate| {
        let item = krate.apis[0].items().find(|item| item.name == "RaPart");
        match &item.expect("the item").kind {
            ItemKind::Struct(object) => (object.fields[0].ty.clone(), object.constructor.is_some()),
            other => panic!("{other:?}"),
        }
    };
    let (krate, lock, _) = lowered(&api(&received), NameLock::default());
    assert_eq!(types(&krate), ["Ra", "RaPart", "Rb"]);
    assert_eq!(field(&krate), (RustType::String, false));
    // Now one place is sent too.
    let sent = [
        ("RA", part),
        ("RB", part),
        ("SC", "rb: {$ref: '#/components/schemas/RB'}"),
    ];
    let (krate, later, _) = lowered(&api(&sent), lock.clone());
    assert_eq!(types(&krate), ["Ra", "RaPart", "Rb", "Sc"]);
    let optional = RustType::Option(Box::new(RustType::String));
    assert_eq!(field(&krate), (optional, true));
    for (key, name) in &lock.apis["shop"]["types"] {
        assert_eq!(later.apis["shop"]["types"].get(key), Some(name), "{key}");
    }
}

#[test]
fn a_rename_of_one_place_sets_it_apart() {
    let api = api(&[("SA", ORDER), ("SB", ORDER), ("SC", ORDER)]);
    let mut settings = crate::settings::Settings::default();
    let names = lock(&[("SA", "Mine")]).apis.remove("shop");
    let shop = settings.apis.entry("shop".to_owned()).or_default();
    shop.rename = names.expect("names");
    let mut diags = crate::diag::Diagnostics::new();
    let (krate, _) = super::super::lower(&[("shop".to_owned(), api)], &settings, &mut diags);
    assert_eq!(types(&krate), ["Mine", "Sa", "Sb", "SbOrder", "Sc"]);
}
