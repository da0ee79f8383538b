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

#[cfg(test)]
mod unit {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{EventParser, RawEvent};

    fn event(name: &str, data: &str, id: Option<&str>) -> RawEvent {
        RawEvent {
            name: name.to_owned(),
            data: data.to_owned(),
            id: id.map(str::to_owned),
        }
    }

    /// The events of some bytes, in chunks of these sizes, and whether one was too long.
    fn parse(bytes: &[u8], sizes: &[usize], limit: usize) -> (Vec<RawEvent>, bool) {
        let mut parser = EventParser::new(limit);
        let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
        let mut events = Vec::new();
        while !rest.is_empty() {
            let size = (*sizes.next().unwrap()).clamp(1, rest.len());
            let failed = parser.push(&rest[..size]).is_err();
            events.extend(std::iter::from_fn(|| parser.next_event()));
            if failed {
                return (events, true);
            }
            rest = &rest[size..];
        }
        (events, false)
    }

    fn whole(text: &str) -> Vec<RawEvent> {
        parse(text.as_bytes(), &[usize::MAX], 1_000).0
    }

    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(
            whole("data: YHOO\ndata: +2\ndata: 10\n\n"),
            [event("message", "YHOO\n+2\n10", None)]
        );
        assert_eq!(
            whole(
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"
            ),
            [
                event("message", "first event", Some("1")),
                event("message", "second event", None),
            ],
            "the last one never ended"
        );
        assert_eq!(
            whole("data\n\ndata\ndata\n\ndata:"),
            [event("message", "", None), event("message", "\n", None)]
        );
        assert_eq!(whole("data:test\n\ndata: test\n\n").len(), 2);
    }

    #[test]
    fn line_ends_marks_names_and_ids() {
        assert_eq!(
            whole("\u{feff}data: a\r\n\r\nevent: b\rdata: c\r\rid: 7\ndata: d\n\ndata: e\n\n"),
            [
                event("message", "a", None),
                event("b", "c", None),
                event("message", "d", Some("7")),
                event("message", "e", Some("7")),
            ]
        );
        assert_eq!(
            whole("data: \u{feff}\n\n\u{feff}data: x\n\n").len(),
            1,
            "only the first mark is one"
        );
        assert_eq!(
            whole("event: lost\n\nid: a\0b\ndata: x\n\n"),
            [event("message", "x", None)]
        );
        assert_eq!(
            parse(b"data: \xff\n\n", &[1], 9).0,
            [event("message", "\u{fffd}", None)]
        );
    }

    #[test]
    fn retry_is_a_number_of_milliseconds() {
        let mut parser = EventParser::new(100);
        parser.push(b"retry: 1500\nretry: 1s\nretry:\n").unwrap();
        assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn events_above_the_limit_are_refused() {
        let text = b"data: 12\n\ndata: 1234\ndata: 1234\n\n";
        let (events, failed) = parse(text, &[usize::MAX], 14);
        assert_eq!((events.len(), failed), (1, true));
        assert!(!parse(text, &[usize::MAX], 15).1);
        assert!(parse(&[b'x'; 20], &[3], 14).1, "a line without an end");
    }

    proptest! {
        #[test]
        fn chunks_make_no_difference(
            parts in prop::collection::vec(prop_oneof![
                Just("data: "), Just("data"), Just("event: e"), Just("id: 1"), Just("id"), Just(":"), Just("\n"),
                Just("\r"), Just("\r\n"), Just("\n\n"), Just("ü"), Just("\u{feff}"), Just("x y"), Just("retry: 5"),
            ], 0..40),
            sizes in prop::collection::vec(1usize..7, 1..8),
            limit in 8usize..60,
        ) {
            let text = parts.concat();
            prop_assert_eq!(
                parse(text.as_bytes(), &sizes, limit),
                parse(text.as_bytes(), &[usize::MAX], limit)
            );
        }
    }
}
