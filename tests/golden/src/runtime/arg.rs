//! What a path or query parameter of a type can be given as.

use std::fmt::Display;

use uuid::Uuid;

use super::slot::Encode;
use super::text_enum::TextEnum;

/// What a parameter of type `T` can be given as.
///
/// Text is accepted for ids too: servers hand out ids outside the format that their documents declare.
pub trait Arg<T> {
    /// The text of the parameter, not yet encoded.
    fn text(self) -> String;
}

/// Every value that can be written as text is given as what it is.
impl<T: Encode + Display> Arg<T> for T {
    fn text(self) -> String {
        self.to_string()
    }
}

impl<T: Encode + Display> Arg<T> for &T {
    fn text(self) -> String {
        self.to_string()
    }
}

/// An open enum takes any text.
impl<'a, E: TextEnum + From<&'a str>> Arg<E> for &'a str {
    fn text(self) -> String {
        self.to_owned()
    }
}

impl<E: TextEnum + From<String>> Arg<E> for String {
    fn text(self) -> String {
        self
    }
}

macro_rules! arg {
    ($target:ty: $($ty:ty),*) => { $(
        impl Arg<$target> for $ty {
            fn text(self) -> String {
                self.to_string()
            }
        }
    )* };
}

arg!(Uuid: &str, &String, String);
arg!(String: Uuid, &Uuid, &str, i64, u64, i32, u32);
arg!(i64: i32, i16, i8, u32, u16, u8, &str, &String, String);
arg!(i32: i16, i8, u16, u8, &str, &String, String);
arg!(u64: u32, u16, u8, &str, &String, String);
arg!(u32: u16, u8, &str, &String, String);
arg!(f64: f32, i32, u32, &str, &String, String);
arg!(f32: &str, &String, String);
arg!(bool: &str, &String, String);
arg!(super::DateTime: &str, &String, String);
arg!(super::Date: &str, &String, String);
