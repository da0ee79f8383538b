//! The client, its credentials, and a method and a row of a table per operation.

use crate::rust::{
    ApiModule, ArgumentKind, CredentialForm, CredentialKind, Operation, OperationFile, Scheme,
    SchemeKind,
};

use super::fill::{docs, filled, inner_docs, list, string};
use super::ty::Types;
use super::{methods, operations, streams};

/// The client, its credentials and its operations, as far as they have no file of their own.
pub(super) fn file(api: &ApiModule) -> String {
    let whole = api.client.files.is_empty();
    let mut out = inner_docs(&[match whole {
        true => "The client: credentials, and a method for each operation.".to_owned(),
        false => {
            "The client and its credentials; its methods are in a file for each tag.".to_owned()
        }
    }]);
    out.push_str(&super::codec::quiet(api));
    let here: Vec<&Operation> = match whole {
        true => api.client.operations.iter().collect(),
        false => Vec::new(),
    };
    let methods = methods::text(types(api), &here);
    let mut names = vec![
        "BuildError",
        "Builder",
        "Core",
        "CredentialSet",
        "RequestCall",
    ];
    let is_provider = |form: &CredentialForm| form.kind == CredentialKind::Provider;
    if api.client.credentials.iter().any(is_provider) {
        names.push("CredentialProvider");
    }
    names.extend(operations::scheme_names(api));
    names.extend(api.client.envelope.iter().map(|_| "Envelope"));
    out.push_str(&imports(names, &here, &methods, "super::types"));
    for file in &api.client.files {
        if let Some(feature) = &file.feature {
            out.push_str(&format!("#[cfg(feature = {})]\n", string(feature)));
        }
        out.push_str(&format!("mod {};\n", file.module));
    }
    for part in [
        credentials(api),
        client(api, &methods),
        operations::schemes(api),
    ] {
        out.push_str(&format!("\n{part}"));
    }
    let table = operations::table(&here);
    if !table.is_empty() {
        out.push_str(&format!("\n{table}"));
    }
    out
}

/// Operations that stand in a file of their own.
pub(super) fn part(api: &ApiModule, file: &OperationFile) -> String {
    let all = &api.client.operations;
    let here = file.operations.iter();
    let here: Vec<&Operation> = here.filter_map(|at| all.get(*at)).collect();
    let methods = methods::text(types(api), &here);
    let head = inner_docs(&file.docs);
    let imports = imports(Vec::new(), &here, &methods, "super::super::types");
    let table = operations::table(&here);
    let methods = methods.trim_start_matches('\n');
    format!("{head}{imports}use super::Client;\n\nimpl Client {{\n{methods}}}\n\n{table}")
}

/// What the methods and the table name; `types` also where only docs do.
fn imports(
    mut names: Vec<&'static str>,
    operations: &[&Operation],
    methods: &str,
    types: &str,
) -> String {
    names.extend(streams::imports(operations));
    let mut arguments = operations.iter().flat_map(|o| &o.arguments);
    if arguments.any(|argument| argument.kind == ArgumentKind::Text) {
        names.push("Arg");
    }
    if !operations.is_empty() {
        names.push("operations");
    }
    names.sort_unstable();
    names.dedup();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let head = "use crate::runtime::";
    let mut out = format!("{head}{};\n", list(0, head.len() + 1, ["{", "}"], &names));
    let (in_docs, in_code): (Vec<&str>, Vec<&str>) = methods
        .lines()
        .filter(|line| line.contains("types::"))
        .partition(|line| line.trim_start().starts_with("///"));
    if in_code.is_empty() && in_docs.iter().any(|line| line.contains("](types::")) {
        out.push_str("#[allow(unused_imports, reason = \"docs link to them\")]\n");
    }
    if !in_code.is_empty() || out.ends_with("]\n") {
        out.push_str(&format!("use {types};\n"));
    }
    out
}

fn types(api: &ApiModule) -> Types<'_> {
    Types {
        shadowed: &api.shadowed,
        prefixed: true,
        imports: None,
    }
}

fn credentials(api: &ApiModule) -> String {
    let forms: String = api.client.credentials.iter().map(credential).collect();
    let title = docs(0, &[format!("Credentials for {}.", api.title)]);
    let fetches =
        |scheme: &Scheme| matches!(&scheme.kind, SchemeKind::OAuth2(tokens) if !tokens.is_empty());
    let fetching = match api.client.schemes.iter().any(fetches) {
        true => FETCHING,
        false => "",
    };
    format!(
        "{title}\
///
/// Debug shows of which kind they are, and nothing more.
#[derive(Clone, Debug)]
pub struct Credentials(CredentialSet);

impl Credentials {{
{forms}    /// No credentials: for what can be called without, and for headers of one's own.
    pub fn none() -> Self {{
        Self(CredentialSet::none())
    }}

    /// These and others; each call uses what its operation accepts.
    #[must_use]
    pub fn and(self, other: Self) -> Self {{
        Self(self.0.and(other.0))
    }}
{fetching}}}

impl From<Credentials> for CredentialSet {{
    fn from(credentials: Credentials) -> Self {{
        credentials.0
    }}
}}
"
    )
}

/// What credentials have where tokens can be fetched.
const FETCHING: &str = "
    /// The scopes to ask for when tokens are fetched, separated by spaces.
    #[must_use]
    pub fn scope(self, scopes: impl Into<String>) -> Self {
        Self(self.0.scope(scopes))
    }

    /// The id and secret that the token endpoint knows this program by, where it asks for them beside a name and
    /// password or a refresh token.
    #[must_use]
    pub fn client(self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self(self.0.client(id, secret))
    }
";

fn credential(form: &CredentialForm) -> String {
    let (name, scheme, docs) = (&form.name, form.scheme, docs(4, &form.docs));
    let (arguments, kind): (&[&str], &str) = match form.kind {
        CredentialKind::OAuth2Refresh => (&["refresh_token"], "oauth2_refresh"),
        CredentialKind::Provider => (&["provider"], "provider"),
        CredentialKind::ApiKey => (&["key"], "api_key"),
        CredentialKind::Basic => (&["user", "password"], "basic"),
        CredentialKind::Bearer => (&["token"], "bearer"),
        CredentialKind::Http => (&["credentials"], "http"),
        CredentialKind::OAuth2Password => (&["user", "password"], "oauth2_password"),
        CredentialKind::OAuth2Client => (&["id", "secret"], "oauth2_client"),
        CredentialKind::OAuth2Token => (&["token"], "oauth2_token"),
        CredentialKind::MutualTls => (&[], "mutual_tls"),
    };
    let taken: Vec<String> = arguments
        .iter()
        .map(|name| match form.kind {
            CredentialKind::Provider => format!("{name}: impl CredentialProvider + 'static"),
            _ => format!("{name}: impl Into<String>"),
        })
        .collect();
    let taken = taken.join(", ");
    let given: String = arguments.iter().map(|name| format!(", {name}")).collect();
    format!(
        "{docs}    pub fn {name}({taken}) -> Self {{
        Self(CredentialSet::{kind}({scheme}{given}))
    }}

"
    )
}

fn client(api: &ApiModule, methods: &str) -> String {
    let title = docs(0, &[format!("A client of {}.", api.title)]);
    let constants = constants(api);
    let steps = operations::builder_steps(api);
    let (default, new) = match &api.client.base_url {
        Some(_) => ("Self::DEFAULT_BASE_URL", NEW),
        None => ("\"\"", NEW_WITH_BASE_URL),
    };
    format!(
        "{title}\
///
/// Cheap to clone; clones share their connections and tokens. A call fails with
/// [`Error::Api`](crate::runtime::Error::Api) for every status that is no declared success;
/// the other variants of [`Error`](crate::runtime::Error) say what else went wrong.
#[derive(Clone, Debug)]
pub struct Client {{
    core: Core,
}}

impl Client {{
{constants}{new}    pub fn builder() -> Builder<Self, Credentials> {{
        Builder::new(SCHEMES, {default}, |core| Self {{ core }}){steps}
    }}

    /// Where requests go to.
    pub fn base_url(&self) -> &str {{
        self.core.base_url()
    }}

    /// Begins a call of an endpoint that the document does not describe, with the same credentials, retries and
    /// limits. The path begins with a slash, and has no query: [`RequestCall::query`] adds to that.
    pub fn request(&self, method: ::http::Method, path: impl Into<String>) -> RequestCall {{
        self.core.request(method, path)
    }}
{methods}}}
"
    )
}

/// How a client is made when the document has a server.
const NEW: &str = "    /// A client that talks to [`Self::DEFAULT_BASE_URL`].
    pub fn new(credentials: Credentials) -> Result<Self, BuildError> {
        Self::builder().credentials(credentials).build()
    }

    /// Builds a client with another base URL, timeout, transport and so on.
";

/// How a client is made when the document has none.
const NEW_WITH_BASE_URL: &str = "    /// A client that talks to a base URL.
    pub fn new(base_url: impl Into<String>, credentials: Credentials) -> Result<Self, BuildError> {
        Self::builder().base_url(base_url).credentials(credentials).build()
    }

    /// Builds a client with a timeout, transport and so on; the document has no server, so a base URL is needed.
";

fn constants(api: &ApiModule) -> String {
    let mut out = String::new();
    if let Some(url) = &api.client.base_url {
        let words = [
            "pub const DEFAULT_BASE_URL: &'static str =".to_owned(),
            format!("{};", string(url)),
        ];
        out.push_str("    /// The first server of the document.\n");
        out.push_str(&format!("{}\n\n", filled(4, 8, &words)));
    }
    if !api.client.servers.is_empty() {
        let urls: Vec<String> = api.client.servers.iter().map(|url| string(url)).collect();
        let head = "    pub const SERVERS: &'static [&'static str] = ";
        let list = list(4, head.len() + 1, ["&[", "]"], &urls);
        out.push_str(&docs(4, &api.client.server_docs));
        out.push_str(&format!("{head}{list};\n\n"));
    }
    out
}
