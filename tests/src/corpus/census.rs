//! Where a type is any JSON value although the document says more than that.
//!
//! Takes the model of a document and its bare tree; gives the places, each with the reason. A type that is opaque says
//! its reason itself; one that is any value is believed only when its schema has nothing but words for people.

use oasmith::model::{Api, TypeKind};
use oasmith::source::{NodeRef, SourceSet};

/// Keywords that say nothing of which values are valid.
const SILENT: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
    "discriminator",
    "$comment",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "definitions",
    "xml",
];

/// What a document has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// How many schemas became types.
    pub schemas: usize,
    /// Those that are any JSON value although the document says more: pointer and reason.
    pub untyped: Vec<(String, String)>,
}

/// Takes the census of an API.
pub fn census(set: &SourceSet, api: &Api) -> Census {
    let mut untyped = Vec::new();
    for ty in &api.types {
        match &ty.kind {
            TypeKind::Opaque { reason } => untyped.push((ty.place.key.clone(), reason.clone())),
            TypeKind::Any => {
                let said = said(set.node(ty.place.origin));
                // A made schema stands at the place of what it is made of, and has a key of its own.
                if !said.is_empty() && at_its_key(set, ty.place.origin, &ty.place.key) {
                    let reason = format!("any value, beside {}", said.join(", "));
                    untyped.push((ty.place.key.clone(), reason));
                }
            }
            TypeKind::Null => {
                untyped.push((ty.place.key.clone(), "null and nothing else".to_owned()));
            }
            _ => {}
        }
    }
    untyped.sort();
    untyped.dedup();
    Census {
        schemas: api.types.len(),
        untyped,
    }
}

/// The keywords of a schema that say something of its values.
fn said(schema: NodeRef<'_>) -> Vec<String> {
    let entries = schema.entries().filter(|(key, value)| {
        let empty = value.is_object() && value.entries().next().is_none();
        !(SILENT.contains(key) || key.starts_with("x-") || *key == "not" && empty)
    });
    entries.map(|(key, _)| format!("`{key}`")).collect()
}

fn at_its_key(set: &SourceSet, origin: oasmith::source::Origin, key: &str) -> bool {
    let pointer = set.pointer(origin);
    key.strip_prefix('#').is_some_and(|key| key == pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::diag::Diagnostics;
    use oasmith::pipeline::{Job, run};
    use oasmith::settings::NameLock;
    use oasmith::source::MemoryLoader;

    fn of(schemas: &str) -> Vec<(String, String)> {
        let text = format!(
            r#"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{}},"components":{{"schemas":{schemas}}}}}"#
        );
        let loader = MemoryLoader::default().with("a.json", text);
        let documents = vec!["a.json".to_owned()];
        let job = Job::of_documents("api", "api", documents, NameLock::default());
        let mut set = SourceSet::default();
        let output = run(&mut set, &loader, &job, &mut Diagnostics::new());
        census(&set, &output.apis[0].1).untyped
    }

    #[test]
    fn a_schema_that_says_nothing_is_typed_enough() {
        assert_eq!(
            of(r#"{"A": {}, "B": {"description": "d", "x-c": 1}, "C": true}"#),
            []
        );
        assert_eq!(
            of(r#"{"A": {"type": "object", "properties": {"a": {}}}}"#),
            []
        );
    }

    #[test]
    fn one_that_says_something_and_is_any_value_is_listed() {
        let found = of(r#"{"A": {"not": {"type": "string"}}, "B": {"type": "null"}}"#);
        let keys: Vec<&str> = found.iter().map(|(key, _)| &**key).collect();
        assert_eq!(keys, ["#/components/schemas/A", "#/components/schemas/B"]);
        assert_eq!(found[0].1, "any value, beside `not`");
    }
}
