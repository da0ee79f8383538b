//! The whole Retool API: a bearer token, all users page by page, a file with the code of components, and what is wrong with a
//! folder that is refused. [`server`] stands in for Retool.

use full_clients::retool::types::{
    GetUsersOptions, PostCustomComponentLibrariesLibraryIdRevisionsRequest,
    PostCustomComponentLibrariesLibraryIdRevisionsRequestVersionBump as VersionBump,
    PostFoldersError, PostFoldersRequest, PostFoldersRequestFolderType,
};
use full_clients::retool::{Client, Credentials};
use full_clients::runtime::{Error, Part};

const LIBRARY: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(server::start().await?, Credentials::bearer("retool_t0ken"))?;

    let mut users = client.get_users(&GetUsersOptions::new().limit(2)).items();
    let mut emails = Vec::new();
    while let Some(user) = users.next().await {
        emails.push(user?.email);
    }
    assert_eq!(emails, ["0@example.com", "1@example.com", "2@example.com"]);

    let files = Part::bytes(&b"export default 1;"[..])
        .file_name("index.js")
        .content_type("text/javascript");
    let body =
        PostCustomComponentLibrariesLibraryIdRevisionsRequest::new(VersionBump::Minor, files);
    let revision = client
        .post_custom_component_libraries_by_library_id_revisions(LIBRARY, Some(&body))
        .await?;
    // The answer is in an envelope, of which the configuration knows.
    assert_eq!(revision.version, "1.1.0");

    let folder = PostFoldersRequest::new("apps", PostFoldersRequestFolderType::App);
    let refused = client.post_folders(Some(&folder)).await;
    let Err(Error::Api(api)) = &refused else {
        return Err(format!("not refused: {refused:?}").into());
    };
    assert_eq!(api.message().as_deref(), Some("no such parent"));
    match api.typed() {
        Some(PostFoldersError::UnprocessableEntity(error)) => {
            assert_eq!(error.message, "no such parent")
        }
        other => return Err(format!("not a 422: {other:?}").into()),
    }
    println!(
        "retool: signed in, {} users on 2 pages, a file sent, a 422 read",
        emails.len()
    );
    Ok(())
}

/// What the calls above need of a server.
mod server {
    use axum::extract::{Path, Query, Request};
    use axum::http::{HeaderMap, StatusCode};
    use axum::middleware::{Next, from_fn};
    use axum::response::{IntoResponse, Response};
    use axum::routing::{get, post};
    use axum::{Json, Router};
    use bytes::Bytes;
    use serde::Deserialize;
    use serde_json::{Value, json};

    #[derive(Deserialize)]
    struct Page {
        next_token: Option<String>,
    }

    pub async fn start() -> std::io::Result<String> {
        let router = Router::new()
            .route("/users", get(users))
            .route(
                "/custom_component_libraries/{library}/revisions",
                post(revision),
            )
            .route("/folders", post(folder))
            .layer(from_fn(signed));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(url)
    }

    async fn signed(request: Request, next: Next) -> Response {
        let key = request.headers().get("authorization");
        match key.is_some_and(|key| key == "Bearer retool_t0ken") {
            true => next.run(request).await,
            false => StatusCode::UNAUTHORIZED.into_response(),
        }
    }

    fn user(n: usize) -> Value {
        json!({
            "id": format!("user_{n}"), "legacy_id": n, "email": format!("{n}@example.com"), "active": true,
            "created_at": "2026-11-21T01:02:03.123Z", "last_active": null, "first_name": null,
            "last_name": null, "metadata": {}, "is_admin": n == 0, "user_type": "default",
            "two_factor_auth_enabled": false,
        })
    }

    async fn users(Query(page): Query<Page>) -> Json<Value> {
        let (users, next) = match page.next_token.as_deref() {
            Some("page/2") => (vec![user(2)], None),
            _ => (vec![user(0), user(1)], Some("page/2")),
        };
        Json(json!({
            "success": true, "data": users, "total_count": 3, "next_token": next, "has_more": next.is_some(),
        }))
    }

    async fn revision(Path(library): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
        let media = headers
            .get("content-type")
            .and_then(|media| media.to_str().ok());
        let body = String::from_utf8_lossy(&body);
        let is_whole = media
            .unwrap_or_default()
            .starts_with("multipart/form-data; boundary=")
            && body.contains("filename=\"index.js\"")
            && body.contains("export default 1;");
        if !is_whole || library != super::LIBRARY {
            return StatusCode::BAD_REQUEST.into_response();
        }
        let revision = json!({
            "id": "67e55044-10b1-426f-9247-bb680e5fe0c9", "version": "1.1.0",
            "custom_component_library_id": library,
            "created_at": "2026-11-21T01:02:03.123Z", "updated_at": "2026-11-21T01:02:03.123Z",
        });
        Json(json!({ "success": true, "data": revision })).into_response()
    }

    async fn folder() -> (StatusCode, Json<Value>) {
        let refused = json!({ "success": false, "message": "no such parent" });
        (StatusCode::UNPROCESSABLE_ENTITY, Json(refused))
    }
}
