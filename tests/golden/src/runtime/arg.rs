//! What a path or query parameter of a type can be given as.

use std::borrow::Cow;
use std::fmt::Display;

use uuid::Uuid;

use super::slot::Encode;
use super::text_enum::TextEnum;

/// What a parameter of type `T` can be given as.
///
/// Text is accepted for ids too: servers hand out ids outside the format that their documents declare.
pub trait Arg<T> {
    /// The text of the parameter, not yet encoded.
    fn text(&self) -> Cow<'_, str>;
}

/// Every value that can be written as text is given as what it is.
impl<T: Encode + Display> Arg<T> for T {
    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

impl<T: Encode + Display> Arg<T> for &T {
    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

/// An open enum takes any text.
impl<'a, E: TextEnum + From<&'a str>> Arg<E> for &'a str {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<E: TextEnum + From<String>> Arg<E> for String {
    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

/// Texts of a type.
macro_rules! texts {
    ($($target:ty),*) => { $(
        impl Arg<$target> for &str {
            fn text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }
        }
        impl Arg<$target> for String {
            fn text(&self) -> Cow<'_, str> {
                self.as_str().into()
            }
        }
        impl Arg<$target> for &String {
            fn text(&self) -> Cow<'_, str> {
                self.as_str().into()
            }
        }
    )* };
}

/// Values of other types.
macro_rules! values {
    ($target:ty: $($ty:ty),*) => { $(
        impl Arg<$target> for $ty {
            fn text(&self) -> Cow<'_, str> {
                self.to_string().into()
            }
        }
    )* };
}

texts!(
    Uuid,
    i64,
    i32,
    u64,
    u32,
    f64,
    f32,
    bool,
    super::DateTime,
    super::Date
);
impl Arg<String> for &str {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}
values!(String: Uuid, &Uuid, i64, u64, i32, u32);
values!(i64: i32, i16, i8, u32, u16, u8);
values!(i32: i16, i8, u16, u8);
values!(u64: u32, u16, u8);
values!(u32: u16, u8);
values!(f64: f32, i32, u32);
