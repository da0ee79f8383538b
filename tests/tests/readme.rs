//! The code of the README's first screen compiles and runs: it stands here too, and both are the same.

mod first_screen {
    // The README's lines, in a function that gives them what they name.
    use api_clients::galileo::Client;
    use uuid::Uuid;

    pub async fn run(
        client: Client,
        group_id: Uuid,
        integration_id: Uuid,
    ) -> Result<(), Box<dyn std::error::Error>> {
        // README: begin
        use api_clients::galileo::types::{
            CollaboratorRole, GroupCollaboratorCreate, InviteUsersRequest,
        };
        use std::time::Duration;

        client
            .invite_users(&InviteUsersRequest::new(["ada@example.com"]))
            .await?;
        let share = GroupCollaboratorCreate::new(group_id).role(CollaboratorRole::Editor);
        let call = client.create_group_integration_collaborators(integration_id, &[share]);
        match call.timeout(Duration::from_secs(5)).await {
            Ok(collaborators) => println!("{} groups", collaborators.len()),
            Err(error) => match error.api() {
                Some(api) if api.status() == 422 => println!("refused: {:?}", api.typed()),
                _ => return Err(error.into()),
            },
        }
        // README: end
        Ok(())
    }
}

use api_clients::galileo::{Client, Credentials};
use oasmith_tests::{Answer, Server};
use uuid::Uuid;

#[tokio::test]
async fn the_first_screen_runs() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(|request| match request.target.as_str() {
        "/v2/invite_users" => Answer::json(200, "{}"),
        _ => Answer::json(422, r#"{"detail": []}"#),
    })
    .await;
    let credentials = Credentials::api_key("k");
    let client = Client::builder()
        .base_url(server.url())
        .credentials(credentials)
        .build()?;
    first_screen::run(client, Uuid::nil(), Uuid::nil()).await?;
    assert_eq!(server.received().len(), 2);
    Ok(())
}

/// Rust without its layout, which a README's width decides; a comma at the end of a line is layout too.
fn bare(code: &str) -> String {
    code.split_whitespace().collect::<String>().replace(',', "")
}

#[test]
fn the_readme_says_the_same() {
    let readme = include_str!("../../README.md");
    let here = include_str!("readme.rs");
    let code = here
        .split("// README: begin\n")
        .nth(1)
        .and_then(|c| c.split("// README: end").next());
    let code = bare(code.expect("the lines between the marks"));
    let block = readme
        .split("```rust\n")
        .nth(1)
        .and_then(|c| c.split("```").next());
    let block = bare(block.expect("a block of Rust"));
    assert!(
        block.ends_with(&code),
        "README and tests/tests/readme.rs differ:\n{block}\n{code}"
    );
}
