//! Real documents go through document and resolve without a panic; set `OASMITH_CORPUS` to a folder of them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostics, Place, Severity};
use crate::model::TypeKind;
use crate::settings::ApiSettings;
use crate::source::{FileLoader, SourceSet, YamlOptions};

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if path
            .extension()
            .is_some_and(|e| e == "json" || e == "yaml" || e == "yml")
        {
            out.push(path);
        }
    }
}

#[test]
fn real_documents_resolve() {
    let Some(corpus) = std::env::var_os("OASMITH_CORPUS") else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: OASMITH_CORPUS names no folder of documents"
        );
        return;
    };
    let mut paths = Vec::new();
    files(Path::new(&corpus), &mut paths);
    let mut twins = 0;
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        let mut set = SourceSet::default();
        let mut diags = Diagnostics::new();
        let loader = FileLoader::new(".");
        let location = path.display().to_string();
        let options = YamlOptions::default();
        let trees = crate::source::read(&mut set, &loader, &location, options, &mut diags);
        if diags.has_errors() {
            eprintln!("{location}: not read");
            continue;
        }
        crate::source::load_references(&mut set, &loader, &trees, options, &mut diags);
        let started = std::time::Instant::now();
        let document = crate::document::read(&set, &trees, &mut diags);
        let api = crate::resolve::resolve(&set, &document, &ApiSettings::default(), &mut diags);
        let mut keys = BTreeMap::new();
        for ty in &api.types {
            *keys.entry(&ty.place.key).or_insert(0) += 1;
        }
        for (key, count) in keys.into_iter().filter(|(_, count)| *count > 1) {
            eprintln!("  {count} types are called {key}");
            twins += 1;
        }
        let opaque = |t: &&crate::model::Type| matches!(t.kind, TypeKind::Opaque { .. });
        eprintln!(
            "{location}: {} types, {} opaque, {} operations, {} findings, {} ms",
            api.types.len(),
            api.types.iter().filter(opaque).count(),
            api.operations.len(),
            diags.len(),
            started.elapsed().as_millis()
        );
        for d in diags.iter() {
            *codes
                .entry(format!("{} {:?}", d.code, d.severity))
                .or_default() += 1;
            if d.severity != Severity::Note {
                let at = match &d.primary {
                    Some((Place::Node(origin) | Place::Key(origin), _)) => set.pointer(*origin),
                    _ => String::new(),
                };
                eprintln!("  {:?} {} {} at {at}", d.severity, d.code, d.message);
            }
        }
    }
    eprintln!("{codes:#?}");
    assert_eq!(twins, 0, "keys that several types have");
}
