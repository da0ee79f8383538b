//! YAML with comments, which serialisers cannot write.
//!
//! Takes entries one after the other; gives indented text. Whatever is not plainly a string is quoted as JSON, which
//! YAML reads too.

use crate::model::Json;
use crate::tables::values::text;

/// Columns that prose may fill.
const WIDTH: usize = 110;

/// Indented text.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    indent: usize,
}

impl Writer {
    /// A line of its own.
    pub(super) fn line(&mut self, line: &str) {
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A comment.
    pub(super) fn comment(&mut self, text: &str) {
        let clean: String = text
            .chars()
            .map(|c| if printable(c) { c } else { '?' })
            .collect();
        self.line(&format!("# {clean}"));
    }

    /// A key with a value that is YAML already.
    pub(super) fn entry(&mut self, key: &str, value: &str) {
        self.line(&format!("{key}: {value}"));
    }

    /// A key whose value follows, further in.
    pub(super) fn open(&mut self, key: &str) {
        self.line(&format!("{key}:"));
        self.indent += 1;
    }

    /// A list item that is an object, with its first entry.
    pub(super) fn item(&mut self, key: &str, value: &str) {
        self.line(&format!("- {key}: {value}"));
        self.indent += 1;
    }

    /// The end of what [`Writer::open`] or [`Writer::item`] began.
    pub(super) fn close(&mut self) {
        self.indent = self.indent.saturating_sub(1);
    }

    /// A key with prose, folded when it is long.
    pub(super) fn prose(&mut self, key: &str, prose: &str) {
        let words: Vec<&str> = prose.split_whitespace().collect();
        let prose = words.join(" ");
        let room = WIDTH.saturating_sub(2 * self.indent + 2).max(40);
        if prose.len() <= room || !prose.chars().all(printable) {
            return self.entry(key, &scalar(&prose));
        }
        self.line(&format!("{key}: >-"));
        self.indent += 1;
        let mut line = String::new();
        for word in words {
            if !line.is_empty() && line.len() + 1 + word.len() > room {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(&line);
        self.indent -= 1;
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Whether a character may stand in YAML as it is, in prose and comments.
fn printable(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic() || (!c.is_ascii() && c.is_alphanumeric())
}

/// A string as YAML.
pub(super) fn scalar(text: &str) -> String {
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '/')
        && text.chars().all(printable)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !reserved.contains(&text.to_ascii_lowercase().as_str());
    match plain {
        true => text.to_owned(),
        false => json(&Json::String(text.to_owned())),
    }
}

/// A value as YAML on one line.
pub(super) fn json(value: &Json) -> String {
    let mut out = String::new();
    for c in text(value).chars() {
        match c {
            // Not printable in YAML, or line breaks to some readers.
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a text is a number in JSON.
pub(super) fn number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}
