//! The client.

use crate::runtime::{Arg, BuildError, Builder, Call, Core, CredentialSet, Undeclared};

use super::{schemes, types};

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
        Builder::new(schemes::SCHEMES, Self::DEFAULT_BASE_URL, |core| Client {
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
        self.core.call(&op::invite_users, &[]).json(body)
    }

    pub fn create_group_integration_collaborators(
        &self,
        integration_id: impl Arg<::uuid::Uuid>,
        body: &[types::GroupCollaboratorCreate],
    ) -> Call<Vec<types::GroupCollaborator>, types::HttpValidationError> {
        let create = &op::create_group_integration_collaborators;
        self.core
            .call(create, &[&integration_id.text()])
            .json(&body)
    }

    pub fn ping(&self, tags: Vec<String>) -> Call<String, Undeclared> {
        self.core.call(&op::ping, &[&tags])
    }

    pub fn upload(&self, body: Option<&str>) -> Call<(), types::HttpValidationError> {
        self.core
            .call(&op::upload, &[])
            .optional(body, |call, body| call.body("text/plain", body.to_owned()))
    }
}

crate::runtime::operations! {
    invite_users "POST /v2/invite_users" [[0], [1], [2]] => 200 json, 422 json;
    create_group_integration_collaborators "POST /v2/integrations/{integration_id}/groups" [[0], [1], [2]]
        path "integration_id" => 200 json, 422 json;
    ping "GET /ping" [] query "tag" => "2XX" text;
    upload "PUT /upload" @ "https://files.example/v1" [] => 204, 404, 422 json;
}
