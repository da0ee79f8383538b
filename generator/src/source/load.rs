//! Loading: from a location to bytes. The only input of the library.
//!
//! Takes paths, `-` for standard input, or URLs; gives bytes and the name to show. Must never read meaning into them.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use crate::diag::Code;
use crate::diag::codes::source as codes;

/// Where documents come from.
pub trait Loader {
    /// Loads a location: a path, `-` for standard input, or a URL.
    ///
    /// # Errors
    /// When there is nothing to be had at the location, or it is of a kind that this loader does not serve.
    fn load(&self, location: &str) -> Result<Loaded, LoadError>;
}

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The name as diagnostics show it, with forward slashes.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Why a location could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The code of the diagnostic that it becomes.
    pub code: Code,
    /// The location.
    pub location: String,
    /// The reason, in a few words.
    pub reason: String,
    /// A way out, when there is one.
    pub help: Option<String>,
}

impl LoadError {
    /// An error without advice.
    pub fn new(location: impl Into<String>, reason: impl Into<String>) -> Self {
        LoadError {
            code: codes::CANNOT_LOAD,
            location: location.into(),
            reason: reason.into(),
            help: None,
        }
    }
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot load `{}`: {}", self.location, self.reason)
    }
}

impl std::error::Error for LoadError {}

/// Whether a location is an `http` or `https` URL.
pub fn is_url(location: &str) -> bool {
    let has = |scheme: &str| {
        let start = location.as_bytes().get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    has("http://") || has("https://")
}

/// Reads files below a folder, and standard input.
#[derive(Clone, Debug, Default)]
pub struct FileLoader {
    base: PathBuf,
}

impl FileLoader {
    /// A loader that takes relative paths from `base`; an empty path is the working directory.
    pub fn new(base: impl Into<PathBuf>) -> Self {
        FileLoader { base: base.into() }
    }
}

impl Loader for FileLoader {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        if location == "-" {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| LoadError::new("-", error.to_string()))?;
            let path = "<stdin>".to_owned();
            return Ok(Loaded { path, bytes });
        }
        if is_url(location) {
            let help = "download the document, and give the path of the file or pipe it into `-`";
            return Err(LoadError {
                help: Some(help.to_owned()),
                ..LoadError::new(location, "URLs are not read here")
            });
        }
        let path = self.base.join(location);
        let bytes = std::fs::read(&path).map_err(|error| {
            let shown = shown_path(&path);
            if path.is_dir() {
                return LoadError::new(shown, "it is a folder, not a file");
            }
            LoadError::new(shown, error.to_string())
        })?;
        let path = shown_path(&path);
        Ok(Loaded { path, bytes })
    }
}

/// A path as diagnostics show it: relative to the working directory when it is below, with forward slashes.
fn shown_path(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&here).unwrap_or(path);
    let mut shown = PathBuf::new();
    for part in below.components().filter(|part| *part != Component::CurDir) {
        match part {
            Component::ParentDir
                if matches!(shown.components().next_back(), Some(Component::Normal(_))) =>
            {
                shown.pop();
            }
            part => shown.push(part),
        }
    }
    let text = shown.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// Serves documents from memory: for tests, and for programs that have them already.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader(pub BTreeMap<String, Vec<u8>>);

impl MemoryLoader {
    /// Adds a document.
    pub fn with(mut self, location: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(location.into(), content.into());
        self
    }
}

impl Loader for MemoryLoader {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        let Some(bytes) = self.0.get(location) else {
            return Err(LoadError::new(location, "there is no such document"));
        };
        Ok(Loaded {
            path: location.to_owned(),
            bytes: bytes.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_from_the_base_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        std::fs::write(folder.path().join("a.yaml"), "x").unwrap();
        let loader = FileLoader::new(folder.path());
        let loaded = loader.load("./sub/../a.yaml").unwrap();
        assert_eq!(loaded.bytes, b"x");
        assert!(loaded.path.ends_with("/a.yaml"), "{}", loaded.path);
        assert!(!loaded.path.contains("sub"), "{}", loaded.path);
        assert!(loader.load("b.yaml").is_err());
        assert_eq!(
            loader.load("sub").unwrap_err().reason,
            "it is a folder, not a file"
        );
    }

    #[test]
    fn a_url_is_refused_with_advice() {
        let error = FileLoader::new("")
            .load("HTTPS://example.com/a.yaml")
            .unwrap_err();
        assert!(error.help.is_some());
        assert!(is_url("http://x") && !is_url("httpx") && !is_url("c:/http://"));
    }
}
