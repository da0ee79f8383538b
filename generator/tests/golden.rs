//! The golden cases are what would be generated now, and what the manifests say about Rust is true.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use oasmith::config;
use oasmith::diag::Diagnostics;
use oasmith::emit::{self, Content, Piece};
use oasmith::pipeline::{self, Job};
use oasmith::settings::NameLock;
use oasmith::source::{FileLoader, SourceSet};

use support::{oasmith, repository, snapshot};

/// What rewrites the golden cases.
const BLESS: &str = "cargo run -p oasmith -- generate --config tests/cases/oasmith.yaml";

#[test]
fn golden_cases_are_in_sync() {
    let golden = repository().join("tests/golden");
    let before = snapshot(&golden.join("src"));
    let ran = oasmith(
        &repository(),
        &["check", "--config", "tests/cases/oasmith.yaml"],
    );
    assert_eq!(
        snapshot(&golden.join("src")),
        before,
        "check writes nothing"
    );
    assert_eq!(
        ran.code, 0,
        "the golden cases changed; if that is meant, run `{BLESS}` and read the diff\n{}{}",
        ran.stdout, ran.stderr
    );
}

#[test]
fn every_case_is_generated() {
    let cases = repository().join("tests/cases");
    for entry in fs::read_dir(cases).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.extension().is_some_and(|e| e == "yaml") && stem != "oasmith" {
            let types = repository().join(format!("tests/golden/src/{stem}/types.rs"));
            assert!(types.exists(), "{stem} is not in tests/cases/oasmith.yaml");
        }
    }
}

#[test]
fn what_is_emitted_as_text_is_laid_out_as_prettyplease_would() {
    let loader = FileLoader::new(repository());
    let (mut set, mut diags) = (SourceSet::default(), Diagnostics::new());
    let config = config::read(&mut set, &loader, "tests/cases/oasmith.yaml", &mut diags);
    let job = Job::of_config(&config.expect("a configuration"), NameLock::default());
    let output = pipeline::run(&mut set, &loader, &job, &mut diags);
    let mut lines = 0;
    for file in emit::emit(&output.krate) {
        let Content::Pieces(pieces) = file.content() else {
            continue;
        };
        for piece in pieces {
            let Piece::Laid(text) = piece else { continue };
            let parsed = syn::parse_file(&text).expect("Rust");
            assert_eq!(text, prettyplease::unparse(&parsed), "{}", file.path);
            lines += text.lines().count();
        }
    }
    assert!(lines > 1500, "only {lines} lines are text");
}

/// `1.89` and `1.89.0` as numbers.
fn version(text: &str) -> (u32, u32) {
    let mut numbers = text.split('.').map(|n| n.parse().expect("a number"));
    (
        numbers.next().expect("a major version"),
        numbers.next().unwrap_or(0),
    )
}

/// The value of a key of a `[package]` or `[workspace.package]`.
fn stated(manifest: &Path, key: &str) -> String {
    let text = fs::read_to_string(manifest).expect("a manifest");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{key} = ")));
    line.unwrap_or_else(|| panic!("{key} in {}", manifest.display()))
        .trim_matches('"')
        .to_owned()
}

#[test]
fn the_rust_version_is_true() {
    let root = repository();
    let workspace = stated(&root.join("Cargo.toml"), "rust-version");
    let host = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let host = String::from_utf8(host.stdout).expect("text");
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a host");
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(&root)
        .args(["metadata", "--locked", "--offline", "--format-version", "1"]);
    // Packages of other systems and of optional features may not be at hand.
    command.args(["--filter-platform", host]);
    let metadata = [&["--all-features"][..], &[]]
        .iter()
        .map(|more| {
            Command::new(command.get_program())
                .args(command.get_args())
                .args(*more)
                .current_dir(&root)
                .output()
        })
        .map(|output| output.expect("cargo runs"))
        .find(|output| output.status.success())
        .expect("cargo knows the packages that it has just built");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 50, "{} packages", packages.len());
    let mut newer = Vec::new();
    for package in packages {
        if let Some(wanted) = package["rust_version"].as_str()
            && version(wanted) > version(&workspace)
        {
            newer.push(format!(
                "{} {} wants {wanted}",
                package["name"], package["version"]
            ));
        }
    }
    assert!(
        newer.is_empty(),
        "the workspace states {workspace}, and\n{}",
        newer.join("\n")
    );
}

#[test]
fn generated_crates_state_the_version_of_the_workspace() {
    let root = repository();
    let workspace = stated(&root.join("Cargo.toml"), "rust-version");
    let edition = stated(&root.join("Cargo.toml"), "edition");
    let dir = tempfile::tempdir().expect("a directory");
    let spec = root.join("specs/retool/openapi.yaml");
    let spec = spec.to_str().expect("UTF-8");
    let ran = oasmith(
        dir.path(),
        &["generate", spec, "--out", "alone", "--name", "alone"],
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for manifest in [
        root.join("generated/Cargo.toml"),
        root.join("tests/golden/Cargo.toml"),
        dir.path().join("alone/Cargo.toml"),
    ] {
        assert_eq!(
            stated(&manifest, "rust-version"),
            workspace,
            "{}",
            manifest.display()
        );
        assert_eq!(
            stated(&manifest, "edition"),
            edition,
            "{}",
            manifest.display()
        );
        // What it depends on is what this workspace was tested with.
        let text = fs::read_to_string(&manifest).expect("a manifest");
        let ours = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
        for line in text
            .lines()
            .skip_while(|line| *line != "[dependencies]")
            .filter(|line| !line.starts_with('['))
        {
            let name = line.split(' ').next().unwrap_or_default();
            let number = |text: &str| text.split('"').nth(1).map(str::to_owned);
            let line_of_ours = ours.lines().find(|l| l.split(' ').next() == Some(name));
            assert_eq!(
                number(line),
                line_of_ours.and_then(number),
                "{name} in {}",
                manifest.display()
            );
        }
    }
}

#[test]
fn the_readme_and_the_manifest_agree_on_rust() {
    let workspace = stated(&repository().join("Cargo.toml"), "rust-version");
    let readme = fs::read_to_string(repository().join("README.md")).expect("a README");
    assert!(
        readme.contains(&format!("Rust ({workspace} or later)")),
        "README says another version"
    );
}
