//! `object!`: the codec of a struct as one declaration.

/// Implements the codec of a struct.
///
/// ```text
/// object! { Name { mode field "wire name" [checks], … } }
/// ```
///
/// Modes: `required`, `nullable`, `optional`, `maybe`, `default("json")`, `read_only`, and without a wire name `rest`, and without
/// a field `constant("json")`.
#[allow(unused_macros)]
macro_rules! object {
    ($name:ident { $( $mode:ident $( ( $argument:literal ) )? $( $field:ident )? $( $wire:literal )? $( [ $($check:tt)* ] )? ),* $(,)? }) => {
        impl $crate::runtime::ObjectSlot for $name {
            fn fields(&self) -> &'static [$crate::runtime::Field] {
                const FIELDS: &[$crate::runtime::Field] = {
                    #[allow(unused_imports)]
                    use $crate::runtime::Check::*;
                    &[$($crate::runtime::Field {
                        name: concat!($($wire)?),
                        mode: $crate::runtime::mode::$mode($($argument)?),
                        checks: &[$($($check)*)?],
                    }),*]
                };
                FIELDS
            }
            #[allow(unused_variables)]
            fn at(&self, index: usize) -> ::core::option::Option<&dyn $crate::runtime::Encode> {
                let n = 0;
                $( $( if index == n { return Some(&self.$field); } )? let n = n + 1; )*
                None
            }
            #[allow(unused_variables)]
            fn at_mut(&mut self, index: usize) -> ::core::option::Option<&mut dyn $crate::runtime::Slot> {
                let n = 0;
                $( $( if index == n { return Some(&mut self.$field); } )? let n = n + 1; )*
                None
            }
        }
        impl $crate::runtime::Encode for $name {
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Object(self)
            }
        }
        impl $crate::runtime::Slot for $name {
            fn fill(&mut self) -> $crate::runtime::Fill<'_> {
                $crate::runtime::Fill::Object(self)
            }
        }
        impl $crate::runtime::Decode for $name {
            fn blank() -> Self {
                Self { $( $( $field: $crate::runtime::Decode::blank(), )? )* }
            }
        }
        $crate::runtime::serde_impls!($name);
    };
}
#[allow(unused_imports)]
pub(crate) use object;
