//! The table of an object's fields.

use super::check::Check;
use super::slot::{Decode, Encode};

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

/// What is checked of most fields.
pub const UNCHECKED: &[Check] = &[];

/// The name of a field on the wire, and its mode, in a row of `object!`, which is a plain aggregate: each call and each reference
/// to a temporary that a table makes costs time in every crate. The names are those that `object!` imports where it writes the
/// table.
#[allow(unused_macros)]
macro_rules! field {
    (@ [$($argument:tt)*] $field:ident) => {
        stringify!($field)
    };
    (@ [$($argument:tt)*] $field:ident $wire:literal) => {
        $wire
    };
    (@ [$name:literal = $json:literal]) => {
        $name
    };
    (!) => {
        Required
    };
    (?) => {
        Optional
    };
    (nullable) => {
        Nullable
    };
    (maybe) => {
        Maybe
    };
    (read_only) => {
        ReadOnly
    };
    (rest) => {
        Rest
    };
    (default $json:literal) => {
        Default($json)
    };
    (constant $name:literal = $json:literal) => {
        Constant($json)
    };
}

/// What a field begins with, by its mode: nothing is called where that is known.
#[allow(unused_macros)]
macro_rules! begun {
    (?) => {
        None
    };
    (nullable) => {
        None
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
pub(crate) use {begun, field};

/// An object with fields.
pub trait ObjectSlot {
    /// Its table.
    fn fields(&self) -> &'static [Field];
    /// The field at an index of the table; none for [`Mode::Constant`].
    fn at(&self, index: usize) -> Option<&dyn Encode>;
    /// The field at an index of the table, to be filled.
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Decode>;
}
