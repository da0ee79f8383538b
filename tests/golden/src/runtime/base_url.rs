//! Base URLs, and where tokens are made.

use http::uri::{Authority, Scheme};
use url::Url;

/// Reads a base URL; its error is for a person.
pub(super) fn parse(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text).map_err(|error| format!("the base URL is none: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("the base URL must begin with http:// or https://".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL must have neither query nor fragment".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL must not hold credentials".to_owned());
    }
    // A path is appended, so a slash at the end would double.
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// Reads a token URL of the caller's; its error is for a person.
pub(super) fn parse_token_url(text: &str) -> Result<Url, String> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| "the token URL must be an absolute http or https URL".to_owned())
}

/// Scheme and authority of a base URL as parts of a URI; none where only a URL can have such an authority.
pub(super) fn origin(base: &Url) -> Option<(Scheme, Authority)> {
    let scheme = base.scheme().parse().ok()?;
    let authority = base.authority().parse().ok()?;
    Some((scheme, authority))
}

/// The prefix of a base URL, without a slash at its end.
pub(super) fn prefix(base: &Url) -> &str {
    base.path().trim_end_matches('/')
}

/// Where tokens are made.
///
/// A token URL of the default server (or a relative one) moves along when the base URL is another, so that a password
/// that is meant for a test server never goes to production.
pub(super) fn token_url(declared: &str, default: Option<&Url>, base: &Url) -> Option<Url> {
    let absolute = Url::parse(declared).ok();
    let home = default.unwrap_or(base);
    let declared = match absolute {
        Some(url) => url,
        None => {
            let mut directory = home.clone();
            directory.set_path(&format!("{}/", prefix(home)));
            directory.join(declared).ok()?
        }
    };
    if home == base || declared.origin() != home.origin() {
        return Some(declared);
    }
    let path = declared.path();
    let below = path
        .strip_prefix(prefix(home))
        .filter(|rest| rest.starts_with('/'))
        .unwrap_or(path);
    let mut moved = base.clone();
    moved.set_path(&format!("{}{below}", prefix(base)));
    moved.set_query(declared.query());
    Some(moved)
}

#[cfg(test)]
mod unit {
    use super::{parse, token_url};

    fn moved(declared: &str, default: &str, base: &str) -> String {
        let (default, base) = (parse(default).unwrap(), parse(base).unwrap());
        token_url(declared, Some(&default), &base)
            .unwrap()
            .to_string()
    }

    #[test]
    fn token_urls_of_the_default_server_move_with_the_base() {
        let production = "https://api.example.com";
        let login = "https://api.example.com/login";
        assert_eq!(moved(login, production, production), login);
        assert_eq!(
            moved(login, production, "http://127.0.0.1:1/prefix"),
            "http://127.0.0.1:1/prefix/login"
        );
        assert_eq!(
            moved("login", production, "http://127.0.0.1:1/"),
            "http://127.0.0.1:1/login"
        );
        assert_eq!(
            moved("https://id.example.com/t", production, "http://127.0.0.1:1"),
            "https://id.example.com/t"
        );
        let versioned = "https://api.example.com/api/v2";
        assert_eq!(
            moved("https://api.example.com/api/v2/t", versioned, "http://h/x"),
            "http://h/x/t"
        );
        assert_eq!(moved("t", versioned, "http://h/x"), "http://h/x/t");
    }

    #[test]
    fn base_urls_keep_their_prefix_and_nothing_else() {
        assert_eq!(parse("http://h:1/a/b/").unwrap().path(), "/a/b");
        for bad in [
            "",
            "/v2",
            "ftp://h",
            "http://h?x=1",
            "http://h#f",
            "http://u:p@h",
            "http://u@h",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
