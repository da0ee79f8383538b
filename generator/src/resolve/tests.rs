//! Tests of the resolve stage: one rule each, on documents written for it.

mod corpus;
