//! Who runs, and on what.
//!
//! Takes `tests/peers/peers.tsv` and `documents.tsv`; gives generators and documents. Must never know one of them by name:
//! the first generator of the list is the one that the others are compared with.

use std::io;
use std::path::{Path, PathBuf};

use oasmith::diag::Diagnostics;
use oasmith::source::{FileLoader, NodeRef, SourceSet, TreeId, YamlOptions, read};

use crate::corpus::operations::held;

/// A generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// How tables call it.
    pub name: String,
    /// Its package in the registry; nothing for the one of this repository.
    pub package: Option<String>,
    /// Its pinned version.
    pub version: String,
    /// Its executable.
    pub binary: String,
    /// Whether it writes a crate, or only modules.
    pub emits: Emits,
    /// The file with the dependencies of what it writes, when that is not a crate.
    pub dependencies: String,
    /// What stands in its code once for each operation.
    pub operation: String,
    /// Its arguments, with `{spec}`, `{out}` and `{name}`.
    pub arguments: Vec<String>,
}

/// What a generator writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emits {
    /// A folder with a manifest.
    Crate,
    /// A folder with modules.
    Modules,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How tables call it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Its version of OpenAPI.
    pub version: String,
    /// Its size.
    pub bytes: u64,
    /// How many operations it has.
    pub operations: usize,
    /// The component schemas that have properties, in their order.
    pub objects: Vec<String>,
}

impl Peer {
    /// Its arguments for one run.
    pub fn arguments(&self, spec: &Path, out: &Path, name: &str) -> Vec<String> {
        let (spec, out) = (spec.to_string_lossy(), out.to_string_lossy());
        let fill = |text: &String| {
            let text = text.replace("{spec}", &spec).replace("{out}", &out);
            text.replace("{name}", name)
        };
        self.arguments.iter().map(fill).collect()
    }
}

impl Document {
    /// A document that someone names.
    pub fn given(path: &Path) -> io::Result<Document> {
        let name = path.file_stem().unwrap_or(path.as_os_str());
        Ok(Document {
            name: name.to_string_lossy().into_owned(),
            path: path.canonicalize()?,
        })
    }

    /// A name for folders and packages.
    pub fn slug(&self) -> String {
        let lower = self.name.to_ascii_lowercase();
        let plain = lower.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        plain.trim_matches('-').to_owned()
    }

    /// Reads what it holds.
    ///
    /// # Errors
    /// When it cannot be read as a document.
    pub fn contents(&self) -> io::Result<Contents> {
        let mut set = SourceSet::default();
        let mut diags = Diagnostics::new();
        let location = self.path.to_string_lossy();
        let options = YamlOptions::default();
        read(
            &mut set,
            &FileLoader::new(""),
            &location,
            options,
            &mut diags,
        );
        if set.trees.is_empty() {
            return Err(io::Error::other(format!("{location} cannot be read")));
        }
        let root = set.root(TreeId(0));
        let version = root.get("openapi").and_then(NodeRef::as_str);
        let schemas = root.get("components").and_then(|c| c.get("schemas"));
        let objects = schemas.into_iter().flat_map(NodeRef::entries);
        let objects = objects.filter(|(_, schema)| schema.get("properties").is_some());
        Ok(Contents {
            version: version.unwrap_or("?").to_owned(),
            bytes: std::fs::metadata(&self.path)?.len(),
            operations: held(&set).operations.len(),
            objects: objects.map(|(name, _)| name.to_owned()).collect(),
        })
    }
}

/// The generators of a list.
///
/// # Errors
/// When a line has the wrong number of columns.
pub fn peers(text: &str) -> io::Result<Vec<Peer>> {
    rows(text)
        .map(|cells| {
            let &[
                name,
                package,
                version,
                binary,
                emits,
                dependencies,
                operation,
                arguments,
            ] = cells.as_slice()
            else {
                return Err(malformed("peers.tsv", &cells));
            };
            Ok(Peer {
                name: name.to_owned(),
                package: (package != "-").then(|| package.to_owned()),
                version: version.to_owned(),
                binary: binary.to_owned(),
                emits: match emits {
                    "crate" => Emits::Crate,
                    "modules" => Emits::Modules,
                    _ => return Err(malformed("peers.tsv", &cells)),
                },
                dependencies: dependencies.to_owned(),
                operation: operation.to_owned(),
                arguments: arguments.split(' ').map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// The documents of a list, below a folder.
///
/// # Errors
/// When a line has the wrong number of columns.
pub fn documents(text: &str, folder: &Path) -> io::Result<Vec<Document>> {
    rows(text)
        .map(|cells| match cells.as_slice() {
            [name, path] => Ok(Document {
                name: (*name).to_owned(),
                path: folder.join(path),
            }),
            _ => Err(malformed("documents.tsv", &cells)),
        })
        .collect()
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

fn malformed(file: &str, cells: &[&str]) -> io::Error {
    io::Error::other(format!("tests/peers/{file}: {}", cells.join(" | ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_the_repository_are_well_formed() {
        let folder = crate::corpus::workspace_root().join("tests/peers");
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let peers = peers(&text("peers.tsv")).unwrap();
        assert_eq!(
            peers[0].package, None,
            "the first is the one of this repository"
        );
        for peer in &peers[1..] {
            assert!(peer.package.is_some(), "{} has no package", peer.name);
            let all = peer.arguments.join(" ");
            assert!(
                all.contains("{spec}") && all.contains("{out}"),
                "{}",
                peer.name
            );
            if peer.emits == Emits::Modules && !peer.dependencies.contains("{out}") {
                assert!(folder.join(&peer.dependencies).exists(), "{}", peer.name);
            }
        }
        let documents = documents(&text("documents.tsv"), Path::new("x")).unwrap();
        assert_eq!(documents.len(), 7);
    }

    #[test]
    fn arguments_are_filled_in() {
        let line = "a\ta-cli\t1.2.3\ta\tcrate\t-\tfn\tgo {spec} -o {out} -n {name}-x";
        let peer = &peers(line).unwrap()[0];
        let arguments = peer.arguments(Path::new("s p.yaml"), Path::new("/o"), "n");
        assert_eq!(arguments, ["go", "s p.yaml", "-o", "/o", "-n", "n-x"]);
        assert!(peers("a\tb").is_err());
        assert!(peers(&line.replace("crate", "binary")).is_err());
    }
}
