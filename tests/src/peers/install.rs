//! Getting the generators.
//!
//! Takes the list; gives where each executable is. Peers come from the package registry in their pinned version, with
//! the dependencies that they were published with, into a folder of their own; the one of this repository is built
//! in release. Must never install anything that was not asked for: without `--install`, a peer that is absent is an error.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::roster::Peer;

/// Where the executables are, by the peer's name.
pub type Binaries = BTreeMap<String, PathBuf>;

/// Finds the executables, after installing those that are absent when `fetch` says so.
///
/// # Errors
/// When one is absent, or cannot be built.
pub fn binaries(peers: &[Peer], root: &Path, folder: &Path, fetch: bool) -> io::Result<Binaries> {
    let mut found = Binaries::new();
    for peer in peers {
        let path = match &peer.package {
            None => own(peer, root)?,
            Some(package) => {
                if !installed(folder, package, &peer.version) {
                    if !fetch {
                        let name = &peer.name;
                        return Err(io::Error::other(format!(
                            "{name} {} is not installed: add --install",
                            peer.version
                        )));
                    }
                    install(folder, package, &peer.version)?;
                }
                folder.join("bin").join(&peer.binary)
            }
        };
        found.insert(peer.name.clone(), path);
    }
    Ok(found)
}

/// The version of the compiler that builds all of it.
///
/// # Errors
/// When there is none.
pub fn compiler() -> io::Result<String> {
    let said = Command::new("rustc").arg("--version").output()?;
    let text = String::from_utf8_lossy(&said.stdout);
    let version = text.split_whitespace().take(2).collect::<Vec<_>>();
    Ok(version.join(" "))
}

/// What cargo is called.
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn own(peer: &Peer, root: &Path) -> io::Result<PathBuf> {
    let mut command = Command::new(cargo());
    command.current_dir(root);
    command.args(["build", "--release", "--quiet", "--locked", "--package"]);
    done(command.arg(&peer.binary), &peer.name)?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    Ok(root.join(target).join("release").join(&peer.binary))
}

/// Whether cargo's own record of the folder has that version.
fn installed(folder: &Path, package: &str, version: &str) -> bool {
    let record = std::fs::read_to_string(folder.join(".crates.toml"));
    record.is_ok_and(|text| text.contains(&format!("\"{package} {version} (")))
}

fn install(folder: &Path, package: &str, version: &str) -> io::Result<()> {
    let mut command = Command::new(cargo());
    command.args(["install", "--locked", "--force", "--version", version]);
    command.arg("--root").arg(folder);
    // Peers share what they depend on.
    command.env("CARGO_TARGET_DIR", folder.join("install"));
    done(command.arg(package), package)
}

fn done(command: &mut Command, what: &str) -> io::Result<()> {
    match command.status()? {
        status if status.success() => Ok(()),
        status => Err(io::Error::other(format!(
            "{what} cannot be built: {status}"
        ))),
    }
}
