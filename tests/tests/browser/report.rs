//! A report of two documents that differ in many ways.

use oasmith::drift::{self, Report, Wire};
use oasmith::pipeline::{self, Job, Read};
use oasmith::source::MemoryLoader;

/// Both sides and their report.
pub struct Compared {
    pub report: Report,
    old: Read,
    new: Read,
}

/// What a document would have run.
const HOSTILE: &str =
    "</script><script>window.owned = 1</script><img src=x onerror=window.owned=1>";

/// The document of the mutations, before and after many of them.
pub fn compared() -> Compared {
    let base = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/mutations/base.yaml"))
        .expect("a file");
    let mut changed = base.clone();
    for (from, to) in [
        ("enum: [dog, cat, bird]", "enum: [dog, cat, fish]"),
        ("operationId: get_pet\n", "operationId: find_pet\n"),
        (
            "required: [name, kind]\n",
            "required: [name, kind, weight]\n",
        ),
        ("        born: { type: string, format: date }\n", ""),
        ("description: A pet.", &format!("description: '{HOSTILE}'")),
        (
            "theme: { type: string, enum: [light, dark] }",
            "theme: { type: string }",
        ),
        (
            "count: { type: integer, format: int32 }",
            "count: { type: string }",
        ),
        ("maximum: 100", "maximum: 50"),
        (
            "'404': { description: There is none. }",
            "'410': { description: Gone. }",
        ),
        (
            "message: { type: string }",
            &format!(
                "message: {{ type: [string, 'null'] }}\n        '{HOSTILE}': {{ type: string }}"
            ),
        ),
        (
            "mood: { type: string, default: calm }",
            "mood: { type: string, default: wild }",
        ),
        (
            "food: { type: string }",
            "food: { type: string }, amount: { type: number }",
        ),
        ("name: X-Key", "name: X-Api-Key"),
        ("version: 1.0.0", "version: 1.1.0"),
    ] {
        assert!(changed.contains(from), "{from}");
        changed = changed.replacen(from, to, 1);
    }
    let loader = MemoryLoader::default()
        .with("old.yaml", base)
        .with("new.yaml", changed);
    let job =
        |path: &str| Job::of_documents("shelter", "api", vec![path.to_owned()], Default::default());
    let (old, new, report) = pipeline::compare(
        &loader,
        ("old.yaml", &job("old.yaml")),
        ("new.yaml", &job("new.yaml")),
    );
    let faults = oasmith::diag::render(&new.diags, &new.set, false);
    Compared {
        report: report.unwrap_or_else(|| panic!("{faults}")),
        old,
        new,
    }
}

impl Compared {
    pub fn html(&self) -> String {
        let text =
            |read: &Read, path: &str| read.set.files.iter().position(|file| file.path == path);
        let old = |path: &str| text(&self.old, path).map(|at| &*self.old.set.files[at].text);
        let new = |path: &str| text(&self.new, path).map(|at| &*self.new.set.files[at].text);
        drift::html(&self.report, &old, &new)
    }

    pub fn entries(&self) -> usize {
        self.report.entries.len()
    }

    pub fn breaking(&self) -> usize {
        let entries = self.report.entries.iter();
        entries
            .filter(|entry| entry.wire.level == Wire::Breaking)
            .count()
    }

    pub fn last_id(&self) -> String {
        self.report.entries.last().expect("an entry").id.clone()
    }
}
