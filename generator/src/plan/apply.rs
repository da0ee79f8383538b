//! Carries a plan out. The only place that writes to the disk.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::disk::naming;
use super::{Plan, is_plain};

/// Writes, replaces and deletes what a plan says, below `root`.
///
/// All new content is written beside its place first and then renamed, so that no file is ever half-written and a full
/// disk changes nothing. Nothing is written through a symbolic link.
pub fn apply(plan: &Plan, root: &Path) -> Result<(), ApplyError> {
    let writes = plan.create.iter().chain(
        plan.change
            .iter()
            .map(|(path, change)| (path, &change.after)),
    );
    let before = |error| ApplyError {
        error,
        written: false,
    };
    let midway = |error| ApplyError {
        error,
        written: true,
    };
    let places = writes
        .map(|(path, text)| Ok((inside(root, path)?, text)))
        .collect::<io::Result<Vec<_>>>()
        .map_err(before)?;
    let doomed = plan
        .delete
        .keys()
        .map(|path| inside(root, path))
        .collect::<io::Result<Vec<_>>>()
        .map_err(before)?;
    let mut pending = Pending::default();
    for (place, text) in places {
        pending.write(&place, text.as_bytes()).map_err(before)?;
    }
    pending.finish().map_err(midway)?;
    for file in doomed {
        fs::remove_file(&file)
            .map_err(|e| naming(&file, e))
            .map_err(midway)?;
        remove_empty_parents(&file, root);
    }
    Ok(())
}

/// Why a plan was not carried out.
#[derive(Debug)]
pub struct ApplyError {
    /// What went wrong.
    pub error: io::Error,
    /// Whether it did so midway, after files had begun to change.
    pub written: bool,
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl Error for ApplyError {}

/// Writes one file, whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut pending = Pending::default();
    pending.write(path, bytes)?;
    pending.finish()
}

/// Files that are written beside their places; removed when they never get there.
#[derive(Default)]
struct Pending {
    files: Vec<(PathBuf, PathBuf)>,
    /// Directories that were made for them, outermost first.
    directories: Vec<PathBuf>,
}

impl Pending {
    fn write(&mut self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let draft = place.with_file_name(format!(".{name}.oasmith-{}", std::process::id()));
        if let Some(parent) = place.parent() {
            self.create_directory(parent)
                .map_err(|e| naming(parent, e))?;
        }
        let written = fs::File::create_new(&draft).and_then(|mut file| {
            self.files.push((draft.clone(), place.to_owned()));
            file.write_all(bytes)
        });
        written.map_err(|e| naming(&draft, e))
    }

    fn create_directory(&mut self, directory: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = directory
            .ancestors()
            .take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists())
            .collect();
        for directory in missing.into_iter().rev() {
            match fs::create_dir(directory) {
                Ok(()) => self.directories.push(directory.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        while let Some((draft, place)) = self.files.pop() {
            if let Err(error) = fs::rename(&draft, &place) {
                self.files.push((draft, place.clone()));
                return Err(naming(&place, error));
            }
        }
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        for (draft, _) in &self.files {
            // The error that led here is reported; a draft that cannot be removed adds nothing to it.
            let _ = fs::remove_file(draft);
        }
        for directory in self.directories.iter().rev() {
            // Fails on those that hold files by now, which are all of them when nothing went wrong.
            let _ = fs::remove_dir(directory);
        }
    }
}

/// The place of a path below `root`, if nothing on the way leads out of it.
fn inside(root: &Path, path: &str) -> io::Result<PathBuf> {
    let refuse = |what: String| Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    if !is_plain(path) {
        return refuse(format!("{path:?} leads out of {}", root.display()));
    }
    let mut place = root.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let last = parts.peek().is_none();
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() && !last => {
                return refuse(format!("{} is a symbolic link", place.display()));
            }
            Ok(found) if found.is_dir() && last => {
                return refuse(format!("{} is a directory", place.display()));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(naming(&place, error)),
        }
    }
    Ok(place)
}

/// Removes the directories that a deleted file leaves empty, up to the crate's own.
fn remove_empty_parents(file: &Path, root: &Path) {
    let parents = file.ancestors().skip(1).take_while(|dir| *dir != root);
    for directory in parents {
        // Fails on the first one that still holds something, which is where this should end.
        if fs::remove_dir(directory).is_err() {
            break;
        }
    }
}
