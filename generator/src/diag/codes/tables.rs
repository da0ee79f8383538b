//! Codes of the tables stage: from O0500.

use super::CodeInfo;

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = &[];
