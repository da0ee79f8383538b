//! What the linker kept of a generated crate: the types whose code is in a binary although nothing that is called needs
//! them.
//!
//! Takes the linker's map and the text of the crate; gives names of types. What a call needs are the types that its
//! method names, and those that they are made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The types of a crate, by name, with the words of their definitions.
pub type Types = BTreeMap<String, BTreeSet<String>>;

/// Reads the types of a generated crate.
///
/// # Errors
/// When its files cannot be read.
pub fn types(source: &Path) -> Result<Types, String> {
    let mut found = Types::new();
    for text in texts(&source.join("types"))? {
        let mut open: Option<(String, BTreeSet<String>)> = None;
        for line in text.lines() {
            let declared = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|word| line.strip_prefix(word));
            if let Some(rest) = declared {
                found.extend(open.take());
                let name = words(rest).next().unwrap_or_default();
                open = Some((name.to_owned(), BTreeSet::new()));
            }
            if let Some((_, parts)) = &mut open
                && !line.trim_start().starts_with("//")
            {
                parts.extend(words(line).map(str::to_owned));
            }
            if matches!(line, "}" | ");") || (declared.is_some() && line.ends_with(';')) {
                found.extend(open.take());
            }
        }
    }
    match found.len() > 100 {
        true => Ok(found),
        false => Err("there are too few types".to_owned()),
    }
}

/// The types that a method's signature names, and all that they are made of.
///
/// # Errors
/// When there is no such method.
pub fn needed(source: &Path, method: &str, types: &Types) -> Result<BTreeSet<String>, String> {
    let head = format!("pub fn {method}(");
    let text = texts(&source.join("client"))?;
    let signature = text.iter().find_map(|text| {
        let (_, rest) = text.split_once(&head)?;
        rest.split(" {\n").next()
    });
    let signature = signature.ok_or_else(|| format!("there is no method {method}"))?;
    let mut open: Vec<&str> = words(signature).collect();
    let mut needed = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(parts) = types.get(name)
            && needed.insert(name.to_owned())
        {
            open.extend(parts.iter().map(String::as_str));
        }
    }
    match needed.is_empty() {
        true => Err(format!("{method} names no type")),
        false => Ok(needed),
    }
}

/// The types whose code or data the linker's map names. What it threw away is not among them, in a map of GNU's linker
/// as in one of LLVM's; tables for unwinding, which LLVM's keeps of functions that are gone, are not looked at.
///
/// # Errors
/// When the map names none at all: then it is not read as it is meant.
pub fn kept(map: &str, krate: &str, types: &Types) -> Result<BTreeSet<String>, String> {
    let thrown = "Linker script and memory map";
    let kept = map.split_once(thrown).map_or(map, |(_, kept)| kept);
    let start = format!("{krate}..types..");
    let mut found = BTreeSet::new();
    for line in kept
        .lines()
        .filter(|line| !line.contains(".gcc_except_table"))
    {
        for path in line.split(&start).skip(1) {
            // A module or not, then the type.
            let names = path.split("..").map(|part| words(part).next());
            found.extend(names.take(2).flatten().map(str::to_owned));
        }
    }
    found.retain(|name| types.contains_key(name));
    match found.is_empty() {
        true => Err("the map names no type of the crate".to_owned()),
        false => Ok(found),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

/// The files of a folder, or the one file that has its name.
fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let file = folder.with_extension("rs");
    if file.exists() {
        return Ok(vec![read(&file)?]);
    }
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.map(|path| read(&path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_symbols_that_were_kept() {
        let types = Types::from([
            ("Project".to_owned(), BTreeSet::new()),
            ("Span".to_owned(), BTreeSet::new()),
            ("Gone".to_owned(), BTreeSet::new()),
        ]);
        let map = "Discarded input sections\n .text._ZN4x..types..Gone$u20$as\nLinker script and memory map\n \
                   .text._ZN9_$LT$x..types..projects..Project$u20$as$u20$x..runtime..Decode$GT$6decode17h0E\n \
                   .text._ZN9_$LT$x..types..Span$GT$4drop17h0E\n \
                   1 1 4 1 a.o:(.gcc_except_table._ZN9_$LT$x..types..Gone$GT$4drop17h0E)\n .text._ZN9_$LT$y..types..Gone$GT$4drop17h0E\n";
        let kept = kept(map, "x", &types).unwrap();
        assert_eq!(kept.into_iter().collect::<Vec<_>>(), ["Project", "Span"]);
    }
}
