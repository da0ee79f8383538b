//! The catalogue as oasdiff sees it: its rules beside our kinds, for each change.
//!
//! Takes documents and the program; gives its findings, and compares them with a table in which a person says why the two
//! differ. Must never take a run that failed for one without findings.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::drift::{Report, Wire};
use serde_json::Value;

/// What oasdiff calls an error.
const ERROR: u64 = 3;
/// What it calls a warning.
pub const WARNING: u64 = 2;

/// What both say of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// Its rules with the worst level of each, such as `3 response-property-became-nullable`.
    pub rules: Vec<(u64, String)>,
    /// Our kinds.
    pub kinds: String,
    /// Our verdict.
    pub wire: Wire,
}

impl Both {
    /// Runs oasdiff on two documents.
    ///
    /// # Errors
    /// When it fails.
    pub fn of(program: &Path, [old, new]: [&Path; 2], report: &Report) -> io::Result<Both> {
        let found = findings(program, [old, new])?;
        let mut rules: BTreeMap<String, u64> = BTreeMap::new();
        for finding in &found {
            let id = finding["id"].as_str().unwrap_or_default().to_owned();
            let level = finding["level"].as_u64().unwrap_or(ERROR);
            let worst = rules.entry(id).or_default();
            *worst = level.max(*worst);
        }
        let mut kinds: Vec<&str> = report
            .entries
            .iter()
            .map(|entry| entry.kind.code())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        Ok(Both {
            rules: rules.into_iter().map(|(id, level)| (level, id)).collect(),
            kinds: kinds.join(" "),
            wire: report.wire,
        })
    }

    /// Whether one sees a break on the wire where the other sees nothing of it.
    fn differs(&self) -> bool {
        let error = self.rules.iter().any(|(level, _)| *level >= ERROR);
        let other = (error && self.wire == Wire::Safe) || (!error && self.wire == Wire::Breaking);
        other || self.is_missed()
    }

    /// Whether it found something that we have no entry for.
    fn is_missed(&self) -> bool {
        self.kinds.is_empty() && self.rules.iter().any(|(level, _)| *level >= WARNING)
    }

    fn columns(&self) -> [String; 3] {
        let word = |level: &u64| match *level {
            ERROR => "error",
            WARNING => "warning",
            _ => "info",
        };
        let rules = self
            .rules
            .iter()
            .map(|(level, id)| format!("{} {id}", word(level)));
        [
            rules.collect::<Vec<_>>().join(", "),
            self.kinds.clone(),
            self.wire.word().to_owned(),
        ]
    }
}

/// All findings of oasdiff.
///
/// # Errors
/// When it fails.
pub fn findings(program: &Path, [old, new]: [&Path; 2]) -> io::Result<Vec<Value>> {
    let output = Command::new(program)
        .args(["changelog", "--format", "json"])
        .args([old, new])
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(format!("oasdiff: {said}")));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    match text.trim() {
        "" => Ok(Vec::new()),
        text => serde_json::from_str(text).map_err(io::Error::other),
    }
}

/// The pairs of a folder: `NAME_base.yaml` and each `NAME_revision….yaml` beside it.
///
/// # Errors
/// When the folder cannot be read.
pub fn cases(folder: &Path) -> io::Result<BTreeMap<String, [PathBuf; 2]>> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let name = file?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".yaml").map(str::to_owned));
    }
    let mut pairs = BTreeMap::new();
    for name in &names {
        let Some((stem, rest)) = name.split_once("_revision") else {
            continue;
        };
        let cut = stem
            .rsplit_once("_31")
            .map(|(stem, _)| format!("{stem}_31_base"));
        let bases = [format!("{stem}_base{rest}"), format!("{stem}_base")];
        let base = bases
            .into_iter()
            .chain(cut)
            .find(|base| names.contains(base));
        if let Some(base) = base {
            let file = |name: &str| folder.join(format!("{name}.yaml"));
            pairs.insert(name.clone(), [file(&base), file(name)]);
        }
    }
    Ok(pairs)
}

const HEAD: &str = "pair\toasdiff 1.15.0\toasmith\twire\twhy they differ\n";

/// Compares what both say with the table at a path, or takes it over into it; gives what is wrong, a line for each.
///
/// # Errors
/// When the table cannot be read or written.
pub fn compare(
    path: &Path,
    found: &BTreeMap<String, Both>,
    bless: bool,
) -> io::Result<Vec<String>> {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if path.exists() {
        for line in std::fs::read_to_string(path)?.lines().skip(1) {
            let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            rows.insert(cells.remove(0), cells);
        }
    }
    if bless {
        let mut text = HEAD.to_owned();
        for (pair, both) in found {
            let why = rows
                .get(pair)
                .and_then(|cells| cells.get(3))
                .filter(|_| both.differs());
            let why = why.cloned().unwrap_or_default();
            text += &format!("{pair}\t{}\t{why}\n", both.columns().join("\t"));
            let cells = both.columns().into_iter().chain([why]);
            rows.insert(pair.clone(), cells.collect());
        }
        std::fs::write(path, text)?;
        rows.retain(|pair, _| found.contains_key(pair));
    }
    let mut wrong = Vec::new();
    for (pair, both) in found {
        match rows.get(pair) {
            Some(cells) if cells.get(..3) != Some(&both.columns()[..]) => {
                wrong.push(format!(
                    "{pair}: {} now, not as in the table",
                    both.columns().join(" | ")
                ));
            }
            Some(cells) if both.differs() && cells.get(3).is_none_or(String::is_empty) => {
                wrong.push(format!(
                    "{pair}: {}, and nobody says why they differ",
                    both.columns().join(" | ")
                ));
            }
            Some(_) => {}
            None => wrong.push(format!("{pair}: not in the table of oasdiff")),
        }
    }
    let gone = rows.keys().filter(|pair| !found.contains_key(*pair));
    wrong.extend(gone.map(|pair| format!("{pair}: in the table of oasdiff, and not run")));
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(level: u64, wire: Wire) -> BTreeMap<String, Both> {
        let kinds = "type-changed".to_owned();
        let rules = vec![(level, "a-rule".to_owned())];
        BTreeMap::from([("a".to_owned(), Both { rules, kinds, wire })])
    }

    #[test]
    fn differences_need_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oasdiff.tsv");
        for (level, wire, differs) in [
            (3, Wire::Breaking, 0),
            (3, Wire::Warning, 0),
            (3, Wire::Safe, 1),
            (1, Wire::Safe, 0),
            (2, Wire::Breaking, 1),
        ] {
            let found = both(level, wire);
            assert_eq!(
                compare(&path, &found, true).unwrap().len(),
                differs,
                "{level} {wire:?}"
            );
            assert_eq!(compare(&path, &found, false).unwrap().len(), differs);
        }
        let text = std::fs::read_to_string(&path)
            .unwrap()
            .replace("breaking\t", "breaking\tbecause");
        std::fs::write(&path, text).unwrap();
        assert_eq!(
            compare(&path, &both(2, Wire::Breaking), false).unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(
            compare(&path, &both(3, Wire::Breaking), false)
                .unwrap()
                .len(),
            1
        );
        assert_eq!(compare(&path, &BTreeMap::new(), false).unwrap().len(), 1);
    }
}
