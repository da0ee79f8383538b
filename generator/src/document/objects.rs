//! The other OpenAPI objects, with their references already followed.
//!
//! Plain data made by the reader; schemas are named by [`SchemaId`]. Must never decide anything.

use indexmap::IndexMap;

use super::schema::SchemaId;
use crate::model::{ApiKeyPlace, Deprecation, Docs, Json, Key, ParameterPlace, StatusKey, Style};
use crate::source::Origin;

/// The family of an OpenAPI version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x
    V30,
    /// 3.1.x
    #[default]
    V31,
    /// 3.2.x
    V32,
}

/// `info`.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version`
    pub version: String,
    /// `summary` and `description`
    pub docs: Docs,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it was said.
    pub origin: Origin,
    /// `url`, with its variables.
    pub url: String,
    /// `description`
    pub description: Option<String>,
    /// `variables`, by name.
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, Default)]
pub struct ServerVariable {
    /// `default`; required by the specification.
    pub default: Option<String>,
    /// `enum`; empty when any text will do.
    pub values: Vec<String>,
    /// `description`
    pub description: Option<String>,
}

/// An operation with what its path item says.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// The path template.
    pub path: String,
    /// The method, upper case.
    pub method: String,
    /// `operationId` and its place.
    pub id: Option<(String, Origin)>,
    /// `tags`
    pub tags: Vec<String>,
    /// `summary`, `description`, `externalDocs`
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
    /// The path item's parameters.
    pub path_parameters: Vec<Parameter>,
    /// Its own parameters.
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub body: Option<RequestBody>,
    /// `responses`, in the order of the document.
    pub responses: Vec<Response>,
    /// `security`, own or else the root's of its document.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Own servers, or else the path item's.
    pub servers: Vec<Server>,
    /// `callbacks`, in the order of the document.
    pub callbacks: Vec<Webhook>,
    /// Whether a reference of it (not of its schemas) leads nowhere, so that a part of it is not known.
    pub broken: bool,
}

/// A request that the API sends: a webhook, or a callback of an operation.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name in the document.
    pub name: String,
    /// Where a callback goes to, as a runtime expression.
    pub expression: Option<String>,
    /// What is sent and answered; its path is the name.
    pub operation: Operation,
}

/// All of these schemes together.
#[derive(Clone, Debug)]
pub struct SecurityRequirement {
    /// Scheme name, scopes and place.
    pub schemes: Vec<(String, Vec<String>, Origin)>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// `name`
    pub name: String,
    /// `in`
    pub location: ParameterPlace,
    /// `required`
    pub required: bool,
    /// `style`, with the default of its place.
    pub style: Style,
    /// `explode`, with the default of its style.
    pub explode: bool,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `schema`, or that of the only entry of `content`.
    pub schema: Option<SchemaId>,
    /// The media type, when it has `content`.
    pub content: Option<String>,
    /// `description`
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
    /// `examples` and `example`
    pub examples: Vec<Json>,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2)
    pub item_schema: Option<SchemaId>,
    /// `encoding`, by property.
    pub encoding: Vec<Encoding>,
    /// `examples` and `example`
    pub examples: Vec<Json>,
}

/// How a property of a body is written.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// The property.
    pub property: String,
    /// `contentType`
    pub content_type: Option<String>,
    /// `style`
    pub style: Option<Style>,
    /// `explode`
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: bool,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// `required`
    pub required: bool,
    /// `description`
    pub docs: Docs,
    /// `content`, in the order of the document.
    pub content: Vec<MediaType>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// Its status.
    pub status: StatusKey,
    /// `summary` and `description`
    pub docs: Docs,
    /// `headers`, in the order of the document.
    pub headers: Vec<Parameter>,
    /// `content`, in the order of the document.
    pub content: Vec<MediaType>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it was said.
    pub origin: Origin,
    /// Its stable key.
    pub key: Key,
    /// `description`
    pub description: Option<String>,
    /// `type` and what belongs to it.
    pub kind: SchemeKind,
}

/// What a security scheme is.
#[derive(Clone, Debug)]
pub enum SchemeKind {
    /// `apiKey`
    ApiKey {
        /// `in`
        place: ApiKeyPlace,
        /// `name`
        name: String,
    },
    /// `http`
    Http {
        /// `scheme`
        scheme: String,
    },
    /// `oauth2`
    OAuth2 {
        /// `flows`
        flows: Vec<crate::model::Flow>,
    },
    /// `openIdConnect`
    OpenIdConnect {
        /// `openIdConnectUrl`
        url: String,
    },
    /// `mutualTLS`
    MutualTls,
}
