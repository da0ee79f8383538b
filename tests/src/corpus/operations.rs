//! What a document holds, counted on its bare tree.
//!
//! Takes a read document; gives the operations and component schemas that its text has, found without any of the stages
//! that may lose one. Must never look at a model.

use std::collections::BTreeSet;

use oasmith::source::{NodeRef, SourceSet};

/// The fixed methods of a path item.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// What a document says that it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// `POST /groups`
    pub operations: BTreeSet<String>,
    /// Names under `components.schemas`.
    pub schemas: BTreeSet<String>,
}

/// Counts what the first document of a set holds.
pub fn held(set: &SourceSet) -> Held {
    let mut held = Held::default();
    let Some(root) = (0..set.trees.len() as u32)
        .map(|tree| set.root(oasmith::source::TreeId(tree)))
        .find(|root| root.get("openapi").is_some())
    else {
        return held;
    };
    for (path, item) in root.get("paths").into_iter().flat_map(NodeRef::entries) {
        if !path.starts_with('/') {
            continue;
        }
        let Some(item) = path_item(root, item) else {
            continue;
        };
        let fixed = METHODS.iter().filter(|method| item.get(method).is_some());
        let more = item.get("additionalOperations");
        let more = more.into_iter().flat_map(NodeRef::entries).map(|(m, _)| m);
        for method in fixed
            .map(|method| method.to_uppercase())
            .chain(more.map(str::to_owned))
        {
            held.operations.insert(format!("{method} {path}"));
        }
    }
    let schemas = root.get("components").and_then(|c| c.get("schemas"));
    held.schemas = schemas
        .into_iter()
        .flat_map(NodeRef::entries)
        .map(|(name, _)| name.to_owned())
        .collect();
    held
}

/// A path item, behind its reference when that stays inside of the document.
fn path_item<'a>(root: NodeRef<'a>, item: NodeRef<'a>) -> Option<NodeRef<'a>> {
    let Some(reference) = item.get("$ref").and_then(NodeRef::as_str) else {
        return Some(item);
    };
    let pointer = reference.strip_prefix("#/")?;
    pointer.split('/').try_fold(root, |at, key| {
        at.get(&key.replace("~1", "/").replace("~0", "~"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::diag::Diagnostics;
    use oasmith::source::{MemoryLoader, YamlOptions, read};

    #[test]
    fn operations_of_referenced_path_items_count() {
        let text = r##"{"openapi": "3.1.0", "paths": {
            "/a": {"get": {}, "parameters": []},
            "/b": {"$ref": "#/components/pathItems/P"},
            "x-c": {"get": {}}
        }, "components": {"pathItems": {"P": {"post": {}}}, "schemas": {"S": {}}}}"##;
        let mut set = SourceSet::default();
        let loader = MemoryLoader::default().with("a.json", text);
        let mut diags = Diagnostics::new();
        read(
            &mut set,
            &loader,
            "a.json",
            YamlOptions::default(),
            &mut diags,
        );
        let held = held(&set);
        assert_eq!(
            Vec::from_iter(held.operations),
            ["GET /a".to_owned(), "POST /b".to_owned()]
        );
        assert_eq!(Vec::from_iter(held.schemas), ["S".to_owned()]);
    }
}
