//! Codes of the resolve stage: from O0200.

use super::CodeInfo;

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = &[];
