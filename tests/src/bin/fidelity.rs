//! Sends instances of a document's schemas through the types that are generated for it, and says what did not survive.
//!
//! `cargo run -p oasmith-tests --bin fidelity -- [--tier ci|all] [--only TEXT] [--lossless] [--instances-only] [DOCUMENT…]`
//!
//! Instances are made from the schemas and taken from the document's examples; the `jsonschema` crate says which are
//! valid. By default null may become absent, and absent a default; with `--lossless` nothing may change. Without a
//! DOCUMENT it runs the corpus in ../shared/corpus, which is not part of the repository.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use oasmith_tests::corpus::compile::{self, Verb};
use oasmith_tests::corpus::documents::{self, Document};
use oasmith_tests::corpus::generate::{Options, generate};
use oasmith_tests::corpus::workspace_root;
use oasmith_tests::fidelity::compare::Change;
use oasmith_tests::fidelity::golden::{Golden, Ran};
use oasmith_tests::fidelity::run::{Prepared, Report, prepare};
use oasmith_tests::fidelity::{bodies, driver, files, judge, places};

/// Sends instances of a document's schemas through the types that are generated for it.
#[derive(Parser)]
struct Arguments {
    /// Which documents of the corpus to run.
    #[arg(long, value_enum, default_value_t = Tier::All)]
    tier: Tier,
    /// Run only documents with this in their name.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Generate types that keep absent, null and defaults apart, and allow no change.
    #[arg(long)]
    lossless: bool,
    /// Take over the results of this run as the kept ones (tests/corpus/fidelity.tsv and unexercised.tsv).
    #[arg(long, conflicts_with = "lossless")]
    bless: bool,
    /// Make the instances, and compile nothing: says what would not be exercised.
    #[arg(long, conflicts_with = "bless")]
    instances_only: bool,
    /// How many failures of a document are shown.
    #[arg(long, default_value_t = 5)]
    show: usize,
    /// The folder of the corpus.
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Documents to run instead of the corpus.
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
}

/// How large the documents are that the gate runs.
const CI_BYTES: u64 = 60_000;

#[derive(Clone, Copy, ValueEnum)]
enum Tier {
    /// What the gate runs: its documents of at most 60 KB.
    Ci,
    /// Everything.
    All,
}

fn main() -> ExitCode {
    if let Some(code) = compile::stand_in() {
        return code;
    }
    let arguments = Arguments::parse();
    // Schemas that hold each other many levels deep are walked down by the judge, too.
    let roomy = std::thread::Builder::new().stack_size(256 << 20);
    let ran = roomy
        .spawn(move || run(&arguments))
        .and_then(|thread| match thread.join() {
            Ok(ran) => ran,
            Err(_) => Err(io::Error::other("it panicked")),
        });
    match ran {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<bool> {
    let root = workspace_root();
    let corpus = arguments
        .corpus
        .clone()
        .unwrap_or_else(|| root.join("../shared/corpus"));
    if arguments.documents.is_empty() && !corpus.join("INDEX.tsv").exists() {
        writeln!(io::stdout(), "skipped: ../shared/corpus is absent")?;
        return Ok(true);
    }
    // A workspace of its own, so that crates of the corpus and these do not take turns in being up to date.
    let workspace = root.join(match arguments.lossless {
        true => "target/fidelity-lossless",
        false => "target/fidelity",
    });
    std::fs::create_dir_all(&workspace)?;
    let mut ready: Vec<(String, String, Prepared)> = Vec::new();
    let mut not_run: Vec<(String, String)> = Vec::new();
    let mut packages = Vec::new();
    for document in chosen(arguments, &corpus)? {
        match one(arguments, &workspace, &document)? {
            Ok((package, driver, prepared)) => {
                packages.extend([package, driver.clone()]);
                ready.push((document.name, driver, prepared));
            }
            Err(reason) => not_run.push((document.name, reason)),
        }
    }
    if arguments.instances_only {
        let ready = ready.into_iter();
        let reports: Vec<(String, Report)> = ready
            .map(|(document, _, prepared)| (document, prepared.report().clone()))
            .collect();
        write!(io::stdout(), "{}", told(arguments, &reports, &not_run))?;
        return Ok(true);
    }
    let verdicts = match packages.is_empty() {
        true => BTreeMap::new(),
        false => compile::compile(&workspace, &packages, Verb::Slim)?,
    };
    let mut reports: Vec<(String, Report)> = Vec::new();
    for (document, driver, prepared) in ready {
        let verdict = &verdicts[&driver];
        if !verdict.compiled {
            let package = driver.strip_suffix("-fidelity");
            let of_crate = package.and_then(|package| verdicts.get(package));
            let errors = verdict.errors.iter();
            let mut errors = errors.chain(of_crate.into_iter().flat_map(|other| &other.errors));
            let first = errors.next();
            let why = first.map_or("its crate does not compile", |(_, text)| text);
            not_run.push((document, why.to_owned()));
            continue;
        }
        match prepared.run(&workspace, &driver, arguments.lossless) {
            Ok(report) => reports.push((document, report)),
            Err(error) => not_run.push((document, error.to_string())),
        }
    }
    let known = kept(arguments, &root, &reports, &not_run)?;
    let text = told(arguments, &reports, &not_run);
    std::fs::write(workspace.join("report.txt"), &text)?;
    write!(io::stdout(), "{text}")?;
    Ok(known && reports.iter().all(|(_, report)| report.failed == 0))
}

/// Whether what was not exercised is what is listed. Only runs over the corpus are compared.
fn kept(
    arguments: &Arguments,
    root: &Path,
    reports: &[(String, Report)],
    not_run: &[(String, String)],
) -> io::Result<bool> {
    if !arguments.documents.is_empty() && !arguments.bless {
        return Ok(true);
    }
    let mut golden = Golden::read(&root.join("tests/corpus"))?;
    let ran = Ran { reports, not_run };
    if arguments.bless {
        golden.bless(&ran)?;
        return Ok(true);
    }
    let difference = golden.compare(&ran);
    let mut out = io::stdout();
    for gap in &difference.unlisted {
        writeln!(
            out,
            "not listed: {} {}: {}",
            gap.document, gap.what, gap.reason
        )?;
    }
    for gap in &difference.gone {
        writeln!(
            out,
            "listed, but exercised now: {} {}",
            gap.document, gap.what
        )?;
    }
    Ok(difference.is_empty())
}

fn chosen(arguments: &Arguments, corpus: &Path) -> io::Result<Vec<Document>> {
    let mut documents: Vec<Document> = if arguments.documents.is_empty() {
        let all = documents::all(corpus)?;
        match arguments.tier {
            Tier::Ci => {
                let mut chosen = documents::ci(&all);
                chosen.retain(|document| {
                    std::fs::metadata(&document.location).is_ok_and(|data| data.len() <= CI_BYTES)
                });
                chosen
            }
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

/// Generates a document's crate and program, and makes its instances; or says why not.
fn one(
    arguments: &Arguments,
    workspace: &Path,
    document: &Document,
) -> io::Result<Result<(String, String, Prepared), String>> {
    let package = format!("corpus-{}", document.slug());
    let folder = workspace.join(&package);
    let options = Options {
        lossless: arguments.lossless,
        types_only: true,
    };
    let outcome = generate(document, &package, &folder, options)?;
    if let Some(panic) = outcome.panic {
        return Ok(Err(format!("panic: {panic}")));
    }
    if !outcome.generated {
        return Ok(Err("no crate is generated".to_owned()));
    }
    let json = match files::whole(&document.location) {
        Ok(json) => judge::upgraded(json),
        Err(error) => return Ok(Err(error)),
    };
    let mut places = places::places(&json, &outcome.names, &places::emitted(&folder)?);
    for api in &outcome.krate.apis {
        places.extend(bodies::places(&json, api));
    }
    places.sort();
    places.dedup();
    if places.is_empty() {
        return Ok(Err("it has no schema with a type of its own".to_owned()));
    }
    let prepared = match prepare(&json, places) {
        Ok(prepared) => prepared,
        Err(error) => return Ok(Err(format!("the judge cannot take it: {error}"))),
    };
    let driver = driver::write(workspace, &package, prepared.places())?;
    Ok(Ok((package, driver, prepared)))
}

fn told(
    arguments: &Arguments,
    reports: &[(String, Report)],
    not_run: &[(String, String)],
) -> String {
    let mut out = format!(
        "{:<64}{:>8}{:>11}{:>11}{:>10}{:>9}{:>8}\n",
        "document", "schemas", "exercised", "instances", "lossless", "allowed", "failed"
    );
    let mut total = Report::default();
    for (document, report) in reports {
        out.push_str(&line(document, report));
        total.schemas += report.schemas;
        total.exercised += report.exercised;
        total.relaxed += report.relaxed;
        total.empty += report.empty;
        total.instances += report.instances;
        total.lossless += report.lossless;
        total.allowed += report.allowed;
        total.failed += report.failed;
        for (change, count) in &report.changes {
            *total.changes.entry(*change).or_default() += count;
        }
    }
    out.push_str(&line("all", &total));
    out.push_str(&format!(
        "{} schemas have instances only when oneOf is read as anyOf, or as its discriminator says; {} have none at all\n",
        total.relaxed, total.empty
    ));
    for (change, count) in total
        .changes
        .iter()
        .filter(|(change, _)| **change != Change::Lost)
    {
        out.push_str(&format!("{count} times {change:?}\n"));
    }
    for (document, report) in reports {
        for failure in report.failures.iter().take(arguments.show) {
            out.push_str(&format!(
                "\n{document}: {} at {}\n  {}\n",
                failure.pointer, failure.path, failure.what
            ));
        }
        for (pointer, reason) in report.skipped.iter().take(arguments.show) {
            out.push_str(&format!(
                "\n{document}: {pointer} was not exercised: {reason}\n"
            ));
        }
    }
    for (document, reason) in not_run {
        out.push_str(&format!("\n{document} was not run: {reason}\n"));
    }
    out
}

fn line(document: &str, report: &Report) -> String {
    format!(
        "{document:<64}{:>8}{:>11}{:>11}{:>10}{:>9}{:>8}\n",
        report.schemas,
        report.exercised,
        report.instances,
        report.lossless,
        report.allowed,
        report.failed
    )
}
