//! Tabular pages.
use crate::diag::Diagnostics;
use crate::model::Api;
use crate::source::SourceSet;
/// A difference.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Text.
    pub message: String,
}
/// Checks.
pub fn check(
    _set: &SourceSet,
    _page_file: &str,
    _page_text: &str,
    _api: &Api,
    _operation: &str,
    _diags: &mut Diagnostics,
) -> Vec<Difference> {
    Vec::new()
}
/// Drafts.
pub fn transcribe(_page_path: &str, _page_text: &str, _diags: &mut Diagnostics) -> Option<String> {
    None
}
