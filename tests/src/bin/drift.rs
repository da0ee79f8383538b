//! Whether what `oasmith diff` predicts is what really happens.
//!
//! `cargo run -p oasmith-tests --bin drift -- [--tier ci|all] [--only TEXT] [--laws] [--bless] [--show]`
//!
//! Documents are changed in known ways (tests/mutations). Of every version there is a module in one crate; rustdoc says
//! what each offers, and instances and requests go between older code and newer documents. The tier `ci` is the
//! catalogue; `all` adds changes of the project's other documents and of small ones of ../shared/corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use oasmith::drift::Report;
use oasmith::pipeline::{self, Job};
use oasmith::source::FileLoader;
use oasmith_tests::corpus::{documents, workspace_root};
use oasmith_tests::drift::beside;
use oasmith_tests::drift::catalogue::{self, Mutation};
use oasmith_tests::drift::oasdiff::{self, Both};
use oasmith_tests::drift::pairs::{self, PACKAGE, Pair, Version};
use oasmith_tests::drift::results::{Outcome, Table};
use oasmith_tests::drift::wire::Trials;
use oasmith_tests::drift::{laws, mutate, semver, surface};
use oasmith_tests::fidelity::{driver, files};
use serde_json::Value;

/// Checks what `oasmith diff` predicts against generated code.
#[derive(Parser)]
struct Arguments {
    /// Which pairs to run.
    #[arg(long, value_enum, default_value_t = Tier::All)]
    tier: Tier,
    /// Run only pairs with this in their name.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Keep the results of this run (tests/mutations/results.tsv).
    #[arg(long)]
    bless: bool,
    /// Compare only with what oasdiff says, by this program (tests/mutations/oasdiff.tsv).
    #[arg(long, value_name = "PROGRAM", conflicts_with = "only")]
    oasdiff: Option<PathBuf>,
    /// Compare only documents of the corpus with themselves, written another way (tests/mutations/laws.tsv).
    #[arg(long, conflicts_with = "oasdiff")]
    laws: bool,
    /// Show every outcome with its reasons.
    #[arg(long)]
    show: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tier {
    /// What the gate runs: the catalogue.
    Ci,
    /// Everything.
    All,
}

/// Documents of the project's own that are changed, too.
const CASES: &[&str] = &[
    "composition",
    "names",
    "presence",
    "requests",
    "responses",
    "schemas",
    "unions",
];

/// How many documents of the corpus are changed, and how large they may be.
const CORPUS: (usize, u64) = (4, 12_000);

/// How large documents are that the gate compares with themselves.
const LAWS: u64 = 400_000;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let roomy = std::thread::Builder::new().stack_size(256 << 20);
    let ran = roomy.spawn(move || run(&arguments)).and_then(|thread| {
        thread
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("it panicked")))
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
    if arguments.laws {
        return laws(arguments, &root);
    }
    let workspace = root.join("target/drift");
    let made = workspace.join("documents");
    std::fs::create_dir_all(&made)?;
    let mut versions: Vec<Version> = Vec::new();
    let mut all: Vec<Pair> = Vec::new();
    let mut refused = 0;
    for (name, document, mutations) in sources(arguments, &root)? {
        let base = match pairs::version(&made, &format!("v{}", versions.len()), document, None)? {
            Ok(version) => version,
            Err(why) => return Err(io::Error::other(format!("{name}: {why}"))),
        };
        let old = versions.len();
        versions.push(base);
        for mutation in mutations {
            let pair = format!("{}: {}", mutation.base, mutation.name);
            if arguments
                .only
                .as_ref()
                .is_some_and(|only| !pair.contains(only))
            {
                continue;
            }
            let module = format!("v{}", versions.len());
            match pairs::version(
                &made,
                &module,
                mutation.changed,
                Some((&versions[old], &mutation.aliases)),
            )? {
                Ok(version) => {
                    all.push(Pair {
                        name: pair,
                        old,
                        new: versions.len(),
                    });
                    versions.push(version);
                }
                // A document that is refused has no code to compare.
                Err(_) if mutation.base != "base" => refused += 1,
                Err(why) => return Err(io::Error::other(format!("{pair}: {why}"))),
            }
        }
    }
    if let Some(program) = &arguments.oasdiff {
        return beside_oasdiff(program, &root, &all, &versions, arguments.bless);
    }
    let features = pairs::write_crate(&workspace, &versions)?;
    let mut trials = Trials::default();
    for (index, pair) in all.iter().enumerate() {
        trials.add(index, pair, &versions);
    }
    let count = trials.len();
    let program = driver::program(&workspace, PACKAGE, &features, trials.types())?;
    pairs::write_workspace(&workspace, &root, &[PACKAGE, &program])?;
    pairs::cargo(
        &workspace,
        &["build", "--quiet", "--package", &program],
        &[],
    )?;
    let listed = features.join(",");
    let rustdoc = [
        "rustdoc",
        "--quiet",
        "--lib",
        "--package",
        PACKAGE,
        "--no-default-features",
        "--features",
        &listed,
        "--",
        "-Zunstable-options",
        "--output-format",
        "json",
    ];
    pairs::cargo(&workspace, &rustdoc, &[("RUSTC_BOOTSTRAP", PACKAGE_CRATE)])?;
    let json = std::fs::read(workspace.join(format!("target/doc/{PACKAGE_CRATE}.json")))?;
    let json: Value = serde_json::from_slice(&json).map_err(io::Error::other)?;
    let surfaces = surface::surfaces(&json);
    let broken = trials.run(&workspace, &program)?;
    let mut outcomes = Vec::new();
    for (index, pair) in all.iter().enumerate() {
        outcomes.push(outcome(
            pair,
            &versions,
            &surfaces,
            broken.get(&index).cloned(),
        )?);
    }
    let mut out = io::stdout();
    writeln!(
        out,
        "{} pairs, {count} instances; {refused} changes make documents that are refused",
        all.len()
    )?;
    if arguments.show {
        for outcome in &outcomes {
            writeln!(out, "{outcome:#?}")?;
        }
    }
    let path = root.join("tests/mutations/results.tsv");
    let mut table = Table::read(&path)?;
    let whole = arguments.tier == Tier::All && arguments.only.is_none() && corpus_is_there(&root);
    if arguments.bless {
        table.bless(&outcomes, whole);
        table.write(&path)?;
    }
    let wrong = table.compare(&outcomes, whole);
    for line in &wrong {
        writeln!(out, "{line}")?;
    }
    Ok(wrong.is_empty())
}

/// The crate's name in code.
const PACKAGE_CRATE: &str = "drift_pairs";

fn corpus_is_there(root: &Path) -> bool {
    root.join("../shared/corpus/INDEX.tsv").exists()
}

/// Compares documents with themselves: all, or those that are not large.
fn laws(arguments: &Arguments, root: &Path) -> io::Result<bool> {
    let mut out = io::stdout();
    if !corpus_is_there(root) {
        writeln!(out, "skipped: ../shared/corpus is not there")?;
        return Ok(true);
    }
    let mut listed = documents::all(&root.join("../shared/corpus"))?;
    if arguments.tier == Tier::Ci {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |data| data.len());
        listed.retain(|document| size(&document.location) <= LAWS);
    }
    if let Some(only) = &arguments.only {
        listed.retain(|document| document.name.contains(only));
    }
    let list = root.join("tests/mutations/laws.tsv");
    let (counts, wrong) = laws::run(&listed, &list, arguments.bless)?;
    writeln!(
        out,
        "{} documents against themselves ({} are refused): {} in another order, {} with other anchors, {} with {} \
         schemas moved",
        counts.documents,
        counts.refused,
        counts.ordered,
        counts.anchors,
        counts.moved,
        counts.schemas
    )?;
    for line in &wrong {
        writeln!(out, "{line}")?;
    }
    Ok(wrong.is_empty())
}

/// Documents with their changes.
fn sources(arguments: &Arguments, root: &Path) -> io::Result<Vec<(String, Value, Vec<Mutation>)>> {
    let (base, mutations) = catalogue::mutations(&root.join("tests/mutations"))?;
    let mut found = vec![("base".to_owned(), base, mutations)];
    if arguments.tier == Tier::Ci {
        return Ok(found);
    }
    for name in CASES {
        let document = catalogue::document(&root.join(format!("tests/cases/{name}.yaml")))?;
        let mutations = mutate::mutations(name, &document);
        found.push(((*name).to_owned(), document, mutations));
    }
    if corpus_is_there(root) {
        let listed = documents::all(&root.join("../shared/corpus"))?;
        let small = documents::ci(&listed).into_iter().filter(|document| {
            std::fs::metadata(&document.location).is_ok_and(|data| data.len() <= CORPUS.1)
        });
        for document in small {
            let name = document.slug();
            // One file without others, that needs no leniency.
            let Ok(json) = files::whole(&document.location) else {
                continue;
            };
            let folder = root.join("target/drift/documents");
            if found.len() > CASES.len() + CORPUS.0
                || pairs::version(&folder, "probe", json.clone(), None)?.is_err()
            {
                continue;
            }
            let mutations = mutate::mutations(&name, &json);
            found.push((name, json, mutations));
        }
    }
    Ok(found)
}

/// Compares the catalogue with what oasdiff says of it.
fn beside_oasdiff(
    program: &Path,
    root: &Path,
    all: &[Pair],
    versions: &[Version],
    bless: bool,
) -> io::Result<bool> {
    let mut found = BTreeMap::new();
    for pair in all.iter().filter(|pair| pair.name.starts_with("base: ")) {
        let paths = [pair.old, pair.new].map(|at| &*versions[at].path);
        let both = Both::of(program, paths, &report(pair, versions)?)?;
        found.insert(pair.name.clone(), both);
    }
    let table = |name: &str| root.join(format!("tests/mutations/{name}.tsv"));
    let mut wrong = oasdiff::compare(&table("oasdiff"), &found, bless)?;
    let mut out = io::stdout();
    writeln!(out, "{} pairs beside oasdiff", found.len())?;
    let shared = root.join("../shared");
    if corpus_is_there(root) {
        let cases = cases(program, &shared.join("oasdiff-cases/data-checker"))?;
        wrong.extend(oasdiff::compare(&table("oasdiff-cases"), &cases, bless)?);
        let mut counts = BTreeMap::new();
        for (name, [old, new]) in HISTORIES {
            let paths = [old, new].map(|file| shared.join("corpus").join(file));
            let paths = [paths[0].as_path(), paths[1].as_path()];
            let report = compared(paths)?;
            counts.extend(beside::beside(program, name, paths, &report)?);
        }
        wrong.extend(beside::compare(&table("oasdiff-history"), &counts, bless)?);
        writeln!(
            out,
            "{} of its own cases, {} histories",
            cases.len(),
            HISTORIES.len()
        )?;
    } else {
        writeln!(
            out,
            "its own cases and histories: skipped, ../shared is not there"
        )?;
    }
    for line in &wrong {
        writeln!(out, "{line}")?;
    }
    Ok(wrong.is_empty())
}

/// Real histories.
const HISTORIES: [(&str, [&str; 2]); 4] = [
    (
        "galileo 2025-09 to 2026-04",
        [
            "rungalileo/galileo-full-client-20250905.yaml",
            "rungalileo/galileo-full-client-20260402.yaml",
        ],
    ),
    (
        "galileo 2026-04 to 2026-07",
        [
            "rungalileo/galileo-full-client-20260402.yaml",
            "rungalileo/galileo-full-client-20260713.yaml",
        ],
    ),
    (
        "retool 2024-07 to 2025-11",
        [
            "retool/retool-v2-20240701.json",
            "retool/retool-v2-20251112.json",
        ],
    ),
    (
        "retool 2025-11 to 2026-02",
        [
            "retool/retool-v2-20251112.json",
            "retool/retool-v2-2.12.0-20260211.json",
        ],
    ),
];

/// The report of two files.
fn compared(paths: [&Path; 2]) -> io::Result<Report> {
    let job = |path: &Path| {
        let location = path.to_string_lossy().into_owned();
        Job::of_documents("client", "api", vec![location], Default::default()).lenient(true)
    };
    let jobs = paths.map(job);
    let sides = (("old", &jobs[0]), ("new", &jobs[1]));
    let (_, _, report) = pipeline::compare(&FileLoader::new(""), sides.0, sides.1);
    report.ok_or_else(|| io::Error::other(format!("{}: no report", paths[1].display())))
}

/// The pairs that oasdiff tests itself with, as far as it takes them by the command line.
fn cases(program: &Path, folder: &Path) -> io::Result<BTreeMap<String, Both>> {
    let mut found = BTreeMap::new();
    for (name, [old, new]) in oasdiff::cases(folder)? {
        let paths = [old.as_path(), new.as_path()];
        let Ok(report) = compared(paths) else {
            continue;
        };
        found.insert(name, Both::of(program, paths, &report)?);
    }
    Ok(found)
}

/// What is predicted for a pair.
fn report(pair: &Pair, versions: &[Version]) -> io::Result<Report> {
    let job = |version: &Version| {
        let location = version.path.to_string_lossy().into_owned();
        pairs::job(location, Default::default(), &version.aliases)
    };
    let (old, new) = (job(&versions[pair.old]), job(&versions[pair.new]));
    let (_, _, report) = pipeline::compare(&FileLoader::new(""), ("old", &old), ("new", &new));
    report.ok_or_else(|| io::Error::other(format!("{}: no report", pair.name)))
}

fn outcome(
    pair: &Pair,
    versions: &[Version],
    surfaces: &BTreeMap<String, surface::Surface>,
    broken: Option<String>,
) -> io::Result<Outcome> {
    let (old, new) = (&versions[pair.old], &versions[pair.new]);
    let report = report(pair, versions)?;
    let kinds: BTreeSet<&str> = report
        .entries
        .iter()
        .map(|entry| entry.kind.code())
        .collect();
    let empty = surface::Surface::new();
    let surface = |version: &Version| surfaces.get(&version.module).unwrap_or(&empty);
    Ok(Outcome {
        pair: pair.name.clone(),
        kinds: kinds.into_iter().collect::<Vec<_>>().join(" "),
        source: report.class,
        surface: semver::compare(surface(old), surface(new)),
        wire: report.wire,
        broken,
    })
}
