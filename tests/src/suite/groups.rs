//! The groups of the suite, each as a schema that stands alone.
//!
//! Takes the folder of the suite; gives its groups, with what they refer to on `localhost:1234` beside them.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use url::Url;

/// Where the suite's remote schemas are served.
const REMOTES: &str = "http://localhost:1234/";

/// A schema with its instances.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file, without its ending.
    pub file: String,
    /// What the suite calls it.
    pub description: String,
    /// Its schema, with an `$id`: what `#` means in it must not depend on where it stands.
    pub schema: Value,
    /// The remote schemas that it reaches, by the URL where each is served.
    pub remotes: BTreeMap<String, Value>,
    /// The instances that are valid, each with its description.
    pub valid: Vec<(String, Value)>,
}

/// The folder of the suite, when there is one.
pub fn folder() -> Option<PathBuf> {
    let beside = crate::corpus::workspace_root().join("../shared/json-schema-test-suite");
    let named = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map(PathBuf::from);
    let folder = named.unwrap_or(beside);
    folder.join("tests/draft2020-12").is_dir().then_some(folder)
}

/// All groups of draft 2020-12, in the order of their files.
///
/// # Errors
/// When a file cannot be read or is none of the suite's.
pub fn read(folder: &Path) -> io::Result<Vec<Group>> {
    let tests = folder.join("tests/draft2020-12");
    let mut files = Vec::new();
    collect(&tests, &mut files)?;
    files.sort();
    let mut groups = Vec::new();
    for path in files {
        let name = path
            .strip_prefix(&tests)
            .unwrap_or(&path)
            .with_extension("");
        let file = name.to_string_lossy().replace('\\', "/");
        let list: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        for group in list {
            let schema = identified(&group["schema"], groups.len());
            let mut remotes = BTreeMap::new();
            reach(folder, &schema, None, &mut remotes)?;
            let tests = group["tests"].as_array().map_or(&[][..], Vec::as_slice);
            let valid = tests.iter().filter(|test| test["valid"] == true);
            groups.push(Group {
                file: file.clone(),
                description: text(&group),
                schema,
                remotes,
                valid: valid
                    .map(|test| (text(test), test["data"].clone()))
                    .collect(),
            });
        }
    }
    Ok(groups)
}

fn text(of: &Value) -> String {
    of["description"].as_str().unwrap_or_default().to_owned()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "json") {
            files.push(path);
        }
    }
    Ok(())
}

fn identified(schema: &Value, index: usize) -> Value {
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        let id = || json!(format!("https://suite.test/{index}"));
        object.entry("$id").or_insert_with(id);
    }
    schema
}

/// Finds the remote schemas that a schema refers to, and those that they refer to.
fn reach(
    folder: &Path,
    at: &Value,
    base: Option<&Url>,
    found: &mut BTreeMap<String, Value>,
) -> io::Result<()> {
    let join = |text: &str| match base {
        Some(base) => base.join(text).ok(),
        None => Url::parse(text).ok(),
    };
    let own = at.get("$id").and_then(Value::as_str).and_then(join);
    let base = own.as_ref().or(base);
    for key in ["$ref", "$dynamicRef"] {
        let reference = at.get(key).and_then(Value::as_str);
        let target = reference.and_then(|text| match base {
            Some(base) => base.join(text).ok(),
            None => Url::parse(text).ok(),
        });
        if let Some(mut target) = target {
            target.set_fragment(None);
            remote(folder, &target, found)?;
        }
    }
    let inner: Vec<&Value> = match at {
        Value::Object(object) => object.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    inner
        .into_iter()
        .try_for_each(|inner| reach(folder, inner, base, found))
}

fn remote(folder: &Path, url: &Url, found: &mut BTreeMap<String, Value>) -> io::Result<()> {
    let Some(path) = url.as_str().strip_prefix(REMOTES) else {
        return Ok(());
    };
    let file = folder.join("remotes").join(path);
    if found.contains_key(url.as_str()) || !file.is_file() {
        return Ok(());
    }
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let there = schema.get("$id").and_then(Value::as_str);
    let embedded = match there {
        Some(id) if id == url.as_str() => schema,
        // It calls itself something else, and is asked for by where it is served.
        Some(id) => json!({ "$id": url.as_str(), "$ref": id, "$defs": { "own": schema } }),
        None => {
            let mut schema = schema;
            if let Some(object) = schema.as_object_mut() {
                object.insert("$id".to_owned(), json!(url.as_str()));
            }
            schema
        }
    };
    found.insert(url.to_string(), embedded.clone());
    reach(folder, &embedded, Some(url), found)
}

/// The absolute `$id`s in a schema: no two schemas of one document may have the same.
pub fn ids(schema: &Value, out: &mut Vec<String>) {
    match schema {
        Value::Object(object) => {
            let id = object.get("$id").and_then(Value::as_str);
            out.extend(id.filter(|id| Url::parse(id).is_ok()).map(str::to_owned));
            object.values().for_each(|inner| ids(inner, out));
        }
        Value::Array(items) => items.iter().for_each(|inner| ids(inner, out)),
        _ => {}
    }
}
