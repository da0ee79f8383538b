//! Files of a bounded length: what does not fit into one is split by how its names begin.
//!
//! A thing's file is the shortest beginning of its name that is not split; a beginning is split when its file would be
//! too long, and stays split. So a thing that is added moves no other one, but for those of a file that it makes too
//! long.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Item, ItemKind, Operation, OperationFile, TypeGroup};

use super::super::docs;
use super::super::names::Names;
use super::super::naming::{Wish, field_name};

/// About how many lines a file may have before it is split.
const FILE_LINES: usize = 3_000;
/// The scope of files of operations; keys are a tag's module, a slash, and the beginning of names.
const OPERATION_FILES: &str = "operation files";
/// The scope of files of types.
const TYPE_FILES: &str = "type files";

/// Types of an API that is not split by tags.
pub(super) fn whole(items: Vec<Item>, names: &mut Names<'_>) -> Vec<TypeGroup> {
    let homes = BTreeMap::from([((String::new(), None), items)]);
    types(homes, &BTreeSet::new(), names)
}

/// Types, by the module and the feature that they belong to.
pub(super) fn types(
    homes: BTreeMap<(String, Option<String>), Vec<Item>>,
    taken: &BTreeSet<String>,
    names: &mut Names<'_>,
) -> Vec<TypeGroup> {
    let sizes = homes.iter().map(|((module, _), items)| {
        let sizes = items
            .iter()
            .map(|item| (item.name.clone(), item_lines(item)));
        (module.clone(), sizes.collect())
    });
    let files = files(TYPE_FILES, sizes.collect(), taken, names);
    let mut groups = BTreeMap::new();
    for ((home, feature), items) in homes {
        for mut item in items {
            let (module, beginning) = files.of(&home, &item.name);
            let group = groups.entry(module.clone()).or_insert_with(|| TypeGroup {
                docs: file_docs(super::types_docs(&home), &home, beginning),
                feature: feature.clone(),
                items: Vec::new(),
                module: (!module.is_empty()).then_some(module),
            });
            if group.module.is_some() {
                // The client is one module further away.
                for line in &mut item.docs {
                    *line = line.replace("](super::Client::", "](super::super::Client::");
                }
            }
            group.items.push(item);
        }
    }
    if groups.is_empty() {
        return vec![TypeGroup {
            module: None,
            docs: Vec::new(),
            feature: None,
            items: Vec::new(),
        }];
    }
    groups.into_values().collect()
}

/// Operations, by the module of their tag.
pub(super) fn operations(
    operations: &[Operation],
    by_tag: BTreeMap<String, Vec<usize>>,
    feature: &dyn Fn(&str) -> Option<String>,
    taken: &BTreeSet<String>,
    names: &mut Names<'_>,
) -> Vec<OperationFile> {
    let all = |indices: &[usize]| -> Vec<(String, usize)> {
        let found = indices.iter().filter_map(|at| operations.get(*at));
        found
            .map(|one| (one.name.clone(), operation_lines(one)))
            .collect()
    };
    let sizes = by_tag
        .iter()
        .map(|(tag, indices)| (tag.clone(), all(indices)));
    let files = files(OPERATION_FILES, sizes.collect(), taken, names);
    let mut found = BTreeMap::new();
    for (tag, indices) in by_tag {
        for index in indices {
            let Some(operation) = operations.get(index) else {
                continue;
            };
            let (module, beginning) = files.of(&tag, &operation.name);
            let file = found
                .entry(module.clone())
                .or_insert_with(|| OperationFile {
                    docs: file_docs(super::operations_docs(&tag), &tag, beginning),
                    feature: feature(&tag),
                    operations: Vec::new(),
                    module,
                });
            file.operations.push(index);
        }
    }
    found.into_values().collect()
}

fn file_docs(of_home: String, home: &str, beginning: &str) -> Vec<String> {
    let mut lines = match home.is_empty() {
        true => vec!["What is sent and received.".to_owned()],
        false => vec![of_home],
    };
    if !beginning.is_empty() {
        let text = format!("Those whose names begin with {}.", docs::code(beginning));
        docs::own(&mut lines, text);
    }
    lines
}

/// The files of one kind of things.
struct Files {
    /// The beginnings that are split, by home.
    split: BTreeMap<String, BTreeSet<String>>,
    /// The modules, by key.
    modules: BTreeMap<String, String>,
}

impl Files {
    /// The module of a thing, and the beginning of names that it stands for.
    fn of<'a>(&self, home: &str, name: &'a str) -> (String, &'a str) {
        let split = self.split.get(home);
        let beginning = beginning(name, split.unwrap_or(&BTreeSet::new()));
        let module = match beginning {
            "" => home.to_owned(),
            _ => self
                .modules
                .get(&key(home, beginning))
                .cloned()
                .unwrap_or_default(),
        };
        (module, beginning)
    }
}

/// The key of a file in the lock.
fn key(home: &str, beginning: &str) -> String {
    format!("{home}/{}", letters(beginning))
}

/// A beginning without what cases and separators add.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '_')
        .flat_map(char::to_lowercase)
        .collect()
}

/// The shortest beginning of a name that is not split, or all of it.
fn beginning<'a>(name: &'a str, split: &BTreeSet<String>) -> &'a str {
    let ends = name
        .char_indices()
        .filter(|(_, c)| *c != '_')
        .map(|(at, _)| at);
    std::iter::once(0)
        .chain(ends.skip(1))
        .map(|at| name.get(..at).unwrap_or_default())
        .find(|text| !split.contains(&letters(text)))
        .unwrap_or(name)
}

/// Splits what is too long, home by home, and names the files.
fn files(
    scope: &str,
    homes: Vec<(String, Vec<(String, usize)>)>,
    taken: &BTreeSet<String>,
    names: &mut Names<'_>,
) -> Files {
    let locked: Vec<String> = names
        .locked(scope)
        .map(|files| files.keys().cloned().collect())
        .unwrap_or_default();
    let mut all = Files {
        split: BTreeMap::new(),
        modules: BTreeMap::new(),
    };
    let mut wishes = BTreeMap::new();
    for (home, things) in homes {
        let mut split = split_before(&home, &locked);
        loop {
            let mut lines: BTreeMap<String, usize> = BTreeMap::new();
            for (name, size) in &things {
                *lines.entry(letters(beginning(name, &split))).or_default() += size;
            }
            let whole: BTreeSet<String> = things.iter().map(|(name, _)| letters(name)).collect();
            let long = lines.into_iter().filter(|(text, lines)| {
                *lines > FILE_LINES
                    && whole
                        .iter()
                        .any(|name| name.len() > text.len() && name.starts_with(text))
                    && !split.contains(text)
            });
            let long: Vec<String> = long.map(|(text, _)| text).collect();
            if long.is_empty() {
                break;
            }
            split.extend(long);
        }
        for (name, _) in &things {
            let beginning = beginning(name, &split);
            if !beginning.is_empty() {
                wishes
                    .entry(key(&home, beginning))
                    .or_insert_with(|| super::module(&format!("{home} {}", field_name(beginning))));
            }
        }
        all.split.insert(home, split);
    }
    let wishes: Vec<Wish> = wishes
        .into_iter()
        .map(|(key, name)| Wish::new(key, name))
        .collect();
    let mut reserved: Vec<&str> = taken.iter().map(String::as_str).collect();
    reserved.extend([super::SHARED, super::SCHEMAS]);
    all.modules = names.quietly(scope, &wishes, &reserved);
    all
}

/// The beginnings that an earlier run has split: all that lead to one of its files.
fn split_before(home: &str, locked: &[String]) -> BTreeSet<String> {
    let mut split = BTreeSet::new();
    for key in locked {
        if let Some((of, beginning)) = key.rsplit_once('/')
            && of == home
        {
            let ends = beginning.char_indices().map(|(at, _)| at);
            split.extend(ends.filter_map(|at| beginning.get(..at)).map(str::to_owned));
        }
    }
    split
}

/// About how many lines an operation takes.
fn operation_lines(operation: &Operation) -> usize {
    operation.docs.len() + operation.arguments.len() + 12
}

/// About how many lines an item takes.
fn item_lines(item: &Item) -> usize {
    let inner = match &item.kind {
        ItemKind::Struct(object) => {
            let fields: usize = object.fields.iter().map(|f| f.docs.len() + 1).sum();
            let making = match &object.constructor {
                Some(new) => new.arguments.len() + object.fields.len() + 8,
                None => 0,
            };
            fields + making
        }
        ItemKind::TextEnum(text) | ItemKind::IntegerEnum(text) => {
            text.variants.iter().map(|v| v.docs.len() + 1).sum()
        }
        ItemKind::EnumUnion(union) => union.all.variants.iter().map(|v| v.docs.len() + 1).sum(),
        ItemKind::Union(union) => union.variants.iter().map(|v| v.docs.len() + 1).sum(),
        ItemKind::Alias(_) => 0,
        ItemKind::Body(choices) => 8 * choices.len(),
        ItemKind::ByStatus(by_status) => 2 * by_status.variants.len(),
        ItemKind::Headers(headers) => headers.fields.iter().map(|h| h.docs.len() + 1).sum(),
        ItemKind::Options(options) => {
            let docs = options.parameters.iter().map(|p| p.argument.docs.len() + 1);
            docs.sum::<usize>() + options.parameters.len() + 8
        }
    };
    item.docs.len() + inner + 7
}
