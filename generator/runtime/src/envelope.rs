//! Answers that an API wraps, as `{"success": true, "data": …}`: what is asked for is inside.

use std::ops::Range;

use serde_json::Value;

use super::call::Read;
use super::decode_error::DecodeError;
use super::json_source::parse;
use super::json_text::{Cursor, Off};
use super::operation::{Found, Media, Received};

/// What an API wraps its answers in. The keys are those of the outermost object.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    /// What has the answer.
    pub data: &'static str,
    /// What is `false` where the answer is an error, whatever its status.
    pub success: Option<&'static str>,
    /// What has the text of an error.
    pub error: Option<&'static str>,
}

/// A body that was looked into.
#[derive(Debug, Default)]
pub(super) struct Opened {
    data: Option<Range<usize>>,
    pub(super) success: Option<bool>,
    error: Option<String>,
}

impl Envelope {
    /// Looks into a body; one that is no object has nothing in it.
    pub(super) fn open(&self, body: &[u8]) -> Opened {
        let text = std::str::from_utf8(body).unwrap_or_default();
        self.look(&mut Cursor::new(text)).unwrap_or_default()
    }

    fn look(&self, json: &mut Cursor<'_>) -> Result<Opened, Off> {
        let mut opened = Opened::default();
        let mut first = true;
        json.expect(b'{')?;
        while json.more(b'}', first)? {
            first = false;
            json.peek()?;
            let key = json.string()?;
            json.expect(b':')?;
            json.peek()?;
            let start = json.at;
            json.skip(1)?;
            let value = json.since(start);
            if key == self.data {
                opened.data = Some(start..json.at);
            } else if self.success.is_some_and(|success| key == success) {
                opened.success = value.parse().ok();
            } else if self.error.is_some_and(|error| key == error) {
                opened.error = Some(match parse(value) {
                    Some(Value::String(text)) => text,
                    _ => value.to_owned(),
                });
            }
        }
        Ok(opened)
    }

    /// The text of an error.
    pub(super) fn message(&self, body: &[u8]) -> Option<String> {
        self.open(body).error
    }

    /// What is in a body.
    #[cfg(feature = "testing")]
    pub(super) fn data<'a>(&self, body: &'a [u8]) -> Option<&'a [u8]> {
        body.get(self.open(body).data?)
    }

    /// Reads an answer. Servers wrap what their documents do not, and the other way round: both are read, as far as they
    /// can be told apart.
    pub(super) fn read<T>(
        &self,
        wrapped: bool,
        opened: Opened,
        read: Read<T>,
        found: Found,
        received: &Received,
    ) -> Result<T, DecodeError> {
        if !matches!(found.answer.media, Media::Json(_)) {
            return read(found, received);
        }
        let whole = || read(found, received);
        match (opened.data, wrapped) {
            (Some(data), true) => self.inside(data, read, found, received),
            (None, true) if opened.success.is_some() => {
                Err(DecodeError::new(format!("`{}` is missing", self.data)))
            }
            (Some(data), false) if opened.success.is_some() || self.success.is_none() => {
                whole().or_else(|error| self.inside(data, read, found, received).map_err(|_| error))
            }
            _ => whole(),
        }
    }

    fn inside<T>(
        &self,
        data: Range<usize>,
        read: Read<T>,
        found: Found,
        received: &Received,
    ) -> Result<T, DecodeError> {
        let of = |body| Received {
            status: received.status,
            headers: Default::default(),
            body,
        };
        read(found, &of(received.body.slice(data.clone()))).map_err(|error| {
            // Once more with blanks for what is before it, so that the error says where it is in the whole.
            let blank = |byte: &u8| if *byte == b'\n' { b'\n' } else { b' ' };
            let mut body: Vec<u8> = received.body[..data.start].iter().map(blank).collect();
            body.extend_from_slice(&received.body[data]);
            read(found, &of(body.into()))
                .err()
                .unwrap_or(error)
                .within(self.data)
        })
    }
}
