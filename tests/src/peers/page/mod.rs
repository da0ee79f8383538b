//! The figures as pages for people.
//!
//! Takes the kept results and the lists; gives Markdown. Says nothing that is not in the results: where something was not
//! measured, there is a dash, and where a generator failed, its reason stands below the table.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use super::results::{Figure, Results, Row, Step};
use super::roster::{Document, Peer};

type Measure = (&'static str, Step, Figure, Option<Figure>);

/// What the summary compares; compiling by CPU, which a busy machine changes least: heading, step, figure, and its ratio when that was taken run by run.
const MEASURES: &[Measure] = &[
    (
        "generate",
        Step::Generate,
        Figure::Wall,
        Some(Figure::WallRatio),
    ),
    (
        "its CPU",
        Step::Generate,
        Figure::User,
        Some(Figure::UserRatio),
    ),
    (
        "memory",
        Step::Generate,
        Figure::Peak,
        Some(Figure::PeakRatio),
    ),
    ("lines", Step::Lines, Figure::Lines, None),
    ("bytes", Step::Lines, Figure::Bytes, None),
    ("check", Step::Check, Figure::User, Some(Figure::UserRatio)),
    ("memory", Step::Check, Figure::Peak, Some(Figure::PeakRatio)),
    (
        "dev build",
        Step::Build,
        Figure::User,
        Some(Figure::UserRatio),
    ),
    ("memory", Step::Build, Figure::Peak, Some(Figure::PeakRatio)),
    ("rlib", Step::Build, Figure::Library, None),
    (
        "release build",
        Step::Release,
        Figure::User,
        Some(Figure::UserRatio),
    ),
    (
        "memory",
        Step::Release,
        Figure::Peak,
        Some(Figure::PeakRatio),
    ),
];

/// The tables of all steps.
const TABLES: &[(Step, &str)] = &[
    (
        Step::Generate,
        "Generating: seconds (of the processor), peak memory",
    ),
    (
        Step::Lines,
        "What is written: lines of Rust, megabytes of Rust, operations of those that the document has",
    ),
    (
        Step::Check,
        "`cargo check` of the crate alone: seconds (of the processor), peak memory of rustc",
    ),
    (
        Step::Build,
        "`cargo build` of the crate alone: seconds (of the processor), peak memory of rustc, size of the rlib",
    ),
    (
        Step::Release,
        "`cargo build --release` of the crate alone: seconds (of the processor), peak memory of rustc, size of the rlib",
    ),
];

/// A page over the results.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The figures.
    pub results: &'a Results,
    /// The generators, ours first, then the one that the summary compares with.
    pub peers: &'a [Peer],
    /// The documents.
    pub documents: &'a [Document],
}

impl Page<'_> {
    /// Everything.
    pub fn render(&self) -> String {
        let mut out = format!(
            "# oasmith beside other generators\n\n\
             Made by `cargo run -p oasmith-tests --bin peers` from `results.tsv`; [how](README.md).\n\n{}",
            self.summary()
        );
        for (step, title) in TABLES {
            if self.results.rows.iter().any(|row| row.step == *step) {
                self.table(*step, title, &mut out);
            }
        }
        self.rebuilds(&mut out);
        out
    }

    /// The part that is quoted elsewhere: ratios.
    pub fn summary(&self) -> String {
        let [own, second, ..] = self.peers else {
            return String::new();
        };
        let measures: Vec<_> = MEASURES
            .iter()
            .filter(|(_, step, ..)| self.results.rows.iter().any(|row| row.step == *step))
            .collect();
        let heads: Vec<&str> = measures.iter().map(|(head, ..)| *head).collect();
        let line = |first: &str| {
            format!(
                "| {first} | {} |\n|---|{}\n",
                heads.join(" | "),
                "---|".repeat(heads.len())
            )
        };
        let mut out = format!(
            "{}. How many times as much as {} it is:\n\n{}",
            self.measured(),
            own.name,
            line(&format!("{} {}", second.name, second.version))
        );
        for document in self.documents {
            let Some(title) = self.title(document) else {
                continue;
            };
            let cells = measures.iter().map(|measure| {
                let (_, step, ..) = **measure;
                let row = self.results.get(&document.name, &second.name, step);
                match row.map(|row| (row, self.ratio(row, measure))) {
                    None => "–".to_owned(),
                    Some((_, Some(ratio))) => times(ratio),
                    Some((row, None)) if row.outcome.starts_with("over") => row.outcome.clone(),
                    Some((row, None)) if row.outcome == "ok" => "–".to_owned(),
                    Some(_) => "fails".to_owned(),
                }
            });
            let _ = writeln!(
                out,
                "| {title} | {} |",
                cells.collect::<Vec<_>>().join(" | ")
            );
        }
        let compiled = self.results.rows.iter().any(|row| row.step == Step::Check);
        if !compiled {
            return out;
        }
        let _ = write!(
            out,
            "\nThe best of all others whose code has every operation and compiles:\n\n{}",
            line("")
        );
        for document in self.documents {
            let Some(title) = self.title(document) else {
                continue;
            };
            let cells = measures.iter().map(|measure| self.best(document, measure));
            let _ = writeln!(
                out,
                "| {title} | {} |",
                cells.collect::<Vec<_>>().join(" | ")
            );
        }
        out
    }

    /// A text with the summary between its two marks, as HTML comments; the text as it was when it has none.
    pub fn quoted_in(&self, text: &str) -> String {
        let [begin, end] = ["<!-- peers -->\n", "<!-- end of peers -->"];
        let Some((before, rest)) = text.split_once(begin) else {
            return text.to_owned();
        };
        match rest.split_once(end) {
            Some((_, after)) => format!("{before}{begin}{}{end}{after}", self.summary()),
            None => text.to_owned(),
        }
    }

    /// When, on what, and who.
    fn measured(&self) -> String {
        let dates = self.results.rows.iter().map(|row| &*row.date);
        let (first, last) = (dates.clone().min(), dates.max());
        let days = match (first, last) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(day), _) => day.to_owned(),
            _ => String::new(),
        };
        let names = self.peers.iter().map(|peer| {
            let rows = &self.results.rows;
            let version = rows.iter().rev().find(|row| row.peer == peer.name);
            let version = version.map_or(&*peer.version, |row| &*row.version);
            format!("{} {version}", peer.name)
        });
        let names = names.collect::<Vec<_>>().join(", ");
        format!("Measured on {days}, {}: {names}", self.results.machine)
    }

    /// A document with what it is; nothing when it was not measured.
    fn title(&self, document: &Document) -> Option<String> {
        let row = self
            .results
            .rows
            .iter()
            .find(|r| r.document == document.name)?;
        let version = row.openapi.split('.').take(2).collect::<Vec<_>>().join(".");
        let bytes = row.figure(Figure::SpecBytes).unwrap_or_default();
        let operations = row.figure(Figure::SpecOperations).unwrap_or_default();
        Some(format!(
            "{} ({version}, {}, {operations} operations)",
            document.name,
            megabytes(bytes)
        ))
    }

    /// How many times ours a figure is.
    fn ratio(&self, row: &Row, (_, step, figure, ratio): &Measure) -> Option<f64> {
        if let Some(ratio) = ratio {
            return row.figure(*ratio);
        }
        let own = self
            .results
            .get(&row.document, &self.peers[0].name, *step)?;
        Some(row.figure(*figure)? / own.figure(*figure)?)
    }

    /// The lowest figure of the others that do all of it.
    fn best(&self, document: &Document, measure: &Measure) -> String {
        let others = self.peers[1..]
            .iter()
            .filter(|peer| self.complete(document, peer));
        let ratios = others.filter_map(|peer| {
            let row = self.results.get(&document.name, &peer.name, measure.1)?;
            Some((self.ratio(row, measure)?, &peer.name))
        });
        let best = ratios.min_by(|(a, _), (b, _)| a.total_cmp(b));
        best.map_or("–".to_owned(), |(ratio, name)| {
            format!("{} {name}", times(ratio))
        })
    }

    /// Whether the code of a generator has all operations and compiles.
    fn complete(&self, document: &Document, peer: &Peer) -> bool {
        let row = |step| self.results.get(&document.name, &peer.name, step);
        let compiles = row(Step::Check).is_some_and(|row| row.outcome == "ok");
        let all = row(Step::Lines).is_some_and(|row| {
            let held = row.figure(Figure::SpecOperations);
            row.figure(Figure::Operations) >= held && held.is_some()
        });
        compiles && all
    }

    fn table(&self, step: Step, title: &str, out: &mut String) {
        let names: Vec<&str> = self.peers.iter().map(|peer| &*peer.name).collect();
        let _ = write!(
            out,
            "\n## {title}\n\n| | {} |\n|---|{}\n",
            names.join(" | "),
            "---|".repeat(names.len())
        );
        let mut reasons: Vec<&str> = Vec::new();
        for document in self.documents {
            let Some(title) = self.title(document) else {
                continue;
            };
            let _ = write!(out, "| {title} |");
            for peer in self.peers {
                let text = match self.results.get(&document.name, &peer.name, step) {
                    None => "–".to_owned(),
                    Some(row) if row.outcome == "ok" => cell(row),
                    Some(row) if row.outcome.starts_with("over") => row.outcome.clone(),
                    Some(row) => {
                        let known = reasons.iter().position(|reason| *reason == row.outcome);
                        let at = known.unwrap_or_else(|| {
                            reasons.push(&row.outcome);
                            reasons.len() - 1
                        });
                        format!("fails ({})", at + 1)
                    }
                };
                let _ = write!(out, " {text} |");
            }
            out.push('\n');
        }
        for (at, reason) in reasons.iter().enumerate() {
            let start = if at == 0 { "\n" } else { "" };
            let _ = writeln!(out, "{start}{}. `{}`", at + 1, reason.replace('`', "'"));
        }
    }

    /// Ours only: the others would have to be asked in a way of their own.
    fn rebuilds(&self, out: &mut String) {
        let own = &self.peers[0].name;
        let rows = self.documents.iter().filter_map(|document| {
            let all = self.results.get(&document.name, own, Step::RebuildAll)?;
            let field = self.results.get(&document.name, own, Step::RebuildField)?;
            let share = Some(field.figure(Figure::Wall)? / all.figure(Figure::Wall)?);
            let share = share.map(|share| format!("{:.0} %", share * 100.0))?;
            let title = self.title(document)?;
            Some(format!(
                "| {title} | {} | {} | {share} |\n",
                cell(all),
                cell(field)
            ))
        });
        let rows: String = rows.collect();
        if !rows.is_empty() {
            let _ = write!(
                out,
                "\n## {own}: incremental `cargo build` from nothing, and after one more field of a schema\n\n\
                 | | from nothing | one more field | |\n|---|---|---|---|\n{rows}"
            );
        }
    }
}

/// What a row says.
fn cell(row: &Row) -> String {
    let figure = |figure| row.figure(figure).unwrap_or_default();
    if row.step == Step::Lines {
        return format!(
            "{}, {}, {}/{}",
            grouped(figure(Figure::Lines)),
            megabytes(figure(Figure::Bytes)),
            figure(Figure::Operations),
            figure(Figure::SpecOperations),
        );
    }
    let mut text = format!(
        "{} s ({}), {:.0} MB",
        seconds(figure(Figure::Wall)),
        seconds(figure(Figure::User)),
        figure(Figure::Peak)
    );
    if let Some(bytes) = row.figure(Figure::Library) {
        let _ = write!(text, ", {}", megabytes(bytes));
    }
    text
}

fn seconds(seconds: f64) -> String {
    match seconds {
        s if s < 10.0 => format!("{s:.2}"),
        s if s < 100.0 => format!("{s:.1}"),
        s => format!("{s:.0}"),
    }
}

fn times(ratio: f64) -> String {
    match ratio {
        r if r < 9.95 => format!("{r:.1}×"),
        r => format!("{r:.0}×"),
    }
}

fn megabytes(bytes: f64) -> String {
    match bytes / 1e6 {
        mb if mb < 0.1 => format!("{:.0} KB", bytes / 1e3),
        mb if mb < 10.0 => format!("{mb:.1} MB"),
        mb => format!("{mb:.0} MB"),
    }
}

fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
