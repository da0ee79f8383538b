use super::*;
use crate::diag::{Diagnostics, render};
use crate::settings::Openness;
use crate::source::{Fetch, MemoryLoader, Reach, SourceSet};

const PATH: &str = "specs/oasmith.yaml";

fn read_text(text: &str) -> (Option<Config>, String) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with(PATH, text);
    let config = read(&mut set, &loader, PATH, &mut diags);
    (config, render(&diags, &set, false))
}

/// The configuration of a crate with one API whose entry is `api`.
fn one_api(api: &str) -> String {
    format!("crate: {{ path: ../generated, name: api-clients }}\napis:\n  retool: {api}\n")
}

#[test]
fn everything_that_can_be_said_is_read() {
    let (config, shown) = read_text(
        "crate: { path: ../generated, name: api-clients, version: 1.2.3 }
apis:
  galileo: { documents: [galileo/b.md, galileo/a.md] }
  retool:
    documents: [retool/openapi.yaml]
    tables: [{ page: retool/create-group.md, operation: POST /groups }]
    enums: closed
    lossless: true
    yaml: { merge_keys: true }
    rename: { operations: { POST /groups: create_group }, fields Group: { legacy_id: old_id } }
    types: { Group: { lossless: false }, Group.kind: { enum: open }, Group.id: { type: uuid }, Group.x: { opaque: true } }
    select: { operations: [a, GET /b], paths: [/c/*], tags: [d], exclude: { tags: [e] } }
",
    );
    let config = config.expect(&shown);
    assert_eq!(shown, "");
    assert_eq!(config.crate_dir, "generated");
    assert_eq!(config.lock_path, "specs/oasmith.lock");
    assert_eq!(config.settings.output.name, "api-clients");
    assert_eq!(config.settings.output.version, "1.2.3");
    assert_eq!(
        config.inputs["galileo"].documents,
        ["specs/galileo/b.md", "specs/galileo/a.md"]
    );
    let table = &config.inputs["retool"].tables[0];
    assert_eq!(
        (table.page.as_str(), table.operation.as_str()),
        ("specs/retool/create-group.md", "POST /groups")
    );
    let retool = &config.settings.apis["retool"];
    assert_eq!(retool.openness, Openness::Closed);
    assert!(retool.lossless && retool.merge_keys);
    assert_eq!(retool.rename["operations"]["POST /groups"], "create_group");
    assert_eq!(retool.rename["fields Group"]["legacy_id"], "old_id");
    let said: Vec<String> = retool
        .types
        .iter()
        .map(|said| {
            let name = &said.name.text;
            format!(
                "{name} {:?} {:?} {:?} {}",
                said.openness, said.lossless, said.scalar, said.opaque
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "Group None Some(false) None false",
            "Group.kind Some(Open) None None false",
            "Group.id None None Some(\"uuid\") false",
            "Group.x None None None true",
        ]
    );
    let select = retool.select.as_ref().expect("a selection");
    let texts = |entries: &[crate::settings::Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.text.clone()).collect()
    };
    assert_eq!(texts(&select.include.operations), ["a", "GET /b"]);
    assert_eq!(texts(&select.include.paths), ["/c/*"]);
    assert_eq!(texts(&select.include.tags), ["d"]);
    assert_eq!(texts(&select.exclude.tags), ["e"]);
    let galileo = &config.settings.apis["galileo"];
    assert_eq!(galileo.openness, Openness::Open);
    assert!(!galileo.lossless && !galileo.merge_keys);
}

#[test]
fn the_starter_is_a_valid_configuration() {
    let (config, shown) = read_text(STARTER);
    assert_eq!(shown, "");
    let config = config.unwrap();
    assert_eq!(
        config.inputs["example"].documents,
        ["specs/example/openapi.yaml"]
    );
    assert_eq!(config.settings.output.version, "0.1.0");
}

#[test]
fn an_unknown_key_is_shown_with_its_place_and_the_one_that_was_meant() {
    let (config, shown) = read_text(&one_api("{ document: [a.yaml] }"));
    assert!(config.is_none());
    assert!(
        shown.contains("error[O0401]: an API has no key `document`"),
        "{shown}"
    );
    assert!(shown.contains("specs/oasmith.yaml:3:13"), "{shown}");
    assert!(shown.contains("did you mean `documents`?"), "{shown}");
    assert!(!shown.contains("O0402"), "one mistake, one error: {shown}");
    let (_, shown) = read_text(&one_api("{ enums: open }"));
    assert!(
        shown.contains("error[O0402]: an API needs the key `documents`"),
        "{shown}"
    );
    assert!(shown.contains("specs/oasmith.yaml:3:3"), "{shown}");
}

#[test]
fn all_mistakes_are_shown_at_once() {
    let (config, shown) = read_text(
        "crate: { path: 3, name: serde, version: one }
apis:
  type: { documents: a.yaml, overlays: [o.yaml, ./o.yaml], enums: yes, lossless: on, xyzzy: 1 }
  b: { documents: [x.yaml, ./x.yaml], tables: [{ page: p.md, operation: groups }] }
  c: { documents: [], rename: { operation: {}, types: { k: group } } }
",
    );
    assert!(config.is_none());
    for message in [
        "error[O0403]: `path` must be a string",
        "error[O0404]: the crate name `serde` is the name of a crate that generated code uses",
        "error[O0404]: the crate version `one` is not a version such as `0.1.0`",
        "error[O0404]: the API name `type` is not a Rust identifier",
        "error[O0403]: `documents` must be a list",
        "error[O0403]: `enums` must be `open` or `closed`",
        "error[O0403]: `lossless` must be `true` or `false`",
        "error[O0401]: an API has no key `xyzzy`",
        "known keys: `documents`, `overlays`, `tables`, `enums`",
        "error[O0406]: the overlay `./o.yaml` is listed twice",
        "error[O0406]: the document `./x.yaml` is listed twice",
        "error[O0403]: `operation` must be a method and a path",
        "error[O0402]: `documents` is empty",
        "error[O0405]: `operation` is no scope of names",
        "error[O0405]: the name `group` does not begin with a capital",
    ] {
        assert!(shown.contains(message), "{message}\n{shown}");
    }
}

#[test]
fn a_missing_configuration_says_how_to_get_one() {
    let mut diags = Diagnostics::new();
    let mut set = SourceSet::default();
    assert!(read(&mut set, &MemoryLoader::default(), PATH, &mut diags).is_none());
    let shown = render(&diags, &set, false);
    assert!(shown.contains("error[O0400]"), "{shown}");
    assert!(shown.contains("`oasmith init`"), "{shown}");
}

#[test]
fn odd_configurations_are_errors() {
    for text in [
        "",
        "[]",
        "crate",
        "crate:\napis:\n",
        "a: 1\na: 2\n",
        "{",
        "# nothing\n",
    ] {
        let (config, shown) = read_text(text);
        assert!(
            config.is_none() && shown.contains("error["),
            "{text:?}: {shown}"
        );
    }
}

#[test]
fn documents_and_pages_may_have_an_upstream() {
    let (config, shown) = read_text(
        "network: { private: true, timeout: 90 }
crate: { path: ../generated, name: api-clients }
apis:
  pets:
    documents:
      - a.yaml
      - { path: b.yaml, upstream: https://example.com/b.yaml }
    tables: [{ page: c.md, operation: GET /c, upstream: ../docs/c.md }]
",
    );
    let config = config.expect(&shown);
    assert_eq!(shown, "");
    assert_eq!(config.fetch.reach, Reach::Private);
    assert_eq!(config.fetch.total.as_secs(), 90);
    let pets = &config.inputs["pets"];
    assert_eq!(pets.documents, ["specs/a.yaml", "specs/b.yaml"]);
    let upstreams: Vec<(&str, &str)> = pets
        .upstreams
        .iter()
        .map(|upstream| (upstream.path.as_str(), upstream.from.as_str()))
        .collect();
    assert_eq!(
        upstreams,
        [
            ("specs/b.yaml", "https://example.com/b.yaml"),
            ("specs/c.md", "docs/c.md")
        ]
    );
    let (config, _) = read_text(&one_api("{ documents: [a.yaml] }"));
    let config = config.expect("a configuration");
    assert_eq!(config.fetch, Fetch::default());
}

#[test]
fn upstreams_that_cannot_be_are_shown_where_they_stand() {
    for (api, part) in [
        (
            "{ documents: [{ path: a, upstrem: b }] }",
            "did you mean `upstream`?",
        ),
        (
            "{ documents: [{ upstream: b }] }",
            "a document needs the key `path`",
        ),
        (
            "{ documents: [{ path: a, upstream: a }] }",
            "its own upstream",
        ),
        (
            "{ documents: [{ path: a, upstream: '-' }] }",
            "a URL or a path",
        ),
        (
            "{ documents: [{ path: 'https://x/a', upstream: b }] }",
            "only a file of this repository",
        ),
        (
            "{ documents: [{ path: a, upstream: 3 }] }",
            "`upstream` must be a string",
        ),
        (
            "{ documents: [{ path: a }, a] }",
            "the document `a` is listed twice",
        ),
        (
            "{ documents: [a], overlays: [{ path: b }] }",
            "must be a string",
        ),
    ] {
        let (config, shown) = read_text(&one_api(api));
        assert!(config.is_none() && shown.contains(part), "{api}: {shown}");
        assert!(shown.contains("specs/oasmith.yaml:3:"), "{shown}");
    }
    for (network, part) in [
        ("{ timeout: 0 }", "whole seconds, from 1 to 3600"),
        ("{ timeout: 1.5 }", "whole seconds"),
        ("{ timeout: soon }", "whole seconds"),
        ("{ private: 1 }", "`true` or `false`"),
        ("{ privat: true }", "did you mean `private`?"),
        ("yes", "must be a mapping"),
    ] {
        let text = format!("network: {network}\n{}", one_api("{ documents: [a] }"));
        let (config, shown) = read_text(&text);
        assert!(
            config.is_none() && shown.contains(part),
            "{network}: {shown}"
        );
    }
}
