//! Enums of whole numbers.

/// A number that the document does not list. It is written unchanged.
///
/// Only reading a number makes one, so it never holds a listed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// For the `integer_enum!` macro.
    #[allow(dead_code)] // a crate may have no enum
    pub(crate) fn new(value: i64) -> Self {
        Self(value)
    }

    /// The number.
    pub fn value(self) -> i64 {
        self.0
    }
}

/// Implements everything an enum of whole numbers needs beyond its derives.
///
/// ```text
/// integer_enum! { Name { Variant 1, … } open }
/// ```
///
/// `open` enums have a variant `Unknown(UnknownInteger)`; `closed` ones have none.
#[allow(unused_macros)]
macro_rules! integer_enum {
    ($name:ident { $( $variant:ident $value:literal ),* $(,)? } open) => {
        $crate::runtime::integer_enum!(@ $name [$($variant $value),*] [Unknown]);
        impl $name {
            /// Whether this is a value that the document lists.
            #[inline]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }
        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                Self::find(value)
                    .unwrap_or_else(|| Self::Unknown($crate::runtime::UnknownInteger::new(value)))
            }
        }
        impl $crate::runtime::IntegerSlot for $name {
            #[inline]
            fn set_integer(&mut self, value: i128) -> bool {
                i64::try_from(value).map(|value| *self = Self::from(value)).is_ok()
            }
        }
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Integer(self)
            }
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::runtime::UnknownInteger::new(0))
            }
        }
    };
    ($name:ident { $first:ident $first_value:literal $(, $variant:ident $value:literal )* $(,)? } closed) => {
        $crate::runtime::integer_enum!(@ $name [$first $first_value $(, $variant $value)*] []);
        impl $name {
            /// Always `true`: a closed enum has only the values that the document lists.
            #[inline]
            pub fn is_known(&self) -> bool {
                true
            }
        }
        impl $crate::runtime::IntegerSlot for $name {
            #[inline]
            fn set_integer(&mut self, value: i128) -> bool {
                let found = i64::try_from(value).ok().and_then(Self::find);
                found.map(|value| *self = value).is_some()
            }
        }
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Integer(self)
            }
            #[inline]
            fn blank() -> Self {
                Self::$first
            }
        }
    };
    (@ $name:ident [$( $variant:ident $value:literal ),*] [$($unknown:ident)?]) => {
        impl $name {
            /// The values that the document lists.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];
            /// The listed value of a number.
            #[inline]
            pub fn find(value: i64) -> ::core::option::Option<Self> {
                match value {
                    $( $value => Some(Self::$variant), )*
                    _ => None,
                }
            }
            /// The number on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $( Self::$variant => $value, )*
                    $( Self::$unknown(number) => number.value(), )?
                }
            }
        }
        impl ::core::convert::From<$name> for i64 {
            #[inline]
            fn from(value: $name) -> i64 {
                value.value()
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }
        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::I64(self.value())
            }
            #[inline]
            fn is_known(&self) -> bool {
                $name::is_known(self)
            }
        }
        impl $crate::runtime::Arg<$name> for i64 {
            #[inline]
            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                self.to_string().into()
            }
        }
        $crate::runtime::serde_impls!($name);
    };
}
#[allow(unused_imports)]
pub(crate) use integer_enum;
