use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::super::fixture::{api, lowered};
use crate::format::FileTree;
use crate::rust::ApiModule;
use crate::settings::NameLock;

/// Operations of a tag, by the schema that each answers with; schemas with this many properties.
#[derive(Clone, Default)]
struct Shop {
    operations: Vec<(&'static str, String)>,
    schemas: BTreeMap<String, (usize, Option<String>)>,
}

impl Shop {
    /// Two tags with operations and types of their own, and types that both need.
    fn large() -> Shop {
        let mut shop = Shop::default();
        for index in 0..30 {
            shop.operations.push(("Pets", format!("Pet{index}")));
            shop.operations.push(("Orders", format!("Order{index}")));
            shop.schema(&format!("Pet{index}"), 3, Some("Owner"));
            shop.schema(&format!("Order{index}"), 3, Some("Owner"));
        }
        shop.operations.push(("Default", "Owner".to_owned()));
        shop.schema("Owner", 2, Some("Address"));
        shop.schema("Address", 2, None);
        shop.schema("Unused", 2, Some("Pet3"));
        shop
    }

    fn schema(&mut self, name: &str, properties: usize, uses: Option<&str>) {
        let uses = uses.map(str::to_owned);
        self.schemas.insert(name.to_owned(), (properties, uses));
    }

    fn text(&self) -> String {
        let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n");
        for (index, (tag, schema)) in self.operations.iter().enumerate() {
            let _ = write!(
                text,
                "  /{tag}/a{index}:
    get:
      operationId: '{schema} get {index}'
      tags: ['{tag}']
      responses:
        '200':
          description: Ok
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}
"
            );
        }
        text.push_str("components:\n  schemas:\n");
        for (name, (properties, uses)) in &self.schemas {
            let _ = writeln!(text, "    {name}:\n      type: object\n      properties:");
            for index in 0..*properties {
                let _ = writeln!(text, "        p{index}: {{type: string}}");
            }
            if let Some(uses) = uses {
                let _ = writeln!(
                    text,
                    "        uses: {{$ref: '#/components/schemas/{uses}'}}"
                );
            }
        }
        text
    }

    /// The files, with the names of an earlier run.
    fn run(&self, names: NameLock) -> (ApiModule, FileTree, NameLock) {
        let (mut krate, lock, mut diags) = lowered(&api(&self.text()), names);
        let tree = crate::format::format(&crate::emit::emit(&krate), &mut diags);
        assert!(!diags.has_errors(), "{diags:?}");
        (krate.apis.remove(0), tree, lock)
    }
}

/// The files that differ, without those of the runtime.
fn changed(before: &FileTree, after: &FileTree) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |path: &&&String| before.get(**path) != after.get(**path);
    paths
        .iter()
        .filter(differs)
        .map(|p| p.to_string())
        .collect()
}

/// Whatever features are on, what is compiled names nothing that is not: a type behind a feature is named only by
/// what is behind the same one.
fn assert_closed(api: &ApiModule) {
    let mut gates: BTreeMap<&str, Option<&String>> = BTreeMap::new();
    for group in &api.types {
        for item in &group.items {
            gates.insert(&item.name, group.feature.as_ref());
        }
    }
    let check = |who: &str, gate: Option<&String>, uses: Vec<&str>| {
        for used in uses {
            let needed = gates
                .get(used)
                .unwrap_or_else(|| panic!("{used} is nowhere"));
            assert!(
                needed.is_none() || *needed == gate,
                "{who} {gate:?} uses {used} {needed:?}"
            );
        }
    };
    for group in &api.types {
        for item in &group.items {
            check(&item.name, group.feature.as_ref(), item.uses());
        }
    }
    for file in &api.client.files {
        for index in &file.operations {
            let operation = &api.client.operations[*index];
            check(&operation.name, file.feature.as_ref(), operation.uses());
        }
    }
}

fn modules(api: &ApiModule) -> Vec<(&str, Option<&str>)> {
    let groups = api.types.iter();
    groups
        .map(|g| (g.module.as_deref().unwrap_or(""), g.feature.as_deref()))
        .collect()
}

#[test]
fn a_small_api_has_one_file_of_each_kind() {
    let mut shop = Shop::large();
    shop.operations.truncate(4);
    let (api, tree, lock) = shop.run(NameLock::default());
    assert_eq!(modules(&api), [("", None)]);
    for path in ["client.rs", "codec.rs", "types.rs", "mod.rs"] {
        assert!(tree.contains_key(&format!("src/shop/{path}")), "{path}");
    }
    let own = tree.keys().filter(|path| path.starts_with("src/shop/"));
    assert_eq!(own.count(), 4);
    assert!(!lock.apis["shop"].contains_key("tags"));
}

#[test]
fn a_large_api_has_a_file_and_a_feature_for_each_tag() {
    let (api, tree, _) = Shop::large().run(NameLock::default());
    assert_eq!(
        modules(&api),
        [
            ("orders", Some("shop-orders")),
            ("pets", Some("shop-pets")),
            ("schemas", Some("shop-schemas")),
            ("shared", None),
        ]
    );
    assert_closed(&api);
    let shared = api.types.iter().find(|g| g.feature.is_none());
    let names: Vec<&str> = shared
        .iter()
        .flat_map(|g| &g.items)
        .map(|i| i.name.as_str())
        .collect();
    assert_eq!(names, ["Address", "Owner", "Pet3"]);
    let manifest = &tree["Cargo.toml"];
    for line in [
        "default = [\"shop\", \"jiff\", \"reqwest\", \"rustls\"]",
        "shop = [\n    \"shop-default\",\n    \"shop-orders\",\n    \"shop-pets\",\n    \"shop-schemas\",\n]",
        "shop-pets = [\"shop-client\"]",
        "shop-client = []",
    ] {
        assert!(manifest.contains(line), "{line} in {manifest}");
    }
    assert!(tree["src/lib.rs"].contains("#[cfg(feature = \"shop-client\")]"));
    assert!(tree["src/shop/client/mod.rs"].contains("#[cfg(feature = \"shop-pets\")]\nmod pets;"));
    assert!(tree["src/shop/client/pets.rs"].contains("pub fn pet0_get_0"));
    assert!(tree["src/shop/codec/pets.rs"].contains("object! { Pet0 {"));
}

#[test]
fn more_of_a_document_changes_few_files() {
    let mut shop = Shop::large();
    let (_, before, lock) = shop.run(NameLock::default());
    // A property: the type, its codec.
    shop.schema("Pet0", 4, Some("Owner"));
    let (_, more, lock) = shop.run(lock);
    assert_eq!(
        changed(&before, &more),
        ["src/shop/codec/pets.rs", "src/shop/types/pets.rs"]
    );
    // An operation with a type of its own.
    shop.schema("Petition", 4, Some("Owner"));
    shop.operations.push(("Pets", "Petition".to_owned()));
    let (_, operation, lock) = shop.run(lock);
    assert_eq!(
        changed(&more, &operation),
        [
            "src/shop/client/pets.rs",
            "src/shop/codec/pets.rs",
            "src/shop/types/pets.rs"
        ]
    );
    // An operation that needs a type of another tag.
    shop.operations.push(("Orders", "Pet7".to_owned()));
    let (api, shared, _) = shop.run(lock);
    assert_eq!(
        changed(&operation, &shared),
        [
            "src/shop/client/orders.rs",
            "src/shop/codec/pets.rs",
            "src/shop/codec/shared.rs",
            "src/shop/types/pets.rs",
            "src/shop/types/shared.rs"
        ]
    );
    assert_closed(&api);
}

#[test]
fn what_was_split_stays_split() {
    let mut shop = Shop::large();
    let (_, _, lock) = shop.run(NameLock::default());
    shop.operations.truncate(10);
    let (api, _, _) = shop.run(lock);
    assert_eq!(modules(&api).len(), 4, "{:?}", modules(&api));

    for index in 0..40 {
        shop.schema(&format!("Big{index}"), 100, None);
    }
    let (api, long, lock) = shop.run(NameLock::default());
    let names: Vec<&str> = modules(&api)
        .into_iter()
        .map(|(module, _)| module)
        .collect();
    assert!(
        names.contains(&"a") && names.contains(&"big1") && !names.contains(&"b"),
        "{names:?}"
    );
    for (path, text) in long.iter().filter(|(path, _)| path.contains("/types/")) {
        assert!(text.lines().count() < 4_000, "{path}");
    }
    // One more of them is in the file of its beginning; with fewer, the rest stays where it is.
    shop.schema("Big40", 100, None);
    let (_, more, lock) = shop.run(lock);
    assert_eq!(
        changed(&long, &more),
        ["src/shop/codec/big4.rs", "src/shop/types/big4.rs"]
    );
    shop.schemas.retain(|name, _| !name.starts_with("Big3"));
    let (_, fewer, _) = shop.run(lock);
    assert_eq!(
        changed(&more, &fewer),
        [
            "src/shop/codec/big3.rs",
            "src/shop/codec/mod.rs",
            "src/shop/types/big3.rs",
            "src/shop/types/mod.rs"
        ]
    );
}

#[test]
fn features_that_every_crate_has_are_no_tags() {
    let mut shop = Shop::large();
    for tag in ["shared", "client", "type", "Pets!"] {
        shop.operations.push((tag, "Owner".to_owned()));
    }
    let (api, _, lock) = shop.run(NameLock::default());
    assert_eq!(
        api.features.parts,
        [
            "shop-client-operations",
            "shop-default",
            "shop-orders",
            "shop-pets",
            "shop-shared-operations",
            "shop-type",
            "shop-schemas"
        ]
    );
    assert_eq!(lock.apis["shop"]["tags"]["type_"], "type_");
    let alone = super::feature(None, "native_tls");
    assert!(super::FEATURES.contains(&alone.as_str()));
}

#[test]
fn an_operation_without_a_tag_is_filed_under_its_path() {
    for (path, tag) in [
        ("/v1/customers/{id}", "customers"),
        ("/api/v2.1/Pet Shops", "pet_shops"),
        ("/2024-01-01/{a}/things", "things"),
        ("/{a}", "root"),
        ("/version", "version"),
    ] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  '{path}': {{get: {{responses: {{'200': {{description: Ok}}}}}}}}\n"
        );
        let text = text.replace("{get", "{parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: a, in: path, required: true, schema: {type: string}}], get");
        let model = api(&text);
        assert_eq!(super::tag(&model.operations[0]), tag, "{path}");
    }
}

#[test]
fn files_have_names_in_ascii() {
    assert_eq!(super::module("æon_tags"), "on_tags");
    assert_eq!(super::module("字符"), "u5b57_u7b26");
    assert_eq!(super::module("plain_tag"), "plain_tag");
}
