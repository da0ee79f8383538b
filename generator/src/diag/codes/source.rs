//! Codes of the source stage: from O0000.

use super::CodeInfo;

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = &[];
