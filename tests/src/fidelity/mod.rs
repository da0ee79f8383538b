//! Whether real JSON survives: instances of a document's schemas, through the emitted types and back.
//!
//! [`synth`] makes instances, [`judge`] (an independent implementation of JSON Schema) says which of them are valid,
//! [`driver`] decodes and encodes them with the emitted types, and [`compare`] tells what changed.

pub mod bodies;
pub mod compare;
pub mod compound;
pub mod declared;
pub mod discriminator;
pub mod driver;
pub mod files;
pub mod golden;
pub mod judge;
pub mod merged;
pub mod patterns;
pub mod places;
pub mod run;
pub mod scalars;
pub mod synth;
