//! Generates and compiles a crate for each of many documents, and says what is missing.
//!
//! `cargo run -p oasmith-tests --bin corpus -- [--tier ci|sample|all] [--only TEXT] [--no-check] [--bless] [--table] [DOCUMENT…]`
//!
//! Without a DOCUMENT it runs the corpus in ../shared/corpus, which is not part of the repository. What is missing must
//! be listed in tests/corpus/gaps.tsv, and what is listed there must be missing; `--bless` rewrites the list. Crates
//! and the table are left in target/corpus.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, ValueEnum};

use oasmith_tests::corpus::compile::{self, Verb, Verdict};
use oasmith_tests::corpus::documents::{self, Document};
use oasmith_tests::corpus::gaps::{Gap, Known};
use oasmith_tests::corpus::generate::{Options, Outcome, generate};
use oasmith_tests::corpus::sample::sample;
use oasmith_tests::corpus::table::Results;
use oasmith_tests::corpus::{report, workspace_root};

const CENSUS: &str = "# Types that are any JSON value although the document says more: document, place, reason. Made by\n\
                      # `cargo run -p oasmith-tests --bin corpus -- --tier all --no-check --bless`; reasons may be written by hand.\n";

/// Generates and compiles a crate for each of many documents, and says what is missing.
#[derive(Parser)]
struct Arguments {
    /// Which documents of the corpus to run.
    #[arg(long, value_enum, default_value_t = Tier::All)]
    tier: Tier,
    /// Run only documents with this in their name.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Generate without compiling.
    #[arg(long)]
    no_check: bool,
    /// What cargo does with the crates.
    #[arg(long, value_enum, default_value_t = Step::Check)]
    step: Step,
    /// Generate types that keep absent, null and defaults apart.
    #[arg(long)]
    lossless: bool,
    /// Rewrite tests/corpus/gaps.tsv and census.tsv.
    #[arg(long)]
    bless: bool,
    /// Write the figures into tests/corpus/results.tsv and README.md.
    #[arg(long)]
    table: bool,
    /// The folder of the corpus.
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Documents to run instead of the corpus.
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tier {
    /// What the gate runs.
    Ci,
    /// A few small documents of that with every feature, for `--step clippy` and `--step doc`.
    Sample,
    /// Everything.
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum Step {
    /// cargo check
    Check,
    /// cargo clippy
    Clippy,
    /// cargo doc
    Doc,
    /// cargo build --release
    Release,
}

fn main() -> ExitCode {
    if let Some(code) = compile::stand_in() {
        return code;
    }
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<bool> {
    let begun = Instant::now();
    let root = workspace_root();
    let corpus = arguments
        .corpus
        .clone()
        .unwrap_or_else(|| root.join("../shared/corpus"));
    if arguments.documents.is_empty() && !corpus.join("INDEX.tsv").exists() {
        writeln!(io::stdout(), "skipped: ../shared/corpus is absent")?;
        return Ok(true);
    }
    let documents = chosen(arguments, &corpus)?;
    let folder = root.join("target/corpus");
    let mut outcomes = Vec::new();
    for document in &documents {
        let package = package(document);
        let options = Options {
            lossless: arguments.lossless,
            types_only: false,
        };
        outcomes.push(generate(
            document,
            &package,
            &folder.join(&package),
            options,
        )?);
    }
    let verdicts = verdicts(arguments, &folder, &documents, &outcomes)?;
    let rows: Vec<report::Row<'_>> = outcomes
        .iter()
        .zip(verdicts.iter().map(Option::as_ref))
        .collect();
    let table = format!(
        "{}\n{}; {:.0} s\n",
        report::table(&rows),
        report::sums(&rows),
        begun.elapsed().as_secs_f64()
    );
    std::fs::write(folder.join("report.txt"), &table)?;
    write!(io::stdout(), "{table}")?;
    let gaps = gaps(&outcomes, &verdicts);
    let panicked = outcomes.iter().any(|outcome| outcome.panic.is_some());
    let known: Vec<&str> = documents
        .iter()
        .filter(|d| d.known)
        .map(|d| &*d.name)
        .collect();
    let (listed, free): (Vec<Gap>, Vec<Gap>) = gaps
        .into_iter()
        .partition(|gap| known.contains(&gap.document.as_str()));
    let untyped = untyped(&outcomes, &known);
    let held = judge(arguments, "gaps.tsv", &known, &listed)?
        & judge(arguments, "census.tsv", &known, &untyped)?;
    if arguments.table {
        let listed = rows.iter().filter(|(o, _)| known.contains(&&*o.document));
        keep(&listed.copied().collect::<Vec<_>>())?;
    }
    Ok(held && tell("missing", &free)? && !panicked)
}

fn chosen(arguments: &Arguments, corpus: &std::path::Path) -> io::Result<Vec<Document>> {
    let mut documents: Vec<Document> = if arguments.documents.is_empty() {
        let all = documents::all(corpus)?;
        match arguments.tier {
            Tier::Ci => documents::ci(&all),
            Tier::Sample => sample(&documents::ci(&all), documents::FEATURES),
            Tier::All => all,
        }
    } else {
        let given = arguments.documents.iter();
        given.map(|path| Document::given(path, corpus)).collect()
    };
    if !arguments.only.is_empty() {
        documents.retain(|d| {
            arguments
                .only
                .iter()
                .any(|text| d.name.contains(text.as_str()))
        });
    }
    Ok(documents)
}

fn package(document: &Document) -> String {
    format!("corpus-{}", document.slug())
}

/// What the compiler says of each document's crate; nothing where it was not asked.
fn verdicts(
    arguments: &Arguments,
    folder: &std::path::Path,
    documents: &[Document],
    outcomes: &[Outcome],
) -> io::Result<Vec<Option<Verdict>>> {
    std::fs::create_dir_all(folder)?;
    let generated = documents.iter().zip(outcomes).filter(|(_, o)| o.generated);
    let packages: Vec<String> = generated.map(|(document, _)| package(document)).collect();
    if arguments.no_check || packages.is_empty() {
        return Ok(vec![None; documents.len()]);
    }
    let verb = match arguments.step {
        Step::Check => Verb::Check,
        Step::Clippy => Verb::Clippy,
        Step::Doc => Verb::Doc,
        Step::Release => Verb::Release,
    };
    let count = packages.len();
    writeln!(io::stderr(), "{count} crates generated; compiling them")?;
    let mut verdicts = compile::compile(folder, &packages, verb)?;
    let of = documents
        .iter()
        .map(|document| verdicts.remove(&package(document)));
    Ok(of.collect())
}

/// All gaps of a run: those of generation, and the crates that do not compile.
fn gaps(outcomes: &[Outcome], verdicts: &[Option<Verdict>]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (outcome, verdict) in outcomes.iter().zip(verdicts) {
        gaps.extend(outcome.gaps.iter().cloned());
        if let Some(verdict) = verdict.as_ref().filter(|verdict| !verdict.compiled) {
            let mut codes: Vec<&str> = verdict.errors.iter().map(|(code, _)| &**code).collect();
            codes.sort_unstable();
            codes.dedup();
            let reason = verdict
                .errors
                .first()
                .map_or("the compiler gave up", |(_, text)| text);
            gaps.push(Gap::new(
                &outcome.document,
                format!("compile {}", codes.join(" ")),
                reason,
            ));
        }
    }
    gaps
}

/// What has no type, in the form of the list of it.
fn untyped(outcomes: &[Outcome], known: &[&str]) -> Vec<Gap> {
    let listed = outcomes
        .iter()
        .filter(|outcome| known.contains(&&*outcome.document));
    listed
        .flat_map(|outcome| {
            let places = outcome.census.untyped.iter();
            places.map(|(place, reason)| Gap::new(&outcome.document, place, reason))
        })
        .collect()
}

/// Takes the figures over into the kept ones, and writes the page.
fn keep(rows: &[report::Row<'_>]) -> io::Result<()> {
    let folder = workspace_root().join("tests/corpus");
    let text = |name: &str| match std::fs::read_to_string(folder.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        other => other,
    };
    let mut results = Results::parse(&text("results.tsv")?);
    results.take(rows);
    std::fs::write(folder.join("results.tsv"), results.render())?;
    std::fs::write(
        folder.join("README.md"),
        results.page(&text("fidelity.tsv")?),
    )
}

/// Compares with a list in tests/corpus, or rewrites it.
fn judge(arguments: &Arguments, list: &str, ran: &[&str], gaps: &[Gap]) -> io::Result<bool> {
    let path = workspace_root().join("tests/corpus").join(list);
    let mut known = match std::fs::read_to_string(&path) {
        Ok(text) => Known::parse(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Known::default(),
        Err(error) => return Err(error),
    };
    let compiled = !arguments.no_check;
    if arguments.bless {
        known.bless(ran, compiled, gaps);
        let text = match list {
            "census.tsv" => known.render_under(CENSUS),
            _ => known.render(),
        };
        std::fs::write(path, text)?;
        return Ok(true);
    }
    let difference = known.compare(ran, compiled, gaps);
    let new = tell(
        &format!("not listed in tests/corpus/{list}"),
        &difference.unlisted,
    )?;
    let gone = tell(
        &format!("listed in tests/corpus/{list}, and no longer so"),
        &difference.gone,
    )?;
    if !(new && gone) {
        writeln!(
            io::stdout(),
            "\nIf that is how it should be, run the same with --bless."
        )?;
    }
    Ok(new && gone)
}

/// Prints gaps; gives whether there are none.
fn tell(title: &str, gaps: &[Gap]) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    if !gaps.is_empty() {
        writeln!(out, "\n{} {title}:", gaps.len())?;
    }
    for gap in gaps {
        writeln!(out, "  {}: {}: {}", gap.document, gap.what, gap.reason)?;
    }
    Ok(gaps.is_empty())
}
