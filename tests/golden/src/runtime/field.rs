//! The table of an object's fields.

use super::check::Check;
use super::slot::{Encode, Slot};

/// A field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire; empty for [`Mode::Rest`].
    pub name: &'static str,
    /// When it is there, and what `null` means.
    pub mode: Mode,
    /// What is checked before it is sent.
    pub checks: &'static [Check],
}

/// When a field is there, and what `null` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Must be there.
    Required,
    /// Must be there and may be `null`.
    Nullable,
    /// May be absent; `null` means absent.
    Optional,
    /// May be absent, and `null` is something else.
    Maybe,
    /// Absent or `null` means this JSON; always written.
    Default(&'static str),
    /// May be absent when received; `null` means absent. Never sent.
    ReadOnly,
    /// Always written as this JSON, and ignored when received.
    Constant(&'static str),
    /// All other keys.
    Rest,
}

/// The modes by the names that `object!` uses.
pub mod mode {
    use super::Mode;

    /// [`Mode::Required`]
    pub const fn required() -> Mode {
        Mode::Required
    }
    /// [`Mode::Nullable`]
    pub const fn nullable() -> Mode {
        Mode::Nullable
    }
    /// [`Mode::Optional`]
    pub const fn optional() -> Mode {
        Mode::Optional
    }
    /// [`Mode::Maybe`]
    pub const fn maybe() -> Mode {
        Mode::Maybe
    }
    /// [`Mode::Default`]
    pub const fn default(json: &'static str) -> Mode {
        Mode::Default(json)
    }
    /// [`Mode::ReadOnly`]
    pub const fn read_only() -> Mode {
        Mode::ReadOnly
    }
    /// [`Mode::Constant`]
    pub const fn constant(json: &'static str) -> Mode {
        Mode::Constant(json)
    }
    /// [`Mode::Rest`]
    pub const fn rest() -> Mode {
        Mode::Rest
    }
}

/// An object with fields.
pub trait ObjectSlot {
    /// Its table.
    fn fields(&self) -> &'static [Field];
    /// The field at an index of the table; none for [`Mode::Constant`].
    fn at(&self, index: usize) -> Option<&dyn Encode>;
    /// The field at an index of the table, to be filled.
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Slot>;
}
