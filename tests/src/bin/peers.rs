//! Runs oasmith and other generators on the same documents in turn, and keeps what they cost.
//!
//! `cargo run -p oasmith-tests --bin peers -- --install [--step STEP]… [--documents TEXT]… [--only PEER]… [--runs N] [DOCUMENT…]`
//!
//! Without a DOCUMENT it runs those of tests/peers/documents.tsv, which are not part of the repository, and writes
//! tests/peers/results.tsv and results.md, and what README.md quotes of them; of documents that are named, the tables are only printed. What generators
//! wrote is left in target/peers/crates.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use clap::Parser;

use oasmith_tests::corpus::workspace_root;
use oasmith_tests::peers::compile::{Workshop, arguments};
use oasmith_tests::peers::generate::{Pair, scratch};
use oasmith_tests::peers::install::{Binaries, binaries, compiler};
use oasmith_tests::peers::meter::{self, End};
use oasmith_tests::peers::package;
use oasmith_tests::peers::page::Page;
use oasmith_tests::peers::rebuild::rebuild;
use oasmith_tests::peers::results::{Figure, Results, Row, Step, name};
use oasmith_tests::peers::roster::{Contents, Document, Peer, documents, peers};
use oasmith_tests::peers::turns::{Turn, turns};

/// Runs oasmith and other generators on the same documents in turn, and keeps what they cost.
#[derive(Parser)]
struct Arguments {
    /// Install the peers that are absent into target/peers.
    #[arg(long)]
    install: bool,
    /// Run only documents with this in their name.
    #[arg(long, value_name = "TEXT")]
    documents: Vec<String>,
    /// Run only this peer, beside oasmith.
    #[arg(long, value_name = "PEER")]
    only: Vec<String>,
    /// What to measure.
    #[arg(long, value_enum, default_values = ["generate", "lines", "check", "build"])]
    step: Vec<Step>,
    /// How many rounds.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Documents to run instead of those of the list.
    #[arg(value_name = "DOCUMENT")]
    given: Vec<PathBuf>,
}

fn main() -> ExitCode {
    if let Some(code) = meter::stand_in() {
        return code;
    }
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(given: &Arguments) -> io::Result<()> {
    let root = workspace_root();
    let lists = root.join("tests/peers");
    let shared = root.join("../shared");
    let all = peers(&std::fs::read_to_string(lists.join("peers.tsv"))?)?;
    let listed = if given.given.is_empty() {
        if !shared.exists() {
            return writeln!(io::stdout(), "skipped: ../shared is absent");
        }
        documents(
            &std::fs::read_to_string(lists.join("documents.tsv"))?,
            &shared.canonicalize()?,
        )?
    } else {
        let paths = given.given.iter();
        paths
            .map(|path| Document::given(path))
            .collect::<io::Result<_>>()?
    };
    let wanted = |texts: &[String], name: &str| {
        let name = name.to_lowercase();
        texts.is_empty() || texts.iter().any(|t| name.contains(&t.to_lowercase()))
    };
    // The first one is who the others are compared with.
    let chosen: Vec<Peer> = all
        .iter()
        .filter(|peer| {
            peer.package.is_none() || given.only.is_empty() || given.only.contains(&peer.name)
        })
        .cloned()
        .collect();
    let folder = root.join("target/peers");
    std::fs::create_dir_all(&folder)?;
    let places = binaries(&chosen, &root, &folder, given.install)?;
    let keep = given.given.is_empty();
    let mut results = match std::fs::read_to_string(lists.join("results.tsv")) {
        Ok(text) if keep => Results::parse(&text),
        _ => Results::default(),
    };
    let cores = std::thread::available_parallelism()?;
    results.machine = format!("{cores} cores, {}", compiler()?);
    for document in listed.iter().filter(|d| wanted(&given.documents, &d.name)) {
        let mut session = Session {
            pairs: pairs(&chosen, &places, document, &folder),
            contents: document.contents()?,
            made: vec![None; chosen.len()],
            versions: versions(&chosen, &places)?,
            runs: given.runs,
            folder: &folder,
        };
        let mut steps = given.step.clone();
        steps.sort();
        for step in steps {
            writeln!(io::stderr(), "{}: {}", document.name, name(step))?;
            let rows = session.step(step)?;
            results.take(rows, &all, &listed);
            if keep {
                write(&lists, &results, &all, &listed)?;
            }
        }
        session.clear();
    }
    let _ = std::fs::remove_dir_all(scratch(&folder));
    let page = Page {
        results: &results,
        peers: &all,
        documents: &listed,
    };
    write!(io::stdout(), "{}", page.render())
}

fn write(
    lists: &std::path::Path,
    results: &Results,
    peers: &[Peer],
    documents: &[Document],
) -> io::Result<()> {
    let rounded = results.render();
    // The pages show what the list keeps, to the last digit.
    let page = Page {
        results: &Results::parse(&rounded),
        peers,
        documents,
    };
    std::fs::write(lists.join("results.tsv"), &rounded)?;
    std::fs::write(lists.join("results.md"), page.render())?;
    let readme = workspace_root().join("README.md");
    let text = std::fs::read_to_string(&readme)?;
    std::fs::write(readme, page.quoted_in(&text))
}

fn pairs<'a>(
    peers: &'a [Peer],
    places: &'a Binaries,
    document: &'a Document,
    folder: &'a std::path::Path,
) -> Vec<Pair<'a>> {
    let pair = |peer: &'a Peer| {
        Some(Pair {
            peer,
            binary: places.get(&peer.name)?,
            document,
            folder,
        })
    };
    peers.iter().filter_map(pair).collect()
}

/// The pinned versions, and what ours says of itself.
fn versions(peers: &[Peer], places: &Binaries) -> io::Result<Vec<String>> {
    let version = |peer: &Peer| match places.get(&peer.name).filter(|_| peer.package.is_none()) {
        None => Ok(peer.version.clone()),
        Some(binary) => {
            let said = Command::new(binary).arg("--version").output()?;
            let text = String::from_utf8_lossy(&said.stdout).into_owned();
            Ok(text.split_whitespace().last().unwrap_or("?").to_owned())
        }
    };
    peers.iter().map(version).collect()
}

/// One document with all generators.
struct Session<'a> {
    pairs: Vec<Pair<'a>>,
    contents: Contents,
    /// How the last run of each generator ended, if there was one.
    made: Vec<Option<End>>,
    versions: Vec<String>,
    runs: usize,
    folder: &'a std::path::Path,
}

impl Session<'_> {
    fn step(&mut self, step: Step) -> io::Result<Vec<Row>> {
        match step {
            Step::Generate => {
                let turns = turns(self.pairs.len(), self.runs, |at| {
                    let end = self.pairs[at].generate()?;
                    self.made[at] = Some(end.clone());
                    Ok(end)
                })?;
                Ok(self.rows(step, &turns))
            }
            Step::Lines => {
                let turns = turns(self.pairs.len(), 1, |at| self.made(at))?;
                let mut rows = self.rows(step, &turns);
                for (pair, row) in self.pairs.iter().zip(&mut rows) {
                    row.figures = self.row(pair, "", step).figures;
                    if row.outcome == "ok" {
                        let size = pair.size();
                        row.set(Figure::Lines, size.lines as f64);
                        row.set(Figure::Bytes, size.bytes as f64);
                        row.set(Figure::Operations, size.operations as f64);
                    }
                }
                Ok(rows)
            }
            Step::Check | Step::Build | Step::Release => self.compile(step),
            Step::RebuildAll | Step::RebuildField => self.rebuild(),
        }
    }

    fn compile(&mut self, step: Step) -> io::Result<Vec<Row>> {
        let target = self.folder.join("target");
        let scratch = scratch(self.folder);
        let workshop = Workshop {
            target: &target,
            scratch: &scratch,
            incremental: false,
        };
        let mut ready: Vec<End> = Vec::new();
        for at in 0..self.pairs.len() {
            ready.push(match self.made(at)? {
                End::Done(cost) => {
                    let pair = &self.pairs[at];
                    let home = pair.home();
                    let prepared = package::package(pair)
                        .and_then(|()| package::dependencies(&home, &target, arguments(step)));
                    match prepared {
                        Ok(()) => End::Done(cost),
                        Err(error) => End::Failed(format!("dependencies: {error}")),
                    }
                }
                // That it is not there is no news of the compiler.
                _ => End::Failed("nothing to compile".to_owned()),
            });
        }
        let turns = turns(self.pairs.len(), self.runs, |at| match &ready[at] {
            End::Done(_) => workshop.compile(&self.pairs[at].home(), step),
            end => Ok(end.clone()),
        })?;
        let mut rows = self.rows(step, &turns);
        for (pair, row) in self.pairs.iter().zip(&mut rows) {
            if let Some(bytes) = workshop
                .library(&pair.package(), step)
                .filter(|_| row.outcome == "ok")
            {
                row.set(Figure::Library, bytes as f64);
            }
        }
        Ok(rows)
    }

    fn rebuild(&mut self) -> io::Result<Vec<Row>> {
        let target = self.folder.join("target");
        let scratch = scratch(self.folder);
        let workshop = Workshop {
            target: &target,
            scratch: &scratch,
            incremental: true,
        };
        let Some(pair) = self.pairs.first() else {
            return Ok(Vec::new());
        };
        let (all, field) = rebuild(pair, &self.contents, &workshop, self.runs)?;
        let rows = [(Step::RebuildAll, all), (Step::RebuildField, field)];
        let rows = rows.map(|(step, turn)| {
            let mut row = self.row(pair, &self.versions[0], step);
            row.take(&turn);
            row
        });
        self.made[0] = None;
        Ok(rows.into())
    }

    /// How generating ended, after doing it when it was not done yet.
    fn made(&mut self, at: usize) -> io::Result<End> {
        if self.made[at].is_none() {
            self.made[at] = Some(self.pairs[at].generate()?);
        }
        self.made[at]
            .clone()
            .ok_or_else(|| io::Error::other("nothing ran"))
    }

    fn rows(&self, step: Step, turns: &[Turn]) -> Vec<Row> {
        let all = self.pairs.iter().zip(&self.versions).zip(turns);
        all.map(|((pair, version), turn)| {
            let mut row = self.row(pair, version, step);
            row.take(turn);
            row
        })
        .collect()
    }

    /// A row without what was measured.
    fn row(&self, pair: &Pair<'_>, version: &str, step: Step) -> Row {
        let mut row = Row::new(&pair.document.name, &pair.peer.name, step);
        row.openapi.clone_from(&self.contents.version);
        row.version = version.to_owned();
        row.set(Figure::SpecBytes, self.contents.bytes as f64);
        row.set(Figure::SpecOperations, self.contents.operations as f64);
        row
    }

    /// Libraries of a large document take gigabytes together.
    fn clear(&self) {
        let target = self.folder.join("target");
        let workshop = Workshop {
            target: &target,
            scratch: self.folder,
            incremental: false,
        };
        for pair in &self.pairs {
            workshop.clear(&pair.package());
        }
    }
}
