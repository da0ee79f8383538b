//! What the configuration says of calls and their answers.

use crate::source::Origin;

/// What an API wraps its answers in: keys of the outermost object.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Where the configuration says it.
    pub origin: Origin,
    /// What has the answer.
    pub data: String,
    /// What is `false` where the answer is an error.
    pub success: Option<String>,
    /// What has the text of an error.
    pub error: Option<String>,
}
