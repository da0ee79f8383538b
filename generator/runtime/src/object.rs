//! `object!`: the codec of a struct, and how a caller makes one, as one declaration.

/// Implements the codec of a struct.
///
/// ```text
/// object! { Name { !id, ?label, default("7") size, !url "URL" [MinLength(1)], constant("type" = "\"llm\"") } }
/// ```
///
/// Before a field stands its mode: `!` is required, `?` optional; the others have names: `nullable`, `maybe`,
/// `default("json")`, `read_only`, `rest`, and `constant("name" = "json")`, which has no field. Behind it stand its name on the
/// wire where that differs, and what is checked before it is sent.
///
/// With `new` before the name, each field also says how it is given, between its name on the wire and its checks;
/// `made!` tells how.
#[allow(unused_macros)]
macro_rules! object {
    (new $name:ident { $(
        $mode:tt $( ( $argument:literal $( = $json:literal )? ) )? $( $field:ident $( $wire:literal )?
            $( { $into:ty } )? $( { = $exact:ty } )? $( { .. $of:ty } )? $( { ..= $iter:ty } )? $( { $preset:literal as $begun:ty } )?
            $( ( $set:ty ) )? $( ( .. $each:ty ) )? $( ( ~ $maybe:ty ) )? $( ( as $method:ident $renamed:ty ) )? )?
        $( [ $($check:tt)* ] )?
    ),* $(,)? }) => {
        $crate::runtime::made! { $name [$crate::runtime::Decode::blank()] { $( $(
            $field $( { $into } )? $( { = $exact } )? $( { .. $of } )? $( { ..= $iter } )? $( { $preset as $begun } )?
            $( ( $set ) )? $( ( .. $each ) )? $( ( ~ $maybe ) )? $( ( as $method $renamed ) )?
        , )? )* } }
        $crate::runtime::object! { $name { $(
            $mode $( ( $argument $( = $json )? ) )? $( $field $( $wire )? )? $( [ $($check)* ] )?
        ),* } }
    };
    ($name:ident { $(
        $mode:tt $( ( $argument:literal $( = $json:literal )? ) )? $( $field:ident $( $wire:literal )? )? $( [ $($check:tt)* ] )?
    ),* $(,)? }) => {
        impl $crate::runtime::ObjectSlot for $name {
            #[inline]
            fn fields(&self) -> &'static [$crate::runtime::Field] {
                const FIELDS: &[$crate::runtime::Field] = {
                    #[allow(unused_imports, path_statements)]
                    use $crate::runtime::{Check::*, Field, Mode::*, UNCHECKED, pattern};
                    &[$( Field {
                        name: $crate::runtime::field!(@ [$( $argument $( = $json )? )?] $( $field $( $wire )? )?),
                        mode: $crate::runtime::field!($mode $( $argument $( = $json )? )?),
                        checks: { UNCHECKED $( ; &[$($check)*] )? },
                    } ),*]
                };
                FIELDS
            }
            $crate::runtime::places! { $( ($($field)?) )* }
        }
        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }
        }
        impl $crate::runtime::Decode for $name {
            #[inline]
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Object(self)
            }
            #[inline]
            fn blank() -> Self {
                Self { $( $( $field: $crate::runtime::begun!($mode), )? )* }
            }
        }
        $crate::runtime::serde_impls!($name);
    };
}
#[allow(unused_imports)]
pub(crate) use object;
