//! `setters!`: the chainable setters of a type that can be sent.

/// Makes chainable setters inside an `impl` block.
///
/// ```text
/// setters! { field: form Type, field as method: form Type, … }
/// ```
///
/// Forms: `plain` and `vec` for plain fields, `option` and `option_vec` for `Option` fields, `maybe` for [`Maybe`]
/// fields. Attributes before a field go to its setter, below a first line of documentation.
///
/// [`Maybe`]: super::Maybe
#[allow(unused_macros)]
macro_rules! setters {
    ($( $(#[$meta:meta])* $field:ident $(as $method:ident)? : $form:ident $ty:ty ),* $(,)?) => {
        $( $crate::runtime::setters!(@ $form [$(#[$meta])*] $field [$($method)? $field] $ty); )*
    };
    (@ plain [$($meta:tt)*] $field:ident [$method:ident $($rest:ident)?] $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $($meta)*
        #[must_use]
        pub fn $method(mut self, value: impl ::core::convert::Into<$ty>) -> Self {
            self.$field = value.into();
            self
        }
    };
    (@ vec [$($meta:tt)*] $field:ident [$method:ident $($rest:ident)?] $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $($meta)*
        #[must_use]
        pub fn $method(mut self, values: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$ty>>) -> Self {
            self.$field = values.into_iter().map(::core::convert::Into::into).collect();
            self
        }
    };
    (@ option [$($meta:tt)*] $field:ident [$method:ident $($rest:ident)?] $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $($meta)*
        #[must_use]
        pub fn $method(mut self, value: impl ::core::convert::Into<$ty>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (@ option_vec [$($meta:tt)*] $field:ident [$method:ident $($rest:ident)?] $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $($meta)*
        #[must_use]
        pub fn $method(mut self, values: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$ty>>) -> Self {
            self.$field = Some(values.into_iter().map(::core::convert::Into::into).collect());
            self
        }
    };
    (@ maybe [$($meta:tt)*] $field:ident [$method:ident $($rest:ident)?] $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`; `None` is written as null.")]
        $($meta)*
        #[must_use]
        pub fn $method(mut self, value: impl ::core::convert::Into<$crate::runtime::Maybe<$ty>>) -> Self {
            self.$field = value.into();
            self
        }
    };
}
#[allow(unused_imports)]
pub(crate) use setters;
