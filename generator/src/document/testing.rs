//! Documents for tests, from YAML text.

use crate::diag::{Diagnostics, Severity};
use crate::model::Api;
use crate::settings::ApiSettings;
use crate::source::{MemoryLoader, SourceSet, TreeId, YamlOptions};

/// A set with one document per text; a text that begins with a fence is a Markdown page.
pub(crate) fn sources(texts: &[&str]) -> (SourceSet, Vec<TreeId>) {
    let mut set = SourceSet::default();
    let mut trees = Vec::new();
    let mut diags = Diagnostics::new();
    for (index, text) in texts.iter().enumerate() {
        let extension = if text.contains("```") { "md" } else { "yaml" };
        let location = format!("{index}.{extension}");
        let loader = MemoryLoader::default().with(location.as_str(), text.as_bytes());
        let options = YamlOptions::default();
        trees.extend(crate::source::read(
            &mut set, &loader, &location, options, &mut diags,
        ));
    }
    assert!(
        !diags.has_errors(),
        "{}",
        crate::diag::render(&diags, &set, false)
    );
    (set, trees)
}

/// What document and resolve make of documents.
pub(crate) fn resolved(texts: &[&str]) -> (Api, Diagnostics) {
    let (set, trees) = sources(texts);
    let mut diags = Diagnostics::new();
    let document = crate::document::read(&set, &trees, &mut diags);
    let api = crate::resolve::resolve(&set, &document, &ApiSettings::default(), &mut diags);
    (api, diags)
}

/// What document and resolve make of a document that refers to other files; the first is the document.
pub(crate) fn resolved_files(files: &[(&str, &str)]) -> (Api, Diagnostics) {
    let (set, trees, mut diags) = linked(files);
    let document = crate::document::read(&set, &trees, &mut diags);
    let api = crate::resolve::resolve(&set, &document, &ApiSettings::default(), &mut diags);
    (api, diags)
}

/// The first of these files with all that it refers to.
pub(crate) fn linked(files: &[(&str, &str)]) -> (SourceSet, Vec<TreeId>, Diagnostics) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let mut loader = MemoryLoader::default();
    for (name, text) in files {
        loader = loader.with(*name, text.as_bytes());
    }
    let options = YamlOptions::default();
    let root = files.first().map_or("", |(name, _)| *name);
    let trees = crate::source::read(&mut set, &loader, root, options, &mut diags);
    crate::source::load_references(&mut set, &loader, &trees, options, &mut diags);
    (set, trees, diags)
}

/// The codes of errors and warnings, in order.
pub(crate) fn complaints(diags: &Diagnostics) -> Vec<String> {
    let told = diags.iter().filter(|d| d.severity != Severity::Note);
    told.map(|d| format!("{:?} {} {}", d.severity, d.code, d.message))
        .collect()
}

/// A document with these schemas and no operation.
pub(crate) fn with_schemas(schemas: &str) -> String {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    )
}
