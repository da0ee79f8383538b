//! The parts of a file of Rust code: what is text already, and what a formatter has to lay out.

use proc_macro2::TokenStream;

/// A part of a file: whole items.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Tokens, to be formatted.
    Tokens(TokenStream),
    /// Text, laid out as the formatter would.
    Laid(String),
}
