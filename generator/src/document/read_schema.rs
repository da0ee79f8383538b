//! Reads Schema Objects.

use super::objects::Version;
use super::read_deprecation::SUNSET;
use super::read_parts::{extended, value_texts};
use super::reader::Reader;
use super::references::{anchor, reference};
use super::schema::{Reference, Schema, SchemaId, Value};
use super::value::{DEPTH_LIMIT, join};
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::{Json, JsonKind, Key};
use crate::source::{Kind, NodeRef};

/// Keywords that no type can express. They are said in the model's census where they stand.
const INEXPRESSIBLE: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "contains",
    "minContains",
    "maxContains",
    "contentSchema",
];

/// Whether a schema is `{}`.
fn is_empty(schema: NodeRef<'_>) -> bool {
    schema.is_object() && schema.entries().next().is_none()
}

const KNOWN: &[&str] = &[
    "$ref",
    "type",
    "nullable",
    "format",
    "enum",
    "const",
    "properties",
    "required",
    "items",
    "prefixItems",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "discriminator",
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "externalDocs",
    "xml",
    "contentEncoding",
    "contentMediaType",
    "$defs",
];

impl<'a> Reader<'a> {
    /// Reads a schema and everything in it; once per node.
    pub(super) fn schema(&mut self, node: NodeRef<'a>, key: Key, context: Vec<String>) -> SchemaId {
        self.schema_at(node, key, context, 0)
    }

    pub(super) fn schema_at(
        &mut self,
        node: NodeRef<'a>,
        key: Key,
        context: Vec<String>,
        depth: usize,
    ) -> SchemaId {
        if let Some(id) = self.by_origin.get(&node.origin()) {
            return *id;
        }
        self.used(node);
        let id = SchemaId(self.schemas.len() as u32);
        self.by_origin.insert(node.origin(), id);
        let schema = Box::new(Schema::empty(node.origin(), key, context));
        let unread = Schema::empty(node.origin(), String::new(), Vec::new());
        self.schemas.push(Box::new(unread));
        if depth > DEPTH_LIMIT {
            self.report(
                node.origin(),
                Diagnostic::error(
                    codes::TOO_DEEP,
                    format!("schemas are nested more than {DEPTH_LIMIT} levels deep"),
                )
                .at(node.origin(), "not read"),
            );
            self.schemas[id.0 as usize] = schema;
            return id;
        }
        let schema = self.filled(node, schema, depth);
        if schema.reference.is_some() || schema.discriminator.is_some() {
            self.pending.push(id);
        }
        self.schemas[id.0 as usize] = schema;
        id
    }

    fn filled(&mut self, node: NodeRef<'a>, mut s: Box<Schema>, depth: usize) -> Box<Schema> {
        match node.kind() {
            Kind::Bool(value) => {
                s.boolean = Some(*value);
                return s;
            }
            Kind::Object(_) => {}
            _ => {
                self.broken(node, "schema", "an object, true or false");
                return s;
            }
        }
        for (key, value) in node.entries() {
            let at = || join(&s.key, key);
            match key {
                "$ref" | "$dynamicRef" | "$recursiveRef" => match value.as_str() {
                    Some(text) => {
                        self.used(value);
                        let mut reference = reference(text, value);
                        if key == "$dynamicRef" {
                            reference.dynamic = anchor(text);
                        }
                        if let Some(earlier) = s.reference.replace(Box::new(reference)) {
                            let other = self.referring(*earlier, &s);
                            s.all_of.push(other);
                        }
                    }
                    None => self.broken(value, key, "a string"),
                },
                "type" => s.types = self.types(value),
                "nullable" => s.nullable = self.boolean(value, key),
                "enum" => s.values = self.values(value),
                "const" => {
                    s.constant = Some(Box::new(Value {
                        json: self.json(value),
                        origin: value.origin(),
                    }));
                }
                "properties" => {
                    if self.map(value, key) {
                        let at = at();
                        for (name, property) in value.entries() {
                            let words = extended(&s.context, name);
                            let property =
                                self.schema_at(property, join(&at, name), words, depth + 1);
                            s.properties.insert(name.to_owned(), property);
                        }
                    }
                }
                // Draft 3 wrote `required: true` on the property itself.
                "required" if value.as_bool().is_some() => {
                    self.wrong(value, key, "an array of strings");
                }
                "required" => s.required = self.strings(value, key),
                "additionalProperties" => {
                    let words = extended(&s.context, "value");
                    s.additional = Some(self.schema_at(value, at(), words, depth + 1));
                }
                "unevaluatedProperties" => {
                    let words = extended(&s.context, "value");
                    s.unevaluated_properties = Some(self.schema_at(value, at(), words, depth + 1));
                }
                "propertyNames" => {
                    let words = extended(&s.context, "key");
                    s.property_names = Some(self.schema_at(value, at(), words, depth + 1));
                }
                "patternProperties" => {
                    if self.map(value, key) {
                        let at = at();
                        for (pattern, schema) in value.entries() {
                            let words = extended(&s.context, "value");
                            let schema =
                                self.schema_at(schema, join(&at, pattern), words, depth + 1);
                            s.pattern_properties.push((pattern.to_owned(), schema));
                        }
                    }
                }
                // Before 2020-12 an array of schemas was what `prefixItems` is now.
                "items" if matches!(value.kind(), Kind::Array(_)) => {
                    s.prefix_items = self.list(value, &at(), &s.context, depth);
                }
                "items" => {
                    let words = extended(&s.context, "item");
                    s.items = Some(self.schema_at(value, at(), words, depth + 1));
                }
                "additionalItems" | "unevaluatedItems" => {
                    let words = extended(&s.context, "item");
                    s.unevaluated_items = Some(self.schema_at(value, at(), words, depth + 1));
                }
                "prefixItems" => s.prefix_items = self.list(value, &at(), &s.context, depth),
                "allOf" => {
                    let at = at();
                    for (i, member) in value.items().enumerate() {
                        let key = join(&at, &i.to_string());
                        let context = s.context.clone();
                        let member = self.schema_at(member, key, context, depth + 1);
                        s.all_of.push(member);
                    }
                    self.array(value, key);
                }
                "anyOf" => s.any_of = self.branches(value, &at(), &s.context, depth),
                "oneOf" => s.one_of = self.branches(value, &at(), &s.context, depth),
                "discriminator" => s.discriminator = self.discriminator(value).map(Box::new),
                "$defs" | "definitions" => {
                    if self.map(value, key) {
                        let at = at();
                        for (name, schema) in value.entries() {
                            // Its name is its own: it must not depend on who reads it first.
                            let words = vec![name.to_owned()];
                            self.schema_at(schema, join(&at, name), words, depth + 1);
                        }
                    }
                }
                // References were told of it before anything was read.
                "$anchor" => {
                    self.string(value, key);
                }
                "$dynamicAnchor" => s.dynamic_anchor = self.string(value, key),
                "title" => s.docs.title = self.string(value, key),
                "description" => s.docs.description = self.string(value, key),
                "externalDocs" => s.docs.url = self.external_docs(value),
                "default" => s.default = Some(self.json(value)),
                "example" => s.examples.push(self.json(value)),
                "examples" => match self.json(value) {
                    Json::Array(items) => s.examples.extend(items),
                    Json::Object(entries) => s.examples.extend(entries.into_iter().map(|(_, e)| e)),
                    _ => self.wrong(value, key, "an array"),
                },
                "deprecated" | SUNSET => s.deprecated = self.deprecation(node),
                "readOnly" => s.read_only = self.boolean(value, key),
                "writeOnly" => s.write_only = self.boolean(value, key),
                "x-enum-varnames" | "x-enumNames" | "x-enum-names" => {
                    self.marks.whole(value.origin());
                    s.value_names = value_texts(value, node);
                }
                "x-enum-descriptions" | "x-enumDescriptions" | "x-enum-description" => {
                    self.marks.whole(value.origin());
                    s.value_docs = value_texts(value, node);
                }
                "xml" => self.ignored(value, "`xml` of schemas (XML bodies are not supported)"),
                "$id" | "id" | "$schema" | "$vocabulary" | "$recursiveAnchor"
                    if value.as_str().is_some() || key.starts_with('$') =>
                {
                    self.ignored(value, &format!("`{key}` of schemas"));
                }
                // Nothing is not everything.
                "not" if value.as_bool() == Some(true) || is_empty(value) => {
                    self.used(value);
                    s.boolean = Some(false);
                }
                "$comment" => self.ignored(value, "`$comment` of schemas"),
                _ => match INEXPRESSIBLE.iter().find(|known| **known == key) {
                    Some(known) => {
                        self.marks.reported(value.origin());
                        s.inexpressible.push((known, value.origin()));
                    }
                    None if self.constraint(&mut s, key, value, node) => {}
                    None => self.unknown(value, "a schema", key, KNOWN),
                },
            }
        }
        if s.reference.is_some() && self.version == Version::V30 {
            for (key, value) in node.entries() {
                if key != "$ref" && !key.starts_with("x-") {
                    self.beside_reference(value, key);
                }
            }
        }
        if s.nullable && !s.types.is_empty() && !s.types.contains(&JsonKind::Null) {
            s.types.push(JsonKind::Null);
        }
        s
    }

    /// A schema that is only a reference: one that stands beside another reference.
    fn referring(&mut self, reference: Reference, beside: &Schema) -> SchemaId {
        let id = SchemaId(self.schemas.len() as u32);
        let key = join(&beside.key, "$ref");
        let mut schema = Schema::empty(reference.origin, key, beside.context.clone());
        schema.reference = Some(Box::new(reference));
        self.schemas.push(Box::new(schema));
        self.pending.push(id);
        id
    }
}
