//! Reads which older names stay beside newer ones.

use super::read::Reader;
use super::vet;
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Place};
use crate::settings::{Alias, AliasScope};
use crate::source::NodeRef;

impl Reader<'_> {
    /// `aliases: { types: { Owner: Keeper }, operations: { … } }`: the older name, and the one that is there now.
    pub(super) fn aliases(&mut self, node: NodeRef<'_>) -> Vec<Alias> {
        self.object(node, "`aliases`");
        let mut list = Vec::new();
        for (word, names) in node.entries() {
            let known = AliasScope::ALL
                .into_iter()
                .find(|(known, _)| *known == word);
            let Some((_, scope)) = known else {
                self.no_scope(word, names);
                continue;
            };
            self.object(names, "a scope of `aliases`");
            for (old, new) in names.entries() {
                let Some(text) = self.text(new, "a name") else {
                    continue;
                };
                for name in [old, text] {
                    if let Err(reason) = vet::rust_name(word, name) {
                        let message = format!("the name `{name}` {reason}");
                        self.at(codes::BAD_RENAME, new, message, "not usable");
                    }
                }
                list.push(Alias {
                    scope,
                    old: old.to_owned(),
                    new: text.to_owned(),
                    origin: Some(new.origin()),
                });
            }
        }
        list
    }

    fn no_scope(&mut self, word: &str, names: NodeRef<'_>) {
        let message = format!("`{word}` has no aliases");
        let diagnostic = Diagnostic::error(codes::BAD_RENAME, message).at(
            Place::Key(names.origin()),
            "neither `types` nor `operations`",
        );
        self.diags.push(match word.split(' ').next() {
            Some("fields" | "variants" | "parameters") => diagnostic
                .help("in Rust a field, a variant or an argument has one name; `rename` keeps the older one"),
            _ => diagnostic.help("older names stay for `types` and for `operations`"),
        });
    }
}
