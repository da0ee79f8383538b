//! Security schemes.

/// A security scheme. `name` is its name in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// An API key.
    ApiKey {
        /// Its name in the document.
        name: &'static str,
        /// Where the key goes.
        place: KeyPlace,
        /// The header, query parameter or cookie.
        key: &'static str,
    },
    /// HTTP basic.
    Basic {
        /// Its name in the document.
        name: &'static str,
    },
    /// A bearer token.
    Bearer {
        /// Its name in the document.
        name: &'static str,
    },
    /// Another scheme of the `Authorization` header.
    Http {
        /// Its name in the document.
        name: &'static str,
        /// The word in front of the credentials.
        scheme: &'static str,
    },
    /// OAuth2 with name and password.
    OAuth2Password {
        /// Its name in the document.
        name: &'static str,
        /// Where tokens are made; may be relative to the first server.
        token_url: &'static str,
    },
    /// OAuth2 with a client's own credentials.
    OAuth2ClientCredentials {
        /// Its name in the document.
        name: &'static str,
        /// Where tokens are made; may be relative to the first server.
        token_url: &'static str,
    },
    /// OAuth2 in any other way, or OpenID Connect: the caller brings the token.
    OAuth2Token {
        /// Its name in the document.
        name: &'static str,
    },
    /// Mutual TLS, which is the transport's business.
    MutualTls {
        /// Its name in the document.
        name: &'static str,
    },
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

impl Scheme {
    /// Its name in the document.
    pub fn name(&self) -> &'static str {
        match self {
            Scheme::ApiKey { name, .. }
            | Scheme::Basic { name }
            | Scheme::Bearer { name }
            | Scheme::Http { name, .. }
            | Scheme::OAuth2Password { name, .. }
            | Scheme::OAuth2ClientCredentials { name, .. }
            | Scheme::OAuth2Token { name }
            | Scheme::MutualTls { name } => name,
        }
    }

    /// Where its tokens are made.
    pub(super) fn token_url(&self) -> Option<&'static str> {
        match self {
            Scheme::OAuth2Password { token_url, .. }
            | Scheme::OAuth2ClientCredentials { token_url, .. } => Some(token_url),
            _ => None,
        }
    }
}
