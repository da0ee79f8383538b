//! The strings of a JSON text that `json_bytes` takes.

use std::borrow::Cow;

use super::json_bytes::Json;
use super::json_source::Stopped;
use super::json_text::plain_until;

const NO_END: &str = "EOF while parsing a string";

impl<'a> Json<'a> {
    /// Takes a string; its quote comes next.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Stopped> {
        self.at += 1;
        let mut written = String::new();
        loop {
            let start = self.at;
            let ends = self.quote()?;
            let plain = match self.text.get(start..self.at - 1) {
                Some(plain) => plain,
                None => self.utf8(start)?,
            };
            if ends && written.is_empty() {
                return Ok(Cow::Borrowed(plain));
            }
            written.push_str(plain);
            if ends {
                return Ok(Cow::Owned(written));
            }
            written.push(self.escape(false)?);
        }
    }

    /// What was taken from a place on, without the last byte, where the text as a whole is no UTF-8.
    #[cold]
    fn utf8(&mut self, start: usize) -> Result<&'a str, Stopped> {
        let plain = self.bytes.get(start..self.at - 1).unwrap_or_default();
        std::str::from_utf8(plain).or_else(|error| {
            self.at = start + error.valid_up_to() + 1;
            self.stop("invalid unicode code point")
        })
    }

    /// Takes what stands in a string as it is, and the quote or backslash behind it; whether it is the quote.
    fn quote(&mut self) -> Result<bool, Stopped> {
        self.at = plain_until(self.bytes, self.at);
        match self.take() {
            Some(b'"') => Ok(true),
            Some(b'\\') => Ok(false),
            Some(_) => {
                self.stop("control character (\\u0000-\\u001F) found while parsing a string")
            }
            None => self.stop(NO_END),
        }
    }

    /// Takes what follows a backslash. Nobody looks for surrogates in what is `ignored`.
    pub(super) fn escape(&mut self, ignored: bool) -> Result<char, Stopped> {
        let Some(kind) = self.take() else {
            return self.stop(NO_END);
        };
        Ok(match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.four_digits()?;
                match char::from_u32(first) {
                    Some(char) => char,
                    None if ignored => char::REPLACEMENT_CHARACTER,
                    None => self.surrogate(first)?,
                }
            }
            _ => return self.stop("invalid escape"),
        })
    }

    /// Takes the second half of what one escape is too short for.
    fn surrogate(&mut self, first: u32) -> Result<char, Stopped> {
        const LONE: &str = "lone leading surrogate in hex escape";
        if first >= 0xDC00 {
            return self.stop(LONE);
        }
        for expected in *b"\\u" {
            match self.take() {
                Some(byte) if byte == expected => {}
                Some(_) => return self.stop("unexpected end of hex escape"),
                None => return self.stop(NO_END),
            }
        }
        let second = self.four_digits()?;
        let code = 0x10000 + ((first - 0xD800) << 10);
        match second.checked_sub(0xDC00) {
            Some(low @ ..0x400) => Ok(char::from_u32(code + low).unwrap_or_default()),
            _ => self.stop(LONE),
        }
    }

    fn four_digits(&mut self) -> Result<u32, Stopped> {
        let Some(digits) = self.bytes.get(self.at..self.at + 4) else {
            self.at = self.bytes.len();
            return self.stop(NO_END);
        };
        self.at += 4;
        let code = digits.iter().try_fold(0, |code, digit| {
            char::from(*digit)
                .to_digit(16)
                .map(|digit| code * 16 + digit)
        });
        match code {
            Some(code) => Ok(code),
            None => self.stop("invalid escape"),
        }
    }

    /// Takes a string that nobody asks for.
    pub(super) fn ignore_string(&mut self) -> Result<(), Stopped> {
        self.at += 1;
        while !self.quote()? {
            self.escape(true)?;
        }
        Ok(())
    }
}
