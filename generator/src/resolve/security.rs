//! Security requirements and schemes, and servers.

use indexmap::IndexMap;

use super::Resolver;
use crate::diag::Diagnostic;
use crate::diag::codes::resolve as codes;
use crate::document::{self, SchemeKind, SecurityRequirement};
use crate::model::{
    Place, SecurityAlternative, SecurityScheme, SecuritySchemeKind, Server, ServerVariable,
};

impl Resolver<'_> {
    /// The alternatives of an operation; empty when it asks for nothing.
    pub(super) fn security(
        &mut self,
        list: Option<&[SecurityRequirement]>,
    ) -> Vec<SecurityAlternative> {
        let mut alternatives: Vec<SecurityAlternative> = Vec::new();
        for requirement in list.unwrap_or_default() {
            let mut schemes = Vec::new();
            let mut known_only = true;
            for (name, scopes, origin) in &requirement.schemes {
                if !self.document.security_schemes.contains_key(name) {
                    let known = self.document.security_schemes.keys().map(String::as_str);
                    known_only = false;
                    let mut diagnostic = Diagnostic::warning(
                        codes::UNKNOWN_SCHEME,
                        format!(
                            "there is no security scheme `{name}`; what asks for it is left out"
                        ),
                    )
                    .at(*origin, "asked for here");
                    if let Some(near) = document::nearest(name, known) {
                        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
                    }
                    self.report(*origin, diagnostic);
                }
                schemes.push((name.clone(), scopes.clone()));
            }
            let alternative = SecurityAlternative { schemes };
            if known_only && !alternatives.contains(&alternative) {
                alternatives.push(alternative);
            }
        }
        alternatives
    }

    /// The schemes of the document.
    pub(super) fn security_schemes(&mut self) -> IndexMap<String, SecurityScheme> {
        let schemes = self.document.security_schemes.iter();
        schemes
            .map(|(name, scheme)| {
                let kind = match &scheme.kind {
                    SchemeKind::ApiKey { place, name } => SecuritySchemeKind::ApiKey {
                        place: *place,
                        name: name.clone(),
                    },
                    SchemeKind::Http { scheme } => match scheme.as_str() {
                        "basic" => SecuritySchemeKind::Basic,
                        "bearer" => SecuritySchemeKind::Bearer,
                        _ => SecuritySchemeKind::Http {
                            scheme: scheme.clone(),
                        },
                    },
                    SchemeKind::OAuth2 { flows } => SecuritySchemeKind::OAuth2 {
                        flows: flows.clone(),
                    },
                    SchemeKind::OpenIdConnect { url } => {
                        SecuritySchemeKind::OpenIdConnect { url: url.clone() }
                    }
                    SchemeKind::MutualTls => SecuritySchemeKind::MutualTls,
                };
                let scheme = SecurityScheme {
                    place: Place {
                        origin: scheme.origin,
                        key: scheme.key.clone(),
                    },
                    description: scheme.description.clone(),
                    kind,
                };
                (name.clone(), scheme)
            })
            .collect()
    }

    /// Servers with their variables filled in.
    pub(super) fn servers(&mut self, servers: &[document::Server]) -> Vec<Server> {
        servers.iter().map(|server| self.server(server)).collect()
    }

    fn server(&mut self, server: &document::Server) -> Server {
        let mut url = server.url.clone();
        let mut variables = Vec::new();
        for (name, variable) in &server.variables {
            let written = format!("{{{name}}}");
            if !server.url.contains(&written) {
                continue;
            }
            if let Some(default) = &variable.default {
                url = url.replace(&written, default);
            }
            variables.push(ServerVariable {
                name: name.clone(),
                default: variable.default.clone(),
                values: variable.values.clone(),
                description: variable.description.clone(),
            });
        }
        if let Some(name) = super::paths::placeholders(&url).first() {
            self.report(
                server.origin,
                Diagnostic::warning(
                    codes::SERVER_VARIABLE,
                    format!("server variable `{name}` has no default"),
                )
                .at(server.origin, "this URL cannot be used as it is"),
            );
        }
        Server {
            url,
            description: server.description.clone(),
            template: server.url.clone(),
            variables,
        }
    }
}
