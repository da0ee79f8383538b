//! Input that means no good: each becomes Rust that parses, or an error with a place and a code, in reasonable time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod formats;
mod mutations;
mod sizes;

use std::time::{Duration, Instant};

use oasmith::diag::{Diagnostics, Severity};
use oasmith::pipeline::{Job, run};
use oasmith::settings::NameLock;
use oasmith::source::{MemoryLoader, SourceSet};

/// How long a document may take in a debug build on a busy machine. What is quadratic in thousands takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the pipeline makes of a text: the generated Rust in one, or the codes of its errors. With a stack as the
/// program has it.
fn made(name: &str, text: impl AsRef<[u8]>) -> Result<String, Vec<u16>> {
    let (name, text) = (name.to_owned(), text.as_ref().to_vec());
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let thread = thread.spawn(move || made_here(&name, &text)).unwrap();
    match thread.join() {
        Ok(made) => made,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn made_here(name: &str, text: &[u8]) -> Result<String, Vec<u16>> {
    let begun = Instant::now();
    let loader = MemoryLoader::default().with(name, text);
    let job = Job::of_documents("api", "api", vec![name.to_owned()], NameLock::default());
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let output = run(&mut set, &loader, &job, &mut diags);
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    for (_, ledger) in &output.ledgers {
        let lost: Vec<String> = ledger.lost.iter().map(|at| set.pointer(*at)).collect();
        assert!(diags.has_errors() || lost.is_empty(), "lost: {lost:?}");
    }
    if output.tree.is_empty() {
        let errors: Vec<_> = diags
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .collect();
        assert!(!errors.is_empty(), "refused without an error");
        for error in &errors {
            assert!(error.primary.is_some(), "no place: {}", error.message);
        }
        // A message that repeats the document is of no use to anyone.
        let shown = oasmith::diag::render(&diags, &set, false);
        let per_finding = shown.len() / diags.iter().count().max(1);
        assert!(per_finding < 4_000, "{per_finding} bytes a finding");
        return Err(errors.iter().map(|error| error.code.0).collect());
    }
    assert!(!diags.has_errors());
    let mut whole = String::new();
    for (path, text) in &output.tree {
        let generated = path.ends_with(".rs") && !path.starts_with("src/runtime/");
        if generated {
            assert!(syn::parse_file(text).is_ok(), "{path} does not parse");
            whole.push_str(text);
        }
    }
    Ok(whole)
}

/// A document of these schemas (JSON), with an operation that sends and receives the one called `A`.
fn with_schemas(schemas: &str) -> String {
    format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}},
"servers": [{{"url": "https://a.example"}}], "paths": {{"/x": {{"post": {{"operationId": "op",
"requestBody": {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/A"}}}}}}}},
"responses": {{"200": {{"description": "ok", "content": {{"application/json": {{"schema":
{{"$ref": "#/components/schemas/A"}}}}}}}}}}}}}}}}, "components": {{"schemas": {{{schemas}}}}}}}"##
    )
}

/// One inline schema called `A`.
fn with_schema(schema: &str) -> String {
    with_schemas(&format!(r#""A": {schema}"#))
}

fn joined(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}
