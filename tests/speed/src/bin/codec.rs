//! `cargo run --profile speed -p oasmith-speed --bin codec`: instructions for decoding and encoding, as ratios to the same by
//! serde derive and by hand, against `tests/budgets.tsv`.

use std::process::ExitCode;

use oasmith_speed::budgets::Budgets;
use oasmith_speed::callgrind::{count, each, is_there};
use oasmith_speed::work::{ALL, Way, Work};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [action, name, way, times] => work(action, name, way, times),
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
fn work(action: &str, name: &str, way: &str, times: &str) -> Result<(), String> {
    let work = Work::find(name).ok_or("there is no such work")?;
    let way = work.ways().find(|known| format!("{known:?}") == way);
    let way = way.ok_or("there is no such way")?;
    let times = times.parse().map_err(|_| "no number")?;
    let text = work.text();
    let worked = match action {
        "decode" => times == 0 || work.decode(way, text.as_bytes(), times) == work.is_right(),
        _ => times == 0 || work.encode(way, text.as_bytes(), times).is_some(),
    };
    match worked {
        true => Ok(()),
        false => Err("it did not work".to_owned()),
    }
}

fn measure() -> Result<(), String> {
    if !is_there() {
        println!("skipped: there is no valgrind");
        return Ok(());
    }
    let mut budgets = Budgets::of("codec")?;
    for action in ["decode", "encode"] {
        for work in ALL {
            if action == "encode" && !work.is_right() {
                continue;
            }
            // A refused text ends the turns: one more is measured.
            let (few, many) = match (work.is_right(), work.text().len() < 1_000) {
                (false, _) => (0, 1),
                (_, true) => (100, 600),
                _ => (2, 12),
            };
            let spent = |way: Way| {
                let way = format!("{way:?}");
                each(few, many, |times| count(&[action, work.name, &way, times]))
            };
            let ours = spent(Way::Ours)?;
            for way in work.ways().filter(|way| *way != Way::Ours) {
                let what = format!("{action} {} / {way:?}", work.name);
                budgets.measure(&what, ours / spent(way)?);
            }
        }
    }
    budgets.close()
}
