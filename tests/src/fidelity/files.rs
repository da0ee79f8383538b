//! A document of many files as one value.
//!
//! Takes a location; gives the document with every file that it refers to inside of it, references led there. A file
//! that is not there may hold anything. Must never use oasmith's own reading of references.

use std::collections::VecDeque;
use std::path::{Component, Path, PathBuf};

use oasmith::diag::Diagnostics;
use oasmith::source::{self, FileLoader, SourceSet, YamlOptions};
use serde_json::{Map, Value};

use super::merged::decoded;

/// Where other files stand in the document, by number; what is not there is at `absent`.
pub const FILES: &str = "x-other-files";

/// Reads a document and everything that it refers to.
///
/// # Errors
/// When the document itself cannot be read.
pub fn whole(location: &Path) -> Result<Value, String> {
    let mut files = Files::default();
    let mut document = read(location)?;
    files.known.push(normal(location));
    files.lead(&mut document, 0, location);
    let mut others = Map::new();
    while let Some((number, path)) = files.waiting.pop_front() {
        let mut file = read(&path)?;
        files.lead(&mut file, number, &path);
        others.insert(number.to_string(), file);
    }
    if others.is_empty() && !files.absent {
        return Ok(document);
    }
    others.insert("absent".to_owned(), Value::Bool(true));
    if let Value::Object(object) = &mut document {
        object.insert(FILES.to_owned(), Value::Object(others));
    }
    place(&mut document);
    Ok(document)
}

/// What is found on the way through files.
#[derive(Default)]
struct Files {
    known: Vec<PathBuf>,
    waiting: VecDeque<(usize, PathBuf)>,
    absent: bool,
}

impl Files {
    /// Leads the references of a file to where their targets will stand.
    fn lead(&mut self, value: &mut Value, number: usize, path: &Path) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get_mut("$ref")
                    && let Some(led) = self.led(reference, number, path)
                {
                    *reference = led;
                }
                for value in object.values_mut() {
                    self.lead(value, number, path);
                }
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.lead(item, number, path)),
            _ => {}
        }
    }

    fn led(&mut self, reference: &str, number: usize, path: &Path) -> Option<String> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if file.contains(':') || !(fragment.is_empty() || fragment.starts_with('/')) {
            return None;
        }
        if file.is_empty() {
            return Some(within(number, fragment));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let target = normal(&folder.join(decoded(file)));
        let known = self.known.iter().position(|known| *known == target);
        let at = match known {
            Some(at) => at,
            None if target.is_file() && read(&target).is_ok() => {
                self.known.push(target.clone());
                self.waiting.push_back((self.known.len() - 1, target));
                self.known.len() - 1
            }
            None => {
                self.absent = true;
                return Some(format!("#/{FILES}/absent"));
            }
        };
        Some(within(at, fragment))
    }
}

fn within(number: usize, fragment: &str) -> String {
    match number {
        0 => format!("#{fragment}"),
        number => format!("#/{FILES}/{number}{fragment}"),
    }
}

/// Puts what stands in other files where only a reference to it is: `components: { schemas: { $ref: … } }`.
fn place(document: &mut Value) {
    let found: Vec<(String, Value)> = {
        let components = document["components"].as_object();
        let kinds = components.into_iter().flatten();
        let behind = kinds.filter_map(|(kind, value)| {
            let pointer = value.get("$ref")?.as_str()?.strip_prefix('#')?;
            Some((kind.clone(), document.pointer(pointer)?.clone()))
        });
        behind.collect()
    };
    for (kind, value) in found {
        document["components"][kind] = value;
    }
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn read(location: &Path) -> Result<Value, String> {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = FileLoader::new("");
    let text = location.to_string_lossy();
    let options = YamlOptions::default();
    let trees = source::read(&mut set, &loader, &text, options, &mut diags);
    let tree = trees.first().ok_or("it cannot be read")?;
    serde_json::from_str(&set.root(*tree).json_text()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_lead_to_where_files_stand() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::create_dir(folder.path().join("schemas")).unwrap();
        write(
            "api.yaml",
            "openapi: 3.1.0\ncomponents:\n  schemas:\n    $ref: ./schemas/all.yaml\n",
        );
        write(
            "schemas/all.yaml",
            "A:\n  $ref: ./a.json#/x\nB:\n  $ref: '#/A'\nC:\n  $ref: gone.yaml\n",
        );
        write(
            "schemas/a.json",
            r##"{"x": {"$ref": "../api.yaml#/components/schemas/B"}}"##,
        );
        let whole = whole(&folder.path().join("api.yaml")).unwrap();
        let at = |pointer: &str| whole.pointer(pointer).unwrap()["$ref"].as_str().unwrap();
        assert_eq!(at("/components/schemas/A"), "#/x-other-files/2/x");
        assert_eq!(at("/components/schemas/B"), "#/x-other-files/1/A");
        assert_eq!(at("/components/schemas/C"), "#/x-other-files/absent");
        assert_eq!(at("/x-other-files/2/x"), "#/components/schemas/B");
        assert_eq!(whole.pointer("/x-other-files/absent"), Some(&json!(true)));
    }
}
