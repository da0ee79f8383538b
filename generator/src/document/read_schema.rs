//! Reads Schema Objects.

use super::objects::Version;
use super::reader::Reader;
use super::references::reference;
use super::schema::{Schema, SchemaId, Value};
use super::value::{DEPTH_LIMIT, join, json};
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::{Json, JsonKind, Key};
use crate::source::{Kind, NodeRef};

/// The names of `type`, with the kind of each.
const TYPES: &[(&str, JsonKind)] = &[
    ("string", JsonKind::String),
    ("integer", JsonKind::Integer),
    ("number", JsonKind::Number),
    ("boolean", JsonKind::Boolean),
    ("array", JsonKind::Array),
    ("object", JsonKind::Object),
    ("null", JsonKind::Null),
];

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

    fn schema_at(
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
        let schema = Schema::empty(node.origin(), key, context);
        self.schemas.push(schema.clone());
        if depth > DEPTH_LIMIT {
            self.report(
                node.origin(),
                Diagnostic::error(
                    codes::TOO_DEEP,
                    format!("schemas are nested more than {DEPTH_LIMIT} levels deep"),
                )
                .at(node.origin(), "not read"),
            );
            return id;
        }
        let schema = self.filled(node, schema, depth);
        if schema.reference.is_some() || schema.discriminator.is_some() {
            self.pending.push(id);
        }
        self.schemas[id.0 as usize] = schema;
        id
    }

    fn filled(&mut self, node: NodeRef<'a>, mut s: Schema, depth: usize) -> Schema {
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
                        s.reference = Some(reference(text, value));
                    }
                    None => self.broken(value, key, "a string"),
                },
                "type" => s.types = self.types(value),
                "nullable" => s.nullable = self.boolean(value, key),
                "enum" => s.values = self.values(value),
                "const" => {
                    s.constant = Some(Value {
                        json: self.json(value),
                        origin: value.origin(),
                    });
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
                    s.all_of = value
                        .items()
                        .enumerate()
                        .map(|(i, member)| {
                            let key = join(&at, &i.to_string());
                            self.schema_at(member, key, s.context.clone(), depth + 1)
                        })
                        .collect();
                    self.array(value, key);
                }
                "anyOf" => s.any_of = self.branches(value, &at(), &s.context, depth),
                "oneOf" => s.one_of = self.branches(value, &at(), &s.context, depth),
                "discriminator" => s.discriminator = self.discriminator(value),
                "$defs" | "definitions" => {
                    if self.map(value, key) {
                        let at = at();
                        for (name, schema) in value.entries() {
                            let words = extended(&s.context, name);
                            self.schema_at(schema, join(&at, name), words, depth + 1);
                        }
                    }
                }
                // References were told of it before anything was read.
                "$anchor" | "$dynamicAnchor" => {
                    self.string(value, key);
                }
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
                "deprecated" => s.deprecated = self.boolean(value, key),
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

    fn array(&mut self, value: NodeRef<'_>, what: &str) {
        self.used(value);
        if !matches!(value.kind(), Kind::Array(_)) {
            self.broken(value, what, "an array of schemas");
        }
    }

    fn list(
        &mut self,
        value: NodeRef<'a>,
        key: &str,
        context: &[String],
        depth: usize,
    ) -> Vec<SchemaId> {
        self.array(value, "prefixItems");
        value
            .items()
            .enumerate()
            .map(|(i, item)| {
                let index = i.to_string();
                let words = extended(context, &format!("item {index}"));
                self.schema_at(item, join(key, &index), words, depth + 1)
            })
            .collect()
    }

    /// The branches of a union. Beside `null`, an only branch takes the union's own words.
    fn branches(
        &mut self,
        value: NodeRef<'a>,
        key: &str,
        context: &[String],
        depth: usize,
    ) -> Vec<SchemaId> {
        self.array(value, "anyOf or oneOf");
        let is_null = |item: &NodeRef<'_>| {
            item.get("type").and_then(NodeRef::as_str) == Some("null")
                || item.get("const").is_some_and(|c| *c.kind() == Kind::Null)
        };
        let only = value.items().filter(|item| !is_null(item)).count() == 1;
        value
            .items()
            .enumerate()
            .map(|(i, branch)| {
                let words = if only {
                    context.to_vec()
                } else {
                    extended(context, &branch_word(branch, i))
                };
                self.schema_at(branch, join(key, &i.to_string()), words, depth + 1)
            })
            .collect()
    }

    fn types(&mut self, value: NodeRef<'_>) -> Vec<JsonKind> {
        let mut kinds = Vec::new();
        self.used(value);
        let names: Vec<NodeRef<'_>> = match value.kind() {
            Kind::Array(_) => value.items().collect(),
            _ => vec![value],
        };
        for name in names {
            let Some(text) = name.as_str() else {
                // A bare YAML `null` can only mean the type of that name.
                if *name.kind() == Kind::Null && matches!(value.kind(), Kind::Array(_)) {
                    kinds.push(JsonKind::Null);
                } else {
                    self.wrong(name, "type", "a string");
                }
                continue;
            };
            match TYPES.iter().find(|(known, _)| *known == text) {
                Some((_, kind)) if kinds.contains(kind) => {}
                Some((_, kind)) => kinds.push(*kind),
                None if text == "file" => {
                    self.report(
                        name.origin(),
                        Diagnostic::warning(
                            codes::TYPE_FILE,
                            "`type: file` is of Swagger 2.0, and is read as any value",
                        )
                        .at(name.origin(), "not a type of OpenAPI 3")
                        .help("say `type: string` with `format: binary`"),
                    );
                }
                None => {
                    let known: Vec<&str> = TYPES.iter().map(|(known, _)| *known).collect();
                    self.unknown_value(name, "type", text, &known);
                }
            }
        }
        kinds
    }

    fn values(&mut self, value: NodeRef<'_>) -> Option<Vec<Value>> {
        if !matches!(value.kind(), Kind::Array(_)) {
            self.wrong(value, "enum", "an array");
            return None;
        }
        self.marks.whole(value.origin());
        let values = value.items().map(|item| Value {
            json: json(item),
            origin: item.origin(),
        });
        Some(values.collect())
    }
}

fn extended(context: &[String], word: &str) -> Vec<String> {
    let mut words = context.to_vec();
    words.push(word.to_owned());
    words
}

/// What to call a branch that has no name of its own.
fn branch_word(branch: NodeRef<'_>, index: usize) -> String {
    if let Some(title) = branch.get("title").and_then(NodeRef::as_str) {
        return title.to_owned();
    }
    let only = branch.get("const").or_else(|| {
        let mut values = branch.get("enum")?.items();
        let first = values.next()?;
        values.next().is_none().then_some(first)
    });
    if let Some(text) = only.and_then(NodeRef::as_str) {
        return text.to_owned();
    }
    match branch.get("type").and_then(NodeRef::as_str) {
        Some(kind) if kind != "object" => kind.to_owned(),
        _ => format!("variant {index}"),
    }
}

/// Names or descriptions of enum values: a list beside `enum`, or an object by value.
fn value_texts(value: NodeRef<'_>, schema: NodeRef<'_>) -> Vec<String> {
    if value.is_object() {
        let values = schema.get("enum").into_iter().flat_map(NodeRef::items);
        return values
            .map(|v| {
                let text = v.as_str().or(v.as_number()).unwrap_or_default();
                let entry = value.get(text).and_then(NodeRef::as_str);
                entry.unwrap_or_default().to_owned()
            })
            .collect();
    }
    value
        .items()
        .map(|item| item.as_str().unwrap_or_default().to_owned())
        .collect()
}
