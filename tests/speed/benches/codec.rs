//! `cargo bench -p oasmith-speed`: decoding and encoding in seconds; the gate counts instructions instead.

use divan::{Bencher, counter::BytesCount};
use oasmith_speed::work::{ALL, Way, Work};

fn main() {
    divan::main();
}

fn cases() -> impl Iterator<Item = String> {
    ALL.iter()
        .flat_map(|work| work.ways().map(|way| format!("{} / {way:?}", work.name)))
}

fn case(text: &str) -> (&'static Work, Way) {
    let found = ALL.iter().find_map(|work| {
        let way = work
            .ways()
            .find(|way| format!("{} / {way:?}", work.name) == text)?;
        Some((work, way))
    });
    found.expect("a case")
}

#[divan::bench(args = cases())]
fn decode(bencher: Bencher<'_, '_>, name: &str) {
    let (work, way) = case(name);
    let text = work.text();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| work.decode(way, text.as_bytes(), 1));
}

#[divan::bench(args = cases())]
fn encode_ten_times(bencher: Bencher<'_, '_>, name: &str) {
    let (work, way) = case(name);
    let text = work.text();
    bencher.bench(|| work.encode(way, text.as_bytes(), 10));
}
