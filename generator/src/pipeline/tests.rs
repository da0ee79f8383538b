use super::*;
use crate::config;
use crate::diag::render;
use crate::source::MemoryLoader;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://t.test }]
paths: {}
";

const CONFIGURATION: &str = "\
crate: { path: ../generated, name: api-clients }
apis:
  a: { documents: [a/one.yaml, a/two.yaml], tables: [{ page: a/page.md, operation: GET /x }] }
";

fn files() -> MemoryLoader {
    MemoryLoader::default()
        .with("specs/oasmith.yaml", CONFIGURATION)
        .with("specs/a/one.yaml", DOCUMENT)
        .with("specs/a/two.yaml", format!("{DOCUMENT}# two\n"))
        .with("specs/a/page.md", "# Page\n")
}

fn run_configured(loader: &MemoryLoader) -> (Output, String) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let config = config::read(&mut set, loader, "specs/oasmith.yaml", &mut diags);
    let output = match config {
        Some(config) => {
            let job = Job::of_config(&config, NameLock::default());
            run(&mut set, loader, &job, &mut diags)
        }
        None => Output::default(),
    };
    (output, render(&diags, &set, false))
}

#[test]
fn the_lock_has_the_hash_of_everything_that_was_read() {
    let (output, shown) = run_configured(&files());
    assert!(!shown.contains("error["), "{shown}");
    let lock = &output.lock;
    let documents: Vec<_> = lock.documents.keys().map(String::as_str).collect();
    assert_eq!(documents, ["a/one.yaml", "a/two.yaml"]);
    assert_eq!(lock.documents["a/one.yaml"], sha256(DOCUMENT.as_bytes()));
    assert_eq!(lock.pages["a/page.md"], sha256(b"# Page\n"));
    assert_eq!(lock.configuration, Some(sha256(CONFIGURATION.as_bytes())));
    assert_eq!(lock.directory, "../generated");
    assert_eq!(lock.generated, Lock::hashes(&output.tree));
    assert_eq!(output.pages[0].operation, "GET /x");
}

#[test]
fn nothing_is_generated_when_a_document_or_a_page_cannot_be_read() {
    for (path, code) in [
        ("specs/a/two.yaml", "error[O0001]"),
        ("specs/a/page.md", "error[O0407]"),
    ] {
        let mut loader = files();
        loader.0.remove(path);
        let (output, shown) = run_configured(&loader);
        assert!(output.tree.is_empty());
        assert!(shown.contains(code) && shown.contains(path), "{shown}");
    }
    let (_, shown) = run_configured(&files().with("specs/a/page.md", &b"\xff"[..]));
    assert!(shown.contains("it is not UTF-8"), "{shown}");
}

#[test]
fn a_crate_of_documents_does_not_tell_where_they_were() {
    let loader = MemoryLoader::default()
        .with("home/me/openapi.yaml", DOCUMENT)
        .with("other/openapi.yaml", format!("{DOCUMENT}# other\n"));
    let of = |documents: [&str; 2]| {
        let documents = documents.map(str::to_owned).to_vec();
        let job = Job::of_documents("pets", "pets", documents, NameLock::default());
        let mut diags = Diagnostics::new();
        run(&mut SourceSet::default(), &loader, &job, &mut diags)
            .lock
            .render()
    };
    let text = of(["home/me/openapi.yaml", "other/openapi.yaml"]);
    assert!(!text.contains("home"), "{text}");
    assert!(
        text.contains("openapi.yaml: ") && text.contains("\"openapi.yaml (2)\": "),
        "{text}"
    );
    assert_eq!(text, of(["other/openapi.yaml", "home/me/openapi.yaml"]));
}

#[test]
fn files_that_a_document_refers_to_count_as_it_does() {
    let refers = DOCUMENT.replace("paths: {}", "paths: { $ref: '../shared/paths.yaml' }");
    let loader = files()
        .with("specs/a/one.yaml", refers.clone())
        .with("specs/a/two.yaml", refers)
        .with(
            "specs/shared/paths.yaml",
            "/x: { get: { responses: { '204': { description: d } } } }\n",
        );
    let (output, shown) = run_configured(&loader);
    assert!(!shown.contains("error["), "{shown}");
    let documents: Vec<_> = output.lock.documents.keys().map(String::as_str).collect();
    assert_eq!(documents, ["a/one.yaml", "a/two.yaml", "shared/paths.yaml"]);
    assert_eq!(output.apis[0].1.operations.len(), 1);
}

const FAULTY: &str = "\
openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://t.test }]
paths:
  /a/{id}: { get: { operationId: twin, responses: { '204': { description: d } } } }
  /b: { get: { operationId: twin, responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/nowhere' } } } } } } }
  /c: { get: { operationId: c, parameters: [{ $ref: '#/components/parameters/Gone' }], responses: {} } }
";

#[test]
fn a_lenient_run_gives_up_what_is_wrong_and_nothing_else() {
    let run = |lenient: bool| {
        let loader = MemoryLoader::default().with("api.yaml", FAULTY);
        let (mut set, mut diags) = (SourceSet::default(), Diagnostics::new());
        let documents = vec!["api.yaml".to_owned()];
        let job = Job::of_documents("t", "t", documents, NameLock::default()).lenient(lenient);
        let output = run(&mut set, &loader, &job, &mut diags);
        (output, render(&diags, &set, false))
    };
    let (strict, shown) = run(false);
    assert!(strict.tree.is_empty());
    for code in ["O0107", "O0200", "O0201"] {
        assert!(shown.contains(&format!("error[{code}]")), "{shown}");
    }
    let (output, shown) = run(true);
    assert!(
        !shown.contains("error[") && shown.contains("GET /c is left out"),
        "{shown}"
    );
    assert!(!output.tree.is_empty());
    let operations = &output.apis[0].1.operations;
    assert_eq!(operations.len(), 2);
    assert!(operations.iter().all(|operation| operation.id.is_none()));
    assert_eq!(operations[0].parameters[0].name, "id");
}
