//! Operations: parameters, bodies, security, servers, usage.

use super::{component, resolved};
use crate::document::testing::complaints;
use crate::model::{Api, MediaKind, ParameterPlace, StatusKey};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

fn api(text: &str) -> (Api, Vec<String>) {
    let (api, diags) = resolved(&[&format!("{HEAD}{text}")]);
    let told = complaints(&diags);
    (api, told)
}

#[test]
fn own_parameters_win_over_those_of_the_path() {
    let (api, told) = api("paths:
  /a/{id}/{n}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}}
    get:
      parameters:
        - {name: q, in: query, required: true, schema: {type: integer}}
        - {name: n, in: path, required: true, schema: {type: string}}
      responses: {4XX: {description: no}, default: {description: x}, '204': {description: y}}
");
    assert!(told.is_empty(), "{told:?}");
    let parameters: Vec<_> = api.operations[0]
        .parameters
        .iter()
        .map(|p| (p.name.as_str(), p.location, p.required))
        .collect();
    let path = ParameterPlace::Path;
    assert_eq!(
        parameters,
        [
            ("id", path, true),
            ("n", path, true),
            ("q", ParameterPlace::Query, true)
        ]
    );
    let statuses: Vec<_> = api.operations[0]
        .responses
        .iter()
        .map(|r| r.status)
        .collect();
    assert_eq!(
        statuses,
        [
            StatusKey::Range(4),
            StatusKey::Default,
            StatusKey::Code(204)
        ]
    );
}

#[test]
fn templates_and_path_parameters_must_agree() {
    let (_, told) = api("paths:
  /a/{id}: {get: {parameters: [{name: di, in: path, required: true, schema: {type: string}}], responses: {}}}
  /b/{id}: {get: {parameters: [{name: id, in: path, schema: {type: string}}], responses: {}}}
  /c/:id: {get: {responses: {}}}
");
    for code in ["O0201", "O0202", "O0203", "O0204"] {
        assert!(
            told.iter().any(|line| line.contains(code)),
            "{code}: {told:?}"
        );
    }
}

#[test]
fn an_operation_id_is_unique() {
    let text = "paths:\n  /a: {get: {operationId: x, responses: {}}}\n  /b: {get: {operationId: x, responses: {}}}\n";
    let (_, diags) = resolved(&[&format!("{HEAD}{text}")]);
    let found = diags.iter().find(|d| d.code.0 == 200).expect("reported");
    assert!(found.primary.is_some() && found.secondary.len() == 1);
}

#[test]
fn security_is_own_or_root_and_may_be_lifted() {
    let (api, told) = api("security: [{K: []}]
paths:
  /a: {get: {responses: {}}}
  /b: {get: {security: [], responses: {}}}
  /c: {get: {security: [{}, {K: [s], L: []}], responses: {}}}
  /d: {get: {security: [{M: []}], responses: {}}}
components: {securitySchemes: {K: {type: http, scheme: Bearer}, L: {type: apiKey, in: query, name: k}}}
");
    let counts: Vec<_> = api.operations.iter().map(|o| o.security.len()).collect();
    assert_eq!(counts, [1, 0, 2, 0]);
    assert_eq!(api.operations[2].security[1].schemes.len(), 2);
    assert!(told[0].contains("O0205"), "{told:?}");
}

#[test]
fn servers_have_their_variables_filled_in() {
    let (api, _) = api(
        "servers: [{url: 'https://{region}.example.com/v1', variables: {region: {default: eu}}}]\npaths: {}\n",
    );
    assert_eq!(api.servers[0].url, "https://eu.example.com/v1");
}

#[test]
fn usage_follows_requests_and_responses() {
    let (api, told) = api("paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}
      responses: {'200': {description: ok, content: {application/vnd.x+json: {schema: {$ref: '#/components/schemas/Out'}}}}}
components:
  schemas:
    In: {type: object, properties: {made: {readOnly: true, allOf: [{$ref: '#/components/schemas/Stamp'}]}}}
    Out: {type: object, properties: {list: {type: array, items: {$ref: '#/components/schemas/Leaf'}}}}
    Leaf: {type: object, properties: {a: {type: string}}}
    Stamp: {type: object, properties: {a: {type: string}}}
");
    assert!(told.is_empty(), "{told:?}");
    let usage = |name| {
        let usage = component(&api, name).usage;
        (usage.sent, usage.received)
    };
    assert_eq!(usage("In"), (true, false));
    assert_eq!(usage("Stamp"), (false, false));
    assert_eq!(usage("Leaf"), (false, true));
    assert_eq!(
        api.operations[0].responses[0].media[0].kind,
        MediaKind::Json
    );
}

#[test]
fn webhooks_and_callbacks_are_received() {
    let (api, told) = api("paths:
  /a:
    post:
      callbacks:
        c: {'{$request.query.url}': {$ref: '#/components/pathItems/Sent'}}
      responses: {}
x-webhooks:
  w: {post: {parameters: [{name: X-A, in: header, schema: {type: string}}], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}, responses: {}}}
components:
  pathItems:
    Sent: {put: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Out'}}}}}}}
  schemas:
    In: {type: object, properties: {a: {type: string}}}
    Out: {type: object, properties: {a: {type: string}}}
");
    assert!(told.is_empty(), "{told:?}");
    let names: Vec<_> = api
        .webhooks
        .iter()
        .map(|w| (w.name.as_str(), w.callback.clone()))
        .collect();
    let to = ("POST /a".to_owned(), "{$request.query.url}".to_owned());
    assert_eq!(names, [("c", Some(to)), ("w", None)]);
    let usage = |name| {
        let usage = component(&api, name).usage;
        (usage.sent, usage.received)
    };
    assert_eq!((usage("In"), usage("Out")), ((false, true), (true, false)));
}

#[test]
fn uri_templates_are_read_as_their_names() {
    let (api, told) = api("paths:
  /a/{.id*}/{+x}: {get: {parameters: [{name: id, in: path, required: true, style: label, schema: {type: string}}, {name: x, in: path, required: true, schema: {type: string}}], responses: {}}}
  /b/{;id}: {get: {responses: {}}}
");
    assert_eq!(api.operations[0].path, "/a/{id}/{x}");
    assert_eq!(api.operations[0].parameters.len(), 2);
    let count = |code: &str| told.iter().filter(|line| line.contains(code)).count();
    assert_eq!(
        (count("Warning O0216"), count("Error O0201")),
        (1, 1),
        "{told:?}"
    );
}

#[test]
fn paths_that_differ_in_names_alone_are_told() {
    let (_, told) = api("paths:
  /a/{x}/b: {get: {parameters: [{name: x, in: path, required: true, schema: {type: string}}], responses: {}}}
  /a/{y}/b: {put: {parameters: [{name: y, in: path, required: true, schema: {type: string}}], responses: {}}}
  /a/{y}/c: {put: {parameters: [{name: y, in: path, required: true, schema: {type: string}}], responses: {}}}
");
    assert!(told.len() == 1 && told[0].contains("O0217"), "{told:?}");
}
