//! All three operations against a server on 127.0.0.1: `cargo run -p oasmith-tests --example three_operations`.

use std::time::Duration;

use api_clients::galileo::types::{CollaboratorRole, GroupCollaboratorCreate, InviteUsersRequest};
use api_clients::retool::types::{AccessLevel, CreateGroupRequest};
use api_clients::{galileo, retool};
use oasmith_tests::{Answer, Server};
use uuid::Uuid;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(|request| match request.target.as_str() {
        "/v2/invite_users" if request.body.windows(7).any(|w| w == b"@taken.") => {
            let detail = r#"[{"loc":["body","emails",0],"msg":"taken","type":"value_error"}]"#;
            Answer::json(422, format!(r#"{{"detail":{detail}}}"#))
        }
        "/v2/invite_users" => Answer::json(200, r#"{"invited":1}"#),
        "/api/v2/groups" => Answer::json(400, r#"{"success":false,"message":"name is taken"}"#),
        _ => Answer::json(200, collaborators()),
    })
    .await;

    let galileo = galileo::Client::builder()
        .base_url(server.url())
        .credentials(galileo::Credentials::api_key("an-api-key"))
        .timeout(Duration::from_secs(10))
        .build()?;

    let invited = galileo
        .invite_users(&InviteUsersRequest::new(["a@example.com"]))
        .await?;
    println!("invite_users: {invited}");

    let refused = galileo
        .invite_users(&InviteUsersRequest::new(["b@taken.example.com"]))
        .await;
    if let Err(error) = refused {
        println!("invite_users: {error}");
        let typed = error.api().and_then(|api| api.typed());
        for problem in typed.and_then(|t| t.detail.as_deref()).unwrap_or_default() {
            println!("  {}: {}", problem.type_, problem.msg);
        }
    }

    let group = GroupCollaboratorCreate::new(Uuid::from_u128(2)).role(CollaboratorRole::Editor);
    let shared = galileo
        .create_group_integration_collaborators(Uuid::from_u128(1), &[group])
        .timeout(Duration::from_secs(5))
        .await?;
    for permission in &shared[0].permissions {
        let enums = permission.action.member_enums().join(", ");
        println!(
            "create_group_integration_collaborators: {} [{enums}]",
            permission.action
        );
    }

    let retool = retool::Client::builder()
        .base_url(format!("{}/api/v2", server.url()))
        .credentials(retool::Credentials::bearer("a-token"))
        .build()?;
    let request = CreateGroupRequest::new("Support").universal_app_access(AccessLevel::Use);
    match retool.create_group(&request).await {
        Ok(made) => println!("create_group: {}", made.data.name),
        Err(error) => match error.api().and_then(|api| api.typed()) {
            Some(typed) => println!("create_group: refused: {}", typed.message),
            None => return Err(error.into()),
        },
    }
    Ok(())
}

fn collaborators() -> String {
    let permission = |action: &str| format!(r#"{{"action":"{action}","allowed":true}}"#);
    let permissions = ["update", "record_annotation", "some_future_action"]
        .map(permission)
        .join(",");
    let id = Uuid::nil();
    format!(
        r#"[{{"id":"{id}","role":"editor","created_at":"2026-11-21T01:02:03.123456","group_id":"{id}",
            "group_name":"Support","permissions":[{permissions}]}}]"#
    )
}
