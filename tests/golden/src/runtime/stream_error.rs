//! What can go wrong with a stream after it has begun. Shows sizes and reasons, never content.

use std::fmt;

use super::decode_error::DecodeError;
use super::sse::RawEvent;
use super::transport::TransportError;

/// Why there is no next item of a stream.
pub struct StreamError {
    operation: &'static str,
    kind: Kind,
}

enum Kind {
    Transport(TransportError),
    TooLong(usize),
    Decode(Box<Undecodable>),
}

struct Undecodable {
    error: DecodeError,
    text: String,
    event: Option<RawEvent>,
}

impl StreamError {
    pub(super) fn transport(operation: &'static str, error: TransportError) -> Self {
        let kind = Kind::Transport(error);
        Self { operation, kind }
    }

    pub(super) fn too_long(operation: &'static str, limit: usize) -> Self {
        let kind = Kind::TooLong(limit);
        Self { operation, kind }
    }

    pub(super) fn undecodable(
        operation: &'static str,
        error: DecodeError,
        text: String,
        event: Option<RawEvent>,
    ) -> Self {
        let kind = Kind::Decode(Box::new(Undecodable { error, text, event }));
        Self { operation, kind }
    }

    /// The operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Where and why an item is not of its type. The stream goes on after it; after any other error it is over.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.kind {
            Kind::Decode(item) => Some(&item.error),
            _ => None,
        }
    }

    /// The item that is not of its type, as it came: an event's data, or a line.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Decode(item) => Some(&item.text),
            _ => None,
        }
    }

    /// The event whose data is not of its type.
    pub fn event(&self) -> Option<&RawEvent> {
        match &self.kind {
            Kind::Decode(item) => item.event.as_ref(),
            _ => None,
        }
    }

    /// Why the connection broke off.
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.kind {
            Kind::Transport(error) => Some(error),
            _ => None,
        }
    }

    /// The limit that an item is above, in bytes.
    pub fn limit(&self) -> Option<usize> {
        match self.kind {
            Kind::TooLong(limit) => Some(limit),
            _ => None,
        }
    }
}

impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("StreamError");
        shown.field("operation", &self.operation);
        match &self.kind {
            Kind::Transport(error) => shown.field("transport", error),
            Kind::TooLong(limit) => shown.field("limit", limit),
            Kind::Decode(item) => shown.field("decode", &item.error),
        };
        shown.finish()
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        match &self.kind {
            Kind::Transport(error) => write!(f, "the stream broke off: {error}"),
            Kind::TooLong(limit) => {
                write!(f, "an item of the stream is larger than {limit} bytes")
            }
            Kind::Decode(item) => write!(
                f,
                "an item of the stream with {} bytes is not of the declared type: {}",
                item.text.len(),
                item.error
            ),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Transport(error) => Some(error),
            Kind::TooLong(_) => None,
            Kind::Decode(item) => Some(&item.error),
        }
    }
}
