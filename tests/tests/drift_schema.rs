//! What `oasmith diff --format json` prints is valid by its published schema.

use oasmith::drift;
use oasmith::pipeline::{Job, compare};
use oasmith::source::MemoryLoader;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../generator/schemas/drift-1.json");
const OLD: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    post:
      operationId: add_pet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, required: [petName], properties: {petName: {type: string}, kind: {type: string, enum: [cat]}}}
";

fn report(new: &str) -> Value {
    let loader = MemoryLoader::default()
        .with("old.yaml", OLD)
        .with("new.yaml", new);
    let job =
        |name: &str| Job::of_documents("api", "api", vec![name.to_owned()], Default::default());
    let (old, new) = (job("old.yaml"), job("new.yaml"));
    let (.., report) = compare(&loader, ("old.yaml", &old), ("new.yaml", &new));
    let text = drift::json(&report.expect("both can be read"));
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn reports_are_valid_by_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let changed = OLD
        .replace("[cat]", "[cat, dog]")
        .replace("petName", "pet_name")
        .replace("/pets:", "/v2/pets:");
    for (new, least) in [(OLD.to_owned(), 0), (changed, 3)] {
        let report = report(&new);
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|e| e.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        let entries = report["entries"].as_array().expect("a list");
        assert!(entries.len() >= least, "{report:#}");
        let renamed = entries.iter().any(|entry| entry["rename"].is_object());
        assert_eq!(renamed, least > 0);
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut wrong = report(&OLD.replace("[cat]", "[cat, dog]"));
    wrong["entries"][0]["id"] = "12".into();
    assert!(!validator.is_valid(&wrong));
}
