//! Parameters in every place and style, their limits, and the methods of 3.2.

use super::types::{Color, CopySearchOptions, Filter, FilterPrice, StylesOptions};
use super::*;

fn filter() -> Filter {
    Filter::new()
        .name("a&b")
        .tags(["x", "y z"])
        .price(FilterPrice::new().gte(1.5))
}

#[tokio::test]
async fn every_style_arrives() {
    let server = Server::always(Answer::empty(204)).await;
    let color = Color::new(100, 200, 150);
    let options = StylesOptions::new()
        .overridden(7)
        .form(["a,b", "c"])
        .exploded(color.clone())
        .space(["a", "b"])
        .pipe(["a", "b"])
        .deep(filter())
        .nested([color.clone()])
        .reserved("a:b/c d")
        .as_json(filter())
        .as_xml("<x/>")
        .x_list([1, 2])
        .x_object(color.clone())
        .x_json(color.clone())
        .session("s; t")
        .words(["a b", "c"])
        .flags(color.clone());
    let (simple, matrix) = (words(["a/b", "c"]), words(["x", "y"]));
    let call = client(&server).styles(&simple, &color, &matrix, &color, &options);
    call.await.expect("204");
    let seen = server.received().remove(0);
    let (path, query) = seen.target.split_once('?').expect("a query");
    assert_eq!(
        path,
        "/styles/a%2Fb,c/.R=100.G=200.B=150/;matrix=x,y/%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"
    );
    let pairs: Vec<&str> = query.split('&').collect();
    assert_eq!(
        pairs,
        [
            "overridden=7",
            "form=a%2Cb,c",
            "R=100",
            "G=200",
            "B=150",
            "space=a%20b",
            "pipe=a%7Cb",
            "deep%5Bname%5D=a%26b",
            "deep%5Btags%5D%5B%5D=x",
            "deep%5Btags%5D%5B%5D=y%20z",
            "deep%5Bprice%5D%5Bgte%5D=1.5",
            "nested=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
            "reserved=a:b/c%20d",
            "asJson=%7B%22name%22%3A%22a%26b%22%2C%22tags%22%3A%5B%22x%22%2C%22y%20z%22%5D%2C%22price%22%3A%7B%22gte%22%3A1.5%7D%7D",
            "asXml=%3Cx%2F%3E",
        ]
    );
    assert_eq!(seen.values("x-list"), ["1,2"]);
    assert_eq!(seen.values("x-object"), ["R=100,G=200,B=150"]);
    assert_eq!(seen.values("x-json"), [r#"{"R":100,"G":200,"B":150}"#]);
    let cookies = seen.values("cookie");
    assert_eq!(
        cookies,
        ["session=s%3B%20t; words=a b; words=c; flags=R,100,G,200,B,150"]
    );
}

#[tokio::test]
async fn limits_of_parameters_are_checked_before_sending() {
    let server = Server::always(Answer::empty(204)).await;
    let (client, color) = (client(&server), Color::new(1, 2, 3));
    let fine = words(["a", "b"]);
    let long = words(["a", "much too long"]);
    let three = vec![color.clone(); 3];
    let call = |simple: &[String], options: &StylesOptions| {
        client.styles(simple, &color, &fine, &color, options)
    };
    let price = Filter::new().price(FilterPrice::new().lt(1000.0));
    let cases = [
        (call(&long, &StylesOptions::new()), "simple[1]"),
        (
            call(&fine, &StylesOptions::new().overridden(0)),
            "overridden",
        ),
        (
            call(&fine, &StylesOptions::new().overridden(101)),
            "overridden",
        ),
        (call(&fine, &StylesOptions::new().nested(three)), "nested"),
        (call(&fine, &StylesOptions::new().reserved("A")), "reserved"),
        (
            call(&fine, &StylesOptions::new().words(["a", "much too long"])),
            "words[1]",
        ),
        (
            call(&fine, &StylesOptions::new().deep(price)),
            "deep.price.lt",
        ),
    ];
    for (call, path) in cases {
        let error = call.await.expect_err("it is refused");
        let Error::Refused(refused) = &error else {
            panic!("{path}: {error}")
        };
        assert_eq!(
            refused.check().map(|check| check.path()),
            Some(path),
            "{error}"
        );
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_whole_query_and_the_methods_of_3_2() {
    let server = Server::always(Answer::empty(204)).await;
    let client = client(&server);
    let copy = client.copy_search(&CopySearchOptions::new().all(filter()));
    copy.await.expect("204");
    client.query_search(&Default::default()).await.expect("204");
    let seen = server.received();
    assert_eq!(seen[0].method, "COPY");
    assert_eq!(
        seen[0].target,
        "/search?name=a%26b&tags=x&tags=y%20z&price%5Bgte%5D=1.5"
    );
    assert_eq!(
        (seen[1].method.as_str(), seen[1].target.as_str()),
        ("QUERY", "/search")
    );
}
