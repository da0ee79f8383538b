//! Stand-in until the source stage is merged.
use super::*;
use crate::diag::{Code, Diagnostic, Diagnostics};
use std::collections::BTreeMap;
/// Loads.
pub trait Loader {
    /// Loads a location.
    fn load(&self, location: &str) -> Result<Loaded, LoadError>;
}
/// What was loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// As shown.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}
/// Why not.
#[derive(Clone, Debug)]
pub struct LoadError {
    /// Where.
    pub location: String,
    /// Text.
    pub reason: String,
    /// Way out.
    pub help: Option<String>,
}
impl LoadError {
    /// New.
    pub fn new(location: impl Into<String>, reason: impl Into<String>) -> Self {
        LoadError {
            location: location.into(),
            reason: reason.into(),
            help: None,
        }
    }
}
/// Files.
pub struct FileLoader {
    base: std::path::PathBuf,
}
impl FileLoader {
    /// From a base.
    pub fn new(base: impl Into<std::path::PathBuf>) -> Self {
        Self { base: base.into() }
    }
}
impl Loader for FileLoader {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        std::fs::read(self.base.join(location))
            .map(|bytes| Loaded {
                path: location.into(),
                bytes,
            })
            .map_err(|e| LoadError::new(location, e.to_string()))
    }
}
/// Memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader(pub BTreeMap<String, Vec<u8>>);
impl Loader for MemoryLoader {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        self.0
            .get(location)
            .map(|bytes| Loaded {
                path: location.into(),
                bytes: bytes.clone(),
            })
            .ok_or(LoadError::new(location, "there is no such document"))
    }
}
/// Options.
#[derive(Clone, Copy, Debug, Default)]
pub struct YamlOptions {
    /// `<<`.
    pub merge_keys: bool,
}
/// Reads.
pub fn read(
    set: &mut SourceSet,
    loader: &dyn Loader,
    location: &str,
    _yaml: YamlOptions,
    diags: &mut Diagnostics,
) -> Vec<TreeId> {
    let loaded = match loader.load(location) {
        Ok(loaded) => loaded,
        Err(e) => {
            diags.push(Diagnostic::error(
                Code(1),
                format!("cannot read {location}: {}", e.reason),
            ));
            return Vec::new();
        }
    };
    let text = String::from_utf8_lossy(&loaded.bytes).into_owned();
    let file = FileId(set.files.len() as u32);
    set.files.push(File {
        path: loaded.path,
        text: text.clone(),
    });
    let value: serde_yaml::Value = match serde_yaml::from_str(&text) {
        Ok(value) => value,
        Err(e) => {
            diags.push(
                Diagnostic::error(Code(2), e.to_string()).at(crate::diag::Place::File(file), ""),
            );
            return Vec::new();
        }
    };
    let mut nodes = Vec::new();
    let root = add(&mut nodes, &value, None);
    set.trees.push(Tree {
        file,
        nodes,
        root,
        fence: None,
    });
    vec![TreeId(set.trees.len() as u32 - 1)]
}
fn add(nodes: &mut Vec<tree::Node>, value: &serde_yaml::Value, parent: Option<NodeId>) -> NodeId {
    let id = NodeId(nodes.len() as u32);
    nodes.push(tree::Node {
        kind: Kind::Null,
        span: 0..0,
        key: None,
        parent,
    });
    let kind = match value {
        serde_yaml::Value::Bool(b) => Kind::Bool(*b),
        serde_yaml::Value::Number(n) => Kind::Number(n.to_string().into()),
        serde_yaml::Value::String(s) => Kind::String(s.as_str().into()),
        serde_yaml::Value::Sequence(items) => {
            Kind::Array(items.iter().map(|i| add(nodes, i, Some(id))).collect())
        }
        serde_yaml::Value::Mapping(map) => Kind::Object(
            map.iter()
                .map(|(k, v)| {
                    (
                        k.as_str().unwrap_or_default().into(),
                        add(nodes, v, Some(id)),
                    )
                })
                .collect(),
        ),
        _ => Kind::Null,
    };
    nodes[id.0 as usize].kind = kind;
    id
}
impl SourceSet {
    /// Line and column.
    pub fn line_col(&self, _file: FileId, _offset: u32) -> (usize, usize) {
        (1, 1)
    }
}
impl SourceSet {
    /// File.
    pub fn file(&self, file: FileId) -> &File {
        &self.files[file.0 as usize]
    }
    /// Add.
    pub fn add_file(&mut self, file: File) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }
}
impl File {
    /// New.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        File {
            path: path.into(),
            text: text.into(),
        }
    }
}
impl MemoryLoader {
    /// Adds.
    pub fn with(mut self, location: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(location.into(), content.into());
        self
    }
}
