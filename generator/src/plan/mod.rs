//! Plan stage.
