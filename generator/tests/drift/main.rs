//! Drift: what each kind of change is called, and what it is to wire, source and behaviour.

mod cases;
mod command;
mod history;
mod laws;
mod operations;
mod schemas;
#[path = "../support/mod.rs"]
mod shell;
mod support;
