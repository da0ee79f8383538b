//! `pagination` in the configuration, and what else it says of calls; what is told of operations that look like pages.

mod support;

use std::fs;

use support::{Ran, empty, oasmith};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: https://shop.test }]
paths:
  /users:
    get:
      operationId: list_users
      tags: [users]
      parameters: [{ name: next_token, in: query, schema: { type: string } }]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Users' } } } } }
  /guests:
    get:
      tags: [users]
      parameters: [{ name: next_token, in: query, schema: { type: string } }]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Users' } } } } }
  /charges:
    get:
      parameters: [{ name: starting_after, in: query, schema: { type: string } }]
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Charges' } } } } }
  /events:
    get:
      parameters: [{ name: offset, in: query, schema: { type: integer } }, { name: limit, in: query, schema: { type: integer } }]
      responses: { '200': { description: d, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
  /feeds:
    get:
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Feeds' } } } } }
  /repos:
    get:
      responses:
        '200':
          description: d
          headers: { Link: { schema: { type: string } } }
          content: { application/json: { schema: { type: array, items: { type: string } } } }
  /found:
    get:
      parameters: [{ name: X-Page-Token, in: header, schema: { type: string } }]
      responses:
        '200':
          description: d
          headers: { X-Next-Page-Token: { schema: { type: string } } }
          content: { application/json: { schema: { type: array, items: { type: string } } } }
  /hits:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Hits' } } } }
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Users' } } } } }
  /plain:
    get:
      parameters: [{ name: next_token, in: query, schema: { type: string } }]
      responses: { '200': { description: d, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
components:
  schemas:
    Named: { type: object, required: [id], properties: { id: { type: string } } }
    Users:
      type: object
      properties:
        total: { type: integer }
        data: { type: array, items: { $ref: '#/components/schemas/Named' } }
        meta: { type: object, properties: { next_cursor: { type: [string, 'null'] }, has_more: { type: boolean } } }
    Charges:
      type: object
      properties:
        has_more: { type: boolean }
        data: { type: array, items: { $ref: '#/components/schemas/Named' } }
    Hits:
      type: object
      properties: { text: { type: string }, pagination: { type: object, properties: { cursor: { type: string } } } }
    Feeds:
      type: object
      properties:
        results: { type: array, items: { type: string } }
        '@odata.nextLink': { type: string }
";

fn run(said: &str, command: &str) -> (Ran, String) {
    let dir = empty();
    let indented: String = said.lines().map(|line| format!("    {line}\n")).collect();
    let configuration = format!(
        "crate: {{ path: out, name: shop-client }}\napis:\n  shop:\n    documents: [shop.yaml]\n{indented}"
    );
    fs::write(dir.path().join("shop.yaml"), DOCUMENT).expect("writable");
    fs::write(dir.path().join("oasmith.yaml"), configuration).expect("writable");
    let ran = oasmith(dir.path(), &[command, "--config", "oasmith.yaml"]);
    let client = fs::read_to_string(dir.path().join("out/src/shop/client.rs"));
    (ran, client.unwrap_or_default())
}

/// The lines of the note that can be pasted.
fn told(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines = lines.skip_while(|line| !line.starts_with("pagination:"));
    let lines = lines.take_while(|line| !line.starts_with('='));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_is_told_can_be_pasted_and_ends_the_note() {
    let (ran, client) = run("", "generate");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!client.contains("Paged"));
    assert!(
        ran.stderr
            .contains("note[O0341]: 8 operations look as if they answered in pages"),
        "{}",
        ran.stderr
    );
    let rules = told(&ran.stderr);
    assert_eq!(
        rules,
        "pagination:
- { cursor: starting_after, last: id, more: has_more, items: data, operations: [GET /charges] }
- { offset: offset, operations: [GET /events] }
- { next: '/@odata.nextLink', items: results, operations: [GET /feeds] }
- { cursor: X-Page-Token, from_header: X-Next-Page-Token, operations: [GET /found] }
- { cursor: next_token, from: meta.next_cursor, more: meta.has_more, items: data, operations: [GET /guests, GET /users] }
- { cursor: pagination.cursor, from: meta.next_cursor, more: meta.has_more, items: data, operations: [POST /hits] }
- { link: next, operations: [GET /repos] }
"
    );
    let (ran, client) = run(&rules, "generate");
    assert_eq!(
        (ran.code, ran.stderr.contains("O0341")),
        (0, false),
        "{}",
        ran.stderr
    );
    assert_eq!(client.matches(".paged(").count(), 8, "{client}");
    let (ran, client) = run("pagination: []", "generate");
    assert_eq!(
        (ran.code, ran.stderr.contains("O0341")),
        (0, false),
        "{}",
        ran.stderr
    );
    assert!(!client.contains("Paged"));
}

#[test]
fn a_note_is_no_finding() {
    let (ran, _) = run("", "lint");
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains("O0341"), "{}", ran.stdout);
}

#[test]
fn a_rule_is_for_all_that_it_fits_or_for_those_it_names() {
    let rule = "{ cursor: next_token, from: meta.next_cursor, items: data";
    let (ran, client) = run(&format!("pagination: [{rule} }}]"), "generate");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(client.matches(".paged(").count(), 2, "{client}");
    let (_, client) = run(
        &format!("pagination: [{rule}, operations: [list_users] }}]"),
        "generate",
    );
    assert_eq!(client.matches(".paged(").count(), 1, "{client}");
    let (_, client) = run(
        &format!("pagination: [{rule}, tags: [users] }}]"),
        "generate",
    );
    assert_eq!(client.matches(".paged(").count(), 2, "{client}");
    // The first rule that fits is the one.
    let (_, client) = run(
        &format!("pagination: [{rule}, operations: [list_users] }}, {rule}, total: meta.x }}]")
            .replace(", total: meta.x", ", more: meta.has_more"),
        "generate",
    );
    assert_eq!(client.matches("has_more").count(), 1, "{client}");
}

#[test]
fn what_is_said_of_calls_must_have_an_effect() {
    for (said, parts) in [
        (
            "envelope: { data: payload }",
            &["O0417", "no answer has the fields of the envelope"][..],
        ),
        ("envelope: { data: data, success: ok }", &["wraps nothing"]),
        (
            "envelope: { success: ok }",
            &["`envelope` needs the key `data`"],
        ),
        (
            "envelope: { data: data, errors: x }",
            &["did you mean `error`?"],
        ),
        ("retry: []", &["`retry` is empty"]),
        ("retry: [list_user]", &["O0417", "names nothing"]),
        (
            "retry: [list_users]",
            &["O0418", "`list_users` is sent again anyway"],
        ),
        (
            "idempotency_header: 'X Key'",
            &["O0404", "`X Key` is no name of a header"],
        ),
        (
            "idempotency_head: x",
            &["did you mean `idempotency_header`?"],
        ),
    ] {
        let (ran, _) = run(said, "generate");
        assert_eq!(ran.code, 2, "{said}");
        for part in parts {
            assert!(ran.stderr.contains(part), "{said}: {part}\n{}", ran.stderr);
        }
    }
    let (ran, client) = run("envelope: { data: data }\npagination: []", "generate");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(client.matches(" WRAPPED ").count(), 4, "{client}");
    assert!(
        client.contains("Call<Option<Vec<types::Named>>"),
        "{client}"
    );
}

#[test]
fn what_a_rule_may_say_depends_on_its_kind() {
    for (rule, parts) in [
        ("{ items: data }", &["O0402", "says none of them"][..]),
        ("{ cursor: a, offset: b }", &["says several"]),
        (
            "{ curser: a, from: b }",
            &["O0401", "did you mean `cursor`?"],
        ),
        (
            "{ cursor: a }",
            &["`cursor` needs one of `from`, `from_header` and `last`"],
        ),
        (
            "{ cursor: a, from: b, last: c }",
            &["`cursor` needs one of `from`, `from_header` and `last`"],
        ),
        (
            "{ offset: a, from: b }",
            &["a rule with `offset` has no key `from`"],
        ),
        ("{ page: a, first: x }", &["`first` must be a whole number"]),
        ("{ next: 3 }", &["`next` must be a string"]),
        ("{ link: next, operations: [] }", &["`operations` is empty"]),
        ("x", &["O0403"]),
    ] {
        let (ran, _) = run(&format!("pagination: [{rule}]"), "generate");
        assert_eq!(ran.code, 2, "{rule}");
        for part in parts {
            assert!(ran.stderr.contains(part), "{rule}: {part}\n{}", ran.stderr);
        }
    }
    let (ran, _) = run("pagination: { link: next }", "generate");
    assert!(
        ran.stderr.contains("`pagination` must be a list"),
        "{}",
        ran.stderr
    );
}
