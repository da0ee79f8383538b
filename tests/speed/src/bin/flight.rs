//! `cargo run --profile speed -p oasmith-speed --bin flight`: 10,000 calls in flight over one pool of connections, several times,
//! and what is left of memory each time. `flight 200` takes fewer.

use std::alloc::System;
use std::process::ExitCode;

use oasmith_golden::speed::types::{Owner, SetOwnerOptions};
use oasmith_golden::speed::{Client, Credentials};
use oasmith_speed::budgets::Budgets;
use oasmith_speed::server::{Server, serve};
use oasmith_speed::texts;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::task::JoinSet;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How often all calls are made after the first time.
const ROUNDS: usize = 4;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [serves, together] if serves == "serve" => match together.parse() {
            Ok(together) => serve(together, &texts::project()),
            Err(_) => Err("no number".to_owned()),
        },
        [calls] => calls
            .parse()
            .map_err(|_| "no number".to_owned())
            .and_then(measure),
        _ => measure(10_000),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn measure(calls: usize) -> Result<(), String> {
    let mut budgets = Budgets::of("flight")?;
    let server = Server::start(calls)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let client = Client::builder()
        .base_url(format!("http://{}/api", server.address))
        .credentials(Credentials::api_key("secret"))
        .build()
        .map_err(|error| error.to_string())?;
    // The first round opens the connections, the second one fills what is kept of them.
    for _ in 0..2 {
        runtime.block_on(round(&client, calls))?;
    }
    // What is lost with every call is lost in every round; a list that doubles once, when more calls than ever happened to
    // wait together, is not lost.
    let (mut left, mut allocations) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        let region = Region::new(ALLOCATOR);
        runtime.block_on(round(&client, calls))?;
        let change = region.change();
        let live = change.bytes_allocated as f64 - change.bytes_deallocated as f64;
        println!("{calls} calls in flight: {live:+.0} bytes");
        left = left.min(live);
        allocations = allocations.min(change.allocations as f64);
    }
    budgets.measure("bytes that stay of a call", (left / calls as f64).max(0.0));
    budgets.measure("allocations of a call", allocations / calls as f64);
    budgets.close()
}

/// All calls at once; the server answers none before it has them all.
async fn round(client: &Client, calls: usize) -> Result<(), String> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let owner = Owner::new("5d1b", "ada@example.com", "Ada");
        let options = SetOwnerOptions::new().notify(true);
        let call = client.set_owner("a project", &options, &owner);
        set.spawn(async move { call.await.map_err(|error| error.to_string()) });
    }
    while let Some(done) = set.join_next().await {
        let project = done.map_err(|error| error.to_string())??;
        assert_eq!(project.runs, 7);
    }
    Ok(())
}
