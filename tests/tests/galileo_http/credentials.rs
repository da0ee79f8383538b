//! Credentials: which are sent, to whom, and that they show nowhere.

use super::*;

#[tokio::test]
async fn basic_and_token_send_exactly_one_authorization() {
    let server = Server::always(Answer::json(200, "null")).await;
    for (credentials, sent) in [
        (Credentials::basic("user", "päss"), "Basic dXNlcjpww6Rzcw=="),
        (Credentials::oauth2_token("tok"), "Bearer tok"),
    ] {
        with(&server.url(), credentials)
            .invite_users(&invite())
            .await
            .expect("200");
        let seen = server.received().pop().expect("a request");
        assert_eq!(seen.values("authorization"), [sent]);
        assert_eq!(seen.values("galileo-api-key"), [""; 0]);
    }
}

#[tokio::test]
async fn several_credentials_are_alternatives() {
    let server = Server::always(Answer::json(200, "null")).await;
    let both = Credentials::api_key(SECRET).and(Credentials::basic("u", "p"));
    with(&server.url(), both)
        .invite_users(&invite())
        .await
        .expect("200");
    let seen = server.only();
    let sent = seen.values("authorization").len() + seen.values("galileo-api-key").len();
    assert_eq!(sent, 1, "one alternative is enough: {:?}", seen.headers);
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::always(Answer::json(200, "null")).await;
    let client = Client::builder()
        .base_url(server.url())
        .build()
        .expect("a client");
    let error = client
        .invite_users(&invite())
        .await
        .expect_err("it needs credentials");
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert!(error.to_string().contains("APIKeyHeader"), "{error}");
    assert!(server.received().is_empty());
}

fn login_or(answer: impl Fn(&Received) -> Answer + Clone) -> impl Fn(&Received) -> Answer + Clone {
    move |request| match request.target.as_str() {
        "/login" => {
            let form = String::from_utf8_lossy(&request.body).into_owned();
            assert!(form.contains("grant_type=password"), "{form}");
            assert!(form.contains("username=user%40example.com"), "{form}");
            assert!(form.contains("password=p%26ss"), "{form}");
            Answer::json(200, r#"{"access_token": "t1", "token_type": "bearer"}"#)
        }
        _ => answer(request),
    }
}

fn logins(server: &Server) -> usize {
    server
        .received()
        .iter()
        .filter(|r| r.target == "/login")
        .count()
}

#[tokio::test]
async fn the_password_flow_fetches_a_token_once() {
    let server = Server::start(login_or(|_| Answer::json(200, "null"))).await;
    let client = with(
        &server.url(),
        Credentials::oauth2_password("user@example.com", "p&ss"),
    );
    for _ in 0..3 {
        client.invite_users(&invite()).await.expect("200");
    }
    assert_eq!(logins(&server), 1);
    let seen = server.received();
    assert_eq!(
        seen[0].values("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    assert!(
        seen[1..]
            .iter()
            .all(|r| r.values("authorization") == ["Bearer t1"])
    );
}

#[tokio::test]
async fn a_token_is_refreshed_once_after_401() {
    let server = Server::start(login_or(|_| Answer::json(401, r#"{"detail":"expired"}"#))).await;
    let client = with(
        &server.url(),
        Credentials::oauth2_password("user@example.com", "p&ss"),
    );
    let error = client.invite_users(&invite()).await.expect_err("401");
    assert_eq!(error.status().expect("a status"), 401);
    assert_eq!(logins(&server), 2);
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirect_to_another_origin() {
    let other = Server::always(Answer::json(200, "null")).await;
    let location = format!("{}/v2/invite_users", other.url());
    let server = Server::always(Answer::empty(307).header("location", &location)).await;
    let _ = client(&server.url()).invite_users(&invite()).await;
    assert!(
        other
            .received()
            .iter()
            .all(|r| r.values("galileo-api-key").is_empty())
    );
}

#[tokio::test]
async fn secrets_show_nowhere() {
    let echo = |r: &Received| Answer::json(500, format!("{:?}", r.headers));
    let server = Server::start(echo).await;
    for credentials in [
        Credentials::api_key(SECRET),
        Credentials::basic("user", SECRET),
        Credentials::oauth2_token(SECRET),
        Credentials::oauth2_password("user", SECRET),
    ] {
        assert!(!format!("{credentials:?}").contains(SECRET));
        let client = with(&server.url(), credentials);
        assert!(!format!("{client:?} {client:#?}").contains(SECRET));
        let error = client.invite_users(&invite()).await.expect_err("500");
        let shown = format!("{error:?} {error:#?} {error}");
        assert!(!shown.contains(SECRET), "{shown}");
        let call = client.invite_users(&invite());
        assert!(!format!("{call:?}").contains(SECRET));
    }
}
