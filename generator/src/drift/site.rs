//! From origins to files, lines and pointers.

use super::Site;
use crate::source::{Origin, SourceSet};

/// The place of a node; of a value of an object, that of its key.
pub(super) fn site(set: &SourceSet, origin: Origin) -> Site {
    let node = set.node(origin);
    let span = node.span();
    let start = node.key_span().unwrap_or_else(|| span.clone()).start;
    let file = node.file();
    let (line, column) = set.line_col(file, start);
    // A block of YAML ends at the beginning of the line behind it.
    let (end_line, end_column) = set.line_col(file, span.end.max(start));
    let end_line = if end_column == 1 {
        end_line.saturating_sub(1)
    } else {
        end_line
    };
    Site {
        file: set.file(file).path.clone(),
        line,
        column,
        end_line: end_line.max(line),
        pointer: node.pointer(),
    }
}
