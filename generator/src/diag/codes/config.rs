//! Codes of the config stage: from O0400.

use super::CodeInfo;

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = &[];
