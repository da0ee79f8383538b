//! oasmith beside other generators, on the same documents in turn.
//!
//! [`roster`] is who and what runs, [`install`] gets the peers, [`meter`] measures one child process, [`generate`] runs a
//! generator, [`size`] counts what it wrote, [`package`] makes a crate of it, [`compile`] and [`rebuild`] time cargo on
//! that crate alone, [`results`] keeps the figures, and [`page`] shows them. A generator that fails is a figure too: the
//! reason stands where its time would.

pub mod compile;
pub mod generate;
pub mod install;
pub mod meter;
pub mod package;
pub mod page;
pub mod rebuild;
pub mod results;
pub mod roster;
pub mod size;
pub mod turns;
