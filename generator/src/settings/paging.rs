//! What the configuration says of operations that answer in pages.

use crate::source::Origin;

use super::{Entry, Picks};

/// How some operations answer in pages. Places in answers are names with dots between them, or JSON pointers.
#[derive(Clone, Debug)]
pub struct PagingRule {
    /// Where the configuration says it.
    pub origin: Origin,
    /// The operations; all that it fits, when none is named.
    pub picks: Picks,
    /// From a page to the next one.
    pub step: PagingStep,
    /// Where the items are, when they are not all of the answer.
    pub items: Option<Entry>,
    /// What is `false` on the last page.
    pub more: Option<Entry>,
    /// How many items, or pages where those are counted, there are in all.
    pub total: Option<Entry>,
}

/// From a page to the next one. What asks for it is a parameter of the query or a header, or a field of the body.
#[derive(Clone, Debug)]
pub enum PagingStep {
    /// The answer has what the parameter is to be.
    Cursor {
        /// The parameter.
        parameter: Entry,
        /// The place in the answer.
        from: Entry,
    },
    /// A header of the answer has it.
    Header {
        /// The parameter.
        parameter: Entry,
        /// The header.
        header: Entry,
    },
    /// The last item has it.
    Last {
        /// The parameter.
        parameter: Entry,
        /// The place in the item.
        last: Entry,
    },
    /// The parameter is how many items there were before.
    Offset(Entry),
    /// The parameter is the number of the page, and that of the first page.
    Page(Entry, u64),
    /// A `Link` header of this relation has the URL.
    Link(Entry),
    /// This place in the answer has the URL.
    Next(Entry),
}

/// The names in a place of an answer: `data.items`, `/data/items` or, for all of it, `.`.
pub fn segments(place: &str) -> Vec<String> {
    let split =
        |text: &str, by: char| -> Vec<String> { text.split(by).map(str::to_owned).collect() };
    match place.strip_prefix('/') {
        Some(pointer) => {
            let plain = |name: String| name.replace("~1", "/").replace("~0", "~");
            split(pointer, '/').into_iter().map(plain).collect()
        }
        None if place == "." => Vec::new(),
        None => split(place, '.'),
    }
}

/// The JSON pointer of a place in an answer.
pub fn pointer(place: &str) -> String {
    let names = segments(place).into_iter();
    names
        .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn places_are_names_or_pointers() {
        for (place, wanted) in [
            (".", ""),
            ("data", "/data"),
            ("data.items", "/data/items"),
            ("/@odata.nextLink", "/@odata.nextLink"),
            ("/a~1b/c", "/a~1b/c"),
            ("a/b~.c", "/a~1b~0/c"),
        ] {
            assert_eq!(pointer(place), wanted, "{place}");
        }
    }
}
