//! Servers whose URLs have variables become structs with a setter for each.
//!
//! Takes the servers of an API, gives one struct for each that is a base URL once its variables are filled in. Servers
//! without variables are in the client's constants alone.

use std::collections::BTreeMap;

use url::Url;

use crate::diag::Diagnostics;
use crate::model::{Api, Server, ServerVariable};
use crate::rust::{ServerUrl, UrlPiece, UrlValue, UrlValues, UrlVariable};

use super::docs;
use super::names::Names;
use super::naming::{Wish, field_name, type_name, variant_name};
use super::servers::is_base;

/// The structs, in the order of the document.
pub(super) fn lower(api: &Api, names: &mut Names<'_>, diags: &mut Diagnostics) -> Vec<ServerUrl> {
    let mut servers: Vec<&Server> = Vec::new();
    for server in api.servers.iter().filter(|server| is_template(server)) {
        if !servers
            .iter()
            .any(|there| there.template == server.template)
        {
            servers.push(server);
        }
    }
    // The first one of the document has the plain name.
    let wishes = servers.iter().enumerate().map(|(at, server)| Wish {
        rank: u8::try_from(at).unwrap_or(u8::MAX),
        ..Wish::new(&server.template, "Server")
    });
    let wishes: Vec<Wish> = wishes.collect();
    let chosen = names.quietly("servers", &wishes, &[]);
    let named = servers.into_iter().filter_map(|server| {
        let name = chosen.get(&server.template)?;
        Some((name.clone(), server))
    });
    named
        .map(|(name, server)| one(name, server, names, diags))
        .collect()
}

/// Whether it has variables, and is a base URL with any value in place of them.
fn is_template(server: &Server) -> bool {
    let mut filled = server.url.clone();
    for variable in &server.variables {
        filled = filled.replace(&format!("{{{}}}", variable.name), "v");
    }
    !server.variables.is_empty() && Url::parse(&filled).is_ok_and(|url| is_base(&url))
}

fn one(name: String, server: &Server, names: &mut Names<'_>, diags: &mut Diagnostics) -> ServerUrl {
    let mut lines = Vec::new();
    let url = docs::code(&server.template);
    docs::own(
        &mut lines,
        format!("{url}, for `Client::builder().base_url(…)`."),
    );
    if let Some(text) = &server.description {
        docs::paragraph(&mut lines, text);
    }
    let wishes = server.variables.iter();
    let wishes: Vec<Wish> = wishes
        .map(|variable| Wish::new(&variable.name, field_name(&variable.name)))
        .collect();
    let fields = names.scope(
        &format!("{name} variables"),
        &wishes,
        &["new"],
        &|_| None,
        diags,
    );
    let variables = server.variables.iter();
    let variables = variables
        .map(|variable| one_variable(&name, variable, &fields, names, diags))
        .collect();
    ServerUrl {
        name,
        docs: lines,
        pieces: pieces(server),
        variables,
    }
}

fn one_variable(
    server: &str,
    variable: &ServerVariable,
    fields: &BTreeMap<String, String>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> UrlVariable {
    let field = fields.get(&variable.name).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    match &variable.description {
        Some(text) if !text.trim().is_empty() => docs::paragraph(&mut lines, text),
        _ => docs::own(
            &mut lines,
            format!(
                "What stands for {}.",
                docs::code(&format!("{{{}}}", variable.name))
            ),
        ),
    }
    if let Some(default) = &variable.default {
        let default = match default.as_str() {
            "" => "Nothing".to_owned(),
            text => docs::code(text),
        };
        docs::own(&mut lines, format!("{default} unless it is set."));
    }
    // A default outside of the list is a value that the server has all the same.
    let mut values = variable.values.clone();
    values.extend(variable.default.clone());
    let mut listed: Vec<String> = Vec::new();
    for value in values {
        if !listed.contains(&value) {
            listed.push(value);
        }
    }
    UrlVariable {
        values: (!variable.values.is_empty())
            .then(|| enumerated(server, &field, listed, names, diags)),
        field,
        docs: lines,
        default: variable.default.clone(),
    }
}

fn enumerated(
    server: &str,
    field: &str,
    values: Vec<String>,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> UrlValues {
    let name = format!("{server}{}", type_name(field));
    let wishes: Vec<Wish> = values
        .iter()
        .map(|value| Wish::new(value, variant_name(value)))
        .collect();
    let chosen = names.scope(&format!("{name} values"), &wishes, &[], &|_| None, diags);
    let variants = values.into_iter().map(|value| UrlValue {
        name: chosen.get(&value).cloned().unwrap_or_default(),
        docs: vec![docs::code(&value)],
        text: value,
    });
    UrlValues {
        variants: variants.collect(),
        docs: vec![format!("Values of `{field}` of [`{server}`].")],
        name,
    }
}

fn pieces(server: &Server) -> Vec<UrlPiece> {
    let mut pieces = Vec::new();
    let mut rest = server.template.as_str();
    let next = |rest: &str| {
        let found = server.variables.iter().enumerate();
        let found = found.filter_map(|(index, variable)| {
            let written = format!("{{{}}}", variable.name);
            Some((rest.find(&written)?, written.len(), index))
        });
        found.min()
    };
    while let Some((at, length, index)) = next(rest) {
        if at > 0 {
            pieces.push(UrlPiece::Text(rest[..at].to_owned()));
        }
        pieces.push(UrlPiece::Variable(index));
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        pieces.push(UrlPiece::Text(rest.to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use crate::lower::fixture::{api, files};

    #[test]
    fn a_server_with_variables_has_a_setter_for_each() {
        let text = "openapi: 3.1.0
info: {title: Shop, version: '1'}
servers:
  - url: '{scheme}://{customer-id}.shop.example:{port}/{base}{base}'
    description: Production.
    variables:
      scheme: {default: https, enum: [https, http]}
      customer-id: {default: demo, description: Yours.}
      port: {default: '8443', enum: ['443']}
      base: {default: ''}
      unused: {default: x}
  - {url: 'https://{tenant}.shop.example', variables: {tenant: {}}}
  - {url: '/{base}', variables: {base: {default: v2}}}
  - {url: 'https://shop.example'}
paths: {}
";
        let tree = files(&api(text));
        let module = &tree["src/shop/mod.rs"];
        assert!(module.contains("pub mod servers;"), "{module}");
        let servers = &tree["src/shop/servers.rs"];
        for part in [
            "pub struct Server {\n    scheme: ServerScheme,\n    customer_id: String,\n    port: ServerPort,\n    base: String,\n}",
            "pub fn new() -> Self {",
            "scheme: ServerScheme::Https,",
            "/// Yours.\n    ///\n    /// `demo` unless it is set.\n    pub fn customer_id(mut self, value: impl Into<String>) -> Self {",
            "/// Nothing unless it is set.",
            "pub fn port(mut self, value: ServerPort) -> Self {",
            "            server.scheme.as_str(),\n            \"://\",\n            &server.customer_id,",
            "Value8443,",
            "pub struct Server2 {\n    tenant: String,\n}",
            "pub fn new(tenant: impl Into<String>) -> Self {",
        ] {
            assert!(servers.contains(part), "no `{part}` in:\n{servers}");
        }
        assert!(
            !servers.contains("unused") && !servers.contains("Server3"),
            "{servers}"
        );
    }
}
