//! How much a generator wrote.
//!
//! Takes a folder; gives lines and bytes of all Rust files below it, and how many operations they have. A runtime that
//! is written into the crate counts; one that is a dependency does not.

use std::io;
use std::path::Path;

/// What stands in a folder of code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Lines of Rust.
    pub lines: u64,
    /// Bytes of Rust.
    pub bytes: u64,
    /// How often the text of an operation is there.
    pub operations: u64,
}

/// Counts what stands below a folder. `operation` is what stands once for each operation.
///
/// # Errors
/// When it cannot be read.
pub fn size(folder: &Path, operation: &str) -> io::Result<Size> {
    let mut all = Size::default();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let more = if path.is_dir() {
            size(&path, operation)?
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path)?;
            Size {
                lines: text.lines().count() as u64,
                bytes: text.len() as u64,
                operations: text.matches(operation).count() as u64,
            }
        } else {
            continue;
        };
        all.lines += more.lines;
        all.bytes += more.bytes;
        all.operations += more.operations;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rust_counts() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("src/a");
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(below.join("b.rs"), "pub async fn x() {}\n\n").unwrap();
        std::fs::write(folder.path().join("c.rs"), "pub async fn y() {}").unwrap();
        std::fs::write(folder.path().join("Cargo.toml"), "[package]\n").unwrap();
        let expected = Size {
            lines: 3,
            bytes: 40,
            operations: 2,
        };
        assert_eq!(size(folder.path(), "pub async fn").unwrap(), expected);
    }
}
