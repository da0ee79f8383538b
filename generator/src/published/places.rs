//! Where items of a generated crate stand, for those that somebody asks for.
//!
//! Takes files as they are emitted, and paths of items; gives file and line of those that are there. Files are cut at
//! what begins a line, and only what may have a wanted item is parsed, so that a few items of a large crate cost little.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::features;
use super::{Reader, Room, room};

/// What holds the methods of the operations: too long to be parsed for one of them.
const CLIENT: &str = "Client";

/// The file and the line of each wanted item that is there, by its path without the crate's name.
pub fn places(
    files: &BTreeMap<String, String>,
    wanted: &BTreeSet<String>,
) -> BTreeMap<String, (String, usize)> {
    let mut found = BTreeMap::new();
    let words: BTreeSet<&str> = wanted
        .iter()
        .flat_map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .collect();
    for (path, text) in files {
        if path == "Cargo.toml" {
            for one in features(text) {
                found.insert(one.path, one.place);
            }
            continue;
        }
        let Some(room) = room(path) else { continue };
        let start = format!("{}{CLIENT}::", room.prefix);
        for piece in pieces(text) {
            if piece.name == CLIENT && piece.is_impl && room.name == "client" {
                for (name, line) in methods(&piece) {
                    found.insert(format!("{start}{name}"), (path.clone(), line));
                }
            } else if words.contains(piece.name) {
                for (item, line) in parsed(path, &room, &piece) {
                    found.entry(item).or_insert((path.clone(), line));
                }
            }
        }
    }
    found.retain(|path, _| wanted.contains(path));
    found
}

/// A part of a file that stands for itself.
struct Piece<'t> {
    text: &'t str,
    /// The line that it begins at, from 0.
    line: usize,
    /// The type that it is, or is for.
    name: &'t str,
    is_impl: bool,
}

/// The items of a file that have a name, each from its attributes to where the next one begins.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    // Where attributes and docs began, by byte and line, as long as they wait for their item.
    let mut waiting: Option<(usize, usize)> = None;
    // Where the item began that is not over yet.
    let mut open: Option<(usize, usize, &str, bool)> = None;
    let mut at = 0;
    for (line, row) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += row.len();
        if !row.starts_with(|c: char| c.is_alphabetic() || matches!(c, '#' | '/')) {
            continue;
        }
        let (from, first) = waiting.take().unwrap_or((start, line));
        if let Some((from, line, name, is_impl)) = open.take() {
            found.push(Piece {
                text: &text[from..start],
                line,
                name,
                is_impl,
            });
        }
        match head(row) {
            Some((name, is_impl)) => open = Some((from, first, name, is_impl)),
            None if row.starts_with(['#', '/']) => waiting = Some((from, first)),
            None => {}
        }
    }
    if let Some((from, line, name, is_impl)) = open {
        found.push(Piece {
            text: &text[from..],
            line,
            name,
            is_impl,
        });
    }
    found
}

/// The name of what a line begins, and whether it is an `impl`.
fn head(row: &str) -> Option<(&str, bool)> {
    let word = |rest: &'_ str| -> usize {
        rest.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len())
    };
    for start in ["pub struct ", "pub enum ", "pub type "] {
        if let Some(rest) = row.strip_prefix(start) {
            return Some((&rest[..word(rest)], false));
        }
    }
    if let Some(rest) = row.strip_prefix("impl ") {
        return Some((&rest[..word(rest)], true));
    }
    let (_, rest) = row.split_once("! { ")?;
    let rest = rest.strip_prefix("new ").unwrap_or(rest);
    Some((&rest[..word(rest)], false))
}

/// The methods and constants of an `impl`, with their lines.
fn methods<'t>(piece: &Piece<'t>) -> impl Iterator<Item = (&'t str, usize)> {
    let first = piece.line + 1;
    piece.text.lines().enumerate().filter_map(move |(at, row)| {
        let rest = row.strip_prefix("    pub ")?;
        let rest = rest.strip_prefix("const ").unwrap_or(rest);
        let rest = rest.strip_prefix("fn ").unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '#')?;
        Some((&rest[..end], first + at))
    })
}

/// The items of a piece with their lines.
fn parsed(path: &str, room: &Room<'_>, piece: &Piece<'_>) -> Vec<(String, usize)> {
    let Ok(file) = syn::parse_file(piece.text) else {
        return Vec::new();
    };
    let mut reader = Reader {
        path,
        prefix: &room.prefix,
        room: room.name,
        list: Vec::new(),
    };
    file.items.iter().for_each(|item| reader.item(item));
    let list = reader.list.into_iter();
    list.map(|one| (one.path, one.place.1 + piece.line))
        .collect()
}
