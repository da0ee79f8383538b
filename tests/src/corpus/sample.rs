//! A few small documents that together have every feature of the index.
//!
//! Takes the documents of the corpus; gives the same ones for the same corpus. For checks that are too slow for all.

use super::documents::Document;

/// Documents of at least this number are chosen, also when fewer have every feature.
const AT_LEAST: usize = 18;

/// The largest document that a sample takes while a smaller one has the feature.
fn size(document: &Document) -> u64 {
    std::fs::metadata(&document.location).map_or(u64::MAX, |meta| meta.len())
}

/// Chooses, of the documents of a tier: for each feature that is still missing the smallest document that has it, then
/// the smallest ones that are left and have most features.
pub fn sample(tier: &[Document], features: &[&'static str]) -> Vec<Document> {
    let mut sorted: Vec<(u64, &Document)> = tier.iter().map(|d| (size(d), d)).collect();
    sorted.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    let mut chosen: Vec<&Document> = Vec::new();
    for feature in features {
        let has = |document: &&Document| document.features.contains(feature);
        if chosen.iter().any(has) {
            continue;
        }
        chosen.extend(sorted.iter().map(|(_, document)| *document).find(has));
    }
    // Documents without any feature show little.
    let mut left: Vec<&Document> = sorted.iter().map(|(_, document)| *document).collect();
    left.retain(|document| !document.features.is_empty() && !chosen.contains(document));
    let missing = AT_LEAST.saturating_sub(chosen.len());
    chosen.extend(left.into_iter().take(missing));
    let mut chosen: Vec<Document> = chosen.into_iter().cloned().collect();
    chosen.sort_by(|a, b| a.name.cmp(&b.name));
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::documents::{FEATURES, all, ci};
    use super::*;

    #[test]
    fn a_sample_of_the_corpus_has_every_feature() {
        let corpus = super::super::workspace_root().join("../shared/corpus");
        if !corpus.join("INDEX.tsv").exists() {
            eprintln!("skipped: ../shared/corpus is absent");
            return;
        }
        let tier = ci(&all(&corpus).unwrap());
        let chosen = sample(&tier, FEATURES);
        assert!(
            (15..=25).contains(&chosen.len()),
            "{} documents",
            chosen.len()
        );
        for feature in FEATURES {
            assert!(
                chosen.iter().any(|d| d.features.contains(feature)),
                "{feature}"
            );
        }
        assert_eq!(chosen, sample(&tier, FEATURES));
    }
}
