//! The security schemes.

use crate::runtime::{KeyPlace, Scheme};

pub(super) static SCHEMES: &[Scheme] = &[
    Scheme::ApiKey {
        name: "APIKeyHeader",
        place: KeyPlace::Header,
        key: "Galileo-API-Key",
    },
    Scheme::OAuth2Password {
        name: "OAuth2PasswordBearer",
        token_url: "https://api.galileo.ai/login",
    },
    Scheme::Basic { name: "HTTPBasic" },
];
