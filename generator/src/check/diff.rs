//! A unified diff that is short enough to be read in a terminal.

use std::time::Duration;

use similar::TextDiff;

/// The beginning of a unified diff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortDiff {
    /// Its lines, without line ends.
    pub lines: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

const MOST_LINES: usize = 20;
const WIDEST_LINE: usize = 200;

/// The way from what is on disk to what is generated. `before` is `None` when it is no file.
pub fn short_diff(path: &str, before: Option<&[u8]>, after: &str) -> ShortDiff {
    let one_line = |text: &str| ShortDiff {
        lines: vec![text.to_owned()],
        more: 0,
    };
    let Some(before) = before else {
        return one_line("it is not a regular file");
    };
    let Ok(before) = std::str::from_utf8(before) else {
        return one_line("it is not UTF-8");
    };
    if before.replace("\r\n", "\n") == after {
        return one_line("only line ends differ (CRLF; is git's core.autocrlf on?)");
    }
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(1))
        .diff_lines(before, after);
    let unified = diff
        .unified_diff()
        .context_radius(2)
        .header(
            &format!("{path} (on disk)"),
            &format!("{path} (as generated)"),
        )
        .to_string();
    let all = unified.lines().count();
    let lines: Vec<String> = unified.lines().take(MOST_LINES).map(narrow).collect();
    ShortDiff {
        more: all - lines.len(),
        lines,
    }
}

fn narrow(line: &str) -> String {
    match line.char_indices().nth(WIDEST_LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_from_disk_to_generated() {
        let diff = short_diff("src/lib.rs", Some(b"a\nb\n"), "a\nc\n");
        let lines = [
            "--- src/lib.rs (on disk)",
            "+++ src/lib.rs (as generated)",
            "@@ -1,2 +1,2 @@",
            " a",
            "-b",
            "+c",
        ];
        assert_eq!(
            (diff.lines, diff.more),
            (lines.map(str::to_owned).to_vec(), 0)
        );
    }

    #[test]
    fn is_cut_and_says_how_much_is_left() {
        let diff = short_diff("x", Some(b""), &"line\n".repeat(100));
        assert_eq!((diff.lines.len(), diff.more), (20, 83));
    }

    #[test]
    fn says_what_is_not_worth_a_diff() {
        let lines = |before: Option<&[u8]>| short_diff("x", before, "a\nb\n").lines;
        assert_eq!(lines(None), ["it is not a regular file"]);
        assert_eq!(lines(Some(b"\xff")), ["it is not UTF-8"]);
        assert!(lines(Some(b"a\r\nb\r\n"))[0].starts_with("only line ends differ"));
    }
}
