//! `oasmith` turns OpenAPI documents into a Rust client crate that is checked in, compiled and kept honest.
//!
//! The pipeline goes one way, with one type at each boundary:
//!
//! ```text
//! text ─source─▶ SourceSet ─document─▶ Document ─resolve─▶ model::Api ─lower─▶ rust::Crate
//!      ─emit─▶ [(path, text)] ─format─▶ FileTree ─plan─▶ Plan{create,change,delete,same}
//!                  model::Api × 2, rust::Crate × 2 ─drift─▶ Report
//! ```
//!
//! A stage is a function from its input, its settings and a [`diag::Diagnostics`] to its output. It goes on after an
//! error with a placeholder, so that one run shows all errors. The library does no input or output except behind
//! [`source::Loader`] and [`plan::apply`], never prints, and never panics on what a user gives it.

pub mod calendar;
pub mod check;
pub mod config;
pub mod diag;
pub mod document;
pub mod drift;
pub mod emit;
pub mod format;
pub mod hash;
mod interop;
pub mod lock;
pub mod lower;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod published;
pub mod resolve;
pub mod rust;
pub mod settings;
pub mod source;
mod spread;
pub mod tables;
pub mod upstream;

pub use interop::from_openapiv3;
