//! Tabular pages.
