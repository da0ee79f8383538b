//! Enums of strings.

use std::fmt;

/// An enum of strings.
pub trait TextEnum: Sized {
    /// Its name.
    const NAME: &'static str;
    /// The value of a text that the document lists.
    fn find(text: &str) -> Option<Self>;
    /// The text.
    fn text(&self) -> &str;
}

/// The text of a value that the document does not list. It is written unchanged.
///
/// Only reading a text makes one, so it never holds the text of a listed value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    /// For the `string_enum!` macro.
    #[allow(dead_code)] // a crate may have no enum
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text is none of the values of a closed enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnown {
    name: &'static str,
}

impl NotKnown {
    /// Of the enum of this name.
    pub fn of(name: &'static str) -> Self {
        Self { name }
    }
}

impl fmt::Display for NotKnown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is no value of {}", self.name)
    }
}

impl std::error::Error for NotKnown {}

/// Implements everything an enum of strings needs beyond its derives.
///
/// ```text
/// string_enum! { Name { Variant "wire text", … } open }
/// ```
///
/// `open` enums have a variant `Unknown(UnknownText)`; `closed` ones have none.
#[allow(unused_macros)]
macro_rules! string_enum {
    ($name:ident { $( $variant:ident $wire:literal ),* $(,)? } open) => {
        $crate::runtime::string_enum!(@ $name [$($variant $wire),*] [Unknown]);
        impl $name {
            /// Whether this is a value that the document lists.
            #[inline]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                <Self as $crate::runtime::TextEnum>::find(text)
                    .unwrap_or_else(|| Self::Unknown($crate::runtime::UnknownText::new(text)))
            }
        }
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }
        impl ::core::convert::From<&::std::string::String> for $name {
            #[inline]
            fn from(text: &::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            // Not `Self::Err`, which would be ambiguous beside a variant of that name.
            #[inline]
            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                Ok(Self::from(text))
            }
        }
        impl $crate::runtime::TextSlot for $name {
            #[inline]
            fn set_text(&mut self, text: &str) -> bool {
                *self = Self::from(text);
                true
            }
            #[inline]
            fn expected(&self) -> &'static str {
                "a string"
            }
        }
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Text(self)
            }
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::runtime::UnknownText::new(""))
            }
        }
    };
    ($name:ident { $first:ident $first_wire:literal $(, $variant:ident $wire:literal )* $(,)? } closed) => {
        $crate::runtime::string_enum!(@ $name [$first $first_wire $(, $variant $wire)*] []);
        impl $name {
            /// Always `true`: a closed enum has only the values that the document lists.
            #[inline]
            pub fn is_known(&self) -> bool {
                true
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = $crate::runtime::NotKnown;
            #[inline]
            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, $crate::runtime::NotKnown> {
                <Self as $crate::runtime::TextEnum>::find(text)
                    .ok_or_else(|| $crate::runtime::NotKnown::of(stringify!($name)))
            }
        }
        impl $crate::runtime::TextSlot for $name {
            #[inline]
            fn set_text(&mut self, text: &str) -> bool {
                <Self as $crate::runtime::TextEnum>::find(text).map(|value| *self = value).is_some()
            }
            #[inline]
            fn expected(&self) -> &'static str {
                concat!("a value of ", stringify!($name))
            }
        }
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Text(self)
            }
            #[inline]
            fn blank() -> Self {
                Self::$first
            }
        }
    };
    (@ $name:ident [$( $variant:ident $wire:literal ),*] [$($unknown:ident)?]) => {
        impl $name {
            /// The values that the document lists.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];
            /// The text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $wire, )*
                    $( Self::$unknown(text) => text.as_str(), )?
                }
            }
        }
        impl $crate::runtime::TextEnum for $name {
            const NAME: &'static str = stringify!($name);
            #[inline]
            fn find(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $( $wire => Some(Self::$variant), )*
                    _ => None,
                }
            }
            #[inline]
            fn text(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }
        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }
        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Text(self.as_str())
            }
            #[inline]
            fn is_known(&self) -> bool {
                $name::is_known(self)
            }
        }
        $crate::runtime::serde_impls!($name);
    };
}
#[allow(unused_imports)]
pub(crate) use string_enum;
