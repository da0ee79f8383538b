//! Reads what stands around the paths: info, servers, security schemes.

use indexmap::IndexMap;

use super::objects::{Info, SchemeKind, SecurityScheme, Server, ServerVariable};
use super::reader::Reader;
use super::value::join;
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::{ApiKeyPlace, Flow};
use crate::source::NodeRef;

const SCHEME_TYPES: &[&str] = &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
const FLOWS: &[&str] = &[
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
    "deviceAuthorization",
];

impl<'a> Reader<'a> {
    pub(super) fn info(&mut self, node: NodeRef<'a>) -> Info {
        let mut info = Info::default();
        if !self.object(node, "info") {
            return info;
        }
        for (key, value) in node.entries() {
            match key {
                "title" => info.title = self.string(value, key).unwrap_or_default(),
                "version" => info.version = self.string(value, key).unwrap_or_default(),
                "summary" => info.docs.summary = self.string(value, key),
                "description" => info.docs.description = self.string(value, key),
                "contact" | "license" | "termsOfService" => {
                    self.ignored(value, &format!("`{key}` of `info`"));
                }
                _ => {
                    let known = [
                        "title",
                        "version",
                        "summary",
                        "description",
                        "contact",
                        "license",
                        "termsOfService",
                    ];
                    self.unknown(value, "`info`", key, &known);
                }
            }
        }
        info
    }

    /// The URL of `externalDocs`.
    pub(super) fn external_docs(&mut self, node: NodeRef<'_>) -> Option<String> {
        let mut url = None;
        self.object(node, "externalDocs");
        for (key, value) in node.entries() {
            match key {
                "url" => url = self.string(value, key),
                "description" => self.ignored(value, "`description` of `externalDocs`"),
                _ => self.unknown(value, "`externalDocs`", key, &["url", "description"]),
            }
        }
        url
    }

    pub(super) fn servers(&mut self, list: NodeRef<'a>) -> Vec<Server> {
        let mut servers = Vec::new();
        self.sequence(list, "servers");
        for node in list.items() {
            if !self.object(node, "server") {
                continue;
            }
            let mut server = Server {
                origin: node.origin(),
                url: String::new(),
                description: None,
                variables: IndexMap::new(),
            };
            if node.get("url").is_none() {
                self.missing(node, "a server", "url");
            }
            for (key, value) in node.entries() {
                match key {
                    "url" => server.url = self.string(value, key).unwrap_or_default(),
                    "description" => server.description = self.string(value, key),
                    "variables" => server.variables = self.variables(value),
                    "name" => self.ignored(value, "`name` of servers"),
                    _ => {
                        let known = ["url", "description", "variables", "name"];
                        self.unknown(value, "a server", key, &known);
                    }
                }
            }
            servers.push(server);
        }
        servers
    }

    fn variables(&mut self, node: NodeRef<'a>) -> IndexMap<String, ServerVariable> {
        let mut variables = IndexMap::new();
        self.object(node, "variables");
        for (name, variable) in node.entries() {
            if !self.object(variable, "server variable") {
                continue;
            }
            let mut read = ServerVariable::default();
            for (key, value) in variable.entries() {
                match key {
                    "default" => read.default = self.string(value, key),
                    "description" => read.description = self.string(value, key),
                    "enum" => {
                        self.sequence(value, key);
                        let texts = value.items().filter_map(|item| self.string(item, key));
                        read.values = texts.collect();
                    }
                    _ => {
                        let known = ["default", "enum", "description"];
                        self.unknown(value, "a server variable", key, &known);
                    }
                }
            }
            variables.insert(name.to_owned(), read);
        }
        variables
    }

    pub(super) fn security_scheme(
        &mut self,
        node: NodeRef<'a>,
        name: &str,
    ) -> Option<SecurityScheme> {
        let key = join("#/components/securitySchemes", name);
        let followed = self.follow(node, key, "a security scheme")?;
        let node = followed.node;
        let Some(kind) = node.get("type") else {
            self.missing(node, "a security scheme", "type");
            return None;
        };
        let kind_name = kind.as_str().unwrap_or_default();
        let text = |key: &str| node.get(key).and_then(NodeRef::as_str);
        let (kind, used): (SchemeKind, &[&str]) = match kind_name {
            "apiKey" => {
                let place = node.get("in");
                let place = match (text("in"), place) {
                    (Some("header"), _) => ApiKeyPlace::Header,
                    (Some("query"), _) => ApiKeyPlace::Query,
                    (Some("cookie"), _) => ApiKeyPlace::Cookie,
                    (other, Some(at)) => {
                        let known = ["header", "query", "cookie"];
                        self.unknown_value(at, "in", other.unwrap_or_default(), &known);
                        return None;
                    }
                    (_, None) => {
                        self.missing(node, "an API key scheme", "in");
                        return None;
                    }
                };
                let Some(name) = text("name") else {
                    self.missing(node, "an API key scheme", "name");
                    return None;
                };
                let name = name.to_owned();
                (SchemeKind::ApiKey { place, name }, &["in", "name"])
            }
            "http" => {
                let Some(scheme) = text("scheme") else {
                    self.missing(node, "an HTTP scheme", "scheme");
                    return None;
                };
                let scheme = scheme.to_lowercase();
                (SchemeKind::Http { scheme }, &["scheme", "bearerFormat"])
            }
            "oauth2" => {
                let flows = node.get("flows").map(|flows| self.flows(flows));
                let flows = flows.unwrap_or_default();
                (
                    SchemeKind::OAuth2 { flows },
                    &["flows", "oauth2MetadataUrl"],
                )
            }
            "openIdConnect" => {
                let url = text("openIdConnectUrl").unwrap_or_default().to_owned();
                (SchemeKind::OpenIdConnect { url }, &["openIdConnectUrl"])
            }
            "mutualTLS" => (SchemeKind::MutualTls, &[]),
            other => {
                self.unknown_value(kind, "type", other, SCHEME_TYPES);
                return None;
            }
        };
        let kind_is_transports = matches!(kind, SchemeKind::MutualTls);
        let mut description = followed.description;
        for (key, value) in node.entries() {
            match key {
                "type" if kind_is_transports => self.ignored(
                    value,
                    "how `mutualTLS` is set up (the transport has the certificate: `http_client`)",
                ),
                "type" => self.used(value),
                "description" => description = description.or(self.string(value, key)),
                "deprecated" => self.ignored(value, "`deprecated` of security schemes"),
                "openIdConnectUrl" if used.contains(&key) => self.ignored(
                    value,
                    "`openIdConnectUrl` (bring a token, or a provider that gets one)",
                ),
                "bearerFormat" | "oauth2MetadataUrl" if used.contains(&key) => {
                    self.ignored(value, &format!("`{key}` of security schemes"));
                }
                _ if used.contains(&key) => self.used(value),
                _ => self.unknown(value, "a security scheme", key, used),
            }
        }
        Some(SecurityScheme {
            origin: node.origin(),
            key: followed.key,
            description,
            kind,
        })
    }

    fn flows(&mut self, node: NodeRef<'a>) -> Vec<Flow> {
        let mut flows = Vec::new();
        self.object(node, "flows");
        for (name, value) in node.entries() {
            if !FLOWS.contains(&name) {
                self.unknown(value, "`flows`", name, FLOWS);
                continue;
            }
            let mut flow = Flow {
                name: name.to_owned(),
                token_url: None,
                refresh_url: None,
                scopes: Vec::new(),
            };
            self.object(value, "flow");
            for (key, value) in value.entries() {
                match key {
                    "tokenUrl" => flow.token_url = self.string(value, key),
                    "refreshUrl" => flow.refresh_url = self.string(value, key),
                    "authorizationUrl" | "deviceAuthorizationUrl" => {
                        self.ignored(value, &format!("`{key}` of OAuth2 flows"));
                    }
                    "scopes" => {
                        self.map(value, key);
                        for (scope, text) in value.entries() {
                            let text = self.string(text, "scope").unwrap_or_default();
                            flow.scopes.push((scope.to_owned(), text));
                        }
                    }
                    _ => {
                        let known = ["tokenUrl", "refreshUrl", "authorizationUrl", "scopes"];
                        self.unknown(value, "an OAuth2 flow", key, &known);
                    }
                }
            }
            let needs_token = !matches!(name, "implicit");
            if needs_token && flow.token_url.is_none() {
                self.report(
                    value.origin(),
                    Diagnostic::warning(
                        codes::MISSING_KEY,
                        format!("the OAuth2 flow `{name}` has no `tokenUrl`"),
                    )
                    .at(value.origin(), "no token can be fetched"),
                );
            }
            flows.push(flow);
        }
        flows
    }
}
