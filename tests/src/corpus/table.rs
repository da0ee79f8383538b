//! The table of all documents, as a file for programs and as a page for people.
//!
//! Takes the outcomes of a run and what earlier runs kept; gives both texts. A document that did not run, or was not
//! compiled this time, keeps what was known of it. Fidelity is measured by another binary and read from its file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::report::Row;

const RESULTS: &str = "# What became of each document: document, operations generated, operations, schemas generated, schemas, types,\n\
                       # untyped, generated, compiled. Made by `cargo run -p oasmith-tests --bin corpus -- --tier all --table`.\n";

const PAGE: &str = "# Real documents\n\n\
    Made by `cargo run -p oasmith-tests --bin corpus -- --tier all --table` from `results.tsv` and `fidelity.tsv`. Operations and\n\
    schemas: generated, of those that the document has. Untyped: places that are any JSON value although the document says more;\n\
    `census.tsv` has each with its reason. Compiled: with `-D warnings`; \u{2013} where it was not tried. Instances: made from the\n\
    schemas, judged valid by the `jsonschema` crate, and sent through the generated types and back; lossless: what came back is equal.\n\n\
    | document | operations | schemas | untyped | generated | compiled | instances | lossless |\n\
    |---|---|---|---|---|---|---|---|\n";

/// What is kept of each document, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results(BTreeMap<String, Kept>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Kept {
    /// Operations generated and held, schemas generated and held, types, untyped.
    figures: [usize; 6],
    generated: bool,
    compiled: Option<bool>,
}

impl Results {
    /// Reads what earlier runs kept.
    pub fn parse(text: &str) -> Results {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Results(
            lines
                .filter_map(|line| {
                    let mut cells = line.split('\t');
                    let document = cells.next()?.to_owned();
                    let mut kept = Kept::default();
                    for figure in &mut kept.figures {
                        *figure = cells.next()?.parse().ok()?;
                    }
                    kept.generated = cells.next()? == "yes";
                    kept.compiled = match cells.next()? {
                        "-" => None,
                        said => Some(said == "yes"),
                    };
                    Some((document, kept))
                })
                .collect(),
        )
    }

    /// Takes over what a run found.
    pub fn take(&mut self, rows: &[Row<'_>]) {
        for (outcome, verdict) in rows {
            let before = self.0.get(&outcome.document).and_then(|kept| kept.compiled);
            let kept = Kept {
                figures: [
                    outcome.operations,
                    outcome.held.operations.len(),
                    outcome.schemas,
                    outcome.held.schemas.len(),
                    outcome.census.schemas,
                    outcome.census.untyped.len(),
                ],
                generated: outcome.generated,
                compiled: match verdict {
                    Some(verdict) => Some(verdict.compiled),
                    None => before.filter(|_| outcome.generated),
                },
            };
            self.0.insert(outcome.document.clone(), kept);
        }
    }

    /// The file for programs.
    pub fn render(&self) -> String {
        let mut out = RESULTS.to_owned();
        for (document, kept) in &self.0 {
            let figures = kept.figures.map(|figure| figure.to_string()).join("\t");
            let (generated, compiled) = (yes(kept.generated), kept.compiled.map_or("-", yes));
            let _ = writeln!(out, "{document}\t{figures}\t{generated}\t{compiled}");
        }
        out
    }

    /// The page for people. `fidelity` is the file of the fidelity runs.
    pub fn page(&self, fidelity: &str) -> String {
        let measured: BTreeMap<&str, Vec<&str>> = fidelity
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .map(|(document, rest)| (document, rest.split('\t').collect()))
            .collect();
        let mut out = PAGE.to_owned();
        let mut sums = [0; 6];
        let (mut generated, mut compiled) = (0, 0);
        let (mut instances, mut lossless) = (0, 0);
        for (document, kept) in &self.0 {
            let [made, held, schemas, of, _, untyped] = kept.figures;
            for (sum, figure) in sums.iter_mut().zip(kept.figures) {
                *sum += figure;
            }
            generated += usize::from(kept.generated);
            compiled += usize::from(kept.compiled == Some(true));
            // Schemas and bodies, exercised, instances, lossless, …
            let fidelity = measured.get(document.as_str());
            let figure = |at: usize| fidelity.and_then(|cells| cells.get(at)).copied();
            let number = |at: usize| figure(at).and_then(|text| text.parse().ok()).unwrap_or(0);
            instances += number(2);
            lossless += number(3);
            let _ = writeln!(
                out,
                "| {document} | {made}/{held} | {schemas}/{of} | {untyped} | {} | {} | {} | {} |",
                yes(kept.generated),
                kept.compiled.map_or("\u{2013}", yes),
                figure(2).unwrap_or("\u{2013}"),
                figure(3).unwrap_or("\u{2013}"),
            );
        }
        let [made, held, schemas, of, types, untyped] = sums;
        let share = 100.0 * untyped as f64 / (types.max(1)) as f64;
        let _ = writeln!(
            out,
            "| **{} documents** | {made}/{held} | {schemas}/{of} | {untyped} of {types} types ({share:.2} %) | {generated} | {compiled} | {instances} | {lossless} |",
            self.0.len(),
        );
        out
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::super::compile::Verdict;
    use super::super::generate::Outcome;
    use super::*;

    #[test]
    fn what_was_compiled_once_stays_known() {
        let outcome = Outcome {
            document: "a.yaml".to_owned(),
            operations: 3,
            generated: true,
            ..Outcome::default()
        };
        let verdict = Verdict {
            compiled: true,
            ..Verdict::default()
        };
        let mut results = Results::default();
        results.take(&[(&outcome, Some(&verdict))]);
        let mut again = Results::parse(&results.render());
        assert_eq!(again, results);
        again.take(&[(&outcome, None)]);
        assert_eq!(again, results);
        let page = again.page("# note\na.yaml\t5\t4\t70\t60\t10\t0\n");
        assert!(
            page.contains("| a.yaml | 3/0 | 0/0 | 0 | yes | yes | 70 | 60 |"),
            "{page}"
        );
        assert!(page.contains("**1 documents**"));
    }
}
