//! Bodies: multipart ones as axum's extractor reads them, forms, and those that are not typed.

use super::types::*;
use super::*;
use axum::extract::{FromRequest, Multipart};
use oasmith_golden::runtime::Part;
use oasmith_tests::Received;

/// A part as the server sees it: name, file name, media type, content.
type Seen = (String, Option<String>, Option<String>, String);

fn part(name: &str, file: &str, media: &str, content: &str) -> Seen {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (name.to_owned(), some(file), some(media), content.to_owned())
}

/// The parts of a body, by a parser of its own.
async fn parts(received: &Received) -> Vec<Seen> {
    let media = received.values("content-type").remove(0);
    let media = media.replace("multipart/mixed", "multipart/form-data");
    let request = http::Request::post("/").header("content-type", media);
    let body = axum::body::Body::from(received.body.clone());
    let request = request.body(body).expect("a request");
    let mut multipart = Multipart::from_request(request, &())
        .await
        .expect("multipart");
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.expect("a part") {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let media = field.content_type().map(str::to_owned);
        let content = field.bytes().await.expect("its content");
        parts.push((
            name,
            file,
            media,
            String::from_utf8_lossy(&content).into_owned(),
        ));
    }
    parts
}

#[tokio::test]
async fn every_kind_of_property_is_a_part() {
    let server = Server::always(Answer::empty(204)).await;
    let color = Color::new(1, 2, 3);
    let json = r#"{"R":1,"G":2,"B":3}"#;
    let body = Upload::new(b"png".to_vec())
        .any(
            Part::bytes("jpeg")
                .content_type("image/jpeg")
                .file_name("a \"b\"\r\n.jpg"),
        )
        .more([Part::bytes("one"), Part::bytes("two").file_name("zwei.pdf")])
        .either(Some(Part::text("plain")))
        .one_or_many(vec![Part::bytes("x"), Part::bytes("y")])
        .xml(Part::bytes("<x/>"))
        .color(color.clone())
        .colors([color.clone(), color])
        .words(words(["a", "b"]))
        .ids([1, 2])
        .filter(Filter::new().name("n").tags(["t", "u"]))
        .label("l")
        .count(7)
        .flag(true);
    client(&server).upload(&body).await.expect("204");
    let bytes = "application/octet-stream";
    let expected = [
        part("image", "image", "image/png", "png"),
        part("any", "a %22b%22%0D%0A.jpg", "image/jpeg", "jpeg"),
        part("more", "more", bytes, "one"),
        part("more", "zwei.pdf", bytes, "two"),
        part("either", "", "text/plain; charset=utf-8", "plain"),
        part("oneOrMany", "oneOrMany", bytes, "x"),
        part("oneOrMany", "oneOrMany", bytes, "y"),
        part("xml", "xml", "application/xml", "<x/>"),
        part("color", "", "application/vnd.color+json", json),
        part("colors", "", "application/json", json),
        part("colors", "", "application/json", json),
        part("words", "", "", "a"),
        part("words", "", "", "b"),
        part("ids", "", "", "1,2"),
        part("filter[name]", "", "", "n"),
        part("filter[tags][]", "", "", "t"),
        part("filter[tags][]", "", "", "u"),
        part("label", "", "text/markdown", "l"),
        part("count", "", "", "7"),
        part("flag", "", "", "true"),
    ];
    assert_eq!(parts(&server.only()).await, expected);
}

#[tokio::test]
async fn any_bytes_arrive_and_boundaries_differ() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let name = "\u{65e5}\u{672c}.bin";
    for _ in 0..2 {
        let image = Part::bytes(bytes.clone())
            .file_name(name)
            .header("x-kind", "photo");
        client.upload(&Upload::new(image)).await.expect("204");
    }
    let seen = server.received();
    let boundaries: Vec<String> = seen.iter().flat_map(|s| s.values("content-type")).collect();
    assert_ne!(boundaries[0], boundaries[1]);
    assert!(boundaries[0].starts_with("multipart/form-data; boundary="));
    let find = |needle: &[u8]| seen[0].body.windows(needle.len()).position(|w| w == needle);
    assert!(find(b"\r\nx-kind: photo\r\n").is_some());
    let at = find(&bytes).expect("the bytes as they are");
    assert_eq!(&seen[0].body[at - 4..at], b"\r\n\r\n");
    let (_, file, _, content) = parts(&seen[0]).await.remove(0);
    assert_eq!(file.as_deref(), Some(name));
    assert_eq!(content, String::from_utf8_lossy(&bytes));
}

#[tokio::test]
async fn what_breaks_limits_or_headers_is_not_sent() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let three = [0; 3].map(|_| Part::bytes("x"));
    let cases = [
        (Upload::new(b"x").more(three), "`more`: must have at most 2"),
        (Upload::new(b"x").label(""), "`label`: must have at least 1"),
        (
            Upload::new(Part::bytes("x").header("a b", "c")),
            "the part `image`: a header",
        ),
        (
            Upload::new(Part::bytes("x").content_type("a\nb")),
            "the part `image`: its media",
        ),
    ];
    for (body, reason) in cases {
        let error = client.upload(&body).await.expect_err("it is refused");
        assert!(
            matches!(error, Error::Refused(_)) && error.to_string().contains(reason),
            "{error}"
        );
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_schema_of_both_json_and_multipart_can_be_sent_as_either() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let json = Document::new("a", "text");
    client.add_document(json.clone()).await.expect("204");
    let form = DocumentForm::new("a", b"bytes");
    client.add_document(form).await.expect("204");
    client
        .add_document(AddDocumentBody::Json(json))
        .await
        .expect("204");
    let seen = server.received();
    assert_eq!(seen[0].json(), json!({"name": "a", "content": "text"}));
    assert_eq!(seen[2].json(), seen[0].json());
    let expected = [
        part("name", "", "", "a"),
        part("content", "content", "application/octet-stream", "bytes"),
    ];
    assert_eq!(parts(&seen[1]).await, expected);
}

#[tokio::test]
async fn lists_maps_and_choices_of_parts() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let list = [
        Part::text("{}")
            .content_type("application/json")
            .name("meta"),
        Part::bytes("x").file_name("x.bin"),
    ];
    client.send_parts(Some(&list)).await.expect("204");
    let map = [
        ("a".to_owned(), Part::bytes("1")),
        ("b".to_owned(), Part::text("2")),
    ];
    client.put_parts(&map.into()).await.expect("204");
    let url: ChooseRequest = ChooseRequestVariant1::new("http://x").into();
    client.choose(&url).await.expect("204");
    let file: ChooseRequest = ChooseRequestVariant0::new(b"f").into();
    client.choose(&file).await.expect("204");
    let seen = server.received();
    let bytes = "application/octet-stream";
    assert!(seen[0].values("content-type")[0].starts_with("multipart/mixed; boundary="));
    let expected = [
        part("meta", "", "application/json", "{}"),
        part("file", "x.bin", "", "x"),
    ];
    assert_eq!(parts(&seen[0]).await, expected);
    let expected = [
        part("a", "a", bytes, "1"),
        part("b", "", "text/plain; charset=utf-8", "2"),
    ];
    assert_eq!(parts(&seen[1]).await, expected);
    assert_eq!(parts(&seen[2]).await, [part("url", "", "", "http://x")]);
    assert_eq!(parts(&seen[3]).await, [part("file", "file", bytes, "f")]);
}

#[tokio::test]
async fn forms_follow_their_encoding() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let item = FormItemsItem::new().price("p&q").tags(["t", "u"]);
    let body = Form::new()
        .name("n")
        .expand(["a", "b"])
        .ids([1, 2])
        .words(words(["v", "w"]))
        .meta([("k".to_owned(), "v".to_owned())])
        .items([item, FormItemsItem::new().price("r")]);
    client.send_form(&body).await.expect("204");
    let seen = server.only();
    assert_eq!(
        seen.values("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    let text = String::from_utf8(seen.body.to_vec()).expect("text");
    let text = text.replace("%5B", "[").replace("%5D", "]");
    let pairs: Vec<&str> = text.split('&').collect();
    assert_eq!(
        pairs,
        [
            "name=n",
            "expand[]=a",
            "expand[]=b",
            "ids=1,2",
            "words=v",
            "words=w",
            "meta=%7B%22k%22%3A%22v%22%7D",
            "items[0][price]=p%26q",
            "items[0][tags][]=t",
            "items[0][tags][]=u",
            "items[1][price]=r",
        ]
    );
    let refused = client
        .send_form(&Form::new().items(Vec::<FormItemsItem>::new()))
        .await;
    assert!(
        refused
            .expect_err("too few")
            .to_string()
            .contains("`items`")
    );
}

#[tokio::test]
async fn one_schema_is_json_and_what_differs_is_a_choice() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    client.send_same(&Color::new(1, 2, 3)).await.expect("204");
    client
        .send_any_object(&Color::new(1, 2, 3))
        .await
        .expect("204");
    let text: SendDifferentBody = "# x".to_owned().into();
    client.send_different(Some(text)).await.expect("204");
    let image = Part::bytes("gif").content_type("image/gif");
    client
        .send_different(Some(image.into()))
        .await
        .expect("204");
    client.send_different(None).await.expect("204");
    client.send_xml("<Color/>").await.expect("204");
    client.send_any(b"x").await.expect("204");
    client
        .send_nothing_named(Some(Part::text("y")))
        .await
        .expect("204");
    let seen = server.received();
    let got = |at: usize| {
        let body = String::from_utf8(seen[at].body.to_vec()).expect("text");
        (seen[at].values("content-type").join(" and "), body)
    };
    let is = |media: &str, body: &str| (media.to_owned(), body.to_owned());
    let json = r#"{"R":1,"G":2,"B":3}"#;
    assert_eq!(got(0), is("application/json", json));
    assert_eq!(got(1), is("application/json", json));
    assert_eq!(got(2), is("text/plain", "# x"));
    assert_eq!(got(3), is("image/gif", "gif"));
    assert_eq!(got(4), is("", ""));
    assert_eq!(got(5), is("application/xml", "<Color/>"));
    assert_eq!(got(6), is("application/octet-stream", "x"));
    assert_eq!(got(7), is("text/plain; charset=utf-8", "y"));
}

/// Pieces of a file that is made while it is sent.
struct Pieces(Vec<&'static str>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, oasmith_golden::runtime::UploadError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| self.0.remove(0));
        std::task::Poll::Ready(next.map(|piece| Ok(Bytes::from(piece))))
    }
}

#[tokio::test]
async fn parts_can_be_streams() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let body = |first: Option<u64>| {
        Upload::new(Part::stream(Pieces(vec!["a", "", "bc"]), first).file_name("a.png"))
            .any(Part::stream(Pieces(vec!["12345"]), Some(5)).content_type("text/x"))
            .label("last")
    };
    let known = client.upload(&body(Some(3)));
    assert!(known.request().is_err(), "it needs a connection");
    known.clone().await.expect("204");
    client.upload(&body(None)).await.expect("204");
    let seen = server.received();
    for request in &seen {
        assert_eq!(
            parts(request).await,
            [
                part("image", "a.png", "image/png", "abc"),
                part("any", "any", "text/x", "12345"),
                part("label", "", "text/markdown", "last"),
            ]
        );
    }
    let length = seen[0].body.len().to_string();
    assert_eq!(seen[0].values("content-length"), [length]);
    assert_eq!(seen[1].values("transfer-encoding"), ["chunked"]);

    // Once it is sent, it is gone; and it is as long as it says.
    for refused in [known, {
        let sent = body(None);
        client.upload(&sent).await.expect("204");
        client.upload(&sent)
    }] {
        let error = refused.await.expect_err("gone");
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
    }
    let error = client.upload(&body(Some(4))).await.expect_err("too short");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
