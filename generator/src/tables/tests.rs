//! Tests of reading, comparing and transcribing, on the page of this repository and on written ones.

mod api;

use proptest::prelude::*;

use super::*;
use crate::diag::{Diagnostics, Severity};
use crate::source::{FileId, SourceSet};
use api::api;

const PAGE: &str = include_str!("../../../specs/retool/create-group.md");
const DOCUMENT: &str = include_str!("../../../specs/retool/openapi.yaml");

fn with_page(text: &str) -> (SourceSet, FileId) {
    let mut set = SourceSet::default();
    let file = set.add_file("specs/page.md", text);
    (set, file)
}

fn page(text: &str) -> (Option<Page>, Diagnostics) {
    let (set, file) = with_page(text);
    let mut diags = Diagnostics::new();
    (read(&set, file, &mut diags), diags)
}

/// `code line:column message` of each difference.
fn differences(text: &str, document: &str, operation: &str) -> Vec<String> {
    let (set, file) = with_page(text);
    let mut diags = Diagnostics::new();
    let found = check(&set, file, &api(document), operation, &mut diags);
    assert_eq!(codes(&diags), Vec::<String>::new());
    found
        .iter()
        .map(|d| format!("{} {}:{} {}", d.code, d.line, d.column, d.message))
        .collect()
}

fn codes(diags: &Diagnostics) -> Vec<String> {
    diags.iter().map(|d| d.code.to_string()).collect()
}

fn draft(text: &str) -> Option<String> {
    let (set, file) = with_page(text);
    transcribe(&set, file, &mut Diagnostics::new())
}

/// A page with one table of fields.
fn fields(rows: &str) -> String {
    format!(
        "POST /x\nRequest body fields\n| Name | Type | Required | Description |\n|---|---|---|---|\n{rows}"
    )
}

/// A document with these properties.
fn document(required: &str, properties: &str) -> String {
    format!(
        "paths: {{/x: {{post: {{requestBody: {{content: {{application/json: {{schema: \
         {{type: object, required: [{required}], properties: {{{properties}}}}}}}}}}}}}}}}}"
    )
}

#[test]
fn the_page_of_create_group_is_read_whole() {
    let (page, diags) = page(PAGE);
    let page = page.unwrap();
    assert!(diags.is_empty());
    assert_eq!(
        (page.method.as_str(), page.path.as_str()),
        ("POST", "/groups")
    );
    assert_eq!(
        page.summary,
        "Creates a group and returns the created group. Requires the groups:write scope."
    );
    assert_eq!(page.scopes, ["groups:write"]);
    assert_eq!(page.servers[0].url, "https://api.retool.com/api/v2");
    let fields = page.fields.unwrap();
    assert_eq!(page.headers.len() + fields.len(), 34);
    assert_eq!(fields.iter().filter(|row| row.lost_values).count(), 5);
    let row = fields
        .iter()
        .find(|row| row.name == "members[].is_group_admin")
        .unwrap();
    assert_eq!(row.ty, Some(FieldType::Boolean));
    assert_eq!(row.required, Some(true));
    assert_eq!(row.default, Some(crate::model::Json::Bool(false)));
    let row = fields
        .iter()
        .find(|row| row.name == "user_invites[].groups[].legacy_id")
        .unwrap();
    let path: Vec<(&str, usize)> = row
        .path
        .iter()
        .map(|s| (s.name.as_str(), s.arrays))
        .collect();
    assert_eq!(path, [("user_invites", 1), ("groups", 1), ("legacy_id", 0)]);
    assert_eq!(row.description, "");
}

#[test]
fn an_ordinary_markdown_page_is_read() {
    let text = "# Users\n\n**PUT** `/users/:id`\n\nReplaces a user.\n\n## Servers\n\n* <https://a.example>\n\n\
                ## Request body\n\nSend these fields.\n\n| Field | Type | Required |\n|:--|:-:|--:|\n\
                | `first\\_name` | string | yes |\n| tags | array | no\n\nBye.\n";
    let (page, diags) = page(text);
    let page = page.unwrap();
    assert!(diags.is_empty());
    assert_eq!(
        (page.method.as_str(), page.path.as_str()),
        ("PUT", "/users/{id}")
    );
    assert_eq!(page.summary, "Replaces a user.");
    assert_eq!(page.servers[0].url, "https://a.example");
    let fields = page.fields.unwrap();
    let names: Vec<&str> = fields.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["first_name", "tags"]);
    assert_eq!(fields[1].required, Some(false));
}

#[test]
fn the_hand_written_document_agrees_with_its_page() {
    crate::source::read_text("openapi.yaml", DOCUMENT);
    assert_eq!(
        differences(PAGE, DOCUMENT, "POST /groups"),
        Vec::<String>::new()
    );
}

#[test]
fn each_kind_of_drift_is_found_at_its_place() {
    let drift = |from: &str, to: &str| {
        assert!(DOCUMENT.contains(from), "{from}");
        let changed = DOCUMENT.replacen(from, to, 1);
        differences(PAGE, &changed, "POST /groups")
    };
    assert_eq!(
        drift("        theme_access:\n", "        themes_access:\n"),
        [
            "O0521 12:1 the page lacks the field `themes_access`",
            "O0520 99:1 the document lacks the field `theme_access`",
        ]
    );
    assert_eq!(
        drift(
            "        audit_log_access:\n          type: boolean",
            "        audit_log_access:\n          type: string"
        ),
        ["O0522 95:1 `audit_log_access` is boolean on the page, and string in the document"]
    );
    assert_eq!(
        drift("      required:\n        - name\n", "      required: []\n"),
        ["O0523 82:10 `name` is required on the page, and optional in the document"]
    );
    assert_eq!(
        drift("default: false", "default: true"),
        [
            "O0527 23:1 `members[].is_group_admin` has default false on the page, and default true in the document"
        ]
    );
    assert_eq!(
        drift("  - url: https://api.", "  - url: https://eu.").len(),
        2
    );
    assert_eq!(drift("application/json:", "application/xml:").len(), 1);
}

#[test]
fn another_operation_or_none_is_told() {
    let document = DOCUMENT.replace("  /groups:", "  /teams:");
    assert_eq!(
        differences(PAGE, &document, "POST /teams"),
        ["O0524 1:1 the page is about `POST /groups`, and is compared with `POST /teams`"]
    );
    let (set, file) = with_page(PAGE);
    let mut diags = Diagnostics::new();
    assert!(check(&set, file, &api(DOCUMENT), "GET /groups", &mut diags).is_empty());
    assert_eq!(codes(&diags), ["O0509"]);
}

#[test]
fn valid_values_are_compared_when_the_page_lists_them() {
    let page = fields("| a | String | No | Valid values: `x`, `y` |\n");
    let same = document("", "a: {type: string, enum: [y, x]}");
    assert_eq!(differences(&page, &same, "POST /x"), Vec::<String>::new());
    let other = document("", "a: {type: string, enum: [x, z]}");
    assert_eq!(
        differences(&page, &other, "POST /x"),
        ["O0526 5:21 `a` has other valid values: only on the page y, only in the document z"]
    );
}

#[test]
fn what_a_page_cannot_tell_is_no_difference() {
    let page = fields(
        "| a | String | No | |\n| b | Number | | |\n| c[] | Array | No | |\n| d | Object | No | |\n",
    );
    let other = document(
        "b",
        "a: {type: [string, 'null'], enum: [p]}, b: {type: integer, default: 3}, \
         c: {type: array, items: {type: string}}, d: {type: object}, e: {type: string, readOnly: true}",
    );
    assert_eq!(differences(&page, &other, "POST /x"), Vec::<String>::new());
}

#[test]
fn arrays_of_arrays_and_items_are_compared() {
    let page = fields("| a[][].id | Number | Yes | |\n| t[] | String | No | |\n");
    let inner = "{type: object, required: [id], properties: {id: {type: number}}}";
    let tags = "t: {type: array, items: {type: string}}";
    let deep = format!("a: {{type: array, items: {{type: array, items: {inner}}}}}, {tags}");
    assert_eq!(
        differences(&page, &document("", &deep), "POST /x"),
        Vec::<String>::new()
    );
    let flat =
        format!("a: {{type: array, items: {inner}}}, t: {{type: array, items: {{type: number}}}}");
    assert_eq!(
        differences(&page, &document("", &flat), "POST /x"),
        [
            "O0522 5:3 `a[][]` has fewer arrays in the document than on the page",
            "O0522 6:9 `t[]` is string on the page, and number in the document",
        ]
    );
}

#[test]
fn headers_are_compared() {
    let page = "POST /x\nRequest headers\n| Name | Type | Required | Description |\n|---|---|---|---|\n\
                | X-A | String | Yes | |\n| Accept | String | No | |\n";
    let with = "paths: {/x: {post: {parameters: [{name: x-a, in: header, required: true, schema: {type: string}}]}}}";
    assert_eq!(differences(page, with, "POST /x"), Vec::<String>::new());
    let without = "paths: {/x: {post: {}}}";
    assert_eq!(
        differences(page, without, "POST /x"),
        ["O0528 5:3 the document lacks the header `X-A`"]
    );
}

#[test]
fn bad_pages_are_diagnostics() {
    let cases = [
        ("Creates a group.", "O0501"),
        (&fields("x |\nString"), "O0502"),
        (&fields("| a | String | Yes | d | e |\n"), "O0502"),
        ("POST /x\nBody\n| Type |\n|---|\n| String |\n", "O0503"),
        (&fields("| a..b | String | Yes | |\n"), "O0504"),
        (&fields("| a | Monetary | Yes | |\n"), "O0505"),
        (&fields("| a | String | Perhaps | |\n"), "O0505"),
        (
            &fields("| a | String | Yes | |\n| a | Number | Yes | |\n"),
            "O0506",
        ),
        (
            &fields("| a | String | Yes | |\n| a.b | Number | Yes | |\n"),
            "O0507",
        ),
        (
            &fields("| a[].b | String | Yes | |\n| a[][].c | Number | Yes | |\n"),
            "O0507",
        ),
        ("POST /x\nErrors\n| Code |\n|---|\n| 404 |\n", "O0508"),
    ];
    for (text, code) in cases {
        let (set, file) = with_page(text);
        let mut diags = Diagnostics::new();
        let drafted = transcribe(&set, file, &mut diags);
        assert_eq!(codes(&diags), [code], "{text}");
        let failed = diags.iter().any(|d| d.severity == Severity::Error);
        assert_eq!(drafted.is_none(), failed, "{text}");
        assert!(diags.iter().all(|d| d.primary.is_some()), "{text}");
    }
}

#[test]
fn every_code_has_a_page_that_names_it() {
    for info in crate::diag::codes::tables::CODES {
        let title = format!("# {}: {}\n", info.code, info.title);
        assert!(info.page.starts_with(&title), "{title}");
    }
}

#[test]
fn the_draft_of_create_group() {
    let golden = include_str!("tests/create-group.yaml");
    assert_eq!(draft(PAGE).unwrap(), golden);
}

#[test]
fn a_draft_reads_back_and_agrees_with_its_page() {
    assert_eq!(
        differences(PAGE, &draft(PAGE).unwrap(), "POST /groups"),
        Vec::<String>::new()
    );
}

/// Rows of fields that fit together: names are unique in their object.
fn rows() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec![
        "String", "Number", "Boolean", "Object", "Array", "Integer",
    ]);
    let required = prop::sample::select(vec!["Yes", "No", ""]);
    let description = prop::sample::select(vec![
        "",
        "What: it # is.",
        "Valid values: `no`, 1, 2",
        "Ends. Default value: true",
        "Valid values:",
        "- `x` é \u{2028} {y}",
    ]);
    let leaf = (kind, required, description);
    let field = (
        prop::sample::select(vec!["", "a[].", "b.", "c[][].d.", "no."]),
        leaf,
    );
    prop::collection::vec(field, 0..12).prop_map(|fields| {
        let rows = fields
            .iter()
            .enumerate()
            .map(|(n, (prefix, (kind, required, description)))| {
                format!("{prefix}f{n} |\n{kind} | {required} |\n{description} |\n")
            });
        rows.collect()
    })
}

proptest! {
    #[test]
    fn drafts_of_all_pages_agree_with_them(rows in rows()) {
        let page = fields(&rows);
        let draft = draft(&page).unwrap();
        prop_assert_eq!(differences(&page, &draft, "POST /x"), Vec::<String>::new(), "{}", draft);
    }

    #[test]
    fn no_text_is_too_odd(text in "(POST /[a-z{}:]{1,9}\\n)?(Request (body|headers)\\n)?(\\| Name \\| Type \\|\\n\\|---\\|---\\|\\n)?(\\PC|[a-c.\\[\\]|`\\\\\\n -]){0,200}") {
        if let Some(draft) = draft(&text) {
            let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(&draft);
            prop_assert!(read.is_ok(), "{}\n{:?}", draft, read);
            // Panics with the diagnostics when there are any.
            crate::source::read_text("draft.yaml", &draft);
        }
    }
}
