//! From documents to generated code: the hard cases, one test each.

use super::fixture::{api, files, lowered, schemas};
use crate::settings::NameLock;

/// Asserts that a file has a piece of text, line breaks and indentation aside.
fn has(text: &str, piece: &str) {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat(text).contains(&flat(piece)),
        "no `{piece}` in:\n{text}"
    );
}

#[test]
fn presence_decides_between_the_modes() {
    let tree = files(&schemas(
        "Sent:
  type: object
  required: [a, b]
  properties:
    a: {type: string}
    b: {type: [string, 'null']}
    c: {type: string, default: x}
    d: {type: [integer, 'null']}
Received:
  type: object
  required: [a]
  properties:
    a: {type: [string, 'null']}
    b: {type: array, items: {type: integer}, default: []}
    c: {type: [string, 'null']}
    d: {type: integer, default: none}",
    ));
    let types = &tree["src/shop/types.rs"];
    has(types, "pub a: String, /// `b` pub b: Option<String>,");
    has(types, "pub d: Maybe<i64>,");
    has(types, "pub b: Vec<i64>,");
    let codec = &tree["src/shop/codec.rs"];
    has(
        codec,
        "object! { new Sent { !a{String}, nullable b{Option<String>}, ?c(String), maybe d(~i64) } }",
    );
    has(
        codec,
        "object! { Received { nullable a, default(\"[]\") b, ?c, ?d } }",
    );
}

#[test]
fn limits_are_checked_only_where_a_type_is_sent() {
    let tree = files(&schemas(
        "Sent:
  type: object
  required: [a]
  properties:
    a: {type: array, minItems: 1, items: {type: string, maxLength: 3}}
    b: {type: string, pattern: '^(?=x)'}
Received:
  type: object
  properties: {a: {type: string, maxLength: 3}}",
    ));
    let codec = &tree["src/shop/codec.rs"];
    has(
        codec,
        "!a{..String} [MinItems(1), Items(&[MaxLength(3)])], ?b(String)",
    );
    has(codec, "object! { Received { ?a } }");
}

#[test]
fn prelude_names_are_written_in_full_beside_types_of_that_name() {
    let tree = files(&schemas(
        "Sent: {$ref: '#/components/schemas/Option'}
Option: {type: object, properties: {self: {type: string}, type: {$ref: '#/components/schemas/Vec'}}}
Vec: {type: array, items: {$ref: '#/components/schemas/String'}}
String: {type: string}
Received: {type: object, properties: {Self: {type: string}}}",
    ));
    let types = &tree["src/shop/types.rs"];
    has(types, "pub type String = ::std::string::String;");
    has(types, "pub type Vec = ::std::vec::Vec<String>;");
    has(
        types,
        "pub self_: ::std::option::Option<::std::string::String>,",
    );
    has(types, "pub type_: ::std::option::Option<Vec>,");
}

#[test]
fn an_alias_that_holds_itself_is_finite() {
    let tree = files(&schemas(
        "Sent: {type: array, items: {$ref: '#/components/schemas/Sent'}}
Received: {type: object, additionalProperties: {$ref: '#/components/schemas/Received'}}",
    ));
    let types = &tree["src/shop/types.rs"];
    has(types, "Items(Vec<Sent>), /// A value of no shape");
    has(types, "Entries(BTreeMap<String, Received>),");
}

#[test]
fn answers_that_differ_by_status_are_an_enum() {
    let tree = files(&api("openapi: 3.1.0
info: {title: 'A <b> [shop]', version: '1'}
paths:
  /a/{id}:
    get:
      summary: Reads <x> [y].
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: type, in: query, schema: {type: array, items: {type: string}}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
      responses:
        '200': {description: Ok, content: {application/json: {schema: {type: string}}}}
        '202': {description: Later}
        '404': {description: Gone, content: {application/json: {schema: {type: object}}}}
        '409': {description: Clash, content: {text/plain: {schema: {type: string}}}}
    post:
      requestBody: {content: {multipart/form-data: {schema: {type: object}}}}
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: Done}}
"));
    let client = &tree["src/shop/client.rs"];
    has(client, "/// Reads \\<x> \\[y\\].");
    has(
        client,
        "pub fn get_a_by_id( &self, id: impl Arg<i64>, x_trace: impl Arg<String>, options: &types::GetAByIdOptions, ) \
         -> Call<types::GetAByIdResponse, types::GetAByIdError>",
    );
    has(client, "&[&id.text(), &x_trace.text(), &options.type_]");
    has(
        client,
        "\"GET /a/{id}\" [] segment \"id\", header \"X-Trace\", query \"type\" =>;",
    );
    has(
        client,
        "body: Option<&::std::collections::BTreeMap<String, crate::runtime::Part>>",
    );
    has(
        &tree["src/shop/types.rs"],
        "pub enum GetAByIdResponse { /// 200: Ok Ok(String), /// 202: Later Accepted, }",
    );
    let codec = &tree["src/shop/codec.rs"];
    has(
        codec,
        "answers! { GetAByIdResponse { 200 Ok(json), 202 Accepted } }",
    );
    has(
        codec,
        "answers! { GetAByIdError { 404 NotFound(json), 409 Conflict(text) } }",
    );
}

#[test]
fn names_of_an_earlier_run_are_kept_when_the_document_grows() {
    let small = schemas(
        "Sent: {type: object, properties: {userName: {type: string}}}
Received: {type: object, properties: {a: {type: string, enum: [x, X]}}}",
    );
    let (_, lock, _) = lowered(&small, NameLock::default());
    let large = schemas(
        "Sent: {type: object, properties: {UserName: {type: string}, userName: {type: string}}}
Received: {type: object, properties: {a: {type: string, enum: [x, X, ' x', 'unknown']}}}
ReceivedA: {type: object, properties: {z: {type: string}}}",
    );
    let (_, grown, diags) = lowered(&large, lock.clone());
    for (scope, names) in &lock.apis["shop"] {
        for (key, name) in names {
            assert_eq!(&grown.apis["shop"][scope][key], name, "{scope} {key}");
        }
    }
    assert_eq!(grown.apis["shop"]["fields Sent"]["UserName"], "user_name_2");
    assert!(
        diags
            .iter()
            .any(|d| d.code == crate::diag::codes::lower::NAME_CLASH)
    );
}

#[test]
fn lowering_the_same_document_twice_gives_the_same_names() {
    let text =
        schemas("Sent: {type: object, properties: {a: {type: string}}}\nReceived: {type: string}");
    let (_, first, _) = lowered(&text, NameLock::default());
    let (_, second, _) = lowered(&text, first.clone());
    assert_eq!(first, second);
}

#[test]
fn a_multipart_type_keeps_its_name_when_json_comes_to_use_its_schema() {
    let document = |json: &str| {
        api(&format!(
            "openapi: 3.1.0
info: {{title: Shop, version: '1'}}
paths:
  /files:
    post:
      requestBody: {{content: {{multipart/form-data: {{schema: {{$ref: '#/components/schemas/File'}}}}}}}}
      responses: {{'204': {{description: Done}}}}
{json}
components:
  schemas:
    File: {{type: object, required: [data], properties: {{data: {{type: string, format: binary}}}}}}"
        ))
    };
    let alone = document("");
    let (_, lock, _) = lowered(&alone, NameLock::default());
    let types = &files(&alone)["src/shop/types.rs"];
    has(types, "pub struct File { /// `data` pub data: Part, }");
    assert!(!types.contains("Bytes"), "{types}");
    let both = document(
        "    put:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/File'}}}}
      responses: {'204': {description: Done}}",
    );
    let (_, later, _) = lowered(&both, lock);
    let names = &later.apis["shop"]["types"];
    assert_eq!(names["#/components/schemas/File/~multipart"], "File");
    assert_eq!(names["#/components/schemas/File"], "File2");
    let types = &files(&both)["src/shop/types.rs"];
    has(types, "pub struct File { /// `data` pub data: Bytes, }");
    has(types, "pub struct FileForm { /// `data` pub data: Part, }");
}
