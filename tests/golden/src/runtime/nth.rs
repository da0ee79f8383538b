//! `places!` and `nth!`: the field at an index.

/// The field of an object at an index, to be read and to be filled: the two methods of [`ObjectSlot`](super::ObjectSlot)
/// that differ in nothing else.
///
/// ```text
/// places! { (id) (label) () (url) }
/// ```
///
/// The first eight fields stand here and what is behind them is `nth!`'s, since most objects have no more and each macro that is
/// expanded costs rustc memory.
#[allow(unused_macros)]
macro_rules! places {
    ($( ($($a:ident)?) $( ($($b:ident)?) $( ($($c:ident)?) $( ($($d:ident)?) $( ($($e:ident)?)
        $( ($($f:ident)?) $( ($($g:ident)?) $( ($($h:ident)?) $($rest:tt)* )? )? )? )? )? )? )? )?
    ) => {
        #[inline]
        #[allow(unused_variables, unreachable_patterns)]
        fn at(&self, index: usize) -> ::core::option::Option<&dyn $crate::runtime::Encode> {
            match index { $(
                0 => { $( return Some(&self.$a); )? } $(
                1 => { $( return Some(&self.$b); )? } $(
                2 => { $( return Some(&self.$c); )? } $(
                3 => { $( return Some(&self.$d); )? } $(
                4 => { $( return Some(&self.$e); )? } $(
                5 => { $( return Some(&self.$f); )? } $(
                6 => { $( return Some(&self.$g); )? } $(
                7 => { $( return Some(&self.$h); )? }
                _ => return $crate::runtime::nth!(& self (index - 8); $($rest)*),
                )? )? )? )? )? )? )? )?
                _ => {}
            }
            None
        }
        #[inline]
        #[allow(unused_variables, unreachable_patterns)]
        fn at_mut(&mut self, index: usize) -> ::core::option::Option<&mut dyn $crate::runtime::Decode> {
            match index { $(
                0 => { $( return Some(&mut self.$a); )? } $(
                1 => { $( return Some(&mut self.$b); )? } $(
                2 => { $( return Some(&mut self.$c); )? } $(
                3 => { $( return Some(&mut self.$d); )? } $(
                4 => { $( return Some(&mut self.$e); )? } $(
                5 => { $( return Some(&mut self.$f); )? } $(
                6 => { $( return Some(&mut self.$g); )? } $(
                7 => { $( return Some(&mut self.$h); )? }
                _ => return $crate::runtime::nth!(&mut self (index - 8); $($rest)*),
                )? )? )? )? )? )? )? )?
                _ => {}
            }
            None
        }
    };
}
#[allow(unused_imports)]
pub(crate) use places;

/// The field of an object at an index, as `Some(&self.field)`; none where the table has a field that the object has not.
///
/// ```text
/// nth!(& self index; (id) (label) () (url))
/// ```
///
/// Eight fields are one `match` with its numbers written out, and what is behind them is another: macros cannot count, and a
/// comparison for each field costs rustc several times as much.
#[allow(unused_macros)]
macro_rules! nth {
    (& $this:ident $at:tt;) => { None };
    (&mut $this:ident $at:tt;) => { None };
    (& $this:ident $at:tt; ($($a:ident)?) $( ($($b:ident)?) $( ($($c:ident)?) $( ($($d:ident)?) $( ($($e:ident)?)
        $( ($($f:ident)?) $( ($($g:ident)?) $( ($($h:ident)?) $($rest:tt)* )? )? )? )? )? )? )?
    ) => {{
        #[allow(unreachable_patterns)]
        match $at {
            0 => { $( return Some(&$this.$a); )? } $(
            1 => { $( return Some(&$this.$b); )? } $(
            2 => { $( return Some(&$this.$c); )? } $(
            3 => { $( return Some(&$this.$d); )? } $(
            4 => { $( return Some(&$this.$e); )? } $(
            5 => { $( return Some(&$this.$f); )? } $(
            6 => { $( return Some(&$this.$g); )? } $(
            7 => { $( return Some(&$this.$h); )? }
            _ => return $crate::runtime::nth!(& $this ($at - 8); $($rest)*),
            )? )? )? )? )? )? )?
            _ => {}
        }
        None
    }};
    (&mut $this:ident $at:tt; ($($a:ident)?) $( ($($b:ident)?) $( ($($c:ident)?) $( ($($d:ident)?) $( ($($e:ident)?)
        $( ($($f:ident)?) $( ($($g:ident)?) $( ($($h:ident)?) $($rest:tt)* )? )? )? )? )? )? )?
    ) => {{
        #[allow(unreachable_patterns)]
        match $at {
            0 => { $( return Some(&mut $this.$a); )? } $(
            1 => { $( return Some(&mut $this.$b); )? } $(
            2 => { $( return Some(&mut $this.$c); )? } $(
            3 => { $( return Some(&mut $this.$d); )? } $(
            4 => { $( return Some(&mut $this.$e); )? } $(
            5 => { $( return Some(&mut $this.$f); )? } $(
            6 => { $( return Some(&mut $this.$g); )? } $(
            7 => { $( return Some(&mut $this.$h); )? }
            _ => return $crate::runtime::nth!(&mut $this ($at - 8); $($rest)*),
            )? )? )? )? )? )? )?
            _ => {}
        }
        None
    }};
}
#[allow(unused_imports)]
pub(crate) use nth;
