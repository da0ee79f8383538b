//! Changes of schemas: sent, received and both, there and back.

use std::fmt::Write as _;

use super::support::{diff, golden, lines};

/// What changes, and the schema `Thing` before and after, in YAML's flow style.
const CASES: &[(&str, &str, &str)] = &[
    (
        "a property, required",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
    ),
    (
        "a property, optional",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
    ),
    (
        "a property where others are refused",
        "{type: object, additionalProperties: false, properties: {a: {type: string}}}",
        "{type: object, additionalProperties: false, properties: {a: {type: string}, b: {type: string}}}",
    ),
    (
        "a property where others have a type",
        "{type: object, additionalProperties: {type: integer}, properties: {a: {type: string}}}",
        "{type: object, additionalProperties: {type: integer}, properties: {a: {type: string}, b: {type: string}}}",
    ),
    (
        "a property by another name",
        "{type: object, properties: {userId: {type: integer}}}",
        "{type: object, properties: {user_id: {type: integer}}}",
    ),
    (
        "required",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, required: [a], properties: {a: {type: string}}}",
    ),
    (
        "nullable, required",
        "{type: object, required: [a], properties: {a: {type: string}}}",
        "{type: object, required: [a], properties: {a: {type: [string, 'null']}}}",
    ),
    (
        "nullable, optional",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: [string, 'null']}}}",
    ),
    (
        "nullable items",
        "{type: object, properties: {a: {type: array, items: {type: string}}}}",
        "{type: object, properties: {a: {type: array, items: {type: [string, 'null']}}}}",
    ),
    (
        "another type",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: integer}}}",
    ),
    (
        "a fraction",
        "{type: object, properties: {a: {type: integer}}}",
        "{type: object, properties: {a: {type: number}}}",
    ),
    (
        "anything",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {}}}",
    ),
    (
        "an array of it",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: array, items: {type: string}}}}",
    ),
    (
        "deep within",
        "{type: object, properties: {a: {type: array, items: {type: object, properties: {b: {type: object, properties: {c: {type: string}}}}}}}}",
        "{type: object, properties: {a: {type: array, items: {type: object, properties: {b: {type: object, properties: {c: {type: boolean}}}}}}}}",
    ),
    (
        "recursion",
        "{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}, a: {type: string}}}",
        "{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}, a: {type: boolean}}}",
    ),
    (
        "a format that is a type",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, format: uuid}}}",
    ),
    (
        "a format of dates",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, format: date-time}}}",
    ),
    (
        "a format that is words",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, format: email}}}",
    ),
    (
        "a wider integer",
        "{type: object, properties: {a: {type: integer, format: int32}}}",
        "{type: object, properties: {a: {type: integer, format: int64}}}",
    ),
    (
        "a bound that needs another width",
        "{type: object, properties: {a: {type: integer, format: int32, maximum: 10}}}",
        "{type: object, properties: {a: {type: integer, format: int32, maximum: 3000000000}}}",
    ),
    (
        "a maximum",
        "{type: object, properties: {a: {type: integer}}}",
        "{type: object, properties: {a: {type: integer, maximum: 10}}}",
    ),
    (
        "a higher minimum",
        "{type: object, properties: {a: {type: integer, minimum: 1}}}",
        "{type: object, properties: {a: {type: integer, minimum: 2}}}",
    ),
    (
        "an exclusive maximum",
        "{type: object, properties: {a: {type: number, exclusiveMaximum: 3}}}",
        "{type: object, properties: {a: {type: number, exclusiveMaximum: 2.5}}}",
    ),
    (
        "a coarser step",
        "{type: object, properties: {a: {type: integer, multipleOf: 2}}}",
        "{type: object, properties: {a: {type: integer, multipleOf: 4}}}",
    ),
    (
        "lengths",
        "{type: object, properties: {a: {type: string, minLength: 1, maxLength: 9}}}",
        "{type: object, properties: {a: {type: string, minLength: 2, maxLength: 20}}}",
    ),
    (
        "a pattern",
        "{type: object, properties: {a: {type: string, pattern: '^a'}}}",
        "{type: object, properties: {a: {type: string, pattern: '^b'}}}",
    ),
    (
        "numbers of items",
        "{type: object, properties: {a: {type: array, minItems: 1, items: {type: string}}}}",
        "{type: object, properties: {a: {type: array, minItems: 1, maxItems: 5, uniqueItems: true, items: {type: string}}}}",
    ),
    (
        "numbers of keys",
        "{type: object, properties: {a: {type: object, additionalProperties: {type: string}}}}",
        "{type: object, properties: {a: {type: object, minProperties: 1, additionalProperties: {type: string}}}}",
    ),
    (
        "an enum value",
        "{type: object, properties: {a: {type: string, enum: [x, y]}}}",
        "{type: object, properties: {a: {type: string, enum: [x, y, z]}}}",
    ),
    (
        "an enum of numbers",
        "{type: object, properties: {a: {type: integer, enum: [1, 2]}}}",
        "{type: object, properties: {a: {type: integer, enum: [1, 3]}}}",
    ),
    (
        "an enum of what was text",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, enum: [x, y]}}}",
    ),
    (
        "a constant",
        "{type: object, required: [a], properties: {a: {const: x}}}",
        "{type: object, required: [a], properties: {a: {const: y}}}",
    ),
    (
        "a default",
        "{type: object, properties: {a: {type: integer, default: 1}}}",
        "{type: object, properties: {a: {type: integer, default: 2}}}",
    ),
    (
        "a first default",
        "{type: object, properties: {a: {type: integer}}}",
        "{type: object, properties: {a: {type: integer, default: 2}}}",
    ),
    (
        "read-only",
        "{type: object, required: [a], properties: {a: {type: string}}}",
        "{type: object, required: [a], properties: {a: {type: string, readOnly: true}}}",
    ),
    (
        "write-only",
        "{type: object, required: [a], properties: {a: {type: string}}}",
        "{type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}",
    ),
    (
        "other keys refused",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, additionalProperties: false, properties: {a: {type: string}}}",
    ),
    (
        "other keys with a type",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, additionalProperties: {type: integer}, properties: {a: {type: string}}}",
    ),
    (
        "another type of other keys",
        "{type: object, additionalProperties: {type: string}, properties: {a: {type: string}}}",
        "{type: object, additionalProperties: {type: integer}, properties: {a: {type: string}}}",
    ),
    (
        "values of a map",
        "{type: object, properties: {a: {type: object, additionalProperties: {type: string}}}}",
        "{type: object, properties: {a: {type: object, additionalProperties: {type: integer}}}}",
    ),
    (
        "a map with properties",
        "{type: object, properties: {a: {type: object, additionalProperties: {type: string}}}}",
        "{type: object, properties: {a: {type: object, required: [b], properties: {b: {type: string}}}}}",
    ),
    (
        "positions",
        "{type: object, properties: {a: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}}}",
        "{type: object, properties: {a: {type: array, prefixItems: [{type: string}, {type: string}], items: false, minItems: 2}}}",
    ),
    (
        "one position more",
        "{type: object, properties: {a: {type: array, prefixItems: [{type: string}], items: false, minItems: 1}}}",
        "{type: object, properties: {a: {type: array, prefixItems: [{type: string}, {type: string}], items: false, minItems: 2}}}",
    ),
    (
        "a branch of kinds",
        "{type: object, properties: {a: {oneOf: [{type: string}, {type: integer}]}}}",
        "{type: object, properties: {a: {oneOf: [{type: string}, {type: integer}, {type: boolean}]}}}",
    ),
    (
        "a branch with a tag",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}}",
    ),
    (
        "a branch of the same kind",
        "{type: object, properties: {a: {oneOf: [{type: string}, {type: array, items: {type: string}}]}}}",
        "{type: object, properties: {a: {oneOf: [{type: string}, {type: array, items: {type: string}}, {type: array, items: {type: integer}}]}}}",
    ),
    (
        "a tag",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}}",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', hound: '#/components/schemas/Dog'}}}",
    ),
    (
        "a discriminator",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}",
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}}",
    ),
    (
        "wrapped in a union",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {oneOf: [{type: string}, {type: integer}]}}}",
    ),
    (
        "a union of enums",
        "{type: object, properties: {a: {anyOf: [{$ref: '#/components/schemas/Warm'}, {$ref: '#/components/schemas/Cold'}]}}}",
        "{type: object, properties: {a: {anyOf: [{$ref: '#/components/schemas/Warm'}, {$ref: '#/components/schemas/Cold'}, {$ref: '#/components/schemas/Odd'}]}}}",
    ),
    (
        "another component",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Warm'}}}",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Cold'}}}",
    ),
    (
        "inline and component that are alike",
        "{type: object, properties: {a: {type: string, enum: [red, orange]}}}",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Warm'}}}",
    ),
    (
        "an alias of a string",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Text'}}}",
    ),
    (
        "an inline object and a component",
        "{type: object, properties: {a: {type: object, properties: {kind: {const: cat}, lives: {type: integer}}, required: [kind]}}}",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Cat'}}}",
    ),
    (
        "deprecation",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: string, deprecated: true}}}",
    ),
    (
        "deprecation of a schema",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, deprecated: true, properties: {a: {type: string}}}",
    ),
    (
        "a sunset",
        "{type: object, properties: {a: {type: string, deprecated: true, maxLength: 9}}}",
        "{type: object, properties: {a: {type: string, deprecated: true, maxLength: 9, x-sunset: '2027-03-31'}}}",
    ),
    (
        "an earlier sunset",
        "{type: object, properties: {a: {type: string, deprecated: true, x-sunset: '2027-03-31'}}}",
        "{type: object, properties: {a: {type: string, deprecated: true, x-sunset: '2026-12-31'}}}",
    ),
    (
        "a property with a sunset",
        "{type: object, properties: {a: {type: string, deprecated: true, x-sunset: '2027-03-31'}, b: {type: string}}}",
        "{type: object, properties: {b: {type: string}}}",
    ),
    (
        "words",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, description: A thing., properties: {a: {type: string, description: A text.}}}",
    ),
    (
        "an example",
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, example: {a: x}, properties: {a: {type: string}}}",
    ),
    (
        "the order of properties",
        "{type: object, properties: {a: {type: string}, b: {type: string}}}",
        "{type: object, properties: {b: {type: string}, a: {type: string}}}",
    ),
    (
        "the order of what is required",
        "{type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}",
        "{type: object, required: [a, b], properties: {b: {type: string}, a: {type: string}}}",
    ),
];

/// A document in which `Thing` is sent, received or both.
fn document(thing: &str, sent: bool, received: bool) -> String {
    let schema = "application/json: {schema: {$ref: '#/components/schemas/Thing'}}";
    let body = match sent {
        true => format!("requestBody: {{required: true, content: {{{schema}}}}}, "),
        false => String::new(),
    };
    let answer = match received {
        true => format!("'200': {{description: Done, content: {{{schema}}}}}"),
        false => "'204': {description: Done}".to_owned(),
    };
    format!(
        "openapi: 3.1.0
info: {{title: Things, version: '1'}}
servers: [{{url: 'https://things.example'}}]
paths:
  /things: {{post: {{operationId: use_thing, {body}responses: {{{answer}}}}}}}
components:
  schemas:
    Thing: {thing}
    Cat: {{type: object, required: [kind], properties: {{kind: {{const: cat}}, lives: {{type: integer}}}}}}
    Dog: {{type: object, required: [kind], properties: {{kind: {{const: dog}}, tail: {{type: boolean}}}}}}
    Warm: {{type: string, enum: [red, orange]}}
    Cold: {{type: string, enum: [blue, green]}}
    Odd: {{type: string, enum: [red, pink]}}
    Text: {{type: string}}
"
    )
}

#[test]
fn changes_of_schemas_are_what_they_are() {
    let mut out = String::from(
        "# What each change of a schema is: sent, received, both; there and back. Read it when it changes.\n",
    );
    for (name, old, new) in CASES {
        let _ = writeln!(out, "\n{name}");
        for (way, sent, received) in [
            ("sent", true, false),
            ("received", false, true),
            ("both", true, true),
        ] {
            let (a, b) = (document(old, sent, received), document(new, sent, received));
            let _ = write!(out, "  {way}, there\n{}", lines(&diff(&a, &b)));
            let _ = write!(out, "  {way}, back\n{}", lines(&diff(&b, &a)));
        }
    }
    golden("schemas.txt", &out);
}
