//! What cargo takes for one crate alone.
//!
//! Takes a package whose dependencies are built; gives what checking or building it costs. The target directory is
//! shared, the names of packages are not. The library is touched before each run, and nothing is incremental.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::install::cargo;
use super::meter::{End, Task};
use super::results::Step;

/// What cargo is asked to do in a step; nothing where it is not asked.
pub fn arguments(step: Step) -> &'static [&'static str] {
    match step {
        Step::Check => &["check"],
        Step::Build | Step::RebuildAll | Step::RebuildField => &["build"],
        Step::Release => &["build", "--release"],
        Step::Generate | Step::Lines => &[],
    }
}

/// Seconds that the compiler has.
fn limit(step: Step) -> u64 {
    match step {
        Step::Check => 300,
        _ => 600,
    }
}

/// Where crates are compiled, and with what.
#[derive(Clone, Debug)]
pub struct Workshop<'a> {
    /// The shared target directory.
    pub target: &'a Path,
    /// Where the compiler's messages go.
    pub scratch: &'a Path,
    /// Whether the compiler keeps what it knows for the next time.
    pub incremental: bool,
}

impl Workshop<'_> {
    /// Runs cargo once on the package in `home`, as if its library had just been written.
    ///
    /// # Errors
    /// When cargo cannot be started.
    pub fn compile(&self, home: &Path, step: Step) -> io::Result<End> {
        touch(&home.join("src/lib.rs"))?;
        self.task(home, step).measure(self.scratch, limit(step))
    }

    /// Runs cargo once on the package in `home`, as its files are.
    ///
    /// # Errors
    /// When cargo cannot be started.
    pub fn again(&self, home: &Path, step: Step) -> io::Result<End> {
        self.task(home, step).measure(self.scratch, limit(step))
    }

    fn task(&self, home: &Path, step: Step) -> Task {
        let incremental: OsString = if self.incremental { "1" } else { "0" }.into();
        Task::new(cargo(), home)
            .arguments(arguments(step))
            .arguments(["--offline", "--quiet"])
            .variable("CARGO_TARGET_DIR", self.target)
            .variable("CARGO_INCREMENTAL", incremental)
    }

    /// How large the library of a package is, in bytes.
    pub fn library(&self, package: &str, step: Step) -> Option<u64> {
        let profile = match step {
            Step::Release => "release",
            Step::Build => "debug",
            _ => return None,
        };
        let files = std::fs::read_dir(self.target.join(profile).join("deps")).ok()?;
        let prefix = format!("lib{}-", package.replace('-', "_"));
        let sizes = files.flatten().filter_map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            let of_it = name.starts_with(&prefix) && name.ends_with(".rlib");
            file.metadata()
                .ok()
                .filter(|_| of_it)
                .map(|data| data.len())
        });
        sizes.max()
    }

    /// Removes what was built of a package; its dependencies stay.
    pub fn clear(&self, package: &str) {
        let name = package.replace('-', "_");
        for profile in ["debug", "release"] {
            for part in ["deps", "incremental", ".fingerprint", "."] {
                let files = std::fs::read_dir(self.target.join(profile).join(part));
                for file in files.into_iter().flatten().flatten() {
                    let called = file.file_name().to_string_lossy().replace('-', "_");
                    let called = called.strip_prefix("lib").unwrap_or(&called);
                    if !called.starts_with(&name) {
                        continue;
                    }
                    // What cannot be removed only takes room.
                    let _ = match file.path().is_dir() {
                        true => std::fs::remove_dir_all(file.path()),
                        false => std::fs::remove_file(file.path()),
                    };
                }
            }
        }
    }
}

fn touch(path: &Path) -> io::Result<()> {
    let file = std::fs::File::options().write(true).open(path)?;
    file.set_modified(SystemTime::now())
}
