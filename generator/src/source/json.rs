//! JSON (RFC 8259), strictly, into a span tree.
//!
//! Takes text; gives a tree whose numbers keep their text. Holds no more on the stack for deep documents than for flat
//! ones. Must never repair: what is not JSON is an error with a place.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::build::{Builder, GaveUp, shorten};
use super::text::Text;
use super::tree::{Kind, Tree};
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Diagnostics};

/// Reads one JSON document; what is wrong with it is reported.
pub(super) fn read(text: &Text<'_>, diags: &mut Diagnostics) -> Option<Tree> {
    let mut reader = Reader {
        text,
        bytes: text.text.as_bytes(),
        at: 0,
        tree: Builder::new(text),
        diags,
    };
    reader.document().ok()?;
    reader.tree.finish()
}

struct Reader<'t, 'd> {
    text: &'t Text<'t>,
    bytes: &'t [u8],
    at: usize,
    tree: Builder<'t>,
    diags: &'d mut Diagnostics,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    Value,
    /// The first item or key, or the end.
    FirstOrEnd,
    /// A key, after a comma.
    Key,
    CommaOrEnd,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self) -> Result<(), GaveUp> {
        self.skip_whitespace();
        if self.at == self.bytes.len() {
            let empty = Diagnostic::error(codes::EMPTY, "the document is empty");
            self.diags
                .push(empty.at(self.text.place(0..0), "nothing here"));
            return Err(GaveUp);
        }
        let mut next = Next::Value;
        loop {
            self.skip_whitespace();
            let byte = self.bytes.get(self.at).copied();
            let object = self.tree.in_object();
            next = match (next, byte) {
                (Next::FirstOrEnd | Next::CommaOrEnd, Some(b'}')) if object => self.close(),
                (Next::FirstOrEnd | Next::CommaOrEnd, Some(b']')) if !object => self.close(),
                (Next::FirstOrEnd | Next::Key, _) if object => self.key()?,
                (Next::Value | Next::FirstOrEnd, _) => self.value(byte)?,
                (_, Some(b',')) => {
                    self.at += 1;
                    if object { Next::Key } else { Next::Value }
                }
                _ => {
                    let end = if object { '}' } else { ']' };
                    return self.unexpected(&format!("`,` or `{end}`"));
                }
            };
            if self.tree.depth() == 0 {
                return self.end();
            }
        }
    }

    fn end(&mut self) -> Result<(), GaveUp> {
        self.skip_whitespace();
        if self.at < self.bytes.len() {
            return self.unexpected("the end of the document");
        }
        Ok(())
    }

    fn close(&mut self) -> Next {
        self.at += 1;
        let end = self.text.span(self.at - 1..self.at).end;
        self.tree.close(Some(end), self.diags);
        Next::CommaOrEnd
    }

    fn key(&mut self) -> Result<Next, GaveUp> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return self.unexpected("a key in double quotes");
        }
        let start = self.at;
        let key = self.string()?;
        let span = self.text.span(start..self.at);
        self.tree.key(&key, span);
        self.skip_whitespace();
        if self.bytes.get(self.at) != Some(&b':') {
            return self.unexpected("`:`");
        }
        self.at += 1;
        Ok(Next::Value)
    }

    fn value(&mut self, byte: Option<u8>) -> Result<Next, GaveUp> {
        let start = self.at;
        let kind = match byte {
            Some(open @ (b'{' | b'[')) => {
                self.at += 1;
                let kind = if open == b'{' {
                    Kind::Object(Vec::new())
                } else {
                    Kind::Array(Vec::new())
                };
                let span = self.text.span(start..self.at);
                self.tree.open(kind, span, self.diags)?;
                return Ok(Next::FirstOrEnd);
            }
            Some(b'"') => {
                let text = self.string()?;
                Kind::String(self.tree.texts.shared(&text))
            }
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            _ => return self.unexpected("a value"),
        };
        self.tree.add(kind, self.text.span(start..self.at));
        Ok(Next::CommaOrEnd)
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, GaveUp> {
        let rest = &self.bytes[self.at..];
        let ends = !rest.get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
        if !rest.starts_with(word.as_bytes()) || !ends {
            return self.unexpected("a value");
        }
        self.at += word.len();
        Ok(kind)
    }

    fn number(&mut self) -> Result<Arc<str>, GaveUp> {
        let start = self.at;
        self.at += usize::from(self.bytes[self.at] == b'-');
        let whole = self.digits();
        let leading_zero = whole.len() > 1 && self.bytes[whole.start] == b'0';
        let mut complete = !whole.is_empty() && !leading_zero;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            complete &= !self.digits().is_empty();
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            complete &= !self.digits().is_empty();
        }
        let number = &self.text.text[start..self.at];
        if complete {
            return Ok(self.tree.texts.shared(number));
        }
        let message = format!("`{}` is not a JSON number", shorten(number));
        let reason = if leading_zero {
            "it starts with a zero that says nothing"
        } else {
            "a digit is missing"
        };
        self.fail(start..self.at, &message, reason, None)
    }

    fn digits(&mut self) -> Range<usize> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        start..self.at
    }

    /// Reads a string, from its opening quote to behind its closing one.
    fn string(&mut self) -> Result<Cow<'t, str>, GaveUp> {
        let start = self.at;
        let mut run = start + 1;
        self.at = run;
        let mut decoded = String::new();
        let text = self.text.text;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    let rest = &text[run..self.at];
                    self.at += 1;
                    if decoded.is_empty() {
                        return Ok(Cow::Borrowed(rest));
                    }
                    decoded.push_str(rest);
                    return Ok(Cow::Owned(decoded));
                }
                Some(b'\\') => {
                    decoded.push_str(&self.text.text[run..self.at]);
                    self.escape(&mut decoded)?;
                    run = self.at;
                }
                Some(0..=0x1f) => {
                    let help = "write it as an escape: `\\n`, `\\t` or `\\u00XX`";
                    let place = self.at..self.at + 1;
                    let label = "strings hold no line breaks, tabs or other control characters";
                    let message = "control character in a string";
                    return self.fail(place, message, label, Some(help));
                }
                Some(_) => self.at += 1,
                None => {
                    let message = "the string never ends";
                    return self.fail(start..start + 1, message, "it starts here", None);
                }
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), GaveUp> {
        let start = self.at;
        self.at += 2;
        let c = match self.bytes.get(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => self.unicode_escape(start)?,
            _ => return self.bad_escape(start),
        };
        out.push(c);
        Ok(())
    }

    fn unicode_escape(&mut self, start: usize) -> Result<char, GaveUp> {
        let first = self.four_digits(start)?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        let high = first < 0xdc00;
        if high && self.bytes[self.at..].starts_with(b"\\u") {
            let behind = self.at;
            self.at += 2;
            let low = self.four_digits(behind)?;
            if (0xdc00..0xe000).contains(&low) {
                let joined = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = behind;
        }
        let message = "half of a surrogate pair is not a character";
        self.diags.push(
            Diagnostic::warning(codes::LONE_SURROGATE, message)
                .at(self.text.place(start..self.at), "read as U+FFFD"),
        );
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn four_digits(&mut self, start: usize) -> Result<u32, GaveUp> {
        let digits = self.text.text.get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                self.at += 4;
                Ok(value)
            }
            None => self.bad_escape(start),
        }
    }

    fn bad_escape<T>(&mut self, start: usize) -> Result<T, GaveUp> {
        let help = "a backslash itself is written `\\\\`";
        let label = "not one of `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`";
        self.fail(
            start..start + 1,
            "unknown escape in a string",
            label,
            Some(help),
        )
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Result<T, GaveUp> {
        let rest = &self.text.text[self.at..];
        let Some(c) = rest.chars().next() else {
            let end = self.text.text.trim_end().len();
            let message = format!("the document ends where {wanted} is needed");
            return self.fail(end..end, &message, "ends here", None);
        };
        let before = self.text.text[..self.at].trim_end();
        let help = match c {
            'a'..='z' | 'A'..='Z' if self.tree.depth() == 0 && before.is_empty() => {
                Some("if this is YAML, the name of the file ends in `.yaml`")
            }
            '/' | '#' => Some("JSON has no comments: remove it, or save the document as YAML"),
            '\'' => Some("JSON strings stand in double quotes"),
            '}' | ']' if before.ends_with(',') => Some("remove the comma before it"),
            _ => None,
        };
        let message = format!("expected {wanted}, found `{}`", shorten(&c.to_string()));
        let place = self.at..self.at + c.len_utf8();
        self.fail(place, &message, &format!("expected {wanted}"), help)
    }

    fn fail<T>(
        &mut self,
        place: Range<usize>,
        message: &str,
        label: &str,
        help: Option<&str>,
    ) -> Result<T, GaveUp> {
        let mut diagnostic =
            Diagnostic::error(codes::INVALID_JSON, format!("invalid JSON: {message}"))
                .at(self.text.place(place), label);
        if let Some(help) = help {
            diagnostic = diagnostic.help(help);
        }
        self.diags.push(diagnostic);
        Err(GaveUp)
    }
}
