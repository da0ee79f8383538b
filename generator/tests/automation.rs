//! What runs oasmith for people: the GitHub Action and the pre-commit hooks. Their own steps are run, by a shell, against
//! a repository of their own.
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;
use support::{PETS, empty, oasmith, replace, repository, succeeds};
use tempfile::TempDir;

/// A repository with one API that is in sync.
fn project() -> TempDir {
    let dir = empty();
    let specs = dir.path().join("specs");
    fs::create_dir(&specs).expect("a directory");
    fs::write(specs.join("pets.yaml"), PETS).expect("writable");
    let configuration = "crate: { path: ../client, name: pets }\napis:\n  pets:\n    documents: [{ path: pets.yaml, upstream: ../theirs.yaml }]\n";
    fs::write(specs.join("oasmith.yaml"), configuration).expect("writable");
    fs::write(dir.path().join("theirs.yaml"), PETS).expect("writable");
    succeeds(&oasmith(dir.path(), &["generate"]));
    dir
}

fn yaml(file: &str) -> Value {
    let text = fs::read_to_string(repository().join(file)).expect("a file");
    serde_yaml::from_str(&text).expect("YAML")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} in {value:?}"))
}

/// What the runner would do with an action: its steps in order, `inputs` over the defaults.
struct Runner {
    temp: TempDir,
    inputs: BTreeMap<String, String>,
}

impl Runner {
    fn new(inputs: &[(&str, &str)]) -> Runner {
        let action = yaml("action.yml");
        let declared = action["inputs"].as_mapping().expect("inputs");
        let mut all: BTreeMap<String, String> = declared
            .iter()
            .map(|(name, input)| {
                (
                    name.as_str().expect("a name").to_owned(),
                    text(input, "default").to_owned(),
                )
            })
            .collect();
        for (name, value) in inputs {
            let known = all.insert((*name).to_owned(), (*value).to_owned());
            assert!(known.is_some(), "no input {name}");
        }
        Runner {
            temp: empty(),
            inputs: all,
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn written(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap_or_default()
    }

    /// Runs the steps; gives the code of the first that fails, and everything that was printed.
    fn run(&self, dir: &Path, first_in_path: &Path) -> (i32, String) {
        let action = yaml("action.yml");
        assert_eq!(text(&action["runs"], "using"), "composite");
        let mut printed = String::new();
        for step in action["runs"]["steps"].as_sequence().expect("steps") {
            match step["if"].as_str() {
                Some("inputs.oasmith == ''") if !self.inputs["oasmith"].is_empty() => continue,
                Some("inputs.oasmith == ''") | None => {}
                Some(other) => panic!("a condition that this runner does not know: {other}"),
            }
            assert_eq!(text(step, "shell"), "bash");
            let script = text(step, "run");
            assert!(
                !script.contains("${{"),
                "an expression inside of a script: {script}"
            );
            let added = self.written("path");
            let path = std::env::var_os("PATH").unwrap_or_default();
            let path = added
                .lines()
                .map(PathBuf::from)
                .chain([first_in_path.to_owned()])
                .chain(std::env::split_paths(&path));
            let mut command = Command::new("bash");
            // As GitHub's runner calls it.
            command
                .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
                .current_dir(dir)
                .env("PATH", std::env::join_paths(path).expect("a search path"))
                .env("RUNNER_TEMP", self.temp.path())
                .env("GITHUB_ACTION_PATH", repository())
                .env("GITHUB_PATH", self.file("path"))
                .env("GITHUB_OUTPUT", self.file("output"))
                .env("GITHUB_STEP_SUMMARY", self.file("summary"))
                .env_remove("CARGO_PKG_NAME");
            for (name, value) in step["env"].as_mapping().into_iter().flatten() {
                let value = value.as_str().expect("text");
                let input = value
                    .strip_prefix("${{ inputs.")
                    .and_then(|rest| rest.strip_suffix(" }}"))
                    .expect("an input");
                command.env(name.as_str().expect("a name"), &self.inputs[input]);
            }
            let output = command.output().expect("bash starts");
            printed += &String::from_utf8_lossy(&output.stdout);
            printed += &String::from_utf8_lossy(&output.stderr);
            if !output.status.success() {
                return (output.status.code().expect("a code"), printed);
            }
        }
        (0, printed)
    }
}

fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_oasmith")
}

#[test]
fn the_action_tells_drift_from_no_drift_and_from_an_error() {
    let project = project();
    let dir = project.path();
    let nothing = empty();
    let run = |inputs: &[(&str, &str)]| {
        let installed = [&[("oasmith", binary())], inputs].concat();
        let runner = Runner::new(&installed);
        let (code, printed) = runner.run(dir, nothing.path());
        (code, runner.written("output"), printed)
    };
    let (code, output, printed) = run(&[]);
    assert_eq!(
        (code, output.as_str()),
        (0, "result=in-sync\n"),
        "{printed}"
    );
    let (code, output, printed) = run(&[("upstream", "true")]);
    assert_eq!(
        (code, output.as_str()),
        (0, "result=in-sync\n"),
        "{printed}"
    );
    replace(&dir.join("theirs.yaml"), "type: string", "type: integer");
    assert_eq!(run(&[]).0, 0);
    let (code, output, printed) = run(&[("upstream", "true")]);
    assert_eq!((code, output.as_str()), (1, "result=drift\n"), "{printed}");
    assert!(
        printed.contains("::error file=specs/pets.yaml"),
        "{printed}"
    );
    replace(
        &dir.join("specs/pets.yaml"),
        "type: string",
        "type: boolean",
    );
    let (code, output, printed) = run(&[]);
    assert_eq!((code, output.as_str()), (1, "result=drift\n"), "{printed}");
    for wrong in [
        ("config", "specs/none.yaml"),
        ("config", "specs/$(touch injected).yaml"),
        ("upstream", "yes"),
        ("oasmith", "/no/such/command"),
    ] {
        let (code, output, printed) = run(&[wrong]);
        assert!(code > 1, "{wrong:?}: {code} {printed}");
        assert_eq!(output, "result=error\n", "{wrong:?}");
    }
    assert!(!dir.join("injected").exists());
}

#[test]
fn the_action_builds_oasmith_where_it_is_not_installed() {
    let project = project();
    // A cargo that installs what was built already, and says what it was asked for.
    let tools = empty();
    let cargo = tools.path().join("cargo");
    let script = format!(
        "#!/bin/sh\necho cargo \"$@\"\nfor last; do :; done\nmkdir -p \"$last/bin\" && cp '{}' \"$last/bin/oasmith\"\n",
        binary()
    );
    fs::write(&cargo, script).expect("writable");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("an executable");
    let runner = Runner::new(&[]);
    let (code, printed) = runner.run(project.path(), tools.path());
    assert_eq!(code, 0, "{printed}");
    let asked = format!(
        "cargo install --quiet --locked --path {}/generator --root ",
        repository().display()
    );
    assert!(printed.starts_with(&asked), "{printed}");
    assert_eq!(runner.written("output"), "result=in-sync\n");
    // The manifest that it names is the one of the program.
    let manifest =
        fs::read_to_string(repository().join("generator/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"oasmith\""));
    let outputs = yaml("action.yml");
    assert_eq!(
        text(&outputs["outputs"]["result"], "value"),
        "${{ steps.check.outputs.result }}"
    );
}

/// Runs a hook as pre-commit would: its entry from the clone, its arguments, in the repository that is committed to.
fn hook(id: &str, dir: &Path, more: &[&str]) -> (i32, String) {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_sequence().expect("hooks");
    let hook = hooks.iter().find(|hook| hook["id"] == id).expect(id);
    assert_eq!(text(hook, "language"), "script");
    assert_eq!(hook["pass_filenames"], false);
    let declared: Vec<&str> = hook["args"]
        .as_sequence()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let tools = Path::new(binary())
        .parent()
        .expect("a directory")
        .to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = [tools].into_iter().chain(std::env::split_paths(&path));
    let output = Command::new(repository().join(text(hook, "entry")))
        .args(declared.into_iter().chain(more.iter().copied()))
        .current_dir(dir)
        .env("PATH", std::env::join_paths(path).expect("a search path"))
        .env_remove("CARGO_PKG_NAME")
        .output()
        .expect("it starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().expect("a code"), printed)
}

#[test]
fn the_hooks_stop_a_commit_that_forgot_the_crate() {
    let project = project();
    let dir = project.path();
    assert_eq!(hook("oasmith-check", dir, &[]).0, 0);
    assert_eq!(hook("oasmith-check", dir, &["--upstream"]).0, 0);
    replace(
        &dir.join("specs/pets.yaml"),
        "type: string",
        "type: integer",
    );
    let (code, printed) = hook("oasmith-check", dir, &[]);
    assert_eq!(code, 1, "{printed}");
    assert!(printed.contains("specs/pets.yaml changed"), "{printed}");
    assert_eq!(hook("oasmith-check", dir, &["--config", "none.yaml"]).0, 2);
    let (code, printed) = hook("oasmith-generate", dir, &[]);
    assert_eq!(code, 0, "{printed}");
    assert!(
        printed.contains("changed client/src/pets/types.rs"),
        "{printed}"
    );
    assert_eq!(hook("oasmith-check", dir, &[]).0, 0);
    // The files that hooks look at are those that can matter.
    for hook in yaml(".pre-commit-hooks.yaml").as_sequence().expect("hooks") {
        let files = regex_lite::Regex::new(text(hook, "files")).expect("a pattern");
        for name in [
            "specs/a.yml",
            "specs/a.json",
            "a/b.md",
            "specs/oasmith.lock",
            "client/src/lib.rs",
        ] {
            assert!(files.is_match(name), "{name}");
        }
        assert!(!files.is_match("logo.png"));
    }
}
