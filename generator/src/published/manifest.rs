//! The package and its features, and lines of files.

use crate::drift::{Public, PublicKind};

/// What `Cargo.toml` makes public.
pub(super) fn features(text: &str) -> Vec<Public> {
    let section = text.split("[features]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names = section
        .lines()
        .filter(|line| !line.starts_with([' ', '#', ']']));
    let names = names.filter_map(|line| line.split_once(" = "));
    let package = text.lines().find_map(|line| line.strip_prefix("name = "));
    let mut list: Vec<Public> = package
        .into_iter()
        .map(|name| feature("package".to_owned(), name, 2))
        .collect();
    list.extend(names.map(|(name, _)| {
        let at = line(text, 1, |line| line.starts_with(name));
        feature(format!("feature {}", name.trim_matches('"')), "", at)
    }));
    list
}

fn feature(path: String, exact: &str, at: usize) -> Public {
    Public {
        kind: PublicKind::Feature,
        shown: match exact.is_empty() {
            true => path.clone(),
            false => exact.to_owned(),
        },
        path,
        exact: exact.to_owned(),
        deprecated: false,
        inner: String::new(),
        place: ("Cargo.toml".to_owned(), at),
    }
}

/// Whether a line starts with a word.
pub(super) fn starts(line: &str, what: &str) -> bool {
    let rest = line.strip_prefix(what);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The first line from `from` on that is meant, from 1.
pub(super) fn line(text: &str, from: usize, is_it: impl Fn(&str) -> bool) -> usize {
    let mut lines = text.lines().enumerate().skip(from.saturating_sub(1));
    lines
        .find(|(_, line)| is_it(line))
        .map_or(from, |(at, _)| at + 1)
}
