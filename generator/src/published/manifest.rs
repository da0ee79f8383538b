//! The package and its features.

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
        let at = line(text, name);
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

/// The first line that starts so, from 1.
fn line(text: &str, start: &str) -> usize {
    let at = text.lines().position(|line| line.starts_with(start));
    at.map_or(1, |at| at + 1)
}
