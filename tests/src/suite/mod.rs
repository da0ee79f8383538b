//! The official JSON Schema test suite through the whole pipeline: its schemas become types, and each instance that the
//! suite calls valid goes through its type and back.
//!
//! The suite is not part of the repository: it is looked for in `../shared/json-schema-test-suite`, or in the folder
//! that `JSON_SCHEMA_TEST_SUITE` names.

pub mod bundle;
pub mod groups;
pub mod run;
