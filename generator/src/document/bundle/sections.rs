//! Which part of OpenAPI stands under which key: what a `$ref` there means, and where there are none.

/// An OpenAPI object that can be referred to, or that holds some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Schema,
    Parameter,
    Header,
    Response,
    RequestBody,
    Example,
    Link,
    Callback,
    PathItem,
    SecurityScheme,
    MediaType,
    Operation,
    Encoding,
    Discriminator,
}

/// What a node is by the place where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// An object of this kind.
    One(Section),
    /// An array of them.
    List(Section),
    /// An object that has them by name.
    Map(Section),
    /// A value in which `$ref` means nothing.
    Plain,
}

use Place::{List, Map, One, Plain};

impl Place {
    /// What stands under a key of the document's root.
    pub(super) fn root(key: &str) -> Place {
        match key {
            "webhooks" => Map(Section::PathItem),
            _ => Plain,
        }
    }

    /// What stands under a key or index of it.
    pub(super) fn below(self, key: &str) -> Place {
        match self {
            One(section) => section.child(key),
            Map(_) if key.starts_with("x-") && self != Map(Section::Schema) => Plain,
            List(section) | Map(section) => One(section),
            Plain => Plain,
        }
    }
}

impl Section {
    /// What the components of a name are.
    pub(super) fn of_components(name: &str) -> Section {
        match name {
            "parameters" => Section::Parameter,
            "headers" => Section::Header,
            "responses" => Section::Response,
            "requestBodies" => Section::RequestBody,
            "examples" => Section::Example,
            "links" => Section::Link,
            "callbacks" => Section::Callback,
            "pathItems" => Section::PathItem,
            "securitySchemes" => Section::SecurityScheme,
            "mediaTypes" => Section::MediaType,
            _ => Section::Schema,
        }
    }

    /// The name of the components that are of this kind; none for what stands where it is used.
    pub(super) fn components(self) -> Option<&'static str> {
        Some(match self {
            Section::Schema => "schemas",
            Section::Parameter => "parameters",
            Section::Header => "headers",
            Section::Response => "responses",
            Section::RequestBody => "requestBodies",
            Section::Example => "examples",
            Section::Link => "links",
            Section::Callback => "callbacks",
            Section::SecurityScheme => "securitySchemes",
            Section::MediaType
            | Section::PathItem
            | Section::Operation
            | Section::Encoding
            | Section::Discriminator => return None,
        })
    }

    /// What stands under a key of such an object.
    pub(super) fn child(self, key: &str) -> Place {
        match (self, key) {
            (Section::PathItem, "parameters") => List(Section::Parameter),
            (Section::PathItem, "additionalOperations") => Map(Section::Operation),
            (
                Section::PathItem,
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace"
                | "query",
            ) => One(Section::Operation),
            (Section::Operation, "parameters") => List(Section::Parameter),
            (Section::Operation, "requestBody") => One(Section::RequestBody),
            (Section::Operation, "responses") => Map(Section::Response),
            (Section::Operation, "callbacks") => Map(Section::Callback),
            (Section::Callback, key) if !key.starts_with("x-") => One(Section::PathItem),
            (Section::Parameter | Section::Header, "schema") => One(Section::Schema),
            (
                Section::Parameter | Section::Header | Section::RequestBody | Section::Response,
                "content",
            ) => Map(Section::MediaType),
            (Section::Parameter | Section::Header | Section::MediaType, "examples") => {
                Map(Section::Example)
            }
            (Section::Response, "headers") | (Section::Encoding, "headers") => Map(Section::Header),
            (Section::Response, "links") => Map(Section::Link),
            (Section::MediaType, "schema" | "itemSchema") => One(Section::Schema),
            (Section::MediaType, "encoding") => Map(Section::Encoding),
            (Section::Schema, key) => in_schema(key),
            _ => Plain,
        }
    }
}

fn in_schema(key: &str) -> Place {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Map(Section::Schema)
        }
        "prefixItems" | "allOf" | "anyOf" | "oneOf" => List(Section::Schema),
        // An array of schemas before 2020-12; the walk takes either.
        "items"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => One(Section::Schema),
        "discriminator" => One(Section::Discriminator),
        _ => Plain,
    }
}
