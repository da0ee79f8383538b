//! Servers: the default base URL of a client, and operations that have another.

use url::Url;

use crate::model::{Api, Operation};

use super::docs;
use super::operations::Skipped;

/// `servers[0]`, when it says where to go without knowing where the document came from.
pub(super) fn default(api: &Api) -> Option<String> {
    api.servers
        .first()
        .map(|server| server.url.clone())
        .filter(|url| Url::parse(url).is_ok_and(|url| is_base(&url)))
}

/// The server that an operation has instead of the API's first one.
pub(super) fn own(api: &Api, operation: &Operation) -> Result<Option<String>, Skipped> {
    let Some(server) = operation.servers.first() else {
        return Ok(None);
    };
    if api.servers.first() == Some(server) {
        return Ok(None);
    }
    let skipped = || Skipped {
        reason: format!("it has a server of its own, {}", docs::code(&server.url)),
        origin: operation.place.origin,
    };
    let absolute = match (Url::parse(&server.url), default(api)) {
        (Ok(url), _) => url,
        // A relative one is beside the API's own.
        (Err(_), Some(default)) => Url::parse(&default)
            .and_then(|base| base.join(&server.url))
            .map_err(|_| skipped())?,
        (Err(_), None) => return Err(skipped()),
    };
    match is_base(&absolute) {
        true => Ok(Some(absolute.as_str().trim_end_matches('/').to_owned())),
        false => Err(skipped()),
    }
}

/// Whether the runtime takes a URL as a base.
fn is_base(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use crate::lower::fixture::{api, files};

    #[test]
    fn operations_may_have_a_server_of_their_own() {
        let tree = files(&api("openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example/v1'}]
paths:
  /a:
    servers: [{url: 'https://files.example/'}]
    get: {operationId: a, responses: {'204': {description: Ok}}}
  /b:
    get: {operationId: b, servers: [{url: /v2}], responses: {'204': {description: Ok}}}
  /c:
    get: {operationId: c, servers: [{url: 'https://shop.example/v1'}], responses: {'204': {description: Ok}}}
  /d:
    get: {operationId: d, servers: [{url: 'ftp://shop.example'}], responses: {'204': {description: Ok}}}
"));
        let tables = &tree["src/shop/client.rs"];
        for (path, server) in [
            ("/a", "Some(\"https://files.example\")"),
            ("/b", "Some(\"https://shop.example/v2\")"),
            ("/c", "None"),
        ] {
            let row = format!("path: \"{path}\",\n    server: {server},");
            assert!(tables.contains(&row), "no `{row}` in:\n{tables}");
        }
        assert!(!tables.contains("\"/d\""));
    }
}
