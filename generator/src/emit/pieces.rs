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

/// Collects the parts of a file.
#[derive(Default)]
pub(super) struct Pieces {
    done: Vec<Piece>,
    /// The text behind them.
    pub(super) text: String,
}

impl Pieces {
    /// Adds items that a formatter has to lay out.
    pub(super) fn tokens(&mut self, tokens: TokenStream) {
        if tokens.is_empty() {
            return;
        }
        self.flush();
        self.done.push(Piece::Tokens(tokens));
    }

    /// All parts.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.done
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Piece::Laid(std::mem::take(&mut self.text)));
        }
    }
}
