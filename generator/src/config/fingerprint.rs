//! The hash of a configuration: of its text, except that the order in which an API lists its documents does not count,
//! because the result does not depend on it.

use crate::hash::sha256;
use crate::source::{NodeRef, SourceSet};

/// The hash of the configuration whose root is given.
pub(super) fn fingerprint(set: &SourceSet, root: NodeRef<'_>) -> String {
    let text = &set.file(root.file()).text;
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for (start, end, item) in permuted(text, root) {
        // Spans come in the order of the text; one that does not is left as it is.
        if start < copied {
            continue;
        }
        result.push_str(text.get(copied..start).unwrap_or_default());
        result.push_str(item);
        copied = end;
    }
    result.push_str(text.get(copied..).unwrap_or_default());
    sha256(result.as_bytes())
}

/// Every item of every `documents` list, with the text that stands in its place when the list is sorted.
fn permuted<'t>(text: &'t str, root: NodeRef<'_>) -> Vec<(usize, usize, &'t str)> {
    let mut found = Vec::new();
    let Some(apis) = root.get("apis") else {
        return found;
    };
    for documents in apis.entries().filter_map(|(_, api)| api.get("documents")) {
        let span = |item: NodeRef<'_>| (item.span().start as usize, item.span().end as usize);
        let places: Vec<(usize, usize)> = documents.items().map(span).collect();
        let slice = |place: &(usize, usize)| text.get(place.0..place.1).unwrap_or_default();
        let mut sorted: Vec<&str> = places.iter().map(slice).collect();
        sorted.sort_unstable();
        let with_item = |(place, item): (&(usize, usize), &'t str)| (place.0, place.1, item);
        found.extend(places.iter().zip(sorted).map(with_item));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read_text;

    fn hash(text: &str) -> String {
        let (set, tree) = read_text("oasmith.yaml", text);
        fingerprint(&set, set.root(tree))
    }

    #[test]
    fn the_order_of_documents_does_not_count() {
        let a = "apis:\n  x: { documents: [a.md, b.md] }\n  y: { documents: [c, d] }\n";
        let b = "apis:\n  x: { documents: [b.md, a.md] }\n  y: { documents: [d, c] }\n";
        assert_eq!(hash(a), hash(b));
        let a = "apis:\n  x:\n    documents:\n      - a.md\n      - b.md\n";
        let b = "apis:\n  x:\n    documents:\n      - b.md\n      - a.md\n";
        assert_eq!(hash(a), hash(b));
    }

    #[test]
    fn everything_else_counts() {
        let text = "apis:\n  x: { documents: [a.md, b.md] }\n";
        assert_ne!(hash(text), hash(&format!("{text}# a comment\n")));
        assert_ne!(hash(text), hash(&text.replace("b.md", "c.md")));
        assert_ne!(hash(text), hash(&text.replace("x:", "z:")));
    }
}
