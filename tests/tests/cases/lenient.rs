//! What `lenient` makes of faulty operations, off the socket.

use super::*;
use oasmith_golden::lenient::{Client, Credentials};

#[tokio::test]
async fn faulty_operations_can_be_called() {
    let server = Server::always(Answer::empty(204)).await;
    let builder = Client::builder().base_url(server.url());
    let client = builder
        .credentials(Credentials::none())
        .build()
        .expect("a client");
    // Two operations are called `fetch`, so both have the name of their method and path.
    let call = client.get_users_by_user_id_posts_by_post_id(7, "a/b");
    call.await.expect("204");
    client.get_files_by_name("x y").await.expect("204");
    client.search_files().await.expect("204");
    let seen = server.received();
    let targets: Vec<&str> = seen.iter().map(|seen| seen.target.as_str()).collect();
    assert_eq!(
        targets,
        ["/users/7/posts/a%2Fb", "/files/x%20y/", "/files:search"]
    );
    let refused = client.get_users_by_user_id_posts_by_post_id(0, "a").await;
    let error = refused.expect_err("out of range");
    assert!(
        error.to_string().contains("`userId`: must be at least 1"),
        "{error}"
    );
}
