//! Nothing is lost in silence: a key that nobody knows is reported wherever it stands.

use crate::diag::{Diagnostics, Place};
use crate::settings::ApiSettings;
use crate::source::{Kind, MemoryLoader, SourceSet, TreeId, YamlOptions};

/// Every object of OpenAPI once, in a document without fault.
const DOCUMENT: &str = include_str!("ledger.yaml");

/// What stands under these keys is any JSON, or nobody's business.
const FREE: &[&str] = &["example", "value", "default", "const", "enum"];

fn read(text: &str, name: &str) -> (SourceSet, Vec<TreeId>, Diagnostics) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with(name, text);
    let options = YamlOptions::default();
    let trees = crate::source::read(&mut set, &loader, name, options, &mut diags);
    let document = crate::document::read(&set, &trees, &mut diags);
    crate::resolve::resolve(&set, &document, &ApiSettings::default(), &mut diags);
    (set, trees, diags)
}

fn messages(diags: &Diagnostics) -> Vec<String> {
    diags.iter().map(|d| d.message.clone()).collect()
}

#[test]
fn an_unknown_key_is_reported_at_every_object() {
    let (set, trees, diags) = read(DOCUMENT, "ledger.yaml");
    assert!(!diags.has_errors(), "{:?}", messages(&diags));
    let text = set.root(trees[0]).json_text();
    let (set, trees, diags) = read(&text, "ledger.json");
    let before = messages(&diags);
    // What is reported as ignored is so with all that is in it.
    let ignored: Vec<String> = diags
        .iter()
        .filter(|d| d.message.starts_with("ignored"))
        .filter_map(|d| match &d.primary {
            Some((Place::Node(origin) | Place::Key(origin), _)) => Some(set.pointer(*origin)),
            _ => None,
        })
        .collect();
    let tree = &set.trees[trees[0].0 as usize];
    let mut silent = Vec::new();
    let mut objects = 0;
    for (index, node) in tree.nodes.iter().enumerate() {
        let Kind::Object(entries) = &node.kind else {
            continue;
        };
        let origin = crate::source::Origin {
            tree: trees[0],
            node: crate::source::NodeId(index as u32),
        };
        let pointer = set.pointer(origin);
        let free = pointer
            .split('/')
            .any(|part| FREE.contains(&part) || part.starts_with("x-"));
        let told = ignored
            .iter()
            .any(|at| pointer == *at || pointer.starts_with(&format!("{at}/")));
        if free || told {
            continue;
        }
        objects += 1;
        let (head, tail) = text.split_at(node.span.start as usize + 1);
        let comma = if entries.is_empty() { "" } else { "," };
        let mutated = format!("{head}\"zzz\":[]{comma}{tail}");
        let (_, _, diags) = read(&mutated, "ledger.json");
        let mut after = messages(&diags);
        for message in &before {
            if let Some(at) = after.iter().position(|m| m == message) {
                after.swap_remove(at);
            }
        }
        if after.is_empty() {
            silent.push(pointer);
        }
    }
    assert!(objects > 80, "{objects} objects");
    assert_eq!(silent, Vec::<String>::new(), "lost in silence");
}

#[test]
fn keywords_beside_a_reference_of_3_0_are_told_once_per_kind() {
    let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: object}\n    B: {type: object, properties: {x: {$ref: '#/components/schemas/A', nullable: true}, y: {$ref: '#/components/schemas/A', nullable: true, description: d}}}\n";
    let (_, _, diags) = read(text, "a.yaml");
    let told: Vec<_> = diags.iter().filter(|d| d.code.0 == 118).collect();
    assert_eq!(told.len(), 2, "{:?}", messages(&diags));
    assert!(told[0].message.contains("(2 places)"));
    let (_, _, diags) = read(&text.replace("3.0.3", "3.1.0"), "a.yaml");
    assert!(diags.iter().all(|d| d.code.0 != 118));
}

/// What document makes of a text, with the pointers of what it lost.
fn ledger(text: &str) -> (crate::document::Ledger, Vec<String>, Vec<String>) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with("a.yaml", text);
    let options = YamlOptions::default();
    let trees = crate::source::read(&mut set, &loader, "a.yaml", options, &mut diags);
    let ledger = crate::document::read(&set, &trees, &mut diags).ledger;
    let lost = ledger.lost.iter().map(|at| set.pointer(*at)).collect();
    (ledger, lost, messages(&diags))
}

#[test]
fn every_key_is_in_the_ledger_once() {
    let (ledger, lost, _) = ledger(DOCUMENT);
    assert_eq!(lost, Vec::<String>::new());
    assert!(ledger.keys > 250, "{ledger}");
    assert!(ledger.reported > 10 && ledger.extensions > 0, "{ledger}");
    let sum = ledger.used + ledger.reported + ledger.extensions;
    assert_eq!(sum, ledger.keys, "{ledger}");
}

#[test]
fn extensions_and_reported_keys_count_with_all_that_is_in_them() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1', contact: {name: a, x-b: {c: 1}}}\n\
        paths: {}\nx-d: {e: {f: 1}, g: []}\n";
    let (ledger, lost, _) = ledger(text);
    assert_eq!(lost, Vec::<String>::new());
    // openapi, info, title, version, paths; contact, name, x-b, c; x-d, e, f, g.
    assert_eq!((ledger.used, ledger.reported), (5, 4), "{ledger}");
    assert_eq!((ledger.extensions, ledger.keys), (4, 13), "{ledger}");
    assert_eq!(ledger.objects, 7, "{ledger}");
}

#[test]
fn a_component_that_nothing_uses_is_told_of_and_one_in_use_is_not() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n\
        paths:\n  /a:\n    get:\n      parameters: [{$ref: '#/components/parameters/Used'}]\n\
        \x20     responses: {'204': {description: d}}\n\
        components:\n  parameters:\n    Used: {name: u, in: query, schema: {type: string}}\n\
        \x20   Unused: {name: v, in: query, schema: {type: string}}\n";
    let (ledger, lost, told) = ledger(text);
    assert_eq!(lost, Vec::<String>::new());
    assert_eq!(
        told,
        ["ignored: `components.parameters` that nothing uses (1 place)"]
    );
    // `Unused` and its name, in, schema, type.
    assert_eq!(ledger.reported, 5, "{ledger}");
}

#[test]
fn a_key_without_a_mark_is_lost() {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with("a.yaml", "a: {b: 1, c: {d: 2}}\ne: 3\n");
    let options = YamlOptions::default();
    let trees = crate::source::read(&mut set, &loader, "a.yaml", options, &mut diags);
    let root = set.root(trees[0]);
    let mut marks = crate::document::ledger::Marks::new(&set);
    let at = |key| root.get(key).map(crate::source::NodeRef::origin).unwrap();
    marks.used(root.origin());
    marks.used(at("a"));
    marks.reported(at("e"));
    let ledger = marks.ledger(&set, &trees, &trees);
    let pointers = |nodes: Vec<crate::source::Origin>| -> Vec<String> {
        nodes.into_iter().map(|at| set.pointer(at)).collect()
    };
    assert_eq!(pointers(ledger.lost.clone()), ["/a/b", "/a/c", "/a/c/d"]);
    let outermost = ledger.outermost(&set).into_iter().map(|n| n.origin());
    assert_eq!(pointers(outermost.collect()), ["/a/b", "/a/c"]);
}

#[test]
fn an_object_where_an_array_is_expected_is_told_of() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: {url: u}\n\
        paths:\n  /a:\n    parameters: {name: a}\n    get: {responses: {'204': {description: d}}}\n";
    let (_, lost, told) = ledger(text);
    assert_eq!(lost, Vec::<String>::new());
    assert_eq!(told.len(), 2, "{told:?}");
    let text =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    parameters: []\n";
    let (_, lost, told) = ledger(text);
    assert_eq!((lost, told.len()), (Vec::new(), 1));
}
