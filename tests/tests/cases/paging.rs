//! Operations that answer in pages, over sockets: what is asked for, when it ends, and where it goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith_golden::paging::types::{
    ListUsersOptions, OrdersByFormRequest, OrdersByFormRequestPage, OrdersByHeaderOptions, Search,
    SearchOrdersRequest, User, UsersAfterOptions, UsersByOffsetOptions,
};
use oasmith_golden::paging::{Client, Credentials};
use oasmith_golden::runtime::{Encode, Items};
use oasmith_tests::Received;

use super::*;

fn client(server: &Server) -> Client {
    let builder = Client::builder().credentials(Credentials::api_key("k&1"));
    builder.base_url(server.url()).build().expect("a client")
}

fn targets(server: &Server) -> Vec<String> {
    let received = server.received();
    received.into_iter().map(|request| request.target).collect()
}

fn users(ids: &[i64]) -> Value {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

/// Three pages by `next_token`.
fn tokens(request: &Received) -> Answer {
    let (ids, next, more) = match () {
        () if request.target.contains("next_token=b%2F2") => (vec![3], json!("c"), true),
        () if request.target.contains("next_token=c") => (vec![], Value::Null, false),
        () => (vec![1, 2], json!("b/2"), true),
    };
    let page = json!({ "data": users(&ids), "next_token": next, "has_more": more });
    Answer::json(200, page.to_string())
}

#[tokio::test]
async fn a_cursor_leads_through_all_pages() {
    let server = Server::start(tokens).await;
    let options = ListUsersOptions::new().limit(2);
    let call = client(&server)
        .list_users(&options)
        .header("x-own", "1")
        .query("more", "x");
    let mut items = call.clone().items();
    let mut ids = Vec::new();
    while let Some(user) = items.next().await {
        ids.push(user.expect("a user").id);
    }
    assert_eq!(ids, [1, 2, 3]);
    assert!(items.next().await.is_none() && items.resume_token().is_none());
    assert_eq!(
        targets(&server),
        [
            "/users?limit=2&more=x&key=k%261",
            "/users?limit=2&more=x&next_token=b%2F2&key=k%261",
            "/users?limit=2&more=x&next_token=c&key=k%261",
        ]
    );
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.values("x-own") == ["1"])
    );
    // Awaited, it is one page as ever.
    assert_eq!(call.await.expect("a page").data.len(), 2);
}

#[tokio::test]
async fn a_run_stops_at_its_limit_and_goes_on_by_its_token() {
    let server = Server::start(tokens).await;
    let call = client(&server).list_users(&ListUsersOptions::new());
    let mut pages = call.clone().pages().max_pages(1);
    assert_eq!(pages.resume_token(), None);
    assert_eq!(
        pages.next().await.expect("one").expect("a page").data.len(),
        2
    );
    assert!(pages.next().await.is_none());
    let token = pages.resume_token().expect("there is more");
    assert!(!token.contains("k&1"));

    let mut items = call.clone().items().resume(&token);
    assert_eq!(items.resume_token().as_deref(), Some(&*token));
    assert_eq!(items.next().await.expect("one").expect("a user").id, 3);
    assert!(items.next().await.is_none());
    // The token of a page whose items are not all read is that page's.
    let mut items = call.clone().items();
    items.next().await.expect("one").expect("a user");
    assert_eq!(items.resume_token(), None);
    items.next().await.expect("one").expect("a user");
    assert_eq!(items.resume_token().as_deref(), Some(&*token));
    let error = call.items().resume("{").next().await.expect("one");
    assert!(matches!(error, Err(Error::Refused(_))), "{error:?}");
}

#[tokio::test]
async fn a_page_that_fails_ends_the_run_at_its_place() {
    static SENT: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(|request| match SENT.fetch_add(1, Ordering::Relaxed) {
        // The second page comes at the second try; the third never does.
        1 => Answer::json(503, "{}").header("retry-after", "0"),
        3.. => Answer::json(400, "{}"),
        _ => tokens(request),
    })
    .await;
    let mut pages = client(&server).list_users(&ListUsersOptions::new()).pages();
    pages.next().await.expect("one").expect("a page");
    pages.next().await.expect("one").expect("a page, once more");
    let error = pages.next().await.expect("one").expect_err("no page");
    assert_eq!(error.api().expect("an answer").status(), 400);
    assert!(pages.next().await.is_none());
    assert_eq!(pages.resume_token().as_deref(), Some("\"c\""));
    assert_eq!(targets(&server).len(), 4);
}

#[tokio::test]
async fn a_page_that_names_itself_is_an_error_and_not_a_circle() {
    let page = json!({ "data": [{ "id": 1 }], "next_token": "a", "has_more": true });
    let server = Server::start(move |_| Answer::json(200, page.to_string())).await;
    let mut items = client(&server).list_users(&ListUsersOptions::new()).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.map(|user| user.id));
    }
    assert!(
        matches!(found[..], [Ok(1), Ok(1), Err(Error::Refused(_))]),
        "{found:?}"
    );
    assert_eq!(targets(&server).len(), 2);
}

#[tokio::test]
async fn a_cursor_can_be_a_field_of_the_body() {
    let server = Server::start(|request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let next = match body["starting_token"].as_i64() {
            None => json!(10),
            Some(10) => json!(20),
            _ => Value::Null,
        };
        let found = json!({ "users": users(&[1]) });
        Answer::json(
            200,
            json!({ "found": found, "next_starting_token": next }).to_string(),
        )
    })
    .await;
    let client = client(&server);
    let mut pages = client
        .search_users(Some(&Search::new().text("x")))
        .idempotency_key("me")
        .pages();
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    let bodies: Vec<Value> = server.received().iter().map(Received::json).collect();
    let at = |token| json!({ "text": "x", "starting_token": token });
    assert_eq!(bodies, [json!({ "text": "x" }), at(10), at(20)]);
    let keys: Vec<String> = server
        .received()
        .iter()
        .flat_map(|one| one.values("idempotency-key"))
        .collect();
    assert_eq!(keys, ["me", "me-1", "me-2"]);
    // Without a body there is one from the second page on.
    let mut items = client.search_users(None).items();
    while let Some(item) = items.next().await {
        assert_eq!(item.expect("a user").id, 1);
    }
    assert_eq!(server.received()[4].json(), json!({ "starting_token": 10 }));
}

/// Three pages by a cursor in a header, wherever the request has it.
fn headed(given: Option<&str>) -> Answer {
    let (id, next) = match given {
        None => (1, "20"),
        Some("20") => (2, "30"),
        Some(_) => (3, ""),
    };
    let page = Answer::json(200, users(&[id]).to_string());
    page.header("x-next-cursor", next)
}

async fn ids<E>(mut items: Items<impl Encode, E, User>) -> Vec<i64> {
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.expect("a user").id);
    }
    ids
}

#[tokio::test]
async fn a_cursor_of_a_header_goes_into_an_object_of_the_body() {
    let server = Server::start(|request| headed(request.json()["page"]["after"].as_str())).await;
    let body = SearchOrdersRequest::new("x").page(OrdersByFormRequestPage::new().size(1));
    let call = client(&server).search_orders(&body);
    assert_eq!(ids(call.items()).await, [1, 2, 3]);
    let bodies: Vec<Value> = server.received().iter().map(Received::json).collect();
    let at = |after| json!({ "text": "x", "page": { "size": 1, "after": after } });
    assert_eq!(bodies[1..], [at("20"), at("30")]);
    // Where the caller gives no such object there is one.
    let call = client(&server).search_orders(&SearchOrdersRequest::new("y"));
    assert_eq!(ids(call.items()).await, [1, 2, 3]);
    let last = server.received().pop().expect("a request");
    assert_eq!(
        last.json(),
        json!({ "text": "y", "page": { "after": "30" } })
    );
}

#[tokio::test]
async fn a_cursor_goes_into_an_object_of_a_form() {
    let server = Server::start(|request| {
        let body = String::from_utf8_lossy(&request.body);
        let (id, next) = match () {
            () if body.contains("after%5D=b%262") => (2, Value::Null),
            () => (1, json!("b&2")),
        };
        let page = json!({ "data": users(&[id]), "next_token": next, "has_more": true });
        Answer::json(200, page.to_string())
    })
    .await;
    let page = OrdersByFormRequestPage::new().size(1).after("a");
    let body = OrdersByFormRequest::new().text("a&b").page(page);
    assert_eq!(
        ids(client(&server).orders_by_form(Some(&body)).items()).await,
        [1, 2]
    );
    assert_eq!(
        ids(client(&server).orders_by_form(None).items()).await,
        [1, 2]
    );
    let received = server.received();
    let bodies = received
        .iter()
        .map(|one| String::from_utf8_lossy(&one.body));
    assert_eq!(
        bodies.collect::<Vec<_>>(),
        [
            "text=a%26b&page%5Bsize%5D=1&page%5Bafter%5D=a",
            "text=a%26b&page%5Bsize%5D=1&page%5Bafter%5D=b%262",
            "",
            "page%5Bafter%5D=b%262",
        ]
    );
    assert_eq!(
        received[3].values("content-type"),
        ["application/x-www-form-urlencoded"]
    );
}

#[tokio::test]
async fn a_cursor_goes_from_header_to_header() {
    let server =
        Server::start(|request| headed(request.values("x-cursor").first().map(String::as_str)))
            .await;
    let call = client(&server).orders_by_header(&OrdersByHeaderOptions::new());
    let mut pages = call.clone().pages().max_pages(2);
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    let token = pages.resume_token().expect("there is more");
    assert_eq!(ids(call.items().resume(&token)).await, [3]);
    let cursors = server.received();
    let cursors: Vec<_> = cursors.iter().map(|one| one.values("x-cursor")).collect();
    assert_eq!(cursors, [&[] as &[&str], &["20"], &["30"]]);
    // A header that is none ends the run with an error before anything is sent.
    let sent = server.received().len();
    let call = client(&server).orders_by_header(&OrdersByHeaderOptions::new());
    let error = call.items().resume("\"a\\nb\"").next().await.expect("one");
    assert!(matches!(error, Err(Error::Refused(_))), "{error:?}");
    assert_eq!(server.received().len(), sent);
}

#[tokio::test]
async fn the_last_item_can_be_the_cursor() {
    let server = Server::start(|request| {
        let (ids, more) = match request.target.contains("starting_after=2") {
            true => (vec![3, 4], false),
            false => (vec![1, 2], true),
        };
        Answer::json(
            200,
            json!({ "data": users(&ids), "has_more": more }).to_string(),
        )
    })
    .await;
    let mut items = client(&server)
        .users_after(&UsersAfterOptions::new())
        .items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        count += 1;
        assert_eq!(item.expect("a user").id, count);
    }
    assert_eq!((count, targets(&server).len()), (4, 2));
}

#[tokio::test]
async fn an_offset_counts_the_items_that_came() {
    let server = Server::start(|request| {
        let ids = match () {
            () if request.target.contains("offset=7") => vec![8],
            () if request.target.contains("offset=8") => vec![],
            () => vec![6, 7],
        };
        Answer::json(200, users(&ids).to_string())
    })
    .await;
    let mut items = client(&server)
        .users_by_offset(&UsersByOffsetOptions::new().offset(5).limit(9))
        .items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.expect("a user").id);
    }
    assert_eq!(ids, [6, 7, 8]);
    let asked = targets(&server);
    assert_eq!(asked[1], "/users/offset?limit=9&offset=7&key=k%261");
    assert_eq!(asked.len(), 3);
}

#[tokio::test]
async fn pages_are_counted_up_to_their_number() {
    let server = Server::start(|_| {
        Answer::json(
            200,
            json!({ "results": [{ "id": 1 }], "meta": { "pages": 3 } }).to_string(),
        )
    })
    .await;
    let mut pages = client(&server).users_by_page(2).pages();
    while let Some(page) = pages.next().await {
        page.expect("a page");
    }
    assert_eq!(
        targets(&server),
        [
            "/users/pages?page=2&key=k%261",
            "/users/pages?page=3&key=k%261"
        ]
    );
}

/// The targets of a walk through links, when the first answer has these headers and the second has none.
async fn linked(links: &'static [&'static str]) -> Vec<String> {
    static PAGE: &str = "[{\"id\":1}]";
    let answered = Arc::new(AtomicUsize::new(0));
    let server = Server::start(move |_| {
        let first = answered.fetch_add(1, Ordering::Relaxed) == 0;
        let links = if first { links } else { &[] };
        let answer = Answer::json(200, PAGE);
        links
            .iter()
            .fold(answer, |answer, link| answer.header("link", link))
    })
    .await;
    let mut items = client(&server).users_by_link("a b").items();
    while let Some(item) = items.next().await {
        item.expect("a user");
    }
    targets(&server)
}

#[tokio::test]
async fn links_lead_to_the_next_page() {
    let first = "/users/a%20b/linked?key=k%261";
    for (links, next) in [
        (
            &["</next?page=2&key=k%261>; rel=next"][..],
            "/next?page=2&key=k%261",
        ),
        (
            &["<../x>; rel=\"prev\", <../y,;z>;title=\"a, <b>; rel=next\";rel = \"start NEXT\""],
            "/users/y,;z?key=k%261",
        ),
        (
            &["<a>; rel=prev", "<?p=2#there>; REL=Next; x"],
            "/users/a%20b/linked?p=2&key=k%261",
        ),
        (
            &["<b>; title=\"\\\" rel=x\"; rel=next"],
            "/users/a%20b/b?key=k%261",
        ),
    ] {
        assert_eq!(linked(links).await, [first, next], "{links:?}");
    }
    for none in [
        &[][..],
        &["<a>; rel=prev; rel=next"],
        &["<a>; title=\"\\\" rel=next\""],
        &[
            "",
            "<",
            "<a",
            "<a>; rel",
            "a; rel=next",
            ",,;=",
            "<a>;=;\"\\",
            "<http://[>; rel=next",
        ],
    ] {
        assert_eq!(linked(none).await, [first], "{none:?}");
    }
}

#[tokio::test]
async fn a_url_in_the_answer_leads_on_but_not_to_another_origin() {
    let other = Server::start(|_| Answer::json(200, "{}")).await;
    let elsewhere = format!("{}/names?page=3", other.url());
    let server = Server::start(move |request| {
        let page = match request.target.contains("page=2") {
            true => json!({ "values": ["b"], "@odata.nextLink": elsewhere }),
            false => json!({ "values": ["a"], "@odata.nextLink": "/names?page=2" }),
        };
        Answer::json(200, page.to_string())
    })
    .await;
    let mut items = client(&server).names().items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item);
    }
    let [Ok(a), Ok(b), Err(Error::Refused(refused))] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!((a.as_str(), b.as_str()), ("a", "b"));
    assert_eq!(refused.reason(), "the next page is at another origin");
    assert_eq!(
        targets(&server),
        ["/names?key=k%261", "/names?page=2&key=k%261"]
    );
    assert!(targets(&other).is_empty());
}
