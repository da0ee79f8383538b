//! Documents that a program builds, instead of a person writing them.
//!
//! Takes an `openapiv3` document; gives a loader that holds it as JSON, so that it goes through the same stages as any
//! other. Must never read `openapiv3`'s model as if it were the document: it is a model of OpenAPI 3.0 alone.

use openapiv3::OpenAPI;

use crate::source::MemoryLoader;

/// A loader that holds a document under a name, for [`pipeline::run`](crate::pipeline::run).
///
/// ```
/// use oasmith::{diag::Diagnostics, from_openapiv3, pipeline, source::SourceSet};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let document = openapiv3::OpenAPI { openapi: "3.0.3".into(), ..Default::default() };
/// let loader = from_openapiv3("pets.json", &document)?;
/// let documents = vec!["pets.json".to_owned()];
/// let job = pipeline::Job::of_documents("pets", "pets", documents, Default::default());
/// let mut diagnostics = Diagnostics::new();
/// let output = pipeline::run(&mut SourceSet::default(), &loader, &job, &mut diagnostics);
/// assert!(output.tree.contains_key("src/client.rs"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// When the document holds something that JSON cannot, such as a number that is not finite.
pub fn from_openapiv3(name: &str, document: &OpenAPI) -> Result<MemoryLoader, serde_json::Error> {
    let text = serde_json::to_string_pretty(document)?;
    Ok(MemoryLoader::default().with(name, text))
}
