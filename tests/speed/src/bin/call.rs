//! `cargo run --profile speed -p oasmith-speed --bin call`: the instructions of a call, against the same request by hand with
//! reqwest and serde derive, against `tests/budgets.tsv`.

use std::process::ExitCode;

use oasmith_golden::speed::types::{Owner, SetOwnerOptions};
use oasmith_golden::speed::{Client, Credentials};
use oasmith_speed::budgets::Budgets;
use oasmith_speed::callgrind::{count, each, is_there};
use oasmith_speed::server::{Server, serve};
use oasmith_speed::{derived, texts};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [serves, together] if serves == "serve" => match together.parse() {
            Ok(together) => serve(together, &texts::project()),
            Err(_) => Err("no number".to_owned()),
        },
        [way, address, times] => work(way, address, times),
        _ => measure(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// What runs under callgrind.
fn work(way: &str, address: &str, times: &str) -> Result<(), String> {
    let times: u32 = times.parse().map_err(|_| "no number")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let base = format!("http://{address}/api");
    runtime.block_on(async {
        match way {
            "ours" => ours(&base, times).await,
            _ => by_hand(&base, times)
                .await
                .map_err(|error| error.to_string()),
        }
    })
}

async fn ours(base: &str, times: u32) -> Result<(), String> {
    let client = Client::builder()
        .base_url(base)
        .credentials(Credentials::api_key("secret"))
        .build()
        .map_err(|error| error.to_string())?;
    for _ in 0..times {
        let owner = Owner::new("5d1b", "ada@example.com", "Ada").last_name("Lovelace");
        let options = SetOwnerOptions::new().notify(true);
        let call = client.set_owner("a project", &options, &owner);
        let project = call.await.map_err(|error| error.to_string())?;
        assert_eq!(project.runs, 7);
    }
    Ok(())
}

async fn by_hand(base: &str, times: u32) -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    for _ in 0..times {
        let owner = derived::Owner {
            id: "5d1b".to_owned(),
            email: "ada@example.com".to_owned(),
            first_name: "Ada".to_owned(),
            last_name: Some("Lovelace".to_owned()),
        };
        let mut url = reqwest::Url::parse(base)?;
        url.path_segments_mut()
            .map_err(|()| "no base")?
            .extend(["projects", "a project", "owner"]);
        url.query_pairs_mut().append_pair("notify", "true");
        let response = client
            .post(url)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("x-api-key", "secret")
            .body(serde_json::to_vec(&owner)?)
            .send()
            .await?
            .error_for_status()?;
        let project: derived::Project = serde_json::from_slice(&response.bytes().await?)?;
        assert_eq!(project.runs, 7);
    }
    Ok(())
}

fn measure() -> Result<(), String> {
    if !is_there() {
        println!("skipped: there is no valgrind");
        return Ok(());
    }
    let mut budgets = Budgets::of("call")?;
    let server = Server::start(1)?;
    let spent = |way: &str| each(500, 2_500, |times| count(&[way, &server.address, times]));
    let (ours, by_hand) = (spent("ours")?, spent("by hand")?);
    println!("instructions of a call: {ours:.0}, by hand {by_hand:.0}");
    budgets.measure("instructions / by hand", ours / by_hand);
    budgets.close()
}
