//! Over real sockets: a server on this machine that answers each connection with what a test says.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::{Fetch, Reach, fetch};
use crate::diag::codes::source as codes;
use crate::source::load::{LoadError, Loaded};

/// Answers connections in turn; gives the address and the first line of each request, once all were made.
fn serve(answers: Vec<String>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let mut lines = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                let read = stream.read(&mut buffer).unwrap();
                assert!(read > 0, "a whole request");
                request.extend_from_slice(&buffer[..read]);
            }
            let text = String::from_utf8(request).unwrap();
            lines.push(text.lines().next().unwrap().to_owned());
            stream.write_all(answer.as_bytes()).unwrap();
        }
        lines
    });
    (origin, thread)
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

fn typed() -> Fetch {
    Fetch {
        reach: Reach::Loopback,
        ..Fetch::default()
    }
}

fn get(answers: &[String], path: &str) -> (Result<Loaded, LoadError>, Vec<String>) {
    let (origin, thread) = serve(answers.to_vec());
    let result = fetch(&typed(), &format!("{origin}{path}"));
    (result, thread.join().unwrap())
}

#[track_caller]
fn fails(result: Result<Loaded, LoadError>, code: crate::diag::Code, part: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.code, code, "{error}");
    assert!(error.to_string().contains(part), "{error}");
}

#[test]
fn a_document_is_fetched_and_named_without_its_query() {
    let (result, lines) = get(&[ok("openapi: 3.1.0")], "/a/api.yaml?token=secret#part");
    let loaded = result.unwrap();
    assert_eq!(loaded.bytes, b"openapi: 3.1.0");
    assert!(loaded.path.ends_with("/a/api.yaml?…"), "{}", loaded.path);
    assert_eq!(lines, ["GET /a/api.yaml?token=secret HTTP/1.1"]);
}

#[test]
fn redirects_are_followed_within_this_machine_five_times() {
    let mut answers = vec![
        redirect("/1"),
        redirect("2"),
        redirect("/3"),
        redirect("/4"),
    ];
    answers.push(redirect("./5"));
    answers.push(ok("x"));
    let (result, lines) = get(&answers, "/0");
    assert_eq!(result.unwrap().bytes, b"x");
    assert_eq!(lines[5], "GET /5 HTTP/1.1");
    let (result, _) = get(&vec![redirect("/again"); 6], "/0");
    fails(result, codes::URL_REFUSED, "redirects more than 5 times");
}

#[test]
fn a_redirect_never_leads_to_plain_http_or_to_this_machine() {
    for (to, part) in [
        (
            "http://example.com/x?token=1",
            "http://example.com/x?…, and that is not an https URL",
        ),
        ("https://127.0.0.1:1/x", "not on the public internet"),
        ("http://localhost:1/x", "is not an https URL"),
        (
            "https://169.254.169.254/latest",
            "not on the public internet",
        ),
        ("file:///etc/passwd", "is not an https URL"),
        ("https://me:pw@example.com/", "has credentials"),
    ] {
        let (result, lines) = get(&[redirect(to)], "/0");
        let error = result.clone().unwrap_err().to_string();
        assert!(
            !error.contains("token=1") && !error.contains("pw@"),
            "{error}"
        );
        fails(result, codes::URL_REFUSED, part);
        assert_eq!(lines.len(), 1);
    }
}

#[test]
fn what_is_not_a_whole_document_is_an_error() {
    let html =
        "HTTP/1.1 200 OK\r\ncontent-type: Text/HTML; charset=utf-8\r\ncontent-length: 1\r\n\r\nx";
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf";
    for (answer, part) in [
        (
            "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n",
            "answered 503",
        ),
        ("HTTP/1.1 204 None\r\n\r\n", "answered 204"),
        (
            "HTTP/1.1 206 Part\r\ncontent-length: 1\r\n\r\nx",
            "answered 206",
        ),
        (
            "HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n",
            "without a usable location",
        ),
        (html, "a web page"),
        (short, ""),
        ("nonsense\r\n\r\n", ""),
    ] {
        let (result, _) = get(&[answer.to_owned()], "/a");
        fails(result, codes::URL_FAILED, part);
    }
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    fails(
        fetch(&typed(), &format!("http://{nobody}/")),
        codes::URL_FAILED,
        "refused",
    );
}

#[test]
fn an_answer_is_read_up_to_the_limit() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\nabcdef\r\n0\r\n\r\n";
    for (limit, fits) in [(6, true), (5, false)] {
        for answer in [ok("abcdef"), chunked.to_owned()] {
            let (origin, thread) = serve(vec![answer]);
            let result = fetch(&Fetch { limit, ..typed() }, &origin);
            thread.join().unwrap();
            match fits {
                true => assert_eq!(result.unwrap().bytes, b"abcdef"),
                false => fails(result, codes::URL_TOO_LARGE, "more than 5 bytes"),
            }
        }
    }
}

#[test]
fn time_is_up_even_when_something_comes_now_and_then() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        while stream.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let total = Duration::from_millis(400);
    let start = Instant::now();
    let result = fetch(&Fetch { total, ..typed() }, &url);
    fails(
        result,
        codes::URL_FAILED,
        "no whole answer within 0.4 seconds",
    );
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_configuration_reaches_no_private_address() {
    let public = Fetch::default();
    for url in [
        "http://127.0.0.1:1/",
        "https://127.0.0.1:1/",
        "https://localhost:1/",
        "https://api.localhost:1/",
        "https://[::1]:1/",
        "https://[::ffff:10.0.0.1]/",
        "https://0x7f.1/",
        "https://10.0.0.1/",
        "http://example.com/",
        "https://me@example.com/",
    ] {
        assert_eq!(
            fetch(&public, url).unwrap_err().code,
            codes::URL_REFUSED,
            "{url}"
        );
    }
    // Allowed, so that what fails is the connection.
    let private = Fetch {
        reach: Reach::Private,
        ..public
    };
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    fails(
        fetch(&private, &format!("https://{nobody}/")),
        codes::URL_FAILED,
        "refused",
    );
    fails(
        fetch(&private, "http://10.0.0.1/"),
        codes::URL_REFUSED,
        "not an https URL",
    );
}

#[test]
fn a_name_that_leads_to_a_private_address_is_refused_after_it_was_looked_up() {
    use super::resolve::Guard;
    use ureq::unversioned::resolver::Resolver as _;
    use ureq::unversioned::transport::NextTimeout;
    let resolve = |host: &str, reach| {
        let guard = Guard {
            host: host.to_owned(),
            reach,
        };
        // `localhost` is the one name that every machine can look up; to the guard it is a name like any other.
        let uri = "https://localhost/".parse().unwrap();
        let config = ureq::config::Config::default();
        let timeout = NextTimeout {
            after: ureq::unversioned::transport::time::Duration::NotHappening,
            reason: ureq::Timeout::Resolve,
            ..NextTimeout::default()
        };
        guard.resolve(&uri, &config, timeout)
    };
    let error = resolve("localhost", Reach::Public).unwrap_err();
    assert!(
        error.to_string().contains("not on the public internet"),
        "{error}"
    );
    assert!(!resolve("localhost", Reach::Private).unwrap().is_empty());
    // A proxy's own address is the environment's business.
    assert!(!resolve("example.com", Reach::Public).unwrap().is_empty());
}
