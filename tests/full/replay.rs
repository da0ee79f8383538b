//! Recorded traffic with the Retool API, exchange by exchange through the generated client: each request must be the
//! recorded one, and each answer must decode, those too that contradict the document.
//!
//! `replay FOLDER`: a folder of recordings in the YAML of go-vcr.

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use full_clients::retool::types::{
    DeleteFoldersByFolderIdOptions, GetGroupsByGroupIdOptions, GetUsersByUserIdOptions,
    GetUsersOptions,
};
use full_clients::retool::{Client, Credentials};
use full_clients::runtime::{Decode, Error, from_slice};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
struct Recording {
    interactions: Vec<Exchange>,
}

#[derive(Clone, Deserialize)]
struct Exchange {
    id: usize,
    request: Asked,
    response: Answered,
}

#[derive(Clone, Deserialize)]
struct Asked {
    method: String,
    url: String,
    body: String,
}

#[derive(Clone, Deserialize)]
struct Answered {
    code: u16,
    body: String,
}

/// What the server answers next, and what it was asked.
type Shared = Arc<Mutex<(Option<Answered>, Vec<(String, String, Vec<u8>)>)>>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let shared = Shared::default();
    let client = Client::builder()
        .base_url(format!("{}/api/v2", serve(shared.clone()).await?))
        .credentials(Credentials::bearer("token"))
        .build()?;
    let mut files: Vec<_> = std::fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(|entry| entry.file_name());
    let (mut count, mut unknown) = (0, 0);
    for file in files.iter().map(|entry| entry.path()) {
        for exchange in exchanges(&file)? {
            let place = format!("{}, exchange {}", file.display(), exchange.id);
            unknown += replayed(&client, &shared, &exchange)
                .await
                .map_err(|error| format!("{place}: {error}"))?;
            count += 1;
        }
    }
    if count == 0 {
        return Err(format!("no exchange in {folder}").into());
    }
    println!(
        "replay: {count} exchanges, {unknown} values under keys that the document does not have"
    );
    Ok(())
}

fn exchanges(file: &Path) -> Result<Vec<Exchange>, Box<dyn std::error::Error>> {
    let recording: Recording = serde_yaml::from_str(&std::fs::read_to_string(file)?)?;
    Ok(recording.interactions)
}

async fn serve(shared: Shared) -> std::io::Result<String> {
    let router = Router::new().fallback(move |request: Request<Body>| {
        let shared = shared.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let Ok(mut shared) = shared.lock() else {
                return Response::default();
            };
            shared
                .1
                .push((head.method.to_string(), head.uri.to_string(), body.to_vec()));
            let answer = shared.0.clone();
            let (code, text) =
                answer.map_or((500, String::new()), |answer| (answer.code, answer.body));
            let response = Response::builder()
                .status(code)
                .header("content-type", "application/json");
            response.body(Body::from(text)).unwrap_or_default()
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}

/// Gives how many values of the answer the document knows nothing of.
async fn replayed(client: &Client, shared: &Shared, exchange: &Exchange) -> Result<usize, String> {
    let asked = &exchange.request;
    let target = asked
        .url
        .splitn(4, '/')
        .nth(3)
        .ok_or("a URL without a path")?;
    let path = target
        .strip_prefix("api/v2/")
        .ok_or("a path of another API")?;
    let path = path.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').collect();
    if let Ok(mut shared) = shared.lock() {
        *shared = (Some(exchange.response.clone()), Vec::new());
    }
    let given = call(client, &asked.method, &segments, asked.body.as_bytes()).await?;
    let sent = shared
        .lock()
        .map(|mut shared| std::mem::take(&mut shared.1))
        .unwrap_or_default();
    let [(method, uri, body)] = &sent[..] else {
        return Err(format!("{} requests were sent", sent.len()));
    };
    same("method", method, &asked.method)?;
    same("path and query", uri, &format!("/{target}"))?;
    same("body", &json(body)?, &json(asked.body.as_bytes())?)?;
    let mut recorded = json(exchange.response.body.as_bytes())?;
    // What is in the envelope is what a call gives, unless it answers in pages.
    if given.get("success").is_none() && !recorded.is_null() {
        recorded = recorded["data"].take();
    }
    unknown(&given, &recorded)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, sent: &T, recorded: &T) -> Result<(), String> {
    match sent == recorded {
        true => Ok(()),
        false => Err(format!("the {what} is {sent:?}, and was {recorded:?}")),
    }
}

fn json(text: &[u8]) -> Result<Value, String> {
    match text.is_empty() {
        true => Ok(Value::Null),
        false => serde_json::from_slice(text).map_err(|error| error.to_string()),
    }
}

/// Whether what was read is what was recorded, null and absent aside; counts the values that are gone since the document
/// has no such keys.
fn unknown(given: &Value, recorded: &Value) -> Result<usize, String> {
    match (given, recorded) {
        (Value::Object(given), Value::Object(recorded)) => {
            let mut count = 0;
            for (key, value) in recorded {
                count += match given.get(key) {
                    Some(given) => {
                        unknown(given, value).map_err(|error| format!("{key}.{error}"))?
                    }
                    None => usize::from(!value.is_null()),
                };
            }
            match given
                .iter()
                .find(|(key, value)| !recorded.contains_key(*key) && !value.is_null())
            {
                Some((key, _)) => Err(format!("{key} was not in the answer")),
                None => Ok(count),
            }
        }
        (Value::Array(given), Value::Array(recorded)) if given.len() == recorded.len() => given
            .iter()
            .zip(recorded)
            .map(|(given, recorded)| unknown(given, recorded))
            .sum(),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Ok(0),
        _ if given == recorded => Ok(0),
        _ => Err(format!(" {given} is not {recorded}")),
    }
}

/// The typed call that an exchange was.
async fn call(client: &Client, method: &str, path: &[&str], body: &[u8]) -> Result<Value, String> {
    match (method, path) {
        ("GET", ["folders"]) => given(client.get_folders().await),
        ("POST", ["folders"]) => given(client.post_folders(Some(&typed(body)?)).await),
        ("GET", ["folders", id]) => given(client.get_folders_by_folder_id(*id).await),
        ("PATCH", ["folders", id]) => given(
            client
                .patch_folders_by_folder_id(*id, Some(&typed(body)?))
                .await,
        ),
        ("DELETE", ["folders", id]) => given(
            client
                .delete_folders_by_folder_id(*id, &DeleteFoldersByFolderIdOptions::new())
                .await,
        ),
        ("GET", ["groups"]) => given(client.get_groups().await),
        ("POST", ["groups"]) => given(client.post_groups(Some(&typed(body)?)).await),
        ("GET", ["groups", id]) => given(
            client
                .get_groups_by_group_id(*id, &GetGroupsByGroupIdOptions::new())
                .await,
        ),
        ("PUT", ["groups", id]) => given(
            client
                .put_groups_by_group_id(*id, Some(&typed(body)?))
                .await,
        ),
        ("DELETE", ["groups", id]) => given(client.delete_groups_by_group_id(*id).await),
        ("POST", ["spaces"]) => given(client.post_spaces(Some(&typed(body)?)).await),
        ("GET", ["spaces", id]) => given(client.get_spaces_by_space_id(*id).await),
        ("PUT", ["spaces", id]) => given(
            client
                .put_spaces_by_space_id(*id, Some(&typed(body)?))
                .await,
        ),
        ("DELETE", ["spaces", id]) => given(client.delete_spaces_by_space_id(*id).await),
        ("GET", ["users"]) => given(client.get_users(&GetUsersOptions::new()).await),
        ("POST", ["users"]) => given(client.post_users(Some(&typed(body)?)).await),
        ("GET", ["users", id]) => given(
            client
                .get_users_by_user_id(*id, &GetUsersByUserIdOptions::new())
                .await,
        ),
        ("PATCH", ["users", id]) => given(
            client
                .patch_users_by_user_id(*id, Some(&typed(body)?))
                .await,
        ),
        ("DELETE", ["users", id]) => given(client.delete_users_by_user_id(*id).await),
        _ => Err("no operation of the client".to_owned()),
    }
}

fn typed<T: Decode>(body: &[u8]) -> Result<T, String> {
    from_slice(body).map_err(|error| format!("the recorded body is not what is sent: {error}"))
}

fn given<T: Serialize, E>(answer: Result<T, Error<E>>) -> Result<Value, String> {
    let value = answer.map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}
