//! Rows of the runtime's macros, and tokens as a person writes them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// How a row of a declaration says that its field is given.
#[derive(Default)]
pub(super) struct Given {
    pub(super) name: String,
    /// What `new` takes.
    pub(super) new: Option<String>,
    /// What a setter takes, or a variant holds.
    pub(super) set: Option<String>,
    pub(super) has_no_from: bool,
}

impl Given {
    pub(super) fn of(row: Vec<TokenTree>) -> Given {
        let mut given = Given::default();
        for token in row {
            match token {
                TokenTree::Ident(word) if word == "no_from" => given.has_no_from = true,
                // A mode stands before the field, and what follows it begins anew.
                TokenTree::Ident(word) => {
                    given = Given {
                        name: word.to_string(),
                        ..Given::default()
                    };
                }
                TokenTree::Group(group) => {
                    let held = squeezed(&group.stream().to_string());
                    match group.delimiter() {
                        Delimiter::Brace if !held.starts_with('"') => given.new = Some(held),
                        Delimiter::Parenthesis => given.set = Some(held),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        given
    }
}

/// The rows of a list, split at its commas.
pub(super) fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut rows = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => rows.push(Vec::new()),
            _ => {
                if let Some(last) = rows.last_mut() {
                    last.push(token);
                }
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// Tokens as a person writes them.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    squeezed(&tokens.to_token_stream().to_string())
}

fn squeezed(text: &str) -> String {
    let mut text = text
        .replace(" :: ", "::")
        .replace(":: ", "::")
        .replace("& ", "&");
    for mark in ["<", ">", "(", ")", "[", "]", ","] {
        text = text.replace(&format!(" {mark}"), mark);
    }
    for mark in ["<", "(", "["] {
        text = text.replace(&format!("{mark} "), mark);
    }
    text
}
