//! How many lines differ between two texts.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

/// Lines that a change adds and removes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCount {
    /// Added lines.
    pub added: usize,
    /// Removed lines.
    pub removed: usize,
}

/// Counts the lines that differ. After a second it settles for a longer way from one text to the other.
pub fn count_lines(before: &str, after: &str) -> LineCount {
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(1))
        .diff_lines(before, after);
    let mut count = LineCount::default();
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Insert => count.added += 1,
            ChangeTag::Delete => count.removed += 1,
            ChangeTag::Equal => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_one_added_and_one_removed() {
        let count = count_lines("a\nb\nc\n", "a\nB\nc\nd\n");
        assert_eq!((count.added, count.removed), (2, 1));
        assert_eq!(count_lines("", ""), LineCount::default());
    }
}
