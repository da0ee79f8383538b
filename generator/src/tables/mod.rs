//! Tabular pages.
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Api;
use crate::source::{FileId, SourceSet};
/// A difference.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Code.
    pub code: Code,
    /// Text.
    pub message: String,
}
impl Difference {
    /// As diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error(self.code, self.message.as_str())
    }
}
/// Checks.
pub fn check(
    _set: &SourceSet,
    _page: FileId,
    _api: &Api,
    _operation: &str,
    _diags: &mut Diagnostics,
) -> Vec<Difference> {
    Vec::new()
}
/// Drafts.
pub fn transcribe(_set: &SourceSet, _page: FileId, _diags: &mut Diagnostics) -> Option<String> {
    None
}
