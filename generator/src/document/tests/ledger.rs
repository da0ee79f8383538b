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
