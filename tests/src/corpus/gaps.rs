//! What is missing, against the list of what is known to be missing.
//!
//! Takes the gaps of a run and a file with three columns; gives the ones that are new and the ones that are no more.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Something that a document has and its crate has not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The document.
    pub document: String,
    /// What is missing: an operation, a schema, or the whole (`refused O0108`, `compile E0119`).
    pub what: String,
    /// Why.
    pub reason: String,
}

impl Gap {
    /// A gap; the texts become single lines.
    pub fn new(document: &str, what: impl AsRef<str>, reason: impl AsRef<str>) -> Gap {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Gap {
            document: line(document),
            what: line(what.as_ref()),
            reason: line(reason.as_ref()),
        }
    }

    fn key(&self) -> (String, String) {
        (self.document.clone(), self.what.clone())
    }
}

/// The known gaps: document and what, to the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<(String, String), String>);

/// How a run differs from what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Gaps that are not listed.
    pub unlisted: Vec<Gap>,
    /// Listed gaps that did not occur.
    pub gone: Vec<Gap>,
}

impl Difference {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.unlisted.is_empty() && self.gone.is_empty()
    }
}

impl Known {
    /// Reads a list; lines that do not have three columns are ignored, as are comments.
    pub fn parse(text: &str) -> Known {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Known(
            lines
                .filter_map(|line| {
                    let mut cells = line.split('\t');
                    let key = (cells.next()?.to_owned(), cells.next()?.to_owned());
                    Some((key, cells.next()?.to_owned()))
                })
                .collect(),
        )
    }

    /// Compares with a run over some documents. Without `compiled`, whether a crate compiles is not known.
    pub fn compare(&self, ran: &[&str], compiled: bool, gaps: &[Gap]) -> Difference {
        let now: BTreeSet<_> = gaps.iter().map(Gap::key).collect();
        let unlisted = gaps.iter().filter(|gap| !self.0.contains_key(&gap.key()));
        let gone = self
            .of(ran, compiled)
            .filter(|gap| !now.contains(&gap.key()));
        Difference {
            unlisted: unlisted.cloned().collect(),
            gone: gone.collect(),
        }
    }

    /// Takes over what a run found. The reason of a gap that was listed already stays: a person may have written it.
    pub fn bless(&mut self, ran: &[&str], compiled: bool, gaps: &[Gap]) {
        let before: Vec<Gap> = self.of(ran, compiled).collect();
        let mut reasons = BTreeMap::new();
        for gap in before {
            reasons.extend(self.0.remove_entry(&gap.key()));
        }
        for gap in gaps {
            let kept = reasons.remove(&gap.key());
            let reason = kept.unwrap_or_else(|| gap.reason.clone());
            self.0.insert(gap.key(), reason);
        }
    }

    /// The list as text.
    pub fn render(&self) -> String {
        self.render_under(
            "# What documents of the corpus have and their crates have not: document, what, reason. Made by\n\
             # `cargo run -p oasmith-tests --bin corpus -- --tier all --bless`; reasons may be written by hand.\n",
        )
    }

    /// The list as text with another head, of lines that begin with `#`.
    pub fn render_under(&self, head: &str) -> String {
        let mut out = head.to_owned();
        for ((document, what), reason) in &self.0 {
            let _ = writeln!(out, "{document}\t{what}\t{reason}");
        }
        out
    }

    fn of(&self, ran: &[&str], compiled: bool) -> impl Iterator<Item = Gap> {
        self.0
            .iter()
            .filter(move |((document, what), _)| {
                ran.contains(&document.as_str()) && (compiled || !what.starts_with("compile "))
            })
            .map(|((document, what), reason)| Gap::new(document, what, reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::parse("# note\na.yaml\tGET /x\tits own reason\nb.yaml\tcompile E0119\ttwice\n")
    }

    #[test]
    fn new_and_vanished_gaps_are_told() {
        let gaps = [Gap::new("a.yaml", "GET /y", "why")];
        let difference = known().compare(&["a.yaml", "b.yaml"], true, &gaps);
        assert_eq!(difference.unlisted, gaps);
        let gone: Vec<&str> = difference.gone.iter().map(|gap| &*gap.what).collect();
        assert_eq!(gone, ["GET /x", "compile E0119"]);
    }

    #[test]
    fn what_did_not_run_is_not_gone() {
        assert!(known().compare(&["c.yaml"], true, &[]).is_empty());
        assert!(known().compare(&["b.yaml"], false, &[]).is_empty());
    }

    #[test]
    fn blessing_keeps_reasons_and_other_documents() {
        let mut list = known();
        let gaps = [
            Gap::new("a.yaml", "GET /x", "another reason"),
            Gap::new("a.yaml", "GET /z", "new\tand  long"),
        ];
        list.bless(&["a.yaml"], true, &gaps);
        let text = list.render();
        assert!(text.contains("a.yaml\tGET /x\tits own reason\n"), "{text}");
        assert!(text.contains("a.yaml\tGET /z\tnew and long\n"), "{text}");
        assert!(text.contains("b.yaml\tcompile E0119\ttwice\n"), "{text}");
        assert_eq!(Known::parse(&text), list);
    }
}
