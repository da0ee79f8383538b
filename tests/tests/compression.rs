//! Compressed answers, over both transports: what is asked for, what comes out, and that limits are about that.

use std::io::Write;

use api_clients::retool::{Client, Credentials};
use api_clients::runtime::{Error, Received, Undeclared};
use flate2::Compression;
use flate2::write::GzEncoder;
use oasmith_tests::{Answer, Server};

const TEXT: &str = "{\"text\":\"yes\"}";
const GZIP: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 171, 86, 42, 73, 173, 40, 81, 178, 82, 170, 76, 45, 86, 170,
    5, 0, 184, 251, 127, 51, 14, 0, 0, 0,
];
const BROTLI: &[u8] = &[
    139, 6, 128, 123, 34, 116, 101, 120, 116, 34, 58, 34, 121, 101, 115, 34, 125, 3,
];
/// One block of 14 bytes as they are.
const ZSTD_HEAD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd, 0x20, 14, 0x71, 0, 0];

fn answer(coding: &str) -> Answer {
    let body = match coding {
        "gzip" => GZIP.to_vec(),
        "br" => BROTLI.to_vec(),
        "zstd" => [ZSTD_HEAD, TEXT.as_bytes()].concat(),
        "bomb" => {
            let mut out = GzEncoder::new(Vec::new(), Compression::best());
            for _ in 0..64 {
                out.write_all(&vec![0; 1 << 20]).expect("memory");
            }
            out.finish().expect("memory")
        }
        cut => GZIP[..cut.parse().expect("a length")].to_vec(),
    };
    let name = match coding {
        "br" | "zstd" => coding,
        _ => "gzip",
    };
    Answer::of(200, "application/json", body).header("content-encoding", name)
}

type Got = Result<Received, Error<Undeclared>>;

/// What both transports make of an answer.
async fn both(server: &Server, coding: &'static str) -> [Got; 2] {
    let url = server.url();
    let client = |blocking: bool| {
        let builder = Client::builder().base_url(url.clone());
        let builder = builder.credentials(Credentials::bearer("t"));
        let builder = if blocking {
            builder.blocking()
        } else {
            builder
        };
        builder.build().expect("a client")
    };
    let call = move |client: Client| client.request(http::Method::GET, format!("/{coding}"));
    let waiting = call(client(true));
    let waited = tokio::task::spawn_blocking(move || waiting.wait());
    [call(client(false)).await, waited.await.expect("no panic")]
}

async fn start() -> Server {
    Server::start(|request| answer(request.target.rsplit('/').next().unwrap_or_default())).await
}

#[tokio::test]
async fn compressed_answers_are_read_and_asked_for() {
    let server = start().await;
    for coding in ["gzip", "br", "zstd"] {
        let [awaited, waited] = both(&server, coding).await;
        assert_eq!(awaited.expect("an answer").body, TEXT, "{coding}");
        // ureq has no zstd: what comes in one is not what was asked for.
        match coding {
            "zstd" => assert_ne!(waited.expect("an answer").body, TEXT),
            _ => assert_eq!(waited.expect("an answer").body, TEXT, "{coding}"),
        }
        let asked: Vec<String> = server
            .received()
            .iter()
            .flat_map(|one| one.values("accept-encoding"))
            .collect();
        assert!(
            asked.iter().any(|asked| asked.contains(coding)),
            "{asked:?}"
        );
    }
}

#[tokio::test]
async fn limits_are_about_what_comes_out() {
    let server = start().await;
    for got in both(&server, "bomb").await {
        assert!(matches!(got, Err(Error::TooLarge(_))), "{got:?}");
    }
}

#[tokio::test]
async fn what_breaks_off_within_is_an_error() {
    let server = start().await;
    for cut in ["12", "20", "30"] {
        for got in both(&server, cut).await {
            assert!(matches!(got, Err(Error::Transport(_))), "{cut}: {got:?}");
        }
    }
}
