//! The client.

use crate::runtime::{Arg, BuildError, Builder, Call, Core, CredentialSet, Undeclared};

use super::{operations, types};

#[derive(Clone, Debug)]
pub struct Client {
    pub core: Core,
}

#[derive(Clone, Debug)]
pub struct Credentials(CredentialSet);

impl Credentials {
    pub fn none() -> Self {
        Self(CredentialSet::none())
    }

    pub fn api_key(key: impl Into<String>) -> Self {
        Self(CredentialSet::api_key(0, key))
    }

    pub fn oauth2_password(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(CredentialSet::oauth2_password(1, user, password))
    }

    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(CredentialSet::basic(2, user, password))
    }

    pub fn of(set: CredentialSet) -> Self {
        Self(set)
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0.and(other))
    }
}

impl From<Credentials> for CredentialSet {
    fn from(credentials: Credentials) -> Self {
        credentials.0
    }
}

impl Client {
    pub const DEFAULT_BASE_URL: &'static str = "https://api.galileo.ai";

    pub fn builder() -> Builder<Client, Credentials> {
        Builder::new(operations::SCHEMES, Self::DEFAULT_BASE_URL, |core| Client {
            core,
        })
    }

    pub fn new(credentials: Credentials) -> Result<Self, BuildError> {
        Self::builder().credentials(credentials).build()
    }

    pub fn invite_users(
        &self,
        body: &types::InviteUsersRequest,
    ) -> Call<::serde_json::Value, types::HttpValidationError> {
        self.core.call(&operations::INVITE_USERS).json(body)
    }

    pub fn create_group_integration_collaborators(
        &self,
        integration_id: impl Arg<::uuid::Uuid>,
        body: &[types::GroupCollaboratorCreate],
    ) -> Call<Vec<types::GroupCollaborator>, types::HttpValidationError> {
        self.core
            .call(&operations::CREATE)
            .in_path("integration_id", &integration_id.text())
            .json(body)
    }

    pub fn ping(&self, tags: Vec<String>) -> Call<String, Undeclared> {
        self.core.call(&operations::PING).in_query("tag", &tags)
    }

    pub fn upload(&self, body: Option<&str>) -> Call<(), types::HttpValidationError> {
        self.core
            .call(&operations::UPLOAD)
            .optional(body, |call, body| call.body("text/plain", body.to_owned()))
    }
}
