//! A second opinion: for OpenAPI 3.0 documents, our reading of operations, parameters, bodies and responses equals that
//! of the `openapiv3` crate.
//!
//! Runs on the project's own 3.0 case, and on the documents of ../shared/corpus where that folder is there.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use oasmith::diag::Diagnostics;
use oasmith::model::{self, Api, ParameterPlace, StatusKey};
use oasmith::pipeline::{Job, run};
use oasmith::source::{FileLoader, SourceSet};
use openapiv3::{OpenAPI, ReferenceOr};

/// One line per fact, so that a difference reads as one.
type Facts = BTreeSet<String>;

fn ours(api: &Api) -> Facts {
    let mut facts = Facts::new();
    for operation in &api.operations {
        let name = format!("{} {}", operation.method.0, operation.path);
        facts.insert(name.clone());
        for parameter in &operation.parameters {
            let place = match parameter.location {
                ParameterPlace::Path => "path",
                ParameterPlace::Query | ParameterPlace::QueryString => "query",
                ParameterPlace::Header => "header",
                ParameterPlace::Cookie => "cookie",
            };
            let required = parameter.required || place == "path";
            facts.insert(format!("{name}: {place} {} {required}", parameter.name));
        }
        for media in operation.body.iter().flat_map(|body| &body.media) {
            facts.insert(format!("{name}: body {}", media.name));
        }
        for response in &operation.responses {
            let status = match response.status {
                StatusKey::Code(code) => code.to_string(),
                StatusKey::Range(digit) => format!("{digit}XX"),
                StatusKey::Default => "default".to_owned(),
            };
            facts.insert(format!("{name}: {status}"));
            for media in &response.media {
                facts.insert(format!("{name}: {status} {}", media.name));
            }
        }
    }
    facts
}

/// The component that a reference names, through any number of references.
fn component<'d, T>(
    document: &'d OpenAPI,
    mut item: &'d ReferenceOr<T>,
    of: impl Fn(&'d openapiv3::Components, &str) -> Option<&'d ReferenceOr<T>>,
) -> Option<&'d T> {
    while let ReferenceOr::Reference { reference } = item {
        let name = reference.rsplit('/').next()?;
        item = of(document.components.as_ref()?, name)?;
    }
    item.as_item()
}

fn theirs(document: &OpenAPI) -> Facts {
    let mut facts = Facts::new();
    for (path, item) in document.paths.iter() {
        let Some(item) = item.as_item() else { continue };
        // `{.id*}` of RFC 6570 is not OpenAPI; we read it as `{id}`, openapiv3 as a name.
        if path.contains(['*', ';']) || path.contains("{.") {
            continue;
        }
        for (method, operation) in item.iter() {
            let name = format!("{} {path}", method.to_uppercase());
            facts.insert(name.clone());
            let mut parameters = indexmap::IndexMap::new();
            for parameter in item.parameters.iter().chain(&operation.parameters) {
                let Some(found) = component(document, parameter, |c, n| c.parameters.get(n)) else {
                    continue;
                };
                let place = match found {
                    openapiv3::Parameter::Path { .. } => "path",
                    openapiv3::Parameter::Query { .. } => "query",
                    openapiv3::Parameter::Header { .. } => "header",
                    openapiv3::Parameter::Cookie { .. } => "cookie",
                };
                let data = found.parameter_data_ref();
                let required = data.required || place == "path";
                parameters.insert((place, data.name.clone()), required);
            }
            for ((place, parameter), required) in parameters {
                facts.insert(format!("{name}: {place} {parameter} {required}"));
            }
            let body = operation.request_body.as_ref();
            let body = body.and_then(|b| component(document, b, |c, n| c.request_bodies.get(n)));
            for media in body.iter().flat_map(|body| body.content.keys()) {
                facts.insert(format!("{name}: body {media}"));
            }
            let default = operation
                .responses
                .default
                .iter()
                .map(|r| ("default".to_owned(), r));
            let listed = operation.responses.responses.iter();
            for (status, response) in default.chain(listed.map(|(s, r)| (s.to_string(), r))) {
                let Some(response) = component(document, response, |c, n| c.responses.get(n))
                else {
                    continue;
                };
                facts.insert(format!("{name}: {status}"));
                for media in response.content.keys() {
                    facts.insert(format!("{name}: {status} {media}"));
                }
            }
        }
    }
    facts
}

/// Our reading and theirs; none when one of both refuses the document.
fn readings(path: &Path) -> Option<(Facts, Facts)> {
    let text = std::fs::read_to_string(path).ok()?;
    let document: OpenAPI = match path.extension()?.to_str()? {
        "json" => serde_json::from_str(&text).ok()?,
        _ => serde_yaml::from_str(&text).ok()?,
    };
    let documents = vec![path.to_string_lossy().into_owned()];
    let job = Job::of_documents("oracle", "oracle", documents, Default::default());
    let (mut set, mut diags) = (SourceSet::default(), Diagnostics::new());
    let output = run(&mut set, &FileLoader::new(""), &job, &mut diags);
    let (_, api) = output.apis.first()?;
    // openapiv3 does not follow a Path Item that is a reference.
    let whole = |o: &model::Operation| document.paths.paths.get(&o.path)?.as_item().map(|_| ());
    let mut api = api.clone();
    api.operations
        .retain(|operation| whole(operation).is_some());
    (!diags.has_errors()).then(|| (ours(&api), theirs(&document)))
}

/// What the readings differ in; none when one of both refuses the document.
fn differences(path: &Path) -> Option<Vec<String>> {
    let (ours, theirs) = readings(path)?;
    let ours_alone = ours
        .difference(&theirs)
        .map(|fact| format!("only ours: {fact}"));
    let theirs_alone = theirs
        .difference(&ours)
        .map(|fact| format!("only theirs: {fact}"));
    Some(ours_alone.chain(theirs_alone).collect())
}

#[test]
fn our_own_document_reads_the_same() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/composition.yaml");
    assert_eq!(differences(&path), Some(Vec::new()));
}

#[test]
fn real_documents_read_the_same() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(index) = std::fs::read_to_string(corpus.join("INDEX.tsv")) else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: ../shared/corpus is not here, so there are no documents to compare"
        );
        return;
    };
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in index.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [path, _, _, version, bytes, ..] = cells[..] else {
            continue;
        };
        // A debug build takes seconds for each of the largest.
        if !version.starts_with("3.0") || bytes.parse::<u64>().is_ok_and(|b| b > 400_000) {
            continue;
        }
        match differences(&corpus.join(path)) {
            Some(differences) => {
                compared += 1;
                wrong.extend(differences.iter().map(|d| format!("{path}: {d}")));
            }
            None => println!("not compared, one of both refuses it: {path}"),
        }
    }
    println!("{compared} documents compared");
    assert!(compared >= 20, "only {compared} documents compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
