//! A document that grows never renames what was there, as long as the lock is passed on.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::fixture::{api, lowered};
use crate::settings::NameLock;

/// Texts that become the same name, or names that are taken already.
const TEXTS: &[&str] = &[
    "a",
    "A",
    "a2",
    "a_2",
    "a-b",
    "aB",
    "ab",
    "self",
    "Self",
    "type",
    "new",
    "Unknown",
    "unknown",
    "Option",
    "",
    "1",
    "+1",
    "extra",
    "item",
    "body",
    "options",
    "aResponse",
    "aOptions",
    "aError",
    "aBody",
    "é",
];

/// What a document has: schemas, their properties and values, and operations, each a choice among [`TEXTS`].
#[derive(Clone, Debug)]
struct Parts {
    schemas: Vec<&'static str>,
    properties: Vec<&'static str>,
    values: Vec<&'static str>,
    operations: Vec<&'static str>,
    branches: Vec<&'static str>,
}

impl Parts {
    fn text(&self) -> String {
        let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n");
        for (index, operation) in self.operations.iter().enumerate() {
            let schema = self.schemas.get(index % self.schemas.len().max(1));
            let schema = match schema {
                Some(name) => format!("{{$ref: '#/components/schemas/x{name}'}}"),
                None => "{type: object, properties: {inline: {type: string, enum: [z]}}}".into(),
            };
            // The path depends on the operation alone, as it does in documents.
            let _ = write!(
                text,
                "  '/p{operation}/{{id}}':
    post:
      operationId: 'x{operation}'
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: options, in: query, schema: {{type: string}}}}
      requestBody: {{content: {{application/json: {{schema: {schema}}}, text/plain: {{}}, multipart/form-data: {{schema: {{$ref: '#/components/schemas/zf'}}}}}}}}
      responses:
        '200': {{description: Ok, content: {{application/json: {{schema: {schema}}}}}}}
        '202': {{description: Later}}
        '404': {{description: No, content: {{text/plain: {{schema: {{type: string}}}}}}}}
        '409': {{description: Clash, content: {{application/json: {{schema: {schema}}}}}}}
"
            );
        }
        text.push_str("components:\n  schemas:\n    zz: {type: string}\n");
        text.push_str(
            "    zf: {type: object, properties: {file: {type: string, format: binary}}}\n",
        );
        for schema in &self.schemas {
            let _ = write!(
                text,
                "    'x{schema}':\n      type: object\n      properties:\n"
            );
            let _ = writeln!(
                text,
                "        zz: {{type: string, enum: {:?}}}",
                self.values
            );
            let branches: Vec<String> = self
                .branches
                .iter()
                .map(|b| format!("{{type: object, title: '{b}', required: ['{b}'], properties: {{'{b}': {{type: string}}}}}}"))
                .collect();
            let _ = writeln!(
                text,
                "        yy: {{anyOf: [{{type: string}}, {}]}}",
                [branches, vec!["{type: integer}".to_owned()]]
                    .concat()
                    .join(", ")
            );
            for property in &self.properties {
                let _ = writeln!(
                    text,
                    "        'p{property}': {{type: object, properties: {{inner: {{type: string}}}}}}\n        '{property}': {{type: string}}"
                );
            }
        }
        text
    }
}

/// Some of the texts, and more of them.
fn grown(least: usize) -> impl Strategy<Value = (Vec<&'static str>, Vec<&'static str>)> {
    (subsequence(TEXTS, least..6), subsequence(TEXTS, 0..4)).prop_map(|(some, more)| {
        let new = more.iter().filter(|text| !some.contains(text));
        let all = TEXTS
            .iter()
            .filter(|text| some.contains(text) || new.clone().any(|n| n == *text));
        let all = all.copied().collect();
        (some, all)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn growth_renames_nothing(
        schemas in grown(1),
        properties in grown(1),
        values in grown(1),
        operations in grown(1),
        branches in (Just(vec!["q", "r"]), Just(vec!["q", "r", "s"])),
    ) {
        let small = Parts {
            schemas: schemas.0,
            properties: properties.0,
            values: values.0,
            operations: operations.0,
            branches: branches.0,
        };
        let large = Parts {
            schemas: schemas.1,
            properties: properties.1,
            values: values.1,
            operations: operations.1,
            branches: branches.1,
        };
        let (_, lock, _) = lowered(&api(&small.text()), NameLock::default());
        let (_, later, _) = lowered(&api(&large.text()), lock.clone());
        for (scope, names) in &lock.apis["shop"] {
            for (key, name) in names {
                let now = later.apis["shop"].get(scope).and_then(|names| names.get(key));
                prop_assert_eq!(now, Some(name), "`{}` of `{}`", key, scope);
            }
        }
    }
}
