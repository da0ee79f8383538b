//! The text that a reader is given, and how its offsets map to those of the file.
//!
//! A file is read as it is; a fenced block of a Markdown page may be indented or quoted, so that its text is pieced
//! together from several ranges of the page.

use std::ops::Range;

use super::tree::{FileId, Span};
use crate::diag::Place;

/// A run of a [`Text`] that stands in the file without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it starts in the text.
    pub local: usize,
    /// Where it starts in the file.
    pub file: usize,
}

/// Text to read, with the way back to its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// The file it is from.
    pub file: FileId,
    /// The text.
    pub text: &'a str,
    /// Where its parts stand in the file, ascending; empty when it is the file.
    pub pieces: &'a [Piece],
}

impl Text<'_> {
    /// The place in the file of a byte range of this text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.to_file(range.start);
        let end = if range.is_empty() {
            start
        } else {
            self.to_file(range.end - 1) + 1
        };
        start as u32..end as u32
    }

    /// The same, as a place for a diagnostic.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        Place::Span(self.file, self.span(range))
    }

    fn to_file(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.local <= offset);
        match after.checked_sub(1).map(|at| self.pieces[at]) {
            Some(piece) => piece.file + (offset - piece.local),
            None => offset,
        }
    }
}
