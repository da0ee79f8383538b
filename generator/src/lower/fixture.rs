//! APIs for tests: from the text of a document to the generated crate's data and files.

use crate::diag::Diagnostics;
use crate::format::FileTree;
use crate::model::Api;
use crate::rust::Crate;
use crate::settings::{NameLock, Settings};
use crate::source::{MemoryLoader, SourceSet, YamlOptions};

/// The model of a YAML document.
pub(crate) fn api(text: &str) -> Api {
    let mut diags = Diagnostics::new();
    let mut set = SourceSet::default();
    let loader = MemoryLoader::default().with("shop.yaml", text);
    let trees = crate::source::read(
        &mut set,
        &loader,
        "shop.yaml",
        YamlOptions::default(),
        &mut diags,
    );
    let document = crate::document::read(&set, &trees, &mut diags);
    let api = crate::resolve::resolve(&set, &document, &Default::default(), &mut diags);
    assert!(
        !diags.has_errors(),
        "{}",
        crate::diag::render(&diags, &set, false)
    );
    api
}

/// A document with these schemas and no operation but one that sends `Sent` and receives `Received`.
pub(crate) fn schemas(schemas: &str) -> Api {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    api(&format!(
        "openapi: 3.1.0
info: {{title: Shop, version: '1'}}
servers: [{{url: 'https://shop.example'}}]
paths:
  /things:
    post:
      operationId: things
      requestBody:
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Sent'}}}}}}
        required: true
      responses:
        '200':
          description: Done
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Received'}}}}}}
components:
  schemas:
{indented}"
    ))
}

/// The crate of one API called `shop`, with the names of an earlier run.
pub(crate) fn lowered(api: &Api, names: NameLock) -> (Crate, NameLock, Diagnostics) {
    let mut settings = Settings {
        names,
        ..Settings::default()
    };
    settings.output.name = "clients".to_owned();
    let mut diags = Diagnostics::new();
    let (krate, lock) = super::lower(&[("shop".to_owned(), api.clone())], &settings, &mut diags);
    (krate, lock, diags)
}

/// The files of one API called `shop`.
pub(crate) fn files(api: &Api) -> FileTree {
    let (krate, _, mut diags) = lowered(api, NameLock::default());
    let tree = crate::format::format(&crate::emit::emit(&krate), &mut diags);
    assert!(!diags.has_errors(), "{diags:?}");
    tree
}
