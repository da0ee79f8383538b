//! Enums that are unions of other enums.

use std::fmt;

use super::text_enum::TextEnum;

/// An enum that is part of the union of enums `U`.
pub trait MemberOf<U>: TextEnum {}

/// A value of a union of enums is none of the listed values of one of its members.
#[derive(Clone, PartialEq, Eq)]
pub struct NotAMember<U> {
    value: U,
    union: &'static str,
    member: &'static str,
}

impl<U> NotAMember<U> {
    /// For the `enum_union!` macro.
    #[allow(dead_code)] // a crate may have no union of enums
    pub(crate) fn new(value: U, union: &'static str, member: &'static str) -> Self {
        Self {
            value,
            union,
            member,
        }
    }

    /// The value.
    pub fn value(&self) -> &U {
        &self.value
    }

    /// The value.
    pub fn into_value(self) -> U {
        self.value
    }
}

impl<U> fmt::Debug for NotAMember<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotAMember")
            .field("union", &self.union)
            .field("member", &self.member)
            .finish_non_exhaustive()
    }
}

impl<U> fmt::Display for NotAMember<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this value of {} is none of {}", self.union, self.member)
    }
}

impl<U> std::error::Error for NotAMember<U> {}

/// Connects a union of enums (a `string_enum!` of its own, open) with its members.
///
/// ```text
/// enum_union! { Union: Member, Member, … }
/// ```
#[allow(unused_macros)]
macro_rules! enum_union {
    ($name:ident : $( $member:ident ),+ $(,)?) => {
        impl $name {
            /// Whether this is a listed value of a member enum.
            #[inline]
            pub fn is_member_of<M: $crate::runtime::MemberOf<Self>>(&self) -> bool {
                self.is_known() && M::find(self.as_str()).is_some()
            }

            /// The names of the member enums that list this value.
            #[inline]
            pub fn member_enums(&self) -> ::std::vec::Vec<&'static str> {
                let mut names = ::std::vec::Vec::new();
                $( if self.is_member_of::<$member>() { names.push(stringify!($member)); } )+
                names
            }
        }
        $(
            impl $crate::runtime::MemberOf<$name> for $member {}
            impl ::core::convert::From<$member> for $name {
                #[inline]
                fn from(member: $member) -> Self {
                    Self::from(member.as_str())
                }
            }
            impl ::core::convert::TryFrom<$name> for $member {
                type Error = $crate::runtime::NotAMember<$name>;
                // Not `Self::Error`, which would be ambiguous beside a variant of that name.
                #[inline]
                fn try_from(value: $name) -> ::core::result::Result<Self, $crate::runtime::NotAMember<$name>> {
                    match <$member as $crate::runtime::TextEnum>::find(value.as_str()) {
                        Some(member) => Ok(member),
                        None => Err($crate::runtime::NotAMember::new(value, stringify!($name), stringify!($member))),
                    }
                }
            }
            impl ::core::convert::TryFrom<&$name> for $member {
                type Error = $crate::runtime::NotAMember<$name>;
                #[inline]
                fn try_from(value: &$name) -> ::core::result::Result<Self, $crate::runtime::NotAMember<$name>> {
                    Self::try_from(value.clone())
                }
            }
        )+
    };
}
#[allow(unused_imports)]
pub(crate) use enum_union;
