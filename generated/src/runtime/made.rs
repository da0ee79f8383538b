//! `made!` and `options!`: how a caller makes a value of a struct that can be sent.

/// Makes `new` and the chainable setters of a struct.
///
/// ```text
/// made! { Name [blank] { id{String}, count{=i64}, tags{..String}, note(String), parts(..Part), owner(~User), seen } }
/// ```
///
/// The brackets hold the expression of a value in which nothing is set. In braces stands what `new` takes: what becomes
/// a `{String}`, exactly an `{=i64}`, an iterator of what becomes `{..String}`s or of exact `{..=i64}`s; or what it
/// begins with, a text that becomes a type: `{"llm" as String}`. In parentheses stands what a setter takes: what becomes
/// a `(String)`, an iterator of what becomes `(..Part)`s, what becomes a [`Maybe`](super::Maybe) of a `(~User)`;
/// `(as new_ String)` calls it otherwise than the field. What has neither is not given by callers.
#[allow(unused_macros)]
macro_rules! made {
    ($name:ident [ $($blank:tt)* ] { $(
        $field:ident $( { $into:ty } )? $( { = $exact:ty } )? $( { .. $of:ty } )? $( { ..= $iter:ty } )? $( { $preset:literal as $begun:ty } )?
            $( ( $set:ty ) )? $( ( .. $each:ty ) )? $( ( ~ $maybe:ty ) )? $( ( as $method:ident $renamed:ty ) )?
    ),* $(,)? }) => {
        impl $name {
            /// Makes one from what is required, with nothing else set.
            #[allow(clippy::too_many_arguments, reason = "the document requires them all")]
            #[allow(clippy::new_without_default, reason = "what tells it from others is set")]
            #[inline]
            pub fn new($(
                $( $field: $exact, )?
                $( $field: impl ::core::convert::Into<$into>, )?
                $( $field: impl ::core::iter::IntoIterator<Item = $iter>, )?
                $( $field: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$of>>, )?
            )*) -> Self {
                #[allow(unused_mut, reason = "some have nothing to set")]
                let mut made: Self = $($blank)*;
                $(
                    $( let value: $exact = $field; made.$field = value; )?
                    $( let value: $into = $field.into(); made.$field = value; )?
                    $( made.$field = $field.into_iter().collect::<::std::vec::Vec<$iter>>(); )?
                    $( made.$field = $field.into_iter().map(::core::convert::Into::<$of>::into).collect(); )?
                    $( let value: $begun = $preset.into(); made.$field = value.into(); )?
                )*
                made
            }
            $(
                $(
                    /// Sets the field of this name.
                    #[must_use]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$set>) -> Self {
                        let value: $set = value.into();
                        self.$field = value.into();
                        self
                    }
                )?
                $(
                    /// Sets the field of this name.
                    #[must_use]
                    pub fn $field(mut self, values: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$each>>) -> Self {
                        let values: ::std::vec::Vec<$each> = values.into_iter().map(::core::convert::Into::into).collect();
                        self.$field = values.into();
                        self
                    }
                )?
                $(
                    /// Sets the field of this name; `None` is written as null.
                    #[must_use]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$crate::runtime::Maybe<$maybe>>) -> Self {
                        self.$field = value.into();
                        self
                    }
                )?
                $(
                    #[doc = concat!("Sets `", stringify!($field), "`.")]
                    #[must_use]
                    pub fn $method(mut self, value: impl ::core::convert::Into<$renamed>) -> Self {
                        let value: $renamed = value.into();
                        self.$field = value.into();
                        self
                    }
                )?
            )*
        }
    };
}

/// Makes `new` and the setters of the optional parameters of an operation, in the words of `made!`.
#[allow(unused_macros)]
macro_rules! options {
    ($name:ident { $($fields:tt)* }) => {
        $crate::runtime::made! { $name [::core::default::Default::default()] { $($fields)* } }
    };
}
#[allow(unused_imports)]
pub(crate) use {made, options};
