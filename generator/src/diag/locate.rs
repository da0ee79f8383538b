//! From places to files, byte ranges, lines and columns.

use std::ops::Range;

use super::Place;
use crate::source::{File, FileId, SourceSet, Span};

/// A place that was looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// The file.
    pub file: FileId,
    /// The byte range; nothing when the file as a whole is meant.
    pub range: Option<Range<usize>>,
}

/// Looks a place up; ranges are within the file and between characters, whatever the place says.
pub(super) fn locate(place: &Place, set: &SourceSet) -> Located {
    let (file, span) = match place {
        Place::Node(origin) => {
            let node = set.node(*origin);
            (node.file(), Some(node.span()))
        }
        Place::Key(origin) => {
            let node = set.node(*origin);
            (node.file(), Some(node.key_span().unwrap_or(node.span())))
        }
        Place::Span(file, span) => (*file, Some(span.clone())),
        Place::File(file) => (*file, None),
    };
    let range = span.map(|span| within(set.file(file), span));
    Located { file, range }
}

/// The JSON pointer that a place stands for, when it is a node.
pub(super) fn pointer(place: &Place, set: &SourceSet) -> Option<String> {
    match place {
        Place::Node(origin) | Place::Key(origin) => Some(set.pointer(*origin)),
        Place::Span(..) | Place::File(_) => None,
    }
}

fn within(file: &File, span: Span) -> Range<usize> {
    let text = &file.text;
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize).max(start);
    start..end
}
