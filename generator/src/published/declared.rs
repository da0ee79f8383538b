//! Declarations of the runtime's macros: how types are made, and their tables.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::given::{Given, split};
use super::{Reader, line_of};
use crate::drift::PublicKind;

impl Reader<'_> {
    /// A declaration of the runtime's macros: how a type is made, and its tables.
    pub(super) fn table(&mut self, kind: &str, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        let mut is_made = kind == "options";
        let mut name = String::new();
        let mut rows = TokenStream::new();
        let mut rest = String::new();
        let mut place = 1;
        for token in tokens.by_ref() {
            match token {
                TokenTree::Ident(word) if word == "new" && name.is_empty() => is_made = true,
                TokenTree::Ident(word) if name.is_empty() => {
                    place = line_of(&word);
                    name = word.to_string();
                }
                TokenTree::Group(group)
                    if rows.is_empty() && group.delimiter() == Delimiter::Brace =>
                {
                    rows = group.stream();
                }
                other => rest.push_str(&other.to_string()),
            }
        }
        let mut taken: BTreeMap<usize, (String, String)> = BTreeMap::new();
        let whole = rows.to_string();
        for (at, row) in split(rows).into_iter().enumerate() {
            let line = row.clone().into_iter().next();
            let line = line.map_or(1, |token| token.span().start().line);
            let row = Given::of(row);
            match kind {
                "object" | "options" => {
                    if let Some(new) = row.new {
                        taken.insert(at, (row.name.clone(), new));
                    }
                    if let Some(set) = row.set {
                        let said = (set.clone(), format!("fn {}({set})", row.name));
                        self.add(
                            PublicKind::Member,
                            format!("types::{name}::{}()", row.name),
                            said,
                            false,
                            line,
                        );
                    }
                }
                "union" | "forms" if !row.has_no_from => {
                    let held = row.set.unwrap_or_default();
                    let shown = format!("impl From<{held}> for {name}");
                    self.add(
                        PublicKind::Member,
                        shown.clone(),
                        (String::new(), shown),
                        false,
                        line,
                    );
                }
                "enum_union" => {
                    let shown = format!("impl From<{}> for {name}", row.name);
                    self.add(
                        PublicKind::Member,
                        shown.clone(),
                        (String::new(), shown),
                        false,
                        line,
                    );
                }
                _ => {}
            }
        }
        if is_made {
            let (names, types): (Vec<String>, Vec<String>) = taken.into_values().unzip();
            let said = (
                format!("({}) of {}", types.join(", "), names.join(", ")),
                format!("fn new({})", names.join(", ")),
            );
            self.add(
                PublicKind::Member,
                format!("types::{name}::new"),
                said,
                false,
                place,
            );
        }
        self.add(
            PublicKind::Table,
            format!("types::{name} writes {kind}"),
            (String::new(), String::new()),
            false,
            place,
        );
        if let Some(last) = self.list.last_mut() {
            last.inner = format!("{whole} {rest}");
        }
    }
}
