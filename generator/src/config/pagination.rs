//! Reads which operations answer in pages, and how.

use super::read::Reader;
use crate::diag::codes::config as codes;
use crate::settings::{Entry, PagingRule, PagingStep};
use crate::source::NodeRef;

/// The keys that say how the next page is got, of which a rule has one, and the keys that go with each.
const KINDS: &[(&str, &[&str])] = &[
    ("cursor", &["from", "from_header", "last", "more"]),
    ("offset", &["total", "more"]),
    ("page", &["first", "pages", "more"]),
    ("link", &["more"]),
    ("next", &["more"]),
];

/// The keys that all rules may have.
const COMMON: &[&str] = &["items", "operations", "paths", "tags"];

impl Reader<'_> {
    pub(super) fn pagination(&mut self, node: NodeRef<'_>) -> Vec<PagingRule> {
        self.array(node, "`pagination`");
        node.items()
            .filter_map(|rule| self.paging_rule(rule))
            .collect()
    }

    fn paging_rule(&mut self, node: NodeRef<'_>) -> Option<PagingRule> {
        let what = "a rule of `pagination`";
        let said: Vec<_> = KINDS
            .iter()
            .filter(|(kind, _)| node.get(kind).is_some())
            .collect();
        let [(kind, with)] = said[..] else {
            // What is no rule at all is told as that, and an unknown key may be the missing one.
            let all: Vec<&str> = KINDS
                .iter()
                .flat_map(|(kind, with)| [*kind].into_iter().chain(with.iter().copied()))
                .collect();
            let before = self.diags.len();
            self.keys(node, what, &[&all, COMMON].concat());
            if self.diags.len() == before {
                let message = "a rule of `pagination` says one of `cursor`, `offset`, `page`, `link` and `next`";
                let label = match said.len() {
                    0 => "says none of them",
                    _ => "says several",
                };
                self.push_key(codes::MISSING_KEY, node, message.to_owned(), label);
            }
            return None;
        };
        self.keys(
            node,
            &format!("a rule with `{kind}`"),
            &[&[*kind], *with, COMMON].concat(),
        );
        let named = self.entry(node, kind)?;
        let step = match *kind {
            "cursor" => match ["from", "from_header", "last"].map(|key| self.entry(node, key)) {
                [Some(from), None, None] => PagingStep::Cursor {
                    parameter: named,
                    from,
                },
                [None, Some(header), None] => PagingStep::Header {
                    parameter: named,
                    header,
                },
                [None, None, Some(last)] => PagingStep::Last {
                    parameter: named,
                    last,
                },
                _ => {
                    let message = "`cursor` needs one of `from`, `from_header` and `last`: where its next value is, in the answer, its headers or its last item";
                    self.push_key(
                        codes::MISSING_KEY,
                        node,
                        message.to_owned(),
                        "not one of them",
                    );
                    return None;
                }
            },
            "offset" => PagingStep::Offset(named),
            "page" => PagingStep::Page(named, self.first(node)),
            "link" => PagingStep::Link(named),
            _ => PagingStep::Next(named),
        };
        Some(PagingRule {
            origin: node.origin(),
            picks: self.picks(node),
            step,
            items: self.entry(node, "items"),
            more: self.entry(node, "more"),
            total: self
                .entry(node, "total")
                .or_else(|| self.entry(node, "pages")),
        })
    }

    /// The number of the first page.
    fn first(&mut self, node: NodeRef<'_>) -> u64 {
        let Some(first) = node.get("first") else {
            return 1;
        };
        match first.as_number().and_then(|text| text.parse().ok()) {
            Some(number) => number,
            None => {
                self.at(
                    codes::WRONG_KIND,
                    first,
                    "`first` must be a whole number",
                    "not one",
                );
                1
            }
        }
    }

    fn entry(&mut self, node: NodeRef<'_>, key: &str) -> Option<Entry> {
        let value = node.get(key)?;
        let text = self.text(value, &format!("`{key}`"))?.to_owned();
        let origin = value.origin();
        Some(Entry { text, origin })
    }
}
