//! Whether an item is `#[deprecated]`, and with what note.

/// Whether an item is `#[deprecated]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Deprecation {
    /// It is not.
    #[default]
    No,
    /// `#[deprecated]`.
    Yes,
    /// `#[deprecated(note = "…")]`.
    Noted(String),
}

impl Deprecation {
    /// Whether it is.
    pub fn is_deprecated(&self) -> bool {
        *self != Deprecation::No
    }
}
