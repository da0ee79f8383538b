//! The client of a generated crate: operations, credentials and what a caller passes and gets.

use super::{Argument, BodyArgument, Deprecation, Paging, RustType, ServerUrl, Setter, Source};

/// An API's client.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The default base URL; none when the document has no absolute server.
    pub base_url: Option<String>,
    /// All base URLs; none when there is only the default one.
    pub servers: Vec<String>,
    /// The doc lines of their constant.
    pub server_docs: Vec<String>,
    /// The servers whose URLs have variables.
    pub server_urls: Vec<ServerUrl>,
    /// The security schemes, in the order of the document.
    pub schemes: Vec<Scheme>,
    /// How credentials are made.
    pub credentials: Vec<CredentialForm>,
    /// What its answers are wrapped in.
    pub envelope: Option<Envelope>,
    /// The header of idempotency keys, when it is not the usual one.
    pub idempotency_header: Option<String>,
    /// The operations, sorted by path and method.
    pub operations: Vec<Operation>,
    /// The files that they stand in; none when all are in the client's own.
    pub files: Vec<OperationFile>,
}

/// What an API wraps its answers in: keys of the outermost object.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Envelope {
    pub data: String,
    pub success: Option<String>,
    pub error: Option<String>,
}

/// Operations that stand in one file.
#[derive(Clone, Debug)]
pub struct OperationFile {
    /// The submodule of `client`.
    pub module: String,
    /// Its docs.
    pub docs: Vec<String>,
    /// The feature that turns it on, when there is one.
    pub feature: Option<String>,
    /// The operations, by index into [`Client::operations`].
    pub operations: Vec<usize>,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum KeyPlace {
    Header,
    Query,
    Cookie,
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// An API key.
    ApiKey(KeyPlace, String),
    /// HTTP basic.
    Basic,
    /// A bearer token, whoever gave it.
    Bearer,
    /// Another HTTP scheme, and its word.
    Http(String),
    /// OAuth2 or OpenID Connect, and how and where tokens are fetched; otherwise the caller brings them.
    OAuth2(Vec<(Grant, String)>),
    /// Mutual TLS, which is the transport's business.
    MutualTls,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
}

/// What a token is fetched with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A user's name and password.
    Password,
    /// The client's own id and secret.
    ClientCredentials,
    /// A refresh token.
    RefreshToken,
}

/// What a constructor of `Credentials` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CredentialKind {
    ApiKey,
    Basic,
    Bearer,
    Http,
    OAuth2Password,
    OAuth2Client,
    OAuth2Refresh,
    OAuth2Token,
    Provider,
    MutualTls,
}

/// A constructor of `Credentials`.
#[derive(Clone, Debug)]
pub struct CredentialForm {
    /// Its name.
    pub name: String,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// The scheme, by index.
    pub scheme: usize,
    /// What it takes.
    pub kind: CredentialKind,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The method of the client.
    pub name: String,
    /// Older names of it, which are deprecated methods.
    pub older: Vec<String>,
    /// What it is filed under: its first tag or, without one, the first word of its path.
    pub tag: String,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines, example included.
    pub docs: Vec<String>,
    /// Whether it is `#[deprecated]`.
    pub deprecated: Deprecation,
    /// HTTP method.
    pub method: String,
    /// Path template.
    pub path: String,
    /// The server that it has instead of the API's, as an absolute URL.
    pub server: Option<String>,
    /// Whether it may be sent twice, whatever its method.
    pub retry: bool,
    /// Whether what it gives is in the API's envelope.
    pub wrapped: bool,
    /// OR of ANDs of indices into the schemes.
    pub security: Vec<Vec<usize>>,
    /// What the caller must pass, in order.
    pub arguments: Vec<Argument>,
    /// What the caller may pass, as the fields of one options type.
    pub options: Option<OperationType>,
    /// The body.
    pub body: Option<BodyArgument>,
    /// The declared answers, but for those that an enum of its outcomes tells apart.
    pub answers: Vec<Answer>,
    /// What success gives.
    pub ok: Outcome,
    /// What a declared error gives.
    pub err: Outcome,
    /// What it gives when it is read item by item.
    pub stream: Option<StreamAnswer>,
    /// How it answers in pages, when it does.
    pub paging: Option<Paging>,
    /// The JSON text of an answer that the document gives as an example, where such are wanted.
    pub example: Option<String>,
    /// The structs that read the headers of its answers, in `types`.
    pub headers: Vec<String>,
}

/// A type that holds an operation's optional parameters.
#[derive(Clone, Debug)]
pub struct OperationType {
    /// Its name, in `types`.
    pub name: String,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// The parameters.
    pub parameters: Vec<OptionalParameter>,
}

/// An optional parameter.
#[derive(Clone, Debug)]
pub struct OptionalParameter {
    /// How it is written.
    pub argument: Argument,
    /// Its setter.
    pub setter: Setter,
}

/// A declared status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerStatus {
    /// `200`
    Code(u16),
    /// `4XX`
    Range(u8),
    /// `default`
    Default,
}

/// What a declared answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AnswerMedia {
    Json,
    Text,
    Binary,
    None,
    Events,
    WholeEvents,
    Lines,
}

/// An answer that is read item by item.
#[derive(Clone, Debug)]
pub struct StreamAnswer {
    /// What an item holds.
    pub item: RustType,
    /// How items are told apart.
    pub framing: AnswerMedia,
    /// Whether the operation answers with nothing else.
    pub only: bool,
    /// The field of the body that asks for it, and whether it does without being set.
    pub switch: Option<(String, bool)>,
}

/// A declared answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its status.
    pub status: AnswerStatus,
    /// What it holds.
    pub media: AnswerMedia,
    /// Its media type, when it is another one than its kind's usual one.
    pub name: Option<String>,
}

/// What a call gives in one of its two ways.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// One type for all statuses.
    One(RustType, AnswerMedia),
    /// A generated enum, with a variant for each status.
    ByStatus(String, StatusEnum),
    /// Nothing is declared: `()` for success, `Undeclared` for errors.
    Nothing,
}

/// How a header is written, in the runtime's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum HeaderForm {
    Simple,
    Exploded,
    Json,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct HeaderField {
    /// Its field.
    pub name: String,
    /// Its name on the wire, in lower case.
    pub wire: String,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// Whether it is `#[deprecated]`.
    pub deprecated: Deprecation,
    /// What it holds, when it is there.
    pub ty: RustType,
    /// How it is written.
    pub form: HeaderForm,
}

/// A struct that reads a set of headers.
#[derive(Clone, Debug)]
pub struct HeaderStruct {
    /// The headers, sorted by name.
    pub fields: Vec<HeaderField>,
}

/// A type whose variant is chosen by the status of the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusEnum {
    /// The variants, in the order of the document.
    pub variants: Vec<StatusVariant>,
}

/// A status's variant.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVariant {
    /// Its name.
    pub name: String,
    /// Its doc line.
    pub docs: String,
    /// The answer.
    pub answer: Answer,
    /// What it holds; none for an answer without a body.
    pub ty: Option<RustType>,
}

/// A payload that the API sends, or what that is answered with: another name for its type.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name, in `webhooks`.
    pub name: String,
    /// Where it came from.
    pub source: Source,
    /// Its doc lines.
    pub docs: Vec<String>,
    /// Whether it is `#[deprecated]`.
    pub deprecated: Deprecation,
    /// What it is.
    pub ty: RustType,
}
