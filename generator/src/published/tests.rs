//! What changes of documents are to programs, judged by generated files alone.

use std::collections::BTreeSet;

use super::{change, places};
use crate::drift::PublicKind;
use crate::lower::fixture::{files, schemas};
use crate::plan::{Disk, Entry, Plan, plan};

/// The plan from the files of some schemas to those of others.
fn planned(old: &str, new: &str) -> Plan {
    let disk = files(&schemas(old)).into_iter();
    let disk = disk.map(|(path, text)| (path, Entry::File(text.into_bytes())));
    let disk = Disk {
        files: disk.collect(),
    };
    plan(files(&schemas(new)), disk, None)
}

fn lines(old: &str, new: &str) -> Vec<String> {
    let surface = change(&planned(old, new), "0.4.2").expect("files that can be read");
    let mut lines = vec![surface.line()];
    lines.extend(surface.lines(20).into_iter().map(|(text, _)| text));
    lines
}

const OLD: &str = "Sent: {type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}
Received: {type: object, properties: {kind: {type: string, enum: [x, y]}, of: {oneOf: [{type: string}, {type: integer}]}}}";

#[test]
fn nothing_is_said_of_a_crate_that_is_new_or_the_same() {
    assert_eq!(change(&planned(OLD, OLD), "0.4.2"), None);
    let created = plan(files(&schemas(OLD)), Disk::default(), None);
    assert_eq!(change(&created, "0.4.2"), None);
}

#[test]
fn a_field_that_becomes_required_is_a_break_of_field_setter_and_constructor() {
    let new = OLD.replace("required: [a]", "required: [a, b]");
    assert_eq!(
        lines(OLD, &new),
        [
            "major (0.4.2 → 0.5.0): 1 item removed, 2 items changed",
            "major: ~ shop::types::Sent::b: b: Option<i64> → b: i64 (src/shop/types.rs:47)",
            "major: ~ shop::types::Sent::new: fn new(a) → fn new(a, b) (src/shop/codec.rs:16)",
        ]
    );
}

#[test]
fn what_is_added_is_minor_and_what_goes_is_major() {
    let new = OLD
        .replace("enum: [x, y]", "enum: [x, z]")
        .replace("{type: integer}]", "{type: integer}, {type: boolean}]");
    let said = lines(OLD, &new);
    assert_eq!(
        said[0],
        "major (0.4.2 → 0.5.0): 1 item removed, 3 items added"
    );
    for part in [
        "- shop::types::ReceivedKind::Y: Y",
        "+ shop::types::ReceivedKind::Z: Z",
        "+ shop::types::ReceivedOf::Boolean: Boolean(bool)",
        "+ shop::impl From<bool> for ReceivedOf",
    ] {
        assert!(
            said.iter().any(|line| line.contains(part)),
            "{part}: {said:#?}"
        );
    }
}

#[test]
fn a_limit_is_a_patch() {
    let new = OLD.replace("b: {type: integer}", "b: {type: integer, maximum: 3}");
    assert_eq!(
        lines(OLD, &new),
        ["patch (0.4.2 → 0.4.3): no public item changed"]
    );
}

#[test]
fn a_file_that_is_no_rust_gives_no_answer() {
    let mut planned = planned(OLD, &OLD.replace("[x, y]", "[x]"));
    for change in planned.change.values_mut() {
        change.before = Entry::File(b"pub struct {".to_vec());
    }
    assert_eq!(change(&planned, "0.4.2"), None);
}

/// Everything that is read with whole files is found where it stands, and nothing else, by parts of them.
#[test]
fn items_are_found_where_they_stand() {
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let disk = Disk::read(&golden, &[]).expect("the golden crate");
    let mut files = std::collections::BTreeMap::new();
    let mut known = std::collections::BTreeMap::new();
    for (path, entry) in &disk.files {
        let text = String::from_utf8_lossy(entry.bytes().unwrap_or_default()).into_owned();
        for one in super::read(path, &text).unwrap_or_default() {
            if one.kind != PublicKind::Table {
                known.entry(one.path).or_insert(one.place);
            }
        }
        files.insert(path.clone(), text);
    }
    assert!(known.len() > 1_000, "{}", known.len());
    let wanted: BTreeSet<String> = known.keys().cloned().collect();
    let found = places(&files, &wanted);
    for (path, place) in &known {
        assert_eq!(found.get(path), Some(place), "{path}");
    }
    let one = wanted.iter().find(|path| path.contains("types::")).cloned();
    let one: BTreeSet<String> = one.into_iter().collect();
    assert_eq!(places(&files, &one).len(), 1);
}
