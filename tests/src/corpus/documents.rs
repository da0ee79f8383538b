//! Which documents there are.
//!
//! Takes the folder of the corpus with its `INDEX.tsv`; gives locations and features. Must never open a document.

use std::io;
use std::path::{Path, PathBuf};

/// The tier that the gate runs: one document a line.
const CI: &str = include_str!("../../corpus/ci.txt");

/// The columns of the index that say which features a document uses, by the number of uses.
pub const FEATURES: &[&str] = &[
    "anyOf",
    "oneOf",
    "allOf",
    "discriminator",
    "multipart",
    "form_urlencoded",
    "event_stream",
    "type_arrays",
    "const",
    "external_ref",
    "recursive",
    "webhooks",
    "callbacks",
    "links",
];

/// A document to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How reports call it: its path below the corpus, or the location as it was given.
    pub name: String,
    /// Where it is.
    pub location: PathBuf,
    /// Whether it is one of the corpus, whose gaps are listed.
    pub known: bool,
    /// The names of the features that it uses, as far as the index says.
    pub features: Vec<&'static str>,
}

impl Document {
    /// A document that someone names.
    pub fn given(location: &Path, corpus: &Path) -> Document {
        let below = match (location.canonicalize(), corpus.canonicalize()) {
            (Ok(location), Ok(corpus)) => location.strip_prefix(corpus).map(Path::to_owned).ok(),
            _ => None,
        };
        let name = below.as_deref().unwrap_or(location);
        Document {
            name: name.to_string_lossy().replace('\\', "/"),
            location: location.to_owned(),
            known: below.is_some(),
            features: Vec::new(),
        }
    }

    /// A name for folders and packages: lower-case letters, digits and single dashes.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for c in self.name.chars() {
            match c {
                c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
                _ if slug.ends_with('-') || slug.is_empty() => {}
                _ => slug.push('-'),
            }
        }
        slug.trim_end_matches('-').to_owned()
    }
}

/// Every document of the corpus: those of the index, then the hostile ones, which the index leaves out.
///
/// # Errors
/// When the index cannot be read, or misses a column.
pub fn all(corpus: &Path) -> io::Result<Vec<Document>> {
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv"))?;
    let mut lines = index.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let missing = || io::Error::other(format!("INDEX.tsv has no column `{name}`"));
        header.iter().position(|at| *at == name).ok_or_else(missing)
    };
    let path = column("path")?;
    let features: Vec<(usize, &'static str)> = FEATURES
        .iter()
        .map(|name| Ok((column(name)?, *name)))
        .collect::<io::Result<_>>()?;
    let mut documents = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        documents.push(Document {
            name: cell(path).to_owned(),
            location: corpus.join(cell(path)),
            known: true,
            features: features
                .iter()
                .filter(|(at, _)| !matches!(cell(*at), "" | "0"))
                .map(|(_, name)| *name)
                .collect(),
        });
    }
    documents.extend(hostile(corpus)?);
    Ok(documents)
}

/// The documents of folders called `malicious`, two levels below the corpus.
fn hostile(corpus: &Path) -> io::Result<Vec<Document>> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(corpus)? {
        let Ok(files) = std::fs::read_dir(folder?.path().join("malicious")) else {
            continue;
        };
        for file in files {
            found.push(Document::given(&file?.path(), corpus));
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The documents that the gate runs.
pub fn ci(all: &[Document]) -> Vec<Document> {
    let chosen: Vec<&str> = ci_names().collect();
    all.iter()
        .filter(|document| chosen.contains(&document.name.as_str()))
        .cloned()
        .collect()
}

fn ci_names() -> impl Iterator<Item = &'static str> {
    CI.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus() -> Option<PathBuf> {
        let corpus = super::super::workspace_root().join("../shared/corpus");
        let there = corpus.join("INDEX.tsv").exists();
        if !there {
            eprintln!("skipped: ../shared/corpus is absent");
        }
        there.then_some(corpus)
    }

    #[test]
    fn the_ci_tier_covers_every_feature() {
        let Some(corpus) = corpus() else { return };
        let all = all(&corpus).unwrap();
        let tier = ci(&all);
        assert!(tier.len() >= 45, "{} documents", tier.len());
        assert_eq!(
            ci_names().count(),
            tier.len(),
            "a name is not in the corpus"
        );
        for feature in FEATURES {
            let covered = tier.iter().any(|d| d.features.contains(feature));
            assert!(covered, "no document of the tier uses {feature}");
        }
    }

    #[test]
    fn slugs_differ() {
        let Some(corpus) = corpus() else { return };
        let mut slugs: Vec<String> = all(&corpus).unwrap().iter().map(Document::slug).collect();
        let count = slugs.len();
        slugs.sort();
        slugs.dedup();
        assert_eq!(count, slugs.len());
    }

    #[test]
    fn slugs_are_package_names() {
        let document = Document::given(Path::new("../some dir/Spec (v2).yaml"), Path::new("x"));
        assert_eq!(document.slug(), "some-dir-spec-v2-yaml");
        assert!(!document.known);
    }
}
