//! Drift stage: what two versions of an API mean for those who use the generated crate.
//!
//! Takes two [`model::Api`](crate::model) and the two [`rust::Crate`](crate::rust)s that were lowered from them, the
//! newer one with the names of the older; gives a [`Report`] of classified changes, one entry for each cause. Must never
//! read a file, look at tokens, or drop a difference: what it cannot classify is an entry too.

mod accept;
mod html;
mod junit;
mod kind;
mod report;
mod sarif;
#[cfg(test)]
pub(crate) mod testing;

pub use accept::{Accepted, Lapse, Stale, accept};
pub use html::{Texts, html};
pub use junit::junit;
pub use kind::ChangeKind;
pub use report::{
    Behaviour, Change, Class, Direction, Entry, Reach, Rename, Report, RustItem, Side, Site,
    Verdict, Wire,
};
pub use sarif::sarif;
