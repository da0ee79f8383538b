//! What holds of every comparison.

use std::path::{Path, PathBuf};

use oasmith::drift::{ChangeKind, Class, Report, Wire};
use serde_json::{Map, Value};

use super::cases;
use super::support::{diff, missing, shared};

const DOCUMENT: &str = include_str!("../../../tests/cases/schemas.yaml");

#[test]
fn a_document_does_not_differ_from_itself() {
    let report = diff(DOCUMENT, DOCUMENT);
    assert_eq!(report.entries, []);
    assert_eq!(report.next_version, report.crate_version);
}

/// The JSON documents of the corpus that are no larger than this.
fn corpus(most: u64) -> Option<Vec<PathBuf>> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => walk(&path, found),
                false if path.extension().is_some_and(|end| end == "json") => found.push(path),
                false => {}
            }
        }
    }
    let folder = shared("corpus")?;
    let mut found = Vec::new();
    walk(&folder, &mut found);
    found.retain(|path| path.metadata().is_ok_and(|data| data.len() <= most));
    found.sort();
    Some(found)
}

/// The same with the keys of every object the other way round, but for those whose order a client sees: properties,
/// whose order is that of what `new` takes, and what parameters, media types and answers are listed by.
fn reversed(value: &Value, within: &str) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(|item| reversed(item, "")).collect()),
        Value::Object(entries) => {
            let keep = within == "properties" || within == "content" || within == "securitySchemes";
            let mut list: Vec<(&String, &Value)> = entries.iter().collect();
            if !keep {
                list.reverse();
            }
            let list = list.into_iter();
            let map: Map<String, Value> = list
                .map(|(key, value)| (key.clone(), reversed(value, key)))
                .collect();
            Value::Object(map)
        }
        other => other.clone(),
    }
}

#[test]
fn the_corpus_does_not_differ_from_itself_nor_with_its_keys_in_another_order() {
    let Some(documents) = corpus(200_000) else {
        return missing("corpus");
    };
    let mut count = 0;
    let mut wrong = Vec::new();
    for path in documents {
        let Ok(same) = cases::diff(&path, &path) else {
            continue;
        };
        if !same.entries.is_empty() {
            wrong.push(format!("{} differs from itself", path.display()));
        }
        let text = std::fs::read_to_string(&path).expect("text");
        let Ok(document) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let other = tempfile::Builder::new()
            .suffix(".json")
            .tempfile()
            .expect("a file");
        std::fs::write(other.path(), reversed(&document, "").to_string()).expect("writable");
        if let Ok(report) = cases::diff(&path, other.path()) {
            count += 1;
            // Generated docs and tables follow the document's order in places; that is a patch.
            let order = |entry: &&oasmith::drift::Entry| {
                let words = [ChangeKind::RustOnly, ChangeKind::DocsChanged].contains(&entry.kind);
                !(words && entry.source.level == Class::Patch && entry.wire.level == Wire::Safe)
            };
            let titles = report
                .entries
                .iter()
                .filter(order)
                .map(|entry| format!("{}: {}", path.display(), entry.title));
            wrong.extend(titles);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "only {count} documents");
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
