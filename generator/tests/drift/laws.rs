//! What holds of every comparison.

use oasmith::drift::{Class, Report, Wire};

use super::support::diff;

const DOCUMENT: &str = include_str!("../../../tests/cases/schemas.yaml");

#[test]
fn a_document_does_not_differ_from_itself() {
    let report = diff(DOCUMENT, DOCUMENT);
    assert_eq!(report.entries, []);
    assert_eq!(report.next_version, report.crate_version);
}

/// Three versions of a document, each with one change more.
fn versions() -> [String; 3] {
    let first = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    post:
      operationId: add_pet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, kind: {type: string, enum: [cat]}}}
"
    .to_owned();
    let second = first.replace("[cat]", "[cat, dog]");
    let third = second.replace("required: [name]", "required: [name, kind]");
    [first, second, third]
}

fn levels(report: &Report) -> (Class, Wire) {
    (report.class, report.wire)
}

#[test]
fn a_comparison_is_at_least_as_bad_as_its_parts() {
    let [first, second, third] = versions();
    let parts = [diff(&first, &second), diff(&second, &third)];
    let whole = levels(&diff(&first, &third));
    for part in &parts {
        let (class, wire) = levels(part);
        assert!(
            whole.0 >= class && whole.1 >= wire,
            "{whole:?} {class:?} {wire:?}"
        );
    }
    assert_eq!(levels(&parts[0]), (Class::Minor, Wire::Safe));
    assert_eq!(whole, (Class::Major, Wire::Breaking));
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    let [first, _, third] = versions();
    let count = |report: &Report, change| {
        let items = report.entries.iter().flat_map(|entry| &entry.items);
        items.filter(|item| item.change == change).count()
    };
    let (there, back) = (diff(&first, &third), diff(&third, &first));
    use oasmith::drift::Change::{Added, Changed, Removed};
    assert!(count(&there, Added) + count(&there, Changed) > 0);
    for (a, b) in [(Added, Removed), (Removed, Added), (Changed, Changed)] {
        assert_eq!(count(&there, a), count(&back, b), "{a:?}");
    }
}

#[test]
fn fingerprints_do_not_depend_on_lines() {
    let [first, second, _] = versions();
    let ids = |report: Report| -> Vec<String> {
        report.entries.into_iter().map(|entry| entry.id).collect()
    };
    let moved = |text: &str| format!("# One line more.\n\n{text}");
    assert_eq!(
        ids(diff(&first, &second)),
        ids(diff(&moved(&first), &second))
    );
}
