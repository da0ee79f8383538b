//! Input that must be refused: each folder of `tests/rejects` is a working directory with a `command` file (the
//! arguments), an `exit` file (the code) and, exactly, what the command prints: `stderr`, and `stdout` where there is any.
//!
//! `OASMITH_BLESS=1 cargo test -p oasmith --test rejects` rewrites them; read the diff before you keep it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rejects");
    let entries = fs::read_dir(root).expect("the folder of rejects");
    let mut folders: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

#[test]
fn bad_input_is_refused_with_its_exact_message() {
    let bless = std::env::var_os("OASMITH_BLESS").is_some();
    let folders = folders();
    assert!(folders.len() >= 10, "only {} rejects", folders.len());
    let mut wrong = Vec::new();
    for folder in folders {
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let command = fs::read_to_string(folder.join("command")).expect("a command file");
        let before: Vec<PathBuf> = listing(&folder);
        assert!(
            !folder.join("out").exists(),
            "{name}: the output of an earlier run is in the way"
        );
        let output = Command::new(env!("CARGO_BIN_EXE_oasmith"))
            .args(command.split_whitespace())
            .current_dir(&folder)
            .env("NO_COLOR", "1")
            .output()
            .expect("oasmith runs");
        let printed = |bytes| String::from_utf8(bytes).expect("text");
        let (stdout, stderr) = (printed(output.stdout), printed(output.stderr));
        let exit = output
            .status
            .code()
            .map_or("signal".to_owned(), |c| c.to_string());
        assert_eq!(listing(&folder), before, "{name}: nothing is written");
        if bless {
            let keep =
                |name: &str, text: &str| fs::write(folder.join(name), text).expect("writable");
            keep("exit", &format!("{exit}\n"));
            keep("stderr", &stderr);
            if !stdout.is_empty() {
                keep("stdout", &stdout);
            }
            continue;
        }
        let expected = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        for (what, is) in [
            ("exit", format!("{exit}\n")),
            ("stderr", stderr),
            ("stdout", stdout),
        ] {
            let should = expected(what);
            if is != should {
                wrong.push(format!("== {name}, {what}:\n{is}-- expected\n{should}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    found.sort();
    found
}
