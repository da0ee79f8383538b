//! Server-sent events as WHATWG defines them: bytes go in as they come, events come out.
//!
//! Knows nothing of transports and types. What comes out never depends on how the bytes were cut into chunks.

use std::collections::VecDeque;
use std::time::Duration;

use super::pieces::{Cutter, TooLong};

/// An event as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawEvent {
    /// `event`; `message` when the server gave no name.
    pub name: String,
    /// `data`, its lines joined.
    pub data: String,
    /// The last `id` that the stream gave, here or earlier.
    pub id: Option<String>,
}

/// Reads events out of bytes that come in pieces.
#[derive(Debug)]
pub struct EventParser {
    limit: usize,
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// A line feed now belongs to the carriage return that ended the last line.
    after_return: bool,
    /// Whether a byte order mark can no longer come.
    begun: bool,
    name: String,
    data: String,
    id: Option<String>,
    retry: Option<Duration>,
    ready: VecDeque<RawEvent>,
}

impl EventParser {
    /// A parser that takes events of no more than so many bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_return: false,
            begun: false,
            name: String::new(),
            data: String::new(),
            id: None,
            retry: None,
            ready: VecDeque::new(),
        }
    }

    /// Takes the next bytes. After an event that is too long no more can be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        let mut rest = bytes;
        while !rest.is_empty() {
            if std::mem::take(&mut self.after_return) && rest[0] == b'\n' {
                rest = &rest[1..];
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            self.line
                .extend_from_slice(&rest[..end.unwrap_or(rest.len())]);
            if self.line.len() + self.data.len() > self.limit {
                return Err(TooLong(self.limit));
            }
            let Some(end) = end else { break };
            self.after_return = rest[end] == b'\r';
            rest = &rest[end + 1..];
            let line = std::mem::take(&mut self.line);
            self.end_line(&line);
            self.line = line;
            self.line.clear();
        }
        Ok(())
    }

    /// The next event that is complete.
    pub fn next_event(&mut self) -> Option<RawEvent> {
        self.ready.pop_front()
    }

    /// How long the server asks to wait before another connection.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Begins with the id of an earlier connection, which events have until there is another.
    pub(super) fn go_on_after(&mut self, id: Option<&str>) {
        self.id = id.map(str::to_owned);
    }

    fn end_line(&mut self, line: &[u8]) {
        let line = match std::mem::replace(&mut self.begun, true) {
            false => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line),
            true => line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => {
                self.id = (!value.is_empty()).then(|| value.to_owned());
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment has nothing before its colon.
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        let (name, mut data) = (
            std::mem::take(&mut self.name),
            std::mem::take(&mut self.data),
        );
        // The line feed after the last line is no part of the data; without any there is no event.
        if data.pop().is_none() {
            return;
        }
        self.ready.push_back(RawEvent {
            name: match name.is_empty() {
                true => "message".to_owned(),
                false => name,
            },
            data,
            id: self.id.clone(),
        });
    }
}

impl Cutter for EventParser {
    type Piece = RawEvent;

    fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        EventParser::push(self, bytes)
    }

    /// An event that has not ended with an empty line is none.
    fn finish(&mut self) {}

    fn next(&mut self) -> Option<RawEvent> {
        self.next_event()
    }
}
