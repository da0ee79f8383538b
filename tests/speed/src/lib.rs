//! How fast emitted code runs, against the same by hand: serde derive, visitors, and reqwest.
//!
//! Counts of instructions, because they do not drift on noisy machines. The types are those of `tests/cases/speed.yaml`.

pub mod budgets;
pub mod by_hand;
pub mod callgrind;
pub mod derived;
pub mod linked;
pub mod server;
pub mod texts;
pub mod work;
