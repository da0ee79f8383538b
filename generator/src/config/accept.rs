//! The accept file: changes that somebody decided to live with.
//!
//! Takes the file through the source stage, so that every mistake in it is shown in its place; gives plain data.

use super::read::Reader;
use crate::calendar::is_day;
use crate::diag::Diagnostics;
use crate::diag::codes::config as codes;
use crate::settings::Acceptance;
use crate::source::{self, Loader, NodeRef, SourceSet, YamlOptions};

/// Reads an accept file. When it gives `None`, an error says why: a file that cannot be read accepts nothing.
pub fn read_accepted(
    set: &mut SourceSet,
    loader: &dyn Loader,
    location: &str,
    diags: &mut Diagnostics,
) -> Option<Vec<Acceptance>> {
    let trees = source::read(set, loader, location, YamlOptions::default(), diags);
    let [tree] = trees[..] else {
        return None;
    };
    let root = set.root(tree);
    let mut reader = Reader::new("", diags);
    let mut accepted: Vec<(Acceptance, NodeRef<'_>)> = Vec::new();
    reader.keys(root, "an accept file", &["accept"]);
    if let Some(list) = reader.required(root, "an accept file", "accept") {
        reader.array(list, "`accept`");
        for item in list.items() {
            let Some(acceptance) = reader.acceptance(item) else {
                continue;
            };
            if let Some((_, first)) = accepted.iter().find(|(known, _)| known.id == acceptance.id) {
                let message = format!("the change {} is accepted twice", acceptance.id);
                let twice = crate::diag::Diagnostic::error(codes::LISTED_TWICE, message)
                    .at(item.origin(), "again here")
                    .also(first.origin(), "first here");
                reader.diags.push(twice);
                continue;
            }
            accepted.push((acceptance, item));
        }
    }
    (!diags.has_errors()).then(|| accepted.into_iter().map(|(found, _)| found).collect())
}

impl Reader<'_> {
    fn acceptance(&mut self, node: NodeRef<'_>) -> Option<Acceptance> {
        self.keys(node, "an acceptance", &["id", "reason", "until"]);
        let [id, reason, until] =
            ["id", "reason", "until"].map(|key| self.required(node, "an acceptance", key));
        let (id_node, reason, until_node) = (id?, reason?, until?);
        let id = self.text(id_node, "`id`")?;
        let reason = self.text(reason, "`reason`")?;
        let until = self.text(until_node, "`until`")?;
        let is_id = id.len() == 16 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_id {
            let message = "`id` must be a fingerprint, 16 hexadecimal digits in quotes";
            self.at(codes::WRONG_KIND, id_node, message, "not of this form");
        }
        if !is_day(until) {
            let message = "`until` must be a day such as `2027-03-31`";
            self.at(codes::WRONG_KIND, until_node, message, "no such day");
        }
        (is_id && is_day(until)).then(|| Acceptance {
            id: id.to_owned(),
            reason: reason.to_owned(),
            until: until.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::render;
    use crate::source::MemoryLoader;

    fn read(text: &str) -> (Option<Vec<Acceptance>>, String) {
        let mut set = SourceSet::default();
        let mut diags = Diagnostics::new();
        let loader = MemoryLoader::default().with("accept.yaml", text);
        let found = read_accepted(&mut set, &loader, "accept.yaml", &mut diags);
        (found, render(&diags, &set, false))
    }

    #[test]
    fn an_acceptance_has_a_fingerprint_a_reason_and_a_day() {
        let (found, shown) = read(
            "accept:\n- { id: '0123456789012345', reason: Known., until: 2028-02-29 }\n- id: 00000000000000ff\n  reason: Also.\n  until: 2027-01-01\n",
        );
        let found = found.expect(&shown);
        assert_eq!(found[0].id, "0123456789012345");
        assert_eq!(
            (found[1].reason.as_str(), found[1].until.as_str()),
            ("Also.", "2027-01-01")
        );
        assert_eq!(read("accept: []\n").0, Some(Vec::new()));
    }

    #[test]
    fn what_is_none_is_an_error_in_its_place() {
        for (item, part) in [
            (
                "{ id: 0123456789012345, reason: x, until: 2027-01-01 }",
                "`id` must be a string",
            ),
            (
                "{ id: '012345678901234', reason: x, until: 2027-01-01 }",
                "16 hexadecimal digits",
            ),
            (
                "{ id: 'ABCDEF0123456789', reason: x, until: 2027-01-01 }",
                "16 hexadecimal digits",
            ),
            (
                "{ id: '0123456789012345', until: 2027-01-01 }",
                "needs the key `reason`",
            ),
            (
                "{ id: '0123456789012345', reason: x }",
                "needs the key `until`",
            ),
            (
                "{ id: '0123456789012345', reason: x, until: 2027-02-29 }",
                "no such day",
            ),
            (
                "{ id: '0123456789012345', reason: x, until: 27-2-1 }",
                "no such day",
            ),
            (
                "{ id: '0123456789012345', reasn: x, until: 2027-01-01 }",
                "did you mean `reason`?",
            ),
        ] {
            let (found, shown) = read(&format!("accept:\n- {item}\n"));
            assert!(found.is_none() && shown.contains(part), "{item}: {shown}");
            assert!(shown.contains("accept.yaml:2:"), "{shown}");
        }
        let item = "- { id: '0123456789012345', reason: x, until: 2027-01-01 }\n";
        let (found, shown) = read(&format!("accept:\n{item}{item}"));
        assert!(
            found.is_none() && shown.contains("accepted twice"),
            "{shown}"
        );
        assert!(read("").0.is_none() && read("[]").0.is_none() && read("accepted: []").0.is_none());
    }
}
