//! What is left of a crate when only its types are looked at.
//!
//! Takes the files of a generated crate; leaves the operations out, and makes the runtime, which is the same in each, a
//! crate that all of them share. Together that is most of what would be compiled. Must never touch types or codecs.

use std::collections::BTreeMap;

/// The package that crates share.
pub const RUNTIME: &str = "corpus-runtime";

/// Slims a crate; gives the files of the package [`RUNTIME`].
pub fn slim(tree: &mut BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut runtime = BTreeMap::new();
    tree.retain(|path, text| {
        if path.starts_with("src/runtime/") {
            runtime.insert(path.clone(), std::mem::take(text));
            return false;
        }
        path != "src/client.rs" && !path.starts_with("src/client/")
    });
    share(&mut runtime);
    runtime.insert("src/lib.rs".to_owned(), "pub mod runtime;\n".to_owned());
    if let Some(manifest) = tree.get_mut("Cargo.toml") {
        runtime.insert("Cargo.toml".to_owned(), manifest_of_runtime(manifest));
        let shared = format!("[dependencies]\n{RUNTIME} = {{ path = \"../{RUNTIME}\" }}\n");
        *manifest = manifest.replacen("[dependencies]\n", &shared, 1);
    }
    if let Some(text) = tree.get_mut("src/lib.rs") {
        *text = root(text);
    }
    runtime
}

/// The root module: no operations, and the runtime from elsewhere.
fn root(text: &str) -> String {
    let kept = text.lines().filter(|line| {
        let operations = ["mod client;", "pub mod client;", "pub use client::"];
        !operations.iter().any(|start| line.starts_with(start))
    });
    let kept: Vec<&str> = kept.collect();
    // The attribute of what is gone would be that of the next item, which has it too.
    let twice = "#[rustfmt::skip]\n\n#[rustfmt::skip]";
    let text = format!("{}\n", kept.join("\n")).replace(twice, "#[rustfmt::skip]");
    let shared = format!("pub use {}::runtime;\n", RUNTIME.replace('-', "_"));
    text.replace("pub mod runtime;\n", &shared)
}

/// The manifest of a generated crate as that of its runtime: the same dependencies, and nothing on by default.
fn manifest_of_runtime(manifest: &str) -> String {
    let dependencies = manifest.find("[dependencies]").unwrap_or(manifest.len());
    format!(
        "[package]\nname = \"{RUNTIME}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\n\
         reqwest = [\"dep:reqwest\", \"dep:tokio\"]\nrustls = []\nnative-tls = []\n\
         chrono = [\"dep:chrono\"]\njiff = [\"dep:jiff\"]\ntime = [\"dep:time\"]\n\n{}",
        &manifest[dependencies..]
    )
}

/// Makes everything in the runtime public, macros too.
fn share(runtime: &mut BTreeMap<String, String>) {
    let exported: Vec<String> = runtime
        .values()
        .flat_map(|text| text.lines())
        .filter_map(|line| {
            let used = line.strip_prefix("pub(crate) use ");
            let used = used.or(line.strip_prefix("pub(super) use "));
            used?.strip_suffix(';')
        })
        .filter(|name| !name.contains(':'))
        .map(str::to_owned)
        .collect();
    for text in runtime.values_mut() {
        for names in &exported {
            let used = format!("pub(crate) use {names};");
            *text = text.replace(&used, &format!("pub use crate::{names};"));
            // One name, or several in braces.
            for name in names.trim_matches(['{', '}']).split(", ") {
                let made = format!("macro_rules! {name} {{");
                *text = text.replace(&made, &format!("#[macro_export]\n{made}"));
            }
        }
        *text = text
            .replace("pub(crate)", "pub")
            .replace("pub(super)", "pub");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_stay_and_the_runtime_is_shared() {
        let mut tree: BTreeMap<String, String> = [
            ("Cargo.toml", "[package]\nname = \"x\"\n\n[dependencies]\nurl = \"2\"\n"),
            (
                "src/lib.rs",
                "#[rustfmt::skip]\nmod client;\n\n#[rustfmt::skip]\npub mod types;\n\npub use client::{Client};\n\n#[rustfmt::skip]\npub mod runtime;\n",
            ),
            ("src/client.rs", "pub struct Client;\n"),
            ("src/types.rs", "pub struct Pet;\n"),
            ("src/runtime/mod.rs", "mod object;\npub(crate) use object::object;\n"),
            ("src/runtime/object.rs", "macro_rules! object {\n}\npub(crate) use object;\n"),
            (
                "src/runtime/made.rs",
                "macro_rules! made {\n}\nmacro_rules! kept {\n}\npub(crate) use {made, kept};\n",
            ),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
        let runtime = slim(&mut tree);
        let paths: Vec<&str> = tree.keys().map(String::as_str).collect();
        assert_eq!(paths, ["Cargo.toml", "src/lib.rs", "src/types.rs"]);
        let root = "#[rustfmt::skip]\npub mod types;\n\n\n#[rustfmt::skip]\npub use corpus_runtime::runtime;\n";
        assert_eq!(tree["src/lib.rs"], root);
        assert!(tree["Cargo.toml"].contains("corpus-runtime = { path = \"../corpus-runtime\" }"));
        assert_eq!(
            runtime["src/runtime/object.rs"],
            "#[macro_export]\nmacro_rules! object {\n}\npub use crate::object;\n"
        );
        assert_eq!(
            runtime["src/runtime/made.rs"],
            "#[macro_export]\nmacro_rules! made {\n}\n#[macro_export]\nmacro_rules! kept {\n}\npub use crate::{made, kept};\n"
        );
        assert!(runtime["Cargo.toml"].ends_with("[dependencies]\nurl = \"2\"\n"));
    }
}
