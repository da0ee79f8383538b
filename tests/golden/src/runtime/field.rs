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

/// The mode before a field of `object!`.
#[allow(unused_macros)]
macro_rules! mode {
    (!) => {
        $crate::runtime::Mode::Required
    };
    (?) => {
        $crate::runtime::Mode::Optional
    };
    (nullable) => {
        $crate::runtime::Mode::Nullable
    };
    (maybe) => {
        $crate::runtime::Mode::Maybe
    };
    (read_only) => {
        $crate::runtime::Mode::ReadOnly
    };
    (rest) => {
        $crate::runtime::Mode::Rest
    };
    (default $json:literal) => {
        $crate::runtime::Mode::Default($json)
    };
    (constant $name:literal = $json:literal) => {
        $crate::runtime::Mode::Constant($json)
    };
}

/// What a field begins with, by its mode: nothing is called where that is known.
#[allow(unused_macros)]
macro_rules! begun {
    (?) => {
        ::core::option::Option::None
    };
    (nullable) => {
        ::core::option::Option::None
    };
    (read_only) => {
        ::core::default::Default::default()
    };
    (maybe) => {
        $crate::runtime::Maybe::Absent
    };
    ($other:tt) => {
        $crate::runtime::Decode::blank()
    };
}
#[allow(unused_imports)]
pub(crate) use {begun, mode};

/// The last of some names: that on the wire, where it differs from the field's.
#[allow(dead_code)] // a crate may have no object
pub(crate) const fn last(names: &[&'static str]) -> &'static str {
    match names {
        [.., last] => last,
        [] => "",
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
