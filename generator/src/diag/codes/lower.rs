//! Codes of the lower stage: from O0300.

use super::CodeInfo;

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = &[];
