//! A document of any size, in which everything grows alike: schemas that refer to each other, `allOf`, unions with and
//! without a discriminator, enums, inline shapes, and operations that use them.

use std::fmt::Write as _;

/// A JSON document with `size` of each thing, a multiple of ten.
pub fn document(size: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for at in 0..size {
        // Ten hold one another in a circle; lists point far away. What a circle costs depends on how many are in it, so
        // one that grew with the document would measure something else.
        let (next, far) = (at / 10 * 10 + (at + 1) % 10, (at * 7 + 3) % size);
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            schemas,
            r##"{comma}
"Thing{at}": {{"type": "object", "description": "The thing number {at}.", "required": ["id", "state"], "properties": {{
  "id": {{"type": "string", "format": "uuid"}},
  "state": {{"$ref": "#/components/schemas/State{at}"}},
  "next": {{"$ref": "#/components/schemas/Thing{next}"}},
  "parts": {{"type": "array", "maxItems": 9, "items": {{"$ref": "#/components/schemas/Whole{far}"}}}},
  "place": {{"type": "object", "properties": {{
    "row": {{"type": "integer", "minimum": 0, "default": {at}}},
    "labels": {{"type": "object", "additionalProperties": {{"type": "string"}}}}}}}},
  "also": {{"anyOf": [{{"$ref": "#/components/schemas/Thing{next}"}}, {{"type": "null"}}]}}}}}},
"State{at}": {{"type": "string", "enum": ["on", "off", "state {at}"]}},
"Whole{at}": {{"allOf": [{{"$ref": "#/components/schemas/Thing{at}"}}, {{"type": "object", "properties": {{
  "kind": {{"type": "string", "const": "whole{at}"}}, "size": {{"type": "number", "maximum": 10}}}}}}]}},
"Either{at}": {{"oneOf": [{{"$ref": "#/components/schemas/Whole{at}"}}, {{"type": "string"}},
  {{"type": "array", "items": {{"$ref": "#/components/schemas/Thing{next}"}}}}]}}"##
        );
        let _ = write!(
            paths,
            r##"{comma}
"/things{at}/{{id}}": {{"put": {{"operationId": "put_thing{at}", "summary": "Puts the thing number {at}.", "tags": ["t{tag}"],
  "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}},
    {{"name": "limit", "in": "query", "schema": {{"type": "integer", "default": 5}}}},
    {{"name": "order{at}", "in": "query", "schema": {{"type": "string", "enum": ["up", "down"]}}}}],
  "requestBody": {{"required": true, "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Whole{far}"}}}}}}}},
  "responses": {{
    "200": {{"description": "It.", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Either{at}"}}}}}}}},
    "404": {{"description": "None.", "content": {{"application/json": {{"schema": {{"type": "object",
      "properties": {{"reason{at}": {{"type": "string"}}, "code": {{"type": "integer"}}}}}}}}}}}}}}}}}}"##,
            tag = at / 10,
        );
    }
    format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "Grown", "version": "1"}},
"servers": [{{"url": "https://example.com"}}],
"paths": {{{paths}}},
"components": {{"schemas": {{{schemas}}}}}}}"##
    )
}
