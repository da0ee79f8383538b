//! Unions: one of several shapes, told apart by a decision table.

use serde_json::Value;

use super::decode_error::{DecodeError, from_value};
use super::slot::Decode;

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A row of a union's decision table: rows are tried in order, and the first that holds decides.
/// The last item of each is the branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The value is of this kind.
    Kind(JsonKind, usize),
    /// The value is an object whose property has this text.
    Tag(&'static str, &'static str, usize),
    /// The value is an object whose property equals this JSON text by value: a number, `true`, `false`, …
    TagJson(&'static str, &'static str, usize),
    /// The value is a string that the branch knows: a listed enum value, a text of its format.
    Text(usize),
    /// The value is an object that has all of these keys.
    Keys(&'static [&'static str], usize),
    /// The value is an array whose first item (if any) is of this kind.
    Items(JsonKind, usize),
    /// The value decodes as the branch.
    Try(usize),
    /// A value that no branch holds is unknown and no error, whatever its tag says. Has no branch.
    Otherwise,
}

/// A union to fill.
pub trait UnionSlot {
    /// Its decision table.
    fn rules(&self) -> &'static [Rule];
    /// Makes the value a blank of a branch and gives its place.
    fn select(&mut self, branch: usize) -> Option<&mut dyn Decode>;
    /// Keeps a value of an unknown shape; `false` when the union is closed.
    fn set_unknown(&mut self, value: Value) -> bool;
}

/// A value of a shape that the document does not declare. It is written unchanged.
///
/// Only reading makes one, so it never holds a value that belongs to a declared branch.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownJson(Value);

impl UnknownJson {
    /// For the `union!` macro.
    #[allow(dead_code)] // a crate may have no union
    pub(crate) fn new(value: Value) -> Self {
        Self(value)
    }

    /// The value.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// The value as a type: one of the branches, where the value needs more than one of them.
    ///
    /// # Errors
    /// When it is not of that type.
    pub fn read<T: Decode>(&self) -> Result<T, DecodeError> {
        from_value(&self.0)
    }

    /// The value.
    pub fn into_value(self) -> Value {
        self.0
    }
}

/// Implements the codec of a union, and `From` for what its variants hold (`&str` too where that is a `String`).
///
/// ```text
/// union! { Name { Variant(Type), … } choose [Kind(String, 0), Tag("type", "llm", 1), …] open }
/// ```
///
/// A variant with `no_from` behind it has no `From`, since another one holds the same. `open` unions have a variant
/// `Unknown(UnknownJson)`; `closed` ones have none, and their first branch must not lead back to the union by required
/// fields alone.
#[allow(unused_macros)]
macro_rules! union {
    ($name:ident { $( $variant:ident ( $($ty:tt)* ) $($no_from:ident)? ),* $(,)? } choose [ $($rules:tt)* ] open) => {
        $crate::runtime::union!(@ $name [$($variant $($ty)*),*] [$($rules)*] [Unknown]);
        $( $crate::runtime::union!(@from $name $variant [$($no_from)?] $($ty)*); )*
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Union(self)
            }
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::runtime::UnknownJson::new(::serde_json::Value::Null))
            }
        }
    };
    ($name:ident { $first:ident ( $($first_ty:tt)* ) $($first_no_from:ident)? $(, $variant:ident ( $($ty:tt)* ) $($no_from:ident)? )* $(,)? } choose [ $($rules:tt)* ] closed) => {
        $crate::runtime::union!(@ $name [$first $($first_ty)* $(, $variant $($ty)*)*] [$($rules)*] []);
        $crate::runtime::union!(@from $name $first [$($first_no_from)?] $($first_ty)*);
        $( $crate::runtime::union!(@from $name $variant [$($no_from)?] $($ty)*); )*
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Union(self)
            }
            #[inline]
            fn blank() -> Self {
                Self::$first($crate::runtime::Decode::blank())
            }
        }
    };
    (@from $name:ident $variant:ident [no_from] $($ty:tt)*) => {};
    (@from $name:ident $variant:ident [] String) => {
        $crate::runtime::union!(@from $name $variant [] ::std::string::String);
    };
    (@from $name:ident $variant:ident [] ::std::string::String) => {
        $crate::runtime::union!(@from $name $variant [ok] ::std::string::String);
        $crate::runtime::union!(@from $name $variant [ok] &str);
    };
    (@from $name:ident $variant:ident [] Box<$ty:ty>) => {
        $crate::runtime::union!(@from $name $variant [ok] $ty);
    };
    (@from $name:ident $variant:ident [] ::std::boxed::Box<$ty:ty>) => {
        $crate::runtime::union!(@from $name $variant [ok] $ty);
    };
    (@from $name:ident $variant:ident [$($ok:ident)?] $ty:ty) => {
        impl ::core::convert::From<$ty> for $name {
            #[inline]
            fn from(value: $ty) -> Self {
                Self::$variant(::core::convert::Into::into(value))
            }
        }
    };
    (@ $name:ident [$( $variant:ident $ty:ty ),*] [ $($rules:tt)* ] [$($unknown:ident)?]) => {
        impl $crate::runtime::UnionSlot for $name {
            #[inline]
            fn rules(&self) -> &'static [$crate::runtime::Rule] {
                const RULES: &[$crate::runtime::Rule] = {
                    #[allow(unused_imports)]
                    use $crate::runtime::{JsonKind::*, Rule::*};
                    &[$($rules)*]
                };
                RULES
            }
            #[allow(unused_variables)]
            #[inline]
            fn select(&mut self, branch: usize) -> ::core::option::Option<&mut dyn $crate::runtime::Decode> {
                let n = 0;
                $( if branch == n { *self = Self::$variant(<$ty as $crate::runtime::Decode>::blank()); } let n = n + 1; )*
                match self {
                    $( Self::$variant(value) => Some(value), )*
                    $( Self::$unknown(_) => None, )?
                }
            }
            #[allow(unused_variables)]
            #[inline]
            fn set_unknown(&mut self, value: ::serde_json::Value) -> bool {
                $(
                    *self = Self::$unknown($crate::runtime::UnknownJson::new(value));
                    return true;
                )?
                #[allow(unreachable_code)]
                false
            }
        }
        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                match self {
                    $( Self::$variant(value) => $crate::runtime::Encode::view(value), )*
                    $( Self::$unknown(value) => $crate::runtime::View::Any(value.as_value()), )?
                }
            }
            #[inline]
            fn is_known(&self) -> bool {
                match self {
                    $( Self::$variant(value) => $crate::runtime::Encode::is_known(value), )*
                    $( Self::$unknown(_) => false, )?
                }
            }
        }
        $crate::runtime::serde_impls!($name);
    };
}

/// Implements `From` for the forms of a body.
///
/// ```text
/// forms! { Name { Variant(Type), … } }
/// ```
#[allow(unused_macros)]
macro_rules! forms {
    ($name:ident { $( $variant:ident ( $ty:ty ) ),* $(,)? }) => {
        $(
            impl ::core::convert::From<$ty> for $name {
                #[inline]
                fn from(body: $ty) -> Self {
                    Self::$variant(body)
                }
            }
        )*
    };
}
#[allow(unused_imports)]
pub(crate) use {forms, union};
