//! A cursor over JSON text: strings, numbers, and values that are skipped.
//!
//! Accepts nothing that serde_json refuses; what it refuses is read again by serde_json, which says why. Knows nothing of
//! types.

use std::borrow::Cow;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::json_bytes::Json;
use super::json_source::{AnyValue, Source, Stopped};
use super::number::Number;

/// Why quick reading ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Off {
    /// A value is not of the type of its place; around it there may be a union that has another one.
    Misfit,
    /// Only the thorough driver can tell.
    Unclear,
}

/// How deep values may be nested, which is less than what the thorough driver allows.
pub(super) const DEPTH: u32 = 100;

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// The high bits of those of eight bytes, the first one lowest, that cannot stand in a JSON string as they are; the first one is exact.
#[inline]
fn special(chars: u64) -> u64 {
    let control = chars.wrapping_sub(ONES * 0x20) & !chars;
    let quote = chars ^ (ONES * 0x22);
    let backslash = chars ^ (ONES * 0x5C);
    let special =
        control | (quote.wrapping_sub(ONES) & !quote) | (backslash.wrapping_sub(ONES) & !backslash);
    special & HIGHS
}

/// Where a text has its first byte that cannot stand in a JSON string as it is, from `at` on.
#[inline]
pub(super) fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = special(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    plain_end(bytes, at)
}

/// The same for the last bytes, which are less than eight.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    if let Some(chunk) = bytes.last_chunk::<8>() {
        // Those before `at` do not matter; what moves up behind the others is plain.
        let before = at + 8 - bytes.len();
        if before >= 8 {
            return bytes.len();
        }
        let chars = u64::from_le_bytes(*chunk) >> (8 * before);
        return match special(chars | (ONES * 0x20) << (8 * (8 - before))) {
            0 => bytes.len(),
            special => at + special.trailing_zeros() as usize / 8,
        };
    }
    while bytes
        .get(at)
        .is_some_and(|byte| *byte >= 0x20 && !matches!(byte, b'"' | b'\\'))
    {
        at += 1;
    }
    at
}

/// A place in a JSON text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// The same bytes.
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Cursor {
            text,
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    /// The next byte that is no white space; it is not taken.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8, Off> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(byte) => return Ok(*byte),
                None => return Err(Off::Unclear),
            }
        }
    }

    /// Takes a byte that must come next.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Off> {
        match self.peek()? {
            found if found == byte => {
                self.at += 1;
                Ok(())
            }
            _ => Err(Off::Unclear),
        }
    }

    /// Whether there is another item of an array or object: takes the comma before it, or the end. `first` is for what
    /// comes after the opening bracket.
    #[inline]
    pub(super) fn more(&mut self, end: u8, first: bool) -> Result<bool, Off> {
        match self.peek()? {
            byte if byte == end => {
                self.at += 1;
                Ok(false)
            }
            b',' if !first => {
                self.at += 1;
                Ok(true)
            }
            _ if first => Ok(true),
            _ => Err(Off::Unclear),
        }
    }

    /// Whether nothing but white space is left.
    pub(super) fn is_done(&mut self) -> bool {
        self.peek().is_err()
    }

    /// The text from a place to here.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Takes one of JSON's words.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Off> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.starts_with(word.as_bytes()) {
            true => {
                self.at += word.len();
                Ok(())
            }
            false => Err(Off::Unclear),
        }
    }

    /// Takes a key and its colon, if they stand there as most servers write them: without escapes or space between.
    #[inline(always)]
    pub(super) fn plain_key(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        if self.bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let end = plain_until(self.bytes, start);
        match self.bytes.get(end..)?.first_chunk()? {
            b"\":" => {
                self.at = end + 2;
                self.text.get(start..end)
            }
            _ => None,
        }
    }

    /// Takes a string; its quote comes next.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Off> {
        let start = self.at + 1;
        let end = plain_until(self.bytes, start);
        match (self.bytes.get(end), self.text.get(start..end)) {
            (Some(b'"'), Some(text)) => {
                self.at = end + 1;
                Ok(Cow::Borrowed(text))
            }
            _ => self.escaped(start, end).map(Cow::Owned),
        }
    }

    /// The same with escapes, of which the first is at `end`.
    #[cold]
    fn escaped(&mut self, mut start: usize, mut end: usize) -> Result<String, Off> {
        let mut text = String::new();
        loop {
            text.push_str(self.text.get(start..end).ok_or(Off::Unclear)?);
            match self.bytes.get(end) {
                Some(b'"') => {
                    self.at = end + 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.rare(end + 1, |json| json.escape(false))?),
                _ => return Err(Off::Unclear),
            }
            start = self.at;
            end = plain_until(self.bytes, start);
        }
    }

    /// Takes what is rare, as the thorough driver does, from `at` on.
    #[cold]
    fn rare<T>(
        &mut self,
        at: usize,
        take: fn(&mut Json<'a>) -> Result<T, Stopped>,
    ) -> Result<T, Off> {
        let mut json = Json::within(self.text, at, 0);
        let taken = take(&mut json).map_err(|_| Off::Unclear)?;
        self.at = json.at;
        Ok(taken)
    }

    /// Takes any value.
    #[inline(never)]
    pub(super) fn any(&mut self, depth: u32) -> Result<Value, Off> {
        let mut json = Json::within(self.text, self.at, depth);
        let source = Source::Text(&mut json);
        let value = AnyValue.deserialize(source).map_err(|_| Off::Unclear)?;
        self.at = json.at;
        Ok(value)
    }

    /// Takes a number. It is what serde_json makes of it: integers of 64 bits are whole, all others are not.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Number, Off> {
        let start = self.at;
        let negative = self.bytes.get(start) == Some(&b'-');
        self.at += usize::from(negative);
        let first = self.at;
        let mut whole: u64 = 0;
        while let Some(byte @ b'0'..=b'9') = self.bytes.get(self.at) {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            self.at += 1;
        }
        let digits = self.at - first;
        if digits == 0 || digits > 1 && self.bytes.get(first) == Some(&b'0') {
            return Err(Off::Unclear);
        }
        let fraction = matches!(self.bytes.get(self.at), Some(b'.' | b'e' | b'E'));
        // 18 digits always fit.
        if !fraction && digits <= 18 && !(negative && whole == 0) {
            let whole = i128::from(whole);
            return Ok(Number::Whole(if negative { -whole } else { whole }));
        }
        // One with a fraction or an exponent, a long one, or the zero below zero.
        self.rare(start, Json::number)?.0.ok_or(Off::Unclear)
    }

    /// Takes a value of any kind.
    pub(super) fn skip(&mut self, depth: u32) -> Result<(), Off> {
        if depth > DEPTH {
            return Err(Off::Unclear);
        }
        match self.peek()? {
            b'"' => self.skip_string(),
            b'{' => {
                self.at += 1;
                let mut first = true;
                while self.more(b'}', first)? {
                    first = false;
                    match self.peek()? {
                        b'"' => self.skip_string()?,
                        _ => return Err(Off::Unclear),
                    }
                    self.expect(b':')?;
                    self.skip(depth + 1)?;
                }
                Ok(())
            }
            b'[' => {
                self.at += 1;
                let mut first = true;
                while self.more(b']', first)? {
                    first = false;
                    self.skip(depth + 1)?;
                }
                Ok(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(|_| ()),
        }
    }

    fn skip_string(&mut self) -> Result<(), Off> {
        self.at += 1;
        loop {
            self.at = plain_until(self.bytes, self.at);
            let special = self.bytes.get(self.at);
            self.at += 1;
            match special {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.rare(self.at, |json| json.escape(false).map(|_| ()))?,
                _ => return Err(Off::Unclear),
            }
        }
    }
}
