//! Comparing texts, and reports as lines.

use std::fmt::Write as _;
use std::path::Path;

use oasmith::drift::{Behaviour, Report};
use oasmith::pipeline::{Job, compare};
use oasmith::source::MemoryLoader;

/// The report of two documents given as text.
pub fn diff(old: &str, new: &str) -> Report {
    let loader = MemoryLoader::default()
        .with("old.yaml", old)
        .with("new.yaml", new);
    let job =
        |name: &str| Job::of_documents("api", "api", vec![name.to_owned()], Default::default());
    let sides = (
        ("old.yaml", &job("old.yaml")),
        ("new.yaml", &job("new.yaml")),
    );
    let (before, after, report) = compare(&loader, sides.0, sides.1);
    report.unwrap_or_else(|| {
        let shown =
            |read: &oasmith::pipeline::Read| oasmith::diag::render(&read.diags, &read.set, false);
        panic!("{}{}\n{old}\n{new}", shown(&before), shown(&after))
    })
}

/// A report, a line for each entry and one for each Rust item.
pub fn lines(report: &Report) -> String {
    let mut out = String::new();
    for entry in &report.entries {
        let behaviour = match entry.behaviour.level {
            Behaviour::Same => "",
            Behaviour::Changed => ", behaves otherwise",
        };
        let _ = writeln!(
            out,
            "    {} ({}): {}, wire {}{behaviour}: {}",
            entry.kind.code(),
            entry.direction.word(),
            entry.source.level.word(),
            entry.wire.level.word(),
            entry.title
        );
        for item in &entry.items {
            let text = |side: &Option<String>| side.clone().unwrap_or_default();
            let (before, after) = (text(&item.before), text(&item.after));
            let shown = match before.is_empty() || after.is_empty() || before == after {
                true => String::new(),
                false => format!(": {before} → {after}"),
            };
            let _ = writeln!(
                out,
                "        {} {} ({}){shown}",
                item.change.sign(),
                item.path,
                item.class.word()
            );
        }
    }
    if report.entries.is_empty() {
        out.push_str("    nothing\n");
    }
    out
}

/// Holds a text against a golden file, which `OASMITH_BLESS=1` writes.
pub fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/drift")
        .join(name);
    if std::env::var_os("OASMITH_BLESS").is_some() {
        std::fs::write(&path, text).expect("writable");
        return;
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (a, b)) in wanted.lines().zip(text.lines()).enumerate() {
        assert_eq!(a, b, "{name}:{}", number + 1);
    }
    assert_eq!(
        wanted.lines().count(),
        text.lines().count(),
        "{name} has other lines"
    );
}

/// A folder of ../shared, when it is there.
pub fn shared(name: &str) -> Option<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    Some(root.join(name)).filter(|path| path.exists())
}

/// Says aloud that a test did not run, also where output of tests is kept back.
pub fn missing(what: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "skipped: ../shared/{what} is not there");
}
