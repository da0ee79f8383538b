//! Operations, parameters, bodies, responses and security of the model.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Constraints, Deprecation, Docs, Json, Place, Type, TypeId, TypeUse};

/// A resolved API.
#[derive(Clone, Debug)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and friends.
    pub docs: Docs,
    /// `servers`, variables filled with their defaults.
    pub servers: Vec<Server>,
    /// The arena of types.
    pub types: Vec<Type>,
    /// The types of `components.schemas`, by component name, in the order of the document.
    pub components: IndexMap<String, TypeId>,
    /// Types that nothing reaches, since multipart bodies have types of their own in their place.
    pub left_out: BTreeSet<TypeId>,
    /// Operations, sorted by path and method so that their order does not depend on the order of documents.
    pub operations: Vec<Operation>,
    /// What the API sends to its users, sorted by key.
    pub webhooks: Vec<Webhook>,
    /// `components.securitySchemes`, by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
}

impl Api {
    /// The type of an id of this API.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its URL, variables filled with their defaults.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// Its URL as it is written, with its variables in braces.
    pub template: String,
    /// The variables that the URL has, in the order of the document.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the URL.
    pub name: String,
    /// What stands for it unless the caller says otherwise.
    pub default: Option<String>,
    /// All values that it may have; empty when any text will do.
    pub values: Vec<String>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// An HTTP method, upper case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Method(pub String);

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// Its method.
    pub method: Method,
    /// Its path template, as the document has it.
    pub path: String,
    /// `operationId`.
    pub id: Option<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `summary` and `description`.
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
    /// Path-level and own parameters, the own ones winning; in the order of the document, path parameters first in
    /// the order of the template.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// By status.
    pub responses: Vec<Response>,
    /// OR of ANDs; empty when the operation asks for nothing.
    pub security: Vec<SecurityAlternative>,
    /// Own servers; empty when the API's hold.
    pub servers: Vec<Server>,
}

/// A request that the API sends: a webhook, or a callback of an operation.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name in the document.
    pub name: String,
    /// The operation that a callback belongs to (`POST /subscriptions`), and where it goes to.
    pub callback: Option<(String, String)>,
    /// What is sent and answered; its path has no meaning.
    pub operation: Operation,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// The whole query string (3.2).
    QueryString,
}

/// `style`, with the place's default filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// `cookie` (3.2)
    Cookie,
    /// `content`: encoded as that media type
    Content,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it was said.
    pub place: Place,
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub location: ParameterPlace,
    /// What it holds.
    pub ty: TypeUse,
    /// `required`.
    pub required: bool,
    /// The media type of its `content` and what kind it is, when it has one instead of a style.
    pub content: Option<(String, MediaKind)>,
    /// How it is written.
    pub style: Style,
    /// `explode`, with the style's default filled in.
    pub explode: bool,
    /// `allowReserved: true`.
    pub allow_reserved: bool,
    /// `schema.default`.
    pub default: Option<Json>,
    /// What the document says of it.
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
}

/// The kind of a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// `application/json`, `+json`
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/*`
    Multipart,
    /// `text/*`
    Text,
    /// `text/event-stream`
    EventStream,
    /// `application/jsonl`, `application/x-ndjson`, `application/json-seq`
    JsonLines,
    /// Bytes of any other type.
    Binary,
    /// XML, which is not supported.
    Xml,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub struct Media {
    /// As the document has it (`application/json`).
    pub name: String,
    /// Its kind.
    pub kind: MediaKind,
    /// Its schema; none when the document has none.
    pub ty: Option<TypeUse>,
    /// How its properties are written, where the document says so.
    pub encoding: Vec<Encoding>,
    /// `examples` and `example`
    pub examples: Vec<Json>,
    /// Limits of the body as a whole, when its schema is not a named type.
    pub constraints: Constraints,
    /// Where it was said.
    pub place: Place,
}

/// What the document says of how a property of a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The property.
    pub property: String,
    /// Its media type, or several.
    pub content_type: Option<String>,
    /// `style`
    pub style: Option<Style>,
    /// `explode`
    pub explode: Option<bool>,
    /// `allowReserved: true`
    pub allow_reserved: bool,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it was said.
    pub place: Place,
    /// `required`.
    pub required: bool,
    /// Its media types, in the order of the document.
    pub media: Vec<Media>,
    /// What the document says of it.
    pub docs: Docs,
}

/// A status of `responses`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    /// `200`
    Code(u16),
    /// `4XX`, as its first digit
    Range(u8),
    /// `default`
    Default,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it was said.
    pub place: Place,
    /// Its name, as the document has it.
    pub name: String,
    /// What it holds.
    pub ty: TypeUse,
    /// Whether its text is JSON, by `content`.
    pub json: bool,
    /// `explode: true`.
    pub explode: bool,
    /// What the document says of it.
    pub docs: Docs,
    /// `deprecated` and `x-sunset`.
    pub deprecated: Deprecation,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it was said.
    pub place: Place,
    /// Its status.
    pub status: StatusKey,
    /// Its media types, in the order of the document; empty when it has no body.
    pub media: Vec<Media>,
    /// Its headers, in the order of the document.
    pub headers: Vec<Header>,
    /// What the document says of it.
    pub docs: Docs,
}

/// All of these schemes together are enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityAlternative {
    /// Scheme name and scopes, in the order of the document; empty when no credentials are needed.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiKeyPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

/// An OAuth2 flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// `password`, `clientCredentials`, `authorizationCode`, `implicit` or `deviceAuthorization`.
    pub name: String,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
    /// Scope and description.
    pub scopes: Vec<(String, String)>,
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// Where it goes.
        place: ApiKeyPlace,
        /// The header, query parameter or cookie.
        name: String,
    },
    /// `http`, scheme `basic`
    Basic,
    /// `http`, scheme `bearer`
    Bearer,
    /// `http`, any other scheme
    Http {
        /// The scheme.
        scheme: String,
    },
    /// `oauth2`
    OAuth2 {
        /// Its flows, in the order of the document.
        flows: Vec<Flow>,
    },
    /// `openIdConnect`
    OpenIdConnect {
        /// `openIdConnectUrl`
        url: String,
    },
    /// `mutualTLS`
    MutualTls,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Where it was said.
    pub place: Place,
    /// `description`.
    pub description: Option<String>,
    /// What it is.
    pub kind: SecuritySchemeKind,
}
