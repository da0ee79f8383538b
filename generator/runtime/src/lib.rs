//! The hand-written runtime of generated clients.
//!
//! Everything but this file is copied verbatim into each generated crate as `src/runtime/`; this file only mounts it
//! under the same path, so that `crate::runtime::X` means the same thing here and there.
#![forbid(unsafe_code)]

#[path = "mod.rs"]
pub mod runtime;

#[cfg(test)]
mod tests;
