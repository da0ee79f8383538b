//! What to say of a reference that leads nowhere, with a way out for each kind.

use indexmap::IndexMap;

use super::locate::{Located, Missing, Scope};
use super::reader::Reader;
use super::suggest::nearest;
use crate::diag::codes::{document as codes, source};
use crate::diag::{Diagnostic, Place};
use crate::source::location::has_scheme;
use crate::source::{NodeRef, load};

impl<'a> Reader<'a> {
    /// What a reference leads to; one that leads nowhere is reported.
    pub(super) fn find(&mut self, text: &str, at: NodeRef<'_>) -> Option<Located<'a>> {
        match self.scope.locate(text, at) {
            Ok(located) => Some(located),
            Err(missing) => {
                self.report_missing(text, at, missing);
                None
            }
        }
    }

    pub(super) fn report_missing(&mut self, text: &str, at: NodeRef<'_>, missing: Missing) {
        self.lost += 1;
        for diagnostic in explain(&self.scope, &self.names, text, at, missing) {
            self.report(at.origin(), diagnostic);
        }
    }
}

/// What to say of a reference that leads nowhere. `names` are those of components by section.
pub(super) fn explain(
    scope: &Scope<'_>,
    names: &IndexMap<String, Vec<String>>,
    text: &str,
    at: NodeRef<'_>,
    missing: Missing,
) -> Vec<Diagnostic> {
    match missing {
        Missing::Nowhere(segments) => vec![dangling(scope, names, text, at, &segments)],
        Missing::Unreadable(mut why) => {
            let mut diagnostic = Diagnostic::error(
                codes::DANGLING_REFERENCE,
                format!("`{text}` leads to a file that cannot be read"),
            )
            .at(at.origin(), "named here")
            .help("references are taken from the folder of the file that they stand in");
            // That there is no such file is best said where it is named.
            why.retain(|found| {
                let only_absent = found.code == source::CANNOT_LOAD;
                if only_absent {
                    diagnostic.notes.push(found.message.clone());
                }
                !only_absent
            });
            why.push(diagnostic);
            why
        }
        Missing::Foreign => vec![foreign(text, at)],
    }
}

/// A reference that is not followed: what it is decides on the way out.
fn foreign(text: &str, at: NodeRef<'_>) -> Diagnostic {
    let (what, help) = if load::is_url(text) || text.starts_with("//") {
        (
            "is a URL, and references are not fetched from the network",
            "download the document, put it beside this one, and refer to it by its relative path",
        )
    } else if !text.starts_with('/') && !has_scheme(text) {
        (
            "is in a file that was not loaded",
            "give the documents together with the files that they refer to",
        )
    } else {
        (
            "is an absolute path or URL, which a document may not name",
            "refer to the file by its path relative to this one",
        )
    };
    Diagnostic::error(codes::EXTERNAL_REFERENCE, format!("`{text}` {what}"))
        .at(at.origin(), "not followed")
        .help(help)
}

fn dangling(
    scope: &Scope<'_>,
    names: &IndexMap<String, Vec<String>>,
    text: &str,
    at: NodeRef<'_>,
    segments: &[String],
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        codes::DANGLING_REFERENCE,
        format!("`{text}` points nowhere"),
    )
    .at(at.origin(), "there is no such place in the document");
    if !scope.is_own(at.origin().tree) {
        return match scope.own(segments).filter(|_| text.starts_with('#')) {
            Some(node) => diagnostic
                .also(Place::Key(node.origin()), "the document of the API has such a place")
                .help("`#` is the file that the reference stands in: write the path of the other one before it"),
            None => diagnostic,
        };
    }
    let [root, section, name, ..] = segments else {
        return diagnostic;
    };
    let here = names.get(section).into_iter().flatten();
    let near = nearest(name, here.map(String::as_str))
        .map(|near| format!("#/components/{section}/{near}"))
        .or_else(|| {
            names
                .iter()
                .find(|(_, names)| names.contains(name))
                .map(|(other, _)| format!("#/components/{other}/{name}"))
        });
    match near.filter(|_| root == "components") {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}
