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

/// All servers that can be a base URL, and the doc lines that say which they are, when there is a choice.
pub(super) fn all(api: &Api) -> (Vec<String>, Vec<String>) {
    let default = default(api).and_then(|url| Url::parse(&url).ok());
    let mut found: Vec<String> = Vec::new();
    let mut lines = vec![
        "The servers of the document, for [`Builder::base_url`].".to_owned(),
        String::new(),
    ];
    for server in &api.servers {
        let url = match (Url::parse(&server.url), &default) {
            (Ok(url), _) => Some(url),
            (Err(_), Some(default)) => default.join(&server.url).ok(),
            (Err(_), None) => None,
        };
        let Some(url) = url.filter(is_base) else {
            continue;
        };
        let url = url.as_str().trim_end_matches('/').to_owned();
        if found.contains(&url) {
            continue;
        }
        let words = server.description.as_deref().map(docs::inline);
        lines.push(match words.filter(|words| !words.trim().is_empty()) {
            Some(words) => format!("- {}", words.trim()),
            None => format!("- {}", docs::code(&url)),
        });
        found.push(url);
    }
    match found.len() {
        0 | 1 => (Vec::new(), Vec::new()),
        _ => (found, lines),
    }
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
        // Then the caller gives a base URL, which goes before it anyway.
        (Err(_), None) => return Ok(None),
    };
    match is_base(&absolute) {
        true => Ok(Some(absolute.as_str().trim_end_matches('/').to_owned())),
        false => Err(skipped()),
    }
}

/// Whether the runtime takes a URL as a base.
pub(super) fn is_base(url: &Url) -> bool {
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
    fn the_caller_may_choose_among_servers() {
        let text = "openapi: 3.1.0
info: {title: Shop, version: '1'}
servers:
  - {url: 'https://{region}.shop.example/v1', description: Production., variables: {region: {default: eu}}}
  - {url: 'https://test.shop.example/v1/', description: '<Sandbox>'}
  - {url: 'ftp://shop.example'}
  - {url: /v2}
paths: {}
";
        let tree = files(&api(text));
        let client = tree["src/shop/client.rs"].split_whitespace();
        let client = client.collect::<Vec<_>>().join(" ");
        let servers = "/// The servers of the document, for [`Builder::base_url`]. /// /// - Production. \
             /// - \\<Sandbox> /// - `https://eu.shop.example/v2` pub const SERVERS: &'static [&'static str] = &[ \
             \"https://eu.shop.example/v1\", \"https://test.shop.example/v1\", \"https://eu.shop.example/v2\", ];";
        assert!(client.contains(servers), "{client}");
        let one = "openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example'}]
paths: {}
";
        assert!(!files(&api(one))["src/shop/client.rs"].contains("SERVERS:"));
    }

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
        for row in [
            r#"a "GET /a" @ "https://files.example" []"#,
            r#"b "GET /b" @ "https://shop.example/v2" []"#,
            r#"c "GET /c" []"#,
        ] {
            assert!(tables.contains(row), "no `{row}` in:\n{tables}");
        }
        assert!(!tables.contains("/d\""));
    }
}
