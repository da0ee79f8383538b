//! What is in the directory of a crate.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::format::FileTree;

/// Everything under the directory of a crate that is not cargo's or git's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// Files by path relative to the crate, with forward slashes.
    pub files: BTreeMap<String, Entry>,
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file and its content.
    File(Vec<u8>),
    /// A symbolic link, a device, or another thing that is not read.
    Special,
}

impl Entry {
    /// The content, when this is a file.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Entry::File(bytes) => Some(bytes),
            Entry::Special => None,
        }
    }

    /// Whether its first lines say that oasmith generated it.
    pub fn has_header(&self) -> bool {
        let start = self.bytes().unwrap_or_default();
        let start = String::from_utf8_lossy(&start[..start.len().min(512)]).to_lowercase();
        start
            .lines()
            .take(3)
            .any(|line| line.contains("generated") && line.contains("oasmith"))
    }
}

impl From<&FileTree> for Disk {
    fn from(tree: &FileTree) -> Self {
        let files = tree
            .iter()
            .map(|(path, text)| (path.clone(), Entry::File(text.clone().into_bytes())))
            .collect();
        Disk { files }
    }
}

/// How many directories deep a crate may be.
const MAX_DEPTH: usize = 64;

impl Disk {
    /// Reads a directory; nothing when it does not exist. `target`, `Cargo.lock` and `.git` at its root are left out,
    /// and so are the files in `except` (a lock file or a configuration that stands inside the crate). Links are not
    /// followed.
    pub fn read(root: &Path, except: &[&Path]) -> io::Result<Disk> {
        let mut disk = Disk::default();
        match std::fs::metadata(root) {
            Ok(_) => disk.read_directory(root, "", except, 0)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(naming(root, error)),
        }
        Ok(disk)
    }

    fn read_directory(
        &mut self,
        directory: &Path,
        prefix: &str,
        except: &[&Path],
        depth: usize,
    ) -> io::Result<()> {
        for entry in std::fs::read_dir(directory).map_err(|e| naming(directory, e))? {
            let entry = entry.map_err(|e| naming(directory, e))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if depth == 0 && matches!(&*name, "target" | "Cargo.lock" | ".git") {
                continue;
            }
            let file = entry.path();
            if except.iter().any(|path| is_same_file(path, &file)) {
                continue;
            }
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < MAX_DEPTH {
                self.read_directory(&file, &format!("{path}/"), except, depth + 1)?;
            } else if kind.is_file() {
                let bytes = std::fs::read(&file).map_err(|e| naming(&file, e))?;
                self.files.insert(path, Entry::File(bytes));
            } else {
                self.files.insert(path, Entry::Special);
            }
        }
        Ok(())
    }
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    a.file_name() == b.file_name()
        && matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// An error that says which file it is about.
pub(super) fn naming(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
