//! Credentials for an API's security schemes, and the choice among what an operation accepts.

use std::fmt;
use std::sync::Arc;

use super::oauth2::{Sources, TokenSource, source};
use super::provider::CredentialProvider;
use super::schemes::{Grant, Scheme};

/// Credentials, each for a scheme that is named by its index. Generated `Credentials` types wrap this.
#[derive(Clone, Default)]
pub struct CredentialSet {
    secrets: Vec<(usize, Secret)>,
    /// What fetches tokens, if one of them is for that.
    pub(super) tokens: Option<fn(Sources<'_>) -> Box<dyn TokenSource>>,
}

/// What is known for a scheme.
#[derive(Clone)]
pub(super) enum Secret {
    /// An API key, or whatever follows another scheme's word.
    Key(String),
    /// HTTP basic.
    Basic { user: String, password: String },
    /// A token of the caller's.
    Token(String),
    /// Name and password to fetch a token with.
    Password {
        user: String,
        password: String,
        /// The client's id and secret, where the server knows it by them.
        client: Option<(String, String)>,
        scope: Option<String>,
    },
    /// Client id and secret to fetch a token with.
    Client {
        id: String,
        secret: String,
        scope: Option<String>,
    },
    /// A token that is renewed with another one.
    Refresh {
        refresh: String,
        /// The client's id and secret, where the server knows it by them.
        client: Option<(String, String)>,
        scope: Option<String>,
    },
    /// Whatever the caller's code gives.
    Provider(Arc<dyn CredentialProvider>),
    /// The transport's business.
    Transport,
}

impl Secret {
    /// What a token is fetched with, where one is.
    pub(super) fn grant(&self) -> Option<Grant> {
        match self {
            Secret::Password { .. } => Some(Grant::Password),
            Secret::Client { .. } => Some(Grant::ClientCredentials),
            Secret::Refresh { .. } => Some(Grant::RefreshToken),
            _ => None,
        }
    }
}

impl CredentialSet {
    /// No credentials.
    pub fn none() -> Self {
        Self::default()
    }

    fn one(scheme: usize, secret: Secret) -> Self {
        Self {
            secrets: vec![(scheme, secret)],
            tokens: None,
        }
    }

    /// What tokens are fetched with.
    fn fetching(scheme: usize, secret: Secret) -> Self {
        Self {
            tokens: Some(source),
            ..Self::one(scheme, secret)
        }
    }

    /// An API key.
    pub fn api_key(scheme: usize, key: impl Into<String>) -> Self {
        Self::one(scheme, Secret::Key(key.into()))
    }

    /// HTTP basic.
    pub fn basic(scheme: usize, user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::one(
            scheme,
            Secret::Basic {
                user: user.into(),
                password: password.into(),
            },
        )
    }

    /// A bearer token.
    pub fn bearer(scheme: usize, token: impl Into<String>) -> Self {
        Self::one(scheme, Secret::Token(token.into()))
    }

    /// What follows the word of another HTTP scheme.
    pub fn http(scheme: usize, credentials: impl Into<String>) -> Self {
        Self::one(scheme, Secret::Key(credentials.into()))
    }

    /// Name and password, with which tokens are fetched when they are needed.
    pub fn oauth2_password(
        scheme: usize,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        Self::fetching(
            scheme,
            Secret::Password {
                user: user.into(),
                password: password.into(),
                client: None,
                scope: None,
            },
        )
    }

    /// Client id and secret, with which tokens are fetched when they are needed.
    pub fn oauth2_client(scheme: usize, id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self::fetching(
            scheme,
            Secret::Client {
                id: id.into(),
                secret: secret.into(),
                scope: None,
            },
        )
    }

    /// A token that the caller got elsewhere.
    pub fn oauth2_token(scheme: usize, token: impl Into<String>) -> Self {
        Self::bearer(scheme, token)
    }

    /// A refresh token (RFC 6749 6), with which tokens are fetched when they are needed.
    pub fn oauth2_refresh(scheme: usize, refresh: impl Into<String>) -> Self {
        let refresh = refresh.into();
        Self::fetching(
            scheme,
            Secret::Refresh {
                refresh,
                client: None,
                scope: None,
            },
        )
    }

    /// The id and secret that the server knows this program by, where it asks for them beside a name and password or a
    /// refresh token. A program that can keep no secret gives an empty one.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        let known = (id.into(), secret.into());
        for (_, secret) in &mut self.secrets {
            if let Secret::Password { client, .. } | Secret::Refresh { client, .. } = secret {
                *client = Some(known.clone());
            }
        }
        self
    }

    /// What the caller's code gives, whenever it is needed.
    pub fn provider(scheme: usize, provider: impl CredentialProvider + 'static) -> Self {
        Self::fetching(scheme, Secret::Provider(Arc::new(provider)))
    }

    /// Mutual TLS, which the transport has been given the means for.
    pub fn mutual_tls(scheme: usize) -> Self {
        Self::one(scheme, Secret::Transport)
    }

    /// The scopes to ask for when tokens are fetched, separated by spaces.
    #[must_use]
    pub fn scope(mut self, scopes: impl Into<String>) -> Self {
        let scopes = scopes.into();
        for (_, secret) in &mut self.secrets {
            if let Secret::Password { scope, .. }
            | Secret::Client { scope, .. }
            | Secret::Refresh { scope, .. } = secret
            {
                *scope = Some(scopes.clone());
            }
        }
        self
    }

    /// These and others. Of two for the same scheme the later one holds.
    #[must_use]
    pub fn and(mut self, other: impl Into<Self>) -> Self {
        let other = other.into();
        self.tokens = self.tokens.or(other.tokens);
        for (scheme, secret) in other.secrets {
            self.secrets.retain(|(known, _)| *known != scheme);
            self.secrets.push((scheme, secret));
        }
        self
    }

    /// What is known for a scheme.
    pub(super) fn secret(&self, scheme: usize) -> Option<&Secret> {
        self.secrets
            .iter()
            .find(|(known, _)| *known == scheme)
            .map(|(_, secret)| secret)
    }

    /// The strongest alternative that these credentials satisfy: one with schemes before one without, more schemes
    /// before fewer, then the order of the document. An operation that asks for nothing is satisfied by nothing.
    pub(super) fn choose(&self, security: &'static [&'static [usize]]) -> Option<&'static [usize]> {
        if security.is_empty() {
            return Some(&[]);
        }
        let mut best: Option<&'static [usize]> = None;
        for alternative in security {
            let satisfied = alternative
                .iter()
                .all(|scheme| self.secret(*scheme).is_some());
            if satisfied && best.is_none_or(|best| alternative.len() > best.len()) {
                best = Some(alternative);
            }
        }
        best
    }
}

/// Which schemes would do, in words.
pub(super) fn wanted(security: &[&[usize]], schemes: &[Scheme]) -> String {
    let name = |index: &usize| {
        schemes
            .get(*index)
            .map_or("an unknown scheme", Scheme::name)
    };
    let alternatives: Vec<String> = security
        .iter()
        .map(|all| all.iter().map(name).collect::<Vec<_>>().join(" and "))
        .collect();
    alternatives.join(", or ")
}

impl fmt::Debug for CredentialSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = self.secrets.iter().map(|(_, secret)| match secret {
            Secret::Key(_) => "key",
            Secret::Basic { .. } => "basic",
            Secret::Token(_) => "token",
            Secret::Password { .. } => "oauth2 password",
            Secret::Client { .. } => "oauth2 client",
            Secret::Refresh { .. } => "oauth2 refresh",
            Secret::Provider(_) => "provider",
            Secret::Transport => "mutual tls",
        });
        f.debug_list().entries(kinds).finish()
    }
}
