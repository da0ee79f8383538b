//! Pairs of documents, and one crate with the code of all of them.
//!
//! Takes documents before and after a change; gives what each became, and writes a crate in which every version is a
//! module, so that all of them share one runtime and are compiled, documented and run at once.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::config::Inputs;
use oasmith::diag::{Diagnostics, Severity};
use oasmith::pipeline::{self, Job};
use oasmith::rust::ApiModule;
use oasmith::settings::{Alias, ApiSettings, CrateSettings, NameLock, Settings};
use oasmith::source::{FileLoader, SourceSet};
use serde_json::Value;

use crate::corpus::generate::write;

/// The package of the crate.
pub const PACKAGE: &str = "drift-pairs";

/// One version of a document, and the code that it became.
pub struct Version {
    /// Its module in the crate.
    pub module: String,
    /// The document.
    pub document: Value,
    /// Where it was written to.
    pub path: PathBuf,
    /// What was lowered from it.
    pub api: ApiModule,
    /// The older names that stay in its code.
    pub aliases: Vec<Alias>,
    /// The names that were chosen.
    pub names: BTreeMap<String, BTreeMap<String, String>>,
}

/// A document before and after a change.
pub struct Pair {
    /// What the change is called.
    pub name: String,
    /// The index of the older version.
    pub old: usize,
    /// The index of the newer version.
    pub new: usize,
}

/// Makes a version of a document; `kept` are the names of the one before it. Says why there is none.
///
/// # Errors
/// When the document cannot be written.
pub fn version(
    folder: &Path,
    module: &str,
    document: Value,
    kept: Option<(&Version, &[Alias])>,
) -> io::Result<Result<Version, String>> {
    let path = folder.join(format!("{module}.json"));
    std::fs::create_dir_all(folder)?;
    std::fs::write(&path, format!("{document:#}\n"))?;
    let mut names = NameLock::default();
    let mut aliases = Vec::new();
    if let Some((kept, older)) = kept {
        aliases = older.to_vec();
        names.apis.insert("api".to_owned(), kept.names.clone());
    }
    let location = path.to_string_lossy().into_owned();
    let job = job(location, names, &aliases);
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let mut output = pipeline::run(&mut set, &FileLoader::new(""), &job, &mut diags);
    let error = diags.iter().find(|found| found.severity == Severity::Error);
    if let Some(error) = error {
        return Ok(Err(format!("{}: {}", error.code, error.message)));
    }
    let Some(api) = output.krate.apis.pop() else {
        return Ok(Err("there is no API".to_owned()));
    };
    Ok(Ok(Version {
        module: module.to_owned(),
        document,
        path,
        api,
        aliases,
        names: output.lock.names.apis.remove("api").unwrap_or_default(),
    }))
}

/// What is read of a version.
pub fn job(location: String, names: NameLock, aliases: &[Alias]) -> Job {
    let mut job = Job::of_documents("client", "api", vec![location], names);
    for settings in job.settings.apis.values_mut() {
        settings.aliases = aliases.to_vec();
    }
    job
}

/// Writes the crate of all versions; gives its features.
///
/// # Errors
/// When a version cannot be generated beside the others, or nothing can be written.
pub fn write_crate(workspace: &Path, versions: &[Version]) -> io::Result<Vec<String>> {
    let mut settings = Settings {
        output: CrateSettings {
            name: PACKAGE.to_owned(),
            version: "0.1.0".to_owned(),
            at_root: false,
        },
        ..Settings::default()
    };
    let mut job = Job::default();
    for version in versions {
        let module = version.module.clone();
        let api = ApiSettings {
            aliases: version.aliases.clone(),
            ..ApiSettings::default()
        };
        settings.apis.insert(module.clone(), api);
        settings
            .names
            .apis
            .insert(module.clone(), version.names.clone());
        let documents = vec![version.path.to_string_lossy().into_owned()];
        let inputs = Inputs {
            documents,
            ..Inputs::default()
        };
        job.inputs.insert(module, inputs);
    }
    job.settings = settings;
    job.directory = ".".to_owned();
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let output = pipeline::run(&mut set, &FileLoader::new(""), &job, &mut diags);
    if diags.has_errors() {
        return Err(io::Error::other(oasmith::diag::render(&diags, &set, false)));
    }
    write(&workspace.join(PACKAGE), &output.tree)?;
    Ok(versions
        .iter()
        .map(|version| version.module.clone())
        .collect())
}

/// Makes the folder a workspace with the dependencies of this one.
///
/// # Errors
/// When it cannot be written.
pub fn write_workspace(workspace: &Path, root: &Path, packages: &[&str]) -> io::Result<()> {
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n\n[profile.dev]\ndebug = false\nopt-level = 0\n"
    );
    std::fs::write(workspace.join("Cargo.toml"), manifest)?;
    let lock = workspace.join("Cargo.lock");
    if !lock.exists() {
        std::fs::copy(root.join("Cargo.lock"), lock)?;
    }
    Ok(())
}

/// Runs cargo in the workspace; an error has what it said.
///
/// # Errors
/// When it fails.
pub fn cargo(workspace: &Path, arguments: &[&str], envs: &[(&str, &str)]) -> io::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env_remove("RUSTFLAGS")
        .envs(envs.iter().copied())
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first: Vec<&str> = said
        .lines()
        .skip_while(|line| !line.starts_with("error"))
        .take(30)
        .collect();
    Err(io::Error::other(format!(
        "cargo {}:\n{}",
        arguments.first().unwrap_or(&""),
        first.join("\n")
    )))
}
