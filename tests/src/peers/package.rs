//! From what a generator wrote to a package that cargo builds alone.
//!
//! Takes a folder; gives it a manifest where it has none and a name that no other package has, and builds what it depends
//! on, with the same features, around an empty library. Must never change the code.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::generate::Pair;
use super::install::cargo;
use super::roster::Emits;

/// Makes a package of what a generator wrote.
///
/// # Errors
/// When it wrote no library, or its dependencies are not where they should be.
pub fn package(pair: &Pair<'_>) -> io::Result<()> {
    let (home, name) = (pair.home(), pair.package());
    let manifest = home.join("Cargo.toml");
    let text = match pair.peer.emits {
        Emits::Crate => renamed(&std::fs::read_to_string(&manifest)?, &name),
        Emits::Modules => {
            let out = pair.out().to_string_lossy().into_owned();
            let listed = pair.peer.dependencies.replace("{out}", &out);
            let lists = crate::corpus::workspace_root().join("tests/peers");
            let dependencies = std::fs::read_to_string(lists.join(listed))?;
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}"
            )
        }
    };
    std::fs::write(manifest, text)?;
    let library = home.join("src/lib.rs");
    if !library.exists() {
        std::fs::rename(home.join("src/mod.rs"), library)?;
    }
    Ok(())
}

/// Builds what a package depends on, as `arguments` of cargo say, and nothing of itself.
///
/// # Errors
/// When that fails, with the last line that cargo said.
pub fn dependencies(home: &Path, target: &Path, arguments: &[&str]) -> io::Result<()> {
    let (code, aside) = (home.join("src"), home.join("src.aside"));
    std::fs::rename(&code, &aside)?;
    std::fs::create_dir(&code)?;
    std::fs::write(code.join("lib.rs"), "")?;
    let output = Command::new(cargo())
        .args(arguments)
        .arg("--quiet")
        .current_dir(home)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .output();
    std::fs::remove_dir_all(&code)?;
    std::fs::rename(&aside, &code)?;
    let output = output?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(io::Error::other(
        last.unwrap_or("cargo said nothing").trim(),
    ))
}

/// A manifest under another name: that of the package, and none for the library, which follows it.
fn renamed(manifest: &str, name: &str) -> String {
    let mut section = "";
    let mut out = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line.trim();
        }
        let names = line
            .split('=')
            .next()
            .is_some_and(|key| key.trim() == "name");
        match section {
            "[package]" if names => out.push_str(&format!("name = \"{name}\"")),
            "[lib]" if names => continue,
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_package_and_its_library_are_renamed() {
        let manifest = "[package]\nname = \"a\"\nversion = \"1.0.0\"\n[lib]\nname = \"b\"\n[dependencies]\nname = \"1\"\n";
        assert_eq!(
            renamed(manifest, "x-y"),
            "[package]\nname = \"x-y\"\nversion = \"1.0.0\"\n[lib]\n[dependencies]\nname = \"1\"\n"
        );
    }
}
