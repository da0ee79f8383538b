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

/// An envelope and what opens it: pointers, so that clients without one do not need the code.
#[derive(Clone, Copy)]
pub(super) struct Wrapping {
    pub(super) envelope: &'static Envelope,
    open: fn(&Envelope, &[u8]) -> Opened,
    read: fn(&Envelope, bool, Opened, &Received, &mut Reading<'_>) -> Result<(), DecodeError>,
}

/// Reads an answer from a body.
type Reading<'a> = dyn FnMut(&Received) -> Result<(), DecodeError> + 'a;

impl Wrapping {
    pub(super) fn of(envelope: &'static Envelope) -> Self {
        Self {
            envelope,
            open: Envelope::open,
            read: Envelope::read,
        }
    }

    /// Looks into a body; one that is no object has nothing in it.
    pub(super) fn open(&self, body: &[u8]) -> Opened {
        (self.open)(self.envelope, body)
    }

    /// The text of an error.
    pub(super) fn message(&self, body: &[u8]) -> Option<String> {
        self.open(body).error
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
        let mut value = None;
        let mut reading = |received: &Received| {
            value = Some(read(found, received)?);
            Ok(())
        };
        (self.read)(self.envelope, wrapped, opened, received, &mut reading)?;
        value.ok_or_else(|| DecodeError::new("there is no answer in it"))
    }
}

/// A body that was looked into.
#[derive(Debug, Default)]
pub(super) struct Opened {
    data: Option<Range<usize>>,
    pub(super) success: Option<bool>,
    error: Option<String>,
}

impl Envelope {
    fn open(&self, body: &[u8]) -> Opened {
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

    /// What is in a body.
    #[cfg(feature = "testing")]
    pub(super) fn data<'a>(&self, body: &'a [u8]) -> Option<&'a [u8]> {
        body.get(self.open(body).data?)
    }

    fn read(
        &self,
        wrapped: bool,
        opened: Opened,
        received: &Received,
        read: &mut Reading<'_>,
    ) -> Result<(), DecodeError> {
        match (opened.data, wrapped) {
            (Some(data), true) => self.inside(data, received, read),
            (None, true) if opened.success.is_some() => {
                Err(DecodeError::new(format!("`{}` is missing", self.data)))
            }
            (Some(data), false) if opened.success.is_some() || self.success.is_none() => {
                read(received).or_else(|error| self.inside(data, received, read).map_err(|_| error))
            }
            _ => read(received),
        }
    }

    fn inside(
        &self,
        data: Range<usize>,
        received: &Received,
        read: &mut Reading<'_>,
    ) -> Result<(), DecodeError> {
        let of = |body| Received {
            status: received.status,
            headers: Default::default(),
            body,
        };
        read(&of(received.body.slice(data.clone()))).map_err(|error| {
            // Once more with blanks for what is before it, so that the error says where it is in the whole.
            let blank = |byte: &u8| if *byte == b'\n' { b'\n' } else { b' ' };
            let mut body: Vec<u8> = received.body[..data.start].iter().map(blank).collect();
            body.extend_from_slice(&received.body[data]);
            read(&of(body.into()))
                .err()
                .unwrap_or(error)
                .within(self.data)
        })
    }
}
