//! The results of runs that are kept: figures by document, and what was not exercised, each with its reason.
//!
//! Takes the reports of a run and the files of earlier ones; gives what differs, or the files anew. Figures are for
//! reading and are not compared: how many instances a schema has says nothing of what is lost.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::run::Report;
use crate::corpus::gaps::{Difference, Gap, Known};

const FIGURES: &str = "# What became of each document's instances by default: document, schemas and bodies, exercised, instances,\n\
                       # lossless, allowed changes only, failed. Made by\n\
                       # `cargo run --release -p oasmith-tests --bin fidelity -- --bless`.\n";

const UNEXERCISED: &str = "# Schemas and bodies without an instance, and documents that were not run: document, what, reason. Made by\n\
                           # `cargo run --release -p oasmith-tests --bin fidelity -- --bless`; reasons may be written by hand.\n";

/// The kept results.
pub struct Golden {
    folder: PathBuf,
    figures: BTreeMap<String, String>,
    unexercised: Known,
}

/// A run in the terms of the kept results.
pub struct Ran<'a> {
    /// The reports, by document.
    pub reports: &'a [(String, Report)],
    /// Documents without a report, each with the reason.
    pub not_run: &'a [(String, String)],
}

impl Ran<'_> {
    fn documents(&self) -> Vec<&str> {
        let reports = self.reports.iter().map(|(document, _)| &**document);
        let others = self.not_run.iter().map(|(document, _)| &**document);
        reports.chain(others).collect()
    }

    fn gaps(&self) -> Vec<Gap> {
        let skipped = self.reports.iter().flat_map(|(document, report)| {
            let gap =
                move |(pointer, reason): &(String, String)| Gap::new(document, pointer, reason);
            report.skipped.iter().map(gap)
        });
        let not_run = self.not_run.iter();
        skipped
            .chain(not_run.map(|(document, reason)| Gap::new(document, "not run", reason)))
            .collect()
    }
}

impl Golden {
    /// Reads the results in a folder; what is not there is empty.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn read(folder: &Path) -> io::Result<Golden> {
        let text = |name: &str| match std::fs::read_to_string(folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            other => other,
        };
        let figures = text("fidelity.tsv")?;
        let lines = figures.lines().filter(|line| !line.starts_with('#'));
        Ok(Golden {
            folder: folder.to_owned(),
            figures: lines
                .filter_map(|line| line.split_once('\t'))
                .map(|(document, rest)| (document.to_owned(), rest.to_owned()))
                .collect(),
            unexercised: Known::parse(&text("unexercised.tsv")?),
        })
    }

    /// What was not exercised and is not listed, and what is listed and was exercised.
    pub fn compare(&self, ran: &Ran<'_>) -> Difference {
        self.unexercised
            .compare(&ran.documents(), true, &ran.gaps())
    }

    /// Takes over a run and writes the files.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn bless(&mut self, ran: &Ran<'_>) -> io::Result<()> {
        self.unexercised.bless(&ran.documents(), true, &ran.gaps());
        for document in ran.documents() {
            self.figures.remove(document);
        }
        for (document, report) in ran.reports {
            self.figures.insert(document.clone(), figures(report));
        }
        let mut text = FIGURES.to_owned();
        for (document, figures) in &self.figures {
            let _ = writeln!(text, "{document}\t{figures}");
        }
        std::fs::write(self.folder.join("fidelity.tsv"), text)?;
        let list = self.unexercised.render();
        let list = list.lines().filter(|line| !line.starts_with('#'));
        let mut text = UNEXERCISED.to_owned();
        for line in list {
            let _ = writeln!(text, "{line}");
        }
        std::fs::write(self.folder.join("unexercised.tsv"), text)
    }
}

fn figures(report: &Report) -> String {
    [
        report.schemas,
        report.exercised,
        report.instances,
        report.lossless,
        report.allowed,
        report.failed,
    ]
    .map(|figure| figure.to_string())
    .join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(skipped: &[&str]) -> Report {
        Report {
            schemas: 2,
            exercised: 1,
            skipped: skipped
                .iter()
                .map(|pointer| ((*pointer).to_owned(), "empty".to_owned()))
                .collect(),
            ..Report::default()
        }
    }

    #[test]
    fn what_is_blessed_is_known_and_what_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let reports = [("a.yaml".to_owned(), report(&["/components/schemas/X"]))];
        let not_run = [("b.yaml".to_owned(), "it has no schema".to_owned())];
        let ran = Ran {
            reports: &reports,
            not_run: &not_run,
        };
        let mut golden = Golden::read(folder.path()).unwrap();
        assert_eq!(golden.compare(&ran).unlisted.len(), 2);
        golden.bless(&ran).unwrap();
        let golden = Golden::read(folder.path()).unwrap();
        assert!(golden.compare(&ran).is_empty());
        let reports = [("a.yaml".to_owned(), report(&[]))];
        let gone = golden
            .compare(&Ran {
                reports: &reports,
                not_run: &[],
            })
            .gone;
        assert_eq!(gone.len(), 1, "{gone:?}");
        let text = std::fs::read_to_string(folder.path().join("fidelity.tsv")).unwrap();
        assert!(text.contains("a.yaml\t2\t1\t0\t0\t0\t0\n"), "{text}");
    }
}
