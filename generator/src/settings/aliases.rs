//! Older names that stay beside newer ones, as the configuration accepts them.

use crate::source::Origin;

/// What is called by two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasScope {
    /// A type.
    Types,
    /// A method of the client.
    Operations,
}

impl AliasScope {
    /// All of them, by the word that the configuration has for each.
    pub const ALL: [(&'static str, AliasScope); 2] = [
        ("types", AliasScope::Types),
        ("operations", AliasScope::Operations),
    ];

    /// The word for it in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            AliasScope::Types => "types",
            AliasScope::Operations => "operations",
        }
    }
}

/// An older name that programs still use.
#[derive(Clone, Debug)]
pub struct Alias {
    /// What it names.
    pub scope: AliasScope,
    /// The older name.
    pub old: String,
    /// The name that the thing has now.
    pub new: String,
    /// Where the configuration says so, when one does.
    pub origin: Option<Origin>,
}
