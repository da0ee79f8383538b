//! Changes of operations and of documents as a whole, there and back.

use std::fmt::Write as _;

use super::support::{diff, golden, lines};

/// What changes, and what stands below `paths` before and after, in YAML's flow style.
const CASES: &[(&str, &str, &str)] = &[
    (
        "an operation",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}, /b: {get: {operationId: get_b, responses: {'200': {description: D, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}}}",
    ),
    (
        "another id",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: read_a, responses: {'204': {description: D}}}}}",
    ),
    (
        "another path, the same id",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/b: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
    ),
    (
        "another version in the path",
        "{/v1/a: {get: {responses: {'204': {description: D}}}}}",
        "{/v2/a: {get: {responses: {'204': {description: D}}}}}",
    ),
    (
        "another name in the path",
        "{'/a/{id}': {get: {operationId: get_a, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{'/a/{key}': {get: {operationId: get_a, parameters: [{name: key, in: path, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "deprecation",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, deprecated: true, responses: {'204': {description: D}}}}}",
    ),
    (
        "a deprecation with a sunset",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, deprecated: true, x-sunset: '2027-03-31', responses: {'204': {description: D}}}}}",
    ),
    (
        "a sunset",
        "{/a: {get: {operationId: get_a, deprecated: true, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, deprecated: true, x-sunset: '2027-03-31', responses: {'204': {description: D}}}}}",
    ),
    (
        "another sunset",
        "{/a: {get: {operationId: get_a, deprecated: true, x-sunset: '2027-03-31', responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, deprecated: true, x-sunset: '2027-12-31T00:00:00Z', responses: {'204': {description: D}}}}}",
    ),
    (
        "an operation with a sunset",
        "{/a: {get: {operationId: get_a, deprecated: true, x-sunset: '2027-03-31', responses: {'204': {description: D}}}}, /b: {get: {operationId: get_b, responses: {'204': {description: D}}}}}",
        "{/b: {get: {operationId: get_b, responses: {'204': {description: D}}}}}",
    ),
    (
        "a sunset of a parameter",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, deprecated: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, deprecated: true, x-sunset: '2027-03-31', schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter with a sunset",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, deprecated: true, x-sunset: '2027-03-31', schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
    ),
    (
        "tags",
        "{/a: {get: {operationId: get_a, tags: [x], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, tags: [y], responses: {'204': {description: D}}}}}",
    ),
    (
        "words",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, summary: Gets it., responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter, required",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a first parameter, optional",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "another parameter, optional",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string}}, {name: r, in: query, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter becomes required",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter in another place",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: header, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a style",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: array, items: {type: string}}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "explode",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, explode: true, schema: {type: array, items: {type: string}}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, explode: false, schema: {type: array, items: {type: string}}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter as JSON",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: object, properties: {x: {type: string}}}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter's type",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, required: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, required: true, schema: {type: integer}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter's limits",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: integer, maximum: 100}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: integer, maximum: 50}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter's default",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: integer, default: 10}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: integer, default: 20}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a parameter's values",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string, enum: [x]}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string, enum: [x, y]}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a deprecated parameter",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, parameters: [{name: q, in: query, deprecated: true, schema: {type: string}}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a body",
        "{/a: {post: {operationId: post_a, responses: {'204': {description: D}}}}}",
        "{/a: {post: {operationId: post_a, requestBody: {required: true, content: {application/json: {schema: {type: string}}}}, responses: {'204': {description: D}}}}}",
    ),
    (
        "a body becomes required",
        "{/a: {post: {operationId: post_a, requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {'204': {description: D}}}}}",
        "{/a: {post: {operationId: post_a, requestBody: {required: true, content: {application/json: {schema: {type: string}}}}, responses: {'204': {description: D}}}}}",
    ),
    (
        "a media type of a body",
        "{/a: {post: {operationId: post_a, requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}, responses: {'204': {description: D}}}}}",
        "{/a: {post: {operationId: post_a, requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}, text/plain: {schema: {type: string}}}}, responses: {'204': {description: D}}}}}",
    ),
    (
        "an encoding",
        "{/a: {post: {operationId: post_a, requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, properties: {x: {type: string}}}}}}, responses: {'204': {description: D}}}}}",
        "{/a: {post: {operationId: post_a, requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, properties: {x: {type: string}}}, encoding: {x: {contentType: text/csv}}}}}, responses: {'204': {description: D}}}}}",
    ),
    (
        "a schema of an answer",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {}}}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}}}}",
    ),
    (
        "an answer's type",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: integer}}}}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}}}}",
    ),
    (
        "a success",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}, '202': {description: D}}}}}",
    ),
    (
        "an error",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}, '422': {description: D, content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}}}}}",
    ),
    (
        "a media type of an answer",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {text/plain: {schema: {type: string}}}}}}}}",
    ),
    (
        "a header",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}}}}",
        "{/a: {get: {operationId: get_a, responses: {'200': {description: D, headers: {X-Rate: {schema: {type: integer}}}, content: {application/json: {schema: {type: string}}}}}}}}",
    ),
    (
        "credentials",
        "{/a: {get: {operationId: get_a, security: [{key: []}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, security: [{key: []}, {token: []}], responses: {'204': {description: D}}}}}",
    ),
    (
        "credentials where none were asked for",
        "{/a: {get: {operationId: get_a, security: [], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, security: [{key: []}], responses: {'204': {description: D}}}}}",
    ),
    (
        "scopes",
        "{/a: {get: {operationId: get_a, security: [{oauth: [read]}], responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, security: [{oauth: [read, write]}], responses: {'204': {description: D}}}}}",
    ),
    (
        "a server of an operation",
        "{/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        "{/a: {get: {operationId: get_a, servers: [{url: 'https://other.example'}], responses: {'204': {description: D}}}}}",
    ),
];

/// What changes, and what stands beside the paths before and after.
const WHOLE: &[(&str, &str, &str)] = &[
    (
        "the version",
        "info: {title: A, version: '1'}",
        "info: {title: A, version: '2'}",
    ),
    (
        "the description",
        "info: {title: A, version: '1'}",
        "info: {title: A, version: '1', description: Words.}",
    ),
    (
        "the server",
        "servers: [{url: 'https://a.example'}]",
        "servers: [{url: 'https://b.example'}]",
    ),
    (
        "one more server",
        "servers: [{url: 'https://a.example'}]",
        "servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]",
    ),
    (
        "a server with a variable",
        "servers: [{url: 'https://{r}.example', variables: {r: {default: eu}}}]",
        "servers: [{url: 'https://{r}.example', variables: {r: {default: eu, enum: [eu, us]}}}]",
    ),
    (
        "a scheme",
        "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
        "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Token}}}",
    ),
    (
        "one more scheme",
        "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
        "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, token: {type: http, scheme: bearer}}}",
    ),
    (
        "a schema that nobody needs",
        "components: {}",
        "components: {schemas: {Lone: {type: object, properties: {a: {type: string}}}}}",
    ),
    (
        "a schema by another name",
        "components: {schemas: {Person: {type: object, properties: {first_name: {type: string}, last_name: {type: string}, born: {type: string}, height: {type: number}}}}}",
        "components: {schemas: {Human: {type: object, properties: {first_name: {type: string}, last_name: {type: string}, born: {type: string}, height: {type: number}}}}}",
    ),
    (
        "a webhook",
        "webhooks: {}",
        "webhooks: {ping: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {at: {type: string}}}}}}, responses: {'200': {description: D}}}}}",
    ),
    (
        "what a webhook sends",
        "webhooks: {ping: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [at], properties: {at: {type: string}}}}}}, responses: {'200': {description: D}}}}}",
        "webhooks: {ping: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {at: {type: string}}}}}}, responses: {'200': {description: D}}}}}",
    ),
];

fn document(paths: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: Things, version: '1'}}
servers: [{{url: 'https://things.example'}}]
paths: {paths}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key}}
    token: {{type: http, scheme: bearer}}
    oauth: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://things.example/token', scopes: {{read: Reads, write: Writes}}}}}}}}
"
    )
}

fn whole(part: &str) -> String {
    let key = part.split(':').next().unwrap_or_default();
    let mut out = String::from("openapi: 3.1.0\n");
    for (name, usual) in [
        ("info", "info: {title: Things, version: '1'}"),
        ("servers", "servers: [{url: 'https://things.example'}]"),
        (
            "paths",
            "paths: {/a: {get: {operationId: get_a, responses: {'204': {description: D}}}}}",
        ),
    ] {
        if name != key {
            let _ = writeln!(out, "{usual}");
        }
    }
    format!("{out}{part}\n")
}

#[test]
fn changes_of_operations_are_what_they_are() {
    let mut out = String::from(
        "# What each change of an operation or document is, there and back. Read it when it changes.\n",
    );
    let cases = CASES
        .iter()
        .map(|(name, old, new)| (name, document(old), document(new)));
    let wholes = WHOLE
        .iter()
        .map(|(name, old, new)| (name, whole(old), whole(new)));
    for (name, old, new) in cases.chain(wholes) {
        let there = diff(&old, &new);
        let _ = write!(
            out,
            "\n{name}\n  there\n{}  back\n{}",
            lines(&there),
            lines(&diff(&new, &old))
        );
    }
    golden("operations.txt", &out);
}
