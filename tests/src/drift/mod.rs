//! Whether predicted drift is what really happens: documents are changed in known ways, both versions become code, and
//! judges that know nothing of the predictor look at that code.
//!
//! [`catalogue`] and [`mutate`] change documents, [`pairs`] makes one crate of all versions, [`surface`] and [`semver`]
//! compare what it offers, [`wire`] sends what the newer documents allow through the older code, [`headers`] of answers too, and
//! judges requests with [`parameters`], [`forms`] and [`credentials`]; [`results`] keeps what came out, with the reason for
//! each disagreement. [`oasdiff`] is another tool's opinion, and [`beside`] the
//! same for real histories. [`laws`] tries all documents of the corpus against themselves, as [`rewritten`] writes them.

pub mod beside;
pub mod catalogue;
pub mod credentials;
pub mod forms;
pub mod headers;
pub mod laws;
pub mod mutate;
pub mod oasdiff;
pub mod pairs;
pub mod parameters;
pub mod places;
pub mod results;
pub mod rewritten;
pub mod semver;
pub mod surface;
pub mod wire;
