//! What is refused, and what is said of it.

use super::{applied, becomes, overlay, says};

#[track_caller]
fn has(shown: &str, parts: &[&str]) {
    for part in parts {
        assert!(shown.contains(part), "{part:?} is not in\n{shown}");
    }
}

#[test]
fn a_target_that_is_not_there() {
    let document = "paths: { /pets: { get: {} } }\ninfo: { title: T }\n";
    let shown = says(
        "1.0.0",
        document,
        "- { target: \"$.paths['/pet'].get\", remove: true }",
    );
    has(
        &shown,
        &[
            "error[O0023]: `$.paths['/pet'].get` matches nothing",
            "--> 0.overlay.yaml:4:15",
            "`$.paths` is there, and has no `['/pet']`; did you mean `/pets`?",
        ],
    );
    let shown = says(
        "1.0.0",
        document,
        "- { target: $.inf.title.x, remove: true }",
    );
    has(
        &shown,
        &["`$` is there, and has no `.inf`; did you mean `info`?"],
    );
    let shown = says(
        "1.0.0",
        document,
        "- { target: \"$..[?@.operationId]\", remove: true }",
    );
    has(&shown, &["`$` is there, and has no `..[?@.operationId]`"]);
    // Of several documents, one is enough.
    let ok = overlay("1.0.0", "- { target: $.b, update: { d: 1 } }");
    let documents = [("a.yaml", "a: {}"), ("b.yaml", "b: {}")];
    assert_eq!(applied(&documents, &[&ok]).2, "");
}

#[test]
fn values_that_do_not_go_together() {
    let document = "o: { k: { n: 1 }, l: [1] }\ns: text\n";
    for (version, actions, parts) in [
        (
            "1.1.0",
            "- { target: $.o, update: 1 }",
            "a primitive value cannot be merged with an object",
        ),
        (
            "1.1.0",
            "- { target: $.s, update: {} }",
            "an object cannot be merged with a primitive value",
        ),
        (
            "1.1.0",
            "- { target: $.o, update: { k: { n: [] } } }",
            "`n` is a primitive value in the document, and an array in the overlay",
        ),
        (
            "1.1.0",
            "- { target: $.o, update: { k: null } }",
            "`k` is an object in the document, and a primitive value in the overlay",
        ),
        (
            "1.1.0",
            "- { target: $.o.*, update: {} }",
            "the target selects an object and an array",
        ),
        (
            "1.0.0",
            "- { target: $.s, update: x }",
            "in overlays 1.0 a target is an object or an array",
        ),
        (
            "1.0.0",
            "- { target: $.s, remove: true }",
            "in overlays 1.0 a target is an object or an array",
        ),
        (
            "1.1.0",
            "- { target: $, remove: true }",
            "an overlay cannot remove the whole document",
        ),
    ] {
        has(&says(version, document, actions), &["error[O0024]", parts]);
    }
    // The place is that of the very value.
    let shown = says(
        "1.1.0",
        document,
        "- target: $\n  update:\n    o:\n      k: { n: {} }",
    );
    has(&shown, &["--> 0.overlay.yaml:7:17", "::: api.yaml:1:14"]);
}

#[test]
fn copies_of_none_or_several() {
    let shown = says("1.1.0", "a: {}\nb: {}\n", "- { target: $.a, copy: $.c }");
    has(&shown, &["error[O0023]: `$.c` selects 0 nodes"]);
    let shown = says("1.1.0", "a: {}\nb: {}\n", "- { target: $.a, copy: $.* }");
    has(&shown, &["error[O0023]: `$.*` selects 2 nodes"]);
}

#[test]
fn expressions_that_are_none() {
    for text in [
        "paths",
        "$.paths./pets",
        "$[?(@.a = 1)]",
        "$[",
        "$.a[?unknown(@.b)]",
        "",
    ] {
        let shown = says(
            "1.0.0",
            "a: 1\n",
            &format!("- {{ target: '{text}', remove: true }}"),
        );
        has(&shown, &["error[O0022]"]);
    }
    let deep = format!("$[?@{}.a{}]", "[?@".repeat(40), "]".repeat(40));
    has(
        &says(
            "1.0.0",
            "a: 1\n",
            &format!("- {{ target: '{deep}', remove: true }}"),
        ),
        &["nested too deeply"],
    );
    let deep = format!("$[?{}@.a{}]", "(".repeat(5_000), ")".repeat(5_000));
    has(
        &says(
            "1.0.0",
            "a: 1\n",
            &format!("- {{ target: '{deep}', remove: true }}"),
        ),
        &["longer than"],
    );
}

#[test]
fn overlays_of_another_form() {
    let head = "overlay: 1.0.0\ninfo: { title: t, version: '1' }\n";
    for (text, parts) in [
        ("a: 1\n".to_owned(), "error[O0020]: this is not an overlay"),
        (
            "openapi: 3.1.0\n".to_owned(),
            "error[O0020]: this is an API document",
        ),
        (
            "overlay: 1.2.0\n".to_owned(),
            "error[O0021]: overlays of version `1.2.0`",
        ),
        (
            "overlay: [1]\n".to_owned(),
            "error[O0020]: `overlay` must be a version",
        ),
        (
            head.to_owned(),
            "error[O0020]: an overlay needs the key `actions`",
        ),
        (
            format!("{head}actions: []\n"),
            "error[O0020]: `actions` is empty",
        ),
        (
            format!("{head}actions: {{}}\n"),
            "error[O0020]: `actions` must be an array",
        ),
        (
            format!("{head}actions: [1]\n"),
            "error[O0020]: an action must be an object",
        ),
        (format!("{head}action: []\n"), "did you mean `actions`?"),
        (
            format!("{head}actions: [{{ target: $ }}]\n"),
            "error[O0020]: an action that does nothing",
        ),
        (
            format!("{head}actions: [{{ target: $, remove: false }}]\n"),
            "error[O0020]: an action that does nothing",
        ),
        (
            format!("{head}actions: [{{ update: {{}} }}]\n"),
            "error[O0020]: an action needs the key `target`",
        ),
        (
            format!("{head}actions: [{{ target: 1, update: {{}} }}]\n"),
            "error[O0020]: `target` must be a string",
        ),
        (
            format!("{head}actions: [{{ target: $, updat: {{}} }}]\n"),
            "did you mean `update`?",
        ),
        (
            format!("{head}actions: [{{ target: $, copy: $.a }}]\n"),
            "error[O0020]: `copy` is of overlays 1.1",
        ),
        (
            format!("{head}actions: [{{ target: $, update: {{}}, remove: true }}]\n"),
            "error[O0020]: an action does one thing",
        ),
        (
            "overlay: 1.0.0\ninfo: { title: t }\nactions: [{ target: $, update: {} }]\n".to_owned(),
            "error[O0020]: `info` needs the key `version`",
        ),
    ] {
        has(&applied(&[("api.yaml", "a: 1\n")], &[&text]).2, &[parts]);
    }
    becomes(
        "1.0.0",
        "a: 1",
        "- { target: $, update: {}, x-why: so, description: d }",
        "a: 1",
    );
}

#[test]
fn growth_without_end() {
    let mut actions = "- { target: $, copy: $.a }\n".to_owned();
    for _ in 0..40 {
        actions.push_str("- { target: $.a, copy: $ }\n");
    }
    let shown = says("1.1.0", "a: { b: [1, 2, 3] }\n", &actions);
    has(
        &shown,
        &["error[O0026]: the overlay makes the document too large"],
    );
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
    let deep = format!(
        "- {{ target: $.a, update: {}{} }}\n",
        "[".repeat(200),
        "]".repeat(200)
    );
    let again = format!("{deep}- {{ target: \"$..[?count(@.*) == 0]\", copy: $.a }}\n");
    let shown = says("1.1.0", "a: []\n", &again);
    has(&shown, &["error[O0026]", "300 levels"]);
}
