//! Calls a server through generated code where `fetch` is all there is: in Node, or in a browser. The server and what
//! starts this is `run.mjs`.

use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use oasmith_golden::runtime::{Error, FetchTransport, RetryPolicy, TransportErrorKind};
use oasmith_golden::{paging, responses};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

type Checked = Result<(), Box<dyn StdError>>;

/// All checks, in turn. `server` answers, `other` is another origin, `browser` says that this is no Node.
#[wasm_bindgen]
pub async fn check(server: String, other: String, browser: bool) -> Result<String, JsError> {
    let failed = |what: &str| {
        let what = what.to_owned();
        move |error: Box<dyn StdError>| JsError::new(&format!("{what}: {error}"))
    };
    pages(&server).await.map_err(failed("pages"))?;
    retries(&server).await.map_err(failed("retries"))?;
    times(&server).await.map_err(failed("times"))?;
    streams(&server).await.map_err(failed("streams"))?;
    bodies(&server).await.map_err(failed("bodies"))?;
    redirects(&server, browser)
        .await
        .map_err(failed("redirects"))?;
    elsewhere(&server, &other)
        .await
        .map_err(failed("elsewhere"))?;
    cut(&server).await.map_err(failed("cut"))?;
    if browser {
        forbidden(&server).await.map_err(failed("forbidden"))?;
    }
    Ok("pages, retries, times, streams, bodies, redirects, elsewhere, cut".to_owned())
}

fn client(server: &str) -> Result<paging::Client, Box<dyn StdError>> {
    let builder = paging::Client::builder().base_url(server);
    Ok(builder
        .credentials(paging::Credentials::api_key("k&1"))
        .build()?)
}

fn must(holds: bool, what: &str) -> Checked {
    match holds {
        true => Ok(()),
        false => Err(what.into()),
    }
}

/// JSON there and back, an API key, and pages.
async fn pages(server: &str) -> Checked {
    let mut users = client(server)?
        .list_users(&paging::types::ListUsersOptions::new())
        .items();
    let mut ids = Vec::new();
    while let Some(user) = users.next().await {
        ids.push(user?.id);
    }
    must(ids == [1, 2, 3], &format!("{ids:?}"))
}

/// 503 twice, then an answer; the waits are the host's timers.
async fn retries(server: &str) -> Checked {
    let policy =
        RetryPolicy::default().backoff(Duration::from_millis(40), Duration::from_millis(80));
    let answer = client(server)?
        .request("GET".try_into()?, "/flaky")
        .retry(policy)
        .await?;
    must(answer.body == "3rd", &format!("{:?}", answer.body))
}

/// A server that says nothing, and one that stops in the middle of its answer.
async fn times(server: &str) -> Checked {
    for path in ["/silent", "/slow"] {
        let call = client(server)?.request("GET".try_into()?, path);
        let call = call
            .timeout(Duration::from_millis(300))
            .retry(RetryPolicy::none());
        match call.await {
            Err(Error::Timeout(_)) => {}
            Err(error) => return Err(format!("{path}: {error}").into()),
            Ok(_) => return Err(format!("{path}: an answer").into()),
        }
    }
    Ok(())
}

/// Events as they come; dropping the stream ends the connection, which the server tells.
async fn streams(server: &str) -> Checked {
    let client = responses::Client::builder().base_url(server);
    let client = client.credentials(responses::Credentials::none()).build()?;
    let mut words = client.watch_words().await?;
    for expected in ["one", "two"] {
        let word = words.next().await.ok_or("it ended")??;
        must(word.data == expected, &word.data)?;
    }
    drop(words);
    let closed = client.request("GET".try_into()?, "/closed").await?;
    must(closed.body == "closed", "the server still streams")
}

/// A body that is made while it is sent, and an answer that is read as it comes.
async fn bodies(server: &str) -> Checked {
    let pieces = [
        Ok(Bytes::from_static(b"ab")),
        Ok(Bytes::from_static(b"c\0\xff")),
    ];
    let call = client(server)?.request("POST".try_into()?, "/echo");
    let answer = call.upload(stream::iter(pieces), Some(5)).await?;
    must(&answer.body[..] == b"abc\0\xff", "the body is another")
}

/// Browsers hide where a redirect leads to, Node shows it.
async fn redirects(server: &str, browser: bool) -> Checked {
    let call = || Ok::<_, Box<dyn StdError>>(client(server)?.request("GET".try_into()?, "/moved"));
    match call()?.retry(RetryPolicy::none()).await {
        Ok(answer) => must(!browser && answer.body == "here", "a browser followed"),
        Err(Error::Transport(unreached)) => {
            let source = unreached
                .transport_error()
                .source()
                .map(ToString::to_string);
            must(browser, "Node hides it")?;
            must(
                source.is_some_and(|text| text.contains("redirects")),
                "another reason",
            )
        }
        Err(error) => Err(error.into()),
    }
}

/// No redirect takes the key to another origin.
async fn elsewhere(server: &str, other: &str) -> Checked {
    let answer = client(server)?
        .request("GET".try_into()?, "/elsewhere")
        .await;
    if let Ok(answer) = answer {
        must(answer.status.as_u16() == 307, answer.status.as_str())?;
    }
    let seen = client(other)?.request("GET".try_into()?, "/seen").await?;
    must(seen.body == "0", "the other origin was asked")
}

/// A connection that breaks: the browser says no more than that, and it is tried again.
async fn cut(server: &str) -> Checked {
    let policy = RetryPolicy::default()
        .retries(1)
        .backoff(Duration::ZERO, Duration::ZERO);
    match client(server)?
        .request("GET".try_into()?, "/cut")
        .retry(policy)
        .await
    {
        Err(Error::Transport(unreached)) => {
            let kind = unreached.transport_error().kind();
            must(
                kind == TransportErrorKind::Unexplained,
                &format!("{kind:?}"),
            )?;
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("an answer".into()),
    }
    let cuts = client(server)?.request("GET".try_into()?, "/cuts").await?;
    let cuts: u32 = std::str::from_utf8(&cuts.body)?.parse()?;
    // Chromium tries again by itself where a connection was used before.
    must(cuts >= 2, &format!("{cuts} attempts"))
}

/// A header that pages may not send is an error, not left out.
async fn forbidden(server: &str) -> Checked {
    let call = client(server)?.request("GET".try_into()?, "/echo");
    match call.header("cookie", "a=b").await {
        Err(Error::Transport(unreached)) => {
            let kind = unreached.transport_error().kind();
            must(kind == TransportErrorKind::Unsendable, &format!("{kind:?}"))?;
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("it was sent without the header".into()),
    }
    let transport = std::sync::Arc::new(FetchTransport::new().follow_redirects());
    let builder = paging::Client::builder()
        .base_url(server)
        .transport(transport);
    let client = builder
        .credentials(paging::Credentials::api_key("k&1"))
        .build()?;
    let answer = client.request("GET".try_into()?, "/moved").await?;
    must(answer.body == "here", "not followed")
}
