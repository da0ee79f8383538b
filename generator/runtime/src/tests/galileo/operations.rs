//! The operations.

use crate::runtime::{Answer, Grant, KeyPlace, Media, Operation, Scheme, Status, answer};

use super::types::*;

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

const ANSWERS: &[Answer] = &[
    Answer {
        status: Status::Code(200),
        media: Media::Json,
    },
    Answer {
        status: Status::Code(422),
        media: Media::Json,
    },
];

pub(super) static INVITE_USERS: Operation<::serde_json::Value, HttpValidationError> = Operation {
    name: "invite_users",
    method: "POST",
    path: "/v2/invite_users",
    server: None,
    parameters: &[],
    security: &[&[0], &[1], &[2]],
    answers: ANSWERS,
    ok: answer::value,
    err: answer::json::<HttpValidationError>,
};

pub(super) static CREATE: Operation<Vec<GroupCollaborator>, HttpValidationError> = Operation {
    name: "create_group_integration_collaborators",
    method: "POST",
    path: "/v2/integrations/{integration_id}/groups",
    server: None,
    parameters: &[],
    security: &[&[0], &[1], &[2]],
    answers: ANSWERS,
    ok: answer::json::<Vec<GroupCollaborator>>,
    err: answer::json::<HttpValidationError>,
};

pub(super) static PING: Operation<String, crate::runtime::Undeclared> = Operation {
    name: "ping",
    method: "GET",
    path: "/ping",
    server: None,
    parameters: &[],
    security: &[],
    answers: &[Answer {
        status: Status::Range(2),
        media: Media::Text,
    }],
    ok: answer::text,
    err: answer::undeclared,
};

pub(super) static UPLOAD: Operation<(), HttpValidationError> = Operation {
    name: "upload",
    method: "PUT",
    path: "/upload",
    server: Some("https://files.example/v1"),
    parameters: &[],
    security: &[],
    answers: &[
        Answer {
            status: Status::Code(204),
            media: Media::Empty,
        },
        Answer {
            status: Status::Code(404),
            media: Media::Empty,
        },
        Answer {
            status: Status::Code(422),
            media: Media::Json,
        },
    ],
    ok: answer::empty,
    err: answer::json::<HttpValidationError>,
};
