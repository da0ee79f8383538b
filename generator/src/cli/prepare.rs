//! What `generate` and `check` have in common: everything up to the plan.

use std::mem::ManuallyDrop;
use std::path::Path;

use oasmith::config::{self, Config};
use oasmith::diag::Diagnostic;
use oasmith::diag::codes::config as codes;
use oasmith::drift::Surface;
use oasmith::lock::Lock;
use oasmith::pipeline::{self, Job, Output};
use oasmith::plan::{self, Disk, Plan};
use oasmith::published;
use oasmith::settings::NameLock;
use oasmith::source::{AnyLoader, Fetch, Loader, Reach};

use super::Run;

/// A run up to the plan.
pub struct Prepared {
    /// The directory of the crate, as it is shown.
    pub root: String,
    /// The lock file.
    pub lock_path: String,
    /// What the lock file said.
    pub before: Option<Lock>,
    /// Its text.
    pub before_text: Option<String>,
    /// What was generated, but for the files, which are in the plan. The process ends when it is no longer needed.
    pub output: ManuallyDrop<Output>,
    /// What has to happen on disk.
    pub plan: Plan,
    /// What that is to programs that use the crate, when there was one that can be read.
    pub surface: Option<Surface>,
}

/// The loader of what a person names: paths are relative to the working directory, and a URL may be on this machine.
pub fn loader() -> AnyLoader {
    AnyLoader::new(Fetch {
        reach: Reach::Loopback,
        ..Fetch::default()
    })
}

/// The locations of files that arguments name (`what` says which kind); an error when one is named twice.
pub fn locations(run: &mut Run, arguments: &[String], what: &str) -> Option<Vec<String>> {
    let mut locations: Vec<String> = Vec::new();
    for argument in arguments {
        let location = config::join("", argument);
        if locations.contains(&location) {
            let message = format!("the {what} `{argument}` is listed twice");
            run.diags
                .push(Diagnostic::error(codes::LISTED_TWICE, message));
            return None;
        }
        locations.push(location);
    }
    Some(locations)
}

/// Reads the configuration.
pub fn configuration(run: &mut Run, path: &str) -> Option<Config> {
    config::read(&mut run.set, &loader(), path, &mut run.diags)
}

/// Runs everything up to the plan. When it gives `None`, an error says why.
pub fn prepare(
    run: &mut Run,
    loader: &dyn Loader,
    root: &str,
    lock_path: &str,
    keep: &[&str],
    job: impl FnOnce(NameLock) -> Job,
) -> Option<Prepared> {
    let before = Lock::read(&mut run.set, loader, lock_path, &mut run.diags);
    let before_text = loader
        .load(lock_path)
        .ok()
        .map(|loaded| String::from_utf8_lossy(&loaded.bytes).into_owned());
    // A lock file that is there and cannot be opened must not pass for a first run.
    if before_text.is_none() && Path::new(lock_path).symlink_metadata().is_ok() {
        let message = format!("the lock file {lock_path} is there and cannot be read");
        run.diags.push(Diagnostic::error(codes::DISK, message));
        return None;
    }
    let names = before
        .as_ref()
        .map(|lock| lock.names.clone())
        .unwrap_or_default();
    let job = job(names);
    let mut output = pipeline::run(&mut run.set, loader, &job, &mut run.diags);
    if run.diags.has_errors() {
        return None;
    }
    let except: Vec<&Path> = keep.iter().chain([&lock_path]).map(Path::new).collect();
    let disk = match Disk::read(Path::new(root), &except) {
        Ok(disk) => disk,
        Err(error) => {
            let message = format!("cannot read {error}");
            run.diags.push(Diagnostic::error(codes::DISK, message));
            return None;
        }
    };
    let known = before
        .clone()
        .map(|lock| lock.for_directory(&job.directory));
    let plan = plan::plan(std::mem::take(&mut output.tree), disk, known.as_ref());
    let surface = published::change(&plan, &output.krate.manifest.version);
    Some(Prepared {
        root: root.to_owned(),
        lock_path: lock_path.to_owned(),
        before,
        before_text,
        output: ManuallyDrop::new(output),
        plan,
        surface,
    })
}
