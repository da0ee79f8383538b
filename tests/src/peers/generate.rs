//! Running a generator on a document.
//!
//! Takes both; gives what it cost, and leaves what it wrote in a folder that was empty before. What it writes is looked
//! at, not believed: a generator that ends well without any code has failed.

use std::io;
use std::path::{Path, PathBuf};

use super::meter::{End, Task};
use super::roster::{Document, Emits, Peer};
use super::size::{Size, size};

/// Seconds that a generator has.
pub const LIMIT: u64 = 120;

/// Where figures and messages of commands go. Two runs of this program at once do not share one.
pub fn scratch(folder: &Path) -> PathBuf {
    let run = std::process::id().to_string();
    folder.join("scratch").join(run)
}

/// A generator, a document, and where things are.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// The generator.
    pub peer: &'a Peer,
    /// Its executable.
    pub binary: &'a Path,
    /// The document.
    pub document: &'a Document,
    /// The folder of all that is made.
    pub folder: &'a Path,
}

impl Pair<'_> {
    /// The package that it becomes. No two pairs share one: cargo would take one for the other.
    pub fn package(&self) -> String {
        format!("{}-by-{}", self.document.slug(), self.peer.name)
    }

    /// The folder of the package.
    pub fn home(&self) -> PathBuf {
        self.folder.join("crates").join(self.package())
    }

    /// The folder that the generator writes to: the package, or its modules.
    pub fn out(&self) -> PathBuf {
        match self.peer.emits {
            Emits::Crate => self.home(),
            Emits::Modules => self.home().join("src"),
        }
    }

    /// Runs the generator once.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn generate(&self) -> io::Result<End> {
        let home = self.home();
        if home.exists() {
            std::fs::remove_dir_all(&home)?;
        }
        std::fs::create_dir_all(home.parent().unwrap_or(&home))?;
        if self.peer.emits == Emits::Modules {
            std::fs::create_dir_all(&home)?;
        }
        let arguments = self
            .peer
            .arguments(&self.document.path, &self.out(), &self.package());
        let task = Task::new(self.binary, self.folder).arguments(arguments);
        let end = task.measure(&scratch(self.folder), LIMIT)?;
        match end {
            End::Done(_) if self.size().lines == 0 => {
                Ok(End::Failed("exit 0: it wrote no code".to_owned()))
            }
            end => Ok(end),
        }
    }

    /// How much it wrote; nothing when that cannot be read.
    pub fn size(&self) -> Size {
        size(&self.out(), &self.peer.operation).unwrap_or_default()
    }
}
