//! The registry of diagnostic codes; each stage owns a block of a hundred.

pub mod config;
pub mod document;
pub mod lower;
pub mod resolve;
pub mod source;
pub mod tables;

use super::Code;

/// What `oasmith explain` knows of a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// One line.
    pub title: &'static str,
    /// The page that `oasmith explain` prints: Markdown from `generator/explain/`.
    pub page: &'static str,
}

/// All codes, ascending.
pub fn all() -> impl Iterator<Item = &'static CodeInfo> {
    [
        source::CODES,
        document::CODES,
        resolve::CODES,
        lower::CODES,
        config::CODES,
        tables::CODES,
    ]
    .into_iter()
    .flatten()
}

/// The entry of a code, when there is one.
pub fn find(code: Code) -> Option<&'static CodeInfo> {
    all().find(|info| info.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ascending_within_their_blocks() {
        let codes: Vec<u16> = all().map(|info| info.code.0).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        for (block, codes) in [
            source::CODES,
            document::CODES,
            resolve::CODES,
            lower::CODES,
            config::CODES,
            tables::CODES,
        ]
        .iter()
        .enumerate()
        {
            for info in *codes {
                assert_eq!(usize::from(info.code.0) / 100, block, "{}", info.code);
            }
        }
    }

    #[test]
    fn every_code_has_a_page_under_its_title() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("explain");
        for info in all() {
            let title = info.page.lines().next().unwrap_or_default();
            assert!(title.starts_with(&format!("# {}: ", info.code)), "{title}");
            assert!(
                info.page.lines().count() > 2,
                "{} explains nothing",
                info.code
            );
            let page = std::fs::read_to_string(folder.join(format!("{}.md", info.code)));
            assert_eq!(page.unwrap(), info.page, "{}", info.code);
        }
        let pages = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(pages, all().count(), "a page without a code");
    }
}
