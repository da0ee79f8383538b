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
