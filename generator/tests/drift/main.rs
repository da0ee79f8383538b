//! Drift: what each kind of change is called, and what it is to wire, source and behaviour.

mod cases;
mod history;
mod laws;
mod operations;
mod schemas;
mod support;
