//! Whether something is deprecated, and until when it stays.

/// Whether something is deprecated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Deprecation {
    /// It is not.
    #[default]
    No,
    /// `deprecated: true`.
    Yes,
    /// The same with `x-sunset`: the day from which on it may be gone, such as `2027-03-31`.
    Until(Box<str>),
}

impl Deprecation {
    /// Whether it is.
    pub fn is_deprecated(&self) -> bool {
        *self != Deprecation::No
    }

    /// The day from which on it may be gone.
    pub fn sunset(&self) -> Option<&str> {
        match self {
            Deprecation::Until(day) => Some(day),
            Deprecation::No | Deprecation::Yes => None,
        }
    }
}
