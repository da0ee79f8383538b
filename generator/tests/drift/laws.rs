//! What holds of every comparison.

use super::support::diff;

const DOCUMENT: &str = include_str!("../../../tests/cases/schemas.yaml");

#[test]
fn a_document_does_not_differ_from_itself() {
    let report = diff(DOCUMENT, DOCUMENT);
    assert_eq!(report.entries, []);
    assert_eq!(report.next_version, report.crate_version);
}
