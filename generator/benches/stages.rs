//! `cargo bench -p oasmith`: seconds of each stage up to lowering and of the whole run, over documents of the repository
//! and over one that is doubled, with what is allocated; and, before all that, how the time of each grows.
//!
//! The gate compares allocations instead (`tests/growth.rs`), because those do not depend on the machine.

#[path = "../tests/support/grown.rs"]
mod grown;

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::{AllocProfiler, Bencher};
use oasmith::diag::Diagnostics;
use oasmith::document::Document;
use oasmith::model::Api;
use oasmith::pipeline::{self, Job};
use oasmith::rust::Crate;
use oasmith::settings::{ApiSettings, NameLock, Settings};
use oasmith::source::{self, MemoryLoader, SourceSet, TreeId, YamlOptions};
use oasmith::{document, lower, resolve};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const NAMES: [&str; 3] = ["invite-users.md", "retool.yaml", "grown 400"];

fn main() {
    growth();
    divan::main();
}

/// The file that is read for a document of this benchmark.
fn text(name: &str) -> String {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
    let path = match name {
        "invite-users.md" => format!("{specs}/galileo/invite-users.md"),
        "retool.yaml" => format!("{specs}/retool/openapi.yaml"),
        _ => {
            let size = name.rsplit(' ').next().and_then(|size| size.parse().ok());
            return grown::document(size.expect("a size"));
        }
    };
    std::fs::read_to_string(path).expect("a document of the repository")
}

/// A document before each of its stages.
struct Stages {
    name: String,
    loader: MemoryLoader,
    settings: Settings,
    set: SourceSet,
    trees: Vec<TreeId>,
    document: Document,
    apis: Vec<(String, Api)>,
}

impl Stages {
    fn of(name: &str) -> Stages {
        // What a file is called says how it is read.
        let file = match name.contains('.') {
            true => name.to_owned(),
            false => format!("{name}.json"),
        };
        let mut settings = Settings::default();
        settings.output.name = "bench".to_owned();
        settings.output.at_root = true;
        let mut stages = Stages {
            loader: MemoryLoader::default().with(&file, text(name)),
            name: file,
            settings,
            set: SourceSet::default(),
            trees: Vec::new(),
            document: Document::default(),
            apis: Vec::new(),
        };
        (stages.set, stages.trees) = stages.source();
        stages.document = stages.document();
        stages.apis.push(("bench".to_owned(), stages.resolve()));
        stages
    }

    fn source(&self) -> (SourceSet, Vec<TreeId>) {
        let mut set = SourceSet::default();
        let options = YamlOptions::default();
        let mut diags = Diagnostics::new();
        let trees = source::read(&mut set, &self.loader, &self.name, options, &mut diags);
        (set, trees)
    }

    fn document(&self) -> Document {
        document::read(&self.set, &self.trees, &mut Diagnostics::new())
    }

    fn resolve(&self) -> Api {
        let settings = ApiSettings::default();
        resolve::resolve(
            &self.set,
            &self.document,
            &settings,
            &mut Diagnostics::new(),
        )
    }

    fn lower(&self) -> Crate {
        lower::lower(&self.apis, &self.settings, &mut Diagnostics::new()).0
    }

    fn whole(&self) -> pipeline::Output {
        let documents = vec![self.name.clone()];
        let job = Job::of_documents("bench", "bench", documents, NameLock::default());
        let mut set = SourceSet::default();
        pipeline::run(&mut set, &self.loader, &job, &mut Diagnostics::new())
    }
}

#[divan::bench(args = NAMES)]
fn a_source(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::of(name);
    bencher.bench_local(|| stages.source());
}

#[divan::bench(args = NAMES)]
fn b_document(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::of(name);
    bencher.bench_local(|| stages.document());
}

#[divan::bench(args = NAMES)]
fn c_resolve(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::of(name);
    bencher.bench_local(|| stages.resolve());
}

#[divan::bench(args = NAMES)]
fn d_lower(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::of(name);
    bencher.bench_local(|| stages.lower());
}

#[divan::bench(args = NAMES, sample_count = 10)]
fn e_whole(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::of(name);
    bencher.bench_local(|| stages.whole());
}

/// Doubles a document five times, and prints how many times as long each stage takes.
fn growth() {
    type Stage = (&'static str, fn(&Stages));
    let stages: [Stage; 5] = [
        ("source", |it| drop(black_box(it.source()))),
        ("document", |it| drop(black_box(it.document()))),
        ("resolve", |it| drop(black_box(it.resolve()))),
        ("lower", |it| drop(black_box(it.lower()))),
        ("whole", |it| drop(black_box(it.whole()))),
    ];
    let sizes: Vec<usize> = (0..=5).map(|step| 50 << step).collect();
    let documents: Vec<Stages> = sizes
        .iter()
        .map(|size| Stages::of(&format!("grown {size}")))
        .collect();
    println!("times as long for twice the document, up to {sizes:?} of each thing");
    for (name, run) in stages {
        let times: Vec<Duration> = documents.iter().map(|it| best(|| run(it))).collect();
        let ratios = times
            .windows(2)
            .map(|pair| pair[1].as_secs_f64() / pair[0].as_secs_f64());
        let ratios: Vec<String> = ratios.map(|ratio| format!("{ratio:.2}")).collect();
        println!("  {name:13} {} ({:?} at last)", ratios.join("  "), times[5]);
    }
}

/// The shortest time of three runs.
fn best(run: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}
