//! Tests of the resolve stage.
