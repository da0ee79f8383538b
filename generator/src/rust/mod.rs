//! What is to be emitted, decided to the last name.
/// A crate.
#[derive(Clone, Debug, Default)]
pub struct Crate {}
