//! The security schemes.

use crate::runtime::{Grant, KeyPlace, Scheme};

pub(super) static SCHEMES: &[Scheme] = &[
    Scheme::ApiKey {
        name: "APIKeyHeader",
        place: KeyPlace::Header,
        key: "Galileo-API-Key",
    },
    Scheme::OAuth2 {
        name: "OAuth2PasswordBearer",
        tokens: &[
            (Grant::Password, "https://api.galileo.ai/login"),
            (Grant::RefreshToken, "refresh"),
        ],
    },
    Scheme::Basic { name: "HTTPBasic" },
];
