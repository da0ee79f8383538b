//! The whole Galileo API: signs in with a password, goes through all datasets page by page, uploads a file as a dataset, and
//! reads what is wrong with one that is refused. [`server`] stands in for Galileo.

use full_clients::galileo::types::{
    BodyCreateDatasetDatasetsPost, CreateDatasetOptions, ListDatasetsOptions,
    ValidationErrorLocItem,
};
use full_clients::galileo::{Client, Credentials};
use full_clients::runtime::{Error, Part};

const FILE: &[u8] = b"input,output\n1,one\n2,two\n";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The token is fetched from `/login` when it is first needed, kept, and renewed when it is not accepted any more.
    let client = Client::builder()
        .base_url(server::start().await?)
        .credentials(Credentials::oauth2_password(
            "ada@example.com",
            "correct horse",
        ))
        .build()?;

    let mut datasets = client
        .list_datasets(&ListDatasetsOptions::new().limit(2))
        .items();
    let mut names = Vec::new();
    while let Some(dataset) = datasets.next().await {
        names.push(dataset?.name);
    }
    assert_eq!(
        names,
        [
            "dataset 0",
            "dataset 1",
            "dataset 2",
            "dataset 3",
            "dataset 4"
        ]
    );

    let file = Part::bytes(FILE)
        .file_name("numbers.csv")
        .content_type("text/csv");
    let body = BodyCreateDatasetDatasetsPost::new()
        .name("numbers".to_owned())
        .file(file);
    let made = client
        .create_dataset(&CreateDatasetOptions::new(), Some(&body))
        .await?;
    assert_eq!((made.name.as_str(), made.num_rows), ("numbers", Some(2)));

    let nameless = BodyCreateDatasetDatasetsPost::new().draft(true);
    let refused = client
        .create_dataset(&CreateDatasetOptions::new(), Some(&nameless))
        .await;
    let Err(Error::Api(api)) = &refused else {
        return Err(format!("not refused: {refused:?}").into());
    };
    assert_eq!(api.status(), 422);
    let details = api
        .typed()
        .and_then(|typed| typed.detail.as_deref())
        .ok_or("no details")?;
    let [first] = details else {
        return Err("not one detail".into());
    };
    assert_eq!(first.msg, "Field required");
    assert!(matches!(&first.loc[1], ValidationErrorLocItem::String(field) if field == "name"));
    println!(
        "galileo: signed in, {} datasets on 3 pages, a file sent, a 422 read",
        names.len()
    );
    Ok(())
}

/// What the calls above need of a server.
mod server {
    use axum::extract::{Form, Query};
    use axum::http::{HeaderMap, StatusCode};
    use axum::routing::{get, post};
    use axum::{Json, Router};
    use bytes::Bytes;
    use serde::Deserialize;
    use serde_json::{Value, json};

    const COUNT: usize = 5;

    #[derive(Deserialize)]
    struct Login {
        username: String,
        password: String,
    }

    #[derive(Deserialize)]
    struct Page {
        #[serde(default)]
        starting_token: usize,
        limit: usize,
    }

    pub async fn start() -> std::io::Result<String> {
        let datasets = get(list).post(create);
        let router = Router::new()
            .route("/login", post(login))
            .route("/datasets", datasets);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(url)
    }

    async fn login(Form(login): Form<Login>) -> (StatusCode, Json<Value>) {
        match (login.username.as_str(), login.password.as_str()) {
            ("ada@example.com", "correct horse") => (
                StatusCode::OK,
                Json(json!({ "access_token": "t0ken", "token_type": "bearer" })),
            ),
            _ => (StatusCode::UNAUTHORIZED, Json(json!({}))),
        }
    }

    fn is_signed(headers: &HeaderMap) -> bool {
        headers
            .get("authorization")
            .is_some_and(|value| value == "Bearer t0ken")
    }

    fn dataset(name: &str, rows: usize) -> Value {
        json!({
            "id": "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "name": name,
            "created_at": "2026-11-21T01:02:03.123456",
            "updated_at": "2026-11-21T01:02:03.123456",
            "project_count": 0,
            "num_rows": rows,
            "column_names": null,
            "created_by_user": null,
            "current_version_index": 1,
            "draft": false,
        })
    }

    async fn list(headers: HeaderMap, Query(page): Query<Page>) -> (StatusCode, Json<Value>) {
        if !is_signed(&headers) {
            return (StatusCode::UNAUTHORIZED, Json(json!({})));
        }
        let end = COUNT.min(page.starting_token + page.limit);
        let datasets: Vec<Value> = (page.starting_token..end)
            .map(|n| dataset(&format!("dataset {n}"), n))
            .collect();
        let answer = json!({
            "starting_token": page.starting_token,
            "limit": page.limit,
            "paginated": end < COUNT,
            "next_starting_token": (end < COUNT).then_some(end),
            "datasets": datasets,
        });
        (StatusCode::OK, Json(answer))
    }

    async fn create(headers: HeaderMap, body: Bytes) -> (StatusCode, Json<Value>) {
        if !is_signed(&headers) {
            return (StatusCode::UNAUTHORIZED, Json(json!({})));
        }
        let media = headers
            .get("content-type")
            .and_then(|media| media.to_str().ok());
        let body = String::from_utf8_lossy(&body);
        let is_multipart = media
            .unwrap_or_default()
            .starts_with("multipart/form-data; boundary=");
        if !is_multipart || !body.contains("name=\"name\"") {
            let detail =
                json!({ "loc": ["body", "name"], "msg": "Field required", "type": "missing" });
            return (
                StatusCode::UNPROCESSABLE_ENTITY,
                Json(json!({ "detail": [detail] })),
            );
        }
        let file = String::from_utf8_lossy(super::FILE);
        let has_file = body.contains("filename=\"numbers.csv\"") && body.contains(&*file);
        let rows = if has_file {
            file.lines().count() - 1
        } else {
            0
        };
        (StatusCode::OK, Json(dataset("numbers", rows)))
    }
}
