//! `cargo run -p oasmith-speed --bin size`: what a release binary gains by calling one operation of Galileo's full client,
//! over the same with bare reqwest, and whether anything of the other operations, and of types that it does not need, is
//! in it.
//!
//! Needs the documents that are kept outside of the repository, in `../shared/corpus` or where `OASMITH_CORPUS` says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use oasmith_speed::budgets::Budgets;
use oasmith_speed::linked;

/// The document, below the corpus.
const DOCUMENT: &str = "rungalileo/galileo-full-client-20260713.yaml";

/// Method and path of the operation that is called.
const CALLED: &str = "GET /projects/{project_id}";

/// What calls it.
const METHOD: &str = "get_project";

const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["galileo", "ours", "bare"]

[profile.release]
strip = true
"#;

const OURS: &str = r#"#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = galileo_client::Client::builder()
        .base_url("http://127.0.0.1:1")
        .credentials(galileo_client::Credentials::api_key("key"))
        .build()?;
    let project = client.get_project("2f0c4a3e-8a0b-4b43-9d53-0f7a5a3c9d11").await?;
    println!("{}", project.id);
    Ok(())
}
"#;

const BARE: &str = r#"#[derive(serde::Deserialize)]
struct Project {
    id: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::Client::new();
    let request = client.get("http://127.0.0.1:1/projects/id").header("Galileo-API-Key", "key");
    let response = request.send().await?.error_for_status()?;
    let project: Project = serde_json::from_slice(&response.bytes().await?)?;
    println!("{}", project.id);
    Ok(())
}
"#;

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let corpus = std::env::var_os("OASMITH_CORPUS");
    let corpus = corpus.map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let document = corpus.join(DOCUMENT);
    if !document.exists() {
        println!("skipped: there is no {}", document.display());
        return Ok(());
    }
    let place = root.join("target/size");
    let galileo = place.join("galileo");
    let ran = cargo(&root)
        .args(["run", "-q", "-p", "oasmith", "--", "generate"])
        .arg(&document)
        .arg("--out")
        .arg(&galileo)
        .args(["--name", "galileo-client"])
        .output();
    succeeded(ran)?;
    let features = "default-features = false";
    let tokio = r#"tokio = { version = "1", features = ["macros", "rt"] }"#;
    let ours = format!(
        "galileo-client = {{ path = \"../galileo\", {features}, features = [\"full\", \"reqwest\"] }}\n{tokio}"
    );
    let bare = format!(
        "reqwest = {{ version = \"0.13\", {features} }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n{tokio}"
    );
    write(&place.join("Cargo.toml"), MANIFEST)?;
    program(&place, "ours", OURS, &ours)?;
    program(&place, "bare", BARE, &bare)?;
    // One after the other: together they would share the features of what both depend on.
    for name in ["ours", "bare"] {
        succeeded(
            cargo(&place)
                .args(["build", "-q", "--release", "-p", name])
                .output(),
        )?;
    }

    let binary = |name: &str| {
        let path = place.join("target/release").join(name);
        fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let (ours, bare) = (binary("ours")?, binary("bare")?);
    let mut budgets = Budgets::of("size")?;
    println!("{} KiB, bare {} KiB", ours.len() / 1024, bare.len() / 1024);
    let more = (ours.len() as f64 - bare.len() as f64) / 1024.0;
    budgets.measure("KiB over bare reqwest", more);
    let paths = operation_paths(&galileo.join("src/client"))?;
    if !contains(&ours, CALLED) {
        return Err(format!(
            "{CALLED} is not in the binary: nothing is looked for"
        ));
    }
    let linked = paths
        .iter()
        .filter(|path| *path != CALLED && contains(&ours, path));
    let linked: Vec<&String> = linked.collect();
    println!(
        "of {} other operations {linked:?} are there",
        paths.len() - 1
    );
    budgets.measure("operations that are not called", linked.len() as f64);

    let source = galileo.join("src");
    let types = linked::types(&source)?;
    let needed = linked::needed(&source, METHOD, &types)?;
    let kept = linked::kept(&linker_map(&place)?, "galileo_client", &types)?;
    let idle: Vec<&String> = kept.difference(&needed).collect();
    println!(
        "of {} types the call needs {}; of the others {idle:?} are there",
        types.len(),
        needed.len()
    );
    budgets.measure("types that are not needed", idle.len() as f64);
    budgets.close()
}

/// What the linker put into the binary, and from where.
fn linker_map(place: &Path) -> Result<String, String> {
    let map = place.join("ours.map");
    let argument = format!("-Clink-arg=-Wl,-Map={}", map.display());
    succeeded(
        cargo(place)
            .args(["rustc", "-q", "--release", "-p", "ours", "--", &argument])
            .output(),
    )?;
    fs::read_to_string(&map).map_err(|error| format!("{}: {error}", map.display()))
}

/// Methods and paths of all operations, without those that are part of the called one's.
fn operation_paths(client: &Path) -> Result<Vec<String>, String> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(client).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        let text = fs::read_to_string(entry.path()).map_err(|error| error.to_string())?;
        for line in text.lines() {
            let quoted = line.split('"').nth(1).unwrap_or_default();
            let method = quoted.split_once(" /").map_or("", |(method, _)| method);
            if !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase()) {
                paths.push(quoted.to_owned());
            }
        }
    }
    paths.sort();
    paths.dedup();
    let all = paths.clone();
    // One that begins like the called one, and is part of it, says nothing.
    paths.retain(|path| path == CALLED || !CALLED.contains(path.as_str()));
    match all.len() > 100 {
        true => Ok(paths),
        false => Err("there are too few operations".to_owned()),
    }
}

fn contains(binary: &[u8], text: &str) -> bool {
    binary
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

fn program(place: &Path, name: &str, main: &str, dependencies: &str) -> Result<(), String> {
    let folder = place.join(name);
    fs::create_dir_all(folder.join("src")).map_err(|error| error.to_string())?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("src/main.rs"), main)
}

/// Writes only what is another text, so that nothing is built again without need.
fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder).env_remove("CARGO_TARGET_DIR");
    cargo
}

fn succeeded(ran: std::io::Result<std::process::Output>) -> Result<(), String> {
    let ran = ran.map_err(|error| error.to_string())?;
    match ran.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&ran.stderr).into_owned()),
    }
}
