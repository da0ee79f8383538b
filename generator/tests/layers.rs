//! The import direction of the pipeline: a stage sees only what stands before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What the files of each room may name with `crate::`. A room sees itself, and what is listed here.
const MAY_SEE: &[(&str, &[&str])] = &[
    ("source", &["diag"]),
    ("diag", &["source"]),
    ("settings", &["source"]),
    ("model", &["source", "settings"]),
    (
        "document",
        &["source", "diag", "model", "settings", "calendar"],
    ),
    (
        "resolve",
        &["source", "diag", "model", "document", "settings"],
    ),
    ("rust", &["source"]),
    (
        "lower",
        &["source", "diag", "model", "rust", "settings", "spread"],
    ),
    (
        "drift",
        &["source", "diag", "model", "rust", "settings", "hash"],
    ),
    ("emit", &["rust"]),
    ("format", &["emit", "diag", "spread"]),
    ("hash", &[]),
    ("lock", &["source", "diag", "settings", "format", "hash"]),
    ("plan", &["diag", "format", "hash", "lock"]),
    ("tables", &["source", "diag", "model"]),
    ("calendar", &[]),
    ("spread", &[]),
    (
        "config",
        &["source", "diag", "settings", "hash", "calendar"],
    ),
];

/// Rooms that tie stages together and may see all of them.
const TIES: &[&str] = &[
    "interop",
    "pipeline",
    "published",
    "check",
    "upstream",
    "lib",
    "main",
    "cli",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
    {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

/// Files that are compiled for tests alone, where a stage may be driven through the others.
fn is_test(path: &Path) -> bool {
    let named = |name: &std::ffi::OsStr| name == "tests" || name == "testing" || name == "fixture";
    path.file_stem().is_some_and(named) || path.components().any(|c| named(c.as_os_str()))
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    found.retain(|path| !is_test(path.strip_prefix(&root).expect("a file under src")));
    let read = |path: PathBuf| {
        let inner = path
            .strip_prefix(&root)
            .expect("a file under src")
            .to_path_buf();
        let first = inner.components().next().expect("a component");
        let room = first
            .as_os_str()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        let text = fs::read_to_string(&path).expect("a text file");
        (room, inner, text)
    };
    found.into_iter().map(read).collect()
}

/// The rooms that a file names: `crate::room` and the heads of `use crate::{room, …}`.
fn named(text: &str) -> Vec<String> {
    let production = text.split("#[cfg(test)]").next().unwrap_or(text);
    let code: String = production
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let word = |s: &str| {
            s.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split(';').next().unwrap_or_default();
                let mut depth = 1;
                let mut head = String::new();
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => rooms.push(word(head.trim())),
                        _ if depth == 1 => head.push(c),
                        _ => {}
                    }
                    if c == ',' && depth == 1 {
                        head.clear();
                    }
                }
                rooms.push(word(head.trim()));
            }
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

#[test]
fn stages_import_only_what_stands_before_them() {
    let rules: BTreeMap<&str, &[&str]> = MAY_SEE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        if TIES.contains(&room.as_str()) {
            continue;
        }
        let Some(seen) = rules.get(room.as_str()) else {
            wrong.push(format!("{}: the room `{room}` has no rule", path.display()));
            continue;
        };
        for name in named(&text) {
            if rules.contains_key(name.as_str()) && name != room && !seen.contains(&name.as_str()) {
                wrong.push(format!(
                    "{}: `{room}` must not see `{name}`",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_room() {
    let rooms: Vec<String> = sources().into_iter().map(|(room, ..)| room).collect();
    for (room, _) in MAY_SEE {
        assert!(
            rooms.iter().any(|r| r == room),
            "no room is called `{room}` any more"
        );
    }
}

#[test]
fn files_hold_one_idea() {
    for (_, path, text) in sources() {
        let production = text.split("#[cfg(test)]").next().unwrap_or(&text);
        let lines = production.lines().count();
        assert!(lines <= 450, "{}: {lines} lines", path.display());
        assert!(
            text.starts_with("//!"),
            "{} says what it is",
            path.display()
        );
    }
}

#[test]
fn the_library_neither_prints_nor_panics_on_input() {
    let forbidden = [
        "println!(",
        "print!(",
        "eprintln!(",
        "dbg!(",
        "todo!(",
        "unimplemented!(",
    ];
    let panics = [".unwrap()", ".expect(", "panic!(", "unreachable!("];
    for (room, path, text) in sources() {
        let cli = matches!(room.as_str(), "main" | "cli");
        let production = text.split("#[cfg(test)]").next().unwrap_or(&text);
        for (number, line) in production.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            let place = format!("{}:{}", path.display(), number + 1);
            let found = panics
                .iter()
                .chain(if cli { &[][..] } else { &forbidden[..] });
            for word in found {
                assert!(!line.contains(word), "{place}: {word}");
            }
        }
    }
}
