//! Enums of answers that say the same: one type, and other names for it.
//!
//! Takes operations and the types that they add; gives these with all but the first of equal enums as aliases. Equal are
//! those with the same statuses, types, media types and docs. Each operation keeps a name of its own for what it
//! answers, so that one that parts from the others some day renames nothing. Must never share anything but answers by
//! status: the rule for types of schemas is that of `sharing`.

use std::collections::BTreeMap;

use crate::rust::{Item, ItemKind, Operation, Outcome, RustType, StatusEnum};

use super::outcomes;

/// Shares equal enums of answers; the first operation that has one names it.
pub(super) fn shared(items: Vec<Item>, operations: &[Operation]) -> Vec<Item> {
    let mut methods = BTreeMap::new();
    for operation in operations {
        for outcome in [&operation.ok, &operation.err] {
            if let Outcome::ByStatus(name, _) = outcome {
                methods.insert(name.as_str(), operation.name.as_str());
            }
        }
    }
    let mut firsts: Vec<(StatusEnum, usize)> = Vec::new();
    let mut found: Vec<Item> = Vec::new();
    for mut item in items {
        if let ItemKind::ByStatus(told) = &item.kind {
            let first = firsts.iter().find(|(first, _)| first == told);
            match first.and_then(|(_, at)| found.get_mut(*at)) {
                Some(first) => {
                    let method = methods.get(first.name.as_str()).copied();
                    first.docs = outcomes::docs_of_several(method.unwrap_or_default());
                    item.kind = ItemKind::Alias(RustType::Named(first.name.clone()));
                }
                None => firsts.push((told.clone(), found.len())),
            }
        }
        found.push(item);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{api, lowered};
    use crate::rust::{Item, ItemKind, RustType};
    use crate::settings::NameLock;

    fn items(responses: [&str; 3]) -> Vec<Item> {
        let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n");
        for (name, responses) in ["a", "b", "c"].iter().zip(responses) {
            text.push_str(&format!(
                "  /{name}:\n    get: {{operationId: {name}, responses: {{'204': {{description: x}}, {responses}}}}}\n"
            ));
        }
        let (krate, ..) = lowered(&api(&text), NameLock::default());
        krate.apis[0].items().cloned().collect()
    }

    fn kind<'a>(items: &'a [Item], name: &str) -> &'a ItemKind {
        &items.iter().find(|item| item.name == name).unwrap().kind
    }

    const JSON: &str = "content: {application/json: {schema: {type: string}}}";
    const PLAIN: &str = "content: {text/plain: {schema: {type: string}}}";

    #[test]
    fn equal_errors_are_one_type_with_many_names() {
        let same =
            format!("'400': {{description: Bad, {JSON}}}, '404': {{description: No, {PLAIN}}}");
        let other = same.replace("No", "Not here");
        let items = items([&same, &other, &same]);
        assert!(matches!(kind(&items, "AError"), ItemKind::ByStatus(_)));
        assert!(
            matches!(kind(&items, "BError"), ItemKind::ByStatus(_)),
            "its docs differ"
        );
        let first = RustType::Named("AError".to_owned());
        assert!(matches!(kind(&items, "CError"), ItemKind::Alias(ty) if *ty == first));
        let docs = &items
            .iter()
            .find(|item| item.name == "AError")
            .unwrap()
            .docs;
        assert_eq!(*docs, ["What `a` and others answer, by status."]);
    }

    #[test]
    fn media_types_tell_apart() {
        let one =
            format!("'400': {{description: Bad, {JSON}}}, '404': {{description: No, {PLAIN}}}");
        let other = one.replace("text/plain", "text/html");
        let items = items([&one, &other, &one.replace("'404'", "'405'")]);
        for name in ["AError", "BError", "CError"] {
            assert!(
                matches!(kind(&items, name), ItemKind::ByStatus(_)),
                "{name}"
            );
        }
    }
}
