//! JSON text, taken piece by piece, with the words and places that serde_json has for what is wrong.
//!
//! Accepts what serde_json accepts, refuses what it refuses. Knows nothing of types.

use super::json_source::Stopped;
use super::number::Number;

/// How deep arrays and objects may be nested.
const DEPTH: u32 = 127;

const NO_VALUE: &str = "EOF while parsing a value";

/// A place in a text that need not be UTF-8.
pub(super) struct Json<'a> {
    pub(super) bytes: &'a [u8],
    /// The same, where all of it is UTF-8.
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: u32,
    /// What went wrong first, and behind which byte; without words where that is not the text's fault.
    fault: Option<(Option<&'static str>, usize)>,
}

impl<'a> Json<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Json {
            bytes,
            ..Self::within(std::str::from_utf8(bytes).unwrap_or_default(), 0, 0)
        }
    }

    /// From somewhere within a text.
    pub(super) fn within(text: &'a str, at: usize, depth: u32) -> Self {
        Json {
            bytes: text.as_bytes(),
            text,
            at,
            depth,
            fault: None,
        }
    }

    /// Why reading stopped, if that is the text's fault.
    pub(super) fn words(&self) -> Option<&'static str> {
        self.fault.and_then(|(words, _)| words)
    }

    /// The line and column where reading stopped.
    pub(super) fn place(&self) -> (usize, usize) {
        let at = self.fault.map_or(self.at, |(_, at)| at);
        let before = self.bytes.get(..at).unwrap_or_default();
        let ends = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| u8::from(*byte == b'\n'))
                .sum::<u8>()
        };
        // Pieces that a byte can count.
        let lines: usize = before
            .chunks(255)
            .map(|piece| usize::from(ends(piece)))
            .sum();
        let start = match lines {
            0 => 0,
            _ => before
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |end| end + 1),
        };
        (lines + 1, before.len() - start)
    }

    /// Notes that reading stopped here, unless it stopped before.
    pub(super) fn mark(&mut self) {
        self.fault.get_or_insert((None, self.at));
    }

    /// Stops behind what was taken.
    #[cold]
    pub(super) fn stop<T>(&mut self, words: &'static str) -> Result<T, Stopped> {
        self.fault.get_or_insert((Some(words), self.at));
        Err(Stopped)
    }

    /// Stops at what comes next.
    #[cold]
    fn stop_at<T>(&mut self, words: &'static str) -> Result<T, Stopped> {
        let at = self.bytes.len().min(self.at + 1);
        self.fault.get_or_insert((Some(words), at));
        Err(Stopped)
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn take(&mut self) -> Option<u8> {
        self.byte().inspect(|_| self.at += 1)
    }

    /// The next byte that is no white space; it is not taken.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// The first byte of a value.
    pub(super) fn first(&mut self) -> Result<u8, Stopped> {
        match self.peek() {
            Some(byte @ (b'n' | b't' | b'f' | b'"' | b'[' | b'{' | b'-' | b'0'..=b'9')) => Ok(byte),
            Some(_) => self.stop_at("expected value"),
            None => self.stop_at(NO_VALUE),
        }
    }

    /// Sees that nothing is left.
    pub(super) fn end(&mut self) -> Result<(), Stopped> {
        match self.peek() {
            Some(_) => self.stop_at("trailing characters"),
            None => Ok(()),
        }
    }

    /// Takes one of JSON's words, whose first letter is there.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Stopped> {
        for letter in word.bytes() {
            match self.take() {
                Some(byte) if byte == letter => {}
                Some(_) => return self.stop("expected ident"),
                None => return self.stop(NO_VALUE),
            }
        }
        Ok(())
    }

    /// Takes an opening bracket.
    pub(super) fn open(&mut self) -> Result<(), Stopped> {
        self.depth += 1;
        if self.depth > DEPTH {
            return self.stop_at("recursion limit exceeded");
        }
        self.at += 1;
        Ok(())
    }

    /// Takes the bracket that must come now. What went wrong inside goes before.
    pub(super) fn close<T>(&mut self, end: u8, inside: Result<T, Stopped>) -> Result<T, Stopped> {
        self.depth -= 1;
        let fault = self.fault;
        let closed = self.closing(end);
        if inside.is_err() {
            self.fault = fault;
        }
        let value = inside?;
        closed.map(|()| value)
    }

    fn closing(&mut self, end: u8) -> Result<(), Stopped> {
        match self.peek() {
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(())
            }
            Some(b',') => {
                if end == b']' {
                    self.at += 1;
                    if self.peek() != Some(b']') {
                        return self.stop_at("trailing characters");
                    }
                }
                self.stop_at("trailing comma")
            }
            Some(_) => self.stop_at("trailing characters"),
            None => self.stop_at(unclosed(end)),
        }
    }

    /// Whether there is another item or key: takes the comma before it. The bracket at the end is not taken.
    pub(super) fn more(&mut self, end: u8, first: &mut bool) -> Result<bool, Stopped> {
        let is_first = std::mem::take(first);
        let next = match self.peek() {
            None => return self.stop_at(unclosed(end)),
            Some(byte) if byte == end => return Ok(false),
            Some(b',') if !is_first => {
                self.at += 1;
                match self.peek() {
                    None => return self.stop_at(NO_VALUE),
                    Some(byte) if byte == end => return self.stop_at("trailing comma"),
                    next => next,
                }
            }
            next if is_first => next,
            Some(_) => return self.stop_at(unseparated(end)),
        };
        match end == b']' || next == Some(b'"') {
            true => Ok(true),
            false => self.stop_at("key must be a string"),
        }
    }

    /// Takes the colon behind a key.
    pub(super) fn colon(&mut self) -> Result<(), Stopped> {
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            Some(_) => self.stop_at("expected `:`"),
            None => self.stop_at(unclosed(b'}')),
        }
    }

    /// Takes a number, and gives its text too; none for one that is out of range.
    pub(super) fn number(&mut self) -> Result<(Option<Number>, &'a str), Stopped> {
        let start = self.at;
        let is_float = self.numeral()?;
        let text = match self.text.get(start..self.at) {
            Some(text) => text,
            None => std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default(),
        };
        Ok((Number::of_json(text, is_float), text))
    }

    /// Takes the text of a number; whether it has a fraction or an exponent.
    fn numeral(&mut self) -> Result<bool, Stopped> {
        const INVALID: &str = "invalid number";
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.take() {
            Some(b'0') if self.byte().is_some_and(|byte| byte.is_ascii_digit()) => {
                return self.stop_at(INVALID);
            }
            Some(b'0'..=b'9') => self.digits(),
            Some(_) => return self.stop(INVALID),
            None => return self.stop(NO_VALUE),
        };
        let mut is_float = false;
        if self.byte() == Some(b'.') {
            is_float = true;
            self.at += 1;
            if self.digits() == 0 {
                return match self.byte() {
                    Some(_) => self.stop_at(INVALID),
                    None => self.stop_at(NO_VALUE),
                };
            }
        }
        if let Some(b'e' | b'E') = self.byte() {
            is_float = true;
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            match self.take() {
                Some(b'0'..=b'9') => self.digits(),
                Some(_) => return self.stop(INVALID),
                None => return self.stop(NO_VALUE),
            };
        }
        Ok(is_float)
    }

    /// Takes digits; how many there are.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// Takes a value that nobody asks for, however deep it is.
    pub(super) fn ignore(&mut self) -> Result<(), Stopped> {
        let mut ends = Vec::new();
        loop {
            let mut first = false;
            match self.first()? {
                b'n' => self.word("null")?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'"' => self.ignore_string()?,
                b'[' | b'{' => {
                    ends.push(if self.take() == Some(b'[') {
                        b']'
                    } else {
                        b'}'
                    });
                    first = true;
                }
                _ => self.numeral().map(|_| ())?,
            }
            // Out of all that ends here.
            loop {
                let Some(end) = ends.last() else {
                    return Ok(());
                };
                if self.more(*end, &mut first)? {
                    if *end == b'}' {
                        self.ignore_string()?;
                        self.colon()?;
                    }
                    break;
                }
                self.at += 1;
                ends.pop();
            }
        }
    }
}

fn unclosed(end: u8) -> &'static str {
    match end {
        b']' => "EOF while parsing a list",
        _ => "EOF while parsing an object",
    }
}

fn unseparated(end: u8) -> &'static str {
    match end {
        b']' => "expected `,` or `]`",
        _ => "expected `,` or `}`",
    }
}
