//! Tests of the document stage: one rule each.

mod dynamic;
mod external;
mod ledger;

use super::testing::{complaints, resolved, sources, with_schemas};
use crate::diag::{Diagnostics, Place, Severity};
use crate::model::{Deprecation, JsonKind};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

fn codes(texts: &[&str]) -> Vec<String> {
    let (_, diags) = resolved(texts);
    complaints(&diags)
}

#[test]
fn other_formats_are_told_apart() {
    assert!(codes(&["swagger: '2.0'"])[0].contains("O0101"));
    assert!(codes(&["openapi: 4.0.0"])[0].contains("O0102"));
    assert!(codes(&["title: x"])[0].contains("O0100"));
    assert!(codes(&["[]"])[0].contains("O0100"));
}

#[test]
fn older_spellings_are_normalised_up() {
    let text = with_schemas(
        "A: {type: integer, nullable: true, minimum: 1, exclusiveMinimum: true, example: 3}",
    )
    .replace("3.1.0", "3.0.3");
    let (set, trees) = sources(&[&text]);
    let document = super::read(&set, &trees, &mut Diagnostics::new());
    let schema = document.schema(document.components["A"]);
    assert_eq!(schema.types, [JsonKind::Integer, JsonKind::Null]);
    assert_eq!(schema.constraints.minimum, None);
    assert_eq!(schema.constraints.exclusive_minimum.as_deref(), Some("1"));
    assert_eq!(schema.examples.len(), 1);
}

#[test]
fn unknown_keys_are_reported_with_a_suggestion_and_extensions_are_not() {
    let (_, diags) = resolved(&[&with_schemas("A: {type: object, propertys: {}, x-y: 1}")]);
    let found: Vec<_> = diags.iter().filter(|d| d.code.0 == 105).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].help, ["did you mean `properties`?"]);
}

#[test]
fn an_empty_value_is_told_of_where_the_parameters_type_has_none() {
    let parameter =
        |name: &str, rest: &str| format!("{{name: {name}, in: query, allowEmptyValue: {rest}}}");
    let list = [
        parameter("a", "true, schema: {type: string, default: x}"),
        parameter("b", "false, schema: {type: integer}"),
        parameter("c", "true, schema: {type: integer}"),
        parameter("d", "true, schema: {type: string, minLength: 1}"),
    ];
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /x:\n    get:\n      parameters: [{}]\n      responses: {{'204': {{description: d}}}}\n",
        list.join(", ")
    );
    let (_, diags) = resolved(&[&text]);
    let found: Vec<_> = diags.iter().filter(|d| d.code.0 == 106).collect();
    assert_eq!(found.len(), 1, "{diags:?}");
    assert!(found[0].message.contains("allowEmptyValue"), "{found:?}");
    assert!(found[0].message.contains("2 places"), "{found:?}");
}

#[test]
fn what_the_caller_must_bring_to_sign_in_is_told() {
    let schemes = "components: {securitySchemes: {a: {type: openIdConnect, openIdConnectUrl: 'https://x.test'}, b: {type: mutualTLS}, c: {type: http, scheme: basic}}}\n";
    let (_, diags) = resolved(&[&format!("{HEAD}paths: {{}}\n{schemes}")]);
    let told: Vec<_> = diags.iter().filter(|d| d.code.0 == 106).collect();
    assert_eq!(told.len(), 2, "{diags:?}");
    assert!(
        told.iter()
            .any(|d| d.message.contains("`openIdConnectUrl` (bring a token"))
    );
    assert!(
        told.iter()
            .any(|d| d.message.contains("the transport has the certificate"))
    );
}

#[test]
fn ignored_keys_are_counted_in_one_note() {
    let (_, diags) = resolved(&[&with_schemas("A: {xml: {name: a}}\nB: {xml: {name: b}}")]);
    let found: Vec<_> = diags.iter().filter(|d| d.code.0 == 106).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Note);
    assert!(found[0].message.contains("2 places"));
}

#[test]
fn a_dangling_reference_is_an_error_with_a_suggestion() {
    let schemas = "Permission: {type: string}\nA: {$ref: '#/components/schemas/Permision'}";
    let (_, diags) = resolved(&[&with_schemas(schemas)]);
    let found = diags.iter().find(|d| d.code.0 == 107).expect("reported");
    assert_eq!(
        found.help,
        ["did you mean `#/components/schemas/Permission`?"]
    );
    assert!(codes(&[&with_schemas("A: {$ref: 'other.yaml#/B'}")])[0].contains("O0108"));
}

#[test]
fn references_are_pointers_with_escapes() {
    let schemas = "a/b: {properties: {'x y': {type: string, enum: [q]}}}\nA: {properties: {p: {$ref: '#/components/schemas/a~1b/properties/x%20y'}}}";
    assert_eq!(codes(&[&with_schemas(schemas)]), Vec::<String>::new());
}

#[test]
fn a_bare_hash_means_the_schema_around_it() {
    let schemas = "A: {$recursiveAnchor: true, properties: {a: {type: array, items: {oneOf: [{type: string}, {$recursiveRef: '#'}]}}}}";
    let (api, diags) = resolved(&[&with_schemas(schemas)]);
    assert!(!diags.has_errors());
    let points_back = |t: &crate::model::Type| match &t.kind {
        crate::model::TypeKind::Union(union) => union.branches[1].ty.id == api.components["A"],
        _ => false,
    };
    assert!(api.types.iter().any(points_back));
}

#[test]
fn parameters_that_only_point_at_one_another_are_an_error() {
    let text = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  parameters:\n    A: {{$ref: '#/components/parameters/B'}}\n    B: {{$ref: '#/components/parameters/A'}}\n"
    );
    assert!(codes(&[&text])[0].contains("O0109"));
}

#[test]
fn wrong_kinds_and_values_do_not_panic() {
    for (text, code) in [
        ("A: 3", "O0103"),
        ("A: {type: strng}", "O0113"),
        ("A: {type: file}", "O0114"),
        ("A: {properties: []}", "O0103"),
        ("A: {minLength: '3', type: string}", "O0103"),
        ("A: {allOf: {}}", "O0103"),
    ] {
        let found = codes(&[&with_schemas(text)]);
        assert!(
            found.iter().any(|line| line.contains(code)),
            "{text}: {found:?}"
        );
    }
}

const PAGE_A: &str = "\
paths:
  /a: {get: {operationId: a, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}
components:
  schemas:
    S: {type: object, properties: {n: {type: integer, minimum: 1}, m: {type: string}}}
";
const PAGE_B: &str = "\
paths:
  /a: {post: {operationId: b, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}
components:
  schemas:
    S: {properties: {n: {minimum: 1.0, type: integer}, m: {type: string}}, type: object}
";

#[test]
fn equal_documents_unite_whatever_their_order() {
    let (a, b) = (format!("{HEAD}{PAGE_A}"), format!("{HEAD}{PAGE_B}"));
    let (one, diags) = resolved(&[&a, &b]);
    assert!(diags.is_empty(), "{:?}", complaints(&diags));
    let (other, _) = resolved(&[&b, &a]);
    assert_eq!(one.operations.len(), 2);
    assert_eq!(one.components.len(), 1);
    // Origins name files; all else is equal.
    let plain = |api: &crate::model::Api| {
        let keys: Vec<_> = api
            .types
            .iter()
            .map(|t| (t.place.key.clone(), t.usage))
            .collect();
        let operations: Vec<_> = api.operations.iter().map(|o| o.place.key.clone()).collect();
        (keys, operations)
    };
    assert_eq!(plain(&one), plain(&other));
}

#[test]
fn a_contradiction_shows_both_places() {
    let a = format!("{HEAD}{PAGE_A}");
    let b = format!("{HEAD}{}", PAGE_B.replace("minimum: 1.0", "minimum: 2"));
    let (_, diags) = resolved(&[&a, &b]);
    let found = diags.iter().find(|d| d.code.0 == 110).expect("reported");
    assert!(found.primary.is_some());
    assert_eq!(found.secondary.len(), 1);
    let text = format!("{HEAD}{PAGE_A}").replace("title: t", "title: u");
    assert!(codes(&[&a, &text])[0].contains("O0110"));
}

#[test]
fn the_same_operation_with_other_content_is_a_contradiction() {
    let a = format!("{HEAD}{PAGE_A}");
    let b = a.replace("description: ok", "description: fine");
    assert!(codes(&[&a, &b])[0].contains("O0110"));
    assert_eq!(codes(&[&a, &a]), Vec::<String>::new());
}

#[test]
fn versions_of_one_api_must_agree() {
    let a = format!("{HEAD}{PAGE_A}");
    let b = format!("{HEAD}{PAGE_B}").replace("3.1.0", "3.0.0");
    assert!(codes(&[&a, &b])[0].contains("O0111"));
}

#[test]
fn a_fence_must_announce_an_operation_of_its_document() {
    let page = |operation: &str| {
        format!(
            "# Page\n\n````yaml https://example.com/openapi.json {operation}\n{HEAD}{PAGE_A}````\n"
        )
    };
    assert_eq!(codes(&[&page("get /a")]), Vec::<String>::new());
    let (_, diags) = resolved(&[&page("post /a")]);
    let found = diags.iter().find(|d| d.code.0 == 112).expect("reported");
    assert!(matches!(found.primary, Some((Place::Span(..), _))));
}

#[test]
fn statuses_and_parameters_are_checked() {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    get:\n      parameters: [{{name: q, in: query}}, {{name: q, in: query}}]\n      responses: {{OK: {{description: x}}}}\n"
    );
    let found = codes(&[&text]);
    assert!(found.iter().any(|line| line.contains("O0116")), "{found:?}");
    assert!(found.iter().any(|line| line.contains("O0117")), "{found:?}");
}

#[test]
fn a_sunset_is_a_day_of_what_is_deprecated() {
    let read = |keys: &str| {
        let text = with_schemas(&format!("A: {{type: string, {keys}}}"));
        let (set, trees) = sources(&[&text]);
        let mut diags = Diagnostics::new();
        let document = super::read(&set, &trees, &mut diags);
        let told: Vec<String> = diags.iter().map(|found| found.code.to_string()).collect();
        let schema = document.schema(document.components["A"]);
        (schema.deprecated.clone(), told.join(" "))
    };
    let until = |day: &str| Deprecation::Until(day.into());
    for (keys, deprecated, told) in [
        ("deprecated: true", Deprecation::Yes, ""),
        (
            "deprecated: true, x-sunset: 2027-03-31",
            until("2027-03-31"),
            "",
        ),
        (
            "x-sunset: '2028-02-29', deprecated: true",
            until("2028-02-29"),
            "",
        ),
        (
            "deprecated: true, x-sunset: '2027-03-31T12:00:00+01:00'",
            until("2027-03-31"),
            "",
        ),
        (
            "deprecated: true, x-sunset: '2027-02-29'",
            Deprecation::Yes,
            "O0119",
        ),
        (
            "deprecated: true, x-sunset: 31.3.2027",
            Deprecation::Yes,
            "O0119",
        ),
        (
            "deprecated: true, x-sunset: 2027-03-31 noon",
            Deprecation::Yes,
            "O0119",
        ),
        (
            "deprecated: true, x-sunset: 'sähköposti'",
            Deprecation::Yes,
            "O0119",
        ),
        (
            "deprecated: true, x-sunset: 20270331",
            Deprecation::Yes,
            "O0119",
        ),
        (
            "deprecated: true, x-sunset: true",
            Deprecation::Yes,
            "O0119",
        ),
        (
            "deprecated: false, x-sunset: '2027-03-31'",
            Deprecation::No,
            "O0120",
        ),
        ("x-sunset: '2027-03-31'", Deprecation::No, "O0120"),
    ] {
        assert_eq!(read(keys), (deprecated, told.to_owned()), "{keys}");
    }
}
