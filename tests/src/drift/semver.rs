//! What the difference of two surfaces is to programs that use them.

use std::collections::BTreeMap;

use super::surface::{Item, Kind, Surface};

/// The class of a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Observed {
    /// The same surface.
    #[default]
    Same,
    /// More than before.
    Minor,
    /// Something that was there is not, or is another thing.
    Major,
}

impl Observed {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Observed::Same => "same",
            Observed::Minor => "minor",
            Observed::Major => "major",
        }
    }
}

/// Compares two surfaces; gives the class and the first reason for it.
///
/// Where a type became an alias of one that was not there before, what a program reaches through the alias is compared.
pub fn compare(old: &Surface, new: &Surface) -> (Observed, String) {
    let aliases: Vec<(&String, &String)> = new
        .iter()
        .filter_map(|(path, item)| Some((path, item.alias_of.as_ref()?)))
        .filter(|(path, target)| {
            let was = old.get(*path).is_some_and(|item| item.alias_of.is_none());
            was && !old.contains_key(&beside(path, target))
        })
        .collect();
    let names: BTreeMap<&str, &str> = aliases
        .iter()
        .map(|(path, target)| (last(path), target.as_str()))
        .collect();
    let plainly = |surface: &Surface| -> Surface {
        let item = |(path, item): (&String, &Item)| {
            let mut item = item.clone();
            item.signature = words(&item.signature, &names);
            // What stands behind the colon of an implementation is a type, not a place.
            let path = match path.split_once(": ") {
                Some((owner, rest)) => format!("{owner}: {}", words(rest, &names)),
                None => path.clone(),
            };
            (path, item)
        };
        surface.iter().map(item).collect()
    };
    let (old, mut now) = (plainly(old), plainly(new));
    for (path, target) in aliases {
        let leads = beside(path, target);
        let behind = new.iter().filter_map(|(known, item)| {
            let rest = known.strip_prefix(&leads)?;
            let part = rest.is_empty() || rest.starts_with([':', '.']);
            part.then(|| (format!("{path}{rest}"), item.clone()))
        });
        let mut behind = plainly(&behind.collect());
        if let Some(head) = behind.get_mut(path.as_str()) {
            head.deprecated = new.get(path).is_some_and(|item| item.deprecated);
        }
        now.extend(behind);
    }
    judged(&old, &now)
}

/// The path of another item of the same module.
fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once("::") {
        Some((module, _)) => format!("{module}::{name}"),
        None => name.to_owned(),
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or_default()
}

/// A text in which whole words are others.
fn words(text: &str, names: &BTreeMap<&str, &str>) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if is_word(c) {
            word.push(c);
            continue;
        }
        out.push_str(names.get(word.as_str()).unwrap_or(&word.as_str()));
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

fn judged(old: &Surface, new: &Surface) -> (Observed, String) {
    let mut worst = (Observed::Same, String::new());
    let mut found = |class: Observed, why: String| {
        if class > worst.0 {
            worst = (class, why);
        }
    };
    for (path, item) in old {
        match new.get(path) {
            None => found(Observed::Major, format!("{path} is gone")),
            Some(now) if now.signature != item.signature => {
                found(Observed::Major, format!("{path} is another one"));
            }
            Some(now) if item.closed && !now.closed => {
                found(
                    Observed::Major,
                    format!("{path} can no longer be written in full"),
                );
            }
            Some(now) if now.deprecated && !item.deprecated => {
                found(Observed::Minor, format!("{path} is deprecated"));
            }
            Some(_) => {}
        }
    }
    for (path, item) in new.iter().filter(|(path, _)| !old.contains_key(*path)) {
        let part = item.kind == Kind::Part;
        let of_closed = holder(path)
            .and_then(|holder| old.get(holder))
            .is_some_and(|holder| holder.closed);
        match part && of_closed {
            true => found(
                Observed::Major,
                format!("{path} is new in what could be written in full"),
            ),
            false => found(Observed::Minor, format!("{path} is new")),
        }
    }
    worst
}

/// What a field or a variant is a part of.
fn holder(path: &str) -> Option<&str> {
    let dot = path.rfind('.');
    let colons = path.rfind("::");
    dot.max(colons).map(|at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(items: &[(&str, Kind, &str, bool)]) -> Surface {
        let item = |(path, kind, signature, closed): &(&str, Kind, &str, bool)| {
            let signature = (*signature).to_owned();
            (
                (*path).to_owned(),
                Item {
                    kind: *kind,
                    signature,
                    closed: *closed,
                    deprecated: false,
                    alias_of: None,
                },
            )
        };
        items.iter().map(item).collect()
    }

    #[test]
    fn what_breaks_is_told_from_what_adds() {
        let old = [
            ("S", Kind::Whole, "struct", true),
            ("S.a", Kind::Part, "u8", false),
            ("E", Kind::Whole, "enum", false),
        ];
        let with = |more: (&'static str, Kind, &'static str, bool)| {
            let all: Vec<_> = old.into_iter().chain([more]).collect();
            compare(&surface(&old), &surface(&all)).0
        };
        assert_eq!(compare(&surface(&old), &surface(&old)).0, Observed::Same);
        assert_eq!(with(("S.b", Kind::Part, "u8", false)), Observed::Major);
        assert_eq!(with(("E::B", Kind::Part, "plain", true)), Observed::Minor);
        assert_eq!(with(("S::new", Kind::Whole, "fn", false)), Observed::Minor);
        assert_eq!(
            compare(&surface(&old), &surface(&old[..2])).0,
            Observed::Major
        );
        let retyped = [old[0], ("S.a", Kind::Part, "u16", false), old[2]];
        assert_eq!(
            compare(&surface(&old), &surface(&retyped)).0,
            Observed::Major
        );
    }
}
