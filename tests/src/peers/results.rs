//! The figures that are kept.
//!
//! Takes rows, one for each document, generator and step; gives a file for programs, in the order of the lists. A run
//! replaces the rows that it has and leaves the others, so that steps may run on different days.

use std::fmt::Write as _;

use super::roster::{Document, Peer};
use super::turns::Turn;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Step {
    /// Running the generator, measured.
    Generate,
    /// Running it once, and counting what it wrote.
    Lines,
    /// cargo check
    Check,
    /// cargo build
    Build,
    /// cargo build --release
    Release,
    /// An incremental cargo build with nothing there; asking for it makes both of these.
    #[value(name = "rebuild")]
    RebuildAll,
    /// An incremental cargo build after one more field of a schema.
    #[value(skip)]
    RebuildField,
}

const STEPS: &[(Step, &str)] = &[
    (Step::Generate, "generate"),
    (Step::Lines, "lines"),
    (Step::Check, "check"),
    (Step::Build, "build"),
    (Step::Release, "release"),
    (Step::RebuildAll, "rebuild-all"),
    (Step::RebuildField, "rebuild-field"),
];

/// One number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are explained in HEAD")]
pub enum Figure {
    Runs,
    Wall,
    User,
    Peak,
    WallRatio,
    UserRatio,
    PeakRatio,
    Lines,
    Bytes,
    Operations,
    Library,
    SpecBytes,
    SpecOperations,
}

const FIGURES: usize = 13;

const HEAD: &str = "# Made by `cargo run -p oasmith-tests --bin peers`. Seconds of wall and processor time and MB of peak memory are medians; ratios\n\
    # are medians of what a generator took divided by what the first of the list took in the same round.\n\
    # document\topenapi\tpeer\tversion\tstep\toutcome\tdate\truns\twall\tuser\tpeak\twall_ratio\tuser_ratio\tpeak_ratio\tlines\tbytes\toperations\tlibrary_bytes\tspec_bytes\tspec_operations\n";

/// What is known of one document, generator and step.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The document.
    pub document: String,
    /// Its version of OpenAPI.
    pub openapi: String,
    /// The generator.
    pub peer: String,
    /// Its version.
    pub version: String,
    /// What was done.
    pub step: Step,
    /// `ok`, or why there is no figure.
    pub outcome: String,
    /// On which day.
    pub date: String,
    /// The numbers, by [`Figure`].
    pub figures: [Option<f64>; FIGURES],
}

impl Row {
    /// A row of today without anything measured.
    pub fn new(document: &str, peer: &str, step: Step) -> Row {
        Row {
            document: document.to_owned(),
            openapi: String::new(),
            peer: peer.to_owned(),
            version: String::new(),
            step,
            outcome: String::new(),
            date: jiff::Timestamp::now().strftime("%F").to_string(),
            figures: [None; FIGURES],
        }
    }

    /// A number of it.
    pub fn figure(&self, figure: Figure) -> Option<f64> {
        self.figures[figure as usize]
    }

    /// Sets a number of it.
    pub fn set(&mut self, figure: Figure, value: f64) {
        self.figures[figure as usize] = Some(value);
    }

    /// Takes over what some turns cost.
    pub fn take(&mut self, turn: &Turn) {
        self.outcome.clone_from(&turn.outcome);
        self.set(Figure::Runs, turn.runs as f64);
        if let Some(cost) = turn.cost {
            self.set(Figure::Wall, cost.wall);
            self.set(Figure::User, cost.user);
            self.set(Figure::Peak, cost.peak);
        }
        if let Some(ratio) = turn.ratio {
            self.set(Figure::WallRatio, ratio.wall);
            self.set(Figure::UserRatio, ratio.user);
            self.set(Figure::PeakRatio, ratio.peak);
        }
    }

    fn is_of(&self, other: &Row) -> bool {
        (&self.document, &self.peer, self.step) == (&other.document, &other.peer, other.step)
    }
}

/// All rows, and what they were measured on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Compiler and cores.
    pub machine: String,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Results {
    /// Reads what earlier runs kept. Lines that say nothing are left out.
    pub fn parse(text: &str) -> Results {
        let machine = text.lines().find_map(|line| line.strip_prefix("# on "));
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Results {
            machine: machine.unwrap_or_default().to_owned(),
            rows: lines.filter_map(row).collect(),
        }
    }

    /// The file.
    pub fn render(&self) -> String {
        let mut out = format!("{HEAD}# on {}\n", self.machine);
        for row in &self.rows {
            let _ = write!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                row.document,
                row.openapi,
                row.peer,
                row.version,
                name(row.step),
                row.outcome.replace('\t', " "),
                row.date,
            );
            for figure in row.figures {
                let _ = match figure {
                    Some(figure) => write!(out, "\t{}", rounded(figure)),
                    None => write!(out, "\t-"),
                };
            }
            out.push('\n');
        }
        out
    }

    /// Takes over what a run found, and puts all in the order of the lists; what is in none of them goes.
    pub fn take(&mut self, new: Vec<Row>, peers: &[Peer], documents: &[Document]) {
        self.rows
            .retain(|old| !new.iter().any(|row| row.is_of(old)));
        self.rows.extend(new);
        let place = |row: &Row| {
            let document = documents.iter().position(|d| d.name == row.document)?;
            let peer = peers.iter().position(|p| {
                p.name == row.peer && (p.package.is_none() || p.version == row.version)
            })?;
            Some((document, row.step, peer))
        };
        self.rows.retain(|row| place(row).is_some());
        self.rows.sort_by_key(place);
    }

    /// The row of a document, generator and step.
    pub fn get(&self, document: &str, peer: &str, step: Step) -> Option<&Row> {
        let rows = &mut self.rows.iter();
        rows.find(|r| r.document == document && r.peer == peer && r.step == step)
    }
}

/// How a step is called in the file.
pub fn name(step: Step) -> &'static str {
    let found = STEPS.iter().find(|(s, _)| *s == step);
    found.map_or("", |(_, name)| name)
}

fn row(line: &str) -> Option<Row> {
    let mut cells = line.split('\t');
    let mut text = || cells.next().map(str::to_owned);
    let (document, openapi, peer, version) = (text()?, text()?, text()?, text()?);
    let step = text()?;
    let (step, _) = STEPS.iter().find(|(_, name)| *name == step)?;
    let (outcome, date) = (text()?, text()?);
    let mut figures = [None; FIGURES];
    for figure in &mut figures {
        *figure = cells.next()?.parse().ok();
    }
    Some(Row {
        document,
        openapi,
        peer,
        version,
        step: *step,
        outcome,
        date,
        figures,
    })
}

/// Three places are enough, and whole numbers have none.
fn rounded(figure: f64) -> String {
    let text = format!("{figure:.3}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::meter::Cost;
    use crate::peers::roster;

    fn measured(document: &str, peer: &str, version: &str, wall: f64) -> Row {
        let mut row = Row::new(document, peer, Step::Check);
        row.openapi = "3.1.0".to_owned();
        row.version = version.to_owned();
        row.date = "2026-11-21".to_owned();
        let cost = Cost {
            wall,
            user: 1.5,
            peak: 100.0,
        };
        row.take(&Turn {
            outcome: "ok".to_owned(),
            runs: 3,
            cost: Some(cost),
            ratio: None,
        });
        row
    }

    #[test]
    fn a_run_replaces_its_own_rows_only() {
        let line = "\tx\t2\tb\tcrate\t-\tfn\tgo {spec} {out}";
        let peers = roster::peers(&format!("a\t-\t-\ta\tcrate\t-\tfn\tgo\nb{line}")).unwrap();
        let documents = roster::documents("D\td.yaml\nE\te.yaml", "x".as_ref()).unwrap();
        let mut results = Results {
            machine: "2 cores".to_owned(),
            ..Results::default()
        };
        let all = vec![
            measured("E", "a", "0.1.0", 1.0),
            measured("D", "b", "1", 9.0),
            measured("D", "a", "0.1.0", 1.0 / 3.0),
        ];
        results.take(all, &peers, &documents);
        // A row of another version than the pinned one goes.
        let order: Vec<&str> = results.rows.iter().map(|row| &*row.document).collect();
        assert_eq!(order, ["D", "E"]);
        results.take(vec![measured("E", "a", "0.1.0", 7.0)], &peers, &documents);
        let wall = |document| {
            results
                .get(document, "a", Step::Check)?
                .figure(Figure::Wall)
        };
        assert_eq!(wall("E"), Some(7.0));
        assert_eq!(wall("D"), Some(1.0 / 3.0));
        let text = results.render();
        assert!(
            text.contains("\tok\t2026-11-21\t3\t0.333\t1.5\t100\t-\t"),
            "{text}"
        );
        assert_eq!(Results::parse(&text).render(), text);
    }
}
