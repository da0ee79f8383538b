//! Overlays: the specification's examples, what is refused, and that places stay true.

mod refused;

use proptest::prelude::*;

use super::apply;
use crate::diag::{Diagnostics, render};
use crate::source::{MemoryLoader, SourceSet, TreeId, YamlOptions, read};

/// Reads documents and overlays and applies the ones to the others.
fn applied(documents: &[(&str, &str)], overlays: &[&str]) -> (SourceSet, Vec<TreeId>, String) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let mut load = |name: &str, text: &str| {
        let loader = MemoryLoader::default().with(name, text);
        let trees = read(&mut set, &loader, name, YamlOptions::default(), &mut diags);
        assert_eq!(trees.len(), 1, "{name}");
        trees[0]
    };
    let documents: Vec<TreeId> = documents.iter().map(|(n, text)| load(n, text)).collect();
    let overlays: Vec<TreeId> = overlays
        .iter()
        .enumerate()
        .map(|(at, text)| load(&format!("{at}.overlay.yaml"), text))
        .collect();
    apply(&mut set, &documents, &overlays, &mut diags);
    let shown = render(&diags, &set, false);
    (set, documents, shown)
}

/// An overlay of some actions.
fn overlay(version: &str, actions: &str) -> String {
    let indented: String = actions.lines().map(|line| format!("  {line}\n")).collect();
    format!("overlay: {version}\ninfo: {{ title: t, version: '1' }}\nactions:\n{indented}")
}

/// What a document is after some actions that all fit, as YAML would have it.
#[track_caller]
fn becomes(version: &str, document: &str, actions: &str, expected: &str) {
    let (set, trees, shown) = applied(&[("api.yaml", document)], &[&overlay(version, actions)]);
    assert_eq!(shown, "");
    let (wanted, tree) = crate::source::read_text("expected.yaml", expected);
    let (is, should) = (
        set.root(trees[0]).json_text(),
        wanted.root(tree).json_text(),
    );
    assert_eq!(is, should);
}

/// What is said of actions that do not fit.
fn says(version: &str, document: &str, actions: &str) -> String {
    let overlay = overlay(version, actions);
    applied(&[("api.yaml", document)], &[&overlay]).2
}

#[test]
fn structured() {
    becomes(
        "1.0.0",
        "info: { title: T }\npaths:\n  /: { get: {} }\n  /pets: { get: { summary: Old, tags: [a] } }\n",
        "- target: '$' # Root of document
  update:
    info:
      x-overlay-applied: structured-overlay
    paths:
      '/':
        summary: 'The root resource'
        get:
          summary: 'Retrieve the root resource'
          x-rate-limit: 100
      '/pets':
        get:
          summary: 'Retrieve a list of pets'
          x-rate-limit: 100
    components:
    tags:",
        "info: { title: T, x-overlay-applied: structured-overlay }
paths:
  /: { get: { summary: Retrieve the root resource, x-rate-limit: 100 }, summary: The root resource }
  /pets: { get: { summary: Retrieve a list of pets, tags: [a], x-rate-limit: 100 } }
components: null
tags: null
",
    );
}

#[test]
fn targeted() {
    becomes(
        "1.1.0",
        "paths:\n  /foo: { get: { description: a } }\n  /bar: { get: { description: b }, post: { description: c } }\n",
        "- target: $.paths['/foo'].get.description
  update: This is the new description
- target: $.paths['/bar'].get.description
  update: This is the updated description
- target: $.paths['/bar']
  update:
    post:
      description: This is an updated description of a child object
      x-safe: false",
        "paths:
  /foo: { get: { description: This is the new description } }
  /bar:
    get: { description: This is the updated description }
    post: { description: This is an updated description of a child object, x-safe: false }
",
    );
}

#[test]
fn wildcard() {
    becomes(
        "1.0.0",
        "paths:
  /a: { get: { parameters: [{ name: filter, in: query }, { name: id, in: path }] }, put: {} }
  /b: { get: {} }
",
        "- target: $.paths.*.get
  update:
    x-safe: true
- target: $.paths.*.get.parameters[?@.name=='filter' && @.in=='query']
  update:
    schema:
      $ref: '#/components/schemas/filterSchema'",
        "paths:
  /a:
    get:
      parameters:
        - { name: filter, in: query, schema: { $ref: '#/components/schemas/filterSchema' } }
        - { name: id, in: path }
      x-safe: true
    put: {}
  /b: { get: { x-safe: true } }
",
    );
}

#[test]
fn arrays() {
    let document = "paths: { /a: { get: { tags: [x, dummy, y], parameters: [{ name: dummy }, { name: b }] } } }";
    becomes(
        "1.0.0",
        document,
        "- target: $.paths.*.get.parameters\n  update:\n    name: newParam\n    in: query",
        "paths: { /a: { get: { tags: [x, dummy, y], parameters: [{ name: dummy }, { name: b }, { name: newParam, in: query }] } } }",
    );
    becomes(
        "1.0.0",
        document,
        "- target: $.paths.*.get.parameters[?@.name == 'dummy']\n  remove: true",
        "paths: { /a: { get: { tags: [x, dummy, y], parameters: [{ name: b }] } } }",
    );
    becomes(
        "1.1.0",
        document,
        "- target: $.paths.*.get.tags[?@ == 'dummy']\n  remove: true",
        "paths: { /a: { get: { tags: [x, y], parameters: [{ name: dummy }, { name: b }] } } }",
    );
    // 1.0 appends an entry, whatever it is; 1.1 appends what an array holds.
    let actions = "- target: $.a\n  update: [[2], 3]";
    becomes("1.0.3", "a: [1]", actions, "a: [1, [[2], 3]]");
    becomes("1.1.0", "a: [1]", actions, "a: [1, [2], 3]");
}

#[test]
fn traits() {
    let document = "openapi: 3.1.0
paths:
  /items: { get: { x-oai-traits: ['paged'], responses: {} } }
  /items/{id}/subitems:
    get: { x-oai-traits: ['paged'], parameters: [{ name: id, in: path }], responses: {} }
  /other: { get: { responses: {} } }
";
    let actions = "- target: $.paths[?(@.get['x-oai-traits'][?(@ == 'paged')])].get
  update:
    parameters:
      - { name: top, in: query }
      - { name: skip, in: query }";
    let expected = "openapi: 3.1.0
paths:
  /items:
    get: { x-oai-traits: ['paged'], responses: {}, parameters: [{ name: top, in: query }, { name: skip, in: query }] }
  /items/{id}/subitems:
    get:
      x-oai-traits: ['paged']
      parameters: [{ name: id, in: path }, { name: top, in: query }, { name: skip, in: query }]
      responses: {}
  /other: { get: { responses: {} } }
";
    becomes("1.0.0", document, actions, expected);
}

#[test]
fn copies_and_moves() {
    let document = "paths: { /items: { get: { responses: { '200': {} } } }, /some-items: { delete: { responses: {} } } }";
    becomes(
        "1.1.0",
        document,
        "- target: $.paths['/some-items']\n  copy: $.paths['/items']",
        "paths: { /items: { get: { responses: { '200': {} } } }, /some-items: { delete: { responses: {} }, get: { responses: { '200': {} } } } }",
    );
    // A move is three actions.
    becomes(
        "1.1.0",
        "paths: { /items: { get: {} } }",
        "- { target: $.paths, update: { /new-items: {} } }
- { target: \"$.paths['/new-items']\", copy: \"$.paths['/items']\" }
- { target: \"$.paths['/items']\", remove: true }",
        "paths: { /new-items: { get: {} } }",
    );
    // A copy of a node into itself is of what it was.
    becomes(
        "1.1.0",
        "a: { b: [1] }",
        "- { target: $.a.b, copy: $.a.b }\n- { target: $, copy: $.a }",
        "{ a: { b: [1, 1] }, b: [1, 1] }",
    );
}

#[test]
fn actions_see_what_earlier_ones_and_overlays_did() {
    let first = overlay(
        "1.1.0",
        "- { target: $, update: { a: { b: 1 } } }\n- { target: $.a.b, update: 2 }\n- { target: $.l, remove: true }",
    );
    let second = overlay(
        "1.1.0",
        "- { target: \"$[?@.b == 2]\", update: { c: [3] } }\n- { target: $.a.c, update: 4 }",
    );
    let (set, trees, shown) = applied(&[("api.yaml", "l: [0]\n")], &[&first, &second]);
    assert_eq!(shown, "");
    assert_eq!(set.root(trees[0]).json_text(), r#"{"a":{"b":2,"c":[3,4]}}"#);
}

#[test]
fn an_overlay_is_for_all_documents_or_the_one_that_it_extends() {
    let documents = [("a.yaml", "v: 1\nw: {}\n"), ("b.yaml", "v: 1\n")];
    let texts = |extra: &str, target: &str| {
        let actions = format!("- {{ target: {target}, update: 2 }}");
        let overlay = format!("{}{extra}", overlay("1.1.0", &actions));
        let (set, trees, shown) = applied(&documents, &[&overlay]);
        let texts = trees.iter().map(|tree| set.root(*tree).json_text());
        (texts.collect::<Vec<_>>(), shown)
    };
    let all = texts("", "$.v");
    assert_eq!(all.0, [r#"{"v":2,"w":{}}"#, r#"{"v":2}"#]);
    let one = texts("extends: ./b.yaml\n", "$.v");
    assert_eq!(one.0, [r#"{"v":1,"w":{}}"#, r#"{"v":2}"#]);
    assert_eq!(one.1, "");
    let other = texts("extends: c.yaml\n", "$.v").1;
    assert!(other.contains("error[O0025]"), "{other}");
    assert!(
        other.contains("the documents are `a.yaml`, `b.yaml`"),
        "{other}"
    );
    let url = texts("extends: https://x.test/a.yaml\n", "$.v").1;
    assert!(url.contains("error[O0025]"), "{url}");
}

#[test]
fn what_came_from_the_overlay_points_there_and_the_rest_where_it_was() {
    let document = "info:\n  title: T\npaths:\n  /a: {}\n  /b: {}\n";
    let actions = "- target: $.paths\n  update:\n    /a:\n      get: {}\n    /c: {}\n- { target: $.info.title, update: U }\n- { target: \"$.paths['/b']\", remove: true }";
    let (set, trees, shown) = applied(&[("api.yaml", document)], &[&overlay("1.1.0", actions)]);
    assert_eq!(shown, "");
    let at = |pointer: &str| {
        let node = set.node(set.at_pointer(trees[0], pointer).expect("a node"));
        assert_eq!(set.pointer(node.origin()), pointer);
        let span = node.key_span().unwrap_or(node.span());
        let (line, column) = set.line_col(node.file(), span.start);
        format!("{}:{line}:{column}", set.file(node.file()).path)
    };
    assert_eq!(at("/paths"), "api.yaml:3:1");
    assert_eq!(at("/paths/~1a"), "api.yaml:4:3");
    assert_eq!(at("/paths/~1a/get"), "0.overlay.yaml:7:9");
    assert_eq!(at("/paths/~1c"), "0.overlay.yaml:8:7");
    assert_eq!(at("/info/title"), "0.overlay.yaml:9:37");
    assert!(set.at_pointer(trees[0], "/paths/~1b").is_none());
}

/// Every node of a document: its pointer, its place, its file, what it is.
fn places(set: &SourceSet, tree: TreeId) -> Vec<String> {
    let mut open = vec![set.root(tree)];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        let file = &set.file(node.file()).path;
        let (span, key) = (node.span(), node.key_span());
        let text = node.json_text();
        found.push(format!("{} {file} {span:?} {key:?} {text}", node.pointer()));
        open.extend(node.items());
        open.extend(node.entries().map(|(_, value)| value));
    }
    found
}

/// Any JSON value of some depth.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "[a-z~/.']{0,4}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::hash_map("[a-z~/.']{0,4}", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn an_empty_overlay_changes_nothing(value in json()) {
        let document = serde_json::json!({ "d": value }).to_string();
        let empty = overlay("1.1.0", "- { target: $, update: {} }");
        let (set, trees, shown) = applied(&[("api.json", &document)], &[&empty]);
        prop_assert_eq!(shown, "");
        let (before, tree) = crate::source::read_text("api.json", &document);
        prop_assert_eq!(places(&set, trees[0]), places(&before, tree));
    }

    #[test]
    fn an_update_of_nothing_is_the_update(value in json()) {
        let actions = format!("- {{ target: $, update: {} }}", serde_json::json!({ "d": value }));
        let (set, trees, shown) = applied(&[("api.json", "{}")], &[&overlay("1.1.0", &actions)]);
        prop_assert_eq!(shown, "");
        let expected = serde_json::json!({ "d": value });
        let is: serde_json::Value = serde_json::from_str(&set.root(trees[0]).json_text()).unwrap();
        prop_assert_eq!(is, expected);
    }
}
