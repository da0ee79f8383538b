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
    /// OAuth2, or OpenID Connect.
    OAuth2 {
        /// Its name in the document.
        name: &'static str,
        /// How tokens can be fetched, and where; the URL may be relative to the first server. In any other way it is the
        /// caller that brings the token.
        tokens: &'static [(Grant, &'static str)],
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
            | Scheme::OAuth2 { name, .. }
            | Scheme::MutualTls { name } => name,
        }
    }

    /// Where tokens are made with a grant.
    pub(super) fn token_url(&self, grant: Grant) -> Option<&'static str> {
        let Scheme::OAuth2 { tokens, .. } = self else {
            return None;
        };
        let found = tokens.iter().find(|(known, _)| *known == grant);
        found.map(|(_, url)| *url)
    }
}

/// What a token is fetched with (RFC 6749 4 and 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grant {
    /// A user's name and password.
    Password,
    /// The client's own id and secret.
    ClientCredentials,
    /// A refresh token.
    RefreshToken,
}
