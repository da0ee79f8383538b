//! What a path or query parameter of a type can be given as.

use uuid::Uuid;

/// What a parameter of type `T` can be given as.
///
/// Text is accepted for ids too: servers hand out ids outside the format that their documents declare.
pub trait Arg<T> {
    /// The text of the parameter, not yet encoded.
    fn text(self) -> String;
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

arg!(Uuid: Uuid, &Uuid, &str, &String, String);
arg!(String: Uuid, &Uuid, &str, &String, String, i64, u64, i32, u32);
arg!(i64: i64, i32, i16, i8, u32, u16, u8, &i64, &str, &String, String);
arg!(i32: i32, i16, i8, u16, u8, &i32, &str, &String, String);
arg!(u64: u64, u32, u16, u8, &u64, &str, &String, String);
arg!(u32: u32, u16, u8, &u32, &str, &String, String);
arg!(f64: f64, f32, i32, u32, &f64, &str, &String, String);
arg!(f32: f32, &f32, &str, &String, String);
arg!(bool: bool, &bool, &str, &String, String);
arg!(super::DateTime: super::DateTime, &super::DateTime, &str, &String, String);
arg!(super::Date: super::Date, &super::Date, &str, &String, String);
